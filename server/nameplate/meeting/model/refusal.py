"""Refusals of commands. They are values and not exceptions, because a refusal is normal in a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Reason(StrEnum):
    """Why a command was refused. `wording/refusals.py` has the sentence for each. The strings are part of the API."""

    FORBIDDEN = "forbidden"
    NOT_YOURS = "not_yours"
    NO_SEAT = "no_seat"
    REPLIES_SPENT = "replies_spent"
    REPLY_NOT_FOR_CATEGORY = "reply_not_for_kind"
    POINT_ON = "point_on"
    POINT_RAISED = "point_raised"
    POINT_NOT_FOR_CATEGORY = "point_not_for_kind"
    ALREADY = "already"
    OVERTAKEN = "overtaken"
    LIST_CLOSED = "list_closed"
    NO_LIST = "no_list"
    NOT_IN_WINDOW = "not_in_window"
    LIST_EMPTY = "list_empty"
    ALREADY_INSCRIBED = "already_inscribed"
    NOT_WAITING = "not_waiting"
    FLOOR_TAKEN = "floor_taken"
    FLOOR_FREE = "floor_free"
    HAS_FLOOR = "has_floor"
    NO_SPEAKER = "no_speaker"
    REPLACED = "replaced"
    SITTING_NOT_OPEN = "sitting_not_open"
    SITTING_SUSPENDED = "sitting_suspended"
    SITTING_OPEN = "sitting_open"
    SITTING_OVER = "sitting_over"
    MEETING_BEGUN = "meeting_begun"
    IN_REHEARSAL = "in_rehearsal"
    ITEM_OVER = "item_over"
    ITEM_NOT_OPEN = "item_not_open"
    NO_STATEMENTS = "no_statements"
    SIGNAL_TOO_SOON = "signal_too_soon"
    RESTS_ON_IT = "rests_on_it"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOTHING_TO_REDO = "nothing_to_redo"
    DELEGATIONS_OWN = "delegations_own"
    BOOTHS_OWN = "booths_own"
    NOT_REMOTE = "not_remote"
    UNKNOWN_SEAT = "unknown_seat"
    UNKNOWN_ITEM = "unknown_item"
    UNKNOWN_SITTING = "unknown_sitting"
    UNKNOWN_SPEECH = "unknown_speech"
    UNKNOWN_INSCRIPTION = "unknown_inscription"
    UNKNOWN_POINT = "unknown_point"
    UNKNOWN_NOTICE = "unknown_notice"
    UNKNOWN_STATEMENT = "unknown_statement"
    UNKNOWN_VERSION = "unknown_version"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Refused:
    """The answer to a refused command: a code, and the values for its sentence."""

    reason: Reason
    facts: Mapping[str, str | int] = field(default_factory=dict)
