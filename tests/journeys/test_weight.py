"""A phone loads little, nothing comes from anybody else, and every page keeps the content security policy."""

from __future__ import annotations

import gzip

import pytest
from playwright.async_api import Response, expect

from nameplate.meeting.floor import GiveFloorToNext
from nameplate.meeting.notices import SendNotice, ShowJoinCode
from tests.cast import BR, FR, KE

from .conftest import Gather

pytestmark = pytest.mark.journey

MOST_BYTES = 25 * 1024
POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"


async def test_all_script_and_style_of_the_phone_fit_into_25_kilobytes(gather: Gather) -> None:
    gathering = await gather()
    await gathering.floor_open(KE)
    loaded: list[Response] = []
    fr = await gathering.visit("delegate:FR", "about:blank")
    fr.page.on("response", lambda answer: loaded.append(answer))
    await fr.page.goto(f"{gathering.hosted.host.url}/in/{gathering.hosted.links['delegate:FR']}")
    await fr.is_live()
    await fr.button("Request the floor").tap()
    await expect(fr.see("#mine .big")).to_have_text("2nd")

    code = [answer for answer in loaded if answer.url.endswith((".js", ".css"))]
    assert len(code) > 5
    weights = {answer.url: len(gzip.compress(await answer.body(), 9)) for answer in code}
    assert sum(weights.values()) <= MOST_BYTES, weights


async def test_no_page_asks_anybody_but_its_own_server(gather: Gather) -> None:
    gathering = await gather()
    await gathering.floor_open(FR, KE, BR)
    await gathering.hosted.chair(GiveFloorToNext(), ShowJoinCode(), SendNotice("hall", "Welcome."))
    await gathering.persons("chair", "desk", "hall", "podium", "delegate:FR", "join")
    guest = await gathering.visit("guest", gathering.hosted.host.url)
    guest.expects(r"status of 404")
    await guest.page.goto(f"{gathering.hosted.host.url}/in/nobody")

    for person in gathering.people:
        answer = await person.page.request.get(person.page.url)
        assert answer.headers["content-security-policy"] == POLICY
    own = gathering.hosted.host.url.removeprefix("http://")
    assert {host for person in gathering.people for host in person.hosts} == {own}
