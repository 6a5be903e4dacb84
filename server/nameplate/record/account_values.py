"""The account of a meeting as frozen values: names in the language of the words, and machine keys for everything else.

Names of fields carry their unit: `*_at` are milliseconds since 1970 UTC, `*_ms` are milliseconds, `seconds` seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .list_account_values import Change, ListAccount

COUNTED = ("ended", "on", "interrupted")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever spoke or asked: the seat, its name, its kind, and for a person the function and where the person is from.

    `of` is a country or an organization.
    """

    seat: str
    name: str
    kind: str
    title: str = ""
    of: str = ""

    @property
    def full_name(self) -> str:
        """The name with the country or the organization of a person: Mr. Martin Khor (Malaysia)."""
        return f"{self.name} ({self.of})" if self.of else self.name


@dataclass(frozen=True, slots=True)
class Suspension:
    """From when and until when a sitting was suspended; None while it lasts."""

    since_at: int
    until_at: int | None


@dataclass(frozen=True, slots=True)
class ItemAccount:
    """An item of the programme as it happened. `used_ms` is the time for which it was open.

    `people` are the `speakers` with their functions and where they are from.
    """

    item: str
    kind: str
    title: str
    theme: str
    speakers: tuple[str, ...]
    people: tuple[Speaker, ...]
    on_behalf_of: str
    state: str
    planned_minutes: int | None
    minutes: int | None
    opened_at: int | None
    closed_at: int | None
    used_ms: int | None


@dataclass(frozen=True, slots=True)
class Intervention:
    """A call to speak. Only one that counts has a number: not one of somebody absent, nor one that was taken back.

    `limit_ms` was in force at the end, `granted_ms` at the call; `waited_ms` is the time from the call until the chair
    started the clock by hand, `rested_ms` the time after that for which it stood still. `reply_to` is the number of the
    intervention that is answered, 0 when it has none. The record files the intervention under `heading`.
    """

    speech: str
    number: int
    who: Speaker
    form: str
    on_behalf_of: str
    item: str | None
    item_title: str
    inscription: str | None
    asked_at: int | None
    source: str
    to: str
    reply_to: int
    reply_to_name: str
    turn: int
    called_at: int
    ended_at: int | None
    granted_ms: int
    limit_ms: int
    used_ms: int
    waited_ms: int
    rested_ms: int
    state: str
    heading: str = ""

    @property
    def counts(self) -> bool:
        """Whether the speaker was heard, or is being heard."""
        return self.state in COUNTED

    @property
    def over_ms(self) -> int:
        """Time used beyond the limit."""
        return max(0, self.used_ms - self.limit_ms) if self.counts else 0

    @property
    def is_over(self) -> bool:
        """Whether a whole second was used beyond the limit, as a clock shows it."""
        return self.counts and self.used_ms // 1000 > self.limit_ms // 1000

    @property
    def under_ms(self) -> int:
        """Time granted and not used."""
        return max(0, self.limit_ms - self.used_ms) if self.counts else 0


@dataclass(frozen=True, slots=True)
class UnheardInscription:
    """A place on a list from which nobody was heard.

    `state`: absent, withdrawn, removed, not_reached, refused, submitted; waiting or late while the meeting goes on.
    `left_at` is when it came to that.
    """

    inscription: str
    list: str
    who: Speaker
    form: str
    on_behalf_of: str
    asked_at: int
    source: str
    turn: int
    state: str
    left_at: int | None


@dataclass(frozen=True, slots=True)
class PointOfOrder:
    """A point of order, or a `motion` decided like one, and the ruling. `interrupted` names who had the floor."""

    point: str
    motion: str
    number: int
    who: Speaker
    raised_at: int
    heard_at: int | None
    note: str
    interrupted: str
    state: str
    ruling: str
    ruled_at: int | None


@dataclass(frozen=True, slots=True)
class CategoryTotal:
    """What one kind of speaker was given and used. `over` counts those who were over by a whole second or more."""

    kind: str
    speakers: int
    interventions: int
    limit_ms: int
    used_ms: int
    over: int
    over_ms: int


@dataclass(frozen=True, slots=True)
class SittingAccount:
    """One half-day."""

    sitting: str
    theme: str
    state: str
    start_at: int
    end_at: int
    opened_at: int | None
    closed_at: int | None
    suspensions: tuple[Suspension, ...]
    programme: tuple[ItemAccount, ...]
    interventions: tuple[Intervention, ...]
    unheard: tuple[UnheardInscription, ...]
    points: tuple[PointOfOrder, ...]
    totals: tuple[CategoryTotal, ...]

    @property
    def rights_of_reply(self) -> tuple[Intervention, ...]:
        """The rights of reply that were exercised, in order."""
        return tuple(i for i in self.interventions if i.form == "right_of_reply" and i.counts)


@dataclass(frozen=True, slots=True)
class Correction:
    """A command that was undone or restored, or an entry that was put right; `done_*` tell of the command itself."""

    act: str
    what: str
    at: int
    by: str
    by_name: str
    done_at: int
    done_by: str
    done_by_name: str


@dataclass(frozen=True, slots=True)
class Account:
    """The record of the deliberations of a meeting up to `version`."""

    code: str
    version: int
    at: int
    title: str
    body: str
    room: str
    timezone: str
    chair: str
    chair_title: str
    sittings: tuple[SittingAccount, ...]
    lists: tuple[ListAccount, ...]
    limits: Mapping[str, int]
    limit_changes: tuple[Change, ...]
    programme_changes: tuple[Change, ...]
    corrections: tuple[Correction, ...]
    totals: tuple[CategoryTotal, ...]

    @property
    def interventions(self) -> tuple[Intervention, ...]:
        """All calls to speak, in order."""
        return tuple(i for sitting in self.sittings for i in sitting.interventions)

    @property
    def unheard(self) -> tuple[UnheardInscription, ...]:
        """All places from which nobody was heard."""
        return tuple(u for sitting in self.sittings for u in sitting.unheard)
