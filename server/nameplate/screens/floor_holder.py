"""Who has the floor, with the clock; and who goes on after a point of order."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Speech, foreseen_speakers
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.speeches.clock import warning_thresholds
from nameplate.wording.labels import MOTION_LABELS
from nameplate.wording.language import Words


@dataclass(frozen=True, slots=True)
class FloorHolder:
    """Who has the floor, with the clock. `foreseen`: a speaker of the programme, not of the list.

    `warn_ms` and `last_ms` are the times left at the first and at the last warning.
    """

    speech: str
    seat: str
    name: str
    formal_name: str
    title: str
    theme: str
    on_behalf_of: str
    category_label: str
    form: str
    form_label: str
    reply_number: str
    reply_to: str
    inscription: str | None
    limit_ms: int
    warn_ms: int
    last_ms: int
    elapsed_ms: int
    running_since: int | None
    foreseen: bool


def current_holder(meeting: Meeting, words: Words) -> FloorHolder | None:
    """Who has the floor now."""
    return _holder(meeting, words, meeting.speech) if meeting.speech else None


def interrupted_holder(meeting: Meeting, words: Words) -> FloorHolder | None:
    """The speaker whom a point of order interrupts, with a paused clock."""
    return _holder(meeting, words, meeting.speeches[meeting.interrupted]) if meeting.interrupted else None


def _holder(meeting: Meeting, words: Words, speech: Speech) -> FloorHolder:
    seat = meeting.seats[speech.seat]
    item = next((i for i in meeting.items() if i.id == speech.item), None)
    foreseen = item is not None and speech.seat in foreseen_speakers(item)
    inscription = find_inscription(meeting, speech.inscription or "")
    warn, last = warning_thresholds(speech.clock.limit_ms)
    return FloorHolder(
        speech=speech.id,
        seat=seat.id,
        name=words.seat_name(seat),
        formal_name=words.seat_as_addressed(seat, speech.on_behalf_of),
        title=seat.title,
        theme=item.theme if item and item.speaker == seat.id else "",
        on_behalf_of=speech.on_behalf_of,
        category_label=words.category(seat.category),
        form=speech.form,
        form_label=_form_label(meeting, words, speech),
        reply_number=words.reply_number(inscription.turn if inscription else 0),
        reply_to=speaker_name(meeting, words, inscription.reply_to if inscription else None),
        inscription=speech.inscription,
        limit_ms=speech.clock.limit_ms,
        warn_ms=warn,
        last_ms=last,
        elapsed_ms=speech.clock.elapsed_ms,
        running_since=speech.clock.running_since,
        foreseen=foreseen,
    )


def _form_label(meeting: Meeting, words: Words, speech: Speech) -> str:
    """The form of a speech in words; a motion by its name."""
    motion = next((point.motion for point in meeting.points if point.id == speech.point), "")
    return words.translate(MOTION_LABELS[motion]) if motion else words.form(speech.form)


def speaker_name(meeting: Meeting, words: Words, speech: str | None) -> str:
    """The name of the seat that gave a speech; "" for none."""
    found = meeting.speeches.get(speech or "")
    return words.seat_name(meeting.seats[found.seat]) if found else ""
