"""A meeting and its parts as frozen values, and what a command, an event and a refusal are.

Times are integers: milliseconds since 1970 UTC (`at`, `*_since`, `*_at`) or plain milliseconds (`*_ms`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .categories import STATES

REHEARSAL_MS = 6 * 3_600_000
"""A sitting that opens earlier than this before its booking is not the real one: a setting, not a rule."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How this meeting keeps its list. What the United Nations does not lay down is a setting, never called a rule.

    `order` names a function of `speakers_list/orders.py`. `kept` says how many places of each `block` speakers are kept
    for a category. `budgets` are minutes in all of a category, or of several that share them (`nhri+ngo`), divided by
    their inscriptions when the list closes. `clock_by_hand`: giving the floor leaves the clock at rest until the chair
    starts it. `reply_kinds` and `point_kinds` are the categories that may reply and raise points of order.
    `closing_gives_way`: the forecast lets speakers use the time of the wrap-up and the closing.
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


def foreseen_speakers(item: Item) -> tuple[str, ...]:
    """The seats that the programme names in an item: its own speaker, then those who reply in it."""
    own = (item.speaker,) if item.speaker else ()
    return tuple(dict.fromkeys((*own, *item.speakers)))
