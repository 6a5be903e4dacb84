"""The time that nodes share, and what a node does while the database does not answer."""

from __future__ import annotations

from itertools import pairwise

import pytest

from nameplate.nodes.polling import STEP_MS, Sample, SharedTime
from tests.rooms.clocks import Clocks

NOW = 1_700_000_000_000


def follow(shared: SharedTime, clocks: Clocks, database_ms: float, seconds: int) -> None:
    """Compare the time once a second. The time of the database begins at `database_ms`."""
    for second in range(seconds):
        mono = clocks.mono_ns()
        shared.follow(shared.sample(mono - 500_000, mono + 500_000, database_ms + second * 1000))
        clocks.pass_ms(1000)


def test_a_node_takes_over_the_time_of_the_database_at_its_start() -> None:
    time = Clocks(NOW).timebase()
    SharedTime(time).set([Sample(9.0, 70.0), Sample(0.5, 5_000.0), Sample(3.0, -90.0)])
    assert time.now_ms() == NOW + 5_000


@pytest.mark.parametrize("ahead", [40, -40])
def test_a_node_whose_clock_drifts_follows_slowly_and_never_goes_back(ahead: int) -> None:
    clocks = Clocks(NOW)
    time = clocks.timebase()
    shared, times = SharedTime(time), [time.now_ms()]
    for second in range(60):
        mono = clocks.mono_ns()
        shared.follow(shared.sample(mono, mono, NOW + ahead + second * 1000))
        times.append(time.now_ms())
        clocks.pass_ms(1000)
    assert times == sorted(times)
    assert abs(time.now_ms() - (NOW + ahead + 60_000)) <= 1
    assert max(later - before for before, later in pairwise(times[1:])) <= 1002


@pytest.mark.parametrize("step", [3_600_000, -7_200_000, STEP_MS + 1])
def test_screens_do_not_jump_when_somebody_sets_the_clock_of_the_database(
    step: float, caplog: pytest.LogCaptureFixture
) -> None:
    clocks = Clocks(NOW)
    time = clocks.timebase()
    shared = SharedTime(time)
    follow(shared, clocks, NOW, 10)
    follow(shared, clocks, NOW + 10_000 + step, 20)
    assert time.now_ms() == NOW + 30_000
    assert [getattr(record, "event", "") for record in caplog.records] == ["clock_stepped"]
