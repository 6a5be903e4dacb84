"""Opening and closing a list. When it closes, the speaking time that categories share is divided among the speakers."""

from __future__ import annotations

from dataclasses import dataclass, field

from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused

from .list_lookup import find_list, require_list
from .list_update_helpers import with_changed_list
from .shared_speaking_time import divide_budgets


@dataclass(frozen=True, slots=True)
class OpenList(Command):
    """Open the list of an item, or the current list, so that delegations can request the floor.

    A closed list can be opened again. The list closes automatically after `minutes`. If `minutes` is left out, the
    first opening uses the time in the programme.
    """

    item: str | None = None
    minutes: int | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        speakers = find_list(meeting, self.item)
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
    """The list is open. If `closes_at` is set, the list closes at this time.

    If the list was already open, only `closes_at` changes. If a shared speaking time was divided when the list closed,
    this division no longer applies.
    """

    list: str
    closes_at: int | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        speakers = require_list(meeting, self.list)
        require(speakers.state != "open" or self.closes_at is not None, "the list is not open")
        return with_changed_list(
            meeting,
            self.list,
            state="open",
            since=speakers.since if speakers.state == "open" else at,
            opened_at=speakers.opened_at or at,
            closed_at=None,
            closes_at=self.closes_at,
            shares={},
        )


@dataclass(frozen=True, slots=True)
class CloseList(Command):
    """Close a list for requests. The desk may still add inscriptions. Delegations may still withdraw theirs."""

    item: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        speakers = find_list(meeting, self.item)
        if isinstance(speakers, Refused):
            return speakers
        if speakers.state != "open":
            return Refused(Reason.ALREADY)
        return (ListClosed(speakers.id, divide_budgets(meeting, speakers)),)


@dataclass(frozen=True, slots=True)
class ListClosed(Event):
    """The list is closed. `limits` are the seconds for each speaker, for each category with a shared speaking time.

    These limits apply to all later speakers of this list, and to inscriptions that are added later. They do not change,
    because they were announced.
    """

    list: str
    limits: dict[str, int] = field(default_factory=dict)

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(require_list(meeting, self.list).state == "open", "the list is open")
        shares = dict(self.limits)
        return with_changed_list(
            meeting, self.list, state="closed", since=at, closed_at=at, closes_at=None, shares=shares
        )
