"""Finds inscriptions. Commands use `find_` functions, which may refuse; events use `require_` ones, which raise."""

from __future__ import annotations

from nameplate.meeting.model.command import Actor
from nameplate.meeting.model.meeting import DoesNotApply, Meeting
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription


def find_inscription(meeting: Meeting, inscription: str) -> Inscription | None:
    """The inscription of that id: waiting, late or past."""
    return meeting.inscriptions.get(inscription)


def find_waiting(meeting: Meeting, inscription: str, late: bool = False) -> Inscription | Refused:
    """The inscription of that id, refused unless it is waiting; with `late`, it may also be late."""
    found = find_inscription(meeting, inscription)
    if found is None:
        return Refused(Reason.UNKNOWN_INSCRIPTION)
    if found.state == "waiting" or (late and found.state == "late"):
        return found
    return Refused(Reason.NOT_WAITING, {"seat": found.seat})


def find_own_waiting(meeting: Meeting, by: Actor, inscription: str, late: bool = False) -> Inscription | Refused:
    """As `find_waiting`, refused also when the inscription is another delegation's."""
    found = find_waiting(meeting, inscription, late)
    if isinstance(found, Inscription) and not by.owns(found.seat):
        return Refused(Reason.NOT_YOURS)
    return found


def require_waiting(meeting: Meeting, inscription: str) -> Inscription:
    """The waiting inscription of that id. Raises `DoesNotApply`."""
    return require_in_state(meeting, inscription, "waiting")


def require_in_state(meeting: Meeting, inscription: str, *states: str) -> Inscription:
    """The inscription of that id, which must be in one of the states. Raises `DoesNotApply`."""
    found = find_inscription(meeting, inscription)
    if found is None or found.state not in states:
        raise DoesNotApply(f"{inscription} is not {' or '.join(states)}")
    return found


def new_inscription_id(meeting: Meeting) -> str:
    """The id of the inscription that the present event adds."""
    return f"i{meeting.version}"
