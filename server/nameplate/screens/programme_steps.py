"""The items of the sitting that screens show (see `shown_sitting`)."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Item, Threshold
from nameplate.wording.labels import ITEM_KIND_LABELS
from nameplate.wording.language import Words, item_title

from .meeting_status import shown_sitting


@dataclass(frozen=True, slots=True)
class ProgrammeStep:
    """An item of the programme."""

    id: str
    kind: str
    kind_label: str
    title: str
    speaker: str
    minutes: int | None
    state: str
    holds_floor: bool
    amber: Threshold
    red: Threshold


def programme_steps(meeting: Meeting, words: Words) -> tuple[ProgrammeStep, ...]:
    """The items of the sitting that screens show (see `shown_sitting`)."""
    sitting = shown_sitting(meeting)
    floor_item = meeting.speech.item if meeting.speech else None
    return tuple(_step(meeting, words, item, item.id == floor_item) for item in (sitting.items if sitting else ()))


def _step(meeting: Meeting, words: Words, item: Item, holds_floor: bool) -> ProgrammeStep:
    seat = meeting.seats.get(item.speaker or "")
    title = item_title(words, meeting, item.id)
    speaker = words.seat_name(seat) if seat else ""
    kind = words.translate(ITEM_KIND_LABELS[item.kind])
    amber, red = item.warn or meeting.rules.warn, item.last or meeting.rules.last
    return ProgrammeStep(item.id, item.kind, kind, title, speaker, item.minutes, item.state, holds_floor, amber, red)
