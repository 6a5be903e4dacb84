"""The command that takes the step of the chair's key, for programs with one button."""

from __future__ import annotations

from nameplate.meeting import Meeting, Reason, Refused, perform
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.next_step import NextStep, next_step
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList
from tests.cast import CHAIR, FR, KE
from tests.panel import begun, floor_open, then


def test_one_button_takes_a_meeting_from_its_opening_to_its_end() -> None:
    meeting, names = begun(), list[str]()
    while not isinstance(step := next_step(meeting), Refused):
        names.append(type(step).__name__)
        meeting = then(meeting, (CHAIR, NextStep()))
        if names[-1] == "OpenList":
            meeting = then(meeting, (FR, RequestFloor()), (KE, RequestFloor()))
        if names[-1] == "EndSpeech":
            meeting = then(meeting, (CHAIR, CloseList()))
    assert names[0] == "OpenSitting" and names[-1] == "AdjournSitting"
    heard = [speech.seat for speech in meeting.speeches.values()]
    assert [seat for seat in heard if seat in ("FR", "KE")] == ["FR", "KE"]
    assert all(sitting.state == "adjourned" for sitting in meeting.sittings)
    assert step.reason is Reason.SITTING_OVER


def test_a_step_that_is_another_one_now_is_refused() -> None:
    meeting = begun()
    assert refused(meeting, NextStep("give-floor-to-next")) is Reason.OVERTAKEN
    meeting = then(meeting, (CHAIR, NextStep("open-sitting")))
    assert refused(meeting, NextStep("open-sitting")) is Reason.OVERTAKEN


def test_two_presses_at_the_same_time_call_one_speaker() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (KE, RequestFloor()), (CHAIR, NextStep(after="")))
    assert meeting.speech and meeting.speech.seat == "FR"
    before = meeting.speech.id
    meeting = then(meeting, (CHAIR, NextStep(after=before)))
    assert meeting.speech and meeting.speech.seat == "KE"
    assert refused(meeting, NextStep(after=before)) is Reason.OVERTAKEN


def test_without_a_next_step_it_says_why() -> None:
    assert refused(then(floor_open(), (FR, RequestFloor()), (CHAIR, GiveFloorToNext())), NextStep()) is None
    assert refused(floor_open(), NextStep()) is Reason.LIST_EMPTY


def refused(meeting: Meeting, command: NextStep) -> Reason | None:
    answer = perform(meeting, command, CHAIR, meeting.at + 1000)
    return answer.reason if isinstance(answer, Refused) else None
