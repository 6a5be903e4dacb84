"""The account of a meeting: who spoke, when, for how long and under which limit; who did not, and why; what was decided.

Every inscription is in it exactly once: behind an intervention that counts, or among those who were not heard.
"""

from __future__ import annotations

from collections.abc import Iterable

from nameplate.meeting import Meeting
from nameplate.meeting.clock import elapsed_ms
from nameplate.meeting.inscriptions import find_inscription
from nameplate.meeting.state import Inscription, Item, Point, Seat, Sitting, SpeakersList, Speech
from nameplate.screens.words import CATEGORIES, Words, item_title

from .chronicle import Chronicle, chronicle
from .facts import COUNTED, Account, Intervention, ListAccount, PointOfOrder, SittingAccount, Step, Total, Unheard, Who

HEARD = ("heard", "speaking")


def account(meeting: Meeting, words: Words) -> Account:
    """Everything that a report on the meeting can say, as far as the meeting has come."""
    return _Teller(meeting, words).account()


class _Teller:
    """The meeting, its log, and the numbers that the interventions have."""

    def __init__(self, meeting: Meeting, words: Words) -> None:
        self.meeting = meeting
        self.words = words
        self.log: Chronicle = chronicle(meeting, words)
        self.granted = self.log.granted_ms()
        self.left = self.log.left_at()
        heard = [s.id for s in meeting.speeches.values() if s.state in COUNTED]
        self.numbers = {speech: number for number, speech in enumerate(heard, 1)}

    def account(self) -> Account:
        meeting, chair = self.meeting, self.meeting.seats.get("chair")
        created = self.log.created
        sittings = tuple(self._sitting(s) for s in meeting.sittings)
        return Account(
            meeting.code,
            meeting.version,
            meeting.at,
            meeting.title,
            meeting.body,
            meeting.room,
            meeting.timezone,
            self.words.seat_name(chair) if chair else "",
            chair.title if chair else "",
            next((s.opened_at for s in meeting.sittings if s.opened_at), meeting.sittings[0].start),
            sittings,
            tuple(self._list(speakers) for speakers in meeting.lists.values()),
            created.limits if created else meeting.limits,
            self.log.limit_changes(),
            self.log.programme_changes(),
            self.log.corrections(),
            totals(i for s in sittings for i in s.interventions),
        )

    def _sitting(self, sitting: Sitting) -> SittingAccount:
        meeting = self.meeting
        interventions = tuple(
            self._intervention(s)
            for s in meeting.speeches.values()
            if self._sitting_at(s.began_at, s.item) == sitting.id
        )
        until = sitting.closed_at
        suspensions = self.log.suspensions(sitting.id, until)
        return SittingAccount(
            sitting.id,
            sitting.theme,
            sitting.state,
            sitting.start,
            sitting.end,
            sitting.opened_at,
            until,
            suspensions,
            tuple(self._step(item, suspensions) for item in sitting.items),
            interventions,
            tuple(self._unheard(sitting)),
            tuple(self._point(p) for p in meeting.points if self._sitting_at(p.at) == sitting.id),
            totals(interventions),
        )

    def _sitting_at(self, at: int, item: str | None = None) -> str:
        """The sitting of an item; without one, the sitting that was open at that time."""
        sittings = self.meeting.sittings
        for sitting in sittings:
            if item and any(i.id == item for i in sitting.items):
                return sitting.id
        opened = [s for s in sittings if s.opened_at is not None and s.opened_at <= at]
        return max(opened, key=lambda s: s.opened_at or 0).id if opened else sittings[0].id

    def _step(self, item: Item, suspensions: tuple[tuple[int, int], ...]) -> Step:
        opened_at, closed_at = self.log.item_times().get(item.id, (None, None))
        planned = next(
            (i for s in (self.log.created.sittings if self.log.created else ()) for i in s.items if i.id == item.id),
            None,
        )
        seats = [item.speaker] if item.speaker else item.speakers
        return Step(
            item.id,
            item.kind,
            item_title(self.words, self.meeting, item.id),
            item.theme,
            tuple(self._name(seat) for seat in seats),
            item.on_behalf_of,
            item.state,
            planned.minutes if planned else None,
            item.minutes,
            opened_at,
            closed_at,
            _open_ms(opened_at, closed_at or self.meeting.at, suspensions) if opened_at is not None else None,
        )

    def _intervention(self, speech: Speech) -> Intervention:
        meeting = self.meeting
        place = find_inscription(meeting, speech.inscription) if speech.inscription else None
        answered = meeting.speeches.get(speech.reply_to or (place.reply_to if place else None) or "")
        used = elapsed_ms(speech.clock, meeting.at)
        return Intervention(
            speech.id,
            self.numbers.get(speech.id, 0),
            self._who(meeting.seats[speech.seat]),
            speech.form,
            speech.on_behalf_of,
            speech.item,
            item_title(self.words, meeting, speech.item) if speech.item else "",
            speech.inscription,
            place.at if place else None,
            place.source if place else "",
            self._name(place.to) if place and place.to else "",
            self.numbers.get(answered.id, 0) if answered else 0,
            self._name(answered.seat) if answered else "",
            place.turn if place else 0,
            speech.began_at,
            speech.ended_at,
            self.granted.get(speech.id, speech.clock.limit_ms),
            speech.clock.limit_ms,
            used,
            max(0, (speech.ended_at or meeting.at) - speech.began_at - used),
            speech.state,
        )

    def _unheard(self, sitting: Sitting) -> Iterable[Unheard]:
        for speakers in self.meeting.lists.values():
            for place in (*speakers.past, *speakers.waiting, *speakers.late):
                if place.state not in HEARD and self._sitting_of(speakers, place) == sitting.id:
                    yield self._not_heard(speakers, place)

    def _not_heard(self, speakers: SpeakersList, place: Inscription) -> Unheard:
        return Unheard(
            place.id,
            speakers.id,
            self._who(self.meeting.seats[place.seat]),
            place.form,
            place.on_behalf_of,
            place.at,
            place.source,
            place.turn,
            place.state,
            self._left_at(speakers, place),
        )

    def _left_at(self, speakers: SpeakersList, place: Inscription) -> int | None:
        """When it was clear that nobody would be heard. A list ends with the last sitting that drew on it."""
        if place.state in ("waiting", "late"):
            return None
        if place.state in ("not_reached", "refused"):
            ends = [s.closed_at for s in self._sittings_of(speakers) if s.closed_at]
            return max(ends, default=None)
        return self.left.get(place.id)

    def _sitting_of(self, speakers: SpeakersList, place: Inscription) -> str:
        """The sitting, of those that drew on the list, in which a place came to its end or stands now."""
        own = self._sittings_of(speakers)
        at = self._left_at(speakers, place) or self.meeting.at
        begun = [s for s in own if s.opened_at is not None and s.opened_at <= at]
        return (begun or own or self.meeting.sittings)[-1 if begun else 0].id

    def _sittings_of(self, speakers: SpeakersList) -> list[Sitting]:
        return [
            s
            for s in self.meeting.sittings
            if speakers.id == f"{s.id}-replies" or any(i.list == speakers.id for i in s.items)
        ]

    def _point(self, point: Point) -> PointOfOrder:
        speech = self.meeting.speeches.get(point.speech or "")
        return PointOfOrder(
            point.id,
            self.numbers.get(point.speech or "", 0),
            self._who(self.meeting.seats[point.seat]),
            point.at,
            speech.began_at if speech else None,
            point.note,
            self.log.interrupted().get(point.id, ""),
            point.state,
            point.ruling,
            self.log.ruled_at().get(point.id),
        )

    def _list(self, speakers: SpeakersList) -> ListAccount:
        drawn = self.log.drawn(speakers.id)
        order: tuple[str, ...] = getattr(drawn.event, "order", ()) if drawn else ()
        places = frozenset(i.id for i in (*speakers.past, *speakers.waiting, *speakers.late))
        draw = speakers.drawn
        return ListAccount(
            speakers.id,
            speakers.kind,
            tuple(item_title(self.words, self.meeting, item) for item in speakers.items),
            tuple(s.id for s in self._sittings_of(speakers)),
            speakers.state,
            speakers.opened_at,
            speakers.closed_at,
            self.meeting.rules.order if speakers.kind == "speakers" else "receipt",
            draw.method if draw else "",
            draw.seed if draw else "",
            draw.letter if draw else "",
            drawn.at if drawn else None,
            order,
            tuple(self.log.known.people.get(place, place) for place in order),
            self.log.acts_of_list(speakers.id, places, speakers.kind),
        )

    def _who(self, seat: Seat) -> Who:
        return Who(seat.id, self.words.seat_name(seat), seat.category, seat.title, seat.of)

    def _name(self, seat: str) -> str:
        return self.words.seat_name(self.meeting.seats[seat]) if seat in self.meeting.seats else seat


def totals(interventions: Iterable[Intervention]) -> tuple[Total, ...]:
    """What each kind of speaker was given and used, in the order of the kinds; only what counts is counted."""
    counted = [i for i in interventions if i.counts]
    kinds = sorted({i.who.kind for i in counted}, key=[*CATEGORIES].index)
    return tuple(_total(kind, [i for i in counted if i.who.kind == kind]) for kind in kinds)


def _total(kind: str, own: list[Intervention]) -> Total:
    return Total(
        kind,
        len({i.who.seat for i in own}),
        len(own),
        sum(i.limit_ms for i in own),
        sum(i.used_ms for i in own),
        sum(i.over_ms > 0 for i in own),
        sum(i.over_ms for i in own),
    )


def _open_ms(opened_at: int, closed_at: int, suspensions: tuple[tuple[int, int], ...]) -> int:
    """Time for which an item was open and the sitting not suspended."""
    rests = (max(0, min(closed_at, until or closed_at) - max(opened_at, since)) for since, until in suspensions)
    return closed_at - opened_at - sum(rests)
