"""Two delegations swap places on their phones, and a delegation lets others go first."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.meeting import Actor, Role
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from tests.cast import BR, FR, KE

from .conftest import Invite
from .participants import open_more_menu
from .person import Person

pytestmark = pytest.mark.journey

NO = Actor("delegate:NO", Role.DELEGATE, "NO")
EU = Actor("delegate:EU", Role.DELEGATE, "EU")


async def offer(phone: Person, to: str) -> None:
    """Offer to swap places with a delegation."""
    menu = await open_more_menu(phone)
    await menu.get_by_label("Offer to swap places with").select_option(to)
    await menu.get_by_role("button", name="Offer", exact=True).tap()
    await expect(menu).to_be_hidden()
    await expect(phone.see("#mine .answer")).to_contain_text(f"You have offered {to} to swap places.")


async def let_go_first(phone: Person, others: str) -> None:
    """Let one or three other delegations go first."""
    menu = await open_more_menu(phone)
    await menu.get_by_role("button", name=f"Let {others} go first").tap()
    await expect(menu).to_be_hidden()


async def test_an_accepted_offer_swaps_two_inscriptions_on_every_screen(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    chair, desk, hall, fr, ke, br = await participants.persons(
        "chair", "desk", "hall", "delegate:FR", "delegate:KE", "delegate:BR"
    )
    await expect(ke.see("#mine .big")).to_have_text("2nd")

    await offer(ke, "France")
    await expect(fr.see("#mine .offer")).to_contain_text("Kenya offers to swap places: you would be 2nd.")
    await expect(br.see("#mine .offer")).to_have_count(0)
    await expect(chair.waiting).to_have_text(["France", "Kenya", "Brazil"])
    await fr.button("Agree").tap()

    await expect(fr.see("#mine .big")).to_have_text("2nd")
    await expect(ke.see("#mine .big")).to_have_text("You are next")
    for person in (chair, desk, fr, ke, br):
        await expect(person.waiting).to_have_text(["Kenya", "France", "Brazil"])
    await expect(hall.see("#next .name")).to_have_text(["Kenya", "France", "Brazil"])
    for phone in (fr, ke):
        await expect(phone.see("#mine .offer")).to_have_count(0)
    await expect(chair.see("#next button")).to_contain_text("Give the floor to Kenya")


@pytest.mark.parametrize("who", ["who offered", "who was asked"])
async def test_an_offer_ends_when_either_delegation_withdraws(invite: Invite, who: str) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    fr, ke = await participants.persons("delegate:FR", "delegate:KE")
    await offer(ke, "France")
    await expect(fr.button("Agree")).to_be_visible()
    leaves, stays = (ke, fr) if who == "who offered" else (fr, ke)

    await leaves.button("Withdraw").tap()
    await leaves.button("Yes, withdraw").tap()

    await expect(stays.see("#mine .big")).to_have_text("You are next")
    await expect(stays.see("#mine .offer")).to_have_count(0)
    await leaves.button("Request the floor").tap()
    await expect(leaves.see("#mine .big")).to_have_text("3rd")
    for phone in (fr, ke):
        await expect(phone.see("#mine .offer")).to_have_count(0)


async def test_an_offer_ends_when_an_inscription_is_moved_or_called(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    desk, fr, ke, br = await participants.persons("desk", "delegate:FR", "delegate:KE", "delegate:BR")
    await offer(ke, "France")
    await offer(br, "Kenya")
    await expect(fr.button("Agree")).to_be_visible()
    await expect(ke.button("Agree")).to_be_visible()

    await participants.hosted.chair(GiveFloorToNext())
    await expect(ke.see("#mine .offer")).to_have_count(1)
    await expect(fr.button("Agree")).to_have_count(0)
    await desk.button("Move Brazil").focus()
    for key in ("Space", "ArrowUp", "Space"):
        await desk.press(key)

    for phone, place in ((br, "You are next"), (ke, "2nd")):
        await expect(phone.see("#mine .big")).to_have_text(place)
        await expect(phone.see("#mine .offer")).to_have_count(0)


async def test_both_phones_of_a_delegation_show_an_offer_until_one_accepts(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    ke, one, other = await participants.persons("delegate:KE", "delegate:FR", "delegate:FR")
    await offer(ke, "France")
    for phone in (one, other):
        await expect(phone.button("Agree")).to_be_visible()

    await one.button("Agree").tap()

    for phone in (one, other):
        await expect(phone.see("#mine .big")).to_have_text("2nd")
        await expect(phone.see("#mine .offer")).to_have_count(0)
    await expect(ke.see("#mine .offer")).to_have_count(0)
    assert await participants.waiting() == ["KE", "FR", "BR"]


async def test_a_delegation_lets_one_or_three_others_go_first(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR, NO, EU)
    chair, fr, ke = await participants.persons("chair", "delegate:FR", "delegate:KE")

    await let_go_first(fr, "one other")
    await expect(fr.see("#mine .big")).to_have_text("2nd")
    await expect(ke.see("#mine .big")).to_have_text("You are next")
    await let_go_first(fr, "three others")

    await expect(fr.see("#mine .big")).to_have_text("5th")
    await expect(chair.waiting).to_have_text(["Kenya", "Brazil", "Norway", "European Union", "France"])
    await let_go_first(ke, "three others")
    await expect(chair.waiting).to_have_text(["Brazil", "Norway", "European Union", "Kenya", "France"])
    await let_go_first(ke, "three others")
    await expect(ke.see("#mine .big")).to_have_text("5th")
    await expect(fr.see("#mine .big")).to_have_text("4th")
