"""The one clock: what it shows at a time, and pausing, resuming and adjusting it."""

import pytest

from nameplate.meeting import Command, Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Clock
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.sittings import SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.reordering import MoveInscription
from nameplate.meeting.speeches.clock import (
    AdjustClock,
    PauseClock,
    ResumeClock,
    elapsed_ms,
    next_change,
    phase,
    remaining_ms,
    warning_thresholds,
)
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, floor_open, seconds, shown


def speech_on() -> Story:
    """France has the floor since the tenth second; Kenya waits."""
    story = floor_open(FR, KE)
    story.press(CHAIR, GiveFloorToNext(), at=10)
    return story


@pytest.mark.parametrize(
    ("left_ms", "name"),
    [(60_001, "calm"), (60_000, "warn"), (30_001, "warn"), (30_000, "last"), (1, "last"), (0, "over"), (-5000, "over")],
)
def test_the_phase_follows_from_the_time_left(left_ms: int, name: str) -> None:
    clock = Clock(180_000, running_since=1_000)
    assert phase(clock, now=181_000 - left_ms) == name


@pytest.mark.parametrize(
    ("limit", "warn", "last"),
    [(600, 60, 30), (120, 60, 30), (119, 59, 29), (90, 45, 22), (60, 30, 15), (30, 15, 7), (3, 1, 0), (0, 0, 0)],
)
def test_a_short_limit_warns_only_when_half_and_three_quarters_of_it_are_used(limit: int, warn: int, last: int) -> None:
    assert warning_thresholds(limit * 1000) == (warn * 1000, last * 1000)


@pytest.mark.parametrize(
    ("left_ms", "name"),
    [(60_000, "calm"), (30_001, "calm"), (30_000, "warn"), (15_001, "warn"), (15_000, "last"), (0, "over")],
)
def test_one_minute_is_calm_for_its_first_half(left_ms: int, name: str) -> None:
    assert phase(Clock(60_000, running_since=1_000), now=61_000 - left_ms) == name


