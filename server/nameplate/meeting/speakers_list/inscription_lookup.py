"""Finds inscriptions. Commands use the `find_` functions, which may return a refusal.

Events use the `require_` functions, which raise `DoesNotApply`.
"""

from __future__ import annotations

from nameplate.meeting.model.command import Actor
from nameplate.meeting.model.meeting import DoesNotApply, Meeting
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription


def find_inscription(meeting: Meeting, inscription: str) -> Inscription | None:
    """The inscription with this id, in any state, or None."""
    return meeting.inscriptions.get(inscription)


def find_waiting(meeting: Meeting, inscription: str, late: bool = False) -> Inscription | Refused:
    """The waiting inscription with this id, or a refusal. With `late`, a late inscription is accepted too."""
    found = find_inscription(meeting, inscription)
    if found is None:
        return Refused(Reason.UNKNOWN_INSCRIPTION)
    if found.state == "waiting" or (late and found.state == "late"):
        return found
    return Refused(Reason.NOT_WAITING, {"seat": found.seat})


def find_own_waiting(meeting: Meeting, by: Actor, inscription: str, late: bool = False) -> Inscription | Refused:
    """As `find_waiting`, but with a refusal if the inscription belongs to another delegation."""
    found = find_waiting(meeting, inscription, late)
    if isinstance(found, Inscription) and not by.owns(found.seat):
        return Refused(Reason.NOT_YOURS)
    return found


def require_waiting(meeting: Meeting, inscription: str) -> Inscription:
    """The waiting inscription with this id. Raises `DoesNotApply`."""
    return require_in_state(meeting, inscription, "waiting")


def require_in_state(meeting: Meeting, inscription: str, *states: str) -> Inscription:
    """The inscription with this id. Raises `DoesNotApply` if it has none of these states."""
    found = find_inscription(meeting, inscription)
    if found is None or found.state not in states:
        raise DoesNotApply(f"{inscription} is not {' or '.join(states)}")
    return found


def new_inscription_id(meeting: Meeting) -> str:
    """The id of the inscription that the current event adds."""
    return f"i{meeting.version}"
