"""The delegate's phone: the floor, the list of speakers, and the state of the delegation itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nameplate.meeting import Meeting
from nameplate.meeting.floor.next_speaker import next_call
from nameplate.meeting.model.values import Inscription, Notice, Seat, Sitting, SpeakersList
from nameplate.meeting.notices import visible_notices
from nameplate.meeting.speakers_list.advance_inscriptions import has_window
from nameplate.meeting.speakers_list.desk_inscriptions import ADVANCE
from nameplate.meeting.speakers_list.inscription_checks import may_inscribe
from nameplate.meeting.speakers_list.list_lookup import list_taking_requests, replies_list
from nameplate.meeting.statements import target_key
from nameplate.wording.labels import MOTION_LABELS
from nameplate.wording.language import Words

from .announcements import announcements
from .floor_holder import FloorHolder, current_holder, interrupted_holder
from .inscription_views import hidden_inscriptions
from .meeting_status import list_state, notice, status
from .outlook import ExpectedInscription, expected_inscriptions, outlook
from .phone_programme import phone_programme
from .points_of_order import is_to_be_ruled_on
from .render_context import RenderContext, computed_once

STILL_TO_SPEAK = ("waiting", "late", "speaking")


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """The state of one delegation.

    `state` is the state of its inscription, "none" without one, or "gone" if the delegation takes no part any more.

    - `place`: the place of its inscription, from 1.
    - `next`: whether the delegation is called next.
    - `is_expected`: whether the list has likely times. It has none while the sitting is suspended.
    - `offers`: swap offers from other delegations to this delegation.
    - `offered`: the names of the delegations to which this delegation has made a swap offer.
    - `message`: the chair's message to this delegation.
    - `statement`: whether the text of its speech is attached.
    - `note`: the note of this delegation to the chair.
    - `point`: the state of its point of order, or "" if it has none.
    - `reply_number`: which right of reply the delegation waits for.
    - `advance`: the window in which delegations can inscribe before the sitting. None if it has none.
    - `unconfirmed`: the inscription was made in advance, and the desk has not confirmed it.
    - `remote`: whether it takes part from elsewhere, so that it can test its connection.
    """

    name: str
    state: str
    list_state: str
    inscription: str = ""
    place: int = 0
    ordinal: str = ""
    missed: int = 0
    holder: FloorHolder | None = None
    notice: Notice | None = None
    more: More | None = None
    offers: tuple[Offer, ...] = ()
    offered: tuple[str, ...] = ()
    next: bool = False
    is_expected: bool = False
    message: str = ""
    note: str = ""
    point: str = ""
    point_id: str = ""
    point_note: str = ""
    ruling: str = ""
    reply: bool = False
    reply_id: str = ""
    reply_number: str = ""
    reply_note: str = ""
    statement: str = ""
    advance: AdvanceWindow | None = None
    unconfirmed: bool = False
    remote: bool = False


@dataclass(frozen=True, slots=True)
class AdvanceWindow:
    """When a delegation can inscribe before the sitting that is shown. `opens` and `closes` are UTC in milliseconds."""

    opens: int
    closes: int
    seat: str


@dataclass(frozen=True, slots=True)
class More:
    """The other actions of a delegation.

    `offers` names these actions in short. This value contains no ids. So it is equal for all delegations with the same
    possible actions, and is rendered only once. The page takes the inscriptions for a swap from the list of speakers.
    """

    waits: bool
    replies: bool
    can_ask: bool
    can_reply: bool
    can_raise: bool
    motions: tuple[tuple[str, str], ...]
    can_swap: bool
    offers: tuple[str, ...]
    panellists: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A swap offer from another delegation. `mine` and `theirs` are ids of inscriptions."""

    mine: str
    theirs: str
    name: str
    ordinal: str


@dataclass(frozen=True, slots=True)
class PhoneList:
    """The inscriptions that are shown, the number of further ones, and values from which the browser computes times."""

    inscriptions: tuple[ExpectedInscription, ...]
    beyond: int
    waits_ms: int
    spread: int
    stop: int | None


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    """The regions that all phones share."""
    meeting, words = context.meeting, context.words
    return {
        "status": status(meeting, words),
        "floor": current_holder(meeting, words),
        "notice": notice(meeting, "hall"),
        "announced": announcements(meeting, words),
        "programme": phone_programme(meeting, words),
        "speakers_list": speakers_list(context),
    }


def speakers_list(context: RenderContext) -> PhoneList:
    """The list of speakers."""
    meeting = context.meeting
    ahead = outlook(context)
    return PhoneList(
        expected_inscriptions(context), len(hidden_inscriptions(meeting)), ahead.waits_ms, ahead.spread, ahead.stop
    )


