"""The wall clock and the monotonic clock of a machine, set by a test."""

from __future__ import annotations

from nameplate.rooms.timebase import Timebase


class Clocks:
    """`pass_ms` moves both clocks. `step_ms` moves only the wall clock, as an operator or NTP does."""

    def __init__(self, wall_ms: int) -> None:
        self._wall_ns = wall_ms * 1_000_000
        self._mono_ns = 5_000_000_000

    def pass_ms(self, ms: int) -> None:
        """Move both clocks forward."""
        self._wall_ns += ms * 1_000_000
        self._mono_ns += ms * 1_000_000

    def step_ms(self, ms: int) -> None:
        """Move only the wall clock."""
        self._wall_ns += ms * 1_000_000

    def mono_ns(self) -> int:
        """The monotonic clock."""
        return self._mono_ns

    def timebase(self) -> Timebase:
        """A new timebase, as in a process that starts now."""
        return Timebase(wall_ns=lambda: self._wall_ns, mono_ns=lambda: self._mono_ns)
