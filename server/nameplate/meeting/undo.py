"""Undo and Redo."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import DoesNotApply, Event, LogEntry, Meeting
from nameplate.meeting.model.refusal import Reason, Refused

from .log_replay import Undone, is_moderation, moderation_entries, record, undone


@dataclass(frozen=True, slots=True)
class Undo(Command):
    """Undo one command with all its events. `version` is the version of any of these events.

    Without `version`, undo the newest command of the actor that is not undone yet. So repeated Undo commands go back
    command by command. If `version` belongs to an Undo, this Undo is undone, and the original command has effect again.
    """

    version: int | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        entry = self._entry_to_undo(meeting, by)
        return entry if isinstance(entry, Refused) else _undo(meeting, entry, by, at)

    def _entry_to_undo(self, meeting: Meeting, by: Actor) -> LogEntry | Refused:
        if self.version is not None:
            return _find_entry(meeting, self.version)
        gone = undone(meeting)
        own = (e for e in meeting.entries() if e.by == by.name and e.command not in gone)
        return next((e for e in own if not isinstance(e.event, Undone)), None) or Refused(Reason.NOTHING_TO_UNDO)


@dataclass(frozen=True, slots=True)
class Redo(Command):
    """Restore one undone command. `version` belongs to this command, or to the Undo that undid it.

    Without `version`, restore the command that the actor undid last. Repeated Redo commands restore one more command
    each. This is no longer possible after the actor has given another command.
    """

    version: int | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        entry = self._undo_to_undo(meeting, by)
        return entry if isinstance(entry, Refused) else _undo(meeting, entry, by, at)

    def _undo_to_undo(self, meeting: Meeting, by: Actor) -> LogEntry | Refused:
        """The log entry of the Undo that this Redo undoes."""
        gone, undid = undone(meeting), _commands_undone_by(meeting)
        if self.version is not None:
            named = _find_entry(meeting, self.version)
            if isinstance(named, Refused) or named.command in undid:
                return named
            found = (
                e
                for e in moderation_entries(meeting)
                if e.command not in gone and undid.get(e.command) == named.command
            )
            return next(found, None) or Refused(Reason.ALREADY)
        for entry in moderation_entries(meeting):
            if entry.by != by.name or entry.command in gone:
                continue
            if entry.command not in undid:
                break
            if undid[entry.command] not in undid:
                return entry
        return Refused(Reason.NOTHING_TO_REDO)


def _find_entry(meeting: Meeting, version: int) -> LogEntry | Refused:
    return next((e for e in meeting.entries() if e.version == version), None) or Refused(Reason.UNKNOWN_VERSION)


def _commands_undone_by(meeting: Meeting) -> dict[int, int]:
    """For each Undo and each Redo: the command that it undoes. A Redo undoes an Undo."""
    return {e.command: e.event.command for e in moderation_entries(meeting) if isinstance(e.event, Undone)}


def _undo(meeting: Meeting, entry: LogEntry, by: Actor, at: int) -> tuple[Event, ...] | Refused:
    """The event that undoes the command of an entry. Refused if later events depend on this command."""
    if entry.command in undone(meeting):
        return Refused(Reason.ALREADY)
    if entry.command == 1:
        return Refused(Reason.NOTHING_TO_UNDO)
    if not is_moderation(entry):
        return Refused(Reason.BOOTHS_OWN if entry.by == "booth" else Reason.DELEGATIONS_OWN)
    event = Undone(entry.command)
    try:
        after = record(meeting, event, at, by.name, meeting.version + 1)
    except DoesNotApply:
        return Refused(Reason.RESTS_ON_IT)
    return Refused(Reason.RESTS_ON_IT) if _clock_runs_outside_open_sitting(after) else (event,)


def _clock_runs_outside_open_sitting(meeting: Meeting) -> bool:
    """Whether a clock runs although the sitting is not open.

    This happens when the undone command resumed the sitting and a point of order ended after that.
    """
    speech, sitting = meeting.speech, meeting.sitting
    runs = speech is not None and speech.clock.running_since is not None
    return runs and not (sitting and sitting.state == "open")
