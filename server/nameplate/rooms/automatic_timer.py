"""The timer of a room, which gives commands that are due by themselves: a list closes at its time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from nameplate.meeting import Command, Meeting
from nameplate.meeting.automatic_closing import closing_due, next_closing_at

LONGEST_WAIT_SECONDS = 1.0
"""While a laptop sleeps, the event loop's clock stands still. So the time is looked at this often."""


class AutomaticTimer:
    """Calls `give` with the command that is due and its idempotency key. Then `start` is to be called again.

    A command that waits to be stored may put off what is due, so the given command is checked again when it is decided.
    """

    def __init__(
        self,
        meeting: Callable[[], Meeting],
        now_ms: Callable[[], int],
        speed: float,
        give: Callable[[Command, str], None],
    ) -> None:
        self._meeting = meeting
        self._now_ms = now_ms
        self._speed = speed
        self._give = give
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_set(self) -> bool:
        """Whether something will be due by itself."""
        return self._timer is not None

    def start(self, at_least_seconds: float = 0.0) -> None:
        """Wait for the next thing that is due, if there is one, but not less than some seconds."""
        self.stop()
        due_at = next_closing_at(self._meeting())
        if due_at is not None:
            seconds = min((due_at - self._now_ms()) / 1000 / self._speed, LONGEST_WAIT_SECONDS)
            self._timer = asyncio.get_running_loop().call_later(max(at_least_seconds, seconds), self._expire)

    def stop(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _expire(self) -> None:
        command = closing_due(self._meeting(), self._now_ms())
        if command is None:
            self.start()
        else:
            self._give(*command)
