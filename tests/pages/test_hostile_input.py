"""Hostile or broken input is shown as text on every screen, or is refused with a sentence."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from itertools import cycle
from typing import Any

import pytest
from httpx2 import ASGITransport, AsyncClient, Response

from nameplate import app
from nameplate.pages.middleware.security_headers import HEADERS
from nameplate.store import codec
from tests.audiences import PAGES
from tests.serving import Host, Hosted, heard

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
    assert sum(text == words for text in texts(state)) == 8


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


BAD_JSON = (
    b'{"to": "hall", "text": NaN}',
    b'{"to": "hall", "text": -Infinity}',
    b'{"to": "hall", "text": 1e309}',
    b'{"to": "hall", "text": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    b'{"to": "hall", "text": ' + b'{"a":' * 2000 + b"1" + b"}" * 2000 + b"}",
    b'{"to": "hall", "text": ' + b"9" * 5000 + b"}",
    b'{"to": "hall", "text": "\\ud800"}',
    b'{"to": "hall", "text": "\\udc00\\ud800"}',
    b'{"to": "hall", "text": "\xed\xa0\x80"}',
    b'{"to": "hall", "text": "\xc0\xaf"}',
    b'{"to": "hall", "text": "a\nb"}',
    b'{"to": "hall", "text": "x"} {}',
    b'{"to": "hall", "text": "x", "__proto__": {"role": "chair"}}',
    b'{"\xff": "hall"}',
    b'\xef\xbb\xbf{"to": "hall", "text": "x"}',
    b'{"to": ["hall"], "text": {"a": "b"}}',
    b"'",
)


@pytest.mark.parametrize("body", BAD_JSON)
async def test_invalid_or_excessive_json_is_refused_with_a_sentence(meeting: Hosted, body: bytes) -> None:
    headers = meeting.bearer("chair") | {"Content-Type": JSON}
    answer = await meeting.host.client.post(f"{meeting.url}/send-notice", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert answer.json()["title"].endswith(".") and "Traceback" not in answer.text
    assert (await meeting.room()).meeting.version == 1


async def test_a_field_given_twice_counts_once_in_json_and_is_refused_in_a_form(
    meeting: Hosted,
) -> None:
    url, headers = f"{meeting.url}/send-notice", meeting.bearer("chair")
    twice = b'{"to": "speaker", "to": "hall", "text": "Coffee"}'
    answer = await meeting.host.client.post(url, content=twice, headers=headers | {"Content-Type": JSON})
    assert answer.status_code == 204
    form = b"to=speaker&to=hall&text=Coffee"
    answer = await meeting.host.client.post(url, content=form, headers=headers | {"Content-Type": FORM})
    assert (answer.status_code, answer.json()["field"]) == (422, "to")


@pytest.mark.parametrize("number", [2**31, 2**63, 2**64, -(2**63) - 1, 10**300])
@pytest.mark.parametrize(
    ("command", "field", "fields"),
    [
        ("adjust-clock", "seconds", {}),
        ("set-item-minutes", "minutes", {"item": "p-9"}),
        ("set-speaking-time", "seconds", {"category": "all"}),
        ("defer-inscription", "places", {"inscription": "i5"}),
        ("undo", "version", {}),
    ],
)
async def test_an_enormous_number_is_refused_or_applied(
    floor: Hosted, command: str, field: str, fields: dict[str, str], number: int
) -> None:
    await floor.post("delegate:FR", "request-floor")
    await floor.post("delegate:KE", "request-floor")
    answer = await floor.post("chair", command, {field: number, **fields})
    taken = command == "defer-inscription" and number > 0
    assert answer.status_code == 204 if taken else answer.status_code in (404, 409, 422), answer.text


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "application/octet-stream", "", "/", "multipart/form-data"]
)
async def test_a_body_of_another_media_type_is_refused_and_not_ignored(floor: Hosted, kind: str) -> None:
    headers = floor.bearer("chair") | ({"Content-Type": kind} if kind else {})
    answer = await floor.host.client.post(f"{floor.url}/close-list", content=b'{"item": "p-9"}', headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert (await floor.room()).meeting.version == 4


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8", "application/ld+json"])
async def test_json_media_types_are_recognised_in_any_spelling(floor: Hosted, kind: str) -> None:
    headers = floor.bearer("chair") | {"Content-Type": kind}
    answer = await floor.host.client.post(f"{floor.url}/close-list", content=b'{"item": "p-9"}', headers=headers)
    assert answer.status_code == 204


async def test_a_number_with_too_many_digits_is_treated_as_no_number(floor: Hosted) -> None:
    long = "9" * 5000
    assert (await floor.get("chair", f"events?after={long}")).status_code == 422
    assert (await floor.post("chair", "close-list", **{"Nameplate-Until": long})).status_code == 422
    assert (await floor.post("chair", "close-list")).status_code == 204
    boot = (await floor.room()).boot
    async with floor.live("hall", "hall", f"&boot={boot}&version={long}") as screen:
        assert (await heard(screen))["version"] == 5


async def test_the_host_header_of_a_request_is_never_shown(meeting: Hosted) -> None:
    await meeting.post("chair", "show-join-code")
    told = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    assert "evil.example" not in (await meeting.get("hall", "hall", **told)).text
    link = await meeting.host.client.get(f"{meeting.host.url}/in/{meeting.links['hall']}", headers=told)
    assert link.headers["Location"].startswith("/m/")


async def test_an_unexpected_error_shows_no_traceback_and_has_the_security_headers(
    database_url: str,
) -> None:
    not_started = app.build(database_url, "http://nameplate.test")
    transport = ASGITransport(not_started, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://nameplate.test") as client:
        answer = await client.get("/")
    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    assert "Traceback" not in answer.text and "context" not in answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
