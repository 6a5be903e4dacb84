"""What was done lately, in words, and which of it can be taken back from the console."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nameplate.meeting import LogEntry, Meeting, log_replay
from nameplate.meeting.log_replay import undone
from nameplate.wording.console_sentences import describe
from nameplate.wording.language import Words

from .render_context import RenderContext, computed_once

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Act:
    """A command that somebody gave, named by the version at which it began."""

    version: int
    at: int
    what: str
    by: str
    gone: bool


@dataclass(frozen=True, slots=True)
class Recent:
    """The newest acts of chair and desk; the one that Undo takes back, and the Undo that can itself be taken back."""

    acts: tuple[Act, ...]
    undo: Act | None
    redo: Act | None


@computed_once
def recent(context: RenderContext) -> Recent:
    """The acts that the console offers to undo."""
    meeting, words = context.meeting, context.words
    gone = undone(meeting)
    acts: list[Act] = []
    undo: Act | None = None
    redo: Act | None = None
    for entry in _commands(meeting):
        if isinstance(entry.event, log_replay.Undone):
            what = _undone_what(meeting, words, entry.event.command)
            if not acts and redo is None and entry.command not in gone and what:
                redo = Act(entry.version, entry.at, what, entry.by, False)
            continue
        if undo and sum(not act.gone for act in acts) >= SHOWN:
            break
        what = describe(entry, meeting, words)
        act = Act(entry.command, entry.at, what, entry.by.partition(":")[0], entry.command in gone)
        acts.append(act)
        undo = undo or (None if act.gone else act)
    return Recent(tuple(acts), undo, redo)


def _commands(meeting: Meeting) -> Iterator[LogEntry]:
    """One entry for each command of chair and desk, newest first: the event that says most of what was done."""
    told: set[int] = set()
    for entry in log_replay.moderation_entries(meeting):
        if entry.version > 1 and entry.command not in told:
            told.add(entry.command)
            yield entry


def _undone_what(meeting: Meeting, words: Words, command: int) -> str:
    """What a command did that was taken back; nothing for an Undo, whose taking back is no act to redo."""
    newest = next(entry for entry in log_replay.moderation_entries(meeting) if entry.command == command)
    return "" if isinstance(newest.event, log_replay.Undone) else describe(newest, meeting, words)
