"""Whatever the chair does is taken back by the key U, and given again by R, while the clock runs on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from playwright.async_api import Locator, expect

from nameplate.meeting import Command, Meeting
from nameplate.meeting.clock import PauseClock
from nameplate.meeting.floor import GiveFloorToNext
from nameplate.meeting.history import Undo
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.opening import CloseList
from nameplate.meeting.sitting import SuspendSitting
from tests.cast import BR, FR, KE

from .conftest import Gather
from .gathering import Gathering, inscribe
from .people import REFUSED, Person

pytestmark = pytest.mark.journey

Act = Callable[[Person], Awaitable[None]]


def key(pressed: str) -> Act:
    """An act by one key."""

    async def act(chair: Person) -> None:
        await chair.press(pressed)

    return act


def in_row(name: str, button: str) -> Act:
    """An act by a button in the row of a name on the list."""

    async def act(chair: Person) -> None:
        row = chair.see("#speakers-list li", has_text=name)
        await row.hover()
        await row.get_by_role("button", name=button, exact=True).click()

    return act


def at_step(step: str, button: str) -> Act:
    """An act by a button at a step of the programme."""

    async def act(chair: Person) -> None:
        row = chair.see(f"#step-{step}")
        await row.hover()
        await row.get_by_role("button", name=button, exact=True).click()

    return act


async def suspend(chair: Person) -> None:
    await chair.press("s")
    await expect(chair.see("#suspend")).to_be_visible()
    await chair.page.keyboard.type("15:00")
    await chair.press("Enter")


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


async def adjourn(chair: Person) -> None:
    await chair.button("Adjourn").click()


# Who presses what: the words that Undo offers, the act, and what must have happened before it.
Acts = list[tuple[str, Act, tuple[Command, ...]]]
SPEECH: Acts = [
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
LIST: Acts = [
    ("Gave the floor to Brazil", in_row("Brazil", "Give the floor"), ()),
    ("Called Kenya absent", in_row("Kenya", "Absent"), ()),
    ("Removed Kenya from the list", in_row("Kenya", "Remove"), ()),
    ("Moved Kenya on the list", move_down, ()),
    ("Closed the list of speakers", key("l"), ()),
    ("Opened the list of speakers", key("l"), (CloseList(),)),
]
SCREENS: Acts = [
    ("Sent the message “Please conclude”", key("c"), ()),
    ("Sent the message “Please slow down”", prepared_message, ()),
    ("Sent the message “Lunch is at one.”", tell_the_hall, ()),
    ("Withdrew a message", take_off, (SendNotice("hall", "Lunch is at one."),)),
    ("Showed the join code on the screens", key("j"), ()),
]
PROGRAMME: Acts = [
    ("Suspended the sitting", suspend, ()),
    ("Resumed the sitting", key("s"), (SuspendSitting(),)),
    ("Opened: Comments and replies by the panellists", at_step("p-10", "Open"), ()),
    ("Skipped: Interactive discussion, slot 2", at_step("p-11", "Skip"), ()),
    ("Closed: Interactive discussion, slot 1", at_step("p-9", "Close"), ()),
    ("Adjourned the sitting", adjourn, ()),
]


@pytest.mark.parametrize("acts", [SPEECH, LIST, SCREENS, PROGRAMME], ids=["speech", "list", "screens", "programme"])
async def test_every_act_of_the_chair_is_undone_and_redone(gather: Gather, acts: Acts) -> None:
    gathering = await gather()
    await gathering.floor_open(FR, KE, BR)
    await gathering.hosted.chair(GiveFloorToNext())
    chair = await gathering.person("chair")
    for what, act, before in acts:
        await expect(chair.holder).to_have_text("France")
        await gathering.hosted.chair(*before)
        await chair.page.clock.fast_forward(1000)
        as_it_was = await bare(gathering)

        await act(chair)
        await expect(offered(chair, "Undo", what)).to_be_visible()
        as_it_is = await bare(gathering)
        assert as_it_is != as_it_was, what
        for pressed, offer, expected in (("u", "Redo", as_it_was), ("r", "Undo", as_it_is), ("u", "Redo", as_it_was)):
            await chair.press(pressed)
            await expect(offered(chair, offer, what)).to_be_visible()
            assert await bare(gathering) == expected, f"{pressed} after “{what}”"
        await gathering.hosted.chair(*(Undo() for _ in before))


async def test_the_first_steps_of_a_sitting_are_undone_and_redone(gather: Gather) -> None:
    gathering = await gather()
    chair, hall = await gathering.persons("chair", "hall")
    planned = await bare(gathering)
    await gathering.step(chair, "Open the sitting")
    await expect(offered(chair, "Undo", "Opened the sitting")).to_be_visible()
    opened = await bare(gathering)
    await gathering.step(chair, "Give the floor to H.E. Mr. Joachim Rücker")
    await expect(hall.holder).to_have_text("H.E. Mr. Joachim Rücker")
    given = await bare(gathering)

    await chair.press("u")
    await expect(hall.see("#floor")).to_contain_text("Nobody has the floor")
    await expect(offered(chair, "Redo", "Gave the floor to H.E. Mr. Joachim Rücker")).to_be_visible()
    assert await bare(gathering) == opened
    await chair.press("r")
    await expect(hall.holder).to_have_text("H.E. Mr. Joachim Rücker")
    assert await bare(gathering) == given
    acts = {
        "Gave the floor to H.E. Mr. Joachim Rücker": "Nobody has the floor",
        "Opened the sitting": "The sitting opens at 09:00.",
    }
    for what, shown in acts.items():
        await expect(offered(chair, "Undo", what)).to_be_visible()
        await gathering.later(seconds=1)
        await chair.press("u")
        await expect(hall.see("#floor")).to_contain_text(shown)
    assert await bare(gathering) == planned


async def test_an_earlier_act_is_taken_back_alone(gather: Gather) -> None:
    gathering = await gather()
    await gathering.floor_open(FR, KE, BR)
    chair, desk, hall = await gathering.persons("chair", "desk", "hall")
    await chair.press("n")
    await in_row("Kenya", "Remove")(chair)
    await expect(chair.waiting).to_have_text(["Brazil"])
    await inscribe(desk, "norw", "Norway")
    await chair.press("l")
    clock = (await gathering.meeting()).speech

    await chair.button("Earlier").click()
    act = chair.see("#earlier li", has_text="Removed Kenya from the list")
    await act.get_by_role("button", name="Undo").click()

    await expect(act).to_contain_text("undone")
    await expect(chair.waiting).to_have_text(["Kenya", "Brazil", "Norway"])
    await expect(hall.see("#next .chip")).to_have_text("List closed")
    assert (await gathering.meeting()).speech == clock
    await expect(chair.see("#earlier")).to_be_visible()
    await expect(chair.see("#earlier li", has_text="Added Norway to the list")).to_contain_text("Desk")


async def test_what_later_acts_rest_on_cannot_be_taken_back_and_the_chair_is_told_why(gather: Gather) -> None:
    gathering = await gather()
    await gathering.floor_open(FR, KE)
    chair = await gathering.person("chair")
    chair.expects(REFUSED)
    await chair.press("n")
    await expect(chair.holder).to_have_text("France")
    await chair.press("e")
    await expect(chair.holder).to_have_text("Nobody")
    version = (await gathering.meeting()).version

    await chair.button("Earlier").click()
    act = chair.see("#earlier li", has_text="Gave the floor to France")
    await act.get_by_role("button", name="Undo").click()

    await expect(chair.answer).to_contain_text("That cannot be undone any more: something later rests on it.")
    assert (await gathering.meeting()).version == version


def offered(chair: Person, word: str, what: str) -> Locator:
    """The button that takes an act back or gives it again."""
    return chair.see("#undo").get_by_role("button", name=f"{word}: {what}")


async def bare(gathering: Gathering) -> Meeting:
    """The meeting, with its clock as it runs, but without the count of its events."""
    return replace(await gathering.meeting(), version=0, at=0, past=None)
