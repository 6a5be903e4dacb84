"""Changes a list of a meeting, together with the index of inscriptions and the swap offers. Returns the new meeting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription, SpeakersList

INSCRIPTION_FIELDS = ("waiting", "late", "past")
"""The fields of a list that hold its inscriptions."""


def with_changed_list(meeting: Meeting, speakers: str, *inscriptions: Inscription, **changes: Any) -> Meeting:
    """Sets fields of one list.

    `inscriptions` are all new and changed inscriptions. The index is updated with them. If a change affects
    inscriptions but none are given here, the index is rebuilt when it is next needed.
    """
    old = meeting.lists[speakers]
    lists = {**meeting.lists, speakers: changed(old, **changes)}
    may_update = inscriptions or _same_inscriptions(old, changes)
    index = meeting.inscriptions.updated(lists, inscriptions) if may_update else None
    return changed(meeting, lists=lists, cached_inscriptions=index)


def without_swap_offers(meeting: Meeting, *inscriptions: str) -> Meeting:
    """Removes the swap offers that contain one of these inscriptions, because their places have changed."""
    if not meeting.swaps:
        return meeting
    return changed(meeting, swaps=tuple(pair for pair in meeting.swaps if not {*inscriptions} & {*pair}))


def with_questions_redirected(meeting: Meeting, old_seat: str, new_seat: str) -> Meeting:
    """Addresses all questions to `old_seat` to `new_seat` instead."""
    for name, speakers in meeting.lists.items():
        before = {field: getattr(speakers, field) for field in INSCRIPTION_FIELDS}
        if not any(one.to == old_seat for inscriptions in before.values() for one in inscriptions):
            continue
        after = {
            field: tuple(changed(one, to=new_seat) if one.to == old_seat else one for one in inscriptions)
            for field, inscriptions in before.items()
        }
        redirected = (one for inscriptions in after.values() for one in inscriptions if one.to == new_seat)
        meeting = with_changed_list(meeting, name, *redirected, **after)
    return meeting


def _same_inscriptions(old: SpeakersList, changes: Mapping[str, Any]) -> bool:
    return all(changes.get(field, getattr(old, field)) == getattr(old, field) for field in INSCRIPTION_FIELDS)
