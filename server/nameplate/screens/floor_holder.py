"""The speaker who has the floor, with the clock, and the speaker who continues after a point of order."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Speech, foreseen_speakers
from nameplate.meeting.programme.speaker_roles import role_or_category
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.speeches.clock import warning_thresholds
from nameplate.wording.labels import MOTION_LABELS
from nameplate.wording.language import Words


@dataclass(frozen=True, slots=True)
class FloorHolder:
    """The speaker who has the floor, with the clock.

    `foreseen` says that the speaker comes from the programme and not from the list. At the first warning, `warn_ms` are
    left; at the last warning, `last_ms` are left. `dignitary` is the name and the title of a person of rank who speaks.
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
    remote: bool
    dignitary: str = ""


def current_holder(meeting: Meeting, words: Words) -> FloorHolder | None:
    """The speaker who has the floor, or None."""
    return _holder(meeting, words, meeting.speech) if meeting.speech else None


def interrupted_holder(meeting: Meeting, words: Words) -> FloorHolder | None:
    """The speaker whom a point of order interrupts, with a paused clock."""
    return _holder(meeting, words, meeting.speeches[meeting.interrupted]) if meeting.interrupted else None


def _holder(meeting: Meeting, words: Words, speech: Speech) -> FloorHolder:
    seat = meeting.seats[speech.seat]
    item = next((i for i in meeting.items() if i.id == speech.item), None)
    foreseen = item is not None and speech.seat in foreseen_speakers(item)
    inscription = find_inscription(meeting, speech.inscription or "")
    dignitary = words.dignitary(inscription) if inscription else ""
    warn, last = warning_thresholds(speech.clock.limit_ms, meeting.rules, item)
    return FloorHolder(
        speech=speech.id,
        seat=seat.id,
        name=words.seat_name(seat),
        formal_name=words.seat_as_addressed(seat, speech.on_behalf_of, dignitary),
        title=seat.title,
        theme=item.theme if item and item.speaker == seat.id else "",
        on_behalf_of=speech.on_behalf_of,
        category_label=words.role(role_or_category(meeting, seat, speech.item)),
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
        remote=seat.remote,
        dignitary=dignitary,
    )


def _form_label(meeting: Meeting, words: Words, speech: Speech) -> str:
    """The label of the form of a speech. For a motion, the label of the motion."""
    motion = next((point.motion for point in meeting.points if point.id == speech.point), "")
    return words.translate(MOTION_LABELS[motion]) if motion else words.form(speech.form)


def speaker_name(meeting: Meeting, words: Words, speech: str | None) -> str:
    """The name of the seat that gave a speech. "" if `speech` is None."""
    found = meeting.speeches.get(speech or "")
    return words.seat_name(meeting.seats[found.seat]) if found else ""
