"""A sentence for each reason for which a command can be refused."""

from __future__ import annotations

from collections.abc import Mapping

from nameplate.meeting import Meeting, Reason, Refused

from .language import Words, item_title
from .messages import N_, Message

SENTENCES: Mapping[Reason, Message] = {
    Reason.FORBIDDEN: N_("This link does not let you do that."),
    Reason.NOT_YOURS: N_("That belongs to another delegation."),
    Reason.NO_SEAT: N_(
        "This link has no seat, so it cannot ask for the floor. Use the link or card of your delegation."
    ),
    Reason.REPLIES_SPENT: N_("Your delegation has used its rights of reply (%(most)s)."),
    Reason.REPLY_NOT_FOR_CATEGORY: N_("The right of reply is for States here."),
    Reason.POINT_ON: N_("A point of order is being heard. Rule on it first."),
    Reason.POINT_RAISED: N_("%(seat)s has raised a point of order. Hear it first, or set it aside."),
    Reason.POINT_NOT_FOR_CATEGORY: N_("Points of order are for States here."),
    Reason.ALREADY: N_("That is already so. Nothing was changed."),
    Reason.OVERTAKEN: N_("Somebody else was quicker. Nothing was changed; look again before you press."),
    Reason.LIST_CLOSED: N_("The list of speakers is not open. Speak to the desk if you wish to be added."),
    Reason.NO_LIST: N_("There is no list of speakers here."),
    Reason.LIST_EMPTY: N_("Nobody is waiting on the list of speakers."),
    Reason.ALREADY_INSCRIBED: N_("Already on the list of speakers, in place %(place)s."),
    Reason.NOT_IN_WINDOW: N_("It is not possible now to inscribe in advance."),
    Reason.NOT_WAITING: N_("That place on the list was called or withdrawn meanwhile."),
    Reason.FLOOR_TAKEN: N_("%(seat)s still has the floor. End that speech first."),
    Reason.FLOOR_FREE: N_("Nobody has the floor now."),
    Reason.HAS_FLOOR: N_("%(seat)s has the floor already."),
    Reason.NO_SPEAKER: N_("No speaker is foreseen for this item."),
    Reason.REPLACED: N_("Another person speaks instead of %(seat)s."),
    Reason.SITTING_NOT_OPEN: N_("The sitting is not open. Open it first."),
    Reason.SITTING_SUSPENDED: N_("The sitting is suspended. Resume it first."),
    Reason.MEETING_BEGUN: N_("The meeting has begun. Change its programme at the desk."),
    Reason.IN_REHEARSAL: N_("A rehearsal is under way. End it first, or the change would be taken back with it."),
    Reason.SITTING_OPEN: N_("Another sitting is still open. Adjourn it first."),
    Reason.SITTING_OVER: N_("That sitting is adjourned."),
    Reason.ITEM_OVER: N_("That item is over."),
    Reason.ITEM_NOT_OPEN: N_("“%(item)s” comes next. Open it first."),
    Reason.SIGNAL_TOO_SOON: N_("The booths have just sent a signal. This one can be sent in %(seconds)s s."),
    Reason.NO_STATEMENTS: N_("This meeting takes no texts of statements."),
    Reason.RESTS_ON_IT: N_("That cannot be undone any more: something later rests on it. Undo that first."),
    Reason.NOTHING_TO_UNDO: N_("There is nothing to undo."),
    Reason.NOTHING_TO_REDO: N_("There is nothing to redo."),
    Reason.DELEGATIONS_OWN: N_("A delegation's own request or withdrawal cannot be undone by others."),
    Reason.BOOTHS_OWN: N_("A signal of the booth cannot be undone. It disappears by itself."),
    Reason.NOT_REMOTE: N_("%(seat)s does not take part remotely. The desk can mark it as remote."),
    Reason.UNKNOWN_SEAT: N_("No delegation or person is known here as “%(given)s”."),
    Reason.UNKNOWN_ITEM: N_("The programme has no such item."),
    Reason.UNKNOWN_SITTING: N_("The programme has no such sitting."),
    Reason.UNKNOWN_SPEECH: N_("There was no such speech."),
    Reason.UNKNOWN_INSCRIPTION: N_("There is no such place on the list of speakers."),
    Reason.UNKNOWN_POINT: N_("There was no such point of order."),
    Reason.UNKNOWN_NOTICE: N_("There is no such message."),
    Reason.UNKNOWN_STATEMENT: N_("There is no such text."),
    Reason.UNKNOWN_VERSION: N_("There was no such act."),
    Reason.INVALID: N_("“%(field)s” cannot be like that. Please correct it."),
}


def sentence(refused: Refused, meeting: Meeting, words: Words) -> str:
    """The sentence of a refusal in a language. Ids of seats and items are replaced by names."""
    facts: dict[str, str | int] = dict(refused.facts)
    seat = meeting.seats.get(str(facts.get("seat", "")))
    if seat:
        facts["seat"] = words.seat_name(seat)
    if "item" in facts:
        facts["item"] = item_title(words, meeting, str(facts["item"]))
    return words.translate(SENTENCES[refused.reason], **facts)
