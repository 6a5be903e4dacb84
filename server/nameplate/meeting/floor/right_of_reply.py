"""Rights of reply. They are heard after the list, all first replies before the second ones."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.bounds import MAX_NOTE_LENGTH
from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import acting_seat
from nameplate.meeting.model.values import Inscription
from nameplate.meeting.speakers_list.inscription_tuples import replaced
from nameplate.meeting.speakers_list.list_lookup import place_in_queue, replies_list, require_list
from nameplate.meeting.speakers_list.list_update_helpers import with_changed_list
from nameplate.meeting.speakers_list.orders import arrange, by_reply_number


@dataclass(frozen=True, slots=True)
class RequestRightOfReply(Command):
    """Request a right of reply for a delegation that was mentioned.

    The number of replies, their limits and the categories that may reply are settings. Chair and desk request it for a
    `seat`.
    """

    note: str = ""
    seat: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        seat = acting_seat(meeting, by, self.seat)
        if isinstance(seat, Refused):
            return seat
        if len(self.note) > MAX_NOTE_LENGTH:
            return Refused(Reason.INVALID, {"field": "note"})
        speakers = replies_list(meeting)
        if speakers is None:
            return Refused(Reason.SITTING_NOT_OPEN)
        if meeting.seats[seat].category not in meeting.rules.reply_categories:
            return Refused(Reason.REPLY_NOT_FOR_CATEGORY)
        if place := place_in_queue(speakers, seat):
            return Refused(Reason.ALREADY_INSCRIBED, {"place": place})
        turn = 1 + sum(i.seat == seat and i.state in ("heard", "speaking") for i in speakers.past)
        if turn > meeting.rules.replies_each:
            return Refused(Reason.REPLIES_SPENT, {"most": meeting.rules.replies_each})
        return (RightOfReplyRequested(speakers.id, seat, turn, self.note.strip()),)


@dataclass(frozen=True, slots=True)
class RightOfReplyRequested(Event):
    """A delegation waits for its right of reply. First replies are placed before all second replies.

    `turn` is the number of the reply, from 1, for each seat and sitting.
    """

    list: str
    seat: str
    turn: int
    note: str = private("")

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        speakers = require_list(meeting, self.list)
        require(self.seat in meeting.seats, "the seat is known")
        require(not place_in_queue(speakers, self.seat), "the seat has no place yet")
        inscription = Inscription(
            f"i{meeting.version}", self.seat, self.list, at, "right_of_reply", note=self.note, turn=self.turn
        )
        return with_changed_list(
            meeting, self.list, inscription, waiting=arrange(meeting, (*speakers.waiting, inscription), by_reply_number)
        )


def renumber_replies(meeting: Meeting, struck: Inscription) -> Meeting:
    """Lower the numbers of the later rights of reply of a seat. The removed right of reply does not count."""
    waiting = meeting.lists[struck.list].waiting
    later = [changed(i, turn=i.turn - 1) for i in waiting if i.seat == struck.seat and i.turn > struck.turn]
    for inscription in later:
        waiting = replaced(waiting, inscription)
    return with_changed_list(meeting, struck.list, *later, waiting=arrange(meeting, waiting, by_reply_number))
