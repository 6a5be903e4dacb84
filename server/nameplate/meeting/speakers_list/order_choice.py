"""Choosing the order of the lists of speakers."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting
from nameplate.meeting.model.refusal import Reason, Refused

from .list_update_helpers import with_changed_list, without_swap_offers
from .orders import ORDERS, arrange, starting_from_receipt


@dataclass(frozen=True, slots=True)
class SetOrder(Command):
    """Choose the order of all lists of speakers. Inscriptions that were placed by hand keep their position.

    All other inscriptions are first put in order of receipt, and then sorted. The order `kept` is refused if the
    meeting reserves no places for any category.
    """

    order: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if self.order not in ORDERS:
            return Refused(Reason.INVALID, {"field": "order"})
        if self.order == meeting.rules.order:
            return Refused(Reason.ALREADY)
        if self.order == "kept" and not any(meeting.rules.reserved_per_block.values()):
            return Refused(Reason.INVALID, {"field": "order"})
        return (OrderSet(self.order),)


@dataclass(frozen=True, slots=True)
class OrderSet(Event):
    """From now on, all lists of speakers have this order."""

    order: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        meeting = changed(meeting, rules=changed(meeting.rules, order=self.order))
        for speakers in meeting.lists.values():
            if speakers.purpose == "speakers":
                meeting = without_swap_offers(meeting, *(one.id for one in speakers.waiting))
                waiting = arrange(meeting, speakers.waiting, starting_from_receipt(speakers, ORDERS[self.order]))
                meeting = with_changed_list(meeting, speakers.id, waiting=waiting)
        return meeting
