"""The meeting as one frozen value, and the events of its log."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .inscription_index import InscriptionIndex, index_of_lists
from .persistent_map import PersistentMap
from .values import Item, Notice, Point, Rules, Seat, Sitting, SpeakersList, Speech


def private(default: Any) -> Any:
    """A field of an event for names of people or free words; the store keeps it apart, where it can be erased."""
    return field(default=default, metadata={"private": True})


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An event in the log with who did it and when; events of one command share `command`, the first one's version.

    `before` is the entry before it. `last_moderation` is the newest one before it that chair, desk or clock made: among
    thousands of requests they are few.
    """

    version: int
    event: Event
    at: int
    by: str
    command: int
    before: LogEntry | None = field(default=None, repr=False, compare=False)
    last_moderation: LogEntry | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Meeting:
    """Everything that the room knows, at one version.

    `floor` names the speech that is on; `past` chains the log, newest first. `undone` are the commands that were taken
    back and not restored, `known_inscriptions` is the index that was built last, and `snapshots` are earlier versions,
    oldest first, without what was taken back: all three follow from the rest. Without slots, for `changed`.
    """

    code: str = ""
    title: str = ""
    body: str = ""
    room: str = ""
    timezone: str = "UTC"
    limits: Mapping[str, int] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)
    seats: Mapping[str, Seat] = field(default_factory=dict)
    sittings: tuple[Sitting, ...] = ()
    lists: Mapping[str, SpeakersList] = field(default_factory=dict)
    speeches: PersistentMap[Speech] = field(default_factory=PersistentMap)
    floor: str | None = None
    interrupted: str | None = None
    resumes: bool = False
    points: tuple[Point, ...] = ()
    limits_since: int | None = None
    swaps: tuple[tuple[str, str], ...] = ()
    notices: tuple[Notice, ...] = ()
    join_shown: bool = False
    version: int = 0
    at: int = 0
    past: LogEntry | None = field(default=None, repr=False, compare=False)
    undone: frozenset[int] = field(default=frozenset(), repr=False, compare=False)
    at_hand: tuple[tuple[Sitting, ...], Sitting | None] | None = field(default=None, repr=False, compare=False)
    known_inscriptions: InscriptionIndex | None = field(default=None, repr=False, compare=False)
    snapshots: tuple[Meeting, ...] = field(default=(), repr=False, compare=False)

    @property
    def speech(self) -> Speech | None:
        """The speech that is on."""
        return self.speeches[self.floor] if self.floor else None

    @property
    def sitting(self) -> Sitting | None:
        """The sitting that is open or suspended."""
        found = self.at_hand
        if found is None or found[0] is not self.sittings:
            found = self.sittings, next((s for s in self.sittings if s.state in ("open", "suspended")), None)
            object.__setattr__(self, "at_hand", found)  # a fold asks this at nearly every event
        return found[1]

    @property
    def inscriptions(self) -> InscriptionIndex:
        """All inscriptions by id and by seat. The index is carried from version to version, or built anew."""
        carried = self.known_inscriptions
        if carried is None or carried.lists is not self.lists:
            carried = index_of_lists(self.lists)
            object.__setattr__(self, "known_inscriptions", carried)  # derived, so not part of the value
        return carried

    @property
    def item(self) -> Item | None:
        """The item that is open; it is one of the sitting that is."""
        sitting = self.sitting
        return next((i for i in sitting.items if i.state == "open"), None) if sitting else None

    @property
    def last_speech(self) -> Speech | None:
        """The speech that began last, whether it is on or over."""
        return self.speeches[next(reversed(self.speeches))] if self.speeches else None

    def items(self) -> Iterator[Item]:
        """All items of all sittings, in the order of the programme."""
        return (item for sitting in self.sittings for item in sitting.items)

    def entries(self) -> Iterator[LogEntry]:
        """The log, newest first."""
        entry = self.past
        while entry:
            yield entry
            entry = entry.before


class DoesNotApply(Exception):
    """An event meets a state in which it cannot have happened: without some earlier command the fold is not clean."""


def require(condition: bool, why: str) -> None:
    """Raise `DoesNotApply` unless the state is one in which the event can have happened."""
    if not condition:
        raise DoesNotApply(why)


class Event(ABC):
    """Something that happened.

    Events are stored for ever by class name: a field may be added with a default, never renamed.
    """

    __slots__ = ()

    @abstractmethod
    def apply(self, meeting: Meeting, at: int) -> Meeting:
        """The meeting after it. `meeting.version` is already this event's; raises `DoesNotApply`."""
