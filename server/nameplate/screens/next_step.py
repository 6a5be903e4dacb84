"""The next step: one button that moves the meeting forward, and the sentence that the chair reads aloud."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nameplate.meeting import Meeting
from nameplate.meeting.floor.next_speaker import list_to_close_before_replies, next_item_may_open
from nameplate.meeting.floor.points_of_order import raised_points
from nameplate.meeting.model.values import Point
from nameplate.meeting.programme.items import planned_items
from nameplate.wording import chair_sentences
from nameplate.wording.labels import MOTION_LABELS
from nameplate.wording.language import Words, item_title

from .inscription_views import InscriptionView, upcoming_speakers
from .meeting_status import current_list
from .render_context import RenderContext

NO_VALUES: Mapping[str, str | bool] = {}


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
    meeting, words = context.meeting, context.words
    sitting = meeting.sitting
    if sitting is None:
        planned = next((s for s in meeting.sittings if s.state == "planned"), None)
        if planned is None:
            return NextStep(None, "", words.text("All sittings are adjourned."))
        return NextStep(
            Button(words.text("Open the sitting"), "open-sitting", {"sitting": planned.id}),
            chair_sentences.meeting_open(words),
        )
    if sitting.state == "suspended":
        return NextStep(
            Button(words.text("Resume the sitting"), "resume-sitting", NO_VALUES),
            chair_sentences.meeting_resumed(words),
        )
    if meeting.speech and meeting.speech.point:
        return _after_point(meeting, words, meeting.speech.point)
    if raised := next(iter(raised_points(meeting)), None):
        return _hear(meeting, words, raised)
    if coming := upcoming_speakers(context):
        return _call_next(meeting, words, coming)
    if speakers := list_to_close_before_replies(meeting):
        item = next(i for i in sitting.items if i.list == speakers.id)
        return NextStep(
            Button(words.text("Close the list of speakers"), "close-list", {"item": item.id}),
            chair_sentences.list_closed(words),
        )
    return _go_on(meeting, words) if next_item_may_open(meeting) else _stay(meeting, words)


def next_speaker_as_addressed(context: RenderContext) -> str:
    """The name of the next speaker as the chair says it. "" if there is no next speaker."""
    meeting, words = context.meeting, context.words
    coming = upcoming_speakers(context)
    return _as_addressed(meeting, words, coming[0]) if coming else ""


def _after_point(meeting: Meeting, words: Words, point: str) -> NextStep:
    waits = meeting.speeches[meeting.interrupted] if meeting.interrupted else None
    if waits is None:
        return NextStep(
            Button(words.text("The point of order is settled"), "rule-point-of-order", {"point": point}), ""
        )
    seat = meeting.seats[waits.seat]
    label = words.text("Settled: %(name)s goes on", name=words.seat_name(seat))
    aloud = chair_sentences.floor_given_back(words, words.seat_as_addressed(seat))
    return NextStep(Button(label, "rule-point-of-order", {"point": point}), aloud)


def _hear(meeting: Meeting, words: Words, point: Point) -> NextStep:
    """The step for a point of order. It comes first: the list waits until the chair has heard it or set it aside."""
    seat = meeting.seats[point.seat]
    what = words.translate(MOTION_LABELS[point.motion])
    label = words.text("Hear: %(what)s, %(name)s", what=what, name=words.seat_name(seat))
    aloud = chair_sentences.floor_given_for_point(words, words.seat_as_addressed(seat))
    if point.motion:
        aloud = chair_sentences.floor_given_for_motion(words, words.seat_as_addressed(seat))
    return NextStep(Button(label, "give-point-of-order", {"point": point.id}), aloud)


def _stay(meeting: Meeting, words: Words) -> NextStep:
    """The step for an open list without waiting speakers. The item stays open, because requests may still arrive."""
    item, speakers = meeting.item, current_list(meeting)
    if item and speakers and speakers.state == "unopened":
        return NextStep(
            Button(words.text("Open the list of speakers"), "open-list", {"item": item.id}),
            chair_sentences.list_open(words),
        )
    if meeting.speech:
        who = words.seat_as_addressed(meeting.seats[meeting.speech.seat])
        return NextStep(
            Button(words.text("End the speech"), "end-speech", {"speech": meeting.speech.id}),
            chair_sentences.thanks(words, who),
        )
    return NextStep(None, "", words.text("Nobody has asked for the floor yet"))


def _call_next(meeting: Meeting, words: Words, coming: Sequence[InscriptionView]) -> NextStep:
    first, after = coming[0], coming[1] if len(coming) > 1 else None
    last = meeting.last_speech
    button = Button(
        words.text("Give the floor to %(name)s", name=first.name),
        "give-floor-to-next",
        {"after": last.id if last else ""},
    )
    return NextStep(
        button,
        chair_sentences.floor_given(
            words, _as_addressed(meeting, words, first), _as_addressed(meeting, words, after) if after else ""
        ),
    )


def _go_on(meeting: Meeting, words: Words) -> NextStep:
    """The step that opens the next item. If the item has a speaker, calling the speaker opens the item."""
    planned = planned_items(meeting)
    if not planned:
        return NextStep(
            Button(words.text("Adjourn the sitting"), "adjourn-sitting", _ending(meeting)),
            chair_sentences.meeting_adjourned(words),
        )
    title = item_title(words, meeting, planned[0].id)
    return NextStep(
        Button(words.text("Go on to: %(item)s", item=title), "open-item", {"item": planned[0].id, **_ending(meeting)}),
        chair_sentences.next_item(words, title),
    )


def _ending(meeting: Meeting) -> Mapping[str, bool]:
    return {"ending": True} if meeting.floor else {}


def _as_addressed(meeting: Meeting, words: Words, speaker: InscriptionView) -> str:
    return words.seat_as_addressed(meeting.seats[speaker.seat], speaker.on_behalf_of)
