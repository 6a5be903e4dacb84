"""What the adapters of microphones have reported on their sockets. The consoles of the chair and the desk say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum

from nameplate.access.passes import MODERATORS, Pass

Report = Callable[[object, object], None]
MOST_SEATS, LONGEST_SEAT = 1_000, 64


class MicrophoneState(Enum):
    """How the microphones of a meeting are. They are `OFF` when no adapter has reported, or it has ended regularly."""

    OFF = "off"
    WORK = "work"
    FAIL = "fail"
    LOST = "lost"


class MicrophoneReports:
    """The newest report of each socket in this process. An adapter whose socket closes without a word is lost."""

    def __init__(self) -> None:
        self._reports: dict[str, dict[object, bool]] = {}
        """By meeting, then by socket: whether the adapter reaches its microphones."""
        self._unknown: dict[str, dict[object, frozenset[str]]] = {}
        """By meeting, then by socket: the seats of the adapter that are not in the meeting."""
        self._lost: set[str] = set()

    def of(self, meeting: str) -> MicrophoneState:
        """The state for the consoles of a meeting."""
        reports = self._reports.get(meeting)
        if reports:
            return MicrophoneState.WORK if any(reports.values()) else MicrophoneState.FAIL
        return MicrophoneState.LOST if meeting in self._lost else MicrophoneState.OFF

    def unknown_seats(self, meeting: str) -> list[str]:
        """The seats for which adapters have microphones, but which the meeting does not have."""
        return sorted(frozenset().union(*self._unknown.get(meeting, {}).values()))

    @contextmanager
    def socket(self, pass_: Pass) -> Iterator[Report]:
        """A function for the reports of a socket. Only moderators may report.

        Its arguments are True, False, or None for the end; and the seats that the meeting does not have.
        """
        key, meeting = object(), pass_.meeting

        def report(works: object, unknown: object) -> None:
            if pass_.role not in MODERATORS:
                return
            if isinstance(works, bool):
                self._reports.setdefault(meeting, {})[key] = works
                self._unknown.setdefault(meeting, {})[key] = _seats(unknown)
                self._lost.discard(meeting)
            else:
                forget()

        def forget() -> bool:
            reports = self._reports.get(meeting, {})
            was_there = reports.pop(key, None) is not None
            self._unknown.get(meeting, {}).pop(key, None)
            if not reports:
                self._reports.pop(meeting, None)
                self._unknown.pop(meeting, None)
            return was_there

        try:
            yield report
        finally:
            if forget() and meeting not in self._reports:
                self._lost.add(meeting)


def _seats(reported: object) -> frozenset[str]:
    """The seats of a report. Empty if it is no list of seats."""
    if not isinstance(reported, list) or len(reported) > MOST_SEATS:
        return frozenset()
    return frozenset(seat for seat in reported if isinstance(seat, str) and 0 < len(seat) <= LONGEST_SEAT)
