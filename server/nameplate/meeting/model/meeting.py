"""The meeting as one frozen value, and the events and entries of its log."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .inscription_index import InscriptionIndex, build_index
from .persistent_map import PersistentMap
from .values import (
    AuxiliaryTimer,
    BoothSignal,
    Item,
    Notice,
    Point,
    ReadyMessage,
    RemoteState,
    Rules,
    Seat,
    Sitting,
    SpeakersList,
    Speech,
    Statement,
)


class Event(ABC):
    """A change that happened.

    The log stores events for ever, by class name. A new field needs a default; a field is never renamed.
    """

    __slots__ = ()

    @abstractmethod
    def apply(self, meeting: Meeting, at: int) -> Meeting:
        """The meeting after the event. `meeting.version` is already the event's version. Raises `DoesNotApply`."""


def private(default: Any) -> Any:
    """A field of an event for names of people or free text. The store keeps it separately, so that it can be erased."""
    return field(default=default, metadata={"private": True})


class DoesNotApply(Exception):
    """The event is impossible in this state of the meeting, for example because an earlier command was undone."""


def require(condition: bool, fact: str) -> None:
    """Raise `DoesNotApply` unless the condition is true. `fact` describes the condition."""
    if not condition:
        raise DoesNotApply(fact)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An event in the log, with its time and the name of the pass that caused it.

    `command` is the version of the first event of the same command. `previous` is the entry before this one.
    `last_moderation` is the newest earlier entry of the chair, the desk or the room's timer. Through these links,
    searches skip thousands of requests of delegations.
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

    `floor` is the id of the current speech. `rehearsal` is the version at which a rehearsal began, or 0. `statements`
    has the attached texts, by `statements.target_key`, and `remote` the connections of remote delegations, by seat.
    `newest_entry` is the newest entry of the log, which is a linked list. `undone` are the commands that were undone
    and not restored, and those of rehearsals that have ended. `snapshots` are earlier versions, oldest first, without
    the undone commands. A `cached_` field holds the last result of the property with this name, and its input. These
    fields follow from the other fields, so they are not compared. The class has no slots, because `changed` copies
    `__dict__`.
    """

    code: str = ""
    title: str = ""
    body: str = ""
    room: str = ""
    timezone: str = "UTC"
    limits: Mapping[str, int] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)
    messages: tuple[str, ...] = ()
    other_messages: tuple[ReadyMessage, ...] = ()
    colour: str = ""
    logo: str = ""
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
    booth_signals: tuple[BoothSignal, ...] = ()
    join_shown: bool = False
    auxiliary_timer: AuxiliaryTimer | None = None
    podium_dark: bool = False
    podium_flashed_at: int | None = None
    rehearsal: int = 0
    statements: Mapping[str, Statement] = field(default_factory=dict)
    remote: Mapping[str, RemoteState] = field(default_factory=dict)
    version: int = 0
    at: int = 0
    newest_entry: LogEntry | None = field(default=None, repr=False, compare=False)
    undone: frozenset[int] = field(default=frozenset(), repr=False, compare=False)
    cached_sitting: tuple[tuple[Sitting, ...], Sitting | None] | None = field(default=None, repr=False, compare=False)
    cached_inscriptions: InscriptionIndex | None = field(default=None, repr=False, compare=False)
    snapshots: tuple[Meeting, ...] = field(default=(), repr=False, compare=False)

    @property
    def speech(self) -> Speech | None:
        """The current speech."""
        return self.speeches[self.floor] if self.floor else None

    @property
    def sitting(self) -> Sitting | None:
        """The sitting that is open or suspended."""
        cached = self.cached_sitting
        if cached is None or cached[0] is not self.sittings:
            found = next((s for s in self.sittings if s.state in ("open", "suspended")), None)
            cached = (self.sittings, found)
            object.__setattr__(self, "cached_sitting", cached)
        return cached[1]

    @property
    def inscriptions(self) -> InscriptionIndex:
        """All inscriptions by id and by seat. Most changes update the index. After other changes it is rebuilt."""
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
        """The speech that began last. It may have ended."""
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
