"""Who is next: the order of receipt, and the order of the programme."""

from __future__ import annotations

from dataclasses import dataclass

from .inscriptions import open_list, replies_list, the_list
from .state import Inscription, Item, Meeting, SpeakersList


@dataclass(frozen=True, slots=True)
class NextUp:
    """Who would be called now, and from which item or place on the list."""

    seat: str
    item: str | None = None
    inscription: Inscription | None = None


def by_receipt(speakers: SpeakersList) -> Inscription | None:
    """First come, first called (rules 68 and 109 of the General Assembly), after the moves made on the list."""
    return next(iter(speakers.waiting), None)


def next_up(meeting: Meeting) -> NextUp | None:
    """The speaker of the open item who has not spoken in it, else the first on the list at hand."""
    item = meeting.item
    if item and (seat := unheard_speaker(meeting, item)):
        return NextUp(seat, item.id)
    at_hand = the_list(meeting, None)
    speakers = at_hand if isinstance(at_hand, SpeakersList) else open_list(meeting)
    first = by_receipt(speakers) if speakers else None
    if first is None and (speakers is None or speakers.state != "open"):
        replies = replies_list(meeting)
        first = by_receipt(replies) if replies else None
    return NextUp(first.seat, item.id if item else None, first) if first else None


def unheard_speaker(meeting: Meeting, item: Item) -> str | None:
    """Whom the programme foresees in this item and who has not had the floor in it; panellists in their order."""
    foreseen = (item.speaker,) if item.speaker else item.speakers
    heard = {s.seat for s in meeting.speeches.values() if s.item == item.id and s.state != "put_back"}
    return next((seat for seat in foreseen if seat not in heard), None)
