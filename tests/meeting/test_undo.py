"""The log: replaying it, and taking back what was pressed."""

from dataclasses import replace

import pytest

from nameplate.meeting import Actor, Command, Meeting, Reason, log_replay, replay
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.log_replay import undone
from nameplate.meeting.notices import SendNotice, ShowJoinCode, WithdrawNotice
from nameplate.meeting.programme.items import CloseItem, OpenItem, SkipItem
from nameplate.meeting.programme.programme_changes import AddItem, ReplaceSpeaker
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.reordering import DeferInscription, MoveInscription
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock, ResumeClock
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.meeting.speeches.speech_end import EndSpeech, YieldFloor
from nameplate.meeting.undo import Redo, Undo
from tests.cast import BR, CHAIR, DESK, FR, KE, PANELLIST
from tests.meeting.stories import PROGRAMME, Story, created, floor_open, sitting_open, state


def speech_on() -> Story:
    """France has the floor since the tenth second; Kenya waits."""
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    return story


def test_an_empty_log_is_an_empty_meeting() -> None:
    assert replay([]) == Meeting()


def test_the_log_says_who_did_what_in_which_command() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(DESK, GiveFloorToNext(), at=20)
    log = story.meeting.entries()
    given, ended = next(log), next(log)
    assert [type(e.event).__name__ for e in (ended, given)] == ["SpeechEnded", "FloorGiven"]
    assert ended.version == ended.command == given.command == given.version - 1
    assert (ended.by, given.by) == ("desk", "desk")


def test_undo_takes_back_the_pressers_own_newest() -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    story.give(DESK, CloseList())
    story.give(CHAIR, Undo())
    assert not story.meeting.join_shown
    assert story.meeting.lists["first"].state == "closed"


def test_undo_pressed_again_goes_one_act_further_back_and_redo_restores_them_in_turn() -> None:
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
    assert state(story.meeting) == states[1], "what was restored is undone again, newest first"


def test_redo_is_over_when_its_presser_has_done_something_else() -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    story.give(CHAIR, Undo())
    story.give(DESK, SendNotice("hall", "Welcome"))
    assert story.refuse(DESK, Redo()).reason is Reason.NOTHING_TO_REDO
    story.give(CHAIR, SendNotice("hall", "Good morning"))
    assert story.refuse(CHAIR, Redo()).reason is Reason.NOTHING_TO_REDO
    assert not story.meeting.join_shown


@pytest.mark.parametrize("named", ["the act", "the undo"])
def test_redo_restores_the_act_that_is_named(named: str) -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    act = story.meeting.version
    assert story.refuse(DESK, Redo(act)).reason is Reason.ALREADY
    story.give(CHAIR, Undo())
    version = act if named == "the act" else story.meeting.version
    story.give(CHAIR, SendNotice("hall", "Welcome"))
    story.give(DESK, Redo(version))
    assert story.meeting.join_shown
    assert story.refuse(DESK, Redo(version)).reason is Reason.ALREADY
    assert story.refuse(DESK, Redo(999)).reason is Reason.UNKNOWN_VERSION


def test_undo_of_a_version_takes_back_the_whole_command_that_it_is_part_of() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, GiveFloorToNext(), at=100)
    newest = story.meeting.version
    for version in (newest - 1, newest):
        again = Story(story.meeting)
        again.give(CHAIR, Undo(version), at=110)
        assert (again.holder, again.waiting()) == ("FR", ["KE"])


@pytest.mark.parametrize(("first", "second"), [(CHAIR, DESK), (DESK, CHAIR)])
def test_chair_and_desk_undo_each_others_acts(first: Actor, second: Actor) -> None:
    story = floor_open()
    story.give(first, CloseList())
    story.give(second, Undo(story.meeting.version))
    assert story.meeting.lists["first"].state == "open"


