"""The clock of the machine is set during a speech; summer time begins or ends; a day ends. The speech goes on."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from nameplate.access.passes import new_code
from tests.panel import DELEGATIONS, FLOOR_OPEN, panel
from tests.rooms.clocks import Clocks
from tests.serving import Hosted, heard, serving

MINUTE, HOUR = 60_000, 3_600_000
RECOVERED = "The server was restarted; the clock was recovered."
DAYS = {
    "summer time ends in Zurich": ("Europe/Zurich", "2026-10-25T02:55:00+02:00", "2026-10-25T02:05:00+01:00"),
    "summer time begins in Zurich": ("Europe/Zurich", "2026-03-29T01:55:00+01:00", "2026-03-29T03:05:00+02:00"),
    "summer time ends in New York": ("America/New_York", "2026-11-01T01:55:00-04:00", "2026-11-01T01:05:00-05:00"),
    "summer time begins in New York": ("America/New_York", "2026-03-08T01:55:00-05:00", "2026-03-08T03:05:00-04:00"),
    "midnight in Zurich": ("Europe/Zurich", "2026-07-15T23:55:00+02:00", "2026-07-16T00:05:00+02:00"),
    "the end of a leap day": ("Europe/Zurich", "2028-02-29T23:55:00+01:00", "2028-03-01T00:05:00+01:00"),
}
"""By what happens: the time zone, and the local times five minutes before and five minutes after."""


def ms(time: str) -> int:
    """Milliseconds since 1970 UTC of a local time with its offset."""
    return int(datetime.fromisoformat(time).timestamp() * 1000)


NINE = ms("2026-03-03T09:00:00+01:00")


async def begin_a_speech(meeting: Hosted) -> None:
    """Give France the floor."""
    await meeting.chair(*FLOOR_OPEN)
    assert (await meeting.post("delegate:FR", "request-floor")).status_code == 204
    assert (await meeting.post("chair", "give-floor-to-next")).status_code == 204


async def spoken_ms(meeting: Hosted) -> tuple[int, int]:
    """How long the speaker has spoken: as a page is told that opens now, and as a screen is told that is open."""
    state = (await meeting.get("chair", "state")).json()
    async with meeting.live("hall", "state") as screen:
        shown = await heard(screen)
    return tuple(each["now_ms"] - each["floor"]["clock"]["running_since_ms"] for each in (state, shown))


async def recorded(meeting: Hosted) -> dict[str, Any]:
    """The only intervention of the record."""
    (sitting,) = (each for each in (await meeting.get("chair", "record.json")).json()["sittings"] if each["opened_at"])
    (intervention,) = sitting["interventions"]
    return dict(intervention)


@pytest.mark.parametrize("step_ms", [HOUR, -2 * HOUR])
async def test_setting_the_clock_of_the_machine_moves_no_running_clock(database_url: str, step_ms: int) -> None:
    clocks = Clocks(NINE)
    async with serving(database_url, time=clocks.timebase()) as host:
        meeting = await host.meeting(at=NINE)
        await begin_a_speech(meeting)
        clocks.pass_ms(30_000)
        before = (await meeting.get("chair", "state")).json()["now_ms"]
        clocks.step_ms(step_ms)
        assert (await meeting.get("chair", "state")).json()["now_ms"] == before
        assert await spoken_ms(meeting) == (30_000, 30_000)
        clocks.pass_ms(10_000)
        assert await spoken_ms(meeting) == (40_000, 40_000)
        assert (await meeting.post("chair", "end-speech")).status_code == 204
        found = await recorded(meeting)
    assert (found["called_at"], found["ended_at"]) == ("2026-03-03T09:00:00.000+01:00", "2026-03-03T09:00:40.000+01:00")
    assert found["used_ms"] == 40_000


@pytest.mark.parametrize(("step_ms", "spoken"), [(HOUR, HOUR + 30_000), (-2 * HOUR, 0)])
async def test_after_a_restart_with_another_time_the_clock_runs_and_the_chair_is_told(
    database_url: str, step_ms: int, spoken: int
) -> None:
    clocks = Clocks(NINE)
    async with serving(database_url, time=clocks.timebase()) as host:
        meeting = await host.meeting(at=NINE)
        await begin_a_speech(meeting)
        clocks.pass_ms(30_000)
    clocks.step_ms(step_ms)
    async with serving(database_url, time=clocks.timebase()) as host:
        meeting = replace(meeting, host=host)
        assert await spoken_ms(meeting) == (spoken, spoken)
        assert RECOVERED in (await meeting.get("chair", "chair")).text
        clocks.pass_ms(10_000)
        assert await spoken_ms(meeting) == (spoken + 10_000, spoken + 10_000)


@pytest.mark.parametrize("day", DAYS)
async def test_a_speech_over_a_change_of_the_local_time_is_timed_and_recorded_correctly(
    database_url: str, day: str
) -> None:
    zone, begins, ends = DAYS[day]
    clocks = Clocks(ms(begins))
    async with serving(database_url, time=clocks.timebase()) as host:
        meeting = await host.meeting(replace(panel(new_code(), DELEGATIONS), timezone=zone), ms(begins))
        await begin_a_speech(meeting)
        clocks.pass_ms(10 * MINUTE)
        assert await spoken_ms(meeting) == (10 * MINUTE, 10 * MINUTE)
        assert (await meeting.post("chair", "end-speech")).status_code == 204
        found = await recorded(meeting)
        (row,) = csv.DictReader((await meeting.get("chair", "record.csv")).text.removeprefix("\ufeff").splitlines())
        page = (await meeting.get("chair", "record.html")).text
    assert [datetime.fromisoformat(found[key]).isoformat() for key in ("called_at", "ended_at")] == [begins, ends]
    assert found["used_ms"] == 10 * MINUTE
    assert (row["Date"], row["Called"], row["Ended"]) == (begins[:10], begins[11:19], ends[11:19])
    assert row["Used (s)"] == "600"
    assert begins[11:16] in page and ends[11:16] in page
