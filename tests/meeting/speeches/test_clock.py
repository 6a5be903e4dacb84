"""The clock: the time used and left, its phases, and pausing, resuming and adjusting it."""

import pytest

from nameplate.meeting import Command, Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Clock, Item, Rules, Threshold
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
    phase,
    remaining_ms,
    warning_thresholds,
)
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR
from tests.meeting.stories import floor_open, phase_changes, seconds, shown, speech_on


@pytest.mark.parametrize(
    ("left_ms", "name"),
    [(60_001, "calm"), (60_000, "warn"), (30_001, "warn"), (30_000, "last"), (1, "last"), (0, "over"), (-5000, "over")],
)
def test_the_phase_follows_from_the_time_left(left_ms: int, name: str) -> None:
    clock = Clock(180_000, running_since=1_000)
    assert phase(clock, 181_000 - left_ms, Rules()) == name


@pytest.mark.parametrize(
    ("limit", "warn", "last"),
    [(600, 60, 30), (120, 60, 30), (119, 59, 29), (90, 45, 22), (60, 30, 15), (30, 15, 7), (3, 1, 0), (0, 0, 0)],
)
def test_a_short_limit_warns_after_half_and_after_three_quarters_of_it(limit: int, warn: int, last: int) -> None:
    assert warning_thresholds(limit * 1000, Rules()) == (warn * 1000, last * 1000)


@pytest.mark.parametrize(
    ("rules", "item", "limit", "warn", "last"),
    [
        (Rules(warn=Threshold(120_000, 50)), None, 600, 120, 30),
        (Rules(warn=Threshold(120_000, 50)), None, 180, 90, 30),
        (Rules(warn=Threshold(None, 20), last=Threshold(None, 10)), None, 600, 120, 60),
        (Rules(warn=Threshold(None, 20), last=Threshold(None, 10)), None, 60, 12, 6),
        (Rules(), Item("p", "keynote", warn=Threshold(180_000, 50)), 600, 180, 30),
        (Rules(warn=Threshold(180_000, 50)), Item("p", "keynote", last=Threshold(60_000, 50)), 600, 180, 60),
        (Rules(warn=Threshold(10_000, 50)), None, 600, 10, 10),
    ],
)
def test_the_meeting_and_the_item_choose_when_the_warnings_begin(
    rules: Rules, item: Item | None, limit: int, warn: int, last: int
) -> None:
    assert warning_thresholds(limit * 1000, rules, item) == (warn * 1000, last * 1000)
    clock = Clock(limit * 1000, running_since=0)
    assert phase(clock, (limit - warn) * 1000 - 1, rules, item) == "calm"
    assert phase(clock, (limit - warn) * 1000, rules, item) == ("last" if last == warn else "warn")
    assert phase(clock, (limit - last) * 1000, rules, item) == "last"


@pytest.mark.parametrize(
    ("left_ms", "name"),
    [(60_000, "calm"), (30_001, "calm"), (30_000, "warn"), (15_001, "warn"), (15_000, "last"), (0, "over")],
)
def test_a_limit_of_one_minute_is_calm_for_its_first_half(left_ms: int, name: str) -> None:
    assert phase(Clock(60_000, running_since=1_000), 61_000 - left_ms, Rules()) == name


@pytest.mark.parametrize(("limit_ms", "moments"), [(60_000, (31, 46, 61)), (30_000, (16, 24, 31)), (2_000, (2, 3))])
def test_a_short_speech_changes_its_phase_at_whole_seconds(limit_ms: int, moments: tuple[int, ...]) -> None:
    changes = phase_changes(Clock(limit_ms, running_since=1_000), 1_000, 100_000)
    assert [at for at, _ in changes] == [second * 1000 for second in moments]


def test_an_adjusted_limit_has_its_own_warnings() -> None:
    story = speech_on()
    story.give(CHAIR, AdjustClock(-120), at=20)
    clock = story.speech.clock
    assert [phase(clock, seconds(at), Rules()) for at in (39, 40, 55, 70)] == ["calm", "warn", "last", "over"]


def test_a_running_clock_enters_its_phases_one_after_the_other() -> None:
    changes = phase_changes(Clock(180_000, running_since=1_000), 1_000, 300_000)
    assert changes == [(121_000, "warn"), (151_000, "last"), (181_000, "over")]


def test_a_paused_clock_stays_in_its_phase() -> None:
    assert phase_changes(Clock(180_000, elapsed_ms=5_000), 99_000, 399_000) == []


def test_remaining_time_is_negative_in_overtime() -> None:
    assert remaining_ms(Clock(60_000, 50_000, running_since=1_000), now=21_000) == -10_000


