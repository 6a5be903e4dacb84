"""Finds the seats that a change affects. Only the own regions of these seats are rendered again."""

from __future__ import annotations

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription, SpeakersList
from nameplate.meeting.speakers_list.list_update_helpers import INSCRIPTION_FIELDS

SHARED_FIELDS = (
    "limits",
    "rules",
    "seats",
    "sittings",
    "speeches",
    "floor",
    "interrupted",
    "resumes",
    "points",
    "swaps",
)
"""If one of these fields of a meeting changes, every seat may be affected."""


def affected_seats(before: Meeting, after: Meeting) -> frozenset[str] | None:
    """The seats whose inscriptions, places or speech may have changed. None if all seats may be affected.

    `after` must be the result of events applied to `before`, because values are compared by identity.
    """
    if any(getattr(before, name) is not getattr(after, name) for name in SHARED_FIELDS):
        return None
    seats = {after.speeches[speech].seat for speech in (after.floor, after.interrupted) if speech}
    if before.notices is not after.notices:
        seats |= {notice.seat for notice in {*before.notices} ^ {*after.notices} if notice.seat}
    if before.statements is not after.statements:
        seats |= {each.seat for each in {*before.statements.values()} ^ {*after.statements.values()}}
    for name, speakers in after.lists.items():
        old = before.lists.get(name)
        if old is None or _affects_all(old, speakers, after.rules.inscriptions_each):
            return None
        for field in INSCRIPTION_FIELDS:
            seats |= _moved(getattr(old, field), getattr(speakers, field))
    offered_to = (after.inscriptions.get(theirs) for _, theirs in after.swaps)  # an offer shows the other place
    return frozenset(seats | {inscription.seat for inscription in offered_to if inscription})


def _affects_all(old: SpeakersList, new: SpeakersList, inscriptions_each: int) -> bool:
    """Whether the change may affect all seats: other fields have changed, or at most one seat waits or waited."""
    if old is new:
        return False
    if min(len(old.waiting), len(new.waiting)) <= inscriptions_each:
        return True
    values = vars(old)
    return any(values[name] != value for name, value in vars(new).items() if name not in INSCRIPTION_FIELDS)


def _moved(old: tuple[Inscription, ...], new: tuple[Inscription, ...]) -> set[str]:
    """The seats from the first difference to the end of the list. All of these may have another place."""
    least = min(len(old), len(new))
    same = least if old[:least] == new[:least] else next(n for n in range(least) if old[n] != new[n])
    return {inscription.seat for inscription in (*old[same:], *new[same:])}
