"""A meeting and its parts as frozen values, and what a command, an event and a refusal are.

Times are integers: milliseconds since 1970 UTC (`at`, `*_since`, `*_at`) or plain milliseconds (`*_ms`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from .layers import Layers
from .reasons import Refused

if TYPE_CHECKING:
    from .places import Places

T = TypeVar("T")

STATES = ("member_state", "observer_state", "concerned_country")
"""The categories of States."""

REHEARSAL_MS = 6 * 3_600_000
"""A sitting that opens earlier than this before its booking is not the real one: a setting, not a rule."""


def private(default: Any) -> Any:
    """A field of an event for names of people or free words; the store keeps it apart, where it can be erased."""
    return field(default=default, metadata={"private": True})


class Role(StrEnum):
    """What a pass lets its bearer be."""

    CHAIR = "chair"
    DESK = "desk"
    DELEGATE = "delegate"
    PANELLIST = "panellist"
    SCREEN = "screen"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Presser:
    """Who gave a command: the name of the pass (`chair`, `delegate:FR`), its role and its seat, if it has one."""

    name: str
    role: Role
    seat: str | None = None

    def owns(self, seat: str) -> bool:
        """Chair and desk may act for every seat; anybody else for the seat of the pass alone."""
        return self.role in (Role.CHAIR, Role.DESK) or self.seat == seat


@dataclass(frozen=True, slots=True)
class Rules:
    """How this meeting keeps its list. What the United Nations does not lay down is a setting, never called a rule.

    `order` names a function of `ordering.py`; `kept` says how many places of each `block` speakers are kept for a kind;
    `budgets` are minutes in all of a kind, or of several that share them (`nhri+ngo`), divided by their places when the
    list closes. `clock_by_hand`: giving the floor leaves the clock at rest until the chair starts it. `reply_kinds` and
    `point_kinds` are the categories that may reply and raise points of order. `closing_gives_way`: the forecast lets
    speakers use the time of the wrap-up and the closing.
    """

    order: str = "receipt"
    closes_after_ms: int | None = None
    places_each: int = 1
    kept: Mapping[str, int] = field(default_factory=dict)
    block: int = 15
    budgets: Mapping[str, int] = field(default_factory=dict)
    replies_each: int = 2
    reply_seconds: tuple[int, ...] = (180, 120)
    reply_kinds: tuple[str, ...] = STATES
    point_seconds: int = 60
    point_kinds: tuple[str, ...] = STATES
    handover_ms: int = 20_000
    clock_by_hand: bool = False
    closing_gives_way: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """Whoever may be given the floor. A State's id is its ISO 3166-1 code and its name comes from that code.

    `sort` is that name in the meeting's language, filled in when the meeting is planned: a draw by alphabet goes by it.
    A seat with a `name` of its own goes by that one. `replaced`: another person speaks in an item instead of this one.
    """

    id: str
    category: str
    name: str = ""
    title: str = ""
    of: str = ""
    sort: str = ""
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """Speaking time: what was granted, what was measured so far, and since when it runs."""

    limit_ms: int
    elapsed_ms: int = 0
    running_since: int | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody has, or had, the floor. `state`: on, interrupted, ended, absent, put_back.

    `point` is the point of order that it makes.
    """

    id: str
    seat: str
    clock: Clock
    began_at: int
    item: str | None = None
    inscription: str | None = None
    form: str = "statement"
    on_behalf_of: str = ""
    state: str = "on"
    ended_at: int | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Inscription:
    """A place on a list.

    `state`: waiting, late, speaking, heard, absent, withdrawn, removed, not_reached, refused (late and not admitted),
    submitted (a text that is not delivered).
    `placed`: put there by hand, so that no order of the list moves it (`swapped`: by an exchange); `priority`: first by
    a decision of the desk.
    `reply_to` is the speech that a reply is about, `turn` which right of reply it is, from 1.
    `missed` counts how often it was called while nobody was there.
    """

    id: str
    seat: str
    list: str
    at: int
    form: str = "statement"
    on_behalf_of: str = ""
    source: str = "phone"
    note: str = ""
    to: str | None = None
    state: str = "waiting"
    priority: bool = False
    placed: bool = False
    reply_to: str | None = None
    turn: int = 0
    missed: int = 0
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """How the order of a list was drawn: anybody who has the method and the seed can draw it again.

    `order` is what came of it, as ids of inscriptions.
    """

    method: str
    seed: str
    letter: str = ""
    order: tuple[str, ...] = ()
    at: int = 0


