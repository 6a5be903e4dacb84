"""The shape of the state of a meeting for programs. `json_picture` makes it, and the OpenAPI document describes it.

Keys that end in `_ms` are milliseconds; a point in time counts from 1970 UTC. Ids are those of the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NotRequired, TypedDict

from msgspec import Meta

from nameplate.meeting.booth_signals import SIGNALS
from nameplate.meeting.floor.points_of_order import MOTIONS
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.notices import ADDRESSEES
from nameplate.meeting.programme.items import ITEM_KINDS
from nameplate.meeting.remote_delegations import MICROPHONE_STATES
from nameplate.meeting.speakers_list.desk_inscriptions import ADVANCE, SOURCES
from nameplate.meeting.speakers_list.heard_speeches import FORMS_NOT_COUNTED
from nameplate.meeting.speakers_list.inscription_checks import FORMS
from nameplate.meeting.speakers_list.lots import METHODS
from nameplate.meeting.statements import STATEMENT_MEDIA


def one_of(*words: str) -> Meta:
    """The words that a text can be."""
    return Meta(extra_json_schema={"enum": [*words]})


Category = Annotated[str, one_of(*CATEGORIES, "chair")]
Form = Annotated[str, one_of(*FORMS, *FORMS_NOT_COUNTED)]
Language = Annotated[str, Meta(description="An ISO 639 code, or empty.")]
Text = Annotated[str, one_of("", "provided", "check_against_delivery")]
ListState = Annotated[str, one_of("unopened", "open", "closed")]


class Statement(TypedDict):
    """The attached text of a speech, for a pass that may read it now: `GET /m/{code}/statement/{id}`.

    `size` is in bytes, `digest` is the SHA-256. `spoken` says whether the speech has ended.
    """

    id: str
    media: Annotated[str, one_of(*STATEMENT_MEDIA)]
    size: int
    digest: str
    at_ms: int
    spoken: bool


class Speaker(TypedDict):
    seat: str
    name: str
    title: str


class Item(TypedDict):
    """An item of the programme. `minutes` is null if it has no planned length. `speakers` are seats.

    `statement` is the text of its `speaker`.
    """

    id: str
    kind: Annotated[str, one_of(*ITEM_KINDS)]
    title: str
    state: Annotated[str, one_of("planned", "open", "closed", "skipped")]
    minutes: int | None
    speaker: Speaker | None
    speakers: list[str]
    theme: str
    on_behalf_of: str
    language: Language
    text: Text
    statement: Statement | None
    list: str | None


class Sitting(TypedDict):
    """A sitting. `start` and `end` are its booking, as ISO 8601 with the offset of the meeting's time zone.

    Delegations can inscribe in advance between the times `inscribe_from_ms` and `inscribe_until_ms`, if these are set.
    """

    id: str
    state: Annotated[str, one_of("planned", "open", "suspended", "adjourned")]
    start: str
    end: str
    theme: str
    inscribe_from_ms: int | None
    inscribe_until_ms: int | None
    items: list[Item]


class Clock(TypedDict):
    """The clock of a speech. While it runs, the elapsed time is `elapsed_ms + now - running_since_ms`.

    The phases `warn` and `last` begin when `warn_left_ms` and `last_left_ms` are left.
    """

    limit_ms: int
    elapsed_ms: int
    running_since_ms: int | None
    warn_left_ms: int
    last_left_ms: int
    phase: Annotated[str, one_of("calm", "warn", "last", "over")]


class Floor(TypedDict):
    """The current speech. `interrupted` is the speech that waits during a point of order."""

    speech: str
    seat: str
    name: str
    category: Category
    form: Form
    on_behalf_of: str
    language: Language
    text: Text
    statement: Statement | None
    item: str | None
    inscription: str | None
    turn: int | None
    interrupted: str | None
    clock: Clock


class Upcoming(TypedDict):
    """One of the next calls. `inscription` is null when the call does not come from a list."""

    seat: str
    name: str
    inscription: str | None
    language: Language
    text: Text
    statement: Statement | None


class StepValues(TypedDict, total=False):
    """The fields of the next command. Those that it does not have are left out."""

    sitting: str
    item: str
    point: str
    speech: str
    after: str
    ending: bool


class StepToTake(TypedDict):
    """What the chair's key does now. `values` are the fields of the command."""

    command: str
    values: StepValues
    label: str
    read_aloud: str


