"""What ill-willed or broken programs send: it is text on every screen, or it is refused with a sentence."""

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
from nameplate.pages.middleware.body_limit import LARGEST_BODY_BYTES
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
    """A program's way."""
    return await meeting.post(name, command, fields)


async def as_form(meeting: Hosted, name: str, command: str, fields: dict[str, str]) -> Response:
    """A page's way."""
    return await meeting.form(name, command, **fields)


def story(words: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """A meeting in which everybody writes the same wherever something can be written."""
    yield "delegate:FR", "request-floor", {"note": words}
    yield "desk", "add-inscription", {"guest": words, "on_behalf_of": words}
    yield "desk", "add-inscription", {"guest": GUEST}
    yield "desk", "correct-inscription", {"inscription": "i7", "guest": words, "on_behalf_of": words}
    yield "chair", "give-floor", {"inscription": "i6"}
    yield "chair", "send-notice", {"to": "speaker", "text": words}
    yield "chair", "send-notice", {"to": "hall", "text": words}
    yield "chair", "suspend-sitting", {"until": words}


class Shape(HTMLParser):
    """The elements of a page with the names of their attributes, and how often some words are shown."""

    def __init__(self, html: str, words: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.shown = 0
        self._words = words
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in an element."""
        self.elements.append((tag, *sorted(name for name, _ in attrs)))
        self.shown += sum((value or "").count(self._words) for _, value in attrs)

    def handle_data(self, data: str) -> None:
        """Take in text."""
        self.shown += data.count(self._words)

    def same_as(self, other: Shape) -> bool:
        """Whether both are one page with other words in it."""
        return Counter(self.elements) == Counter(other.elements) and self.shown == other.shown


async def played(host: Host, words: str, *ways: Send) -> Hosted:
    """The story told with these words, each press in the next way; all of it is taken."""
    meeting = await (await host.meeting()).open_floor()
    for send, (name, command, fields) in zip(cycle(ways), story(words), strict=False):
        answer = await send(meeting, name, command, fields)
        assert answer.status_code == 204, (command, answer.text)
    return meeting


async def pages(meeting: Hosted) -> dict[str, str]:
    """Every page, as the chair may see it, and the delegate's own."""
    shown = {audience: await meeting.get("chair", audience) for audience in PAGES}
    shown["delegate:FR"] = await meeting.get("delegate:FR", "delegate")
    assert all(page.status_code == 200 for page in shown.values())
    return {audience: page.text for audience, page in shown.items()}


async def frames(meeting: Hosted) -> dict[str, str]:
    """What each audience's socket says first."""

    async def first(audience: str) -> str:
        async with meeting.live("chair", audience) as screen:
            return "".join((await heard(screen))["regions"].values())

    return dict(zip(PAGES, await asyncio.gather(*map(first, PAGES)), strict=True))


def texts(value: Any) -> Iterator[str]:
    """Every text in plain values."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(inner)


@pytest.fixture(scope="session")
async def harmless(host: Host) -> tuple[dict[str, str], dict[str, str]]:
    """Pages and frames of the story told with a harmless word."""
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


async def test_the_harmless_words_are_on_every_page(harmless: tuple[dict[str, str], dict[str, str]]) -> None:
    counts = {audience: Shape(page, HARMLESS).shown for audience, page in harmless[0].items()}
    assert set(counts) == {*PAGES, "delegate:FR"} and all(counts.values()), counts


@pytest.mark.parametrize("send", [as_json, as_form])
@pytest.mark.parametrize("words", [*UNSEEN, "x" * 281, "\U0001f469" * 300])
async def test_what_no_screen_can_show_or_is_too_long_is_refused_with_a_sentence(
    host: Host, words: str, send: Send
) -> None:
    meeting = await (await host.meeting()).open_floor()
    await meeting.post("desk", "add-inscription", {"guest": GUEST})
    await meeting.post("chair", "give-floor", {"inscription": "i5"})
    version = (await meeting.room()).meeting.version
    for name, command, fields in story(words):
        if words in fields.values() and command != "correct-inscription":
            answer = await send(meeting, name, command, fields)
            assert (answer.status_code, answer.json()["code"]) == (422, "invalid"), command
            assert answer.json()["field"] in fields and answer.json()["title"].endswith(".")
    assert (await meeting.room()).meeting.version == version


@pytest.mark.parametrize("command", codec.COMMANDS)
async def test_whatever_stands_in_every_field_is_taken_or_refused_in_a_sentence_with_its_marks_escaped(
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


async def test_a_refusal_names_who_has_the_floor_as_text(host: Host) -> None:
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
async def test_json_that_is_none_or_goes_too_far_is_refused_with_a_sentence(meeting: Hosted, body: bytes) -> None:
    headers = meeting.bearer("chair") | {"Content-Type": JSON}
    answer = await meeting.host.client.post(f"{meeting.url}/send-notice", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert answer.json()["title"].endswith(".") and "Traceback" not in answer.text
    assert (await meeting.room()).meeting.version == 1


async def test_of_a_key_that_is_there_twice_the_last_one_counts_in_json_and_a_form_is_refused(
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
async def test_a_number_beyond_all_measure_is_refused_or_does_what_it_says(
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
async def test_a_body_of_another_kind_is_refused_and_not_taken_for_an_empty_one(floor: Hosted, kind: str) -> None:
    headers = floor.bearer("chair") | ({"Content-Type": kind} if kind else {})
    answer = await floor.host.client.post(f"{floor.url}/close-list", content=b'{"item": "p-9"}', headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert (await floor.room()).meeting.version == 4


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8", "application/ld+json"])
async def test_a_kind_is_known_however_it_is_written(floor: Hosted, kind: str) -> None:
    headers = floor.bearer("chair") | {"Content-Type": kind}
    answer = await floor.host.client.post(f"{floor.url}/close-list", content=b'{"item": "p-9"}', headers=headers)
    assert answer.status_code == 204


async def test_a_body_may_be_as_long_as_the_limit_and_no_byte_longer(floor: Hosted) -> None:
    headers = floor.bearer("chair") | {"Content-Type": JSON}
    for more, status in ((0, 422), (1, 413)):
        body = b'{"to": "hall", "text": "' + b"x" * (LARGEST_BODY_BYTES + more - 26) + b'"}'
        answer = await floor.host.client.post(f"{floor.url}/send-notice", content=body, headers=headers)
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


async def test_a_number_too_long_to_be_one_is_no_number_wherever_it_stands(floor: Hosted) -> None:
    long = "9" * 5000
    assert (await floor.get("chair", f"events?after={long}")).status_code == 422
    assert (await floor.post("chair", "close-list", **{"Nameplate-Until": long})).status_code == 204
    boot = (await floor.room()).boot
    async with floor.live("hall", "hall", f"&boot={boot}&version={long}") as screen:
        assert (await heard(screen))["version"] == 5


@pytest.mark.parametrize(
    "origin", ["http://[", "null", "", "https://evil.example", "http://127.0.0.1.evil.example", "//"]
)
async def test_a_press_from_another_site_is_refused_however_its_name_is_written(floor: Hosted, origin: str) -> None:
    answer = await floor.post("chair", "close-list", Origin=origin)
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")


async def test_no_name_that_a_request_gives_the_server_is_printed_on_a_screen(meeting: Hosted) -> None:
    await meeting.post("chair", "show-join-code")
    told = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    assert "evil.example" not in (await meeting.get("hall", "hall", **told)).text
    link = await meeting.host.client.get(f"{meeting.host.url}/in/{meeting.links['hall']}", headers=told)
    assert link.headers["Location"].startswith("/m/")


async def test_a_fault_of_ours_is_told_without_its_traceback_and_with_the_headers_of_the_house(
    database_url: str,
) -> None:
    not_started = app.build(database_url, "http://nameplate.test")
    transport = ASGITransport(not_started, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://nameplate.test") as client:
        answer = await client.get("/")
    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    assert "Traceback" not in answer.text and "context" not in answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