def test_an_older_act_is_undone_and_what_came_after_stays() -> None:
    story = floor_open(FR)
    story.give(CHAIR, SetSpeakingTime("all", 60))
    version = story.meeting.version
    story.give(KE, RequestFloor())
    story.give(CHAIR, ShowJoinCode())
    story.give(CHAIR, Undo(version))
    assert story.meeting.limits["member_state"] == 180
    assert (story.waiting(), story.meeting.join_shown) == (["FR", "KE"], True)


def test_undoing_an_undo_restores() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, GiveFloorToNext(), at=60)
    before = state(story.meeting)
    story.give(CHAIR, Undo(), at=70)
    story.give(DESK, Undo(story.meeting.version), at=80)
    assert state(story.meeting) == before
    assert undone(story.meeting) == {story.meeting.version - 1}


def test_what_is_undone_is_not_undone_again() -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    version = story.meeting.version
    story.give(CHAIR, Undo())
    assert story.refuse(DESK, Undo(version)).reason is Reason.ALREADY


def test_what_was_restored_may_be_undone_again() -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    version = story.meeting.version
    story.give(CHAIR, Undo())
    story.give(CHAIR, Redo())
    story.give(CHAIR, Undo(version))
    assert not story.meeting.join_shown


@pytest.mark.parametrize("by", [CHAIR, DESK])
def test_a_request_of_a_delegation_is_not_undone_by_others(by: Actor) -> None:
    story = floor_open(FR)
    assert story.refuse(by, Undo(story.meeting.version)).reason is Reason.DELEGATIONS_OWN


def test_nor_is_its_withdrawal_its_deferring_or_its_yielding() -> None:
    story = floor_open(FR, KE, BR)
    story.give(FR, DeferInscription(story.id_of("FR"), 1))
    story.give(BR, WithdrawRequest(story.id_of("BR")))
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(KE, YieldFloor(), at=20)
    newest = story.meeting.version
    for version in (newest - 3, newest - 2, newest):
        assert story.refuse(CHAIR, Undo(version)).reason is Reason.DELEGATIONS_OWN


def test_what_the_desk_did_for_a_delegation_is_undone() -> None:
    story = floor_open(FR, KE)
    story.give(DESK, WithdrawRequest(story.id_of("FR")))
    story.give(CHAIR, Undo(story.meeting.version))
    assert story.waiting() == ["FR", "KE"]


def test_a_panellists_yielding_is_the_panellists_own() -> None:
    story = sitting_open()
    story.give(CHAIR, GiveFloor(item="p1"), at=10)
    story.give(PANELLIST, YieldFloor(), at=20)
    assert story.refuse(CHAIR, Undo(story.meeting.version)).reason is Reason.DELEGATIONS_OWN


def test_who_has_pressed_nothing_has_nothing_to_undo() -> None:
    assert floor_open(FR).refuse(DESK, Undo()).reason is Reason.NOTHING_TO_UNDO


def test_the_creation_of_the_meeting_stands() -> None:
    assert created().refuse(CHAIR, Undo(1)).reason is Reason.NOTHING_TO_UNDO


