"""Opening and closing the list: by hand, or by itself after some minutes; a pooled time is divided when it closes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from nameplate.meeting.model.bounds import MIN_SPEAKING_SECONDS
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import SpeakersList

from .inscriptions import with_list
from .list_lookup import known_list, the_list


@dataclass(frozen=True, slots=True)
class OpenList(Command):
    """Let delegations inscribe: on the list of the item named, else of the item that is open. Reopens a closed one.

    With `minutes` the list closes by itself after that; without, after what the programme says, if it says anything.
    """

    item: str | None = None
    minutes: int | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
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
    """Delegations may inscribe, until `closes_at` if that is set. An open list may be given another end.

    A pooled time that was divided is whole again, until the list closes.
    """

    list: str
    closes_at: int | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        speakers = known_list(meeting, self.list)
        require(speakers.state != "open" or self.closes_at is not None, "the list is not open")
        opened = speakers.opened_at or at
        return with_list(
            meeting,
            self.list,
            state="open",
            since=at,
            opened_at=opened,
            closed_at=None,
            closes_at=self.closes_at,
            shares={},
        )


@dataclass(frozen=True, slots=True)
class CloseList(Command):
    """Take no more requests. The desk may still add; withdrawing stays possible."""

    item: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        speakers = the_list(meeting, self.item)
        if isinstance(speakers, Refused):
            return speakers
        if speakers.state != "open":
            return Refused(Reason.ALREADY)
        return (ListClosed(speakers.id, shares(meeting, speakers)),)


@dataclass(frozen=True, slots=True)
class ListClosed(Event):
    """No more requests are taken. `limits` are the seconds that a pooled time comes to for each of its kind.

    They hold for this list, also for who is added afterwards: what was announced is not divided anew.
    """

    list: str
    limits: dict[str, int] = field(default_factory=dict)

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(known_list(meeting, self.list).state == "open", "the list is open")
        shares = dict(self.limits)
        return with_list(meeting, self.list, state="closed", since=at, closed_at=at, closes_at=None, shares=shares)


def shares(meeting: Meeting, speakers: SpeakersList) -> dict[str, int]:
    """Seconds for each of those who wait of the kinds with a pooled time, of what is left of it.

    Never more than the kind's own speaking time, nor less than the least that can be set.
    """
    waiting = Counter(meeting.seats[row.seat].category for row in speakers.waiting)
    found: dict[str, int] = {}
    for names, minutes in meeting.rules.budgets.items():
        kinds = names.split("+")
        if among := sum(waiting[kind] for kind in kinds):
            share = max(MIN_SPEAKING_SECONDS, (minutes * 60 - _spent(meeting, speakers, kinds)) // among)
            found |= {kind: min(share, meeting.limits.get(kind, share)) for kind in kinds}
    return found


def _spent(meeting: Meeting, speakers: SpeakersList, kinds: Iterable[str]) -> int:
    """Seconds that these kinds have used of their pooled time on a list; who has the floor counts with the limit."""
    places = {row.id for row in speakers.past}
    own = [s for s in meeting.speeches.values() if s.inscription in places and meeting.seats[s.seat].category in kinds]
    used = sum(s.clock.elapsed_ms for s in own if s.state == "ended")
    return (used + sum(s.clock.limit_ms for s in own if s.state in ("on", "interrupted"))) // 1000
