"""When the clock turns amber, and red: changes while the meeting runs."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Threshold
from nameplate.meeting.programme.items import changeable_item, with_item

MAX_WARNING_SECONDS = 3600
MOST_PERCENT = 50
"""A time counts only up to half of the speaking time, so that a short speech does not begin in amber."""


@dataclass(frozen=True, slots=True)
class SetWarnings(Command):
    """Turn the clock amber and red when these seconds are left: of all speakers, or only in one item.

    Items that have warnings of their own keep them.
    """

    amber: int
    red: int
    item: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        for name, seconds, most in (("amber", self.amber, MAX_WARNING_SECONDS), ("red", self.red, self.amber)):
            if not 1 <= seconds <= most:
                return Refused(Reason.INVALID, {"field": name})
        item = changeable_item(meeting, self.item) if self.item else None
        if isinstance(item, Refused):
            return item
        after = (_threshold(self.amber), _threshold(self.red))
        if after == ((item.warn, item.last) if item else (meeting.rules.warn, meeting.rules.last)):
            return Refused(Reason.ALREADY)
        return (WarningsSet(self.amber, self.red, self.item),)


@dataclass(frozen=True, slots=True)
class WarningsSet(Event):
    """The seconds that are left when the clock turns amber, and red. The running clock changes too."""

    amber: int
    red: int
    item: str | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        warn, last = _threshold(self.amber), _threshold(self.red)
        if self.item:
            return with_item(meeting, self.item, warn=warn, last=last)
        return changed(meeting, rules=changed(meeting.rules, warn=warn, last=last))


def _threshold(seconds: int) -> Threshold:
    return Threshold(seconds * 1000, MOST_PERCENT)
