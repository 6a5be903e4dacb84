"""Places on a list: finding them, and the meeting with one of them changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from nameplate.meeting.model.bounds import MAX_NOTE_LENGTH
from nameplate.meeting.model.command import Actor
from nameplate.meeting.model.frozen import changed
from nameplate.meeting.model.meeting import DoesNotApply, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import find_seat
from nameplate.meeting.model.values import Inscription, SpeakersList

from .list_lookup import place_of

FORMS = ("statement", "question", "reply", "joint_statement", "video", "not_delivered")
ROWS = ("waiting", "late", "past")
"""What a list has of places."""


def find_inscription(meeting: Meeting, inscription: str) -> Inscription | None:
    """The inscription of that id, waiting, late or past."""
    return meeting.inscriptions.get(inscription)


def full(meeting: Meeting, speakers: SpeakersList, seat: str, late: bool = True) -> Refused | None:
    """Why a seat cannot have another place on a list, if it cannot. With `late` false, late requests do not count."""
    if may_join(meeting, speakers, seat, late):
        return None
    place = place_of(speakers, seat)
    return Refused(Reason.ALREADY_INSCRIBED, {"place": place}) if place else Refused(Reason.ALREADY)


def may_join(meeting: Meeting, speakers: SpeakersList, seat: str, late: bool = True, but: str = "") -> bool:
    """Whether a seat can have another place on a list, beside the one of the id `but`.

    Of rights of reply one waits at a time, however many places on a list of speakers a delegation may have.
    """
    states = ("waiting", "late") if late else ("waiting",)
    taken = 0
    for place in meeting.inscriptions.for_seat(seat):  # a plain loop: a fold asks this at every request
        if place.list == speakers.id and place.id != but and place.state in states:
            taken += 1
    return taken < (meeting.rules.inscriptions_each if speakers.purpose == "speakers" else 1)


def unfit(meeting: Meeting, form: str, note: str = "", to: str | None = None) -> Refused | None:
    """What is wrong with the fields of a request, if anything."""
    if form not in FORMS:
        return Refused(Reason.INVALID, {"field": "form"})
    if len(note) > MAX_NOTE_LENGTH:
        return Refused(Reason.INVALID, {"field": "note"})
    found = find_seat(meeting, to) if to else None
    return found if isinstance(found, Refused) else None


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
    meeting = without_offers(meeting, inscription)
    left = changed(found, state=state, **changes)
    past = and_last(speakers.past, left)
    if found.state == "late":
        return with_list(meeting, found.list, left, late=without(speakers.late, inscription), past=past)
    return with_list(meeting, found.list, left, waiting=without(speakers.waiting, inscription), past=past)


def return_waiting(meeting: Meeting, inscription: str) -> Meeting:
    """The meeting with an inscription that was called back at the head of its list, by hand."""
    found = find_inscription(meeting, inscription)
    if found is None or found.state == "waiting":
        raise DoesNotApply(f"{inscription} was not called")
    return _waits(meeting, changed(found, state="waiting", placed=True, swapped=False), 0)


def wait_again(meeting: Meeting, inscription: str, last: bool) -> Meeting:
    """The meeting with an inscription that is called in vain waiting on, by hand: last, or right after the next one."""
    found = must_be(meeting, inscription, "waiting", "speaking")
    rows = meeting.lists[found.list].waiting
    turn = index_of(rows, inscription) if found.state == "waiting" else 0
    meeting = without_offers(meeting, inscription)
    again = changed(found, state="waiting", placed=True, swapped=False, missed=found.missed + 1)
    return _waits(meeting, again, len(rows) if last else turn + 1)


def left_the_floor(meeting: Meeting, inscription: str | None, state: str, **changes: Any) -> Meeting:
    """The meeting with the inscription behind a speech in the state in which the speech leaves it."""
    found = inscription and find_inscription(meeting, inscription)
    if not found:
        return meeting
    past = meeting.lists[found.list].past
    left = changed(found, state=state, **changes)
    if found.state in ("waiting", "late"):
        return meeting
    return with_list(meeting, found.list, left, past=instead(past, left))


def without_offers(meeting: Meeting, *inscriptions: str) -> Meeting:
    """The meeting without offers to exchange one of these places: it is no longer the place that was offered."""
    if not meeting.swaps:
        return meeting
    return changed(meeting, swaps=tuple(pair for pair in meeting.swaps if not {*inscriptions} & {*pair}))


def with_list(meeting: Meeting, speakers: str, *rows: Inscription, **changes: Any) -> Meeting:
    """The meeting with one list changed. Every place that is new, or another than before, is among the `rows`.

    A change of rows that names none of them has the places looked for anew when somebody asks.
    """
    old = meeting.lists[speakers]
    lists = {**meeting.lists, speakers: changed(old, **changes)}
    known = meeting.inscriptions.updated(lists, rows) if rows or _same_rows(old, changes) else None
    return changed(meeting, lists=lists, cached_inscriptions=known)


def readdressed(meeting: Meeting, was: str, now: str) -> Meeting:
    """The meeting with everything that is asked of one seat asked of another."""
    for name, speakers in meeting.lists.items():
        every = {rows: getattr(speakers, rows) for rows in ROWS}
        if not any(row.to == was for rows in every.values() for row in rows):
            continue
        after = {name: tuple(changed(r, to=now) if r.to == was else r for r in rows) for name, rows in every.items()}
        meeting = with_list(meeting, name, *(row for rows in after.values() for row in rows if row.to == now), **after)
    return meeting


def _same_rows(old: SpeakersList, changes: Mapping[str, Any]) -> bool:
    return all(changes.get(name, getattr(old, name)) == getattr(old, name) for name in ROWS)


def and_last(rows: tuple[Inscription, ...], new: Inscription) -> tuple[Inscription, ...]:
    """The rows with one more."""
    return rows + (new,)  # noqa: RUF005 - to unpack them would take twice as long, and thousands do this in seconds


def index_of(rows: Sequence[Inscription], inscription: str) -> int:
    """Where in the rows the one of that id stands. It must be there; in order of receipt it is found at once."""
    likely = bisect_left(rows, asked(inscription), key=lambda row: asked(row.id))
    if likely < len(rows) and rows[likely].id == inscription:
        return likely
    return next(n for n, row in enumerate(rows) if row.id == inscription)


def asked(inscription: str) -> int:
    """The version at which a place was asked for, which is in its id."""
    return int(inscription[1:])


def without(rows: tuple[Inscription, ...], inscription: str) -> tuple[Inscription, ...]:
    """The rows without the one of that id, which must be among them."""
    at = index_of(rows, inscription)
    return rows[:at] + rows[at + 1 :]


def instead(rows: tuple[Inscription, ...], new: Inscription) -> tuple[Inscription, ...]:
    """The rows with another value of the one with its id, looked for from the end: there most of it happens."""
    at = next(n for n in reversed(range(len(rows))) if rows[n].id == new.id)
    return and_last(rows[:at], new) + rows[at + 1 :]


def own_inscription(meeting: Meeting, by: Actor, inscription: str, late: bool = False) -> Inscription | Refused:
    """The waiting inscription of that id, refused when it is another delegation's."""
    found = waiting(meeting, inscription, late)
    if isinstance(found, Inscription) and not by.owns(found.seat):
        return Refused(Reason.NOT_YOURS)
    return found


def _waits(meeting: Meeting, found: Inscription, ahead: int) -> Meeting:
    """The meeting with an inscription waiting behind so many others, wherever it stood before."""
    speakers = meeting.lists[found.list]
    rest = tuple(i for i in speakers.waiting if i.id != found.id)
    past = tuple(i for i in speakers.past if i.id != found.id)
    require(may_join(meeting, speakers, found.seat, late=False, but=found.id), "the seat may have another place")
    return with_list(meeting, found.list, found, waiting=(*rest[:ahead], found, *rest[ahead:]), past=past)
