"""The log of a meeting: recording an event, replaying the log, and taking a command back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .reasons import Reason, Refused
from .state import Command, DoesNotApply, Entry, Event, Meeting, Presser, changed


@dataclass(frozen=True, slots=True)
class Undo(Command):
    """Take back one command whole: the one that `version` is part of, else the presser's newest.

    Undoing an Undo restores.
    """

    version: int | None = None

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        entry = self._meant(meeting, by)
        if isinstance(entry, Refused):
            return entry
        if entry.command in undone(meeting):
            return Refused(Reason.ALREADY)
        if entry.command == 1:
            return Refused(Reason.NOTHING_TO_UNDO)
        if not may_undo(entry):
            return Refused(Reason.DELEGATIONS_OWN)
        event = Undone(entry.command)
        try:
            after = record(meeting, event, at, by.name, meeting.version + 1)
        except DoesNotApply:
            return Refused(Reason.RESTS_ON_IT)
        return Refused(Reason.RESTS_ON_IT) if _runs_at_rest(after) else (event,)

    def _meant(self, meeting: Meeting, by: Presser) -> Entry | Refused:
        if self.version is not None:
            found = next((e for e in meeting.entries() if e.version == self.version), None)
            return found or Refused(Reason.UNKNOWN_VERSION)
        gone = undone(meeting)
        own = (e for e in meeting.entries() if e.by == by.name and e.command not in gone)
        return next(own, None) or Refused(Reason.NOTHING_TO_UNDO)


@dataclass(frozen=True, slots=True)
class Undone(Event):
    """The events of `command` do not count; the meeting is as if they had never happened."""

    command: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        without = replay(reversed(list(meeting.entries())))
        return replace(without, version=meeting.version, at=at, past=meeting.past)


def record(meeting: Meeting, event: Event, at: int, by: str, command: int) -> Meeting:
    """The meeting with one more event in its log. Raises `DoesNotApply`."""
    entry = _entered(meeting.past, meeting.version + 1, event, at, by, command)
    return event.apply(changed(meeting, version=entry.version, at=at, past=entry), at)


def replay(entries: Iterable[Entry]) -> Meeting:
    """The meeting that a log tells, oldest entry first.

    What was undone is left out once, not applied and taken back.
    """
    log = list(entries)
    gone = _undone(reversed(log))
    meeting = Meeting(undone=gone)
    for entry in log:
        past = _entered(meeting.past, entry.version, entry.event, entry.at, entry.by, entry.command)
        meeting = changed(meeting, version=entry.version, at=entry.at, past=past)
        if entry.command not in gone and not isinstance(entry.event, Undone):
            meeting = entry.event.apply(meeting, entry.at)
    return meeting


def undone(meeting: Meeting) -> frozenset[int]:
    """The commands that were taken back and not restored."""
    return meeting.undone


def may_undo(entry: Entry) -> bool:
    """A delegation's own request or withdrawal is nobody else's to take back."""
    return entry.by.partition(":")[0] in ("chair", "desk", "clock")


def acts(meeting: Meeting) -> Iterator[Entry]:
    """What chair, desk and clock did, newest first."""
    entry = meeting.past
    if entry and not may_undo(entry):
        entry = entry.act
    while entry:
        yield entry
        entry = entry.act


def _entered(past: Entry | None, version: int, event: Event, at: int, by: str, command: int) -> Entry:
    """An entry that goes on from the log so far."""
    act = past if past is None or may_undo(past) else past.act
    return Entry(version, event, at, by, command, past, act)


def _undone(newest_first: Iterable[Entry]) -> frozenset[int]:
    gone: set[int] = set()
    for entry in newest_first:
        if isinstance(entry.event, Undone) and entry.command not in gone:
            gone.add(entry.event.command)
    return frozenset(gone)


def _runs_at_rest(meeting: Meeting) -> bool:
    """Whether a clock runs while the sitting does not: a point of order was over after the sitting had gone on."""
    speech, sitting = meeting.speech, meeting.sitting
    runs = speech is not None and speech.clock.running_since is not None
    return runs and not (sitting and sitting.state == "open")
