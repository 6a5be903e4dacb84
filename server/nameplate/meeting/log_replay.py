"""The log of a meeting: record an event, replay a log, and replay a log without an undone command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import takewhile

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.meeting import Event, LogEntry, Meeting

SNAPSHOT_INTERVAL, SNAPSHOTS_KEPT = 100, 20
"""A meeting keeps a snapshot every 100 versions. Only the newest 20 snapshots are kept.

An undone command is usually recent. So Undo replays only the entries after a snapshot, and not the whole log.
"""


@dataclass(frozen=True, slots=True)
class Undone(Event):
    """The events of `command` have no effect any more. The meeting is as if they had never happened."""

    command: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        """Replay the log from the newest snapshot that the undone (or restored) command does not affect."""
        first = _first_affected_version(meeting, self.command)
        snapshots = tuple(snapshot for snapshot in meeting.snapshots if snapshot.version < first)
        base = snapshots[-1] if snapshots else Meeting()
        base = changed(base, undone=_undone_commands(meeting.entries()), snapshots=snapshots[:-1])
        later = list(takewhile(lambda entry: entry.version > base.version, meeting.entries()))
        return reduce(_replay_entry, reversed(later), base)


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
    counts = entry.command not in meeting.undone and not isinstance(entry.event, Undone)
    meeting = _with_entry(meeting, entry)
    return entry.event.apply(meeting, entry.at) if counts else meeting


def _up_to(commands: frozenset[int], version: int) -> frozenset[int]:
    return frozenset(command for command in commands if command <= version)


def _first_affected_version(meeting: Meeting, command: int) -> int:
    """The first version that changes when a command is undone.

    If the command is an Undo, the older command that it had undone has effect again. The result is then the version of
    that older command.
    """
    for entry in meeting.entries():
        if entry.version == command:
            if not isinstance(entry.event, Undone):
                break
            command = entry.event.command
    return command


def _undone_commands(newest_first: Iterable[LogEntry]) -> frozenset[int]:
    """The commands that were undone and not restored. An Undo that was itself undone has no effect."""
    found: set[int] = set()
    for entry in newest_first:
        if isinstance(entry.event, Undone) and entry.command not in found:
            found.add(entry.event.command)
    return frozenset(found)
