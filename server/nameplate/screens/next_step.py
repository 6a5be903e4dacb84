"""The next step: one button that moves the meeting forward, and the sentence that the chair reads aloud."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

from nameplate.meeting import Command, Meeting, Reason, Refused
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.next_step import next_step as meeting_next_step
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RulePointOfOrder
from nameplate.meeting.model.command import name_of
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.wording import chair_sentences
from nameplate.wording.labels import MOTION_LABELS
from nameplate.wording.language import Words, item_title

from .inscription_views import InscriptionView, upcoming_speakers
from .render_context import RenderContext


@dataclass(frozen=True, slots=True)
class Button:
    """A button with its label, and the command that it gives with its fields."""

    label: str
    command: str
    values: Mapping[str, str | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NextStep:
    """The button of the next step, and the sentence that the chair reads aloud.

    `button` is None if there is no next step.
    """

    button: Button | None
    read_aloud: str
    why_not: str = ""


def next_step(context: RenderContext) -> NextStep:
    words, step = context.words, meeting_next_step(context.meeting)
    if isinstance(step, Refused):
        return NextStep(None, "", _why_not(words, step))
    label, aloud = _worded(context, step)
    values = {f.name: getattr(step, f.name) for f in fields(step)}  # type: ignore[arg-type]  # a dataclass
    given = {name: value for name, value in values.items() if value not in (None, False) and (value or name == "after")}
    return NextStep(Button(label, name_of(type(step)), given), aloud)


def _why_not(words: Words, refused: Refused) -> str:
    if refused.reason is Reason.SITTING_OVER:
        return words.text("All sittings are adjourned.")
    return words.text("Nobody has asked for the floor yet")


def _worded(context: RenderContext, step: Command) -> tuple[str, str]:
    """The label of the button of a step, and the sentence that the chair reads aloud."""
    meeting, words = context.meeting, context.words
    match step:
        case OpenSitting():
            return words.text("Open the sitting"), chair_sentences.meeting_open(words)
        case ResumeSitting():
            return words.text("Resume the sitting"), chair_sentences.meeting_resumed(words)
        case RulePointOfOrder():
            return _after_point(meeting, words)
        case GivePointOfOrder(point):
            return _hear(meeting, words, point)
        case GiveFloorToNext():
            return _call_next(meeting, words, upcoming_speakers(context))
        case CloseList():
            return words.text("Close the list of speakers"), chair_sentences.list_closed(words)
        case OpenList():
            return words.text("Open the list of speakers"), chair_sentences.list_open(words)
        case EndSpeech():
            return words.text("End the speech"), _thanks(meeting, words)
        case OpenItem(item):
            title = item_title(words, meeting, item)
            return words.text("Go on to: %(item)s", item=title), chair_sentences.next_item(words, title)
        case AdjournSitting():
            return words.text("Adjourn the sitting"), chair_sentences.meeting_adjourned(words)
        case _:
            raise ValueError(step)


def next_speaker_as_addressed(context: RenderContext) -> str:
    """The name of the next speaker as the chair says it. "" if there is no next speaker."""
    meeting, words = context.meeting, context.words
    coming = upcoming_speakers(context)
    return _as_addressed(meeting, words, coming[0]) if coming else ""


def _after_point(meeting: Meeting, words: Words) -> tuple[str, str]:
    waits = meeting.speeches[meeting.interrupted] if meeting.interrupted else None
    if waits is None:
        return words.text("The point of order is settled"), ""
    seat = meeting.seats[waits.seat]
    label = words.text("Settled: %(name)s goes on", name=words.seat_name(seat))
    return label, chair_sentences.floor_given_back(words, words.seat_as_addressed(seat))


def _hear(meeting: Meeting, words: Words, id_: str) -> tuple[str, str]:
    point = next(each for each in meeting.points if each.id == id_)
    seat = meeting.seats[point.seat]
    what = words.translate(MOTION_LABELS[point.motion])
    label = words.text("Hear: %(what)s, %(name)s", what=what, name=words.seat_name(seat))
    said = chair_sentences.floor_given_for_motion if point.motion else chair_sentences.floor_given_for_point
    return label, said(words, words.seat_as_addressed(seat))


def _thanks(meeting: Meeting, words: Words) -> str:
    speech = meeting.speech
    return chair_sentences.thanks(words, words.seat_as_addressed(meeting.seats[speech.seat])) if speech else ""


def _call_next(meeting: Meeting, words: Words, coming: Sequence[InscriptionView]) -> tuple[str, str]:
    first, after = coming[0], coming[1] if len(coming) > 1 else None
    label = words.text("Give the floor to %(name)s", name=first.name)
    then = _as_addressed(meeting, words, after) if after else ""
    return label, chair_sentences.floor_given(words, _as_addressed(meeting, words, first), then)


def _as_addressed(meeting: Meeting, words: Words, speaker: InscriptionView) -> str:
    return words.seat_as_addressed(meeting.seats[speaker.seat], speaker.on_behalf_of, speaker.dignitary)
