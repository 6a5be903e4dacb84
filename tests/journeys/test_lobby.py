"""The board in the corridor tells how late each item is, and moves its times without a message of the server."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.programme.items import OpenItem, SkipItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from tests.panel import SITTING, SLOT_1

from .conftest import Invite
from .test_booth import LONG

pytestmark = pytest.mark.journey

SIZES = ((1920, 1080), (1280, 720), (1024, 768), (1080, 1920))
CUT = """() => {
    const board = document.querySelector('#board').getBoundingClientRect();
    const rows = [...document.querySelectorAll('#board li, #board li > *')];
    return rows.filter(row => {
        const { left, right, bottom } = row.getBoundingClientRect();
        return left < board.left - 1 || right > board.right + 1 || bottom > innerHeight + 1;
    }).length;
}"""
SMALLEST = "() => parseFloat(getComputedStyle(document.querySelector('#board strong')).fontSize) / innerHeight"


async def test_times_move_with_the_clock_of_the_speaker(invite: Invite) -> None:
    participants = await invite()
    lobby, chair = await participants.person("lobby"), participants.hosted.chair
    second, end = lobby.see("#item-p-2 .when"), lobby.see("#board .end .when")
    await chair(OpenSitting(SITTING), GiveFloor(item="p-1"))
    await expect(lobby.see("#item-p-1 .when")).to_have_text("now")
    for minutes, told in ((0, "on time"), (3, "on time"), (5, "5 min late"), (10, "15 min late")):
        await participants.later(minutes=minutes)
        await expect(second).to_contain_text(told)
        await expect(end).to_contain_text(told)
    await chair(SkipItem("p-2"), SkipItem("p-3"), SkipItem("p-4"))
    await expect(lobby.see("#item-p-5 .when")).to_contain_text("7 min early")


async def test_everything_fits_and_is_readable_from_five_metres(invite: Invite) -> None:
    participants = await invite()
    lobby, chair = await participants.person("lobby"), participants.hosted.chair
    await chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList(), AddInscription(guest=LONG), GiveFloorToNext())
    await expect(lobby.see("#board .speaking")).to_contain_text("International Federation")
    for width, height in SIZES:
        await lobby.page.set_viewport_size({"width": width, "height": height})
        await lobby.page.wait_for_function(f"() => !({CUT})()")
    await lobby.page.set_viewport_size({"width": 1920, "height": 1080})
    assert await lobby.page.evaluate(SMALLEST) > 0.03
