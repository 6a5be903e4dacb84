"""Places on a list: finding them, and the meeting with one of them changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .reasons import Reason, Refused
from .state import DoesNotApply, Inscription, Meeting, Presser, SpeakersList, require

FORMS = ("statement", "question", "reply", "joint_statement", "video", "not_delivered")
WORDS = 280


def the_list(meeting: Meeting, item: str | None) -> SpeakersList | Refused:
    """The list that is meant: of the item named, else of the open item, else the next one of the open sitting."""
    if item:
        found = next((i for i in meeting.items() if i.id == item), None)
        if found is None:
            return Refused(Reason.UNKNOWN_ITEM)
        if any(s.state == "adjourned" and found in s.items for s in meeting.sittings):
            return Refused(Reason.SITTING_OVER)
        return meeting.lists[found.list] if found.list else Refused(Reason.NO_LIST)
    if meeting.item and meeting.item.list:
        return meeting.lists[meeting.item.list]
    if meeting.sitting is None:
        return Refused(Reason.SITTING_NOT_OPEN)
    ahead = [i.list for i in meeting.sitting.items if i.list]
    to_come = [i.list for i in meeting.sitting.items if i.list and i.state in ("planned", "open")]
    here = (to_come or ahead[-1:])[:1]
    return meeting.lists[here[0]] if here and here[0] else Refused(Reason.NO_LIST)


def open_list(meeting: Meeting) -> SpeakersList | None:
    """The list that takes requests now: the one at hand if it is open; where none is at hand, any that is open."""
    at_hand = the_list(meeting, None)
    if isinstance(at_hand, SpeakersList):
        return at_hand if at_hand.state == "open" else None
    return next((s for s in meeting.lists.values() if s.state == "open" and s.kind == "speakers"), None)


def replies_list(meeting: Meeting) -> SpeakersList | None:
    """The rights of reply of the sitting that is open."""
    return meeting.lists.get(f"{meeting.sitting.id}-replies") if meeting.sitting else None


def lists_of_sitting(meeting: Meeting) -> tuple[SpeakersList, ...]:
    """The lists of speakers on which the items of the open sitting draw, each once."""
    names = dict.fromkeys(i.list for i in (meeting.sitting.items if meeting.sitting else ()) if i.list)
    return tuple(meeting.lists[name] for name in names)


def place_of(speakers: SpeakersList, seat: str) -> int:
    """The place of a seat among those waiting, from 1; 0 when it has none."""
    return next((place for place, i in enumerate(speakers.waiting, 1) if i.seat == seat), 0)


def find_inscription(meeting: Meeting, inscription: str) -> Inscription | None:
    """The inscription of that id, waiting or past."""
    every = (i for speakers in meeting.lists.values() for i in (*speakers.waiting, *speakers.late, *speakers.past))
    return next((i for i in every if i.id == inscription), None)


def full(meeting: Meeting, speakers: SpeakersList, seat: str, late: bool = True) -> Refused | None:
    """Why a seat cannot have another place on a list, if it cannot. With `late` false, late requests do not count.

    Of rights of reply one waits at a time, however many places on a list of speakers a delegation may have.
    """
    taken = sum(i.seat == seat for i in (*speakers.waiting, *(speakers.late if late else ())))
    if taken < (meeting.rules.places_each if speakers.kind == "speakers" else 1):
        return None
    place = place_of(speakers, seat)
    return Refused(Reason.ALREADY_INSCRIBED, {"place": place}) if place else Refused(Reason.ALREADY)


def unfit(meeting: Meeting, form: str, note: str = "", to: str | None = None) -> Refused | None:
    """What is wrong with the fields of a request, if anything."""
    if form not in FORMS:
        return Refused(Reason.INVALID, {"field": "form"})
    if len(note) > WORDS:
        return Refused(Reason.INVALID, {"field": "note"})
    return Refused(Reason.UNKNOWN_SEAT, {"given": to}) if to and to not in meeting.seats else None


def known_list(meeting: Meeting, speakers: str) -> SpeakersList:
    """The list of that id, in the fold: the item with which it came may have been taken back."""
    if speakers not in meeting.lists:
        raise DoesNotApply(f"there is no list {speakers}")
    return meeting.lists[speakers]


def new_id(meeting: Meeting) -> str:
    """The id of an inscription that begins with the event at hand."""
    return f"i{meeting.version}"


def waiting(meeting: Meeting, inscription: str, late: bool = False) -> Inscription | Refused:
    """The inscription of that id, refused unless it waits (or, with `late`, waits to be admitted)."""
    found = find_inscription(meeting, inscription)
    if found is None:
        return Refused(Reason.UNKNOWN_INSCRIPTION)
    if found.state == "waiting" or (late and found.state == "late"):
        return found
    return Refused(Reason.NOT_WAITING, {"seat": found.seat})


def must_wait(meeting: Meeting, inscription: str) -> Inscription:
    """The waiting inscription of that id, in the fold."""
    return must_be(meeting, inscription, "waiting")


def must_be(meeting: Meeting, inscription: str, *states: str) -> Inscription:
    """The inscription of that id, which must be in one of the states, in the fold."""
    found = find_inscription(meeting, inscription)
    if found is None or found.state not in states:
        raise DoesNotApply(f"{inscription} is not {' or '.join(states)}")
    return found


def leave_waiting(meeting: Meeting, inscription: str, state: str, **changes: Any) -> Meeting:
    """The meeting with an inscription that waits, or is late, moved to the past in its new state."""
    found = must_be(meeting, inscription, "waiting", "late")
    speakers = meeting.lists[found.list]
    rest = tuple(i for i in speakers.waiting if i.id != inscription)
    late = tuple(i for i in speakers.late if i.id != inscription)
    meeting = without_offers(meeting, inscription)
    left = replace(found, state=state, **changes)
    return with_list(meeting, found.list, waiting=rest, late=late, past=(*speakers.past, left))


def return_waiting(meeting: Meeting, inscription: str) -> Meeting:
    """The meeting with an inscription that was called back at the head of its list, by hand."""
    found = find_inscription(meeting, inscription)
    if found is None or found.state == "waiting":
        raise DoesNotApply(f"{inscription} was not called")
    return _waits(meeting, replace(found, state="waiting", placed=True, swapped=False), 0)


def wait_again(meeting: Meeting, inscription: str, last: bool) -> Meeting:
    """The meeting with an inscription that is called in vain waiting on, by hand: last, or right after the next one."""
    found = must_be(meeting, inscription, "waiting", "speaking")
    rows = meeting.lists[found.list].waiting
    turn = rows.index(found) if found in rows else 0
    meeting = without_offers(meeting, inscription)
    again = replace(found, state="waiting", placed=True, swapped=False, missed=found.missed + 1)
    return _waits(meeting, again, len(rows) if last else turn + 1)


def left_the_floor(meeting: Meeting, inscription: str | None, state: str, **changes: Any) -> Meeting:
    """The meeting with the inscription behind a speech in the state in which the speech leaves it."""
    found = inscription and find_inscription(meeting, inscription)
    if not found:
        return meeting
    speakers = meeting.lists[found.list]
    past = tuple(replace(i, state=state, **changes) if i.id == found.id else i for i in speakers.past)
    return with_list(meeting, found.list, past=past)


def without_offers(meeting: Meeting, *inscriptions: str) -> Meeting:
    """The meeting without offers to exchange one of these places: it is no longer the place that was offered."""
    return replace(meeting, swaps=tuple(pair for pair in meeting.swaps if not {*inscriptions} & {*pair}))


def with_list(meeting: Meeting, speakers: str, **changes: Any) -> Meeting:
    """The meeting with one list changed."""
    changed = replace(meeting.lists[speakers], **changes)
    return replace(meeting, lists={**meeting.lists, speakers: changed})


def own_inscription(meeting: Meeting, by: Presser, inscription: str, late: bool = False) -> Inscription | Refused:
    """The waiting inscription of that id, refused when it is another delegation's."""
    found = waiting(meeting, inscription, late)
    if isinstance(found, Inscription) and not by.owns(found.seat):
        return Refused(Reason.NOT_YOURS)
    return found


def with_waiting(
    meeting: Meeting,
    speakers: str,
    change: Callable[[tuple[Inscription, ...]], tuple[Inscription, ...] | list[Inscription]],
) -> Meeting:
    """The meeting with the waiting places of a list changed."""
    return with_list(meeting, speakers, waiting=tuple(change(meeting.lists[speakers].waiting)))


def _waits(meeting: Meeting, found: Inscription, ahead: int) -> Meeting:
    """The meeting with an inscription waiting behind so many others, wherever it stood before."""
    speakers = meeting.lists[found.list]
    rest = tuple(i for i in speakers.waiting if i.id != found.id)
    past = tuple(i for i in speakers.past if i.id != found.id)
    meeting = with_list(meeting, found.list, waiting=rest, past=past)
    require(full(meeting, meeting.lists[found.list], found.seat, late=False) is None, "the seat may have another place")
    return with_list(meeting, found.list, waiting=(*rest[:ahead], found, *rest[ahead:]))
