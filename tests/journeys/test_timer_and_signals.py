"""A timer for a break, and signals to the speaker, each with one key of the chair's console."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock
from tests.cast import FR

from .conftest import Invite
from .person import UNREACHABLE

COVERS_ALL = """() => {
    const { innerWidth: w, innerHeight: h } = window;
    const at = (x, y) => document.elementFromPoint(x, y)?.closest('#auxiliary-timer, #attention')?.id;
    return [...new Set([at(w / 2, h / 2), at(20, h / 2), at(w / 3, h * .8)])];
}"""
BANNER = """() => {
    const [banner, clock, floor] = ['#link', '#floor > speaking-clock', '#floor'].map(e => document.querySelector(e));
    const name = document.querySelector('#floor .name'), digits = clock.shadowRoot.querySelector('[part=digits]');
    const colour = e => getComputedStyle(e).backgroundColor;
    const { top, bottom } = banner.getBoundingClientRect();
    const covers = e => e && e.getBoundingClientRect().top < bottom - 1 && e.getBoundingClientRect().bottom > top + 1;
    const size = parseFloat(getComputedStyle(banner).fontSize) / innerHeight;
    return { size, covers: !!covers(name) || covers(digits),
        stands_out: ![clock, floor].map(colour).includes(colour(banner)) };
}"""
WIDTH_OF_THE_END = """() => {
    const end = document.querySelector('#auxiliary-timer time-left');
    return end.scrollWidth / document.querySelector('#auxiliary-timer').clientWidth;
}"""
PARTS = ("digits", "bar")
FLASHES = "() => document.querySelector('.flash').matches(':state(now)')"


async def test_a_break_is_timed_in_the_hall_and_on_the_podium(invite: Invite) -> None:
    participants = await invite()
    chair, *screens = await participants.persons("chair", "hall", "podium", "timer")
    await chair.press_shortcut("t")
    await chair.see("#timer-minutes").fill("20")
    await chair.press("Enter")
    for screen in screens:
        await expect(screen.see("#auxiliary-timer p")).to_have_text("Break")
        await expect(screen.see("#auxiliary-timer time-left")).to_have_text(re.compile(r"^(20:00|19:5\d)$"))
        assert await screen.page.evaluate(COVERS_ALL) == ["auxiliary-timer"]
    await participants.later(minutes=1, seconds=1)
    for person in (chair, *screens):
        await expect(person.see("time-left").last).to_have_text(re.compile(r"^18:\d\d$"))
    await participants.later(minutes=19)
    for person in (chair, *screens):
        await expect(person.see("time-left").last).to_have_text("ended")
    for screen in screens:
        assert await screen.page.evaluate(WIDTH_OF_THE_END) < 1
    await chair.button("Take off").click()
    for screen in screens:
        await expect(screen.see("#auxiliary-timer")).to_be_hidden()


async def test_beside_a_running_clock_the_timer_is_a_strip(invite: Invite) -> None:
    participants = await invite()
    chair, hall, podium, timer = await participants.persons("chair", "hall", "podium", "timer")
    await participants.floor_open(FR)
    await participants.hosted.chair(GiveFloorToNext())
    await chair.press_shortcut("t")
    await chair.press("Enter")
    for screen in (hall, podium):
        await expect(screen.see("#auxiliary-timer time-left")).to_be_visible()
        await expect(screen.digits).to_be_visible()
        assert await screen.page.evaluate(COVERS_ALL) != ["auxiliary-timer"]
    await expect(timer.see("#auxiliary-timer")).to_be_hidden()
    await participants.hosted.chair(PauseClock())
    for screen in (hall, podium, timer):
        await screen.page.wait_for_function(f"() => ({COVERS_ALL})().join() === 'auxiliary-timer'")


async def test_the_podium_flashes_for_three_seconds_and_is_darkened_with_one_key(invite: Invite) -> None:
    participants = await invite()
    chair, podium = await participants.persons("chair", "podium")
    await chair.press_shortcut("f")
    await expect(podium.see("#attention .flash")).to_have_count(1)
    assert await podium.page.evaluate(FLASHES)
    await participants.later(seconds=4)
    assert not await podium.page.evaluate(FLASHES)
    await chair.press_shortcut("d")
    await expect(chair.see("#messages")).to_contain_text("The podium is dark.")
    await podium.page.wait_for_function(f"() => ({COVERS_ALL})().join() === 'attention'")
    await chair.press_shortcut("d")
    await podium.page.wait_for_function(f"() => !({COVERS_ALL})().includes('attention')")


async def test_a_message_to_one_delegation_is_on_its_phones_alone(invite: Invite) -> None:
    participants = await invite()
    chair, france, kenya = await participants.persons("chair", "delegate:FR", "delegate:KE")
    await chair.press_shortcut("t")
    await chair.see("#notice-seat").press_sequentially("fran")
    await chair.press("Enter")
    await chair.page.get_by_label("Message to the delegation").fill("Please see the desk.")
    await chair.press("Enter")
    await expect(france.see("#mine .from-chair")).to_have_text("Please see the desk.")
    await expect(chair.see("#messages")).to_contain_text("To France: Please see the desk.")
    await expect(kenya.see("#mine")).not_to_contain_text("Please see the desk.")
    await chair.button("Take off").click()
    await expect(france.see("#mine .from-chair")).to_have_count(0)


async def test_in_overtime_the_digits_of_the_timer_are_narrower_but_not_lower(invite: Invite) -> None:
    participants = await invite()
    timer = await participants.person("timer")
    await participants.floor_open(FR)
    await participants.hosted.chair(GiveFloorToNext())
    await expect(timer.digits).to_have_text(re.compile(r"^[23]:\d\d$"))
    size = "e => [getComputedStyle(e).fontSize, e.getBoundingClientRect().top]"
    before = await timer.digits.evaluate(size)
    await participants.hosted.chair(AdjustClock(-200))
    await expect(timer.digits).to_have_text(re.compile(r"^\+0:"))
    assert await timer.digits.evaluate(size) == before
    assert await timer.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


async def test_the_digits_of_the_timer_are_in_the_middle_of_the_height_above_its_bar(invite: Invite) -> None:
    participants = await invite()
    timer = await participants.person("timer")
    await participants.floor_open(FR)
    await participants.hosted.chair(GiveFloorToNext())
    await expect(timer.see("#floor > .limit")).to_have_text("of 3:00")
    for width, height in ((1920, 1080), (1280, 720), (1024, 768)):
        await timer.page.set_viewport_size({"width": width, "height": height})
        digits, bar = [await timer.see(f"#floor > speaking-clock [part={part}]").bounding_box() for part in PARTS]
        assert digits and bar
        assert digits["y"] + digits["height"] / 2 == pytest.approx(bar["y"] / 2, abs=height * 0.015), width


@pytest.mark.parametrize("link", ["timer", "podium"])
async def test_a_lost_connection_is_readable_and_covers_neither_name_nor_clock(invite: Invite, link: str) -> None:
    participants = await invite()
    screen = await participants.person(link)
    await participants.floor_open(FR)
    await participants.hosted.chair(GiveFloorToNext(), AdjustClock(-3600))
    await expect(screen.digits).to_contain_text("+")
    screen.expects(UNREACHABLE)
    await screen.page.context.set_offline(True)
    await screen.is_stale()
    for width, height in ((1920, 1080), (1280, 720), (1024, 768)):
        await screen.page.set_viewport_size({"width": width, "height": height})
        banner = await screen.page.evaluate(BANNER)
        assert banner["size"] >= 0.035 and banner["stands_out"] and not banner["covers"], (width, banner)
