"""How many commands one pass may give: what is refused costs nothing."""

from __future__ import annotations

from nameplate.access.passes import Pass
from nameplate.meeting import Role
from nameplate.pages.rate_limit import DEFAULT_RATE, RateLimit


class Hands:
    """Somebody who presses, on a clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0
        self.limits = RateLimit(lambda: self.now)
        self.held = Pass(hash="h", meeting="M", name="delegate:FR", role=Role.DELEGATE, seat="FR", audience="delegate")

    def press(self, times: int, every_ms: int) -> int:
        """How many of so many presses are taken."""
        taken = 0
        for _ in range(times):
            taken += self.limits.allow(self.held)
            self.now += every_ms
        return taken


def test_so_many_are_taken_at_once() -> None:
    assert Hands().press(DEFAULT_RATE.burst + 10, every_ms=0) == DEFAULT_RATE.burst


def test_who_presses_too_often_is_heard_as_often_as_is_allowed() -> None:
    hands = Hands()
    hands.press(DEFAULT_RATE.burst, every_ms=0)
    assert hands.press(40, every_ms=300) == 40 * 300 * DEFAULT_RATE.per_second // 1000 - 1


def test_who_waits_has_the_whole_allowance_again() -> None:
    hands = Hands()
    hands.press(DEFAULT_RATE.burst + 100, every_ms=0)
    hands.now += int(DEFAULT_RATE.burst / DEFAULT_RATE.per_second * 1000)
    assert hands.press(DEFAULT_RATE.burst, every_ms=0) == DEFAULT_RATE.burst
