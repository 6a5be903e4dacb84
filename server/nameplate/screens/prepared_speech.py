"""What the files of the meeting say about a speech: its language, and whether the interpreters have its text."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Item, Speech
from nameplate.wording.labels import TEXT_LABELS
from nameplate.wording.language import Words

from .inscription_views import InscriptionView


@dataclass(frozen=True, slots=True)
class Prepared:
    """The language of a speech and its text, in words or as stored. Both are "" if nobody knows."""

    language: str
    text: str

    def in_words(self, words: Words) -> Prepared:
        return Prepared(words.language_name(self.language), words.label(TEXT_LABELS, self.text))


def prepared_speech(meeting: Meeting, seat: str, item: Item | None) -> Prepared:
    """About the speech of a seat in an item. A person who replies is expected to speak as in the own item."""
    own = item if item and item.speaker == seat else None
    foreseen = next((each.language for each in meeting.items() if each.speaker == seat and each.language), "")
    language = (own.language if own else "") or meeting.seats[seat].language or foreseen
    return Prepared(language, own.text if own else "")


def current_speech(meeting: Meeting, speech: Speech) -> Prepared:
    return prepared_speech(meeting, speech.seat, next((i for i in meeting.items() if i.id == speech.item), None))


def next_speech(meeting: Meeting, speaker: InscriptionView) -> Prepared:
    return prepared_speech(meeting, speaker.seat, item_to_come(meeting, speaker))


def item_to_come(meeting: Meeting, speaker: InscriptionView) -> Item | None:
    """The item in which a speaker from the programme speaks next, if it is the speaker's own."""
    items = (i for i in meeting.items() if i.speaker == speaker.seat and i.state in ("open", "planned"))
    return next(items, None) if speaker.id is None else None
