"""The delegate's phone: who has the floor, the list, and what concerns my own seat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from nameplate.meeting import Meeting
from nameplate.meeting.inscriptions import full, open_list, place_of, replies_list
from nameplate.meeting.ordering import next_up
from nameplate.meeting.state import Inscription, Notice

from . import parts
from .announcements import announcements
from .outlook import Outlook, outlook
from .words import MOTIONS, Words


@dataclass(frozen=True, slots=True)
class Mine:
    """Where my delegation stands. `state` is that of its newest place, or none.

    `place` counts from 1 while waiting, and `next` is who is called now; `list_state` says whether the floor can be
    asked for; `offered` names those to whom my delegation has offered its place.
    """

    name: str
    state: str
    list_state: str
    inscription: str = ""
    place: int = 0
    ordinal: str = ""
    missed: int = 0
    holder: parts.Holder | None = None
    notice: Notice | None = None
    more: More | None = None
    offers: tuple[Offer, ...] = ()
    offered: tuple[str, ...] = ()
    next: bool = False
    point: str = ""
    ruling: str = ""
    reply: int = 0
    reply_id: str = ""


@dataclass(frozen=True, slots=True)
class More:
    """What else my delegation can do now: to whom a question can go, with whom places can be swapped."""

    can_ask: bool
    can_reply: bool
    can_raise: bool
    motions: tuple[tuple[str, str], ...]
    panellists: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody offers to swap places with mine."""

    mine: str
    theirs: str
    name: str
    ordinal: str


@dataclass(frozen=True, slots=True)
class Programme:
    """What the list shows when there is nobody on it: what comes."""

    places: tuple[parts.Place, ...]
    list_state: str
    ahead: Outlook


def regions(meeting: Meeting, words: Words, recovered: str | None = None) -> dict[str, object]:
    """What every phone sees."""
    return {
        "status": parts.status(meeting, words),
        "floor": parts.holder(meeting, words),
        "notice": parts.notice(meeting, "hall"),
        "announced": announcements(meeting, words),
        "speakers_list": Programme(parts.places(meeting, words), parts.list_state(meeting), outlook(meeting, words)),
    }


def personal(meeting: Meeting, words: Words, seat: str) -> dict[str, object]:
    """What the phones of one delegation see besides."""
    return {"mine": mine(meeting, words, seat)}


def mine(meeting: Meeting, words: Words, seat: str) -> Mine:
    """Where a delegation stands now; of the past, only what became of its newest place."""
    name = words.seat_name(meeting.seats[seat])
    list_state = parts.list_state(meeting)
    speech = meeting.speech
    if speech and speech.seat == seat:
        holder, notice = parts.holder(meeting, words), parts.notice(meeting, "speaker")
        return Mine(name, "speaking", list_state, holder=holder, notice=notice)
    stands = parts.interrupted(meeting, words)
    if stands and stands.seat == seat:
        return Mine(name, "interrupted", list_state, holder=stands)
    beside = _beside(meeting, words, seat)
    late = next((i for speakers in meeting.lists.values() for i in speakers.late if i.seat == seat), None)
    if late:
        return replace(Mine(name, "late", list_state, late.id), **beside)
    waiting = next((w for w in _waiting(meeting) if w[1].seat == seat), None)
    if waiting:
        place, inscription = waiting
        mine = Mine(name, "waiting", list_state, inscription.id, place, ordinal(place), inscription.missed)
        offers, offered = _offers(meeting, words, seat), _offered(meeting, words, inscription.id)
        up = next_up(meeting) if meeting.item else None
        first = up is not None and up.inscription is not None and up.inscription.id == inscription.id
        return replace(mine, offers=offers, offered=offered, next=first, **beside)
    own = [speakers for speakers in meeting.lists.values() if speakers.kind == "speakers"]
    past = [i for speakers in own for i in speakers.past if i.seat == seat]
    return replace(Mine(name, past[-1].state if past else "none", list_state), **beside)


def _beside(meeting: Meeting, words: Words, seat: str) -> dict[str, Any]:
    """What stands beside a delegation's place: other things it can do, its point of order, its right of reply."""
    open_now = meeting.sitting is not None
    waiting = [i for _, i in _waiting(meeting)]
    mine = any(i.seat == seat for i in waiting)
    others = [(i.id, words.seat_name(meeting.seats[i.seat])) for i in waiting if i.seat != seat] if mine else []
    own_points = [p for p in meeting.points if p.seat == seat]
    point = next((p for p in own_points if p.state != "ruled"), None)
    replies, speakers = replies_list(meeting), open_list(meeting)
    reply = next((i.id for i in replies.waiting if i.seat == seat), "") if replies else ""
    more = More(
        can_ask=speakers is not None and full(meeting, speakers, seat) is None,
        can_reply=open_now and meeting.seats[seat].category in meeting.rules.reply_kinds,
        can_raise=open_now and point is None,
        motions=tuple((motion, words.text(said)) for motion, said in MOTIONS.items()),
        panellists=_panellists(meeting, words),
        others=tuple(others),
    )
    return {
        "more": more if open_now else None,
        "point": point.state if point else "",
        "ruling": own_points[-1].ruling if own_points and point is None else "",
        "reply": place_of(replies, seat) if replies else 0,
        "reply_id": reply,
    }


def _panellists(meeting: Meeting, words: Words) -> tuple[tuple[str, str], ...]:
    """Whom the sitting has on the podium to be asked."""
    items = meeting.sitting.items if meeting.sitting else ()
    seats = dict.fromkeys(i.speaker for i in items if i.speaker and i.kind == "presentation")
    return tuple((seat, words.seat_name(meeting.seats[seat])) for seat in seats)


def _offers(meeting: Meeting, words: Words, seat: str) -> tuple[Offer, ...]:
    """Offers to swap with a delegation's place, as long as both wait."""
    places = {i.id: (place, i) for place, i in _waiting(meeting)}
    return tuple(
        Offer(mine, theirs, words.seat_name(meeting.seats[places[theirs][1].seat]), ordinal(places[theirs][0]))
        for theirs, mine in meeting.swaps
        if theirs in places and mine in places and places[mine][1].seat == seat
    )


def _offered(meeting: Meeting, words: Words, inscription: str) -> tuple[str, ...]:
    """Whom a place was offered to that have not agreed yet."""
    seats = {i.id: i.seat for _, i in _waiting(meeting)}
    others = (other for mine, other in meeting.swaps if mine == inscription and other in seats)
    return tuple(words.seat_name(meeting.seats[seats[other]]) for other in others)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 22nd ... for English."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _waiting(meeting: Meeting) -> Iterator[tuple[int, Inscription]]:
    for speakers in meeting.lists.values():
        if speakers.kind == "speakers":
            yield from enumerate(speakers.waiting, 1)
