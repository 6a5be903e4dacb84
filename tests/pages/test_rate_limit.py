"""The bucket of a pass becomes empty and fills again. A refused command takes nothing from the bucket."""

from __future__ import annotations

from nameplate.pages.rate_limit import DEFAULT_RATE, RateLimit
from tests.cast import FR


class HastyDelegate:
    """Gives commands with one pass, on a clock that the test moves."""

    def __init__(self) -> None:
        self.now_ms = 0
        self.rate_limit = RateLimit(lambda: self.now_ms)

    def give_commands(self, number: int, every_ms: int) -> int:
        """How many of the commands are allowed."""
        allowed = 0
        for _ in range(number):
            allowed += self.rate_limit.allow("M", FR)
            self.now_ms += every_ms
        return allowed


def test_a_full_bucket_allows_a_burst() -> None:
    assert HastyDelegate().give_commands(DEFAULT_RATE.burst + 10, every_ms=0) == DEFAULT_RATE.burst


def test_an_empty_bucket_allows_the_rate_per_second() -> None:
    delegate = HastyDelegate()
    delegate.give_commands(DEFAULT_RATE.burst, every_ms=0)
    assert delegate.give_commands(40, every_ms=300) == 40 * 300 * DEFAULT_RATE.per_second // 1000 - 1


def test_a_bucket_is_full_again_after_a_pause() -> None:
    delegate = HastyDelegate()
    delegate.give_commands(DEFAULT_RATE.burst + 100, every_ms=0)
    delegate.now_ms += int(DEFAULT_RATE.burst / DEFAULT_RATE.per_second * 1000)
    assert delegate.give_commands(DEFAULT_RATE.burst, every_ms=0) == DEFAULT_RATE.burst


def test_commands_on_another_node_count_too() -> None:
    delegate = HastyDelegate()
    for _ in range(DEFAULT_RATE.burst - 1):
        delegate.rate_limit.count("M", FR.name)
    assert delegate.give_commands(3, every_ms=0) == 1
