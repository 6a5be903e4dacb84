"""Rights of reply: heard after the speakers, first ones before second ones."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.bounds import MAX_NOTE_LENGTH
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.frozen import changed
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import acting_seat
from nameplate.meeting.model.values import Inscription
from nameplate.meeting.speakers_list.inscription_tuples import replaced
from nameplate.meeting.speakers_list.list_changes import with_changed_list
from nameplate.meeting.speakers_list.list_lookup import place_in_queue, replies_list, require_list
from nameplate.meeting.speakers_list.orders import arrange, by_reply_number


@dataclass(frozen=True, slots=True)
class RequestRightOfReply(Command):
    """A delegation that was mentioned asks to reply, after the speakers. How often, how long and who is a setting.

    Chair and desk note it for a `seat`.
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
    """A delegation waits to reply, before those who wait for a later reply than its own.

    `turn` counts its replies of this sitting from 1.
    """

    list: str
    seat: str
    turn: int
    note: str = private("")

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        speakers = require_list(meeting, self.list)
        require(self.seat in meeting.seats, "the seat is known")
        require(not place_in_queue(speakers, self.seat), "the seat has no place yet")
        place = Inscription(
            f"i{meeting.version}", self.seat, self.list, at, "right_of_reply", note=self.note, turn=self.turn
        )
        return with_changed_list(
            meeting, self.list, place, waiting=arrange(meeting, (*speakers.waiting, place), by_reply_number)
        )


def renumber_replies(meeting: Meeting, struck: Inscription) -> Meeting:
    """The meeting in which a seat's next right of reply takes the number of one for which it was absent."""
    rows = meeting.lists[struck.list].waiting
    later = [changed(r, turn=r.turn - 1) for r in rows if r.seat == struck.seat and r.turn > struck.turn]
    for row in later:
        rows = replaced(rows, row)
    return with_changed_list(meeting, struck.list, *later, waiting=arrange(meeting, rows, by_reply_number))
