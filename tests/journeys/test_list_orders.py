"""Drawn orders, rules of order, priorities and manual moves look the same on every screen."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, expect

from nameplate.meeting import Actor, Role
from tests.cast import BR, FR, KE

from .conftest import Invite
from .participants import Participants, drag, open_more_fields
from .person import Person

pytestmark = pytest.mark.journey

NO = Actor("delegate:NO", Role.DELEGATE, "NO")
EU = Actor("delegate:EU", Role.DELEGATE, "EU")
NAMES = {"FR": "France", "KE": "Kenya", "BR": "Brazil", "NO": "Norway", "EU": "European Union"}
SCREENS = ("chair", "desk", "delegate:FR", "delegate:KE", "join")


async def order_of(console: Person) -> Locator:
    """Open the panel for the order of the list."""
    await console.button("Order…").click()
    panel = console.see("#order")
    await expect(panel).to_be_visible()
    return panel


async def keep(console: Person, order: str) -> None:
    """Choose an order for the list."""
    panel = await order_of(console)
    await panel.get_by_label("Keep it").select_option(order)
    await panel.get_by_role("button", name="Set").click()
    await expect(panel).to_be_hidden()
    await expect(console.button(f"Undo: Order of the list: {order}")).to_be_visible()


async def correct(desk: Person, name: str) -> Locator:
    """Let the desk open the form of an inscription."""
    row = desk.see("#speakers-list li", has_text=name)
    await row.hover()
    await row.get_by_role("button", name="Correct").first.click()
    return desk.see("#correct")


async def all_show(participants: Participants, people: list[Person]) -> list[str]:
    """Wait until every screen shows the order of the server. Returns the names."""
    names = [NAMES[seat] for seat in await participants.waiting()]
    for person in people:
        await expect(person.see("#next .name" if person.name == "hall" else "#speakers-list li .name")).to_have_text(
            names
        )
    return names


@pytest.mark.parametrize("method", ["By lot", "Alphabet from a drawn letter"])
async def test_a_drawn_order_is_the_same_on_all_screens(invite: Invite, method: str) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR, NO, EU)
    people = await participants.persons(*SCREENS, "hall")
    chair = people[0]
    panel = await order_of(chair)
    await panel.get_by_role("button", name=method).click()
    await expect(chair.button("Undo: Order of the list")).to_be_visible()

    names = await all_show(participants, people)

    (speakers,) = [s for s in (await participants.meeting()).lists.values() if s.waiting]
    drawn = speakers.draw
    assert drawn and set(names) == set(NAMES.values())
    if drawn.method == "alphabet":
        ahead = sorted(NAMES.values(), key=lambda name: (name[0] < drawn.letter, name))
        assert names == ahead
    panel = await order_of(chair)
    await expect(panel.locator("code")).to_have_text(drawn.seed)
    await panel.get_by_role("button", name="Back to receipt").click()
    await expect(chair.button("Undo: Order of the list: put back in order of receipt")).to_be_visible()
    assert await all_show(participants, people) == [NAMES[seat] for seat in ("FR", "KE", "BR", "NO", "EU")]


async def test_the_desk_gives_a_group_priority_and_takes_it_back(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, EU)
    desk, chair, eu = await participants.persons("desk", "chair", "delegate:EU")
    entry = await correct(desk, "European Union")
    await entry.get_by_role("button", name="Put first: group or dignitary").click()

    await expect(eu.see("#mine .big")).to_have_text("You are next")
    for console in (desk, chair):
        await expect(console.waiting).to_have_text(["European Union", "France", "Kenya"])
        await expect(console.see("#speakers-list li").first).to_contain_text("priority")
    await expect(entry).to_be_hidden()
    entry = await correct(desk, "European Union")
    await entry.get_by_role("button", name="No longer first").click()

    await expect(eu.see("#mine .big")).to_have_text("3rd")
    await expect(chair.waiting).to_have_text(["France", "Kenya", "European Union"])


async def test_the_desk_adds_a_dignitary_before_everybody_else(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    desk, chair, hall = await participants.persons("desk", "chair", "hall")
    await desk.see("#seat").press_sequentially("norw")
    await desk.press("Tab")
    await open_more_fields(desk)
    await desk.page.get_by_label("First on the list: group or dignitary").check()

    await desk.page.get_by_role("button", name="Add", exact=True).click()

    for console in (desk, chair):
        await expect(console.waiting).to_have_text(["Norway", "France", "Kenya"])
    await expect(hall.see("#next .name")).to_have_text(["Norway", "France", "Kenya"])
    await expect(desk.page.get_by_label("First on the list: group or dignitary")).not_to_be_checked()


async def test_seats_that_spoke_less_often_come_first_and_the_rows_say_why(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    chair, desk, fr, ke = await participants.persons("chair", "desk", "delegate:FR", "delegate:KE")
    await participants.step(chair, "Give the floor to France")
    await fr.button("I have finished").tap()
    await fr.button("Request the floor").tap()
    await expect(fr.see("#mine .big")).to_have_text("You are next")
    await ke.button("Request the floor").tap()
    await expect(ke.see("#mine .big")).to_have_text("2nd")

    await keep(chair, "who spoke less often first")

    await expect(ke.see("#mine .big")).to_have_text("You are next")
    await expect(fr.see("#mine .big")).to_have_text("2nd")
    for console in (chair, desk):
        await expect(console.waiting).to_have_text(["Kenya", "France"])
        await expect(console.see("#speakers-list li", has_text="Kenya")).to_contain_text("has not yet spoken")
        await expect(console.see("#speakers-list li", has_text="France")).to_contain_text("has spoken: 1")
    await participants.ask(BR)
    await expect(chair.waiting).to_have_text(["Kenya", "Brazil", "France"])
    await chair.press_shortcut("u")
    await expect(chair.waiting).to_have_text(["France", "Kenya", "Brazil"])


async def test_a_dragged_inscription_keeps_its_place_when_the_order_changes(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR, NO, EU)
    people = await participants.persons(*SCREENS, "hall")
    desk = people[1]
    await drag(desk, "Brazil", "France")
    await desk.page.mouse.up()
    await expect(desk.button("Undo: Moved Brazil on the list")).to_be_visible()
    await expect(desk.see("#speakers-list li").first).to_contain_text("placed by hand")

    await keep(desk, "kinds of speakers in turn")

    names = await all_show(participants, people)
    assert names == ["Brazil", "France", "Norway", "European Union", "Kenya"]
    panel = await order_of(desk)
    await panel.get_by_role("button", name="By lot").click()
    await expect(desk.button("Undo: Order of the list: drawn by lot")).to_be_visible()
    assert (await all_show(participants, people))[0] == "Brazil"
