"""The command that takes the step of the chair's key, for programs with one button."""

from __future__ import annotations

import pytest

from nameplate.meeting import Command, Meeting, Reason, Refused, perform
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.next_step import NextStep, next_step
from nameplate.meeting.programme.items import OpenItem, SkipItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.advance_inscriptions import ConfirmInscriptions, InscribeInAdvance
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from tests.advance import with_window
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.panel import AT, SITTING, SLOT_1, begun, floor_open, then


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


def slot_is_next() -> Meeting:
    """The first slot is next. Kenya and France have inscribed in advance, and are confirmed."""
    meeting = then(begun(with_window(AT)), (KE, InscribeInAdvance()), (FR, InscribeInAdvance()))
    meeting = then(meeting, (DESK, ConfirmInscriptions()), (CHAIR, OpenSitting(SITTING)))
    items = [item.id for item in meeting.items()]
    return then(meeting, *((CHAIR, SkipItem(item)) for item in items[: items.index(SLOT_1)]))


@pytest.mark.parametrize("before", [(OpenItem(SLOT_1),), ()], ids=["the item is open", "no item is open"])
def test_the_list_is_opened_before_the_first_confirmed_speaker_is_called(before: tuple[Command, ...]) -> None:
    meeting = then(slot_is_next(), *((CHAIR, command) for command in before))
    names = [] if before else [type(next_step(meeting)).__name__]
    meeting = meeting if before else then(meeting, (CHAIR, NextStep()))
    for _ in range(3):
        names.append(type(next_step(meeting)).__name__)
        meeting = then(meeting, (CHAIR, NextStep()))
    assert names == [*([] if before else ["OpenItem"]), "OpenList", "GiveFloorToNext", "GiveFloorToNext"]
    assert [speech.seat for speech in meeting.speeches.values()] == ["KE", "FR"]


def test_a_list_that_is_closed_already_is_not_opened_again() -> None:
    meeting = then(slot_is_next(), (CHAIR, OpenList(SLOT_1)), (CHAIR, CloseList(SLOT_1)), (CHAIR, OpenItem(SLOT_1)))
    assert isinstance(next_step(meeting), GiveFloorToNext)


def test_the_list_can_be_opened_while_a_speaker_from_it_has_the_floor() -> None:
    meeting = then(slot_is_next(), (CHAIR, OpenItem(SLOT_1)), (CHAIR, GiveFloorToNext()), (CHAIR, NextStep()))
    assert meeting.speech and meeting.speech.seat == "KE"
    assert then(meeting, (BR, RequestFloor())).inscriptions.for_seat("BR")[-1].state == "waiting"


def refused(meeting: Meeting, command: NextStep) -> Reason | None:
    answer = perform(meeting, command, CHAIR, meeting.at + 1000)
    return answer.reason if isinstance(answer, Refused) else None