def test_a_clock_that_is_read_before_its_start_has_used_nothing() -> None:
    assert elapsed_ms(Clock(60_000, running_since=5_000), now=4_000) == 0


def test_a_paused_clock_keeps_the_used_time_and_the_speaker_keeps_the_floor() -> None:
    story = speech_on()
    story.give(CHAIR, PauseClock(story.speech.id), at=40)
    assert (story.holder, story.used(at=40), story.used(at=400)) == ("FR", 30, 30)


def test_a_resumed_clock_continues_from_the_used_time() -> None:
    story = speech_on()
    story.give(CHAIR, PauseClock(), at=40)
    story.give(CHAIR, ResumeClock(story.speech.id), at=100)
    assert story.used(at=110) == 40


def test_after_undo_of_a_pause_the_clock_has_run_all_the_time() -> None:
    story = speech_on()
    story.give(CHAIR, PauseClock(), at=40)
    story.give(CHAIR, Undo(), at=45)
    assert story.used(at=60) == 50


@pytest.mark.parametrize(("by", "granted"), [(30, 210), (-60, 120), (-3600, 0)])
def test_adjusting_changes_only_the_limit(by: int, granted: int) -> None:
    story = speech_on()
    story.give(CHAIR, AdjustClock(by), at=40)
    assert (story.granted(), story.used(at=50)) == (granted, 40)


def test_a_paused_clock_stays_paused_when_it_is_adjusted() -> None:
    story = speech_on()
    story.give(CHAIR, PauseClock(), at=40)
    story.give(CHAIR, AdjustClock(30, story.speech.id), at=50)
    assert (story.granted(), story.used(at=90)) == (210, 30)


@pytest.mark.parametrize("seconds", [3601, -3601])
def test_an_adjustment_by_more_than_an_hour_is_refused(seconds: int) -> None:
    assert speech_on().refuse(CHAIR, AdjustClock(seconds), at=20).reason is Reason.INVALID


def test_an_adjustment_that_changes_nothing_is_refused() -> None:
    story = speech_on()
    assert story.refuse(CHAIR, AdjustClock(0), at=20).reason is Reason.ALREADY
    story.give(CHAIR, AdjustClock(-600), at=20)
    assert story.refuse(CHAIR, AdjustClock(-1), at=20).reason is Reason.ALREADY


def test_a_paused_clock_cannot_be_paused_again() -> None:
    story = speech_on()
    story.give(CHAIR, PauseClock(), at=40)
    assert story.refuse(DESK, PauseClock(), at=40).reason is Reason.ALREADY


def test_a_running_clock_cannot_be_resumed() -> None:
    assert speech_on().refuse(CHAIR, ResumeClock(), at=40).reason is Reason.ALREADY


def test_the_clock_cannot_be_resumed_while_the_sitting_is_suspended() -> None:
    story = speech_on()
    story.give(CHAIR, SuspendSitting(), at=40)
    assert story.refuse(CHAIR, ResumeClock(), at=50).reason is Reason.SITTING_SUSPENDED


@pytest.mark.parametrize("command", [PauseClock(), ResumeClock(), AdjustClock(30)])
def test_clock_commands_are_refused_without_a_speech(command: Command) -> None:
    assert floor_open(FR).refuse(CHAIR, command).reason is Reason.FLOOR_FREE


@pytest.mark.parametrize("command", [PauseClock("s99"), ResumeClock("s99"), AdjustClock(30, "s99")])
def test_clock_commands_are_refused_for_an_unknown_speech(command: Command) -> None:
    assert speech_on().refuse(CHAIR, command, at=20).reason is Reason.UNKNOWN_SPEECH


@pytest.mark.parametrize("over", [True, False])
def test_clock_commands_are_refused_for_a_speech_that_has_ended(over: bool) -> None:
    story = speech_on()
    seen = story.speech.id
    story.give(CHAIR, EndSpeech() if over else GiveFloorToNext(), at=50)
    for command in (PauseClock(seen), ResumeClock(seen), AdjustClock(30, seen)):
        assert story.refuse(DESK, command, at=51).reason is Reason.OVERTAKEN


def test_other_commands_do_not_change_a_running_clock() -> None:
    story = speech_on()
    before = shown(story.speech.clock, at=story.meeting.at + 90_000)
    story.give(FR, RequestFloor(), at=20)
    story.give(DESK, AddInscription(BR.seat), at=30)
    story.give(DESK, MoveInscription(story.id_of("BR"), story.id_of("KE")), at=40)
    story.give(CHAIR, SendNotice("speaker", "Please conclude."), at=50)
    story.give(DESK, Undo(), at=60)
    assert shown(story.speech.clock, at=story.meeting.at + 40_000) == before
