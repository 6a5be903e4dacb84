"""What the adapters of microphones have reported on their sockets. The consoles of the chair and the desk say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum

from nameplate.access.passes import MODERATORS, Pass


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
        self._lost: set[str] = set()

    def of(self, meeting: str) -> MicrophoneState:
        """The state for the consoles of a meeting."""
        reports = self._reports.get(meeting)
        if reports:
            return MicrophoneState.WORK if any(reports.values()) else MicrophoneState.FAIL
        return MicrophoneState.LOST if meeting in self._lost else MicrophoneState.OFF

    @contextmanager
    def socket(self, pass_: Pass) -> Iterator[Callable[[object], None]]:
        """A function for the reports of a socket: True, False, or None for the end. Only moderators may report."""
        key, meeting = object(), pass_.meeting

        def report(works: object) -> None:
            if pass_.role not in MODERATORS:
                return
            if isinstance(works, bool):
                self._reports.setdefault(meeting, {})[key] = works
                self._lost.discard(meeting)
            else:
                forget()

        def forget() -> bool:
            reports = self._reports.get(meeting, {})
            was_there = reports.pop(key, None) is not None
            if not reports:
                self._reports.pop(meeting, None)
            return was_there

        try:
            yield report
        finally:
            if forget() and meeting not in self._reports:
                self._lost.add(meeting)
