"""Token buckets: each key may do something at a rate, with a burst at the beginning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MOST_KEYS = 10_000
"""With more keys than this, those with a full bucket are forgotten. They begin with a full one again."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The size of a bucket, and the number of tokens that it regains per second."""

    burst: int
    per_second: float


class TokenBuckets:
    """The buckets of all keys that have taken a token. `now_ms` returns milliseconds."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._buckets: dict[str, tuple[float, int, Rate]] = {}
        """By key: the tokens left, when that was so, and the rate."""

    def take(self, key: str, rate: Rate) -> bool:
        """Take one token. False when the bucket is empty; then nothing is taken."""
        left, now = self._left(key, rate), self._now_ms()
        if left < 1:
            return False
        if len(self._buckets) >= MOST_KEYS:
            self._forget_full_ones()
        self._buckets[key] = (left - 1, now, rate)
        return True

    def give_back(self, key: str, rate: Rate) -> None:
        """Put a token back that was taken before."""
        self._buckets[key] = (min(rate.burst, self._left(key, rate) + 1), self._now_ms(), rate)

    def _left(self, key: str, rate: Rate) -> float:
        now = self._now_ms()
        left, since, _ = self._buckets.get(key, (float(rate.burst), now, rate))
        return min(rate.burst, left + (now - since) / 1000 * rate.per_second)

    def _forget_full_ones(self) -> None:
        full = [key for key, (_, _, rate) in self._buckets.items() if self._left(key, rate) >= rate.burst]
        for key in full:
            del self._buckets[key]
