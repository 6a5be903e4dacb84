"""What a person reads when a command was refused: one sentence for each reason."""

from __future__ import annotations

from collections.abc import Mapping

from nameplate.meeting import Meeting, Reason, Refused

from .language import Words, item_title

SENTENCES: Mapping[Reason, str] = {
    Reason.FORBIDDEN: "This link does not let you do that.",
    Reason.NOT_YOURS: "That belongs to another delegation.",
    Reason.NO_SEAT: "This link has no seat, so it cannot ask for the floor. Use the link or card of your delegation.",
    Reason.REPLIES_SPENT: "Your delegation has used its rights of reply (%(most)s).",
    Reason.REPLY_NOT_FOR_CATEGORY: "The right of reply is for States here.",
    Reason.POINT_ON: "A point of order is being heard. Rule on it first.",
    Reason.POINT_RAISED: "%(seat)s has raised a point of order. Hear it first, or set it aside.",
    Reason.POINT_NOT_FOR_CATEGORY: "Points of order are for States here.",
    Reason.ALREADY: "That is already so. Nothing was changed.",
    Reason.OVERTAKEN: "Somebody else was quicker. Nothing was changed; look again before you press.",
    Reason.LIST_CLOSED: "The list of speakers is not open. Speak to the desk if you wish to be added.",
    Reason.NO_LIST: "There is no list of speakers here.",
    Reason.LIST_EMPTY: "Nobody is waiting on the list of speakers.",
    Reason.ALREADY_INSCRIBED: "Already on the list of speakers, in place %(place)s.",
    Reason.NOT_WAITING: "That place on the list was called or withdrawn meanwhile.",
    Reason.FLOOR_TAKEN: "%(seat)s still has the floor. End that speech first.",
    Reason.FLOOR_FREE: "Nobody has the floor now.",
    Reason.HAS_FLOOR: "%(seat)s has the floor already.",
    Reason.NO_SPEAKER: "No speaker is foreseen for this item.",
    Reason.REPLACED: "Another person speaks instead of %(seat)s.",
    Reason.SITTING_NOT_OPEN: "The sitting is not open. Open it first.",
    Reason.SITTING_SUSPENDED: "The sitting is suspended. Resume it first.",
    Reason.SITTING_OPEN: "Another sitting is still open. Adjourn it first.",
    Reason.SITTING_OVER: "That sitting is adjourned.",
    Reason.ITEM_OVER: "That item is over.",
    Reason.ITEM_NOT_OPEN: "“%(item)s” comes next. Open it first.",
    Reason.RESTS_ON_IT: "That cannot be undone any more: something later rests on it. Undo that first.",
    Reason.NOTHING_TO_UNDO: "There is nothing to undo.",
    Reason.NOTHING_TO_REDO: "There is nothing to redo.",
    Reason.DELEGATIONS_OWN: "A delegation's own request or withdrawal cannot be undone by others.",
    Reason.UNKNOWN_SEAT: "No delegation or person is known here as “%(given)s”.",
    Reason.UNKNOWN_ITEM: "The programme has no such item.",
    Reason.UNKNOWN_SITTING: "The programme has no such sitting.",
    Reason.UNKNOWN_SPEECH: "There was no such speech.",
    Reason.UNKNOWN_INSCRIPTION: "There is no such place on the list of speakers.",
    Reason.UNKNOWN_POINT: "There was no such point of order.",
    Reason.UNKNOWN_NOTICE: "There is no such message.",
    Reason.UNKNOWN_VERSION: "There was no such act.",
    Reason.INVALID: "“%(field)s” cannot be like that. Please correct it.",
}


def sentence(refused: Refused, meeting: Meeting, words: Words) -> str:
    """The reason in the reader's words."""
    facts: dict[str, str | int] = dict(refused.facts)
    seat = meeting.seats.get(str(facts.get("seat", "")))
    if seat:
        facts["seat"] = words.seat_name(seat)
    if "item" in facts:
        facts["item"] = item_title(words, meeting, str(facts["item"]))
    return words.text(SENTENCES[refused.reason], **facts)
