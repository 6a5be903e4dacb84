"""The bar of the sitting says the same as the words beside it, and moves with the clock."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Seat
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.screens.inscription_views import SHOWN
from tests.cast import BR, FR, KE

from .conftest import Invite
from .participants import Participants
from .person import Person
from .short_programmes import discussion

pytestmark = pytest.mark.journey

# The share of the bar at which each part begins and ends, or null for a part that is not shown.
SPANS = """() => Object.fromEntries([...document.querySelector('sitting-bar').shadowRoot.children].map(e => {
    const [from, to] = ['--from', '--to'].map(name => Number(e.style.getPropertyValue(name)));
    return [e.part[0], e.checkVisibility() ? [from, to] : null];
}))"""
CELLS = """() => [...document.querySelector('sitting-bar').shadowRoot.querySelectorAll('[part~=cell]')]
    .map(e => [Number(e.style.getPropertyValue('--from')), e.part.contains('unreached')])"""


async def three_wait(invite: Invite, minutes: int) -> tuple[Participants, Person]:
    """France speaks in a sitting of `minutes` minutes, and Kenya and Brazil wait. The chair's page is open."""
    participants = await invite(discussion(minutes=minutes))
    await participants.floor_open(FR, KE, BR)
    await participants.hosted.chair(GiveFloorToNext())
    chair = await participants.person("chair")
    await expect(chair.waiting).to_have_text(["Kenya", "Brazil"])
    return participants, chair


async def test_the_bar_shows_now_the_speakers_and_the_ends(invite: Invite) -> None:
    _, chair = await three_wait(invite, minutes=60)
    spans, cells = await chair.page.evaluate(SPANS), await chair.page.evaluate(CELLS)
    assert spans["used"][0] == 0 and spans["used"][1] < 0.02
    assert spans["speech"] == pytest.approx([spans["now"][0], 3 / 60], abs=0.01)
    assert [unreached for _, unreached in cells] == [False, False]
    assert spans["speech"][1] < cells[0][0] < cells[1][0] < spans["last"][0] < 0.25
    assert spans["stop"][0] == 1
    assert spans["cut"] is None and spans["over"] is None


async def test_the_bar_moves_with_the_clock_without_a_message_from_the_server(invite: Invite) -> None:
    participants, chair = await three_wait(invite, minutes=60)
    before = await chair.page.evaluate(SPANS)
    version = (await participants.meeting()).version

    await participants.later(minutes=15)

    await chair.page.wait_for_function(f"() => ({SPANS})().used[1] > .24")
    after = await chair.page.evaluate(SPANS)
    assert after["last"][0] > before["last"][0] + 0.15, "the speaker uses the time of the others"
    assert (await participants.meeting()).version == version


async def test_the_bar_shows_the_cut_line_and_the_time_over_the_end(invite: Invite) -> None:
    participants, chair = await three_wait(invite, minutes=8)
    await expect(chair.see("list-outlook [part=heard]")).to_contain_text("1 of 2 not reached")
    spans, cells = await chair.page.evaluate(SPANS), await chair.page.evaluate(CELLS)
    assert [unreached for _, unreached in cells] == [False, True]
    assert spans["cut"] == [cells[1][0]] * 2
    assert spans["last"] is None
    assert spans["over"] == [spans["stop"][0], 1]

    await participants.later(minutes=5)

    await expect(chair.see("list-outlook [part=heard]")).to_contain_text("2 of 2 not reached")
    await chair.page.wait_for_function(f"() => ({CELLS})().every(([, unreached]) => unreached)")


async def test_a_much_too_long_list_leaves_the_sitting_its_room(invite: Invite) -> None:
    many = tuple(Seat(f"O{number}", "ngo", f"Organization number {number}") for number in range(SHOWN + 40))
    participants = await invite(discussion(60, *many))
    await participants.floor_open()
    await participants.hosted.chair(*(AddInscription(seat.id) for seat in many))
    chair = await participants.person("chair")
    await expect(chair.see("list-outlook [part=heard]")).to_contain_text(f"of {SHOWN + 40} not reached")
    spans, cells = await chair.page.evaluate(SPANS), await chair.page.evaluate(CELLS)
    assert spans["stop"][0] == pytest.approx(2 / 3)
    assert 0 < spans["cut"][0] <= spans["stop"][0]
    assert len(cells) == SHOWN + 1 and cells[-1] == [1, True]


async def test_before_the_sitting_the_bar_shows_its_booked_time(invite: Invite) -> None:
    participants = await invite()
    for console in await participants.persons("chair", "desk"):
        bar = console.see("sitting-bar")
        await expect(bar.locator("[part~=first]")).to_have_text("09:00")
        await expect(bar.locator("[part~=booked]")).to_have_text("12:00")
        await expect(bar).to_have_attribute("aria-hidden", "true")
