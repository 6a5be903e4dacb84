"""Every action of the chair can be undone with the key U and redone with R, while the clock runs."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.sittings import SuspendSitting
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speeches.clock import PauseClock
from tests.cast import BR, FR, KE

from .conftest import Invite
from .participants import inscribe, open_change_form
from .person import REFUSED, Person
from .undoable_actions import (
    UndoableActions,
    at_step,
    check_undo_and_redo,
    in_change,
    in_panel,
    in_row,
    key,
    offered,
    without_version,
)

pytestmark = pytest.mark.journey

BY_HEARD = "who spoke less often first"


async def suspend(chair: Person) -> None:
    await chair.press_shortcut("s")
    await expect(chair.see("#suspend")).to_be_visible()
    await chair.page.keyboard.type("15:00")
    await chair.press("Enter")
    await expect(chair.see("#suspend")).to_be_hidden()  # until then a key is another letter in it


async def move_down(chair: Person) -> None:
    await chair.button("Move Kenya").focus()
    for pressed in ("Space", "ArrowDown", "Space"):
        await chair.press(pressed)
    await chair.button("Move Kenya").evaluate("handle => handle.blur()")


async def tell_the_hall(chair: Person) -> None:
    await chair.page.get_by_label("To", exact=True).select_option("hall")
    await chair.page.get_by_label("Message", exact=True).fill("Lunch is at one.")
    await chair.button("Send").click()
    await expect(chair.page.get_by_label("Message", exact=True)).to_have_value("")


async def out_of_turn(chair: Person) -> None:
    await chair.page.get_by_role("combobox", name="Give the floor out of turn").press_sequentially("european")
    await chair.press("Enter")
    await chair.page.get_by_role("combobox", name="Give the floor out of turn").blur()


async def prepared_message(chair: Person) -> None:
    await chair.button("Please slow down").click()


async def take_off(chair: Person) -> None:
    await chair.button("Take off").click()


async def set_aside(chair: Person) -> None:
    await chair.button("Set aside").click()


async def add_break(chair: Person) -> None:
    change = await open_change_form(chair, "p-11")
    await change.get_by_label("Kind").select_option("Break")
    await change.get_by_label("What", exact=True).fill("Coffee")
    await change.get_by_label("Minutes", exact=True).last.fill("15")
    await change.get_by_role("button", name="Insert").click()


async def adjourn(chair: Person) -> None:
    await chair.button("Adjourn").click()


SPEECH: UndoableActions = [
    ("Paused the clock of France", key("Space"), ()),
    ("Let the clock of France run", key("Space"), (PauseClock(),)),
    ("Changed the time of France", key("+"), ()),
    ("Changed the time of France", key("-"), ()),
    ("Ended the speech of France", key("e"), ()),
    ("Called France absent", key("a"), ()),
    ("Put France back on the list", key("b"), ()),
    ("Gave the floor to Kenya", key("n"), ()),
    ("Gave the floor to European Union", out_of_turn, ()),
]
LIST: UndoableActions = [
    ("Gave the floor to Brazil", in_row("Brazil", "Give the floor"), ()),
    ("Called Kenya absent", in_row("Kenya", "Absent"), ()),
    ("Removed Kenya from the list", in_row("Kenya", "Remove"), ()),
    ("Moved Kenya on the list", move_down, ()),
    ("Closed the list of speakers", key("l"), ()),
    ("Opened the list of speakers", key("l"), (CloseList(),)),
]
SCREENS: UndoableActions = [
    ("Sent the message “Please conclude”", key("c"), ()),
    ("Sent the message “Please slow down”", prepared_message, ()),
    ("Sent the message “Lunch is at one.”", tell_the_hall, ()),
    ("Withdrew a message", take_off, (SendNotice("hall", "Lunch is at one."),)),
    ("Showed the join code on the screens", key("j"), ()),
]
PROGRAMME: UndoableActions = [
    ("Suspended the sitting", suspend, ()),
    ("Resumed the sitting", key("s"), (SuspendSitting(),)),
    ("Opened: Comments and replies by the panellists", at_step("p-10", "Open"), ()),
    ("Skipped: Interactive discussion, slot 2", in_change("p-11", "Skip"), ()),
    ("Closed: Interactive discussion, slot 1", at_step("p-9", "Close"), ()),
    ("Adjourned the sitting", adjourn, ()),
]
RULES: UndoableActions = [
    ("Speaking time: 2:00 for all", in_panel("What if…", "2:00 for all from now on"), ()),
    ("Order of the list: who spoke less often first", in_panel("Order…", "Set", ("Keep it", BY_HEARD)), ()),
    ("Order of the list: drawn by lot", in_panel("Order…", "By lot"), ()),
    ("Opened the list of speakers", in_panel("Order…", "5 min"), ()),
    ("Called France absent", in_panel("Absent, but call again", "Put at the end of the list"), ()),
    ("Heard a point of order", key("p"), ()),
    ("Ruled on a point of order", set_aside, ()),
]
FLIGHT: UndoableActions = [
    ("Interactive discussion, slot 2: 30 minutes", in_change("p-11", "Set", Minutes="30"), ()),
    ("Moved: Interactive discussion, slot 2", in_change("p-11", "Later by one"), ()),
    ("Replaced the speaker of: Closing", in_change("p-13", "Replace", Another_speaker="Ms. Ada Okafor"), ()),
    ("Added an item to the programme", add_break, ()),
]


@pytest.mark.parametrize(
    "acts",
    [SPEECH, LIST, SCREENS, PROGRAMME, RULES, FLIGHT],
    ids=["speech", "list", "screens", "programme", "rules", "flight"],
)
async def test_every_action_of_the_chair_can_be_undone_and_redone(invite: Invite, acts: UndoableActions) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    await participants.hosted.chair(GiveFloorToNext())
    if acts is RULES:
        await participants.press(KE, RaisePointOfOrder())
    await check_undo_and_redo(participants, await participants.person("chair"), acts)


async def test_the_first_actions_of_a_sitting_can_be_undone_and_redone(invite: Invite) -> None:
    participants = await invite()
    chair, hall = await participants.persons("chair", "hall")
    planned = await without_version(participants)
    await participants.step(chair, "Open the sitting")
    await expect(offered(chair, "Undo", "Opened the sitting")).to_be_visible()
    opened = await without_version(participants)
    await participants.step(chair, "Give the floor to H.E. Mr. Joachim Rücker")
    await expect(hall.holder).to_have_text("H.E. Mr. Joachim Rücker")
    await expect(offered(chair, "Undo", "Gave the floor to H.E. Mr. Joachim Rücker")).to_be_visible()
    given = await without_version(participants)

    await chair.press_shortcut("u")
    await expect(hall.see("#floor")).to_contain_text("Nobody has the floor")
    await expect(offered(chair, "Redo", "Gave the floor to H.E. Mr. Joachim Rücker")).to_be_visible()
    assert await without_version(participants) == opened
    await chair.press_shortcut("r")
    await expect(hall.holder).to_have_text("H.E. Mr. Joachim Rücker")
    assert await without_version(participants) == given
    acts = {
        "Gave the floor to H.E. Mr. Joachim Rücker": "Nobody has the floor",
        "Opened the sitting": "The sitting opens at 09:00.",
    }
    for what, shown in acts.items():
        await expect(offered(chair, "Undo", what)).to_be_visible()
        await participants.later(seconds=1)
        await chair.press_shortcut("u")
        await expect(hall.see("#floor")).to_contain_text(shown)
    assert await without_version(participants) == planned


async def test_an_earlier_action_can_be_undone_alone(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    chair, desk, hall = await participants.persons("chair", "desk", "hall")
    await chair.press_shortcut("n")
    await in_row("Kenya", "Remove")(chair)
    await expect(chair.waiting).to_have_text(["Brazil"])
    await inscribe(desk, "norw", "Norway")
    await chair.press_shortcut("l")
    clock = (await participants.meeting()).speech

    await chair.button("Earlier").click()
    act = chair.see("#earlier li", has_text="Removed Kenya from the list")
    await act.get_by_role("button", name="Undo").click()

    await expect(act).to_contain_text("undone")
    await expect(chair.waiting).to_have_text(["Kenya", "Brazil", "Norway"])
    await expect(hall.see("#next .chip")).to_have_text("List closed")
    assert (await participants.meeting()).speech == clock
    await expect(chair.see("#earlier")).to_be_visible()
    await expect(chair.see("#earlier li", has_text="Added Norway to the list")).to_contain_text("Desk")


async def test_an_action_that_later_ones_need_cannot_be_undone(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    chair = await participants.person("chair")
    chair.expects(REFUSED)
    await chair.press_shortcut("n")
    await expect(chair.holder).to_have_text("France")
    await chair.press_shortcut("e")
    await expect(chair.holder).to_have_text("Nobody")
    version = (await participants.meeting()).version

    await chair.button("Earlier").click()
    act = chair.see("#earlier li", has_text="Gave the floor to France")
    await act.get_by_role("button", name="Undo").click()

    await expect(chair.answer).to_contain_text("That cannot be undone any more: something later rests on it.")
    assert (await participants.meeting()).version == version
