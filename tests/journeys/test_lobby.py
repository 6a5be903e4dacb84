"""The board in the corridor tells how late each item is, and moves its times without a message of the server."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.async_api import expect

from nameplate.access.passes import new_code
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.programme.items import OpenItem, SkipItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.rooms.timebase import Timebase
from tests.panel import SITTING, SLOT_1, panel

from .conftest import Invite
from .person import PAINTED
from .test_booth import LONG
from .test_hall_sizes import CAPITALS, PROGRAMME
from .test_hall_sizes import SIZES as HALL_SIZES

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


def planned(hours_ago: int) -> MeetingCreated:
    """The panel, planned for some hours ago."""
    created = panel(new_code())
    (sitting,) = created.sittings
    start = Timebase().now_ms() - hours_ago * 3_600_000
    moved = replace(sitting, start=start, end=start + sitting.end - sitting.start)
    return replace(created, sittings=(moved,))


async def test_times_move_with_the_clock_of_the_speaker(invite: Invite) -> None:
    participants = await invite()
    lobby, chair = await participants.person("lobby"), participants.hosted.chair
    second, end, head = lobby.see("#item-p-2 .when"), lobby.see("#board .end .when"), lobby.see("#status board-pace")
    await chair(OpenSitting(SITTING), GiveFloor(item="p-1"))
    await expect(lobby.see("#item-p-1 .when")).to_have_text("now")
    for minutes in (0, 3):
        await participants.later(minutes=minutes)
        await expect(head).to_have_text("on time")
        await expect(second).to_have_text("")
        await expect(end).to_have_text("")
    for minutes, told in ((5, "5 min late"), (10, "15 min late")):
        await participants.later(minutes=minutes)
        await expect(second).to_contain_text(told)
        await expect(end).to_contain_text(told)
        await expect(head).to_have_text("")
    await chair(SkipItem("p-2"), SkipItem("p-3"), SkipItem("p-4"))
    await expect(lobby.see("#item-p-5 .when")).to_contain_text("7 min early")


@pytest.mark.parametrize(("hours", "told"), [(2, r"about .* min late"), (24, r"^$")])
async def test_a_plan_of_another_day_tells_no_lateness(invite: Invite, hours: int, told: str) -> None:
    participants = await invite(planned(hours))
    lobby = await participants.person("lobby")
    await expect(lobby.see("#item-p-1 .when")).to_have_text(re.compile(told))


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


async def test_the_board_shows_fewer_items_rather_than_small_ones(invite: Invite) -> None:
    participants = await invite()
    lobby = await participants.person("lobby")
    items = len((await participants.meeting()).sittings[0].items)
    for width, height in HALL_SIZES:
        await lobby.page.set_viewport_size({"width": width, "height": height})
        await lobby.page.evaluate(PAINTED)
        shown = await lobby.page.evaluate(PROGRAMME)
        assert shown["smallest"] * CAPITALS >= 0.029, (width, shown)
        out = items - shown["rows"]
        assert shown["rows"] >= 4 and shown["more"] == (f"and {out} more" if out else ""), (width, shown)


async def test_the_boards_of_two_meetings_stand_side_by_side_and_follow_their_own_meeting(invite: Invite) -> None:
    first, second = await invite(), await invite()
    wall = await first.person("lobby")
    host = first.hosted.host.url
    await wall.page.goto(f"{host}/in/{second.hosted.links['lobby']}")
    await wall.page.goto(f"{host}/lobby?meetings={second.hosted.code},{first.hosted.code}")
    boards = [wall.page.frame_locator("iframe").nth(place) for place in (0, 1)]
    await second.hosted.chair(OpenSitting(SITTING), GiveFloor(item="p-1"))
    await expect(boards[0].locator("#item-p-1 .when")).to_have_text("now")
    await expect(boards[1].locator("#item-p-1 .when")).not_to_have_text("now")
    left, right = [await wall.see("iframe").nth(place).bounding_box() for place in (0, 1)]
    assert left and right
    assert left["y"] == right["y"] == 0
    assert left["x"] + left["width"] <= right["x"]
    await expect(boards[0].locator("#status wall-clock")).to_be_hidden()
    await expect(boards[1].locator("#status wall-clock")).to_be_visible()
    await wall.page.mouse.dblclick(400, 400)
    await wall.page.wait_for_function("() => document.fullscreenElement === document.documentElement")
