"""The list of speakers as it stands: everything that a chair needs to go on by hand when the machines fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from nameplate.meeting import Meeting
from nameplate.meeting.floor.points_of_order import raised_points
from nameplate.meeting.forecast.forecast import forecast
from nameplate.meeting.model.values import Inscription, SpeakersList
from nameplate.meeting.programme.items import planned_items
from nameplate.meeting.speakers_list.advance_inscriptions import late_requests
from nameplate.meeting.speakers_list.order_reasons import order_reasons
from nameplate.meeting.speeches.speaking_times import speaking_time_ms
from nameplate.screens.floor_holder import FloorHolder, current_holder
from nameplate.screens.inscription_views import InscriptionView, inscription_view
from nameplate.screens.meeting_status import Status, current_list, status
from nameplate.screens.render_context import RenderContext
from nameplate.wording.durations import duration
from nameplate.wording.labels import MOTION_LABELS, ORDER_LABELS
from nameplate.wording.language import Words, item_title
from nameplate.wording.record_labels import SOURCES

BLANK_ROWS = 6
"""Rows for speakers who are added by hand."""


@dataclass(frozen=True, slots=True)
class PrintedInscription:
    """A row. `above` is a sentence over the row: a later floor block begins here, or speakers are not reached."""

    view: InscriptionView
    source: str
    limit: str
    at: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A list with its waiting inscriptions, and those that came too late. `blanks` are numbers of empty rows."""

    name: str
    rows: tuple[PrintedInscription, ...]
    late: tuple[PrintedInscription, ...]
    blanks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ListPaper:
    """`heard` are the speakers of the current list that were heard, `points` the points of order that wait."""

    status: Status
    order: str
    at: str
    date: str
    holder: FloorHolder | None
    holder_since: str
    lists: tuple[PrintedList, ...]
    heard: tuple[str, ...]
    points: tuple[str, ...]
    items: tuple[tuple[str, int | None], ...]
    item_opened: str


def list_paper(context: RenderContext, now: int) -> ListPaper:
    """The list at a time (UTC, ms). It contains every waiting inscription, however long the list is."""
    meeting, words = context.meeting, context.words
    current, speech, zone = current_list(meeting), meeting.speech, meeting.timezone
    return ListPaper(
        status=status(meeting, words),
        order=words.translate(ORDER_LABELS[meeting.rules.order]),
        at=words.exact_time(now, zone),
        date=words.date(now, zone),
        holder=current_holder(meeting, words),
        holder_since=words.time(speech.began_at, zone) if speech else "",
        lists=tuple(_lists(meeting, words, current, now)),
        heard=tuple(_heard(meeting, words, current)) if current else (),
        points=tuple(
            f"{words.seat_name(meeting.seats[point.seat])} ({words.translate(MOTION_LABELS[point.motion])})"
            for point in raised_points(meeting)
        ),
        items=tuple((item_title(words, meeting, item.id), item.minutes) for item in planned_items(meeting)),
        item_opened=words.time(meeting.item.opened_at, zone) if meeting.item else "",
    )


def _lists(meeting: Meeting, words: Words, current: SpeakersList | None, now: int) -> Iterator[PrintedList]:
    """The current list, then the other lists on which somebody waits. Rights of reply come last."""
    others = [each for each in meeting.lists.values() if each is not current and (each.waiting or late_requests(each))]
    others.sort(key=lambda each: each.purpose == "replies")
    if current:
        blanks = tuple(range(len(current.waiting) + 1, len(current.waiting) + 1 + BLANK_ROWS))
        yield replace(_list(meeting, words, current, now), blanks=blanks)
    for each in others:
        yield _list(meeting, words, each, now)


def _list(meeting: Meeting, words: Words, speakers: SpeakersList, now: int) -> PrintedList:
    return PrintedList(
        _name(meeting, words, speakers),
        tuple(_waiting(meeting, words, speakers, now)),
        tuple(_row(meeting, words, inscription, 0) for inscription in late_requests(speakers)),
    )


def _name(meeting: Meeting, words: Words, speakers: SpeakersList) -> str:
    if speakers.purpose == "replies":
        return words.text("Rights of reply")
    titles = dict.fromkeys(item_title(words, meeting, item) for item in speakers.items)
    return words.text("List of speakers: %(items)s", items="; ".join(titles))


def _waiting(meeting: Meeting, words: Words, speakers: SpeakersList, now: int) -> Iterator[PrintedInscription]:
    seen = forecast(meeting, now)
    likely = {speech.inscription: speech for speech in seen.speeches}
    is_forecast, was_reached = seen.list == speakers.id, True
    reasons = order_reasons(meeting, speakers, speakers.waiting)
    for number, (inscription, because) in enumerate(zip(speakers.waiting, reasons, strict=True), 1):
        view = inscription_view(meeting, words, inscription, number, because)
        row = _row(meeting, words, inscription, number, view)
        speech = likely.get(inscription.id)
        is_reached = not is_forecast or (speech is not None and speech.reached)
        above = ""
        if was_reached and not is_reached:
            end = words.time(seen.stop, meeting.timezone)
            above = words.text("Probably not reached before the end of the sitting at %(time)s", time=end)
        elif is_reached and is_forecast and inscription.id == seen.first_in_later_block:
            above = words.text("from here in the next slot")
        was_reached = is_reached
        at = words.time(speech.begins, meeting.timezone) if speech and is_reached else ""
        yield replace(row, at=at, above=above)


def _row(
    meeting: Meeting, words: Words, inscription: Inscription, number: int, view: InscriptionView | None = None
) -> PrintedInscription:
    return PrintedInscription(
        view or inscription_view(meeting, words, inscription, number),
        words.label(SOURCES, inscription.source) if inscription.source != "phone" else "",
        duration(speaking_time_ms(meeting, meeting.seats[inscription.seat], None, inscription)),
        "",
    )


def _heard(meeting: Meeting, words: Words, speakers: SpeakersList) -> Iterator[str]:
    past = {inscription.id for inscription in speakers.past}
    for speech in meeting.speeches.values():
        if speech.state == "ended" and speech.inscription in past:
            yield words.seat_name(meeting.seats[speech.seat])
