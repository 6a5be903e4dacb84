"""The booth: what interpreters and conference officers need for each speech, messages to them, and their signals.

Names, titles and themes are whole. Language and text of a speech come from the files of the meeting. A
question is shown from the moment it is asked, as on the podium.
"""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.wording.language import Words, item_title

from .booth_signals import signal_buttons
from .floor_holder import FloorHolder, current_holder, interrupted_holder
from .hall import ComingItem, coming_items
from .inscription_views import InscriptionView, upcoming_speakers
from .meeting_status import Status, notice, shown_sitting, status
from .podium import Question, question
from .prepared_speech import Prepared, current_speech, item_to_come, next_speech, prepared_speech
from .render_context import RenderContext

MOST = 3


@dataclass(frozen=True, slots=True)
class BoothFloor:
    """The speaker who has the floor. `waits` is the name of the speaker whom a point of order interrupts."""

    holder: FloorHolder | None
    prepared: Prepared | None
    question: Question | None
    waits: str
    status: Status


@dataclass(frozen=True, slots=True)
class NextSpeaker:
    """A speaker or an item that comes next. `at` is a planned time (UTC, ms), before the sitting opens."""

    id: str
    name: str
    detail: str
    on_behalf_of: str
    form: str
    to: str
    theme: str
    prepared: Prepared | None
    at: int | None = None
    remote: bool = False


@dataclass(frozen=True, slots=True)
class BoothStatus:
    """The meeting, and the booked end of the sitting (UTC, ms). Interpretation ends then."""

    status: Status
    ends_at: int


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    meeting, words = context.meeting, context.words
    sitting = shown_sitting(meeting)
    return {
        "status": BoothStatus(status(meeting, words), sitting.ends_at if sitting else 0),
        "floor": floor(meeting, words),
        "next": tuple(next_speakers(context)),
        "notice": notice(meeting, "booth"),
        "signals": signal_buttons(meeting, words),
    }


def floor(meeting: Meeting, words: Words) -> BoothFloor:
    holder, waits = current_holder(meeting, words), interrupted_holder(meeting, words)
    inscription = find_inscription(meeting, (holder.inscription if holder else "") or "")
    return BoothFloor(
        holder=holder,
        prepared=current_speech(meeting, meeting.speech).in_words(words) if meeting.speech else None,
        question=question(meeting, words, inscription) if inscription and inscription.note else None,
        waits=waits.name if waits else "",
        status=status(meeting, words),
    )


def next_speakers(context: RenderContext) -> tuple[NextSpeaker, ...]:
    """The next three: speakers first, then the items that follow. Before the sitting, its first items."""
    meeting, words = context.meeting, context.words
    sitting = shown_sitting(meeting)
    planned = sitting is None or sitting.state == "planned"
    speakers = () if planned else upcoming_speakers(context)[:MOST]
    named = {speaker.seat for speaker in speakers}
    coming = [_speaker(meeting, words, speaker) for speaker in speakers]
    coming += [_item(meeting, words, item) for item in coming_items(meeting, words, without=named)]
    return tuple(coming[:MOST])


def _speaker(meeting: Meeting, words: Words, speaker: InscriptionView) -> NextSpeaker:
    item = item_to_come(meeting, speaker)
    return NextSpeaker(
        id=speaker.id or speaker.seat,
        name=speaker.name,
        detail=speaker.dignitary or speaker.title or speaker.category_label,
        on_behalf_of=speaker.on_behalf_of,
        form=speaker.reply_number or speaker.form_label,
        to=speaker.to or speaker.reply_to,
        theme=item.theme if item else "",
        prepared=next_speech(meeting, speaker).in_words(words),
        remote=speaker.remote,
    )


def _item(meeting: Meeting, words: Words, coming: ComingItem) -> NextSpeaker:
    item = next(each for each in meeting.items() if each.id == coming.id)
    seat = meeting.seats.get(item.speaker or "")
    title = item_title(words, meeting, item.id)
    return NextSpeaker(
        id=item.id,
        name=coming.speaker or title,
        detail=seat.title if seat else "",
        on_behalf_of=item.on_behalf_of,
        form=title if seat else "",
        to="",
        theme=item.theme,
        prepared=prepared_speech(meeting, seat.id, item).in_words(words) if seat else None,
        at=coming.at,
    )
