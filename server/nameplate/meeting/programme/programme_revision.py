"""Replacing the whole programme, with participants and rules, until the meeting begins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Seat
from nameplate.meeting.statements import without_unknown

from .meeting_created import MeetingCreated


@dataclass(frozen=True, slots=True)
class ReviseProgramme(Command):
    """Replace all that the programme file and the list of participants say. Links and the join code stay as they are.

    Only while no sitting was opened and nobody is on a list, and not in a rehearsal. After that, the desk changes the
    programme. `replaces` is the version of the meeting that the editor has seen: a newer one is not replaced.
    """

    programme: MeetingCreated
    replaces: int | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if getattr(self.programme, "code", None) != meeting.code:
            return Refused(Reason.INVALID, {"field": "programme"})
        if meeting.rehearsal:
            return Refused(Reason.IN_REHEARSAL)
        if has_begun(meeting):
            return Refused(Reason.MEETING_BEGUN)
        if self.replaces not in (None, meeting.version):
            return Refused(Reason.OVERTAKEN)
        return (ProgrammeRevised(replace(self.programme, people=()), self.programme.people),)


@dataclass(frozen=True, slots=True)
class ProgrammeRevised(Event):
    """The programme was replaced. `people` are the persons of the new one, who are private here, too."""

    programme: MeetingCreated
    people: tuple[Seat, ...] = private(())

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(not has_begun(meeting), "the meeting has not begun")
        revised = replace(self.programme, people=self.people).content_of(meeting)
        return changed(revised, statements=without_unknown(revised, meeting.statements))


def has_begun(meeting: Meeting) -> bool:
    """Whether a sitting was opened, a list was opened, or somebody was on a list."""
    if any(sitting.state != "planned" for sitting in meeting.sittings) or meeting.points:
        return True
    lists = meeting.lists.values()
    opened = any(each.purpose == "speakers" and each.state != "unopened" for each in lists)
    return opened or any(each.waiting or each.late or each.past for each in lists)