@pytest.mark.parametrize("version", [0, -1, 99])
def test_a_version_that_never_was_is_unknown(version: int) -> None:
    assert floor_open().refuse(CHAIR, Undo(version)).reason is Reason.UNKNOWN_VERSION


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (AddInscription("BR"), MoveInscription("i8", "i6")),
        (AdjournSitting(ending=True), OpenSitting("afternoon")),
        (CallAbsent("i5"), GiveFloorToNext()),
        (CloseList(), OpenList()),
        (EndSpeech(), AdjournSitting()),
        (EndSpeech(), CloseItem("f1")),
        (EndSpeech(), GiveFloorToNext()),
        (EndSpeech(), SuspendSitting()),
        (GiveFloorToNext(), AdjustClock(30)),
        (GiveFloorToNext(), CallAbsent("i6")),
        (GiveFloorToNext(), PutBack("s9")),
        (GiveFloorToNext(), SendNotice("speaker", "Slower, please.")),
        (OpenItem("r1", ending=True), CloseItem("r1")),
        (OpenItem("r1", ending=True), GiveFloorToNext()),
        (PauseClock(), ResumeClock()),
        (PauseClock(), SuspendSitting()),
        (PutBack("s7"), GiveFloorToNext()),
        (RemoveInscription("i6"), AddInscription("KE")),
        (SendNotice("hall", "Coffee is late."), WithdrawNotice("n8")),
        (SuspendSitting(), ResumeSitting()),
    ],
)
def test_what_a_later_act_rests_on_is_not_undone_before_it(first: Command, then: Command) -> None:
    story = speech_on()
    before = state(story.meeting)
    story.give(CHAIR, first, at=20)
    version = story.meeting.version
    story.give(CHAIR, then, at=30)
    assert story.refuse(CHAIR, Undo(version), at=40).reason is Reason.RESTS_ON_IT
    story.give(CHAIR, Undo(), at=50)
    story.give(CHAIR, Undo(version), at=60)
    assert state(story.meeting) == before


@pytest.mark.parametrize("version", [2, 3, 4], ids=["the sitting", "the item", "the list"])
def test_what_a_speech_from_the_list_rests_on_is_not_undone(version: int) -> None:
    assert speech_on().refuse(CHAIR, Undo(version), at=20).reason is Reason.RESTS_ON_IT


def test_a_sitting_in_which_an_item_is_open_stays_open() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("p1"))
    assert story.refuse(CHAIR, Undo(2)).reason is Reason.RESTS_ON_IT


@pytest.mark.parametrize("then", [ResumeClock(), GiveFloorToNext()])
def test_a_sitting_that_went_on_stays_resumed(then: Command) -> None:
    story = speech_on()
    story.give(CHAIR, SuspendSitting(), at=20)
    story.give(CHAIR, ResumeSitting(), at=30)
    version = story.meeting.version
    story.give(CHAIR, then, at=40)
    assert story.refuse(CHAIR, Undo(version), at=50).reason is Reason.RESTS_ON_IT


@pytest.mark.parametrize(
    ("by", "then"),
    [
        (DESK, AddInscription("speaker-5")),
        (DESK, AddInscription("speaker-5", form="not_delivered")),
        (FR, RequestFloor("question", to="speaker-5")),
        (FR, RequestFloor("question", to="speaker-5", late=True)),
    ],
)
def test_a_speaker_on_whom_a_place_rests_is_not_replaced_back(by: Actor, then: Command) -> None:
    story = floor_open()
    story.give(CHAIR, ReplaceSpeaker("p1", "Ms. Lindqvist"))
    version = story.meeting.version
    if isinstance(then, RequestFloor) and then.late:
        story.give(CHAIR, CloseList())
    story.give(by, then)
    assert story.refuse(CHAIR, Undo(version)).reason is Reason.RESTS_ON_IT


@pytest.mark.parametrize(
    "then", [AddInscription("FR", item="item-3"), OpenList("item-3"), AddInscription("FR", "", "not_delivered")]
)
def test_a_list_that_came_with_an_item_stays_while_anything_rests_on_it(then: Command) -> None:
    story = sitting_open(replace(PROGRAMME, sittings=(replace(PROGRAMME.sittings[0], items=()),), lists=()))
    story.give(CHAIR, AddItem("floor_block", "One more round"))
    version = story.meeting.version
    story.give(CHAIR, then)
    assert story.refuse(CHAIR, Undo(version)).reason is Reason.RESTS_ON_IT


def test_a_speech_does_not_come_back_into_an_item_that_opened_after_it() -> None:
    story = sitting_open()
    story.give(CHAIR, GiveFloor(seat="FR"), at=10)
    story.give(CHAIR, EndSpeech(), at=20)
    version = story.meeting.version
    story.give(CHAIR, OpenItem("f1"), at=30)
    assert story.refuse(CHAIR, Undo(version), at=40).reason is Reason.RESTS_ON_IT


