"""The desk makes a further link to a screen of the room, with the options of this screen."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

import pytest
from httpx2 import AsyncClient, Response

from nameplate.pages.screen_options import SCREEN_OPTIONS
from nameplate.paths import WEB
from tests.serving import PATIENCE_SECONDS, Hosted

CHOSEN: dict[str, object] = {
    "name": "air",
    "lang": "en",
    "theme": "dark",
    "parts": ["clock", "next", "slate"],
    "mirror": "1",
    "margin": "3",
    "count": "up",
    "bell": "30",
}


async def make(meeting: Hosted, fields: Mapping[str, object], by: str = "desk") -> Response:
    """Ask for a link as the holder of a pass."""
    url, headers = f"{meeting.url}/devices/link", meeting.bearer(by)
    return await meeting.host.client.post(url, data=fields, headers=headers)


def link_in(answer: Response) -> str:
    """The link that a fragment shows."""
    (link,) = re.findall(r'value="(http[^"]+)"', answer.text)
    return html.unescape(link)


async def opened(link: str) -> Response:
    """Open a link in a new browser."""
    async with AsyncClient(timeout=PATIENCE_SECONDS, follow_redirects=True) as browser:
        return await browser.get(link)


async def test_a_link_opens_its_screen_with_every_option(meeting: Hosted) -> None:
    answer = await make(meeting, CHOSEN)
    assert answer.status_code == 200 and "A link for: Webcast" in answer.text and "<svg" in answer.text
    page = await opened(link_in(answer))
    assert page.status_code == 200 and page.url.path == f"/m/{meeting.code}/air"
    assert {*CHOSEN, "clock"} == {"name", *SCREEN_OPTIONS}
    wanted = {name: ",".join(value) if isinstance(value, list) else value for name, value in CHOSEN.items()}
    assert {name: page.url.params[name] for name in CHOSEN if name != "name"} | {"name": "air"} == wanted


async def test_without_options_the_link_has_none_and_earlier_links_stay_valid(meeting: Hosted) -> None:
    first, second = [link_in(await make(meeting, {"name": "hall", "theme": "", "margin": ""})) for _ in range(2)]
    assert first != second and "?" not in first
    for link in (first, second, f"{meeting.host.url}/in/{meeting.links['hall']}"):
        assert (await opened(link)).status_code == 200


@pytest.mark.parametrize(
    ("name", "option", "value"),
    [
        ("hall", "theme", "pink"),
        ("hall", "margin", "11"),
        ("hall", "margin", "-1"),
        ("hall", "mirror", "yes"),
        ("hall", "lang", "xx"),
        ("hall", "parts", "name"),
        ("hall", "clock", "item"),
        ("timer", "clock", "speech"),
        ("timer", "count", "down"),
        ("timer", "bell", "101"),
        ("timer", "bell", ["0", "30", "60", "100"]),
        ("timer", "parts", "name"),
        ("air", "parts", "all&theme=dark"),
        ("air", "theme", ["light", "dark"]),
    ],
)
async def test_an_option_that_the_screen_does_not_have_is_refused(
    meeting: Hosted, name: str, option: str, value: object
) -> None:
    answer = await make(meeting, {"name": name, option: value})
    assert (answer.status_code, answer.json()["field"]) == (422, option)


@pytest.mark.parametrize("parts", ["bogus", "name,bogus", "name,clock&parts=bogus"])
async def test_a_link_of_the_webcast_with_an_unknown_part_is_refused(meeting: Hosted, parts: str) -> None:
    """Before, the screen opened and showed nothing."""
    told = "The webcast has no part “bogus”. It has: name, clock, next, slate."
    link = f"{meeting.host.url}/in/{meeting.links['air']}"
    async with AsyncClient(timeout=PATIENCE_SECONDS, follow_redirects=True, headers={"Accept": "text/html"}) as browser:
        answer = await browser.get(f"{link}?theme=dark&parts={parts}")
        assert answer.status_code == 422 and told in html.unescape(answer.text) and not browser.cookies
        opened = await browser.get(f"{link}?parts=name,%20clock")
        assert opened.status_code == 200
        shown = await browser.get(f"{meeting.url}/air?parts={parts}")
        assert shown.status_code == 422 and told in html.unescape(shown.text)
    assert (await meeting.get("air", f"air?parts={parts}")).json()["field"] == "parts"


@pytest.mark.parametrize("query", ["parts=", "theme=pink", "other=bogus"])
async def test_a_screen_takes_its_usual_value_instead_of_another_wrong_option(meeting: Hosted, query: str) -> None:
    assert (await opened(f"{meeting.host.url}/in/{meeting.links['air']}?{query}")).status_code == 200
    assert (await opened(f"{meeting.host.url}/in/{meeting.links['hall']}?parts=bogus")).status_code == 200


@pytest.mark.parametrize(
    ("volumes", "shown"), [(["0", "30", "100"], "?bell=0,30,100"), (["0", "0", "0"], ""), ("30", "?bell=30")]
)
async def test_the_bell_has_a_volume_for_each_stage(meeting: Hosted, volumes: object, shown: str) -> None:
    link = link_in(await make(meeting, {"name": "timer", "bell": volumes}))
    assert link.partition("?")[2] == shown.removeprefix("?")


@pytest.mark.parametrize("name", ["chair", "desk", "delegate:FR", "panellist:p-4", "join", "", "nobody"])
async def test_only_screens_of_the_room_have_such_links(meeting: Hosted, name: str) -> None:
    assert (await make(meeting, {"name": name})).status_code == 404


@pytest.mark.parametrize("by", ["delegate:FR", "panellist:p-4", "hall", "booth", "join"])
async def test_nobody_else_makes_a_link(meeting: Hosted, by: str) -> None:
    assert (await make(meeting, {"name": "hall"}, by)).status_code == 403


async def test_the_secret_is_in_no_log(meeting: Hosted, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    link = link_in(await make(meeting, {"name": "booth"}))
    assert "desk made a further link for booth" in caplog.text
    assert link.rpartition("/")[2] not in caplog.text


def test_a_refusal_is_said_once_and_replaces_no_link_or_list() -> None:
    """The console itself says why something was refused. So the place of the answer keeps what it has."""
    buttons = [
        button
        for file in (WEB / "templates" / "shared").glob("*.html")
        for button in re.findall(r"<button\b[^>]*?hx-post=(?:[^>]|->)*>", file.read_text("utf-8"))
        if "hx-target" in button
    ]
    assert len(buttons) == 7
    assert [button for button in buttons if 'hx-status:4xx="swap:none"' not in button] == []