@dataclass(frozen=True)
class SpeakersList:
    """The places of one list, or (`kind` replies) the rights of reply of one sitting. Without slots, for `changed`.

    `waiting` is in order of call; `past` in the order in which they left the waiting ones. `opened_at` is when it was
    first opened, `since` when it was last opened, closed or given another end. `shares` are the seconds by kind to
    which a pooled time came when the list closed; they win over the speaking time of the kind.
    """

    id: str
    items: tuple[str, ...]
    state: str = "unopened"
    waiting: tuple[Inscription, ...] = ()
    past: tuple[Inscription, ...] = ()
    late: tuple[Inscription, ...] = ()
    kind: str = "speakers"
    since: int | None = None
    opened_at: int | None = None
    closed_at: int | None = None
    closes_at: int | None = None
    drawn: Drawn | None = None
    shares: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """A step of the programme. `speaker` and `speakers` are seats; `list` is the list of speakers that it draws on."""

    id: str
    kind: str
    title: str = ""
    minutes: int | None = None
    speaker: str | None = None
    theme: str = ""
    on_behalf_of: str = ""
    speakers: tuple[str, ...] = ()
    list: str | None = None
    state: str = "planned"
    opened_at: int | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A half-day.

    `start` and `end` are the booking; `until` is when a suspended one means to go on (local time, as said).
    """

    id: str
    start: int
    end: int
    items: tuple[Item, ...]
    theme: str = ""
    state: str = "planned"
    until: str = ""
    opened_at: int | None = None
    closed_at: int | None = None
    resumed_at: int | None = None

    @property
    def stop(self) -> int:
        """When interpretation ends, and so the sitting.

        It is the end of the booking; a sitting that opens outside of it, as a rehearsal does, has its length instead.
        """
        opened = self.opened_at
        if opened is None or self.start - REHEARSAL_MS < opened < self.end:
            return self.end
        return opened + self.end - self.start


@dataclass(frozen=True, slots=True)
class Notice:
    """The chair's words to the speaker or to the hall."""

    id: str
    to: str
    text: str
    at: int
    speech: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A point of order, or (`motion`) a motion that is decided like one.

    `state`: raised, given (it has the floor), heard (its speech is over), ruled, withdrawn, lapsed (the sitting was
    adjourned before it was heard). A heard one may be ruled on, or not.
    """

    id: str
    seat: str
    at: int
    note: str = ""
    state: str = "raised"
    ruling: str = ""
    speech: str | None = None
    motion: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in the log with who did it and when; events of one command share `command`, the first one's version.

    `before` is the entry before it, `act` the newest one before it that chair, desk or clock made: among thousands of
    requests they are few.
    """

    version: int
    event: Event
    at: int
    by: str
    command: int
    before: Entry | None = field(default=None, repr=False, compare=False)
    act: Entry | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Meeting:
    """Everything that the room knows, at one version.

    `floor` names the speech that is on; `past` chains the log, newest first. `undone` are the commands that were taken
    back and not restored, `places` finds inscriptions, and `stops` are earlier versions, oldest first, without what was
    taken back: all three follow from the rest. Without slots, for `changed`.
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
    speeches: Layers[Speech] = field(default_factory=Layers)
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
    past: Entry | None = field(default=None, repr=False, compare=False)
    undone: frozenset[int] = field(default=frozenset(), repr=False, compare=False)
    at_hand: tuple[tuple[Sitting, ...], Sitting | None] | None = field(default=None, repr=False, compare=False)
    places: Places | None = field(default=None, repr=False, compare=False)
    stops: tuple[Meeting, ...] = field(default=(), repr=False, compare=False)

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

    def entries(self) -> Iterator[Entry]:
        """The log, newest first."""
        entry = self.past
        while entry:
            yield entry
            entry = entry.before


def changed(value: T, **changes: Any) -> T:
    """A frozen value with other values in some of its fields, as `dataclasses.replace` makes it, in half the time.

    A fold does little else. Raises TypeError for a field that it does not have.
    """
    cls: Any = type(value)
    after: T = object.__new__(cls)
    if hasattr(value, "__dict__"):
        object.__setattr__(after, "__dict__", {**vars(value), **changes})
        if len(vars(after)) > len(vars(value)):
            raise TypeError(f"{cls.__name__} has no {', '.join(changes.keys() - vars(value).keys())}")
        return after
    get, put = _slots(cls)
    for write, kept in zip(put.values(), get(value), strict=False):
        write(after, kept)
    for name, new in changes.items():
        if name not in put:
            raise TypeError(f"{cls.__name__} has no {name}")
        put[name](after, new)
    return after


@cache
def _slots(cls: type[Any]) -> tuple[Callable[[Any], tuple[Any, ...]], dict[str, Callable[[Any, Any], None]]]:
    """How to read all fields of a value with slots at once (one comes twice: of a single one it is no tuple), and how
    to write each by name.
    """
    names = [field.name for field in fields(cls)]
    return attrgetter(*names, *names[:1]), {name: getattr(cls, name).__set__ for name in names}


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


class Command(ABC):
    """Something that somebody wants.

    It is decided against the meeting as it is and answers with events or a refusal.
    """

    __slots__ = ()

    @abstractmethod
    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        """The events that follow from it now, or why not. Raises nothing."""
