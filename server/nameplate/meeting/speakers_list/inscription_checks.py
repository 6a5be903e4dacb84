"""Checks whether a seat may have one more inscription, and whether the fields of its request are valid."""

from __future__ import annotations

from collections.abc import Sequence

from nameplate.meeting.model.bounds import MAX_NOTE_LENGTH
from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import find_seat
from nameplate.meeting.model.values import Inscription, SpeakersList

from .list_lookup import place_in_queue

FORMS = ("statement", "question", "reply", "joint_statement", "video", "not_delivered")
"""The forms of intervention that are valid in a request."""


def may_inscribe(
    meeting: Meeting, speakers: SpeakersList, seat: str, late: bool = True, not_counting: str = ""
) -> bool:
    """Whether a seat may have one more inscription on a list.

    On a list of replies, the limit is one inscription for each seat. On a list of speakers, the rules of the meeting
    set the limit. With `late`, late requests count too. The inscription with the id `not_counting` does not count.
    """
    states = ("waiting", "late") if late else ("waiting",)
    count = sum(
        inscription.seat == seat
        and inscription.list == speakers.id
        and inscription.id != not_counting
        and inscription.state in states
        for inscription in _few_with_all_of(meeting, speakers, seat)
    )
    return count < (meeting.rules.inscriptions_each if speakers.purpose == "speakers" else 1)


def check_may_inscribe(meeting: Meeting, speakers: SpeakersList, seat: str, late: bool = True) -> Refused | None:
    """A refusal if the seat may not have one more inscription, otherwise None. For `late` see `may_inscribe`."""
    if may_inscribe(meeting, speakers, seat, late):
        return None
    place = place_in_queue(speakers, seat)
    return Refused(Reason.ALREADY_INSCRIBED, {"place": place}) if place else Refused(Reason.ALREADY)


def check_request_fields(meeting: Meeting, form: str, note: str = "", to: str | None = None) -> Refused | None:
    """A refusal if a field is invalid, otherwise None."""
    if form not in FORMS:
        return Refused(Reason.INVALID, {"field": "form"})
    if len(note) > MAX_NOTE_LENGTH:
        return Refused(Reason.INVALID, {"field": "note"})
    found = find_seat(meeting, to) if to else None
    return found if isinstance(found, Refused) else None


def _few_with_all_of(meeting: Meeting, speakers: SpeakersList, seat: str) -> Sequence[Inscription]:
    """Inscriptions among which are all that a seat has on a list, waiting or late.

    In a race for a list, a seat has few inscriptions, and the list has thousands. In a long meeting it is the other way
    round.
    """
    of_list = len(speakers.waiting) + len(speakers.late)
    if meeting.inscriptions.number_for_seat(seat) > of_list:
        return (*speakers.waiting, *speakers.late)
    return meeting.inscriptions.for_seat(seat)