@pytest.mark.parametrize(("limit_ms", "moments"), [(60_000, (31, 46, 61)), (30_000, (16, 24, 31)), (2_000, (2, 3))])
def test_the_next_change_of_a_short_speech_is_the_moment_of_its_next_phase(
    limit_ms: int, moments: tuple[int, ...]
) -> None:
    clock, now, told = Clock(limit_ms, running_since=1_000), 1_000, []
    while change := next_change(clock, now):
        before, now = phase(clock, now), change
        assert phase(clock, now) != before
        told.append(now // 1000)
    assert tuple(told) == moments


def test_an_adjusted_limit_has_warnings_of_its_own() -> None:
    story = speech_on()
    story.press(CHAIR, AdjustClock(-120), at=20)
    clock = story.speech.clock
    assert [phase(clock, seconds(at)) for at in (39, 40, 55, 70)] == ["calm", "warn", "last", "over"]


def test_the_next_change_is_the_moment_of_the_next_phase() -> None:
    clock = Clock(180_000, running_since=1_000)
    moments = []
    now: int | None = 1_000
    while now is not None and (now := next_change(clock, now)):
        moments.append((now, phase(clock, now)))
    assert moments == [(121_000, "warn"), (151_000, "last"), (181_000, "over")]


def test_a_paused_clock_changes_by_itself_never() -> None:
    assert next_change(Clock(180_000, elapsed_ms=5_000), now=99_000) is None


def test_overtime_is_time_left_below_zero() -> None:
    assert remaining_ms(Clock(60_000, 50_000, running_since=1_000), now=21_000) == -10_000


def test_a_clock_read_before_it_ran_has_used_nothing() -> None:
    assert elapsed_ms(Clock(60_000, running_since=5_000), now=4_000) == 0


def test_a_paused_clock_keeps_what_was_used_and_the_floor_stays_taken() -> None:
    story = speech_on()
    story.press(CHAIR, PauseClock(story.speech.id), at=40)
    assert (story.holder, story.used(at=40), story.used(at=400)) == ("FR", 30, 30)


def test_a_resumed_clock_goes_on_where_it_stopped() -> None:
    story = speech_on()
    story.press(CHAIR, PauseClock(), at=40)
    story.press(CHAIR, ResumeClock(story.speech.id), at=100)
    assert story.used(at=110) == 40


def test_a_pause_is_undone_and_the_clock_has_run_on() -> None:
    story = speech_on()
    story.press(CHAIR, PauseClock(), at=40)
    story.press(CHAIR, Undo(), at=45)
    assert story.used(at=60) == 50


@pytest.mark.parametrize(("by", "granted"), [(30, 210), (-60, 120), (-3600, 0)])
def test_adjusting_moves_only_the_limit(by: int, granted: int) -> None:
    story = speech_on()
    story.press(CHAIR, AdjustClock(by), at=40)
    assert (story.granted(), story.used(at=50)) == (granted, 40)


def test_a_paused_clock_is_adjusted_and_stays_paused() -> None:
    story = speech_on()
    story.press(CHAIR, PauseClock(), at=40)
    story.press(CHAIR, AdjustClock(30, story.speech.id), at=50)
    assert (story.granted(), story.used(at=90)) == (210, 30)


@pytest.mark.parametrize("seconds", [3601, -3601])
def test_an_adjustment_of_more_than_an_hour_is_a_slip_of_the_finger(seconds: int) -> None:
    assert speech_on().refuse(CHAIR, AdjustClock(seconds), at=20).reason is Reason.INVALID


def test_an_adjustment_that_moves_nothing_is_already_so() -> None:
    story = speech_on()
    assert story.refuse(CHAIR, AdjustClock(0), at=20).reason is Reason.ALREADY
    story.press(CHAIR, AdjustClock(-600), at=20)
    assert story.refuse(CHAIR, AdjustClock(-1), at=20).reason is Reason.ALREADY


def test_a_paused_clock_is_not_paused_again() -> None:
    story = speech_on()
    story.press(CHAIR, PauseClock(), at=40)
    assert story.refuse(DESK, PauseClock(), at=40).reason is Reason.ALREADY


def test_a_running_clock_is_not_resumed() -> None:
    assert speech_on().refuse(CHAIR, ResumeClock(), at=40).reason is Reason.ALREADY


def test_the_clock_is_not_resumed_while_the_sitting_is_suspended() -> None:
    story = speech_on()
    story.press(CHAIR, SuspendSitting(), at=40)
    assert story.refuse(CHAIR, ResumeClock(), at=50).reason is Reason.SITTING_SUSPENDED


@pytest.mark.parametrize("command", [PauseClock(), ResumeClock(), AdjustClock(30)])
def test_without_a_speech_there_is_no_clock(command: Command) -> None:
    assert floor_open(FR).refuse(CHAIR, command).reason is Reason.FLOOR_FREE


@pytest.mark.parametrize("command", [PauseClock("s99"), ResumeClock("s99"), AdjustClock(30, "s99")])
def test_the_clock_of_a_speech_that_never_was_is_unknown(command: Command) -> None:
    assert speech_on().refuse(CHAIR, command, at=20).reason is Reason.UNKNOWN_SPEECH


@pytest.mark.parametrize("over", [True, False])
def test_the_clock_of_a_speech_that_is_over_is_overtaken(over: bool) -> None:
    story = speech_on()
    seen = story.speech.id
    story.press(CHAIR, EndSpeech() if over else GiveFloorToNext(), at=50)
    for command in (PauseClock(seen), ResumeClock(seen), AdjustClock(30, seen)):
        assert story.refuse(DESK, command, at=51).reason is Reason.OVERTAKEN


def test_nothing_else_that_is_pressed_disturbs_a_running_clock() -> None:
    story = speech_on()
    before = shown(story.speech.clock, at=story.meeting.at + 90_000)
    story.press(FR, RequestFloor(), at=20)
    story.press(DESK, AddInscription(BR.seat), at=30)
    story.press(DESK, MoveInscription(story.place("BR"), story.place("KE")), at=40)
    story.press(CHAIR, SendNotice("speaker", "Please conclude."), at=50)
    story.press(DESK, Undo(), at=60)
    assert shown(story.speech.clock, at=story.meeting.at + 40_000) == before
