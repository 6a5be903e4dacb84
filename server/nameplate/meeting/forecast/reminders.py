"""The chair's reminders: hints that forbid nothing and change nothing.

Each rule is a function of the meeting, without the time. It returns the times at which its reminder appears and
disappears. So a browser can show and hide the reminder without a new message from the server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from nameplate.meeting.automatic_closing import closed_automatically
from nameplate.meeting.floor.next_speaker import next_call
from nameplate.meeting.log_replay import undone
from nameplate.meeting.model.meeting import Event, Meeting
from nameplate.meeting.model.values import Item, SpeakersList
from nameplate.meeting.programme.sittings import SittingResumed
from nameplate.meeting.speakers_list.heard_speeches import FORMS_NOT_COUNTED
from nameplate.meeting.speeches.clock import ClockPaused
from nameplate.meeting.speeches.speech_end import SpeechEnded

CLOCK_NOT_STARTED_AFTER_MS = 20_000
CLOCK_PAUSED_AFTER_MS = 60_000
FLOOR_IDLE_AFTER_MS = 60_000
FIRST_END_WARNING_MS, LAST_END_WARNING_MS = 15 * 60_000, 5 * 60_000
"""Settings, not rules."""


Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A hint: its code, and the values for its sentence.

    Codes: clock_not_started, clock_paused, list_should_close, sitting_ends, sitting_over, place_free, floor_idle.
    """

    code: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TimedReminder:
    """A reminder, and the time span in which it is shown if nothing changes. If `ends` is None, it stays."""

    reminder: Reminder
    begins: int
    ends: int | None = None


def timed_reminders(meeting: Meeting) -> tuple[TimedReminder, ...]:
    """The reminders that are shown now, or later if nothing changes. The most urgent reminders come first."""
    return tuple(reminder for rule in REMINDER_RULES for reminder in rule(meeting))


def clock_not_started(meeting: Meeting) -> Iterator[TimedReminder]:
    """The clock of the current speech has not been started for 20 seconds."""
    speech = meeting.speech
    if speech and _sitting_is_open(meeting) and speech.clock.running_since is None and speech.clock.elapsed_ms == 0:
        facts: Facts = {"speech": speech.id, "seat": speech.seat}
        yield TimedReminder(Reminder("clock_not_started", facts), speech.began_at + CLOCK_NOT_STARTED_AFTER_MS)


def clock_paused(meeting: Meeting) -> Iterator[TimedReminder]:
    """The clock of the current speech has been paused for a minute. Perhaps the chair has forgotten it.

    When the sitting is resumed or a point of order ends, the minute starts again.
    """
    speech = meeting.speech
    paused = speech is not None and speech.clock.running_since is None and speech.clock.elapsed_ms > 0
    if speech and paused and _sitting_is_open(meeting) and meeting.interrupted is None:
        since = _time_of_newest(meeting, ClockPaused, SittingResumed, SpeechEnded) or speech.began_at
        facts: Facts = {"speech": speech.id, "seat": speech.seat, "since": since}
        yield TimedReminder(Reminder("clock_paused", facts), since + CLOCK_PAUSED_AFTER_MS)


