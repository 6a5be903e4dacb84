"""The page on which a delegation inscribes in advance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Inscription, Seat
from nameplate.meeting.speakers_list.advance_inscriptions import advance_requests, has_window, lists_open_in_advance
from nameplate.meeting.speakers_list.inscription_checks import may_inscribe
from nameplate.wording.language import Words, item_title

from .inscription_views import InscriptionView, inscription_view

UN_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@dataclass(frozen=True, slots=True)
class Window:
    """The window of a sitting. Times are UTC in milliseconds. `state`: to_come, open, over, rehearsal."""

    title: str
    opens: int
    closes: int
    state: str


@dataclass(frozen=True, slots=True)
class OwnInscription:
    """An inscription of the delegation. `is_confirmed` says that the desk has confirmed it."""

    inscription: InscriptionView
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class AdvancePage:
    """The windows of the meeting, the lists on which the delegation can inscribe now, and its inscriptions.

    `items` has an item of each list, with its title. `given` has what the delegation has given so far, by field.
    """

    name: str
    windows: tuple[Window, ...]
    items: tuple[tuple[str, str], ...]
    own: tuple[OwnInscription, ...]
    languages: tuple[tuple[str, str], ...]
    given: Mapping[str, str]


def advance_page(meeting: Meeting, words: Words, seat: str, now: int) -> AdvancePage:
    """What a delegation sees at this time (ms)."""
    own_seat = meeting.seats.get(seat) or Seat(seat, "other")
    open_now = [each for each in lists_open_in_advance(meeting, now) if may_inscribe(meeting, each, seat, late=False)]
    waits = [one for speakers in open_now for one in advance_requests(speakers) if one.seat == seat]
    newest = waits[-1] if waits else None
    given = {
        "language": newest.language if newest else own_seat.language,
        "dignitary": newest.dignitary if newest else "",
        "dignitary_title": newest.dignitary_title if newest else "",
        "note": newest.note if newest else "",
    }
    codes = dict.fromkeys((*UN_LANGUAGES, *filter(None, [own_seat.language, given["language"]])))
    return AdvancePage(
        words.seat_name(own_seat),
        tuple(_windows(meeting, words, now)),
        tuple((each.items[0], item_title(words, meeting, each.items[0])) for each in open_now),
        tuple(_own(meeting, words, seat)),
        tuple((code, words.language_name(code)) for code in codes),
        given,
    )


def _windows(meeting: Meeting, words: Words, now: int) -> list[Window]:
    found = []
    for sitting in meeting.sittings:
        if has_window(sitting):
            state = "to_come" if now < sitting.inscribe_from else "over" if now >= sitting.inscribe_until else "open"
            state = "rehearsal" if state == "open" and meeting.rehearsal else state
            date, time = words.date(sitting.start, meeting.timezone), words.time(sitting.start, meeting.timezone)
            title = words.text("Sitting of %(date)s, %(time)s", date=date, time=time)
            found.append(Window(title, sitting.inscribe_from, sitting.inscribe_until, state))
    return found


def _own(meeting: Meeting, words: Words, seat: str) -> list[OwnInscription]:
    lists = {item.list for sitting in meeting.sittings if has_window(sitting) for item in sitting.items if item.list}
    return [
        OwnInscription(inscription_view(meeting, words, one, 0), _is_confirmed(one))
        for one in meeting.inscriptions.for_seat(seat)
        if one.list in lists and one.state in ("late", "waiting")
    ]


def _is_confirmed(inscription: Inscription) -> bool:
    return inscription.state == "waiting"
