"""A9: names and texts of people are escaped. They never become markup in a page or a frame."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from itertools import cycle
from typing import Any

import pytest
from httpx2 import Response

from nameplate.store import codec
from tests.audiences import PAGES
from tests.serving import Host, Hosted, heard

HOSTILE_TEXTS = (
    "<img src=x onerror=alert(1)>",
    "\"'><script>alert(2)</script>",
    "</section><hx-partial hx-target='#floor'>gone</hx-partial>",
    "{{ 7 * 7 }} {% raw %} %(name)s %s &amp; &#39;",
    "' hx-post='/m/x/end-speech' x='",
    "\u202eright to left\u202c \u200f and \u2066isolated",
)


class Markup(HTMLParser):
    """The elements, attributes and text of HTML, as a browser would parse it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements, self.attributes, self.shown = set[str](), set[str](), ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes."""
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.shown += "\n".join(value or "" for _, value in attrs)

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.shown += data


@pytest.fixture
async def hostile(floor: Hosted) -> Hosted:
    """A meeting in which every text that people can write is hostile."""
    for word in HOSTILE_TEXTS:
        await floor.post("desk", "add-inscription", {"guest": word, "on_behalf_of": word})
    await floor.post("delegate:FR", "request-floor", {"note": HOSTILE_TEXTS[0]})
    await floor.post("chair", "give-floor-to-next")
    await floor.post("chair", "send-notice", {"to": "speaker", "text": HOSTILE_TEXTS[1]})
    await floor.post("chair", "send-notice", {"to": "hall", "text": HOSTILE_TEXTS[2]})
    await floor.post("chair", "send-notice", {"to": "booth", "text": HOSTILE_TEXTS[0]})
    assert (await floor.post("chair", "suspend-sitting", {"until": HOSTILE_TEXTS[0]})).status_code == 204
    return floor


@pytest.mark.parametrize("audience", PAGES)
async def test_hostile_texts_add_no_element_or_attribute_to_a_page(hostile: Hosted, audience: str) -> None:
    page = Markup((await hostile.get("chair", audience)).text)
    assert not page.elements & {"img", "hx-partial"}
    assert not [name for name in page.attributes if name.startswith("on") or name == "x"]


@pytest.mark.parametrize("audience", PAGES)
async def test_hostile_texts_add_no_element_or_attribute_to_a_frame(hostile: Hosted, audience: str) -> None:
    async with hostile.live("chair", audience) as screen:
        regions = (await heard(screen))["regions"]
    frame = Markup("".join(regions.values()))
    assert not frame.elements & {"img", "script", "hx-partial"}
    assert not [name for name in frame.attributes if name.startswith("on") or name == "x"]


async def test_texts_are_shown_as_they_were_written(hostile: Hosted) -> None:
    desk, hall = await asyncio.gather(hostile.get("desk", "desk"), hostile.get("hall", "hall"))
    shown = Markup(desk.text).shown
    assert [word for word in HOSTILE_TEXTS if word not in shown] == []
    assert HOSTILE_TEXTS[0] in Markup(hall.text).shown


async def test_a_refusal_escapes_what_it_repeats(floor: Hosted) -> None:
    refused = await floor.post("chair", "give-floor", {"seat": HOSTILE_TEXTS[0]}, **{"HX-Request": "true"})
    assert (refused.status_code, "img" in Markup(refused.text).elements) == (404, False)
    assert HOSTILE_TEXTS[0] in Markup(refused.text).shown


async def test_the_problem_page_does_not_repeat_the_address(floor: Hosted) -> None:
    page = await floor.host.client.get(
        f"{floor.host.url}/in/<script>alert(1)<%2Fscript>", headers={"Accept": "text/html"}
    )
    assert (page.status_code, "script" in Markup(page.text).elements) == (404, False)


HARMLESS = "harmlesswords"
WORDS = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)><p id='x",
    "' autofocus onfocus='alert(1)",
    "</title></textarea></style><!--",
    "]]> --> <![CDATA[ <?php ?>",
    "{{ 7 * 7 }}{% raw %}{# x #}${7*7}",
    "%(who)s %(group)s %s %n {place} {0}",
    "&lt;b&gt; &amp;amp; &#60;i&#62; &nosuch;",
    "javascript:alert(1)//",
    "\u202eevil\u202c \u2066left\u2069 \u200f",
    "حقوق الإنسان \N{ARABIC LETTER ALEF}\u0651",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f1eb\U0001f1f7",
    "e" + "\u0301" * 38,
    "two\nlines\tand a tab",
    "zero\u200bwidth\ufeff and \u2028 \u0085 here",
    "=1+1;'; DROP TABLE events; -- ../../etc",
)
UNSEEN = ("nul\x00nul", "\x1b[31mred", "bell\x07", "delete\x7f")
GUEST = "Ms. A. Guest"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
Send = Callable[[Hosted, str, str, dict[str, str]], Awaitable[Response]]


async def as_json(meeting: Hosted, name: str, command: str, fields: dict[str, str]) -> Response:
    """Send a command as a program does."""
    return await meeting.post(name, command, fields)


async def as_form(meeting: Hosted, name: str, command: str, fields: dict[str, str]) -> Response:
    """Send a command as a page does."""
    return await meeting.form(name, command, **fields)


def commands_with(words: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Commands that write the same text into every text field."""
    yield "delegate:FR", "request-floor", {"note": words}
    yield "desk", "add-inscription", {"guest": words, "on_behalf_of": words}
    yield "desk", "add-inscription", {"guest": GUEST}
    yield "desk", "correct-inscription", {"inscription": "i7", "guest": words, "on_behalf_of": words}
    yield "chair", "give-floor", {"inscription": "i6"}
    yield "chair", "send-notice", {"to": "speaker", "text": words}
    yield "chair", "send-notice", {"to": "hall", "text": words}
    yield "chair", "send-notice", {"to": "booth", "text": words}
    yield "chair", "suspend-sitting", {"until": words}


