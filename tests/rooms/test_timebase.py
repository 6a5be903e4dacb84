"""The time of a process: the wall clock at its start, then the monotonic clock."""

from tests.rooms.clocks import Clocks


def test_the_time_begins_with_the_wall_clock_and_goes_on() -> None:
    clocks = Clocks(1_000_000)
    time = clocks.timebase()
    clocks.pass_ms(1500)
    assert time.now_ms() == 1_001_500


def test_a_step_of_the_wall_clock_moves_nothing() -> None:
    clocks = Clocks(1_000_000)
    time = clocks.timebase()
    for step in (-3_600_000, 86_400_000, -1):
        clocks.step_ms(step)
        assert time.now_ms() == 1_000_000


def test_a_new_process_takes_the_wall_clock_as_it_is_then() -> None:
    clocks = Clocks(1_000_000)
    clocks.timebase()
    clocks.step_ms(250)
    assert clocks.timebase().now_ms() == 1_000_250
