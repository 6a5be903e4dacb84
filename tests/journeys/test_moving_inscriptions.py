"""Chair and desk move an inscription by mouse and by keyboard while others join the list."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.meeting import Actor, Role
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from tests.cast import BR, FR, KE

from .conftest import Invite
from .participants import drag
from .person import REFUSED

pytestmark = pytest.mark.journey

NO = Actor("delegate:NO", Role.DELEGATE, "NO")
EU = Actor("delegate:EU", Role.DELEGATE, "EU")


@pytest.fixture(params=["chair", "desk"])
def moderator(request: pytest.FixtureRequest) -> str:
    """The person who moves inscriptions: chair or desk."""
    return str(request.param)


async def test_an_inscription_is_dragged_while_the_list_grows(invite: Invite, moderator: str) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR, NO)
    mover, fr = await participants.persons(moderator, "delegate:FR")

    await drag(mover, "Norway", "France")
    await expect(mover.waiting).to_have_text(["Norway", "France", "Kenya", "Brazil"])
    await participants.ask(EU)
    await expect(fr.waiting).to_have_text(["France", "Kenya", "Brazil", "Norway", "European Union"])
    await expect(mover.waiting).to_have_text(["Norway", "France", "Kenya", "Brazil"])
    await mover.page.mouse.up()

    for person in (mover, fr):
        await expect(person.waiting).to_have_text(["Norway", "France", "Kenya", "Brazil", "European Union"])
    await expect(fr.see("#mine .big")).to_have_text("2nd")
    assert await participants.waiting() == ["NO", "FR", "KE", "BR", "EU"]


async def test_an_inscription_is_moved_by_keyboard_while_the_list_grows(invite: Invite, moderator: str) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    mover, fr = await participants.persons(moderator, "delegate:FR")
    handle = mover.button("Move France")

    await handle.focus()
    await mover.press("Space")
    await expect(mover.see("#say")).to_have_text("Grabbed, place 1. Use the arrows, then Space.")
    await mover.press("ArrowDown")
    await expect(mover.see("#say")).to_have_text("Place 2")
    await participants.ask(NO)
    await expect(fr.waiting).to_have_count(4)
    await expect(mover.waiting).to_have_text(["Kenya", "France", "Brazil"])
    await mover.press("Space")

    for person in (mover, fr):
        await expect(person.waiting).to_have_text(["Kenya", "France", "Brazil", "Norway"])
    await expect(handle).to_be_focused()
    assert (await participants.meeting()).floor is None, "the keys of the room did not hear the Space"


async def test_escape_cancels_the_move(invite: Invite, moderator: str) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    mover, br = await participants.persons(moderator, "delegate:BR")
    version = (await participants.meeting()).version

    await mover.button("Move France").focus()
    for key in ("Space", "ArrowDown", "ArrowDown"):
        await mover.press(key)
    await expect(mover.waiting).to_have_text(["Kenya", "Brazil", "France"])
    await mover.press("Escape")
    await expect(mover.waiting).to_have_text(["France", "Kenya", "Brazil"])
    await expect(mover.button("Move France")).to_be_focused()

    await drag(mover, "Brazil", "France")
    await expect(mover.waiting).to_have_text(["Brazil", "France", "Kenya"])
    await mover.press("Escape")
    await expect(mover.waiting).to_have_text(["France", "Kenya", "Brazil"])
    await mover.page.mouse.up()
    assert (await participants.meeting()).version == version

    await participants.ask(NO)
    await expect(mover.waiting).to_have_text(["France", "Kenya", "Brazil", "Norway"])
    await expect(br.see("#mine .big")).to_have_text("3rd")


async def test_an_inscription_called_during_a_drag_stays_called(invite: Invite, moderator: str) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    mover = await participants.person(moderator)
    mover.expects(REFUSED)

    await drag(mover, "France", "Brazil")
    await expect(mover.waiting).to_have_text(["Kenya", "France", "Brazil"])
    await participants.hosted.chair(GiveFloorToNext())
    await expect(mover.holder).to_have_text("France")
    await mover.page.mouse.up()

    await expect(mover.answer).to_have_text("That place on the list was called or withdrawn meanwhile.")
    await expect(mover.waiting).to_have_text(["Kenya", "Brazil"])
