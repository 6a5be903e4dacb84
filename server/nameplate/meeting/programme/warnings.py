"""When the clock turns amber, and red: changes while the meeting runs."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Threshold
from nameplate.meeting.programme.items import changeable_item, with_item

MOST = {"seconds": 3600, "percent": 100}
"""By unit, the largest number of a warning."""
MOST_PERCENT = 50
"""A time counts only up to half of the speaking time, so that a short speech does not begin in amber."""


@dataclass(frozen=True, slots=True)
class SetWarnings(Command):
    """Turn the clock amber and red when so much time is left: of all speakers, or only in one item.

    A unit is `seconds`, or `percent` of the speaking time. Items that have warnings of their own keep them.
    """

    amber: int
    red: int
    item: str | None = None
    amber_unit: str = "seconds"
    red_unit: str = "seconds"

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        most_red = self.amber if self.red_unit == self.amber_unit else MOST.get(self.red_unit, 0)
        if not 1 <= self.amber <= MOST.get(self.amber_unit, 0):
            return Refused(Reason.INVALID, {"field": "amber"})
        if not 1 <= self.red <= most_red:
            return Refused(Reason.INVALID, {"field": "red"})
        item = changeable_item(meeting, self.item) if self.item else None
        if isinstance(item, Refused):
            return item
        after = (_threshold(self.amber, self.amber_unit), _threshold(self.red, self.red_unit))
        if after == ((item.warn, item.last) if item else (meeting.rules.warn, meeting.rules.last)):
            return Refused(Reason.ALREADY)
        return (WarningsSet(self.amber, self.red, self.item, self.amber_unit, self.red_unit),)


@dataclass(frozen=True, slots=True)
class WarningsSet(Event):
    """The time that is left when the clock turns amber, and red. The running clock changes too."""

    amber: int
    red: int
    item: str | None = None
    amber_unit: str = "seconds"
    red_unit: str = "seconds"

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        warn, last = _threshold(self.amber, self.amber_unit), _threshold(self.red, self.red_unit)
        if self.item:
            return with_item(meeting, self.item, warn=warn, last=last)
        return changed(meeting, rules=changed(meeting.rules, warn=warn, last=last))


def _threshold(number: int, unit: str) -> Threshold:
    return Threshold(None, number) if unit == "percent" else Threshold(number * 1000, MOST_PERCENT)
