"""The chair tries another speaking time, sees who would be reached, and sets it for later speakers."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, expect

from nameplate.meeting import Actor, Role
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from tests.cast import BR, FR, KE

from .conftest import Invite
from .participants import Participants
from .person import Person
from .short_programmes import discussion

pytestmark = pytest.mark.journey

NO = Actor("delegate:NO", Role.DELEGATE, "NO")
EU = Actor("delegate:EU", Role.DELEGATE, "EU")
AT_FIRST = "3:00 Member State, Group · 2:00 all others"


async def thirteen_minutes_before_the_end(invite: Invite) -> Participants:
    """France speaks and four others wait. With the current speaking time the last one is not reached."""
    participants = await invite(discussion(minutes=13))
    await participants.floor_open(FR, KE, BR, NO, EU)
    await participants.hosted.chair(GiveFloorToNext())
    return participants


async def what_if(console: Person) -> Locator:
    """Open the panel with its key. The slider has the focus."""
    await console.press_shortcut("w")
    panel = console.see("#what-if")
    await expect(panel).to_be_visible()
    await expect(panel.get_by_role("slider", name="Speaking time")).to_be_focused()
    return panel


async def test_moving_the_slider_shows_the_speakers_reached(invite: Invite) -> None:
    participants = await thirteen_minutes_before_the_end(invite)
    chair = await participants.person("chair")
    version = (await participants.meeting()).version
    await expect(chair.see("list-outlook [part=heard]")).to_contain_text("1 of 4 not reached before")

    panel = await what_if(chair)
    await expect(panel).to_contain_text("2:00 for all")
    await expect(panel).to_contain_text("Everybody on the list is heard.")
    for _ in range(2):
        await chair.press("ArrowRight")
    await expect(panel).to_contain_text("2:20 for all")
    await expect(panel).to_contain_text("1 of 4 are not reached: European Union")
    await expect(panel).to_contain_text(re.compile("2:[01]0 for all, everybody would be heard."))
    for _ in range(10):
        await chair.press("ArrowRight")
    await expect(panel).to_contain_text("2 of 4 are not reached: Norway, European Union")
    await panel.get_by_label("For").select_option("Observer State")
    await expect(panel).to_contain_text("4:00 for Observer State")

    await chair.press("Escape")
    await expect(panel).to_be_hidden()
    assert (await participants.meeting()).version == version, "to try is to change nothing"


async def test_one_press_sets_the_time_for_later_speakers_and_undo_restores_it(
    invite: Invite,
) -> None:
    participants = await thirteen_minutes_before_the_end(invite)
    people = await participants.persons("chair", "hall", "podium", "delegate:FR", "delegate:KE")
    chair, hall = people[:2]
    before = (await participants.meeting()).speech
    for person in people:
        await person.watch_clock()
    panel = await what_if(chair)
    for _ in range(2):
        await chair.press("ArrowLeft")

    await panel.get_by_role("button", name="1:40 for all from now on").click()

    await expect(panel).to_be_hidden()
    await expect(chair.see("list-outlook [part=heard]")).to_contain_text("All heard by about")
    await expect(hall.see("#next .limits")).to_have_text("Speaking time 1:40 all")
    for person in people:
        await person.clock_is_untouched()
    assert (await participants.meeting()).speech == before
    await participants.step(chair, "Give the floor to Kenya")
    for person in people:
        await expect(person.holder).to_have_text("Kenya")
        await expect(person.digits).to_have_text(re.compile("^1:(40|3[89])$"))

    for taken_back in ("Gave the floor to Kenya", "Speaking time: 1:40 for all"):
        await expect(chair.button(f"Undo: {taken_back}")).to_be_visible()
        await participants.later(seconds=1)
        await chair.press_shortcut("u")
    await expect(hall.see("#next .limits")).to_have_text(f"Speaking time {AT_FIRST.replace(' · ', ' ')}")
    await expect(hall.holder).to_have_text("France")
    assert (await participants.meeting()).speech == before


async def test_all_screens_announce_the_change_for_a_while(invite: Invite) -> None:
    participants = await thirteen_minutes_before_the_end(invite)
    chair = await participants.person("chair")
    told = await participants.persons("hall", "podium", "delegate:FR", "delegate:BR", "join")
    panel = await what_if(chair)
    await chair.press("ArrowLeft")
    await panel.get_by_role("button", name="1:50 for all from now on").click()

    for person in told:
        announced = person.see("#announced").get_by_text("Speaking time from now on: 1:50 all")
        await expect(announced).to_be_visible()
    version = (await participants.meeting()).version
    await participants.later(seconds=30)
    for person in told:
        await expect(person.see(".announced").first).to_be_visible()
    await participants.later(seconds=15)

    for person in told:
        await expect(person.see(".announced").first).to_be_hidden()
    assert (await participants.meeting()).version == version


async def test_the_desk_sets_the_time_of_one_category(invite: Invite) -> None:
    participants = await thirteen_minutes_before_the_end(invite)
    chair, desk, no = await participants.persons("chair", "desk", "delegate:NO")
    panel = await what_if(desk)
    await panel.get_by_label("For").select_option("Observer State")
    await panel.get_by_role("slider").focus()
    for _ in range(3):
        await desk.press("ArrowLeft")

    await panel.get_by_role("button", name="1:30 for Observer State from now on").click()

    await expect(chair.see("#times")).to_contain_text("1:30 Observer State")
    await expect(no.see("#announced")).to_contain_text("1:30 Observer State")
    await expect(chair.button("Undo: Speaking time: 1:30 for Observer State")).to_be_visible()
    panel = await what_if(desk)
    await expect(panel.get_by_role("button", name="That is the speaking time now")).to_be_disabled()


async def test_the_list_can_be_closed_in_the_panel(invite: Invite) -> None:
    participants = await thirteen_minutes_before_the_end(invite)
    chair, hall, ke = await participants.persons("chair", "hall", "delegate:KE")
    panel = await what_if(chair)
    await expect(panel).to_contain_text("If the list closes now: The sitting ends about")

    await panel.get_by_role("button", name="Close the list now").click()

    for person in (hall, ke):
        await expect(person.see("#announced")).to_contain_text("The list of speakers is closed")
        await expect(person.see(".chip").first).to_have_text("List closed")
    panel = await what_if(chair)
    await expect(panel).to_contain_text("Everybody on the list is heard.")
    await expect(panel.get_by_role("button", name="Close the list now")).to_have_count(0)


async def test_the_panel_keeps_its_values_while_the_meeting_goes_on(invite: Invite) -> None:
    participants = await thirteen_minutes_before_the_end(invite)
    chair = await participants.person("chair")
    panel = await what_if(chair)
    for _ in range(2):
        await chair.press("ArrowRight")
    await expect(panel).to_contain_text("1 of 4 are not reached: European Union")

    await participants.hosted.chair(GiveFloorToNext())

    await expect(panel).to_contain_text("Everybody on the list is heard.")
    await expect(panel.get_by_role("slider")).to_be_focused()
    await expect(panel.get_by_role("slider")).to_have_value("140")
    await expect(chair.holder).to_have_text("Kenya")


async def test_a_running_clock_turns_amber_as_soon_as_the_chair_sets_it_so(invite: Invite) -> None:
    participants = await thirteen_minutes_before_the_end(invite)
    chair, podium, phone = await participants.persons("chair", "podium", "delegate:FR")
    panel = await what_if(chair)
    await panel.get_by_label("Amber, time left").fill("89")
    await panel.get_by_label("Red, time left").fill("20")
    await panel.get_by_role("button", name="Apply").click()
    await expect(panel).to_be_hidden()
    await expect(podium.word).to_have_text("")
    await participants.later(minutes=1, seconds=31)
    for person in (podium, phone):
        await expect(person.word).to_have_text("under 89 seconds")


async def test_the_chair_gives_a_share_of_the_speaking_time(invite: Invite) -> None:
    participants = await thirteen_minutes_before_the_end(invite)
    chair, podium = await participants.persons("chair", "podium")
    panel = await what_if(chair)
    await panel.get_by_label("Amber, time left").fill("70")
    await panel.get_by_label("Amber, unit").select_option(label="%")
    await panel.get_by_role("button", name="Apply").click()
    await expect(panel).to_be_hidden()
    await expect(chair.see("#undo")).to_contain_text("The clock turns amber with 70 % left, red with 30 s left")
    await participants.later(minutes=1)
    await expect(podium.word).to_have_text("under 126 seconds")
    await chair.page.reload()
    panel = await what_if(chair)
    await expect(panel.get_by_label("Amber, time left")).to_have_value("70")
    await expect(panel.get_by_label("Amber, unit")).to_have_value("percent")
    assert await panel.evaluate("panel => panel.scrollWidth <= panel.clientWidth")


async def test_a_step_of_the_programme_has_warnings_of_its_own(invite: Invite) -> None:
    participants = await invite()
    chair = await participants.person("chair")
    await chair.see("#step-p-3").get_by_role("button", name="Change").click()
    panel = chair.see("#change-p-3")
    await panel.get_by_label("Amber, time left").fill("120")
    await panel.get_by_role("button", name="Apply").click()
    await expect(chair.see("#undo")).to_contain_text("The clock turns amber with 120 s left, red with 30 s left")
    item = next(item for item in (await participants.meeting()).items() if item.id == "p-3")
    assert item.warn and item.warn.ms == 120_000
