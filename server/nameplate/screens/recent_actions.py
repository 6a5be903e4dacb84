"""The last actions of the chair and the desk in words, and the actions that Undo and Redo would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nameplate.meeting import LogEntry, Meeting, log_replay
from nameplate.meeting.log_replay import undone
from nameplate.wording.console_sentences import describe
from nameplate.wording.language import Words

from .render_context import RenderContext

SHOWN = 6


@dataclass(frozen=True, slots=True)
class RecentAction:
    """A command of the chair or the desk. `version` is the version of its first event, for the command Undo."""

    version: int
    at: int
    description: str
    by: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Recent:
    """The newest actions, the action that Undo would undo, and the action that Redo would restore."""

    actions: tuple[RecentAction, ...]
    undo: RecentAction | None
    redo: RecentAction | None


def recent(context: RenderContext) -> Recent:
    """The actions that the console offers to undo."""
    meeting, words = context.meeting, context.words
    gone = undone(meeting)
    actions: list[RecentAction] = []
    undo: RecentAction | None = None
    redo: RecentAction | None = None
    for entry in _commands(meeting):
        if isinstance(entry.event, log_replay.Undone):
            description = _undone_description(meeting, words, entry.event.command)
            if not actions and redo is None and entry.command not in gone and description:
                redo = RecentAction(entry.version, entry.at, description, entry.by, False)
            continue
        if undo and sum(not action.undone for action in actions) >= SHOWN:
            break
        description = describe(entry, meeting, words)
        action = RecentAction(entry.command, entry.at, description, entry.by.partition(":")[0], entry.command in gone)
        actions.append(action)
        undo = undo or (None if action.undone else action)
    return Recent(tuple(actions), undo, redo)


def _commands(meeting: Meeting) -> Iterator[LogEntry]:
    """The last entry of each command of chair and desk, newest first. The last event describes the command best.

    Those of a rehearsal that has ended are left out.
    """
    described: set[int] = set()
    rehearsed_from: int | None = None
    for entry in log_replay.moderation_entries(meeting):
        if entry.version == 1 or entry.command in described:
            continue
        if rehearsed_from is not None and rehearsed_from <= entry.command:
            continue
        if isinstance(entry.event, log_replay.RehearsalEnded) and entry.command not in undone(meeting):
            rehearsed_from = entry.event.began
        described.add(entry.command)
        yield entry


def _undone_description(meeting: Meeting, words: Words, command: int) -> str:
    """The description of an undone command. "" if this command is an Undo, because Redo restores no Undo."""
    newest = next(entry for entry in log_replay.moderation_entries(meeting) if entry.command == command)
    return "" if isinstance(newest.event, log_replay.Undone) else describe(newest, meeting, words)
