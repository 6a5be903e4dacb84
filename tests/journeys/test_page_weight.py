"""A phone loads little, from its own server only, and every page keeps the content security policy."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.access.passes import new_code
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.model.values import Seat
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from tests.cast import BR, FR, KE
from tests.panel import DELEGATIONS, panel

from .conftest import Invite
from .page_weight import PageLoad

pytestmark = pytest.mark.journey

MOST_BYTES, MOST_BYTES_GZIP, MOST_REQUESTS = 20 * 1024, 23 * 1024, 8
POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"
WAITING = tuple("AR AU AT BE CA CL CN CU DK EG ET DE IN ID IE JP MX NZ QA".split())  # noqa: SIM905 - read as a list


def crowded() -> MeetingCreated:
    """The panel with many delegations."""
    return panel(new_code(), (*DELEGATIONS, *(Seat(code, "member_state") for code in WAITING)))


@pytest.mark.parametrize(
    ("headers", "most"), [({}, MOST_BYTES), ({"Accept-Encoding": "gzip"}, MOST_BYTES_GZIP)], ids=["brotli", "gzip"]
)
async def test_the_first_load_of_a_phone_is_small(invite: Invite, headers: dict[str, str], most: int) -> None:
    participants = await invite(crowded())
    await participants.floor_open(BR, KE)
    await participants.hosted.chair(GiveFloorToNext(), *(AddInscription(seat) for seat in WAITING))
    fr = await participants.visit("delegate:FR", "about:blank", extra_http_headers=headers)
    load = PageLoad(fr.page)

    await fr.page.goto(f"{participants.hosted.host.url}/in/{participants.hosted.links['delegate:FR']}")
    await fr.is_live()

    await expect(fr.waiting).to_have_count(20)
    weights = await load.weights()
    assert {"delegate.css", "delegate.js"} < weights.keys()
    assert sum(weights.values()) <= most, weights
    assert load.count <= MOST_REQUESTS, [request.url for request in load.requests]
    await fr.button("Request the floor").tap()
    await expect(fr.see("#mine .big")).to_have_text("21st")


async def test_a_second_visit_of_a_phone_loads_only_the_page(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(KE)
    fr = await participants.person("delegate:FR")
    load = PageLoad(fr.page)

    await fr.page.goto(fr.page.url)
    await fr.is_live()

    weights = await load.weights()
    assert [name.partition("?")[0] for name, weight in weights.items() if weight] == ["delegate"], weights


async def test_the_list_can_be_read_before_any_script_runs(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(KE, FR, BR)
    await participants.hosted.chair(GiveFloorToNext())
    link = f"{participants.hosted.host.url}/in/{participants.hosted.links['delegate:FR']}"
    fr = await participants.visit("delegate:FR", link, java_script_enabled=False)

    await expect(fr.holder).to_have_text("Kenya")
    await expect(fr.waiting).to_have_text(["France", "Brazil"])
    await expect(fr.see("#mine .big")).to_have_text("You are next")
    await expect(fr.see("#floor speaking-clock")).to_have_text("3:00")
    await expect(fr.banner).to_be_hidden()


async def test_every_page_requests_only_its_own_server(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    await participants.hosted.chair(GiveFloorToNext(), ShowJoinCode(), SendNotice("hall", "Welcome."))
    await participants.persons("chair", "desk", "hall", "podium", "delegate:FR", "join")
    guest = await participants.visit("guest", participants.hosted.host.url)
    guest.expects(r"status of 404")
    await guest.page.goto(f"{participants.hosted.host.url}/in/nobody")

    for person in participants.people:
        answer = await person.page.request.get(person.page.url)
        assert answer.headers["content-security-policy"] == POLICY
    own = participants.hosted.host.url.removeprefix("http://")
    assert {host for person in participants.people for host in person.hosts} == {own}
