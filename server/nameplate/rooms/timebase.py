"""The only module that reads the clocks of the machine."""

from __future__ import annotations

import time
from collections.abc import Callable


def _since_boot_ns() -> int:
    """Monotonic time that also counts while a laptop sleeps, where the system has such a clock."""
    return time.clock_gettime_ns(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Timebase:
    """The wall clock is read once, at the start of the process. From then on the monotonic clock counts.

    So a step of the wall clock changes nothing. With a `speed` other than 1, the time of the server and of its screens
    runs that much faster: for simulations.
    """

    def __init__(
        self,
        speed: float = 1.0,
        wall_ns: Callable[[], int] = time.time_ns,
        mono_ns: Callable[[], int] = _since_boot_ns,
    ) -> None:
        self.speed = speed
        self._mono_ns = mono_ns
        self._began_ns = mono_ns()
        self._base_ns = wall_ns()

    def now_ms(self) -> int:
        """Milliseconds since 1970 UTC. Never goes back within a process."""
        passed = self._mono_ns() - self._began_ns
        return (self._base_ns + (passed if self.speed == 1 else int(passed * self.speed))) // 1_000_000
