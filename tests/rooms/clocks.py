"""The wall clock and the monotonic clock of a machine, set by a test."""

from __future__ import annotations

from nameplate.rooms.timebase import Timebase


class Clocks:
    """`pass_ms` moves both clocks. `step_ms` moves the wall clock alone, as an operator or NTP does."""

    def __init__(self, wall_ms: int) -> None:
        self._wall_ns = wall_ms * 1_000_000
        self._mono_ns = 5_000_000_000

    def pass_ms(self, ms: int) -> None:
        """Time passes."""
        self._wall_ns += ms * 1_000_000
        self._mono_ns += ms * 1_000_000

    def step_ms(self, ms: int) -> None:
        """Somebody sets the wall clock."""
        self._wall_ns += ms * 1_000_000

    def timebase(self) -> Timebase:
        """The timebase of a process that starts now."""
        return Timebase(wall_ns=lambda: self._wall_ns, mono_ns=lambda: self._mono_ns)
