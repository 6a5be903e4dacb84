"""Sittings: opening, suspending, resuming, adjourning."""

import pytest

from nameplate.meeting import Command, Reason
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speeches.clock import PauseClock, ResumeClock
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import created, floor_open, sitting_open, speech_on


def test_a_sitting_is_opened() -> None:
    story = created()
    story.give(CHAIR, OpenSitting("morning"))
    assert story.sitting("morning").state == "open"
    assert story.meeting.sitting == story.sitting("morning")


def test_only_one_sitting_is_open_at_a_time() -> None:
    assert sitting_open().refuse(CHAIR, OpenSitting("afternoon")).reason is Reason.SITTING_OPEN


def test_an_open_or_suspended_sitting_cannot_be_opened_again() -> None:
    story = sitting_open()
    assert story.refuse(CHAIR, OpenSitting("morning")).reason is Reason.ALREADY
    story.give(CHAIR, SuspendSitting())
    assert story.refuse(CHAIR, OpenSitting("morning")).reason is Reason.ALREADY


def test_an_adjourned_sitting_cannot_be_opened_again() -> None:
    story = sitting_open()
    story.give(CHAIR, AdjournSitting())
    assert story.refuse(CHAIR, OpenSitting("morning")).reason is Reason.SITTING_OVER


def test_an_unknown_sitting_is_refused() -> None:
    assert created().refuse(CHAIR, OpenSitting("evening")).reason is Reason.UNKNOWN_SITTING


def test_suspending_pauses_the_clock_and_the_speaker_keeps_the_floor() -> None:
    story = speech_on()
    story.give(CHAIR, SuspendSitting(" 11:30 "), at=40)
    assert (story.sitting("morning").state, story.sitting("morning").until) == ("suspended", "11:30")
    assert (story.holder, story.used(at=400)) == ("FR", 30)


def test_resuming_leaves_the_clock_paused_until_the_chair_resumes_it() -> None:
    story = speech_on()
    story.give(CHAIR, SuspendSitting("11:30"), at=40)
    story.give(CHAIR, ResumeSitting(), at=400)
    assert (story.sitting("morning").state, story.sitting("morning").until) == ("open", "")
    assert (story.holder, story.used(at=420)) == ("FR", 30)
    story.give(CHAIR, ResumeClock(), at=430)
    assert story.used(at=440) == 40


def test_suspending_does_not_change_a_paused_clock() -> None:
    story = speech_on()
    story.give(CHAIR, PauseClock(), at=20)
    story.give(CHAIR, SuspendSitting(), at=40)
    assert story.used(at=400) == 10


def test_after_undo_of_a_suspension_the_clock_has_run_all_the_time() -> None:
    story = speech_on()
    story.give(CHAIR, SuspendSitting(), at=40)
    story.give(CHAIR, Undo(), at=50)
    assert story.sitting("morning").state == "open"
    assert story.used(at=60) == 50


def test_delegations_request_the_floor_while_the_sitting_is_suspended() -> None:
    story = floor_open(FR)
    story.give(CHAIR, SuspendSitting())
    story.give(BR, RequestFloor())
    assert story.waiting() == ["FR", "BR"]


def test_suspending_or_resuming_a_sitting_twice_is_refused() -> None:
    story = sitting_open()
    assert story.refuse(CHAIR, ResumeSitting()).reason is Reason.ALREADY
    story.give(CHAIR, SuspendSitting())
    assert story.refuse(DESK, SuspendSitting()).reason is Reason.ALREADY


def test_until_has_at_most_40_characters() -> None:
    story = sitting_open()
    assert story.refuse(CHAIR, SuspendSitting("x" * 41)).reason is Reason.INVALID
    story.give(CHAIR, SuspendSitting("x" * 40))


@pytest.mark.parametrize("command", [SuspendSitting(), ResumeSitting(), AdjournSitting()])
def test_suspending_resuming_and_adjourning_need_an_open_sitting(command: Command) -> None:
    assert created().refuse(CHAIR, command).reason is Reason.SITTING_NOT_OPEN


def test_adjourning_closes_the_item_and_marks_waiting_inscriptions_as_not_reached() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, AdjournSitting())
    assert story.sitting("morning").state == "adjourned"
    assert story.meeting.sitting is None
    assert story.item("f1").state == "closed"
    assert [story.inscription(story.id_of(seat)).state for seat in ("FR", "KE")] == ["not_reached"] * 2
    assert (story.waiting(), story.meeting.lists["first"].state) == ([], "closed")


def test_a_suspended_sitting_is_adjourned() -> None:
    story = sitting_open()
    story.give(CHAIR, SuspendSitting("14:00"))
    story.give(CHAIR, AdjournSitting())
    assert (story.sitting("morning").state, story.sitting("morning").until) == ("adjourned", "")


def test_adjourning_is_refused_while_somebody_has_the_floor() -> None:
    refused = speech_on().refuse(CHAIR, AdjournSitting(), at=20)
    assert refused.reason is Reason.FLOOR_TAKEN
    assert refused.facts == {"seat": "FR"}


def test_adjourning_with_ending_ends_the_speech() -> None:
    story = speech_on()
    speech = story.speech.id
    story.give(CHAIR, AdjournSitting(ending=True), at=40)
    assert story.holder is None
    assert story.meeting.speeches[speech].clock.elapsed_ms == 30_000
    assert story.inscription(story.id_of("FR")).state == "heard"
    assert story.inscription(story.id_of("KE")).state == "not_reached"


def test_undo_of_an_adjournment_restores_everything() -> None:
    story = speech_on()
    story.give(CHAIR, AdjournSitting(ending=True), at=40)
    story.give(CHAIR, Undo(), at=50)
    assert (story.holder, story.used(at=60), story.waiting()) == ("FR", 50, ["KE"])
    assert (story.item("f1").state, story.meeting.lists["first"].state) == ("open", "open")


def test_adjourning_a_sitting_twice_is_refused() -> None:
    story = sitting_open()
    story.give(CHAIR, AdjournSitting())
    assert story.refuse(DESK, AdjournSitting()).reason is Reason.ALREADY


def test_the_afternoon_opens_after_the_morning() -> None:
    story = sitting_open()
    story.give(CHAIR, AdjournSitting())
    story.give(CHAIR, OpenSitting("afternoon"))
    story.give(CHAIR, OpenItem("f3"))
    assert story.meeting.sitting == story.sitting("afternoon")
    assert story.meeting.item == story.item("f3")