class Shape(HTMLParser):
    """The elements of a page with the names of their attributes, and how often it shows a text."""

    def __init__(self, html: str, words: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.shown = 0
        self._words = words
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes."""
        self.elements.append((tag, *sorted(name for name, _ in attrs)))
        self.shown += sum((value or "").count(self._words) for _, value in attrs)

    def handle_data(self, data: str) -> None:
        """Count the text."""
        self.shown += data.count(self._words)

    def same_as(self, other: Shape) -> bool:
        """Whether both pages differ only in their text."""
        return Counter(self.elements) == Counter(other.elements) and self.shown == other.shown


async def played(host: Host, words: str, *ways: Send) -> Hosted:
    """A meeting after the commands with a text. They are sent in these ways, in turn. All must be accepted."""
    meeting = await (await host.meeting()).open_floor()
    for send, (name, command, fields) in zip(cycle(ways), commands_with(words), strict=False):
        answer = await send(meeting, name, command, fields)
        assert answer.status_code == 204, (command, answer.text)
    return meeting


async def pages(meeting: Hosted) -> dict[str, str]:
    """The page of every audience with the chair's pass, and the page of a delegate."""
    shown = {audience: await meeting.get("chair", audience) for audience in PAGES}
    shown["delegate:FR"] = await meeting.get("delegate:FR", "delegate")
    assert all(page.status_code == 200 for page in shown.values())
    return {audience: page.text for audience, page in shown.items()}


async def frames(meeting: Hosted) -> dict[str, str]:
    """The first frame of each audience."""

    async def first(audience: str) -> str:
        async with meeting.live("chair", audience) as screen:
            return "".join((await heard(screen))["regions"].values())

    return dict(zip(PAGES, await asyncio.gather(*map(first, PAGES)), strict=True))


def texts(value: Any) -> Iterator[str]:
    """Every string in JSON values."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(inner)


@pytest.fixture(scope="session")
async def harmless(host: Host) -> tuple[dict[str, str], dict[str, str]]:
    """Pages and frames of a meeting whose texts are harmless."""
    meeting = await played(host, HARMLESS, as_form)
    return await pages(meeting), await frames(meeting)


@pytest.mark.parametrize(
    ("words", "ways"), [*zip(WORDS, cycle([(as_json, as_form), (as_form, as_json)]), strict=False)]
)
async def test_whatever_is_written_changes_no_page_and_no_frame_but_for_its_words(
    host: Host, harmless: tuple[dict[str, str], dict[str, str]], words: str, ways: tuple[Send, Send]
) -> None:
    meeting = await played(host, words, *ways)
    for shown, usual in zip((await pages(meeting), await frames(meeting)), harmless, strict=True):
        for audience in usual:
            assert Shape(shown[audience], words).same_as(Shape(usual[audience], HARMLESS)), audience
    state = (await meeting.get("desk", "state")).json()
    assert sum(text == words for text in texts(state)) == 9


async def test_the_harmless_text_is_on_every_page(harmless: tuple[dict[str, str], dict[str, str]]) -> None:
    counts = {audience: Shape(page, HARMLESS).shown for audience, page in harmless[0].items()}
    assert set(counts) == {*PAGES, "delegate:FR"} and all(counts.values()), counts


@pytest.mark.parametrize("send", [as_json, as_form])
@pytest.mark.parametrize("words", [*UNSEEN, "x" * 281, "\U0001f469" * 300])
async def test_control_characters_and_long_texts_are_refused_with_a_sentence(
    host: Host, words: str, send: Send
) -> None:
    meeting = await (await host.meeting()).open_floor()
    await meeting.post("desk", "add-inscription", {"guest": GUEST})
    await meeting.post("chair", "give-floor", {"inscription": "i5"})
    version = (await meeting.room()).meeting.version
    for name, command, fields in commands_with(words):
        if words in fields.values() and command != "correct-inscription":
            answer = await send(meeting, name, command, fields)
            assert (answer.status_code, answer.json()["code"]) == (422, "invalid"), command
            assert answer.json()["field"] in fields and answer.json()["title"].endswith(".")
    assert (await meeting.room()).meeting.version == version


@pytest.mark.parametrize("command", codec.COMMANDS)
async def test_hostile_texts_in_every_field_are_accepted_or_refused_with_an_escaped_sentence(
    floor: Hosted, command: str
) -> None:
    page = floor.bearer("chair") | {"HX-Request": "true"}
    for words in (WORDS[1], "\u202e../../chair", "9" * 2000, UNSEEN[0]):
        fields = {f.name: words if "str" in str(f.type) else "1" for f in codec.fields_of(codec.COMMANDS[command])}
        answer = await floor.post("chair", command, fields)
        assert answer.status_code == 204 or answer.json()["title"].endswith((".", "?"))
        pressed = await floor.host.client.post(f"{floor.url}/{command}", data=fields, headers=page)
        assert pressed.status_code == 204 or pressed.text
        assert max(answer.status_code, pressed.status_code) < 500 and not set(pressed.text) & set("<>\"'")


async def test_a_refusal_escapes_the_name_of_the_speaker(host: Host) -> None:
    meeting = await (await host.meeting()).open_floor()
    await meeting.post("desk", "add-inscription", {"guest": WORDS[0]})
    await meeting.post("chair", "give-floor-to-next")
    refused = await meeting.post("chair", "open-item", {"item": "p-10"}, **{"HX-Request": "true"})
    assert refused.status_code == 409 and refused.headers["Nameplate-Code"] == "floor_taken"
    assert WORDS[0] in unescape(refused.text) and "<" not in refused.text
