"""The signals of the interpreters, from the booth to the speaker and to the chair.

All booths use one link, so nobody sees which booth has sent a signal. A signal is shown for some seconds. All booths
together cannot repeat it at once, so that they do not press the speaker.
"""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import BoothSignal

SIGNALS = ("slow_down", "please_wait")
SHOWN_MS = 12_000
AGAIN_MS = 45_000
"""Settings, not rules: for how long a signal is shown, and how long after it the same signal can be sent again.

While a signal is shown, the other one cannot be sent either. A new speaker can be asked to slow down at once.
"""


@dataclass(frozen=True, slots=True)
class SendSignal(Command):
    """Ask the speaker to slow down, or the speaker and the chair to wait.

    `signal` is `slow_down` or `please_wait`. Nobody needs the floor for `please_wait`.
    """

    signal: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if self.signal not in SIGNALS:
            return Refused(Reason.INVALID, {"field": "signal"})
        if self.signal == "slow_down" and meeting.floor is None:
            return Refused(Reason.FLOOR_FREE)
        rest_ms = sendable_at(meeting, self.signal) - at
        if rest_ms > 0:
            return Refused(Reason.SIGNAL_TOO_SOON, {"seconds": -(-rest_ms // 1000)})
        return (SignalSent(self.signal, meeting.floor if self.signal == "slow_down" else None),)


@dataclass(frozen=True, slots=True)
class SignalSent(Event):
    """The signal is shown to the speaker and to the chair. `speech` is the speech that is too fast.

    It applies even if this speech was undone. So a signal never keeps the chair from undoing a call.
    """

    signal: str
    speech: str | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        others = tuple(s for s in visible_signals(meeting) if s.signal != self.signal)
        sent = BoothSignal(self.signal, at, at + SHOWN_MS, at + AGAIN_MS, self.speech)
        return changed(meeting, booth_signals=(*others, sent))


def visible_signals(meeting: Meeting) -> tuple[BoothSignal, ...]:
    """The newest signal of each kind, except those to an earlier speaker. Its times say whether it is shown now."""
    return tuple(s for s in meeting.booth_signals if s.speech is None or s.speech == meeting.floor)


def sendable_at(meeting: Meeting, signal: str) -> int:
    """The time (ms, UTC) from which a signal can be sent."""
    sent = visible_signals(meeting)
    return max((s.again_at if s.signal == signal else s.shown_until for s in sent), default=0)