class Inscription(TypedDict):
    """An inscription. `note` and the dignitary are only for the chair, the desk and the delegation itself.

    `received_ms` is the time of receipt. `raised_ms` is the time at which a hand was raised in a conference system. It
    is null for all other requests. With the source `advance`, `late` means that the desk has not confirmed it.
    `language` is "" if nobody has said it.
    """

    id: str
    seat: str
    name: str
    category: Category
    form: Form
    on_behalf_of: str
    source: Annotated[str, one_of(*SOURCES, ADVANCE)]
    received_ms: int
    raised_ms: int | None
    state: Annotated[
        str,
        one_of(
            *("waiting", "late", "speaking", "heard", "absent"),
            *("withdrawn", "removed", "not_reached", "refused", "submitted"),
        ),
    ]
    place: int | None
    priority: bool
    to: str | None
    reply_to: str | None
    missed: int
    turn: int | None
    statement: Statement | None
    language: str
    note: NotRequired[str]
    dignitary: NotRequired[str]
    dignitary_title: NotRequired[str]


class WaitingInscription(Inscription):
    """An inscription that waits. `reason` says why it is at its place: a `code`, and values that belong to it."""

    reason: dict[str, str | int]


class Draw(TypedDict):
    method: Annotated[str, one_of(*METHODS)]
    seed: str
    letter: str


class SpeakersList(TypedDict):
    """A list of speakers, or the rights of reply of a sitting. `inscriptions` wait, in the order of the calls."""

    id: str
    items: list[str]
    state: ListState
    inscriptions: list[WaitingInscription]
    late: list[Inscription]
    closes_at_ms: int | None
    drawn: Draw | None
    heard: list[Inscription]
    absent: list[Inscription]
    withdrawn: list[Inscription]
    not_reached: list[Inscription]
    submitted: list[Inscription]
    refused: list[Inscription]
    removed: list[Inscription]


class PointOfOrder(TypedDict):
    """A point of order or a motion. `note` and `ruling` are for the chair, the desk and the delegation itself."""

    id: str
    seat: str
    name: str
    motion: Annotated[str, one_of(*MOTIONS)]
    state: Annotated[str, one_of("raised", "given", "heard", "ruled", "withdrawn", "lapsed")]
    note: NotRequired[str]
    ruling: NotRequired[str]


class Notice(TypedDict):
    """A message on the screens. `seat` is the delegation to which it was sent."""

    id: str
    to: Annotated[str, one_of(*ADDRESSEES)]
    seat: str | None
    text: str


class BoothSignal(TypedDict):
    signal: Annotated[str, one_of(*SIGNALS)]
    since_ms: int
    until_ms: int


class RemoteDelegation(TypedDict):
    """A delegation that takes part from elsewhere. All keys but `seat` are only for the chair, the desk and bridges.

    A bridge reports `in_conference`, `microphone` and `hand`. `tested_ms` is the last test of the delegation's own
    connection, which took `round_trip_ms`. Both are null without a test.
    """

    seat: str
    in_conference: NotRequired[bool]
    microphone: NotRequired[Annotated[str, one_of(*MICROPHONE_STATES)]]
    hand: NotRequired[bool]
    reported_ms: NotRequired[int | None]
    tested_ms: NotRequired[int | None]
    round_trip_ms: NotRequired[int | None]


class AuxiliaryTimer(TypedDict):
    text: str
    ends_at_ms: int


class Turn(TypedDict):
    """When a waiting inscription will probably be called. The times are null if it is not reached before the end."""

    inscription: str
    ahead: int
    reached: bool
    begins_ms: int | None
    earliest_ms: int | None
    latest_ms: int | None


class Forecast(TypedDict):
    """What to expect if nobody changes anything. `cut` is the first inscription that is not reached."""

    floor_free_ms: int | None
    list: str | None
    turns: list[Turn]
    cut: str | None
    stop_ms: int | None
    item_ends_ms: int | None
    item_over_ms: int | None
    sitting_ends_ms: int | None
    sitting_over_ms: int | None
    fits: Mapping[str, int]
    all_fit_with_ms: int | None


class Lists(TypedDict):
    """The lists of speakers, and the rights of reply of each sitting."""

    lists: list[SpeakersList]
    rights_of_reply: list[SpeakersList]


class Picture(Lists):
    """The whole picture that a pass may see. `next_step` is null for all but the chair and the desk."""

    version: int
    now_ms: int
    code: str
    title: str
    body: str
    room: str
    timezone: str
    sittings: list[Sitting]
    floor: Floor | None
    next: list[Upcoming]
    next_step: StepToTake | None
    own_seat: str | None
    points_of_order: list[PointOfOrder]
    limits: Mapping[str, int]
    notices: list[Notice]
    booth_signals: list[BoothSignal]
    remote_delegations: list[RemoteDelegation]
    join_shown: bool
    auxiliary_timer: AuxiliaryTimer | None
    podium_dark: bool
    rehearsal: bool
    forecast: Forecast


class State(Picture):
    """The picture as it is sent. `outdated` is true while other nodes may have a newer version; otherwise absent."""

    outdated: NotRequired[bool]
