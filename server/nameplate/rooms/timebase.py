"""The only module that reads the clocks of the machine."""

from __future__ import annotations

import time
from collections.abc import Callable


def _since_boot_ns() -> int:
    """A monotonic time. If the system has `CLOCK_BOOTTIME`, it continues while a laptop sleeps."""
    return time.clock_gettime_ns(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Timebase:
    """The time of this process. It reads the wall clock once, at the start, and then adds the monotonic clock.

    So a later change of the wall clock has no effect. `speed` is for simulations: with a speed of 10, the time of the
    server and of its screens runs ten times as fast.
    """

    def __init__(
        self,
        speed: float = 1.0,
        wall_ns: Callable[[], int] = time.time_ns,
        mono_ns: Callable[[], int] = _since_boot_ns,
    ) -> None:
        self.speed = speed
        self.mono_ns = mono_ns
        self._began_ns = mono_ns()
        self._base_ns = wall_ns()
        self._latest_ms = 0

    def now_ms(self) -> int:
        """Milliseconds since 1970 UTC. Never goes back within a process."""
        self._latest_ms = max(self._latest_ms, int(self.at_ms(self.mono_ns())))
        return self._latest_ms

    def at_ms(self, mono_ns: int) -> float:
        """The time in milliseconds at this moment of the monotonic clock."""
        passed = mono_ns - self._began_ns
        return (self._base_ns + (passed if self.speed == 1 else int(passed * self.speed))) / 1_000_000

    def shift(self, ms: float) -> None:
        """Move the time of this process, because it differs from the time of the other nodes.

        With a negative value the time stands still until it is true again.
        """
        self._base_ns += int(ms * 1_000_000)
