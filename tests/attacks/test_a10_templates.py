"""A10: no text of a person can become an attribute, a value of htmx or a script, whatever template shows it.

Jinja escapes texts for the content of an element and for an attribute between quotation marks. Everything else would
be unsafe, so no template has it.
"""

from __future__ import annotations

import re

import pytest

from nameplate.paths import WEB

TEMPLATES = {file.name: file.read_text("utf-8") for file in (WEB / "templates").rglob("*") if file.is_file()}
NOT_ESCAPED = re.compile(r"\{\{ (?:regions\[name\]|styles) \| safe \}\}")
"""The only texts that are not escaped: HTML that the templates of the regions have made, and a style sheet of ours."""
UNSAFE = {
    "an attribute without quotation marks": re.compile(r"""\s[-:\w]+=(?!["'])[^\s"'<>]*(?:TEXT|JSON)"""),
    "a text that is not escaped": re.compile(r"SAFE|autoescape"),
    "a script in the page": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a handler in an attribute": re.compile(r"\s(?:on[a-z]+|hx-on[-:\w]*)\s*=", re.IGNORECASE),
    "an address that begins with a text": re.compile(r"""\s(?:href|src|action|formaction)=["']\s*TEXT"""),
    "values of htmx that are not made by tojson": re.compile(r"""\shx-(?:vals|headers)=(["'])(?:(?!\1).)*TEXT"""),
    "a script in the values of htmx": re.compile(r"""\shx-(?:vals|headers|vars)=["']\s*(?:js|javascript):"""),
}
EXAMPLES = {
    "an attribute without quotation marks": "<p title={{ name }}>",
    "a text that is not escaped": "{{ name | safe }}",
    "a script in the page": "<script>let name = '{{ name }}'</script>",
    "a handler in an attribute": "<p onclick=\"go('{{ name }}')\">",
    "an address that begins with a text": '<a href="{{ name }}">',
    "values of htmx that are not made by tojson": """<p hx-vals='{"name": "{{ name }}"}'>""",
    "a script in the values of htmx": '<p hx-vals="js:{name: name}">',
}


def simplified(template: str) -> str:
    """A template in which one word stands for each expression: TEXT, JSON, or SAFE where it is not escaped."""

    def word(expression: re.Match[str]) -> str:
        if expression[1].strip().startswith("asset("):
            return "/static/"
        if expression[1].strip().startswith("join_url("):
            return "https://"  # it begins with the public address
        filters = expression[1].split("|")
        return "SAFE" if "safe" in filters[-1] else "JSON" if filters[-1].strip() == "tojson" else "TEXT"

    without_comments = re.sub(r"\{#.*?#\}", "", NOT_ESCAPED.sub("", template), flags=re.DOTALL)
    without_tags = re.sub(
        r"\{%.*?%\}", lambda tag: "AUTOESCAPE" * ("autoescape" in tag[0]), without_comments, flags=re.S
    )
    return re.sub(r"\{\{-?(.*?)-?\}\}", word, without_tags, flags=re.DOTALL)


def test_there_are_templates_and_jinja_escapes_all_of_them() -> None:
    assert len(TEMPLATES) > 20
    assert {name.rpartition(".")[2] for name in TEMPLATES} == {"html"}


@pytest.mark.parametrize("fault", UNSAFE)
def test_no_template_has(fault: str) -> None:
    assert UNSAFE[fault].search(simplified(EXAMPLES[fault]))
    found = {name: UNSAFE[fault].search(simplified(text)) for name, text in TEMPLATES.items()}
    assert {name: match[0] for name, match in found.items() if match} == {}
