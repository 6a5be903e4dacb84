"""The podium: a large clock, the chair's message, questions from the floor, and a region for each panellist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Inscription, Item, Notice
from nameplate.meeting.programme.items import planned_items
from nameplate.meeting.speakers_list.list_lookup import lists_of_sitting
from nameplate.meeting.speeches.speaking_times import speaking_time_ms
from nameplate.meeting.statements import statement_of
from nameplate.wording.language import Words

from . import hall
from .announcements import announcements
from .booth_signals import shown_signals
from .floor_holder import FloorHolder, current_holder
from .inscription_views import upcoming_speakers
from .meeting_status import Status, is_suspended, notice, status
from .render_context import RenderContext, computed_once

ASKED = ("question", "reply")
MOST_QUESTIONS = 4


@dataclass(frozen=True, slots=True)
class PodiumFloor:
    """The speaker who has the floor, and the chair's message to the speaker.

    While nobody has the floor or the sitting is suspended, `welcome` describes the meeting.
    """

    holder: FloorHolder | None
    notice: Notice | None
    welcome: Status | None = None


@dataclass(frozen=True, slots=True)
class Attention:
    """Whether the screen is dark, and the time (UTC, ms) from which it flashes, or None."""

    dark: bool
    flashed_at: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question from the floor. `to` is empty if the question is for all panellists.

    `to_come` says that the delegation with this question is still waiting for the floor.
    """

    id: str
    name: str
    to: str
    note: str
    to_come: bool


@dataclass(frozen=True, slots=True)
class OwnTime:
    """The values for one panellist.

    `before` is the number of speakers before the panellist, or None if the panellist is not among the next speakers.
    `ms` is the speaking time. Of the questions, the newest that was asked comes first; those to come are the last.
    `statement` says whether the text of the presentation is attached.
    """

    name: str
    speaking: bool
    before: int | None
    ms: int
    questions: tuple[Question, ...]
    statement: str = ""


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    meeting, words = context.meeting, context.words
    asked = [inscription for inscription in _asking(context) if inscription.state != "waiting"]
    return {
        "status": status(meeting, words),
        "floor": floor(meeting, words),
        "announced": announcements(meeting, words),
        "auxiliary_timer": meeting.auxiliary_timer,
        "attention": attention(meeting),
        "questions": tuple(question(meeting, words, inscription) for inscription in asked)[-MOST_QUESTIONS:],
        "next": hall.upcoming(context),
        "signal": shown_signals(meeting, words),
    }


def floor(meeting: Meeting, words: Words) -> PodiumFloor:
    holder = current_holder(meeting, words)
    speaks = holder and not is_suspended(meeting)
    return PodiumFloor(holder, notice(meeting, "speaker"), None if speaks else status(meeting, words))


def attention(meeting: Meeting) -> Attention:
    return Attention(meeting.podium_dark, meeting.podium_flashed_at)


def personal(context: RenderContext, seat: str) -> dict[str, object]:
    """The region of one panellist."""
    return {"mine": mine(context, seat)}


def mine(context: RenderContext, seat: str) -> OwnTime:
    """When a panellist speaks next, and the questions to this panellist or to all panellists."""
    meeting, words = context.meeting, context.words
    name = words.seat_name(meeting.seats[seat])
    speaking = meeting.speech is not None and meeting.speech.seat == seat
    turn = _next_turn(meeting, seat)
    own = [question(meeting, words, each) for each in _asking(context) if each.to in (None, seat)]
    asked, to_come = [each for each in own if not each.to_come], [each for each in own if each.to_come]
    return OwnTime(
        name,
        speaking,
        _before(context, seat),
        speaking_time_ms(meeting, meeting.seats[seat], turn) if turn and not speaking else 0,
        (*reversed(asked), *to_come),
        _statement(meeting, seat),
    )


def _statement(meeting: Meeting, seat: str) -> str:
    """Whether the text of a presentation to come is `attached`, or `missing`. "" if there is none to come."""
    items = () if meeting.rules.statements == "off" else meeting.items()
    own = [item for item in items if item.speaker == seat and item.state in ("planned", "open")]
    if any(statement_of(meeting, None, item.id, seat) for item in own):
        return "attached"
    return "missing" if own else ""


def question(meeting: Meeting, words: Words, inscription: Inscription) -> Question:
    """A question with the note of the delegation that asks it."""
    to = words.seat_name(meeting.seats[inscription.to]) if inscription.to else ""
    return Question(
        inscription.id,
        words.seat_name(meeting.seats[inscription.seat]),
        to,
        inscription.note,
        inscription.state == "waiting",
    )


@computed_once
def _asking(context: RenderContext) -> tuple[Inscription, ...]:
    """The inscriptions with questions to the panellists of this sitting. Questions already asked come first."""
    meeting = context.meeting
    return tuple(_all_asking(meeting))


def _all_asking(meeting: Meeting) -> Iterator[Inscription]:
    for speakers in lists_of_sitting(meeting):
        asked = [inscription for inscription in speakers.past if inscription.state in ("heard", "speaking")]
        yield from (
            inscription
            for inscription in (*asked, *speakers.waiting)
            if inscription.form in ASKED and (inscription.note or inscription.to)
        )


def _next_turn(meeting: Meeting, seat: str) -> Item | None:
    """The item in which a panellist will speak next: the open item, or the first planned item that names the seat."""
    heard = {s.item for s in meeting.speeches.values() if s.seat == seat and s.state != "put_back"}
    ahead = [*([meeting.item] if meeting.item else []), *planned_items(meeting)]
    return next((i for i in ahead if seat in (i.speaker, *i.speakers) and i.id not in heard), None)


def _before(context: RenderContext, seat: str) -> int | None:
    """The number of speakers before a panellist. None if the panellist is not among the next speakers."""
    return next((n for n, speaker in enumerate(upcoming_speakers(context)) if speaker.seat == seat), None)
