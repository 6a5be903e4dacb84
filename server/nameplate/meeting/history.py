"""The log of a meeting: recording an event, replaying the log, and taking a command back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import takewhile

from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.frozen import changed
from nameplate.meeting.model.meeting import DoesNotApply, Event, LogEntry, Meeting
from nameplate.meeting.model.refusal import Reason, Refused

STOP_EVERY, STOPS_KEPT = 100, 20
"""The meeting as it was is kept every so many versions, so that Undo need not replay a long log: nearly all that is
taken back was done a moment ago."""


@dataclass(frozen=True, slots=True)
class Undo(Command):
    """Take back one command whole: the one that `version` is part of, else the presser's newest that still counts.

    Without `version`, each Undo goes one command further back. An Undo that is named by its `version` is taken back
    itself, as by `Redo`.
    """

    version: int | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        entry = self._meant(meeting, by)
        return entry if isinstance(entry, Refused) else _take_back(meeting, entry, by, at)

    def _meant(self, meeting: Meeting, by: Actor) -> LogEntry | Refused:
        if self.version is not None:
            return _entry(meeting, self.version)
        gone = undone(meeting)
        own = (e for e in meeting.entries() if e.by == by.name and e.command not in gone)
        return next((e for e in own if not isinstance(e.event, Undone)), None) or Refused(Reason.NOTHING_TO_UNDO)


@dataclass(frozen=True, slots=True)
class Redo(Command):
    """Restore one command that was undone: the one that `version` is part of, else the presser's last undone one.

    `version` may also name the Undo. Without it, each Redo restores one command more, until the presser does something
    else.
    """

    version: int | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        entry = self._meant(meeting, by)
        return entry if isinstance(entry, Refused) else _take_back(meeting, entry, by, at)

    def _meant(self, meeting: Meeting, by: Actor) -> LogEntry | Refused:
        """The Undo that is to be taken back."""
        gone, taken_back = undone(meeting), _taken_back(meeting)
        if self.version is not None:
            named = _entry(meeting, self.version)
            if isinstance(named, Refused) or named.command in taken_back:
                return named
            found = (e for e in acts(meeting) if e.command not in gone and taken_back.get(e.command) == named.command)
            return next(found, None) or Refused(Reason.ALREADY)
        for entry in acts(meeting):
            if entry.by != by.name or entry.command in gone:
                continue
            if entry.command not in taken_back:
                break
            if taken_back[entry.command] not in taken_back:
                return entry
        return Refused(Reason.NOTHING_TO_REDO)


@dataclass(frozen=True, slots=True)
class Undone(Event):
    """The events of `command` do not count; the meeting is as if they had never happened."""

    command: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        """Replay what came after the newest stop that knows nothing of what is taken back, or given again."""
        gone, first = _undone(meeting.entries()), _reaches_back_to(meeting, self.command)
        stops = tuple(stop for stop in meeting.stops if stop.version < first)
        base = changed(stops[-1] if stops else Meeting(), undone=gone, stops=stops[:-1])
        later = list(takewhile(lambda entry: entry.version > base.version, meeting.entries()))
        return reduce(_again, reversed(later), base)


def _entry(meeting: Meeting, version: int) -> LogEntry | Refused:
    return next((e for e in meeting.entries() if e.version == version), None) or Refused(Reason.UNKNOWN_VERSION)


def _taken_back(meeting: Meeting) -> dict[int, int]:
    """Which command each Undo and Redo takes back: an Undo an act, a Redo an Undo."""
    return {e.command: e.event.command for e in acts(meeting) if isinstance(e.event, Undone)}


def _take_back(meeting: Meeting, entry: LogEntry, by: Actor, at: int) -> tuple[Event, ...] | Refused:
    """The event that takes a command back, refused when the events after it cannot do without it."""
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


def record(meeting: Meeting, event: Event, at: int, by: str, command: int) -> Meeting:
    """The meeting with one more event in its log. Raises `DoesNotApply`."""
    return event.apply(_logged(meeting, _entered(meeting.past, meeting.version + 1, event, at, by, command)), at)


def replay(entries: Iterable[LogEntry]) -> Meeting:
    """The meeting that a log tells, oldest entry first.

    What was undone is left out once, not applied and taken back.
    """
    log = list(entries)
    meeting = Meeting(undone=_undone(reversed(log)))
    for entry in log:
        known = _entered(meeting.past, entry.version, entry.event, entry.at, entry.by, entry.command)
        meeting = _again(meeting, known)
    return meeting


def undone(meeting: Meeting) -> frozenset[int]:
    """The commands that were taken back and not restored."""
    return meeting.undone


def may_undo(entry: LogEntry) -> bool:
    """A delegation's own request or withdrawal is nobody else's to take back."""
    return entry.by.partition(":")[0] in ("chair", "desk", "clock")


def acts(meeting: Meeting) -> Iterator[LogEntry]:
    """What chair, desk and clock did, newest first."""
    entry = meeting.past
    if entry and not may_undo(entry):
        entry = entry.act
    while entry:
        yield entry
        entry = entry.act


def _entered(past: LogEntry | None, version: int, event: Event, at: int, by: str, command: int) -> LogEntry:
    """An entry that goes on from the log so far."""
    act = past if past is None or may_undo(past) else past.act
    return LogEntry(version, event, at, by, command, past, act)


def _logged(meeting: Meeting, entry: LogEntry) -> Meeting:
    """The meeting with one more entry in its log, of which nothing has come yet."""
    stops = meeting.stops
    if entry.version % STOP_EVERY == 0:
        stops = (*stops, changed(meeting, stops=()))[-STOPS_KEPT:]
    return changed(meeting, version=entry.version, at=entry.at, past=entry, stops=stops)


def _again(meeting: Meeting, entry: LogEntry) -> Meeting:
    """The meeting after an entry that is known to have been possible, unless it was undone."""
    counts = entry.command not in meeting.undone and not isinstance(entry.event, Undone)
    meeting = _logged(meeting, entry)
    return entry.event.apply(meeting, entry.at) if counts else meeting


def _reaches_back_to(meeting: Meeting, command: int) -> int:
    """The first version that is another one when a command is taken back: if it took one back, that is given again."""
    for entry in meeting.entries():
        if entry.version == command:
            if not isinstance(entry.event, Undone):
                break
            command = entry.event.command
    return command


def _undone(newest_first: Iterable[LogEntry]) -> frozenset[int]:
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