def personal(context: RenderContext, seat: str) -> dict[str, object]:
    """The region of one delegation."""
    return {"mine": mine(context, seat)}


def mine(context: RenderContext, seat: str) -> OwnPlace:
    """The state of a delegation, and the chair's message to it."""
    place, messages = _place(context, seat), _same_for_all(context).messages
    if own_seat(context.meeting, seat).remote:
        place = replace(place, remote=True)
    statement = _statement(context.meeting, seat)
    return (
        replace(place, message=messages.get(seat, ""), statement=statement) if seat in messages or statement else place
    )


def own_seat(meeting: Meeting, seat: str) -> Seat:
    """The seat of a delegation. If its addition to the participants was undone, a seat that may do nothing."""
    return meeting.seats.get(seat) or Seat(seat, "other")


def _statement(meeting: Meeting, seat: str) -> str:
    """Whether the text of a speech is `attached`, or `missing`. "" if there is no speech to which one belongs."""
    own = meeting.inscriptions.for_seat(seat) if meeting.rules.statements != "off" else ()
    if any(target_key(each.id, None, seat) in meeting.statements for each in own if each.state in STILL_TO_SPEAK):
        return "attached"
    return "missing" if any(each.state in STILL_TO_SPEAK for each in own) else ""


def _place(context: RenderContext, seat: str) -> OwnPlace:
    """The state of a delegation. It comes from its waiting inscription, or, without one, from its newest past one."""
    meeting, words = context.meeting, context.words
    name, same = words.seat_name(own_seat(meeting, seat)), _same_for_all(context)
    if seat not in meeting.seats:
        return OwnPlace(name, "gone", same.list_state)
    holder = next((each for each in (same.holder, same.interrupted) if each and each.seat == seat), None)
    if holder and holder is same.holder:
        return OwnPlace(name, "speaking", same.list_state, holder=holder, notice=notice(meeting, "speaker"))
    if holder:
        return OwnPlace(name, "interrupted", same.list_state, holder=holder)
    own = [i for i in meeting.inscriptions.for_seat(seat) if meeting.lists[i.list].purpose == "speakers"]
    beside = _beside(meeting, words, same, seat, own)
    late = next((i for i in own if i.state == "late"), None)
    if late:
        unconfirmed = late.source == ADVANCE
        return OwnPlace(name, "late", same.list_state, late.id, note=late.note, unconfirmed=unconfirmed, **beside)
    waiting = [i for i in own if i.state == "waiting"]
    if waiting:
        lists = [*meeting.lists]
        first = min(waiting, key=lambda i: (lists.index(i.list), same.places[i.id]))
        return _waiting(meeting, words, same, name, first, beside)
    return OwnPlace(name, _became_of(meeting, own), same.list_state, **beside)


def _waiting(
    meeting: Meeting, words: Words, same: _Same, name: str, inscription: Inscription, beside: Mapping[str, Any]
) -> OwnPlace:
    """The state of a delegation with a waiting inscription."""
    number = same.places[inscription.id]
    return OwnPlace(
        name,
        "waiting",
        same.list_state,
        inscription.id,
        number,
        words.ordinal(number),
        inscription.missed,
        offers=_offers(meeting, words, same, inscription.seat),
        offered=_offered(meeting, words, inscription.id),
        next=same.up == inscription.id,
        is_expected=meeting.sitting is not None and meeting.sitting.state == "open",
        note=inscription.note,
        **beside,
    )


def _became_of(meeting: Meeting, own: Sequence[Inscription]) -> str:
    """The state of the last inscription that left the list. "none" if no inscription has left the list."""
    if len(own) < 2:
        return own[0].state if own else "none"
    ids = {i.id for i in own}
    past = (i for s in meeting.lists.values() if s.purpose == "speakers" for i in s.past if i.id in ids)
    return [i.state for i in past][-1]


@dataclass(frozen=True, slots=True)
class _Same:
    """Values that the regions of all delegations share. `places` has the place of each inscription."""

    list_state: str
    open_now: bool
    list_taking_requests: SpeakersList | None
    holder: FloorHolder | None
    interrupted: FloorHolder | None
    up: str | None
    places: Mapping[str, int]
    waiting: int
    panellists: tuple[tuple[str, str], ...]
    motions: tuple[tuple[str, str], ...]
    messages: Mapping[str, str]
    advance: Sitting | None


