"""The chair's reminders: quiet hints, each of which stands for a while by itself. They forbid nothing and do nothing.

A rule looks at the meeting alone and says from when to when its reminder stands, so that the room can sleep until then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from nameplate.meeting.automatic_closing import closed_already
from nameplate.meeting.floor.next_speaker import next_call
from nameplate.meeting.log_replay import undone
from nameplate.meeting.model.meeting import Event, Meeting
from nameplate.meeting.model.values import Item, SpeakersList
from nameplate.meeting.programme.sittings import SittingResumed
from nameplate.meeting.speakers_list.orders import NOT_A_TURN
from nameplate.meeting.speeches.clock import ClockPaused
from nameplate.meeting.speeches.speech_end import SpeechEnded

CLOCK_AFTER_MS = 20_000
PAUSED_AFTER_MS = 60_000
IDLE_AFTER_MS = 60_000
FIRST_ENDING_MS, LAST_ENDING_MS = 15 * 60_000, 5 * 60_000
"""Settings, not rules."""


Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A hint: its code, and the facts that its sentence needs.

    Codes: clock_not_started, clock_paused, list_should_close, sitting_ends, sitting_over, place_free, floor_idle.
    """

    code: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """A reminder, and from when to when it stands if nobody does anything; without `ends` it stays."""

    reminder: Reminder
    begins: int
    ends: int | None = None

    def at(self, now: int) -> bool:
        """Whether it stands now."""
        return self.begins <= now and (self.ends is None or now < self.ends)


def standing_reminders(meeting: Meeting) -> tuple[Standing, ...]:
    """All that stands now or will stand by itself: a browser shows each in its time."""
    return tuple(_all(meeting))


def reminders(meeting: Meeting, now: int) -> tuple[Reminder, ...]:
    """What the chair should be told now."""
    return tuple(standing.reminder for standing in standing_reminders(meeting) if standing.at(now))


def next_reminder(meeting: Meeting, now: int) -> int | None:
    """When the reminders will next change by themselves."""
    edges = (edge for standing in _all(meeting) for edge in (standing.begins, standing.ends) if edge is not None)
    return min((edge for edge in edges if edge > now), default=None)


def clock_not_started(meeting: Meeting) -> Iterator[Standing]:
    """Somebody has the floor, and the clock has measured nothing and stands. After 20 seconds: a setting."""
    speech = meeting.speech
    if speech and _in_session(meeting) and speech.clock.running_since is None and speech.clock.elapsed_ms == 0:
        facts: Facts = {"speech": speech.id, "seat": speech.seat}
        yield Standing(Reminder("clock_not_started", facts), speech.began_at + CLOCK_AFTER_MS)


def clock_paused(meeting: Meeting) -> Iterator[Standing]:
    """The clock of whoever has the floor was paused, and stands for more than a minute (a setting): forgotten, maybe.

    The minute begins anew when the sitting goes on, or a point of order is over.
    """
    speech = meeting.speech
    stands = speech is not None and speech.clock.running_since is None and speech.clock.elapsed_ms > 0
    if speech and stands and _in_session(meeting) and meeting.interrupted is None:
        since = _latest(meeting, ClockPaused, SittingResumed, SpeechEnded) or speech.began_at
        facts: Facts = {"speech": speech.id, "seat": speech.seat, "since": since}
        yield Standing(Reminder("clock_paused", facts), since + PAUSED_AFTER_MS)


