"""The one clock: speaking time as a function of timestamps, and the acts that change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.frozen import changed
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Clock, Speech

WARN_MS = 60_000
LAST_CALL_MS = 30_000


def elapsed_ms(clock: Clock, now: int) -> int:
    """Time used up to `now`."""
    running = 0 if clock.running_since is None else max(0, now - clock.running_since)
    return clock.elapsed_ms + running


def remaining_ms(clock: Clock, now: int) -> int:
    """Time left; below zero it is overtime."""
    return clock.limit_ms - elapsed_ms(clock, now)


def warning_thresholds(limit_ms: int) -> tuple[int, int]:
    """Time left, in ms, at which `warn` and `last` begin: one minute and half a minute.

    With a short limit `warn` waits until half of it is used, and `last` until three quarters are. Both are whole
    seconds, so that a screen changes colour together with its figures.
    """
    return min(WARN_MS, _whole_seconds(limit_ms // 2)), min(LAST_CALL_MS, _whole_seconds(limit_ms // 4))


def _whole_seconds(ms: int) -> int:
    return ms // 1000 * 1000


def phase(clock: Clock, now: int) -> str:
    """`calm`, then `warn` and `last` as `warnings` says, and `over` once the time is up."""
    warn, last = warning_thresholds(clock.limit_ms)
    left = remaining_ms(clock, now)
    if left <= 0:
        return "over"
    if left <= last:
        return "last"
    return "warn" if left <= warn else "calm"


def next_change(clock: Clock, now: int) -> int | None:
    """When a running clock enters its next phase; None if it never will by itself."""
    if clock.running_since is None:
        return None
    left = remaining_ms(clock, now)
    return next((now + left - edge for edge in (*warning_thresholds(clock.limit_ms), 0) if left > edge), None)


def started(clock: Clock, at: int) -> Clock:
    """The clock set going."""
    return changed(clock, running_since=at)


def stopped(clock: Clock, elapsed: int) -> Clock:
    """The clock at rest with `elapsed` ms measured."""
    return changed(clock, elapsed_ms=elapsed, running_since=None)


@dataclass(frozen=True, slots=True)
class PauseClock(Command):
    """Stop the clock of the speech that is on; the floor stays taken."""

    speech: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        speech = current_speech(meeting, self.speech)
        if isinstance(speech, Refused):
            return speech
        if speech.clock.running_since is None:
            return Refused(Reason.ALREADY)
        return (ClockPaused(speech.id, elapsed_ms(speech.clock, at)),)


@dataclass(frozen=True, slots=True)
class ClockPaused(Event):
    """The clock was stopped with `elapsed_ms` measured."""

    speech: str
    elapsed_ms: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        clock = current_clock(meeting, self.speech)
        require(clock.running_since is not None, "the clock runs")
        return with_speech(meeting, self.speech, clock=stopped(clock, self.elapsed_ms))


@dataclass(frozen=True, slots=True)
class ResumeClock(Command):
    """Let the clock of the speech that is on go on, or start it."""

    speech: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        speech = current_speech(meeting, self.speech)
        if isinstance(speech, Refused):
            return speech
        if speech.clock.running_since is not None:
            return Refused(Reason.ALREADY)
        sitting = meeting.sitting
        if sitting and sitting.state == "suspended":
            return Refused(Reason.SITTING_SUSPENDED)
        return (ClockResumed(speech.id),)


@dataclass(frozen=True, slots=True)
class ClockResumed(Event):
    """The clock runs from `at` on."""

    speech: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        clock = current_clock(meeting, self.speech)
        require(clock.running_since is None, "the clock is at rest")
        require(meeting.sitting is not None and meeting.sitting.state == "open", "the sitting is open")
        return with_speech(meeting, self.speech, clock=started(clock, at))


@dataclass(frozen=True, slots=True)
class AdjustClock(Command):
    """Give the speaker more seconds, or (below zero) fewer. What was used stays as measured: the limit moves."""

    seconds: int
    speech: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        speech = current_speech(meeting, self.speech)
        if isinstance(speech, Refused):
            return speech
        if not -3600 <= self.seconds <= 3600:
            return Refused(Reason.INVALID, {"field": "seconds"})
        change = max(self.seconds * 1000, -speech.clock.limit_ms)
        return (ClockAdjusted(speech.id, change),) if change else Refused(Reason.ALREADY)


@dataclass(frozen=True, slots=True)
class ClockAdjusted(Event):
    """The limit of the speech moved by so much; as a difference, so that an earlier one can be undone by itself."""

    speech: str
    change_ms: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        clock = current_clock(meeting, self.speech)
        return with_speech(meeting, self.speech, clock=changed(clock, limit_ms=max(0, clock.limit_ms + self.change_ms)))


def current_speech(meeting: Meeting, seen: str | None) -> Speech | Refused:
    """The speech that is on, refused when the presser saw another one."""
    speech = meeting.speech
    if seen and (speech is None or speech.id != seen):
        known = seen in meeting.speeches
        return Refused(Reason.OVERTAKEN if known else Reason.UNKNOWN_SPEECH)
    return speech or Refused(Reason.FLOOR_FREE)


def current_clock(meeting: Meeting, speech: str) -> Clock:
    """The clock of the speech that has the floor."""
    require(meeting.floor == speech, "the speech has the floor")
    return meeting.speeches[speech].clock


def with_speech(meeting: Meeting, speech: str, **changes: Any) -> Meeting:
    """The meeting with one speech changed."""
    after = changed(meeting.speeches[speech], **changes)
    return changed(meeting, speeches=meeting.speeches.with_value(speech, after))
