"""Sittings, which are half-days: open, suspend, resume and adjourn them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import DoesNotApply, Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Sitting
from nameplate.meeting.speakers_list.list_update_helpers import with_changed_list, without_swap_offers
from nameplate.meeting.speeches.clock import pause_running_clock
from nameplate.meeting.speeches.speech_end import free_the_floor

from .items import ItemClosed

MAX_UNTIL_LENGTH = 40


@dataclass(frozen=True, slots=True)
class OpenSitting(Command):
    sitting: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        sitting = next((s for s in meeting.sittings if s.id == self.sitting), None)
        if sitting is None:
            return Refused(Reason.UNKNOWN_SITTING)
        if sitting.state == "adjourned":
            return Refused(Reason.SITTING_OVER)
        if sitting.state != "planned":
            return Refused(Reason.ALREADY)
        return Refused(Reason.SITTING_OPEN) if meeting.sitting else (SittingOpened(sitting.id),)


@dataclass(frozen=True, slots=True)
class SittingOpened(Event):
    sitting: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.sitting is None, "no other sitting is open")
        return _with_sitting(meeting, self.sitting, "planned", state="open", opened_at=at)


@dataclass(frozen=True, slots=True)
class SuspendSitting(Command):
    """Suspend the open sitting. A running clock pauses; the speaker keeps the floor. `until` is free text or a time."""

    until: str = ""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        sitting = meeting.sitting
        if sitting is None:
            return Refused(Reason.SITTING_NOT_OPEN)
        if sitting.state == "suspended":
            return Refused(Reason.ALREADY)
        if len(self.until) > MAX_UNTIL_LENGTH:
            return Refused(Reason.INVALID, {"field": "until"})
        return (*pause_running_clock(meeting, at), SittingSuspended(sitting.id, self.until.strip()))


@dataclass(frozen=True, slots=True)
class SittingSuspended(Event):
    sitting: str
    until: str = ""

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        speech = meeting.speech
        require(speech is None or speech.clock.running_since is None, "no clock runs")
        return _with_sitting(meeting, self.sitting, "open", state="suspended", until=self.until)


@dataclass(frozen=True, slots=True)
class ResumeSitting(Command):
    """Resume the suspended sitting. The clock stays paused until the chair resumes it."""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        sitting = meeting.sitting
        if sitting is None:
            return Refused(Reason.SITTING_NOT_OPEN)
        return Refused(Reason.ALREADY) if sitting.state == "open" else (SittingResumed(sitting.id),)


@dataclass(frozen=True, slots=True)
class SittingResumed(Event):
    sitting: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return _with_sitting(meeting, self.sitting, "suspended", state="open", until="", resumed_at=at)


@dataclass(frozen=True, slots=True)
class AdjournSitting(Command):
    """End the sitting. If somebody has the floor, `ending` must be set to end the speech."""

    ending: bool = False

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        sitting = meeting.sitting
        if sitting is None:
            over = any(s.state == "adjourned" for s in meeting.sittings)
            return Refused(Reason.ALREADY if over else Reason.SITTING_NOT_OPEN)
        ended = free_the_floor(meeting, self.ending, at)
        if isinstance(ended, Refused):
            return ended
        closed = (ItemClosed(meeting.item.id),) if meeting.item else ()
        return (*ended, *closed, SittingAdjourned(sitting.id))


@dataclass(frozen=True, slots=True)
class SittingAdjourned(Event):
    """The sitting is over. Its lists close. Waiting inscriptions become not reached. Raised points of order lapse."""

    sitting: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.floor is None and meeting.item is None, "nobody has the floor and no item is open")
        sitting = meeting.sitting
        if sitting is None or sitting.id != self.sitting:
            raise DoesNotApply("another sitting is open, or none")
        for name in _lists_of_no_later_sitting(meeting, sitting):
            speakers = meeting.lists[name]
            unreached = tuple(changed(i, state="not_reached") for i in speakers.waiting)
            if speakers.state == "open":
                meeting = with_changed_list(meeting, name, state="closed", since=at, closed_at=at)
            late = tuple(changed(i, state="refused") for i in speakers.late)
            gone = (*unreached, *late)
            past = (*speakers.past, *gone)
            meeting = without_swap_offers(meeting, *(i.id for i in speakers.waiting))
            meeting = with_changed_list(meeting, name, *gone, waiting=(), late=(), past=past, closes_at=None)
        points = tuple(changed(p, state="lapsed") if p.state == "raised" else p for p in meeting.points)
        meeting = changed(meeting, points=points)
        return _with_sitting(meeting, self.sitting, sitting.state, state="adjourned", until="", closed_at=at)


def _lists_of_no_later_sitting(meeting: Meeting, sitting: Sitting) -> list[str]:
    """The lists of a sitting that no planned sitting uses."""
    later = {i.list for s in meeting.sittings if s.state == "planned" for i in s.items}
    own = {i.list for i in sitting.items if i.list and i.list not in later}
    return sorted(own | ({f"{sitting.id}-replies"} & set(meeting.lists)))


def _with_sitting(meeting: Meeting, sitting: str, was: str, **changes: Any) -> Meeting:
    require(any(s.id == sitting and s.state == was for s in meeting.sittings), f"the sitting was {was}")
    return changed(meeting, sittings=tuple(changed(s, **changes) if s.id == sitting else s for s in meeting.sittings))