def list_should_close(meeting: Meeting) -> Iterator[Standing]:
    """A list is open for longer than it is to be, and will not close by itself, or has and that was taken back.

    The Human Rights Council closed it 10 minutes in (2012-13), later about 15; here it is a setting of the meeting.
    """
    for speakers in meeting.lists.values():
        if speakers.state == "open" and speakers.opened_at:
            begins = _closes_by_hand(meeting, speakers, speakers.opened_at)
            if begins is not None:
                facts: Facts = {"list": speakers.id, "minutes": (begins - speakers.opened_at) // 60_000}
                yield Standing(Reminder("list_should_close", facts), begins)


def sitting_ends(meeting: Meeting) -> Iterator[Standing]:
    """The booked end is 15 or 5 minutes off, or past: interpretation ends there. The minutes are a setting."""
    if sitting := meeting.sitting:
        last, end = sitting.ends_at - LAST_ENDING_MS, sitting.ends_at
        facts: Facts = {"sitting": sitting.id, "end": end}
        yield Standing(Reminder("sitting_ends", {**facts, "minutes": 15}), end - FIRST_ENDING_MS, last)
        yield Standing(Reminder("sitting_ends", {**facts, "minutes": 5}), last, end)
        yield Standing(Reminder("sitting_over", facts), end)


def place_free(meeting: Meeting) -> Iterator[Standing]:
    """Of the places that the meeting keeps for a kind (NHRIs, NGOs) in each floor block, some are free in this one."""
    item, speakers = meeting.item, _list_of_item(meeting)
    if item is None or item.opened_at is None or speakers is None:
        return
    for kind, most in meeting.rules.reserved_per_block.items():
        if (free := most - _of_kind(meeting, item, speakers, kind)) > 0:
            yield Standing(Reminder("place_free", {"kind": kind, "free": free, "most": most}), item.opened_at)


def floor_idle(meeting: Meeting) -> Iterator[Standing]:
    """Nobody has the floor though somebody waits for it in this item. After a minute: a setting."""
    speakers, up = _list_of_item(meeting), next_call(meeting)
    if speakers and speakers.waiting and up and meeting.speech is None and _in_session(meeting):
        since = max(_idle_since(meeting), min(row.at for row in speakers.waiting))
        facts: Facts = {"list": speakers.id, "seat": up.seat, "since": since}
        yield Standing(Reminder("floor_idle", facts), since + IDLE_AFTER_MS)


RULES: tuple[Callable[[Meeting], Iterator[Standing]], ...] = (
    clock_not_started,
    clock_paused,
    sitting_ends,
    floor_idle,
    list_should_close,
    place_free,
)
"""The more urgent first."""


def _all(meeting: Meeting) -> Iterator[Standing]:
    return (standing for rule in RULES for standing in rule(meeting))


def _closes_by_hand(meeting: Meeting, speakers: SpeakersList, opened_at: int) -> int | None:
    """When an open list is to be closed that will not close by itself."""
    if speakers.closes_at is not None:
        return speakers.closes_at if closed_already(meeting, speakers.id, speakers.closes_at) else None
    after = meeting.rules.closes_after_ms
    return None if after is None else opened_at + after


def _in_session(meeting: Meeting) -> bool:
    return meeting.sitting is not None and meeting.sitting.state == "open"


def _list_of_item(meeting: Meeting) -> SpeakersList | None:
    return meeting.lists.get(meeting.item.list) if meeting.item and meeting.item.list else None


def _of_kind(meeting: Meeting, item: Item, speakers: SpeakersList, kind: str) -> int:
    """How many of a kind wait, or have had the floor in this item."""
    called = [
        s.seat
        for s in meeting.speeches.values()
        if s.item == item.id and s.form not in NOT_A_TURN and s.state in ("on", "interrupted", "ended")
    ]
    seats = [*called, *(row.seat for row in speakers.waiting)]
    return sum(meeting.seats[seat].category == kind for seat in seats)


def _idle_since(meeting: Meeting) -> int:
    """When the floor became free, or the item or the sitting went on."""
    item = meeting.item.opened_at if meeting.item else None
    sitting = meeting.sitting.resumed_at if meeting.sitting else None
    ended = (speech.ended_at for speech in meeting.speeches.values())
    return max(filter(None, (item, sitting, *ended)), default=0)


def _latest(meeting: Meeting, *kinds: type[Event]) -> int | None:
    """When the newest event of these kinds happened that was not taken back."""
    gone = undone(meeting)
    return next((e.at for e in meeting.entries() if isinstance(e.event, kinds) and e.command not in gone), None)
