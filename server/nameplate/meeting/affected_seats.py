"""Whose own affairs a change concerns: of ten thousand phones only theirs are looked at anew."""

from __future__ import annotations

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription, SpeakersList
from nameplate.meeting.speakers_list.inscriptions import ROWS

COMMON = ("limits", "rules", "seats", "sittings", "speeches", "floor", "interrupted", "resumes", "points", "swaps")
"""Fields of a meeting of which any change may concern anybody."""


def concerned(before: Meeting, after: Meeting) -> frozenset[str] | None:
    """The seats for which a place of theirs, its number, or their speech may have changed; None when all may.

    `after` came from `before` by events: what is not the same object has changed.
    """
    if any(getattr(before, name) is not getattr(after, name) for name in COMMON):
        return None
    seats = {after.speeches[speech].seat for speech in (after.floor, after.interrupted) if speech}
    for name, speakers in after.lists.items():
        old = before.lists.get(name)
        if old is None or _differs_for_all(old, speakers, after.rules.inscriptions_each):
            return None
        for rows in ROWS:
            seats |= _moved(getattr(old, rows), getattr(speakers, rows))
    offers = (after.inscriptions.get(asked) for _, asked in after.swaps)  # each tells the number of another's place
    return frozenset(seats | {asked.seat for asked in offers if asked})


def _differs_for_all(old: SpeakersList, new: SpeakersList, alone: int) -> bool:
    """Whether more than its rows has changed; or on so short a list somebody is, or was, the only one who waits."""
    if old is new:
        return False
    if min(len(old.waiting), len(new.waiting)) <= alone:
        return True
    values = vars(old)
    return any(values[name] != value for name, value in vars(new).items() if name not in ROWS)


def _moved(old: tuple[Inscription, ...], new: tuple[Inscription, ...]) -> set[str]:
    """The seats of the rows from the first one that differs, for all after it may have another number."""
    least = min(len(old), len(new))
    same = least if old[:least] == new[:least] else next(n for n in range(least) if old[n] != new[n])
    return {row.seat for row in (*old[same:], *new[same:])}
