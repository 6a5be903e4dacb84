"""The meeting as JSON for programs. `GET /m/{code}/state` and the WebSocket send this document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from nameplate.meeting import LogEntry, Meeting, Role
from nameplate.meeting.booth_signals import visible_signals
from nameplate.meeting.forecast.forecast import forecast
from nameplate.meeting.forecast.what_if import longest_time_for_all
from nameplate.meeting.model import values
from nameplate.meeting.notices import visible_notices
from nameplate.meeting.remote_delegations import remote_state
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.speakers_list.order_reasons import order_reasons
from nameplate.meeting.speeches.clock import phase, warning_thresholds
from nameplate.meeting.speeches.speaking_times import current_limits
from nameplate.meeting.statements import find_statement, is_spoken, may_read, statement_of
from nameplate.wording.language import Words, item_title

from .inscription_views import InscriptionView, upcoming_speakers
from .next_step import next_step
from .prepared_speech import current_speech, next_speech
from .render_context import RenderContext, computed_once
from .state_types import (
    Floor,
    Forecast,
    Inscription,
    Item,
    Lists,
    Picture,
    PointOfOrder,
    RemoteDelegation,
    Sitting,
    SpeakersList,
    Statement,
    StepToTake,
    StepValues,
    Upcoming,
    WaitingInscription,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets the document."""

    moderates: bool
    seat: str | None
    interprets: bool

    @property
    def role(self) -> Role:
        """A role that may read the same texts."""
        return Role.CHAIR if self.moderates else Role.BOOTH if self.interprets else Role.PUBLIC


def picture(
    context: RenderContext,
    now_ms: int,
    moderates: bool,
    seat: str | None = None,
    interprets: bool = False,
    bridges: bool = False,
) -> Picture:
    """The meeting as plain values.

    Only moderators can read all notes and messages. A `seat` can also read its own notes, and the messages to it.
    With `interprets`, the booth can read the messages to it. The booth and moderators can read its signals. With
    `bridges`, a bridge can read the connections of remote delegations.
    """
    meeting, words = context.meeting, context.words
    timer, reader = meeting.auxiliary_timer, Reader(moderates, seat, interprets)
    return {
        "version": meeting.version,
        "now_ms": now_ms,
        "code": meeting.code,
        "title": meeting.title,
        "body": meeting.body,
        "room": meeting.room,
        "timezone": meeting.timezone,
        "sittings": [_sitting(meeting, words, s, reader) for s in meeting.sittings],
        "floor": _floor(meeting, words, meeting.speech, now_ms, reader) if meeting.speech else None,
        "next": [_upcoming(meeting, p, reader) for p in upcoming_speakers(context)[:5]],
        "next_step": _next_step(context) if moderates else None,
        "own_seat": seat,
        **_lists(context, reader),
        "points_of_order": [_point(meeting, words, p, moderates or p.seat == seat) for p in meeting.points],
        "limits": {category: seconds * 1000 for category, seconds in current_limits(meeting).items()},
        "notices": [
            {"id": n.id, "to": n.to, "seat": n.seat, "text": n.text}
            for n in visible_notices(meeting)
            if moderates or n.to == "hall" or (interprets and n.to == "booth") or (seat and n.seat == seat)
        ],
        "booth_signals": [
            {"signal": s.signal, "since_ms": s.at, "until_ms": s.shown_until}
            for s in visible_signals(meeting)
            if (moderates or interprets) and now_ms < s.shown_until
        ],
        "remote_delegations": [
            _remote(meeting, each, moderates or bridges) for each in meeting.seats.values() if each.remote
        ],
        "join_shown": meeting.join_shown,
        "auxiliary_timer": {"text": timer.text, "ends_at_ms": timer.ends_at} if timer else None,
        "podium_dark": meeting.podium_dark,
        "rehearsal": meeting.rehearsal > 0,
        "forecast": _forecast(meeting, now_ms),
    }


def _remote(meeting: Meeting, seat: values.Seat, with_state: bool) -> RemoteDelegation:
    if not with_state:
        return {"seat": seat.id}
    state = remote_state(meeting, seat.id)
    return {
        "seat": seat.id,
        "in_conference": state.in_conference,
        "microphone": state.microphone,
        "hand": state.hand,
        "reported_ms": state.reported_at,
        "tested_ms": state.tested_at,
        "round_trip_ms": state.round_trip_ms if state.tested_at else None,
    }