def list_should_close(meeting: Meeting) -> Iterator[TimedReminder]:
    """A list has been open for as long as the meeting's rules say, and it will not close automatically.

    The Human Rights Council closed its lists after 10 minutes (2012-13), later after about 15.
    """
    for speakers in meeting.lists.values():
        if speakers.state == "open" and speakers.opened_at:
            begins = _time_to_close(meeting, speakers, speakers.opened_at)
            if begins is not None:
                facts: Facts = {"list": speakers.id, "minutes": (begins - speakers.opened_at) // 60_000}
                yield TimedReminder(Reminder("list_should_close", facts), begins)


def sitting_ends(meeting: Meeting) -> Iterator[TimedReminder]:
    """The booked end of the sitting is 15 or 5 minutes away, or is over. Interpretation stops at the booked end."""
    if sitting := meeting.sitting:
        last, end = sitting.ends_at - LAST_END_WARNING_MS, sitting.ends_at
        facts: Facts = {"sitting": sitting.id, "end": end}
        yield TimedReminder(Reminder("sitting_ends", {**facts, "minutes": 15}), end - FIRST_END_WARNING_MS, last)
        yield TimedReminder(Reminder("sitting_ends", {**facts, "minutes": 5}), last, end)
        yield TimedReminder(Reminder("sitting_over", facts), end)


def place_free(meeting: Meeting) -> Iterator[TimedReminder]:
    """The rules keep places of each floor block for a category (NHRIs, NGOs), and some are free in the open block."""
    item, speakers = meeting.item, _list_of_open_item(meeting)
    if item is None or item.opened_at is None or speakers is None:
        return
    for category, most in meeting.rules.reserved_per_block.items():
        if (free := most - _count_of_category(meeting, item, speakers, category)) > 0:
            facts: Facts = {"category": category, "free": free, "most": most}
            yield TimedReminder(Reminder("place_free", facts), item.opened_at)


def floor_idle(meeting: Meeting) -> Iterator[TimedReminder]:
    """Nobody has had the floor for a minute, although somebody waits on the list of the open item."""
    speakers, call = _list_of_open_item(meeting), next_call(meeting)
    if speakers and speakers.waiting and call and meeting.speech is None and _sitting_is_open(meeting):
        since = max(_idle_since(meeting), min(inscription.at for inscription in speakers.waiting))
        facts: Facts = {"list": speakers.id, "seat": call.seat, "since": since}
        yield TimedReminder(Reminder("floor_idle", facts), since + FLOOR_IDLE_AFTER_MS)


REMINDER_RULES: tuple[Callable[[Meeting], Iterator[TimedReminder]], ...] = (
    clock_not_started,
    clock_paused,
    sitting_ends,
    floor_idle,
    list_should_close,
    place_free,
)
"""The most urgent reminders first."""


def _time_to_close(meeting: Meeting, speakers: SpeakersList, opened_at: int) -> int | None:
    """When the chair should close an open list. None if it will close automatically, or the rules do not say when.

    A list that closed automatically and was opened again by Undo stays open until the chair closes it.
    """
    if speakers.closes_at is not None:
        return speakers.closes_at if closed_automatically(meeting, speakers.id, speakers.closes_at) else None
    after = meeting.rules.closes_after_ms
    return None if after is None else opened_at + after


def _sitting_is_open(meeting: Meeting) -> bool:
    return meeting.sitting is not None and meeting.sitting.state == "open"


def _list_of_open_item(meeting: Meeting) -> SpeakersList | None:
    return meeting.lists.get(meeting.item.list) if meeting.item and meeting.item.list else None


def _count_of_category(meeting: Meeting, item: Item, speakers: SpeakersList, category: str) -> int:
    """How many speakers of a category wait on the list or have had the floor in the item."""
    called = [
        s.seat
        for s in meeting.speeches.values()
        if s.item == item.id and s.form not in FORMS_NOT_COUNTED and s.state in ("on", "interrupted", "ended")
    ]
    seats = [*called, *(inscription.seat for inscription in speakers.waiting)]
    return sum(meeting.seats[seat].category == category for seat in seats)


def _idle_since(meeting: Meeting) -> int:
    """When the last speech ended, the item opened or the sitting was resumed: the latest of these."""
    item = meeting.item.opened_at if meeting.item else None
    sitting = meeting.sitting.resumed_at if meeting.sitting else None
    ended = (speech.ended_at for speech in meeting.speeches.values())
    return max(filter(None, (item, sitting, *ended)), default=0)


def _time_of_newest(meeting: Meeting, *events: type[Event]) -> int | None:
    """The time of the newest event of these classes that was not undone."""
    gone = undone(meeting)
    return next((e.at for e in meeting.entries() if isinstance(e.event, events) and e.command not in gone), None)
