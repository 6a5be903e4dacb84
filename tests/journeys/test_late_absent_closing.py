"""Late requests, absent speakers, and a list that closes by itself."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from nameplate.meeting import Actor, Role
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.speakers_list.list_opening import CloseList
from tests.cast import BR, FR, KE

from .conftest import Invite
from .participants import Participants
from .person import Person

pytestmark = pytest.mark.journey

NO = Actor("delegate:NO", Role.DELEGATE, "NO")
LATE = "#speakers-list .late"


async def closed(invite: Invite) -> Participants:
    """France and Kenya are on a list that is closed."""
    participants = await invite()
    await participants.floor_open(FR, KE)
    await participants.hosted.chair(CloseList())
    return participants


async def ask_late(phone: Person) -> None:
    await phone.button("Ask to be added late").tap()
    await expect(phone.see("#mine")).to_contain_text("You asked late. The chair decides")


async def test_a_late_request_waits_until_chair_or_desk_admits_it(invite: Invite) -> None:
    participants = await closed(invite)
    chair, desk, hall, br, no = await participants.persons("chair", "desk", "hall", "delegate:BR", "delegate:NO")
    for phone in (br, no):
        await ask_late(phone)
    for console in (chair, desk):
        await expect(console.see(f"{LATE} h3")).to_contain_text("Asked late")
        await expect(console.see(f"{LATE} .name")).to_have_text(["Brazil", "Norway"])
        await expect(console.see("ol.inscriptions .name")).to_have_text(["France", "Kenya"])
    await expect(hall.see("#next .name")).to_have_text(["France", "Kenya"])

    await desk.see(f"{LATE} li", has_text="Norway").get_by_role("button", name="Admit").click()
    await expect(no.see("#mine .big")).to_have_text("3rd")
    await expect(hall.see("#next .name")).to_have_text(["France", "Kenya", "Norway"])
    await chair.see(f"{LATE} li", has_text="Brazil").get_by_role("button", name="Decline").click()

    await expect(br.see("#mine")).to_contain_text("Your late request was not admitted.")
    for console in (chair, desk):
        await expect(console.see(LATE)).to_have_count(0)
        await expect(console.waiting).to_have_text(["France", "Kenya", "Norway"])


async def test_a_late_request_can_be_withdrawn_repeated_and_admitted(
    invite: Invite,
) -> None:
    participants = await closed(invite)
    chair, br = await participants.persons("chair", "delegate:BR")
    await ask_late(br)
    await br.button("Withdraw").tap()
    await br.button("Yes, withdraw").tap()
    await expect(br.see("#mine")).to_contain_text("You withdrew your request.")
    await expect(chair.see(LATE)).to_have_count(0)
    await ask_late(br)

    await chair.press_shortcut("l")

    await expect(br.see("#status .chip")).to_have_text("List open")
    await expect(chair.see(f"{LATE} .name")).to_have_text("Brazil")
    await chair.button("Admit").click()
    await expect(br.see("#mine .big")).to_have_text("3rd")


@pytest.mark.parametrize(
    ("choice", "place", "order"),
    [
        ("Pass over: call again after the next one", "2nd", ["Kenya", "France", "Brazil", "Norway"]),
        ("Put at the end of the list", "4th", ["Kenya", "Brazil", "Norway", "France"]),
    ],
    ids=["passed over", "at the end"],
)
@pytest.mark.parametrize("moderator", ["chair", "desk"])
async def test_an_absent_speaker_is_called_again(
    invite: Invite, moderator: str, choice: str, place: str, order: list[str]
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR, NO)
    await participants.hosted.chair(GiveFloorToNext())
    console, hall, fr = await participants.persons(moderator, "hall", "delegate:FR")
    await expect(fr.see("#mine .big")).to_have_text("You have the floor")

    await console.button("Absent, but call again").click()
    await console.button(choice).click()

    await expect(fr.see("#mine .big")).to_have_text(place)
    await expect(fr.see("#mine .offer")).to_have_text(
        "You were called and were not in the room. You will be called again."
    )
    await expect(console.waiting).to_have_text(order)
    await expect(console.see("[id^=absent]")).to_be_hidden()
    await expect(hall.see("#floor")).to_contain_text("Nobody has the floor")
    await participants.hosted.chair(*[GiveFloorToNext()] * (order.index("France") + 1))
    await expect(hall.holder).to_have_text("France")
    await expect(hall.digits).to_have_text(re.compile(r"^(3:00|2:5\d)$"))


async def test_a_struck_delegation_is_told_and_can_ask_again(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    chair, fr = await participants.persons("chair", "delegate:FR")
    await participants.step(chair, "Give the floor to France")
    await expect(chair.holder).to_have_text("France")

    await chair.press_shortcut("a")

    await expect(fr.see("#mine")).to_contain_text("You were called and marked absent. Ask again if the list is open")
    await expect(chair.waiting).to_have_text(["Kenya"])
    await fr.button("Request the floor").tap()
    await expect(fr.see("#mine .big")).to_have_text("2nd")
    await expect(fr.see("#mine .offer")).to_have_count(0)
    await participants.step(chair, "Give the floor to Kenya")
    await chair.button("Absent, but call again").click()
    await chair.button("Strike from the list").click()
    await expect(chair.waiting).to_have_text(["France"])
    await expect(chair.holder).to_have_text("Nobody")


async def test_nobody_is_struck_when_another_speaker_is_called_meanwhile(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    await participants.hosted.chair(GiveFloorToNext())
    chair, desk = await participants.persons("chair", "desk")
    await chair.button("Absent, but call again").click()
    await expect(chair.see("[popover]:popover-open")).to_contain_text("France is not in the room")

    await desk.see("#next button").click()

    await expect(chair.holder).to_have_text("Kenya")
    await expect(chair.see("[popover]:popover-open")).to_have_count(0)
    await chair.button("Absent, but call again").click()
    await expect(chair.see("[popover]:popover-open")).to_contain_text("Kenya is not in the room")


async def test_the_list_closes_by_itself_after_a_countdown_on_every_screen(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    people = await participants.persons("chair", "desk", "hall", "delegate:FR", "delegate:KE")
    chair, _, hall, fr, ke = people
    await chair.button("Order…").click()
    await expect(chair.see("#order")).to_contain_text("Close by itself in")
    await chair.page.get_by_role("button", name="5 min", exact=True).click()

    await expect(chair.see("#order")).to_be_hidden()
    for person in people:
        await expect(person.see(".chip time-left").first).to_have_text(re.compile(r"(5:00|4:[345]\d)$"))
    await participants.later(minutes=4)
    for person in people:
        await expect(person.see(".chip time-left").first).to_have_text(re.compile(r"(1:00|0:[2345]\d)$"))
    await expect(ke.button("Request the floor")).to_be_enabled()
    await participants.later(minutes=1)

    for person in people:
        await expect(person.see(".chip").first).to_contain_text("List closed")
    for person in (hall, fr, ke):
        await expect(person.see("#announced").get_by_text("The list of speakers is closed")).to_be_visible()
    await expect(ke.button("Ask to be added late")).to_be_enabled()
    await expect(fr.see("#mine .big")).to_have_text("You are next")
    await participants.later(seconds=45)
    for person in (hall, fr, ke):
        await expect(person.see("#announced")).to_be_hidden()


async def test_the_closing_can_be_put_off_and_a_closed_list_reopened(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    desk, ke = await participants.persons("desk", "delegate:KE")
    for minutes, left in (("5", r"(5:00|4:[45]\d)$"), ("15", r"(15:00|14:[45]\d)$")):
        await desk.button("Order…").click()
        await desk.page.get_by_role("button", name=f"{minutes} min", exact=True).click()
        await expect(ke.see("#status time-left")).to_have_text(re.compile(left))
    await desk.press_shortcut("l")
    await expect(ke.see("#status .chip")).to_have_text("List closed")
    await participants.later(minutes=1)

    await desk.button("Order…").click()
    await expect(desk.see("#order")).to_contain_text("Open, and close by itself after")
    await desk.page.get_by_role("button", name="10 min", exact=True).click()

    await expect(ke.see("#status time-left")).to_have_text(re.compile(r"(10:00|9:[45]\d)$"))
    await ke.button("Request the floor").tap()
    await expect(ke.see("#mine .big")).to_have_text("2nd")
