"""Reads the form of a programme from its page, as a browser sends it."""

from __future__ import annotations

from html.parser import HTMLParser

Fields = list[tuple[str, str]]


class _FormReader(HTMLParser):
    """Collects the fields of the form `programme`, in the order of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = []
        self._is_inside = False
        self._select = ""
        self._textarea: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = values.get("id") == "programme"
        elif tag == "template":
            self._is_inside = False
        elif not self._is_inside:
            return
        elif tag == "input":
            is_sent = values.get("type") != "file" and (values.get("type") != "checkbox" or "checked" in values)
            if is_sent and "name" in values:
                self.fields.append((values["name"], values.get("value", "")))
        elif tag == "textarea":
            self._textarea, self._text = values["name"], ""
        elif tag == "select":
            self._select = values.get("name", "")
        elif tag == "option" and "selected" in values:
            self.fields.append((self._select, values["value"]))

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea:
            self.fields.append((self._textarea, self._text.removeprefix("\n")))
            self._textarea = None


def fields_of(page: str) -> Fields:
    """The fields of the form on a page."""
    reader = _FormReader()
    reader.feed(page)
    return reader.fields
