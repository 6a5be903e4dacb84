"""The parts of a meeting as frozen values.

Times are integers: milliseconds since 1970 UTC (`at`, `*_since`, `*_at`) or plain milliseconds (`*_ms`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .categories import STATE_CATEGORIES

REHEARSAL_MS = 6 * 3_600_000
"""A sitting that opens more than 6 hours before its booking is a rehearsal. A setting, not a rule."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """When a warning of the clock begins: when `ms` are left, but not before `percent` of the speaking time are left.

    With `ms` None, only the share counts.
    """

    ms: int | None
    percent: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules and settings of this meeting.

    `order` is a key of `ORDERS` in `speakers_list/orders.py`.
    `inscriptions_each`: how many waiting inscriptions a seat may have on one list of speakers.
    `reserved_per_block`: by category, the inscriptions reserved in each block of `block_size` speakers.
    `budgets`: minutes by category, or by several categories that share a time (`nhri+ngo`). When the list closes, they
    are divided by the number of inscriptions.
    `reply_categories` and `point_categories`: the categories that may reply, and that may raise points of order.
    `clock_by_hand`: after the floor is given, the clock waits until the chair starts it.
    `closing_gives_way`: in the forecast, speakers may use the time of the wrap-up and the closing.
    `warn` and `last`: when the first and the last warning of the clock begin. An item may have its own.
    `statements`: whether texts of speeches are `kept`, `published` after the speech, or `off`.
    `self_service`: a phone with only the join link may ask to become a device of a delegation. The desk admits it.

    The log stores some of these fields under older names: see `store/codec.py`.
    """

    order: str = "receipt"
    closes_after_ms: int | None = None
    inscriptions_each: int = 1
    reserved_per_block: Mapping[str, int] = field(default_factory=dict)
    block_size: int = 15
    budgets: Mapping[str, int] = field(default_factory=dict)
    replies_each: int = 2
    reply_seconds: tuple[int, ...] = (180, 120)
    reply_categories: tuple[str, ...] = STATE_CATEGORIES
    point_seconds: int = 60
    point_categories: tuple[str, ...] = STATE_CATEGORIES
    handover_ms: int = 20_000
    clock_by_hand: bool = False
    closing_gives_way: bool = False
    warn: Threshold = Threshold(60_000, 50)
    last: Threshold = Threshold(30_000, 25)
    statements: str = "kept"
    self_service: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """A delegation or a person that may be given the floor.

    The id of a State is its ISO 3166-1 code. Its name comes from this code, unless the seat has a `name`. `sort` is the
    name in the language of the meeting, for a draw by alphabet. It is set when the programme file is read. `replaced`
    says that another person speaks instead of this person in some item. `language` is the language in which a
    delegation will speak, as an ISO 639 code, or "". `remote` says that the delegation takes part from elsewhere.
    """

    id: str
    category: str
    name: str = ""
    title: str = ""
    of: str = ""
    sort: str = ""
    replaced: bool = False
    language: str = ""
    remote: bool = False