@pytest.mark.parametrize(
    "act",
    [
        AdjournSitting(ending=True),
        AddInscription("BR"),
        CallAbsent("i5"),
        CloseItem("f1", ending=True),
        CloseList(),
        EndSpeech(),
        GiveFloorToNext(),
        OpenItem("r1", ending=True),
        PauseClock(),
        PutBack("s7"),
        RemoveInscription("i6"),
        SkipItem("r1"),
        SuspendSitting(),
    ],
)
def test_what_was_undone_and_done_again_is_not_restored_beside_it(act: Command) -> None:
    story = speech_on()
    story.give(CHAIR, act, at=20)
    story.give(CHAIR, Undo(), at=30)
    version = story.meeting.version
    story.give(DESK, act, at=40)
    assert story.refuse(CHAIR, Undo(version), at=50).reason is Reason.RESTS_ON_IT


@pytest.mark.parametrize(
    ("by", "act", "meanwhile"),
    [
        (FR, PutBack("s7"), RequestFloor()),
        (BR, AddInscription("BR"), RequestFloor()),
        (CHAIR, SkipItem("r1"), OpenItem("r1", ending=True)),
        (CHAIR, OpenItem("r1", ending=True), SkipItem("r1")),
    ],
)
def test_what_was_undone_is_not_restored_when_something_came_in_its_place(
    by: Actor, act: Command, meanwhile: Command
) -> None:
    story = speech_on()
    story.give(CHAIR, act, at=20)
    story.give(CHAIR, Undo(), at=30)
    version = story.meeting.version
    story.give(by, meanwhile, at=40)
    assert story.refuse(CHAIR, Undo(version), at=50).reason is Reason.RESTS_ON_IT


def test_a_pause_under_a_later_adjustment_is_undone() -> None:
    story = speech_on()
    story.give(CHAIR, PauseClock(), at=20)
    version = story.meeting.version
    story.give(CHAIR, AdjustClock(30), at=30)
    story.give(CHAIR, Undo(version), at=40)
    assert (story.granted(), story.used(at=60)) == (210, 50)


def notices(story: Story, count: int) -> None:
    """So many messages are sent to the hall."""
    for n in range(count):
        story.give(CHAIR, SendNotice("hall", f"Message {n}"))


def test_of_a_long_log_only_some_earlier_versions_stay_at_hand_each_without_its_own() -> None:
    story = floor_open()
    every, kept = log_replay.SNAPSHOT_INTERVAL, log_replay.SNAPSHOTS_KEPT
    notices(story, every * kept)
    snapshots = story.meeting.snapshots
    last = story.meeting.version // every * every - 1
    assert [snapshot.version for snapshot in snapshots] == [last - every * n for n in reversed(range(kept))]
    assert not any(snapshot.snapshots for snapshot in snapshots)


def test_what_stays_at_hand_stays_so_however_often_something_is_taken_back() -> None:
    story = floor_open()
    notices(story, log_replay.SNAPSHOT_INTERVAL * (log_replay.SNAPSHOTS_KEPT + 2))
    for _ in range(2 * log_replay.SNAPSHOTS_KEPT):
        story.give(CHAIR, Undo())
    versions = [snapshot.version for snapshot in story.meeting.snapshots]
    assert len(versions) == len(set(versions)) == log_replay.SNAPSHOTS_KEPT


def test_what_was_done_long_ago_is_taken_back_and_given_again_as_well() -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    shown = story.meeting.version
    notices(story, log_replay.SNAPSHOT_INTERVAL * (log_replay.SNAPSHOTS_KEPT + 2))
    story.give(CHAIR, Undo(shown))
    assert not state(story.meeting).join_shown
    story.give(CHAIR, SendNotice("hall", "Now."))
    story.give(CHAIR, Undo(story.meeting.version - 1))
    assert story.meeting.join_shown
    assert story.meeting.notices[-1].text == "Now."
