"""The account of a meeting as frozen values. Names are in the language of the words. All other texts are machine keys.

The field names are the keys of the JSON record: do not rename them. `*_at` fields are milliseconds since 1970 UTC,
`*_ms` fields are milliseconds, `seconds` fields are seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .list_account_values import Change, ListAccount

COUNTING_STATES = ("ended", "on", "interrupted")
"""The states of a speech that was heard or has the floor."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A seat that spoke or requested the floor. `kind` is its category in the record, from `speaker_categories`.

    For a person, `title` is the function, and `of` is the country or the organization.
    """

    seat: str
    name: str
    kind: str
    title: str = ""
    of: str = ""

    @property
    def full_name(self) -> str:
        """The name with the country or organization of a person: Mr. Martin Khor (Malaysia)."""
        return f"{self.name} ({self.of})" if self.of else self.name


@dataclass(frozen=True, slots=True)
class Suspension:
    """A suspension of a sitting. `until_at` is None while the sitting is suspended."""

    since_at: int
    until_at: int | None


@dataclass(frozen=True, slots=True)
class ItemAccount:
    """An item of the programme as it happened. `used_ms` is the time for which it was open.

    `speakers` are names. `people` are the same speakers with function and country.
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
    """A call to speak. `number` is 0 when the speaker was absent or the call was taken back.

    `granted_ms` is the limit at the call, `limit_ms` the limit at the end. `waited_ms` is the time from the call until
    the chair started the clock by hand. `rested_ms` is the later time for which the clock was paused. `reply_to` is the
    number of the intervention that this intervention answers, or 0. `heading` is the heading above it in the record.
    `dignitary` is the name of a person of rank who spoke for the delegation, "" if there was none, or after it was
    erased.
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
    dignitary: str = ""
    dignitary_title: str = ""

    @property
    def counts(self) -> bool:
        """Whether the speaker was heard or has the floor."""
        return self.state in COUNTING_STATES

    @property
    def over_ms(self) -> int:
        """Time used beyond the limit."""
        return max(0, self.used_ms - self.limit_ms) if self.counts else 0

    @property
    def is_over(self) -> bool:
        """Whether the speaker exceeded the limit by at least one whole second. The clock shows whole seconds."""
        return self.counts and self.used_ms // 1000 > self.limit_ms // 1000

    @property
    def under_ms(self) -> int:
        """The time that was granted but not used."""
        return max(0, self.limit_ms - self.used_ms) if self.counts else 0


@dataclass(frozen=True, slots=True)
class UnheardInscription:
    """An inscription that was not heard.

    `state`: absent, withdrawn, removed, not_reached, refused, not_confirmed, submitted. While the meeting goes on, also
    waiting, late. `left_at` is the time at which it got this state. `dignitary` is the name of a person of rank who
    would have spoken.
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
    dignitary: str = ""
    dignitary_title: str = ""


@dataclass(frozen=True, slots=True)
class PointOfOrder:
    """A point of order or a motion, with the ruling. `interrupted` is the name of the speaker who had the floor."""

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
class AttachedStatement:
    """The text of a speech as an attached file. `number` is the number of the intervention, or 0 if it was not spoken.

    `size` is in bytes, `sha256` is the digest of the file. `file` is the name of the file, "" after it was erased.
    """

    statement: str
    number: int
    who: Speaker
    item: str | None
    item_title: str
    inscription: str | None
    speech: str | None
    attached_at: int
    file: str
    media: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class CategoryTotal:
    """The limits and the speaking time of a category. `over` counts interventions with overtime of a second or more."""

    kind: str
    speakers: int
    interventions: int
    limit_ms: int
    used_ms: int
    over: int
    over_ms: int


@dataclass(frozen=True, slots=True)
class SittingAccount:
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
    """A command that was undone or restored, or a fact that was corrected.

    The `done_*` fields describe the original command.
    """

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
    statements: tuple[AttachedStatement, ...] = ()

    @property
    def interventions(self) -> tuple[Intervention, ...]:
        """All calls to speak, in order of the calls."""
        return tuple(i for sitting in self.sittings for i in sitting.interventions)

    @property
    def unheard(self) -> tuple[UnheardInscription, ...]:
        """All inscriptions that were not heard."""
        return tuple(u for sitting in self.sittings for u in sitting.unheard)
