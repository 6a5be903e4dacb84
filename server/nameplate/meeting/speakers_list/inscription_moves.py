"""Adds an inscription to the waiting inscriptions of its list, removes it, or puts it back.

Each function returns the changed meeting. Events call these functions. A function raises `DoesNotApply` if the state of
the inscription does not allow the change.
"""

from __future__ import annotations

from typing import Any

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.meeting import DoesNotApply, Meeting, require
from nameplate.meeting.model.values import Inscription, SpeakersList

from .inscription_checks import may_inscribe
from .inscription_lookup import find_inscription, require_in_state
from .inscription_tuples import appended, index_of, removed, replaced
from .list_lookup import require_list
from .list_update_helpers import with_changed_list, without_swap_offers
from .orders import ORDERS, arrange, receipt, receipt_key, starting_from_receipt


def with_new_inscription(meeting: Meeting, new: Inscription) -> Meeting:
    """Adds a new inscription, at the position that follows from the order of the list."""
    speakers = require_list(meeting, new.list)
    require(new.seat in meeting.seats and (not new.to or new.to in meeting.seats), "the seats that it names are known")
    require(may_inscribe(meeting, speakers, new.seat, late=False, not_counting=new.id), "the seat may have one more")
    return with_changed_list(meeting, new.list, new, waiting=_joined(meeting, speakers, new))


def move_to_past(meeting: Meeting, inscription: str, state: str, **changes: Any) -> Meeting:
    """Moves a waiting or late inscription to the past inscriptions of its list, with this new state."""
    found = require_in_state(meeting, inscription, "waiting", "late")
    speakers = meeting.lists[found.list]
    meeting = without_swap_offers(meeting, inscription)
    moved = changed(found, state=state, **changes)
    past = appended(speakers.past, moved)
    if found.state == "late":
        return with_changed_list(meeting, found.list, moved, late=removed(speakers.late, inscription), past=past)
    return with_changed_list(meeting, found.list, moved, waiting=removed(speakers.waiting, inscription), past=past)


def return_to_head(meeting: Meeting, inscription: str) -> Meeting:
    """Puts a called inscription back at the head of the waiting inscriptions. It counts as placed by hand."""
    found = find_inscription(meeting, inscription)
    if found is None or found.state == "waiting":
        raise DoesNotApply(f"{inscription} was not called")
    return _with_waiting_at(meeting, changed(found, state="waiting", placed=True, swapped=False), 0)


def requeue_missed(meeting: Meeting, inscription: str, last: bool) -> Meeting:
    """Lets an inscription that missed its call wait again: last, or right after the next one."""
    found = require_in_state(meeting, inscription, "waiting", "speaking")
    waiting = meeting.lists[found.list].waiting
    position = index_of(waiting, inscription) if found.state == "waiting" else 0
    meeting = without_swap_offers(meeting, inscription)
    again = changed(found, state="waiting", placed=True, swapped=False, missed=found.missed + 1)
    return _with_waiting_at(meeting, again, len(waiting) if last else position + 1)


def update_called(meeting: Meeting, inscription: str | None, state: str, **changes: Any) -> Meeting:
    """Sets the state of the inscription of a speech. If the inscription waits again, nothing changes."""
    found = inscription and find_inscription(meeting, inscription)
    if not found or found.state in ("waiting", "late"):
        return meeting
    updated = changed(found, state=state, **changes)
    return with_changed_list(meeting, found.list, updated, past=replaced(meeting.lists[found.list].past, updated))


def _joined(meeting: Meeting, speakers: SpeakersList, new: Inscription) -> tuple[Inscription, ...]:
    """The waiting inscriptions, which are already in order, with a new inscription.

    In order of receipt the new inscription comes last; `arrange` would give the same result. Thousands of inscriptions
    can arrive within seconds after a list opens, so this case only copies the tuple. A hand that was raised in a
    conference may have been received before some inscriptions that are already there.
    """
    waiting, order = speakers.waiting, ORDERS[meeting.rules.order]
    if new.raised_at is not None and speakers.purpose == "speakers":
        if order is receipt:
            return _inserted_by_receipt(speakers, new)
        return arrange(meeting, (*waiting, new), starting_from_receipt(speakers, order))
    by_receipt = order is receipt and not new.priority
    return appended(waiting, new) if by_receipt else arrange(meeting, (*waiting, new))


def _inserted_by_receipt(speakers: SpeakersList, new: Inscription) -> tuple[Inscription, ...]:
    """The waiting inscriptions with a new one, before those at the end that were received later.

    It does not come before an inscription that was placed by hand or that has priority.
    """
    waiting, key = speakers.waiting, receipt_key(speakers, new)
    position = len(waiting)
    while position and not (last := waiting[position - 1]).placed and not last.priority:
        if receipt_key(speakers, last) < key:
            break
        position -= 1
    return (*waiting[:position], new, *waiting[position:])


def _with_waiting_at(meeting: Meeting, found: Inscription, position: int) -> Meeting:
    """Puts an inscription at this index of the waiting inscriptions. It is removed from its earlier position."""
    speakers = meeting.lists[found.list]
    rest = tuple(i for i in speakers.waiting if i.id != found.id)
    past = tuple(i for i in speakers.past if i.id != found.id)
    require(
        may_inscribe(meeting, speakers, found.seat, late=False, not_counting=found.id), "the seat may have one more"
    )
    waiting = (*rest[:position], found, *rest[position:])
    return with_changed_list(meeting, found.list, found, waiting=waiting, past=past)
