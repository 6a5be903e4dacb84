"""Actions of the chair, and the check that each can be undone and redone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from playwright.async_api import Locator, expect

from nameplate.meeting import Command, Meeting
from nameplate.meeting.undo import Undo
from tests.serving import until

from .participants import Participants, open_change_form
from .person import Person

Action = Callable[[Person], Awaitable[None]]
UndoableActions = list[tuple[str, Action, tuple[Command, ...]]]
"""The label that Undo shows, the action, and the commands that must come before it."""


async def check_undo_and_redo(participants: Participants, chair: Person, acts: UndoableActions) -> None:
    """Do, undo, redo and undo each action, so that the next one starts from the same meeting."""
    for what, act, before in acts:
        await expect(chair.holder).to_have_text("France")
        await participants.hosted.chair(*before)
        await in_step(participants, chair)
        await chair.page.clock.fast_forward(1000)
        as_it_was = await without_version(participants)

        await act(chair)
        await expect(offered(chair, "Undo", what)).to_be_visible()
        as_it_is = await without_version(participants)
        assert as_it_is != as_it_was, what
        for pressed, offer, expected in (("u", "Redo", as_it_was), ("r", "Undo", as_it_is), ("u", "Redo", as_it_was)):
            await until(lambda: not chair.open_requests)  # until then a second press of one button is dropped
            await chair.press(pressed)
            await expect(offered(chair, offer, what)).to_be_visible()
            assert await without_version(participants) == expected, f"{pressed} after “{what}”"
        await participants.hosted.chair(*(Undo() for _ in before))


async def in_step(participants: Participants, chair: Person) -> None:
    """Wait until the chair's page has the newest version, because a burst of changes is rendered together."""
    room = await participants.hosted.room()
    await expect(chair.see("body")).to_have_attribute("data-version", str(room.meeting.version))


def key(pressed: str) -> Action:
    """An action with one key."""

    async def act(chair: Person) -> None:
        await chair.press(pressed)

    return act


def in_row(name: str, button: str) -> Action:
    """An action with a button beside a name on the list."""

    async def act(chair: Person) -> None:
        row = chair.see("#speakers-list li", has_text=name)
        await row.hover()
        await row.get_by_role("button", name=button, exact=True).click()

    return act


def at_step(step: str, button: str) -> Action:
    """An action with a button at an item of the programme."""

    async def act(chair: Person) -> None:
        row = chair.see(f"#step-{step}")
        await row.hover()
        await row.get_by_role("button", name=button, exact=True).click()

    return act


def in_panel(opener: str, button: str, choose: tuple[str, str] | None = None) -> Action:
    """An action with a button in a panel that another button opens, after an optional choice in it."""

    async def act(chair: Person) -> None:
        await chair.button(opener).first.click()
        panel = chair.see("[popover]:popover-open")
        if choose:
            await panel.get_by_label(choose[0]).select_option(choose[1])
        await panel.get_by_role("button", name=button, exact=True).click()

    return act


def in_change(step: str, button: str, **fields: str) -> Action:
    """An action with a button in the change form of an item, after filling in fields."""

    async def act(chair: Person) -> None:
        change = await open_change_form(chair, step)
        for label, value in fields.items():
            await change.get_by_label(label.replace("_", " "), exact=True).first.fill(value)
        await change.get_by_role("button", name=button, exact=True).click()

    return act


def offered(chair: Person, word: str, what: str) -> Locator:
    """The button that undoes or redoes an action."""
    return chair.see("#undo").get_by_role("button", name=f"{word}: {what}")


async def without_version(participants: Participants) -> Meeting:
    """The meeting without its version and its log, so that two can be compared."""
    return replace(await participants.meeting(), version=0, at=0, newest_entry=None)
