"""Undo and Redo."""

import pytest

from nameplate.meeting import Actor, Reason
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.log_replay import undone
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speakers_list.reordering import DeferInscription
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.meeting.speeches.speech_end import YieldFloor
from nameplate.meeting.undo import Redo, Undo
from tests.cast import BR, CHAIR, DESK, FR, KE, PANELLIST
from tests.meeting.stories import Story, created, floor_open, sitting_open, speech_on, state


def test_undo_undoes_the_actors_newest_command() -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    story.give(DESK, CloseList())
    story.give(CHAIR, Undo())
    assert not story.meeting.join_shown
    assert story.meeting.lists["first"].state == "closed"


def test_repeated_undo_goes_back_step_by_step_and_redo_restores_step_by_step() -> None:
    story = floor_open()
    states = [state(story.meeting)]
    for command in (ShowJoinCode(), SendNotice("hall", "Welcome")):
        story.give(CHAIR, command)
        states.append(state(story.meeting))
    for earlier in (states[1], states[0]):
        story.give(CHAIR, Undo())
        assert state(story.meeting) == earlier
    for later in states[1:]:
        story.give(CHAIR, Redo())
        assert state(story.meeting) == later
    assert story.refuse(CHAIR, Redo()).reason is Reason.NOTHING_TO_REDO
    story.give(CHAIR, Undo())
    assert state(story.meeting) == states[1], "restored commands are undone again, the newest one first"


def test_redo_is_refused_after_another_command_of_the_same_actor() -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    story.give(CHAIR, Undo())
    story.give(DESK, SendNotice("hall", "Welcome"))
    assert story.refuse(DESK, Redo()).reason is Reason.NOTHING_TO_REDO
    story.give(CHAIR, SendNotice("hall", "Good morning"))
    assert story.refuse(CHAIR, Redo()).reason is Reason.NOTHING_TO_REDO
    assert not story.meeting.join_shown


@pytest.mark.parametrize("named", ["the command", "the undo"])
def test_redo_restores_the_named_command(named: str) -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    undone_version = story.meeting.version
    assert story.refuse(DESK, Redo(undone_version)).reason is Reason.ALREADY
    story.give(CHAIR, Undo())
    version = undone_version if named == "the command" else story.meeting.version
    story.give(CHAIR, SendNotice("hall", "Welcome"))
    story.give(DESK, Redo(version))
    assert story.meeting.join_shown
    assert story.refuse(DESK, Redo(version)).reason is Reason.ALREADY
    assert story.refuse(DESK, Redo(999)).reason is Reason.UNKNOWN_VERSION


def test_undo_of_a_version_undoes_its_whole_command() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, GiveFloorToNext(), at=100)
    newest = story.meeting.version
    for version in (newest - 1, newest):
        again = Story(story.meeting)
        again.give(CHAIR, Undo(version), at=110)
        assert (again.holder, again.waiting()) == ("FR", ["KE"])


@pytest.mark.parametrize(("first", "second"), [(CHAIR, DESK), (DESK, CHAIR)])
def test_chair_and_desk_undo_each_others_commands(first: Actor, second: Actor) -> None:
    story = floor_open()
    story.give(first, CloseList())
    story.give(second, Undo(story.meeting.version))
    assert story.meeting.lists["first"].state == "open"


def test_undo_of_an_older_command_keeps_the_later_ones() -> None:
    story = floor_open(FR)
    story.give(CHAIR, SetSpeakingTime("all", 60))
    version = story.meeting.version
    story.give(KE, RequestFloor())
    story.give(CHAIR, ShowJoinCode())
    story.give(CHAIR, Undo(version))
    assert story.meeting.limits["member_state"] == 180
    assert (story.waiting(), story.meeting.join_shown) == (["FR", "KE"], True)


def test_undo_of_an_undo_restores_the_command() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, GiveFloorToNext(), at=60)
    before = state(story.meeting)
    story.give(CHAIR, Undo(), at=70)
    story.give(DESK, Undo(story.meeting.version), at=80)
    assert state(story.meeting) == before
    assert undone(story.meeting) == {story.meeting.version - 1}


def test_undoing_a_command_twice_is_refused() -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    version = story.meeting.version
    story.give(CHAIR, Undo())
    assert story.refuse(DESK, Undo(version)).reason is Reason.ALREADY


def test_a_restored_command_can_be_undone_again() -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    version = story.meeting.version
    story.give(CHAIR, Undo())
    story.give(CHAIR, Redo())
    story.give(CHAIR, Undo(version))
    assert not story.meeting.join_shown


@pytest.mark.parametrize("by", [CHAIR, DESK])
def test_others_cannot_undo_the_request_of_a_delegation(by: Actor) -> None:
    story = floor_open(FR)
    assert story.refuse(by, Undo(story.meeting.version)).reason is Reason.DELEGATIONS_OWN


def test_others_cannot_undo_a_delegations_withdrawal_deferring_or_yielding() -> None:
    story = floor_open(FR, KE, BR)
    story.give(FR, DeferInscription(story.id_of("FR"), 1))
    story.give(BR, WithdrawRequest(story.id_of("BR")))
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(KE, YieldFloor(), at=20)
    newest = story.meeting.version
    for version in (newest - 3, newest - 2, newest):
        assert story.refuse(CHAIR, Undo(version)).reason is Reason.DELEGATIONS_OWN


def test_the_desks_commands_for_a_delegation_can_be_undone() -> None:
    story = floor_open(FR, KE)
    story.give(DESK, WithdrawRequest(story.id_of("FR")))
    story.give(CHAIR, Undo(story.meeting.version))
    assert story.waiting() == ["FR", "KE"]


def test_others_cannot_undo_a_panellists_yielding() -> None:
    story = sitting_open()
    story.give(CHAIR, GiveFloor(item="p1"), at=10)
    story.give(PANELLIST, YieldFloor(), at=20)
    assert story.refuse(CHAIR, Undo(story.meeting.version)).reason is Reason.DELEGATIONS_OWN


def test_an_actor_without_commands_has_nothing_to_undo() -> None:
    assert floor_open(FR).refuse(DESK, Undo()).reason is Reason.NOTHING_TO_UNDO


def test_the_creation_of_the_meeting_cannot_be_undone() -> None:
    assert created().refuse(CHAIR, Undo(1)).reason is Reason.NOTHING_TO_UNDO


@pytest.mark.parametrize("version", [0, -1, 99])
def test_an_unknown_version_is_refused(version: int) -> None:
    assert floor_open().refuse(CHAIR, Undo(version)).reason is Reason.UNKNOWN_VERSION


def test_a_pause_can_be_undone_after_a_later_adjustment() -> None:
    story = speech_on()
    story.give(CHAIR, PauseClock(), at=20)
    version = story.meeting.version
    story.give(CHAIR, AdjustClock(30), at=30)
    story.give(CHAIR, Undo(version), at=40)
    assert (story.granted(), story.used(at=60)) == (210, 50)
