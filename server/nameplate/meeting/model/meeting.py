"""The meeting as one frozen value, and the events and entries of its log."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .inscription_index import InscriptionIndex, build_index
from .persistent_map import PersistentMap
from .values import Item, Notice, Point, Rules, Seat, Sitting, SpeakersList, Speech


class Event(ABC):
    """A change that happened.

    The log stores events for ever, by class name. A new field needs a default; a field is never renamed.
    """

    __slots__ = ()

    @abstractmethod
    def apply(self, meeting: Meeting, at: int) -> Meeting:
        """The meeting after the event. `meeting.version` is already the event's version. Raises `DoesNotApply`."""


def private(default: Any) -> Any:
    """A field of an event for names of people or free text. The store keeps it apart, so that it can be erased."""
    return field(default=default, metadata={"private": True})


class DoesNotApply(Exception):
    """The event cannot have happened in this state of the meeting: an earlier command may have been undone."""


def require(condition: bool, fact: str) -> None:
    """Raise `DoesNotApply` unless the condition is true. `fact` says what is required."""
    if not condition:
        raise DoesNotApply(fact)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An event in the log, with its time and the name of the pass that caused it.

    `command` is the version of the first event of the same command.
    `previous` is the entry before this one. `last_moderation` is the newest earlier entry by chair, desk or clock:
    history searches these alone, because among thousands of requests they are few.
    """

    version: int
    event: Event
    at: int
    by: str
    command: int
    previous: LogEntry | None = field(default=None, repr=False, compare=False)
    last_moderation: LogEntry | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Meeting:
    """The whole state of a meeting at one version.

    `floor` is the id of the speech that is on. `newest_entry` starts the chain of the log.
    `undone` are the commands that were undone and not redone. `snapshots` are earlier versions, oldest first, without
    the undone commands. The `cached_` fields hold the last answer of the property of that name, with its source.
    These fields follow from the others, so they are not compared. No slots: `changed` copies `__dict__`.
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
    newest_entry: LogEntry | None = field(default=None, repr=False, compare=False)
    undone: frozenset[int] = field(default=frozenset(), repr=False, compare=False)
    cached_inscriptions: InscriptionIndex | None = field(default=None, repr=False, compare=False)
    snapshots: tuple[Meeting, ...] = field(default=(), repr=False, compare=False)

    @property
    def speech(self) -> Speech | None:
        """The speech that is on."""
        return self.speeches[self.floor] if self.floor else None

    @property
    def sitting(self) -> Sitting | None:
        """The sitting that is open or suspended."""
        return next((s for s in self.sittings if s.state in ("open", "suspended")), None)

    @property
    def inscriptions(self) -> InscriptionIndex:
        """All inscriptions by id and by seat. Most changes update the index; after the others it is rebuilt."""
        cached = self.cached_inscriptions
        if cached is None or cached.lists is not self.lists:
            cached = build_index(self.lists)
            object.__setattr__(self, "cached_inscriptions", cached)
        return cached

    @property
    def item(self) -> Item | None:
        """The open item of the open or suspended sitting."""
        sitting = self.sitting
        return next((i for i in sitting.items if i.state == "open"), None) if sitting else None

    @property
    def last_speech(self) -> Speech | None:
        """The speech that began last, on or over."""
        return self.speeches[next(reversed(self.speeches))] if self.speeches else None

    def items(self) -> Iterator[Item]:
        """All items of all sittings, in the order of the programme."""
        return (item for sitting in self.sittings for item in sitting.items)

    def entries(self) -> Iterator[LogEntry]:
        """The log, newest first."""
        entry = self.newest_entry
        while entry:
            yield entry
            entry = entry.previous
