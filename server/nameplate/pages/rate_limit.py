"""Limits the number of commands of a pass: a token bucket for each pass.

There is no limit by network address, because all phones of a hall may share one address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nameplate.access.passes import Pass
from nameplate.meeting import Role


@dataclass(frozen=True, slots=True)
class Rate:
    """The size of a bucket, and the number of commands that it regains per second."""

    burst: int
    per_second: float


MODERATOR_RATE = Rate(400, 100)
DEFAULT_RATE = Rate(30, 2)
RATES: Mapping[Role, Rate] = {Role.CHAIR: MODERATOR_RATE, Role.DESK: MODERATOR_RATE}


class RateLimit:
    """The buckets of all passes that have given a command."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._buckets: dict[str, tuple[float, int]] = {}
        """By the hash of a pass: the number of commands left, and the time of this number in milliseconds."""

    def allow(self, pass_: Pass) -> bool:
        """Take one command from the bucket of a pass. False if the bucket is empty; then nothing is taken."""
        rate, now = RATES.get(pass_.role, DEFAULT_RATE), self._now_ms()
        left, since = self._buckets.get(pass_.hash, (float(rate.burst), now))
        left = min(rate.burst, left + (now - since) / 1000 * rate.per_second)
        allowed = left >= 1
        self._buckets[pass_.hash] = (left - 1 if allowed else left, now)
        return allowed
