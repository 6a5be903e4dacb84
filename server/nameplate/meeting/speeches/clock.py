"""The speaker's clock as a function of timestamps, and the commands that pause, resume and adjust it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Clock, Item, Rules, Speech, Threshold

MAX_ADJUSTMENT_SECONDS = 3600


def elapsed_ms(clock: Clock, now: int) -> int:
    """The time used, in milliseconds."""
    running = 0 if clock.running_since is None else max(0, now - clock.running_since)
    return clock.elapsed_ms + running


def remaining_ms(clock: Clock, now: int) -> int:
    """The time left, in milliseconds. Overtime is negative."""
    return clock.limit_ms - elapsed_ms(clock, now)


def warning_thresholds(limit_ms: int, rules: Rules, item: Item | None = None) -> tuple[int, int]:
    """Two values in ms: the phases `warn` and `last` begin when this time is left, normally 1 minute and 30 seconds.

    With a short limit, `warn` begins when half of it is used, and `last` when three quarters are used. The meeting or
    the item may have other settings. Both values are whole seconds, so that the colour on a screen changes at the same
    moment as the digits.
    """
    warn = _left_ms((item and item.warn) or rules.warn, limit_ms)
    return warn, min(warn, _left_ms((item and item.last) or rules.last, limit_ms))


def _left_ms(threshold: Threshold, limit_ms: int) -> int:
    share = limit_ms * threshold.percent // 100
    return _whole_seconds(share if threshold.ms is None else min(threshold.ms, share))


def _whole_seconds(ms: int) -> int:
    return ms // 1000 * 1000


def phase(clock: Clock, now: int, rules: Rules, item: Item | None = None) -> str:
    """The phase of the clock: `calm`, then `warn` and `last` (see `warning_thresholds`), and `over` in overtime."""
    warn, last = warning_thresholds(clock.limit_ms, rules, item)
    left = remaining_ms(clock, now)
    if left <= 0:
        return "over"
    if left <= last:
        return "last"
    return "warn" if left <= warn else "calm"


def started(clock: Clock, at: int) -> Clock:
    return changed(clock, running_since=at)


def stopped(clock: Clock, elapsed: int) -> Clock:
    """The clock, stopped, with `elapsed` milliseconds used."""
    return changed(clock, elapsed_ms=elapsed, running_since=None)


@dataclass(frozen=True, slots=True)
class PauseClock(Command):
    """Stop the clock of the current speech. The speaker keeps the floor."""

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
    """The clock was stopped with `elapsed_ms` used."""

    speech: str
    elapsed_ms: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        clock = current_clock(meeting, self.speech)
        require(clock.running_since is not None, "the clock runs")
        return with_speech(meeting, self.speech, clock=stopped(clock, self.elapsed_ms))


@dataclass(frozen=True, slots=True)
class ResumeClock(Command):
    """Start or continue the clock of the current speech."""

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
    """Give the speaker more seconds, or fewer (a negative number). The limit changes; the used time does not."""

    seconds: int
    speech: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        speech = current_speech(meeting, self.speech)
        if isinstance(speech, Refused):
            return speech
        if abs(self.seconds) > MAX_ADJUSTMENT_SECONDS:
            return Refused(Reason.INVALID, {"field": "seconds"})
        change = max(self.seconds * 1000, -speech.clock.limit_ms)
        return (ClockAdjusted(speech.id, change),) if change else Refused(Reason.ALREADY)


@dataclass(frozen=True, slots=True)
class ClockAdjusted(Event):
    """The limit has changed by `change_ms`. Because this is a difference, an earlier adjustment can still be undone."""

    speech: str
    change_ms: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        clock = current_clock(meeting, self.speech)
        return with_speech(meeting, self.speech, clock=changed(clock, limit_ms=max(0, clock.limit_ms + self.change_ms)))


def current_speech(meeting: Meeting, seen: str | None) -> Speech | Refused:
    """The current speech. A refusal if the actor's screen showed another speech (`seen`)."""
    speech = meeting.speech
    if seen and (speech is None or speech.id != seen):
        known = seen in meeting.speeches
        return Refused(Reason.OVERTAKEN if known else Reason.UNKNOWN_SPEECH)
    return speech or Refused(Reason.FLOOR_FREE)


def pause_running_clock(meeting: Meeting, at: int) -> tuple[ClockPaused, ...]:
    """The event that pauses the clock of the current speech, if it runs."""
    speech = meeting.speech
    if speech is None or speech.clock.running_since is None:
        return ()
    return (ClockPaused(speech.id, elapsed_ms(speech.clock, at)),)


def current_clock(meeting: Meeting, speech: str) -> Clock:
    """The clock of a speech, which must have the floor. Raises `DoesNotApply`."""
    require(meeting.floor == speech, "the speech has the floor")
    return meeting.speeches[speech].clock


def with_speech(meeting: Meeting, speech: str, **changes: Any) -> Meeting:
    """The meeting with some fields of one speech changed."""
    after = changed(meeting.speeches[speech], **changes)
    return changed(meeting, speeches=meeting.speeches.with_value(speech, after))
