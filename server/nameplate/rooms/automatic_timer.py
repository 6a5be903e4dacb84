"""The timer of a room. It gives the commands that no person gives: for example, it closes a list at the set time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from nameplate.meeting import Command, Meeting
from nameplate.meeting.automatic_closing import closing_due, next_closing_at

LONGEST_WAIT_SECONDS = 1.0
"""The timer checks the time at least this often. The event loop's clock stops while a laptop sleeps, so one long wait
would end too late."""


class AutomaticTimer:
    """Calls `give` with a command that is due and its idempotency key. After that, the caller must call `start` again.

    A command that is still in the queue may postpone the automatic one. So `Commits` checks again that the automatic
    command is due when it decides the command.
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
        """Whether an automatic command is planned."""
        return self._timer is not None

    def start(self, at_least_seconds: float = 0.0) -> None:
        """Wait for the next automatic command, if one is planned. The wait is at least `at_least_seconds`."""
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