@dataclass(frozen=True, slots=True)
class RemoteState:
    """What is known about the connection of a remote delegation.

    A bridge reports `in_conference`, `microphone` (on, muted, or "" if unknown), and `hand`: the hand is raised there
    now. `reported_at` is None if no bridge has reported anything, or since `forgotten_at`, when the bridge was gone and
    nothing was known any more. `tested_at` is the delegation's last test of its own
    connection, which took `round_trip_ms` to the server and back. `live` says that the test received live changes.
    """

    in_conference: bool = False
    microphone: str = ""
    hand: bool = False
    reported_at: int | None = None
    tested_at: int | None = None
    round_trip_ms: int = 0
    live: bool = False
    forgotten_at: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of a speech. `elapsed_ms` counts up to `running_since`, which is None while the clock is paused."""

    limit_ms: int
    elapsed_ms: int = 0
    running_since: int | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """The time for which a seat has, or had, the floor.

    `state`: on, interrupted, ended, absent, put_back. `point` is the id of the point of order that the speech makes.
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
    """The request of a seat on a list.

    `state`: waiting, late, speaking, heard, absent, withdrawn, removed, not_reached, refused (late and not admitted),
    submitted (a text that is not delivered).
    `placed`: moved by hand, so that no order moves it. `swapped`: moved by a swap.
    `priority`: placed first, by a decision of the desk or the chair.
    `reply_to` is the id of the speech to which a reply answers. `turn` is the number of a right of reply, from 1.
    `missed` is the number of calls at which the speaker was absent.
    With the `source` "advance" it was made before the sitting; then `late` means that the desk has not confirmed it.
    `language` is that of the speech, as an ISO 639 code. `dignitary` is the name of a person of rank who will speak.
    `raised_at` is the time at which a hand was raised in a conference system. None for all other requests. For a
    raised hand, `at` is the time of receipt that counts, which may differ: see `speakers_list/raised_hands.py`.
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
    language: str = ""
    dignitary: str = ""
    dignitary_title: str = ""
    raised_at: int | None = None


@dataclass(frozen=True, slots=True)
class LotDraw:
    """A draw of the order of a list. Method and seed are enough to repeat it.

    `order` is the result, as ids of inscriptions. In a draw by alphabet, the order begins with `letter`.
    """

    method: str
    seed: str
    letter: str = ""
    order: tuple[str, ...] = ()
    at: int = 0


@dataclass(frozen=True)
class SpeakersList:
    """A list of speakers, or the rights of reply of one sitting (`purpose`: speakers, replies).

    `state`: unopened, open, closed. `waiting` is in the order of the calls. `past` is in the order in which
    inscriptions left `waiting`. `late` are requests that still need a decision: they came after
    the list was closed, or in advance.
    `opened_at` is the time of the first opening. `since` is the time of the last change of `state`.
    `shares`: seconds by category, after a shared time was divided when the list closed. They replace the speaking time.
    The class has no slots, because `changed` copies `__dict__`. The log stores some of these fields under older names:
    see `store/codec.py`.
    """

    id: str
    items: tuple[str, ...]
    state: str = "unopened"
    waiting: tuple[Inscription, ...] = ()
    past: tuple[Inscription, ...] = ()
    late: tuple[Inscription, ...] = ()
    purpose: str = "speakers"
    since: int | None = None
    opened_at: int | None = None
    closed_at: int | None = None
    closes_at: int | None = None
    draw: LotDraw | None = None
    shares: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the programme. `speaker` and `speakers` are ids of seats, `list` is the id of its list of speakers.

    `language` is the language of the speaker, as an ISO 639 code. `text`: provided, check_against_delivery (the
    interpreters have a text, and the speaker may change it). Both are "" if nobody knows.
    """

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
    warn: Threshold | None = None
    last: Threshold | None = None
    language: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A half-day.

    `state`: planned, open, suspended, adjourned. `start` and `end` are the booking.
    `until` is the local time at which a suspended sitting will resume, as text that the chair entered.
    Delegations can inscribe in advance from `inscribe_from` until `inscribe_until`. Both are 0 if they cannot.
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
    inscribe_from: int = 0
    inscribe_until: int = 0

    @property
    def ends_at(self) -> int:
        """The booked end of the sitting, when interpretation ends.

        A sitting that opens outside of its booking, such as a rehearsal, lasts as long as booked from its opening.
        """
        opened = self.opened_at
        if opened is None or self.start - REHEARSAL_MS < opened < self.end:
            return self.end
        return opened + self.end - self.start

    @property
    def begins_at(self) -> int:
        """The booked beginning, or the opening if the sitting opens outside of its booking."""
        return self.ends_at - (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Notice:
    """A message of the chair or the desk. `to`: speaker, hall, booth, delegation.

    `speech` is the speech during which it was sent, `seat` the delegation to which it was sent.
    """

    id: str
    to: str
    text: str
    at: int
    speech: str | None = None
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class ReadyMessage:
    """A message that can be sent with one press. `to`: speaker, hall, booth."""

    to: str
    text: str


@dataclass(frozen=True, slots=True)
class AuxiliaryTimer:
    """A timer beside the speaker's clock. `ends_at` is UTC in milliseconds."""

    text: str
    ends_at: int


@dataclass(frozen=True, slots=True)
class BoothSignal:
    """A signal of the interpreters. `signal`: slow_down, please_wait. `speech` is the speech that is too fast.

    It is shown until `shown_until`, and can be sent again from `again_at` (UTC, ms).
    """

    signal: str
    at: int
    shown_until: int
    again_at: int
    speech: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A point of order, or a procedural motion, which is handled in the same way. `motion` is the kind of motion.

    `state`: raised, given (it has the floor), heard (its speech has ended), ruled, withdrawn, lapsed (the sitting was
    adjourned before it was heard). The chair need not rule on a point of order that was heard.
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
class Statement:
    """The text of a speech as an attached file. `media`: pdf, docx. `size` is in bytes, `digest` is its SHA-256.

    It belongs to an inscription, or to an item and a seat that the programme names in it.
    """

    id: str
    seat: str
    media: str
    size: int
    digest: str
    at: int
    name: str = ""
    inscription: str | None = None
    item: str | None = None


def foreseen_speakers(item: Item) -> tuple[str, ...]:
    """The seats that the programme names in an item: first its speaker, then the speakers who reply."""
    own = (item.speaker,) if item.speaker else ()
    return tuple(dict.fromkeys((*own, *item.speakers)))
