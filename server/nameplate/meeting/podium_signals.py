"""Signals to the speaker through the podium's screen: it flashes once, or it is dark."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting
from nameplate.meeting.model.refusal import Reason, Refused


@dataclass(frozen=True, slots=True)
class DarkenPodium(Command):
    """Show nothing on the podium's screen, or show everything again."""

    dark: bool = True

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        return Refused(Reason.ALREADY) if meeting.podium_dark == self.dark else (PodiumDarkened(self.dark),)


@dataclass(frozen=True, slots=True)
class PodiumDarkened(Event):
    dark: bool

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return changed(meeting, podium_dark=self.dark)


@dataclass(frozen=True, slots=True)
class FlashPodium(Command):
    """Let the podium's screen flash for three seconds, so that the speaker looks at it."""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        return (PodiumFlashed(),)


@dataclass(frozen=True, slots=True)
class PodiumFlashed(Event):
    """The screen flashes from `at` on."""

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return changed(meeting, podium_flashed_at=at)
