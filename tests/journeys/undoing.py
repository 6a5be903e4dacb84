"""Acts of the chair, each of which is taken back and given again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from playwright.async_api import Locator, expect

from nameplate.meeting import Command, Meeting
from nameplate.meeting.undo import Undo
from tests.serving import until

from .gathering import Gathering, change_of
from .people import Person

Act = Callable[[Person], Awaitable[None]]
Acts = list[tuple[str, Act, tuple[Command, ...]]]
"""The words that Undo offers, the act, and what must have happened before it."""


async def undone_and_redone(gathering: Gathering, chair: Person, acts: Acts) -> None:
    """Each act is taken back by U, given again by R, and taken back, so that the next one finds what it found."""
    for what, act, before in acts:
        await expect(chair.holder).to_have_text("France")
        await gathering.hosted.chair(*before)
        await in_step(gathering, chair)
        await chair.page.clock.fast_forward(1000)
        as_it_was = await bare(gathering)

        await act(chair)
        await expect(offered(chair, "Undo", what)).to_be_visible()
        as_it_is = await bare(gathering)
        assert as_it_is != as_it_was, what
        for pressed, offer, expected in (("u", "Redo", as_it_was), ("r", "Undo", as_it_is), ("u", "Redo", as_it_was)):
            await until(lambda: not chair.unanswered)  # until then a second press of one button is dropped
            await chair.press(pressed)
            await expect(offered(chair, offer, what)).to_be_visible()
            assert await bare(gathering) == expected, f"{pressed} after “{what}”"
        await gathering.hosted.chair(*(Undo() for _ in before))


async def in_step(gathering: Gathering, chair: Person) -> None:
    """The chair sees what has happened: of several changes within a tenth of a second the last ones come together."""
    room = await gathering.hosted.room()
    await expect(chair.see("body")).to_have_attribute("data-version", str(room.meeting.version))


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


def in_panel(opener: str, button: str, choose: tuple[str, str] | None = None) -> Act:
    """An act by a button in a panel that another button opens, after something is chosen in it."""

    async def act(chair: Person) -> None:
        await chair.button(opener).first.click()
        panel = chair.see("[popover]:popover-open")
        if choose:
            await panel.get_by_label(choose[0]).select_option(choose[1])
        await panel.get_by_role("button", name=button, exact=True).click()

    return act


def in_change(step: str, button: str, **fields: str) -> Act:
    """An act by a button in what can be changed about a step of the programme, with what is filled in before."""

    async def act(chair: Person) -> None:
        change = await change_of(chair, step)
        for label, value in fields.items():
            await change.get_by_label(label.replace("_", " "), exact=True).first.fill(value)
        await change.get_by_role("button", name=button, exact=True).click()

    return act


def offered(chair: Person, word: str, what: str) -> Locator:
    """The button that takes an act back or gives it again."""
    return chair.see("#undo").get_by_role("button", name=f"{word}: {what}")


async def bare(gathering: Gathering) -> Meeting:
    """The meeting, with its clock as it runs, but without the count of its events."""
    return replace(await gathering.meeting(), version=0, at=0, newest_entry=None)
