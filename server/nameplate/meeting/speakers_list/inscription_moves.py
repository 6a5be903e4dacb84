"""The meeting with an inscription that joins, leaves or returns to the waiting ones of its list.

All are for events, and raise `DoesNotApply` where the inscription is not in the state for it.
"""

from __future__ import annotations

from typing import Any

from nameplate.meeting.model.frozen import changed
from nameplate.meeting.model.meeting import DoesNotApply, Meeting, require
from nameplate.meeting.model.values import Inscription

from .inscription_checks import may_inscribe
from .inscription_lookup import find_inscription, require_in_state
from .inscription_tuples import appended, index_of, removed, replaced
from .list_lookup import require_list
from .list_update_helpers import with_changed_list, without_swap_offers
from .orders import ORDERS, arrange, receipt


def with_new_inscription(meeting: Meeting, new: Inscription) -> Meeting:
    """The meeting with a new inscription, at the position that the order of the list gives it."""
    speakers = require_list(meeting, new.list)
    require(new.seat in meeting.seats and (not new.to or new.to in meeting.seats), "the seats that it names are known")
    require(may_inscribe(meeting, speakers, new.seat, late=False, not_counting=new.id), "the seat may have one more")
    return with_changed_list(meeting, new.list, new, waiting=_joined(meeting, speakers.waiting, new))


def move_to_past(meeting: Meeting, inscription: str, state: str, **changes: Any) -> Meeting:
    """The meeting with a waiting or late inscription moved to the past of its list, in this new state."""
    found = require_in_state(meeting, inscription, "waiting", "late")
    speakers = meeting.lists[found.list]
    meeting = without_swap_offers(meeting, inscription)
    moved = changed(found, state=state, **changes)
    past = appended(speakers.past, moved)
    if found.state == "late":
        return with_changed_list(meeting, found.list, moved, late=removed(speakers.late, inscription), past=past)
    return with_changed_list(meeting, found.list, moved, waiting=removed(speakers.waiting, inscription), past=past)


def return_to_head(meeting: Meeting, inscription: str) -> Meeting:
    """The meeting with a called inscription first among the waiting again, placed by hand."""
    found = find_inscription(meeting, inscription)
    if found is None or found.state == "waiting":
        raise DoesNotApply(f"{inscription} was not called")
    return _with_waiting_at(meeting, changed(found, state="waiting", placed=True, swapped=False), 0)


def requeue_missed(meeting: Meeting, inscription: str, last: bool) -> Meeting:
    """The meeting with an inscription that missed its call waiting again: `last`, or right after the next one."""
    found = require_in_state(meeting, inscription, "waiting", "speaking")
    waiting = meeting.lists[found.list].waiting
    position = index_of(waiting, inscription) if found.state == "waiting" else 0
    meeting = without_swap_offers(meeting, inscription)
    again = changed(found, state="waiting", placed=True, swapped=False, missed=found.missed + 1)
    return _with_waiting_at(meeting, again, len(waiting) if last else position + 1)


def update_called(meeting: Meeting, inscription: str | None, state: str, **changes: Any) -> Meeting:
    """The meeting with the inscription of a speech in a new state. An inscription that waits again stays as it is."""
    found = inscription and find_inscription(meeting, inscription)
    if not found or found.state in ("waiting", "late"):
        return meeting
    updated = changed(found, state=state, **changes)
    return with_changed_list(meeting, found.list, updated, past=replaced(meeting.lists[found.list].past, updated))


def _joined(meeting: Meeting, waiting: tuple[Inscription, ...], new: Inscription) -> tuple[Inscription, ...]:
    """The waiting inscriptions, which are in order, with a new one.

    In order of receipt the new one comes last, as `arrange` would have it. Thousands join in the first seconds of a
    race, so this case costs no more than a copy of the tuple.
    """
    by_receipt = ORDERS[meeting.rules.order] is receipt and not new.priority
    return appended(waiting, new) if by_receipt else arrange(meeting, (*waiting, new))


def _with_waiting_at(meeting: Meeting, found: Inscription, position: int) -> Meeting:
    """The meeting with an inscription waiting at this index, and nowhere else in its list."""
    speakers = meeting.lists[found.list]
    rest = tuple(i for i in speakers.waiting if i.id != found.id)
    past = tuple(i for i in speakers.past if i.id != found.id)
    require(
        may_inscribe(meeting, speakers, found.seat, late=False, not_counting=found.id), "the seat may have one more"
    )
    waiting = (*rest[:position], found, *rest[position:])
    return with_changed_list(meeting, found.list, found, waiting=waiting, past=past)
