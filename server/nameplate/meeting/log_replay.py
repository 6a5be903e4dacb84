"""The log of a meeting: record an event, replay a log, and replay a log without an undone command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import takewhile

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.meeting import Event, LogEntry, Meeting, require

SNAPSHOT_INTERVAL, SNAPSHOTS_KEPT = 100, 20
"""A meeting keeps a snapshot every 100 versions. Only the newest 20 snapshots are kept.

An undone command is usually recent. So Undo replays only the entries after a snapshot, and not the whole log.
"""


@dataclass(frozen=True, slots=True)
class Undone(Event):
    """The events of `command` have no effect any more. The meeting is as if they had never happened."""

    command: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return _without_undone(meeting)


@dataclass(frozen=True, slots=True)
class RehearsalEnded(Event):
    """All commands since the version `began` have no effect any more. The meeting is as it was before the rehearsal."""

    began: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.rehearsal == self.began, "this rehearsal is under way")
        return _without_undone(meeting)


def record(meeting: Meeting, event: Event, at: int, by: str, command: int) -> Meeting:
    """The meeting with one more event in its log. Raises `DoesNotApply`."""
    return event.apply(
        _with_entry(meeting, chained(meeting.newest_entry, meeting.version + 1, event, at, by, command)), at
    )


def extend(meeting: Meeting, entries: Iterable[LogEntry]) -> Meeting:
    """The meeting with more entries of its log, oldest first. Entries that it has already are left out."""
    for entry in entries:
        if entry.version > meeting.version:
            meeting = record(meeting, entry.event, entry.at, entry.by, entry.command)
    return meeting


def replay(entries: Iterable[LogEntry], snapshot: Meeting | None = None) -> Meeting:
    """The meeting that results from a log, oldest entry first.

    The events of undone commands are never applied, not even temporarily. `snapshot` is an earlier version of the same
    meeting, for which `still_holds` is true. Only the events after it are applied.
    """
    log = list(entries)
    meeting = Meeting(undone=_undone_commands(reversed(log)))
    if snapshot:
        newest: LogEntry | None = None
        for entry in log[: snapshot.version]:
            newest = _linked(newest, entry)
        snapshot = changed(snapshot, undone=meeting.undone, newest_entry=newest, snapshots=())
        meeting = changed(snapshot, snapshots=(snapshot,))
    for entry in log[meeting.version :]:
        meeting = _replay_entry(meeting, _linked(meeting.newest_entry, entry))
    return meeting


def still_holds(snapshot: Meeting, entries: Iterable[LogEntry]) -> bool:
    """Whether no command before the snapshot was undone or restored after it. `entries` are the whole log."""
    return undone_before(snapshot) == _up_to(_undone_commands(reversed([*entries])), snapshot.version)


def undone_before(snapshot: Meeting) -> frozenset[int]:
    """The undone commands whose events are not applied in a snapshot. A snapshot may know of later ones."""
    return _up_to(snapshot.undone, snapshot.version)


def undone(meeting: Meeting) -> frozenset[int]:
    """The commands that were undone and not restored."""
    return meeting.undone


def without_rehearsals(meeting: Meeting) -> list[LogEntry]:
    """The log, oldest first, without the commands of rehearsals that have ended."""
    kept: list[LogEntry] = []
    rehearsed_from: int | None = None
    for entry in meeting.entries():
        if rehearsed_from is not None and entry.command >= rehearsed_from:
            continue
        if isinstance(entry.event, RehearsalEnded) and entry.command not in meeting.undone:
            rehearsed_from = entry.event.began
        kept.append(entry)
    return kept[::-1]


def is_moderation(entry: LogEntry) -> bool:
    """Whether an entry comes from the chair, the desk or the room's timer. All other entries come from delegations."""
    return entry.by.partition(":")[0] in ("chair", "desk", "clock")


def moderation_entries(meeting: Meeting) -> Iterator[LogEntry]:
    """The entries that come from the chair, the desk or the room's timer, newest first."""
    entry = meeting.newest_entry
    if entry and not is_moderation(entry):
        entry = entry.last_moderation
    while entry:
        yield entry
        entry = entry.last_moderation


def chained(past: LogEntry | None, version: int, event: Event, at: int, by: str, command: int) -> LogEntry:
    """A new entry with a link to the previous entry of the log, `past`."""
    moderation = past if past is None or is_moderation(past) else past.last_moderation
    return LogEntry(version, event, at, by, command, past, moderation)


def _linked(past: LogEntry | None, entry: LogEntry) -> LogEntry:
    """An entry with a link to `past`. It is made anew only if it has no such link yet."""
    if entry.previous is past:
        return entry
    return chained(past, entry.version, entry.event, entry.at, entry.by, entry.command)


def _with_entry(meeting: Meeting, entry: LogEntry) -> Meeting:
    """The meeting with one more entry in its log. The event of the entry is not applied yet."""
    snapshots = meeting.snapshots
    if entry.version % SNAPSHOT_INTERVAL == 0:
        snapshots = (*snapshots, changed(meeting, snapshots=()))[-SNAPSHOTS_KEPT:]
    return changed(meeting, version=entry.version, at=entry.at, newest_entry=entry, snapshots=snapshots)


def _replay_entry(meeting: Meeting, entry: LogEntry) -> Meeting:
    """The meeting after an entry of its log. If the command of the entry was undone, the event is not applied."""
    counts = entry.command not in meeting.undone and not isinstance(entry.event, Undone | RehearsalEnded)
    meeting = _with_entry(meeting, entry)
    return entry.event.apply(meeting, entry.at) if counts else meeting


def _up_to(commands: frozenset[int], version: int) -> frozenset[int]:
    return frozenset(command for command in commands if command <= version)


def _without_undone(meeting: Meeting) -> Meeting:
    """Replay the log from the newest snapshot that the newest entry does not affect, without what is undone now."""
    gone = _undone_commands(meeting.entries())
    first = min(gone ^ meeting.undone, default=meeting.version)
    snapshots = tuple(snapshot for snapshot in meeting.snapshots if snapshot.version < first)
    base = snapshots[-1] if snapshots else Meeting()
    base = changed(base, undone=gone, snapshots=snapshots[:-1])
    later = list(takewhile(lambda entry: entry.version > base.version, meeting.entries()))
    return reduce(_replay_entry, reversed(later), base)


def _undone_commands(newest_first: Iterable[LogEntry]) -> frozenset[int]:
    """The commands that were undone and not restored, and those of rehearsals that have ended.

    An Undo, or the end of a rehearsal, that was itself undone has no effect.
    """
    found: set[int] = set()
    rehearsed_from: int | None = None
    for entry in newest_first:
        if rehearsed_from is not None and entry.command >= rehearsed_from:
            found.add(entry.command)
        if entry.command in found:
            continue
        if isinstance(entry.event, Undone):
            found.add(entry.event.command)
        elif isinstance(entry.event, RehearsalEnded):
            rehearsed_from = entry.event.began
    return frozenset(found)
