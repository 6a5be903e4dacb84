"""The programme changes during a speech: every screen follows, and no clock is touched."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, expect

from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.programme.items import OpenItem, SkipItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.list_opening import OpenList
from tests.panel import PRESENTATIONS, REPLIES_1, SITTING, SLOT_1

from .conftest import Invite
from .participants import Participants
from .person import REFUSED, Person

pytestmark = pytest.mark.journey

FIRST, SECOND, THIRD = PRESENTATIONS[:3]
KHOR, SOMAVIA, HETLE = "Mr. Martin Khor", "H.E. Mr. Juan Somavía", "Ms. Kristin Hetle"
SCREENS = ("chair", "desk", "hall", "podium", "delegate:FR")


async def presenting(participants: Participants) -> list[Person]:
    """The first panellist presents. Every clock is watched for changes."""
    opening = [SkipItem(item) for item in ("p-1", "p-2", "p-3")]
    await participants.hosted.chair(OpenSitting(SITTING), *opening, GiveFloor(item=FIRST))
    people = await participants.persons(*SCREENS)
    for person in people:
        await person.watch_clock()
    return people


async def change(console: Person, step: str) -> Locator:
    """Open the change form of an item."""
    row = console.see(f"#step-{step}")
    await row.hover()
    await row.get_by_role("button", name=re.compile("^Change ")).click()
    panel = console.see(f"#change-{step}")
    await expect(panel).to_be_visible()
    return panel


def steps(console: Person) -> Locator:
    """The titles of the coming items, in order."""
    return console.see("#programme li.planned .title")


async def test_a_replaced_speaker_disappears_from_every_screen(invite: Invite) -> None:
    participants = await invite()
    people = await presenting(participants)
    chair, _, hall, podium, _ = people
    await expect(hall.see("#next")).to_contain_text(SOMAVIA)
    panel = await change(chair, SECOND)
    await panel.get_by_label("Another speaker").fill("Ms. Ada Okafor")
    await panel.get_by_label("Title").fill("Deputy Director")
    await panel.get_by_role("button", name="Replace").click()

    await expect(panel).to_be_hidden()
    for screen in (hall, podium):
        await expect(screen.see("#next li").first).to_contain_text("Ms. Ada Okafor")
        await expect(screen.see("body")).not_to_contain_text(SOMAVIA)
    for person in people:
        await person.clock_is_untouched()
    await participants.step(chair, "Give the floor to Ms. Ada Okafor")
    for person in people:
        await expect(person.holder).to_have_text("Ms. Ada Okafor")
    await expect(hall.see("#floor .title")).to_have_text("Deputy Director")


async def test_a_video_message_is_added_with_its_own_minutes(invite: Invite) -> None:
    participants = await invite()
    people = await presenting(participants)
    chair, hall = people[0], people[2]
    panel = await change(chair, SECOND)
    await panel.get_by_label("What", exact=True).fill("Video message")
    await panel.get_by_label("Who", exact=True).fill("The Secretary-General")
    await panel.get_by_label("Minutes", exact=True).last.fill("4")
    await panel.get_by_role("button", name="Insert").click()

    await expect(steps(chair).first).to_have_text("The Secretary-General")
    await expect(steps(chair).nth(1)).to_have_text(SOMAVIA)
    await expect(hall.see("#next li").first).to_contain_text("The Secretary-General")
    for person in people:
        await person.clock_is_untouched()
    await participants.step(chair, "Give the floor to The Secretary-General")
    for person in people:
        await expect(person.digits).to_have_text(re.compile("^(4:00|3:5[89])$"))


async def test_items_are_moved_skipped_and_given_other_minutes(invite: Invite) -> None:
    participants = await invite()
    people = await presenting(participants)
    chair, desk, hall = people[:3]
    panel = await change(chair, SECOND)
    await panel.get_by_role("button", name="Later by one").click()
    await expect(steps(chair).first).to_have_text(HETLE)
    await expect(steps(chair).nth(1)).to_have_text(SOMAVIA)
    await expect(hall.see("#next li").first).to_contain_text(HETLE)

    panel = await change(desk, THIRD)
    await panel.get_by_label("Minutes", exact=True).first.fill("7")
    await panel.get_by_role("button", name="Set").click()
    await expect(chair.see(f"#step-{THIRD}")).to_contain_text("7 min")

    panel = await change(chair, SECOND)
    await panel.get_by_role("button", name="Skip").click()
    await expect(chair.see(f"#step-{SECOND}")).to_contain_text("skipped")
    await expect(hall.see("body")).not_to_contain_text(SOMAVIA)
    for person in people:
        await person.clock_is_untouched()
    await participants.step(chair, f"Give the floor to {HETLE}")
    await expect(hall.digits).to_have_text(re.compile("^(7:00|6:5[89])$"))


async def test_a_replaced_panellist_is_neither_named_nor_called(
    invite: Invite,
) -> None:
    participants = await invite()
    chair, desk, hall, podium, phone = await presenting(participants)
    panel = await change(desk, SECOND)
    await panel.get_by_label("Another speaker").fill("Ms. Ada Okafor")
    await panel.get_by_role("button", name="Replace").click()
    await participants.step(chair, "Give the floor to Ms. Ada Okafor")
    await participants.hosted.chair(OpenItem(SLOT_1, ending=True), OpenList(), OpenItem(REPLIES_1))

    await expect(hall.see("#next .name").nth(1)).to_have_text("Ms. Ada Okafor")
    await participants.step(chair, f"Give the floor to {KHOR}")
    await participants.step(chair, "Give the floor to Ms. Ada Okafor")
    for person in (hall, podium, phone):
        await expect(person.holder).to_have_text("Ms. Ada Okafor")
        await expect(person.see("body")).not_to_contain_text(SOMAVIA)
    await participants.step(chair, f"Give the floor to {HETLE}")


async def test_moving_an_item_moves_its_call(invite: Invite) -> None:
    participants = await invite()
    chair, _, hall, *_ = await presenting(participants)
    for button, first in (("Later by one", HETLE), ("Earlier by one", SOMAVIA)):
        panel = await change(chair, SECOND)
        await panel.get_by_role("button", name=button).click()
        await expect(steps(chair).first).to_have_text(first)
        await expect(hall.see("#next li").first).to_contain_text(first)
        await expect(chair.see("#next button")).to_contain_text(f"Give the floor to {first}")
    panel = await change(chair, SECOND)
    await expect(panel.get_by_role("button", name="Earlier by one")).to_have_count(0)


async def test_the_current_speaker_cannot_be_replaced(invite: Invite) -> None:
    participants = await invite()
    people = await presenting(participants)
    chair = people[0]
    chair.expects(REFUSED)
    panel = await change(chair, FIRST)
    await panel.get_by_label("Another speaker").fill("Ms. Ada Okafor")
    await panel.get_by_role("button", name="Replace").click()

    await expect(chair.answer).to_have_text(f"{KHOR} has the floor already.")
    await expect(panel.get_by_label("Another speaker")).to_have_value("Ms. Ada Okafor")
    for person in people:
        await person.clock_is_untouched()
        await expect(person.holder).to_have_text(KHOR)


async def test_a_change_of_the_programme_can_be_undone(invite: Invite) -> None:
    participants = await invite()
    chair, _, hall, *_ = await presenting(participants)
    panel = await change(chair, SECOND)
    await panel.get_by_role("button", name="Skip").click()
    await expect(hall.see("#next li").first).to_contain_text(HETLE)
    await participants.later(seconds=1)
    await chair.press_shortcut("u")
    await expect(hall.see("#next li").first).to_contain_text(SOMAVIA)
    await expect(steps(chair).first).to_have_text(SOMAVIA)