def _next_step(context: RenderContext) -> StepToTake | None:
    """The command that the chair's key gives, as its button shows it. None if there is no next step."""
    step = next_step(context)
    if step.button is None:
        return None
    button = step.button
    return {
        "command": button.command,
        "values": cast(StepValues, dict(button.values)),
        "label": button.label,
        "read_aloud": step.read_aloud,
    }


def entry(entry: LogEntry, name: str, body: Any) -> dict[str, Any]:
    """An event of the log as plain values."""
    at = datetime.fromtimestamp(entry.at / 1000, UTC).isoformat(timespec="milliseconds")
    return {
        "version": entry.version,
        "name": name,
        "at": at.replace("+00:00", "Z"),
        "by": entry.by,
        "command": entry.command,
        "body": body,
    }


def iso(at: int, timezone: str) -> str:
    """A time with the offset of the meeting's time zone."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo(timezone)).isoformat()


def _forecast(meeting: Meeting, now: int) -> Forecast:
    """The forecast. A speaker who is not reached before the end of the sitting has no likely time."""
    seen, best = forecast(meeting, now), longest_time_for_all(meeting, now)
    is_suspended = meeting.sitting is not None and meeting.sitting.state == "suspended"
    return {
        "floor_free_ms": None if is_suspended else seen.free_at,
        "list": seen.list,
        "turns": [
            {
                "inscription": speech.inscription,
                "ahead": speech.ahead,
                "reached": speech.reached,
                "begins_ms": speech.begins if speech.reached else None,
                "earliest_ms": speech.earliest if speech.reached else None,
                "latest_ms": speech.latest if speech.reached else None,
            }
            for speech in seen.speeches
        ],
        "cut": seen.first_unreached,
        "stop_ms": seen.stop,
        "item_ends_ms": seen.item_ends,
        "item_over_ms": seen.item_over_ms,
        "sitting_ends_ms": seen.sitting_ends,
        "sitting_over_ms": seen.sitting_over_ms,
        "fits": dict(seen.more_speakers),
        "all_fit_with_ms": best * 1000 if best else None,
    }


def _sitting(meeting: Meeting, words: Words, sitting: values.Sitting, reader: Reader) -> Sitting:
    return {
        "id": sitting.id,
        "state": sitting.state,
        "start": iso(sitting.start, meeting.timezone),
        "end": iso(sitting.end, meeting.timezone),
        "theme": sitting.theme,
        "inscribe_from_ms": sitting.inscribe_from or None,
        "inscribe_until_ms": sitting.inscribe_until or None,
        "items": [_item(meeting, words, item, reader) for item in sitting.items],
    }


def _item(meeting: Meeting, words: Words, item: values.Item, reader: Reader) -> Item:
    seat = meeting.seats.get(item.speaker or "")
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item_title(words, meeting, item.id),
        "state": item.state,
        "minutes": item.minutes,
        "speaker": {"seat": seat.id, "name": words.seat_name(seat), "title": seat.title} if seat else None,
        "speakers": list(item.speakers),
        "theme": item.theme,
        "on_behalf_of": item.on_behalf_of,
        "language": item.language,
        "text": item.text,
        "statement": _statement(meeting, statement_of(meeting, None, item.id, item.speaker or ""), reader),
        "list": item.list,
    }


def _floor(meeting: Meeting, words: Words, speech: values.Speech, now_ms: int, reader: Reader) -> Floor:
    seat = meeting.seats[speech.seat]
    inscription = find_inscription(meeting, speech.inscription) if speech.inscription else None
    item = next((each for each in meeting.items() if each.id == speech.item), None)
    prepared = current_speech(meeting, speech)
    warn, last = warning_thresholds(speech.clock.limit_ms, meeting.rules, item)
    return {
        "speech": speech.id,
        "seat": seat.id,
        "name": words.seat_name(seat),
        "category": seat.category,
        "form": speech.form,
        "on_behalf_of": speech.on_behalf_of,
        "language": prepared.language,
        "text": prepared.text,
        "statement": _statement(meeting, find_statement(meeting, prepared.statement), reader),
        "item": speech.item,
        "inscription": speech.inscription,
        "turn": inscription.turn or None if inscription else None,
        "interrupted": meeting.interrupted,
        "clock": {
            "limit_ms": speech.clock.limit_ms,
            "elapsed_ms": speech.clock.elapsed_ms,
            "running_since_ms": speech.clock.running_since,
            "warn_left_ms": warn,
            "last_left_ms": last,
            "phase": phase(speech.clock, now_ms, meeting.rules, item),
        },
    }


@computed_once
def _lists(context: RenderContext, reader: Reader) -> Lists:
    """The lists of speakers and the rights of reply. Cached, because they are long and do not depend on the time."""
    meeting, words = context.meeting, context.words
    lists = [(speakers.purpose, _list(meeting, words, speakers, reader)) for speakers in meeting.lists.values()]
    return {
        "lists": [each for purpose, each in lists if purpose == "speakers"],
        "rights_of_reply": [each for purpose, each in lists if purpose == "replies"],
    }


def _point(meeting: Meeting, words: Words, point: values.Point, with_words: bool) -> PointOfOrder:
    shown: PointOfOrder = {
        "id": point.id,
        "seat": point.seat,
        "name": words.seat_name(meeting.seats[point.seat]),
        "motion": point.motion,
        "state": point.state,
    }
    return {**shown, "note": point.note, "ruling": point.ruling} if with_words else shown


def _list(meeting: Meeting, words: Words, speakers: values.SpeakersList, reader: Reader) -> SpeakersList:
    def shown(inscription: values.Inscription, place: int = 0) -> Inscription:
        return _inscription(meeting, words, inscription, place, reader)

    past: dict[str, list[Inscription]] = {}
    for inscription in speakers.past:
        past.setdefault(inscription.state, []).append(shown(inscription))
    reasons = order_reasons(meeting, speakers, speakers.waiting)
    waiting: list[WaitingInscription] = [
        {**shown(inscription, place), "reason": {"code": why.code, **why.facts}}
        for place, (inscription, why) in enumerate(zip(speakers.waiting, reasons, strict=True), 1)
    ]
    return {
        "id": speakers.id,
        "items": list(speakers.items),
        "state": speakers.state,
        "inscriptions": waiting,
        "late": [shown(inscription) for inscription in speakers.late],
        "closes_at_ms": speakers.closes_at,
        "drawn": {"method": d.method, "seed": d.seed, "letter": d.letter} if (d := speakers.draw) else None,
        "heard": past.get("heard", []),
        "absent": past.get("absent", []),
        "withdrawn": past.get("withdrawn", []),
        "not_reached": past.get("not_reached", []),
        "submitted": past.get("submitted", []),
        "refused": past.get("refused", []),
        "removed": past.get("removed", []),
    }


def _inscription(
    meeting: Meeting, words: Words, inscription: values.Inscription, place: int, reader: Reader
) -> Inscription:
    seat = meeting.seats[inscription.seat]
    shown: Inscription = {
        "id": inscription.id,
        "seat": seat.id,
        "name": words.seat_name(seat),
        "category": seat.category,
        "form": inscription.form,
        "on_behalf_of": inscription.on_behalf_of,
        "source": inscription.source,
        "received_ms": inscription.at,
        "raised_ms": inscription.raised_at,
        "state": inscription.state,
        "place": place or None,
        "priority": inscription.priority,
        "to": inscription.to,
        "reply_to": inscription.reply_to,
        "missed": inscription.missed,
        "turn": inscription.turn or None,
        "statement": _statement(meeting, statement_of(meeting, inscription.id, None, seat.id), reader),
        "language": inscription.language,
    }
    if not (reader.moderates or reader.seat == seat.id):
        return shown
    return {
        **shown,
        "note": inscription.note,
        "dignitary": inscription.dignitary,
        "dignitary_title": inscription.dignitary_title,
    }


def _upcoming(meeting: Meeting, speaker: InscriptionView, reader: Reader) -> Upcoming:
    prepared = next_speech(meeting, speaker)
    return {
        "seat": speaker.seat,
        "name": speaker.name,
        "inscription": speaker.id,
        "language": prepared.language,
        "text": prepared.text,
        "statement": _statement(meeting, find_statement(meeting, prepared.statement), reader),
    }


def _statement(meeting: Meeting, found: values.Statement | None, reader: Reader) -> Statement | None:
    """The text of a speech, if the reader may read it now."""
    if found is None or not may_read(meeting, found, reader.role, reader.seat):
        return None
    return {
        "id": found.id,
        "media": found.media,
        "size": found.size,
        "digest": found.digest,
        "at_ms": found.at,
        "spoken": is_spoken(meeting, found),
    }
