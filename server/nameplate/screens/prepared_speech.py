"""What the files of the meeting say about a speech: its language, and whether the interpreters have its text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Item, Speech
from nameplate.wording.labels import TEXT_LABELS
from nameplate.wording.language import Words

from .inscription_views import InscriptionView
from .statements import statement_id


@dataclass(frozen=True, slots=True)
class Prepared:
    """The language of a speech and its text, in words or as stored. Both are "" if nobody knows.

    `statement` is the id of the attached text.
    """

    language: str
    text: str
    statement: str = ""

    def in_words(self, words: Words) -> Prepared:
        return Prepared(words.language_name(self.language), words.label(TEXT_LABELS, self.text), self.statement)


def prepared_speech(meeting: Meeting, seat: str, item: Item | None, inscription: str | None = None) -> Prepared:
    """About the speech of a seat in an item. A person who replies is expected to speak as in the own item.

    A delegation may have said its language when it inscribed.
    """
    inscribed = meeting.inscriptions.get(inscription) if inscription else None
    own = item if item and item.speaker == seat else None
    foreseen = next((each.language for each in meeting.items() if each.speaker == seat and each.language), "")
    said = (own.language if own else "") or (inscribed.language if inscribed else "")
    language = said or meeting.seats[seat].language or foreseen
    statement = statement_id(meeting, None, item.id, seat) if item else ""
    return Prepared(language, own.text if own else "", statement)


def current_speech(meeting: Meeting, speech: Speech) -> Prepared:
    item = next((i for i in meeting.items() if i.id == speech.item), None)
    prepared = prepared_speech(meeting, speech.seat, item, speech.inscription)
    if speech.point:
        return replace(prepared, statement="")
    return replace(prepared, statement=statement_id(meeting, speech.inscription, speech.item, speech.seat))


def next_speech(meeting: Meeting, speaker: InscriptionView) -> Prepared:
    prepared = prepared_speech(meeting, speaker.seat, item_to_come(meeting, speaker), speaker.id)
    return replace(prepared, statement=speaker.statement)


def item_to_come(meeting: Meeting, speaker: InscriptionView) -> Item | None:
    """The item in which a speaker from the programme speaks next, if it is the speaker's own."""
    items = (i for i in meeting.items() if i.speaker == speaker.seat and i.state in ("open", "planned"))
    return next(items, None) if speaker.id is None else None