@computed_once
def _same_for_all(context: RenderContext) -> _Same:
    meeting, words = context.meeting, context.words
    up = next_call(meeting)
    lists = [speakers.waiting for speakers in meeting.lists.values() if speakers.purpose == "speakers"]
    return _Same(
        list_state=list_state(meeting),
        open_now=meeting.sitting is not None,
        list_taking_requests=list_taking_requests(meeting),
        holder=current_holder(meeting, words),
        interrupted=interrupted_holder(meeting, words),
        up=up.inscription.id if up and up.inscription else None,
        places={i.id: number for waiting in lists for number, i in enumerate(waiting, 1)},
        waiting=sum(map(len, lists)),
        panellists=_panellists(meeting, words),
        motions=tuple((motion, words.translate(label)) for motion, label in MOTION_LABELS.items()),
        messages={n.seat: n.text for n in visible_notices(meeting) if n.seat},
        advance=_sitting_with_window(meeting),
    )


def _sitting_with_window(meeting: Meeting) -> Sitting | None:
    """The next sitting for which delegations can inscribe in advance. None while a sitting is open."""
    return next((s for s in meeting.sittings if has_window(s)), None) if meeting.sitting is None else None


def _beside(meeting: Meeting, words: Words, same: _Same, seat: str, own: Sequence[Inscription]) -> dict[str, Any]:
    """The fields that do not depend on the inscription: other actions, point of order, right of reply."""
    waits = sum(i.state == "waiting" for i in own)
    in_line = not any(i.state == "late" for i in own)
    own_points = [p for p in meeting.points if p.seat == seat]
    point = next((p for p in own_points if p.state == "raised" or is_to_be_ruled_on(meeting, p)), None)
    reply = _reply(meeting, seat)
    can_ask = same.list_taking_requests is not None and may_inscribe(meeting, same.list_taking_requests, seat)
    can_reply = same.open_now and own_seat(meeting, seat).category in meeting.rules.reply_categories
    can_raise = same.open_now and point is None and own_seat(meeting, seat).category in meeting.rules.point_categories
    offers = (
        (words.text("Question"), can_ask),
        (words.text("Other place"), in_line and waits > 0),
        (words.text("Right of reply"), can_reply or reply is not None),
        (words.text("Point of order"), can_raise),
    )
    more = More(
        waits=in_line and waits > 0,
        replies=reply is not None,
        can_ask=can_ask,
        can_reply=can_reply,
        can_raise=can_raise,
        motions=same.motions,
        can_swap=0 < waits < same.waiting,
        offers=tuple(label for label, possible in offers if possible),
        panellists=same.panellists,
    )
    return {
        "more": more if same.open_now else None,
        "advance": AdvanceWindow(ahead.inscribe_from, ahead.inscribe_until, seat) if (ahead := same.advance) else None,
        "point": point.state if point else "",
        "point_id": point.id if point else "",
        "point_note": point.note if point else "",
        "ruling": own_points[-1].ruling if own_points and point is None else "",
        "reply": reply is not None,
        "reply_id": reply.id if reply else "",
        "reply_number": words.reply_number(reply.turn if reply else 0),
        "reply_note": reply.note if reply else "",
    }


def _reply(meeting: Meeting, seat: str) -> Inscription | None:
    """The right of reply that a delegation waits for."""
    replies = replies_list(meeting)
    own = (i for i in meeting.inscriptions.for_seat(seat) if replies and i.list == replies.id)
    return next((i for i in own if i.state == "waiting"), None)


def _panellists(meeting: Meeting, words: Words) -> tuple[tuple[str, str], ...]:
    """The panellists of the sitting, to whom a delegation can address a question."""
    items = meeting.sitting.items if meeting.sitting else ()
    seats = dict.fromkeys(i.speaker for i in items if i.speaker and i.kind == "presentation")
    return tuple((seat, words.seat_name(meeting.seats[seat])) for seat in seats)


def _offers(meeting: Meeting, words: Words, same: _Same, seat: str) -> tuple[Offer, ...]:
    """Swap offers from other delegations to this delegation."""
    found = []
    for theirs, mine in meeting.swaps:
        offering, asked = meeting.inscriptions.get(theirs), meeting.inscriptions.get(mine)
        if offering and asked and asked.seat == seat and theirs in same.places:
            found.append(
                Offer(mine, theirs, words.seat_name(meeting.seats[offering.seat]), words.ordinal(same.places[theirs]))
            )
    return tuple(found)


def _offered(meeting: Meeting, words: Words, inscription: str) -> tuple[str, ...]:
    """The names of the delegations that have a swap offer for this inscription and have not accepted it."""
    others = (meeting.inscriptions.get(other) for mine, other in meeting.swaps if mine == inscription)
    return tuple(words.seat_name(meeting.seats[other.seat]) for other in others if other)
