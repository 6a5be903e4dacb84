"""The signals of the interpreters, on the screens that show them and on the screen that sends them."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.booth_signals import SIGNALS, sendable_at, visible_signals
from nameplate.wording.labels import SIGNAL_LABELS
from nameplate.wording.language import Words


@dataclass(frozen=True, slots=True)
class ShownSignal:
    """A signal on the screen of the speaker or of the chair. It is shown between two times (UTC, ms)."""

    signal: str
    text: str
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class SignalButton:
    """A button of the booth. `sent` is the newest signal of its kind. It can be sent again from `again_at` (UTC, ms).

    `possible` is false while nobody has the floor, for a signal that only a speaker can get.
    """

    signal: str
    label: str
    sent: ShownSignal | None
    again_at: int
    possible: bool


def shown_signals(meeting: Meeting, words: Words) -> tuple[ShownSignal, ...]:
    """The newest signal of each kind. The browser shows it until it ends."""
    return tuple(
        ShownSignal(each.signal, words.translate(SIGNAL_LABELS[each.signal]), each.at, each.shown_until)
        for each in visible_signals(meeting)
    )


def signal_buttons(meeting: Meeting, words: Words) -> tuple[SignalButton, ...]:
    sent = {each.signal: each for each in shown_signals(meeting, words)}
    return tuple(
        SignalButton(
            signal,
            words.translate(SIGNAL_LABELS[signal]),
            sent.get(signal),
            sendable_at(meeting, signal),
            signal != "slow_down" or meeting.floor is not None,
        )
        for signal in SIGNALS
    )
