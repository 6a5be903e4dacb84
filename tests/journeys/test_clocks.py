"""Every screen shows the same second, whatever the clock of its own machine says."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Browser, expect

from nameplate.access.passes import new_code
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock, ResumeClock
from tests.cast import BR, CHAIR, FR, KE
from tests.panel import SITTING, SLOT_1, panel

from .adjustable_clock import AdjustableClock, serve_with_clock
from .conftest import Invite
from .participants import Participants
from .person import Person

pytestmark = pytest.mark.journey

WRONG_BY = {"chair": 1, "hall": 3600, "podium": -90, "delegate:FR": 7, "delegate:KE": -3607}
TOLERANCE_MS = 500  # half of the second that all are to show

NOW = """() => {
    const clock = document.querySelector('speaking-clock'), number = name => Number(clock.getAttribute(name));
    return number('since') + number('limit') - number('elapsed') - clock.left;
}"""


async def five_screens(participants: Participants) -> list[Person]:
    """Open screens whose machine clocks are wrong by hours."""
    return list(await asyncio.gather(*(participants.person(name, wrong_by=off) for name, off in WRONG_BY.items())))


async def test_all_screens_show_the_same_second_with_wrong_machine_clocks(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    screens = await five_screens(participants)
    now = (await participants.hosted.room()).now_ms
    dates = [await screen.page.evaluate("() => Date.now() / 1000") for screen in screens]
    assert [round((date - dates[0]) / 10) for date in dates] == [round((off - 1) / 10) for off in WRONG_BY.values()]
    await screens[0].press_shortcut("n")

    for screen in screens:
        await expect(screen.holder).to_have_text("France")
        asked, shown, answered = now(), await screen.page.evaluate(NOW), now()
        assert asked - TOLERANCE_MS <= shown <= answered + TOLERANCE_MS, f"{screen.name} is out of step"
        await screen.in_step()
        if screen.name in ("chair", "hall", "podium"):
            told = await screen.page.evaluate("() => document.querySelector('wall-clock').shadowRoot.textContent")
            assert told in (in_geneva(asked), in_geneva(now()))


@pytest.mark.parametrize(
    ("zone", "begins", "before", "after"),
    [
        ("Europe/Zurich", "2026-10-25T02:59:30+02:00", "02:59", "02:00"),
        ("America/New_York", "2026-03-08T01:59:30-05:00", "01:59", "03:00"),
        ("Europe/Zurich", "2026-07-15T23:59:30+02:00", "23:59", "00:00"),
    ],
)
async def test_the_time_of_day_changes_during_a_speech_and_its_clock_goes_on(
    browser: Browser, tmp_path: Path, zone: str, begins: str, before: str, after: str
) -> None:
    clock = AdjustableClock(datetime.fromisoformat(begins))
    async with serve_with_clock(clock, f"sqlite:///{tmp_path / 'nameplate.db'}") as host:
        created = replace(panel(new_code()), timezone=zone)
        participants = Participants(browser, await host.meeting(created, clock.timebase.now_ms()), clock)
        await participants.floor_open(FR)
        await participants.hosted.chair(GiveFloorToNext())
        hall = await participants.person("hall")
        await expect(hall.see("wall-clock")).to_have_text(before)
        await participants.later(seconds=60)
        await expect(hall.see("wall-clock")).to_have_text(after)
        await hall.in_step()
        await expect(hall.digits).to_have_text(re.compile(r"^[01]:\d\d$"))
        await participants.leave()


async def test_pause_and_resume_reach_all_screens(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    screens = await five_screens(participants)
    chair = screens[0]
    await chair.press_shortcut("n")
    await participants.later(minutes=1)

    await chair.press_shortcut("Space")
    for screen in screens:
        await expect(screen.word).to_have_text("paused")
    speech = (await participants.meeting()).speech
    assert speech
    clock = speech.clock
    seconds = -(-(clock.limit_ms - clock.elapsed_ms) // 1000)  # a second that has begun is shown whole
    for screen in screens:
        await expect(screen.digits).to_have_text(f"{seconds // 60}:{seconds % 60:02}")
    await participants.later(minutes=5)
    for screen in screens:
        await expect(screen.digits).to_have_text(f"{seconds // 60}:{seconds % 60:02}")

    await chair.press_shortcut("Space")
    for screen in screens:
        await expect(screen.word).to_be_empty()
        await screen.in_step()
        await expect(screen.digits).to_have_text(re.compile(r"^1:[2-5]\d$"))


async def test_a_clock_turns_amber_then_red_then_counts_up(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    screens = await five_screens(participants)
    await screens[0].press_shortcut("n")
    for screen in screens:
        await expect(screen.word).to_be_empty()
    colours = [await colour(screen) for screen in screens]

    await participants.later(minutes=2, seconds=2)
    for screen in screens:
        await expect(screen.word).to_have_text("under 1 minute")
        await expect(screen.digits).to_have_text(re.compile(r"^0:[345]\d$"))
    ambers = [await colour(screen) for screen in screens]
    await participants.later(seconds=30)
    for screen in screens:
        await expect(screen.word).to_have_text("under 30 seconds")
        await expect(screen.digits).to_have_text(re.compile(r"^0:[012]\d$"))
    reds = [await colour(screen) for screen in screens]
    await participants.later(seconds=30)
    for screen in screens:
        await expect(screen.word).to_have_text("over time")
        await expect(screen.digits).to_have_text(re.compile(r"^\+0:[0-5]\d$"))
    await participants.later(minutes=10)
    for screen in screens:
        await expect(screen.digits).to_have_text(re.compile(r"^\+1[01]:\d\d$"))
        await expect(screen.see("#say-now")).to_have_text("Time is up")
    assert all(len({*of_one}) == 3 for of_one in zip(colours, ambers, reds, strict=True))

    await screens[0].press_shortcut("+")
    for screen in screens:
        await expect(screen.word).to_have_text("over time")
        await screen.in_step()


async def test_the_clock_of_a_point_of_order_turns_amber_at_half_a_minute(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    screens = await five_screens(participants)
    chair = screens[0]
    await participants.hosted.chair(RaisePointOfOrder(seat="KE"))
    await chair.press_shortcut("p")
    for screen in screens:
        await expect(screen.digits).to_have_text(re.compile(r"^(1:00|0:5\d)$"))
        await expect(screen.word).to_be_empty()

    for seconds, word, said in (
        (32, "under 30 seconds", r"^(1[6-9]|2\d) seconds left$"),
        (15, "under 15 seconds", r"^1[0-5] seconds left$"),
    ):
        await participants.later(seconds=seconds)
        for screen in screens:
            await expect(screen.word).to_have_text(word)
            await expect(screen.see("#say")).to_have_text(re.compile(said))


async def test_a_screen_reader_hears_the_time_left_after_an_adjustment(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    await participants.hosted.chair(GiveFloorToNext())
    hall, fr = await participants.persons("hall", "delegate:FR")
    await participants.hosted.chair(PauseClock(), AdjustClock(-70), ResumeClock())
    await expect(hall.digits).to_have_text(re.compile(r"^1:(50|4\d)$"))

    await participants.later(seconds=60)
    await participants.hosted.chair(PauseClock(), AdjustClock(-30), ResumeClock())

    for screen in (hall, fr):
        await expect(screen.word).to_have_text("under 20 seconds")
        await expect(screen.see("#say")).to_have_text(re.compile(r"^(1\d|20) seconds left$"))


async def test_changes_of_the_list_do_not_touch_a_running_clock(invite: Invite) -> None:
    participants = await invite()
    await participants.hosted.chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList())
    await participants.ask(FR, KE)
    await participants.hosted.chair(GiveFloorToNext())
    screens = await five_screens(participants)
    before = (await participants.meeting()).speech
    assert before
    for screen in screens:
        await screen.watch_clock()

    room = await participants.hosted.room()
    await participants.ask(BR)
    await room.handle(WithdrawRequest(room.meeting.lists["meeting-1-list"].waiting[0].id), KE)
    await room.handle(AddInscription(guest="A guest"), CHAIR)
    await participants.hosted.chair(CloseList(), SendNotice("hall", "Coffee is served outside."))
    for screen in screens[:3]:
        await expect(screen.see("body")).to_contain_text("A guest")

    for screen in screens:
        await screen.in_step()
        await screen.clock_is_untouched()
    after = (await participants.meeting()).speech
    assert after == before


def in_geneva(ms: int) -> str:
    """The time of day in the time zone of the meeting."""
    return datetime.fromtimestamp(ms / 1000, ZoneInfo("Europe/Zurich")).strftime("%H:%M")


async def colour(screen: Person) -> str:
    """The colour of the digits, and of the field behind them."""
    colours = "({ color, backgroundColor }) => color + backgroundColor"
    clock = screen.see("speaking-clock").first
    found: str = await clock.evaluate(f"clock => ({colours})(getComputedStyle(clock))")
    return found
