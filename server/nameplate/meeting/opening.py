"""Opening and closing the list: by hand, or by itself after some minutes; a pooled time is divided when it closes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .inscriptions import the_list, with_list
from .reasons import Reason, Refused
from .state import Command, Event, Meeting, Presser, SpeakersList, require


@dataclass(frozen=True, slots=True)
class OpenList(Command):
    """Let delegations inscribe: on the list of the item named, else of the item that is open. Reopens a closed one.

    With `minutes` the list closes by itself after that; without, after what the programme says, if it says anything.
    """

    item: str | None = None
    minutes: int | None = None

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        speakers = the_list(meeting, self.item)
        if isinstance(speakers, Refused):
            return speakers
        if self.minutes is not None and not 1 <= self.minutes <= 600:
            return Refused(Reason.INVALID, {"field": "minutes"})
        if speakers.state == "open" and self.minutes is None:
            return Refused(Reason.ALREADY)
        standard = meeting.rules.closes_after_ms if speakers.state == "unopened" else None
        after = self.minutes * 60_000 if self.minutes else standard
        closes_at = at + after if after else None
        return (ListOpened(speakers.id, closes_at),)


@dataclass(frozen=True, slots=True)
class ListOpened(Event):
    """Delegations may inscribe, until `closes_at` if that is set. An open list may be given another end."""

    list: str
    closes_at: int | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        speakers = meeting.lists[self.list]
        require(speakers.state != "open" or self.closes_at is not None, "the list is not open")
        opened = speakers.opened_at or at
        return with_list(meeting, self.list, state="open", opened_at=opened, closed_at=None, closes_at=self.closes_at)


@dataclass(frozen=True, slots=True)
class CloseList(Command):
    """Take no more requests. The desk may still add; withdrawing stays possible."""

    item: str | None = None

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        speakers = the_list(meeting, self.item)
        if isinstance(speakers, Refused):
            return speakers
        if speakers.state != "open":
            return Refused(Reason.ALREADY)
        return (ListClosed(speakers.id, shares(meeting, speakers)),)


@dataclass(frozen=True, slots=True)
class ListClosed(Event):
    """No more requests are taken. `limits` are the seconds that a pooled time comes to for each of its kind."""

    list: str
    limits: dict[str, int] = field(default_factory=dict)

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.lists[self.list].state == "open", "the list is open")
        meeting = with_list(meeting, self.list, state="closed", closed_at=at, closes_at=None)
        return replace(meeting, limits={**meeting.limits, **self.limits}) if self.limits else meeting


def shares(meeting: Meeting, speakers: SpeakersList) -> dict[str, int]:
    """Seconds for each of those waiting of a kind with a pooled time; never more than the kind's own speaking time."""
    kinds = [meeting.seats[row.seat].category for row in speakers.waiting]
    pooled = {
        kind: minutes * 60 // kinds.count(kind) for kind, minutes in meeting.rules.budgets.items() if kind in kinds
    }
    return {kind: min(share, meeting.limits.get(kind, share)) for kind, share in pooled.items()}
