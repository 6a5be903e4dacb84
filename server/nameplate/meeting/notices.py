"""The messages of the chair and the desk to the speaker, to the hall, to the booth, or to one delegation."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.bounds import MAX_NOTE_LENGTH
from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Notice

ADDRESSEES = ("speaker", "hall", "booth", "delegation")


@dataclass(frozen=True, slots=True)
class SendNotice(Command):
    """Show a text to the speaker until the speech ends, or to others until it is withdrawn.

    `to` is `speaker`, `hall`, `booth` or `delegation`; `seat` is the delegation. The new notice replaces an earlier
    notice to the same addressee.
    """

    to: str
    text: str
    seat: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        text = self.text.strip()
        if self.to not in ADDRESSEES:
            return Refused(Reason.INVALID, {"field": "to"})
        if not 0 < len(text) <= MAX_NOTE_LENGTH:
            return Refused(Reason.INVALID, {"field": "text"})
        if self.to == "speaker" and meeting.floor is None:
            return Refused(Reason.FLOOR_FREE)
        seat = self.seat if self.to == "delegation" else None
        if self.to == "delegation" and seat not in meeting.seats:
            return Refused(Reason.UNKNOWN_SEAT)
        if any((n.to, n.seat, n.text) == (self.to, seat, text) for n in visible_notices(meeting)):
            return Refused(Reason.ALREADY)
        return (NoticeSent(self.to, meeting.floor if self.to == "speaker" else None, text, seat),)


@dataclass(frozen=True, slots=True)
class NoticeSent(Event):
    """The text is shown to its addressee."""

    to: str
    speech: str | None = None
    text: str = private("")
    seat: str | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(self.speech is None or self.speech == meeting.floor, "the speech has the floor")
        others = (n for n in visible_notices(meeting) if (n.to, n.seat) != (self.to, self.seat))
        notice = Notice(f"n{meeting.version}", self.to, self.text, at, self.speech, self.seat)
        return changed(meeting, notices=(*others, notice))


@dataclass(frozen=True, slots=True)
class WithdrawNotice(Command):
    """Remove a notice from the screens."""

    notice: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if any(n.id == self.notice for n in visible_notices(meeting)):
            return (NoticeWithdrawn(self.notice),)
        known = any(
            f"n{entry.version}" == self.notice for entry in meeting.entries() if isinstance(entry.event, NoticeSent)
        )
        return Refused(Reason.ALREADY if known else Reason.UNKNOWN_NOTICE)


@dataclass(frozen=True, slots=True)
class NoticeWithdrawn(Event):
    notice: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(any(n.id == self.notice for n in meeting.notices), "the notice is shown")
        return changed(meeting, notices=tuple(n for n in meeting.notices if n.id != self.notice))


def visible_notices(meeting: Meeting) -> tuple[Notice, ...]:
    """The notices that are shown now. A notice to the speaker is shown until the speech ends."""
    return tuple(n for n in meeting.notices if n.speech is None or n.speech == meeting.floor)
