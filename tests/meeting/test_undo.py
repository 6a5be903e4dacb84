"""The log of a meeting, Undo and Redo."""

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
    """France has had the floor since second 10, and Kenya waits."""
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
    assert state(story.meeting) == states[1], "what was restored is undone again, newest first"


def test_redo_is_refused_after_another_command_of_the_same_actor() -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    story.give(CHAIR, Undo())
    story.give(DESK, SendNotice("hall", "Welcome"))
    assert story.refuse(DESK, Redo()).reason is Reason.NOTHING_TO_REDO
    story.give(CHAIR, SendNotice("hall", "Good morning"))
    assert story.refuse(CHAIR, Redo()).reason is Reason.NOTHING_TO_REDO
    assert not story.meeting.join_shown


@pytest.mark.parametrize("named", ["the act", "the undo"])
def test_redo_restores_the_named_command(named: str) -> None:
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
def test_a_command_that_a_later_one_depends_on_cannot_be_undone(first: Command, then: Command) -> None:
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
def test_a_command_that_a_speech_depends_on_cannot_be_undone(version: int) -> None:
    assert speech_on().refuse(CHAIR, Undo(version), at=20).reason is Reason.RESTS_ON_IT


def test_opening_a_sitting_cannot_be_undone_while_an_item_is_open() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("p1"))
    assert story.refuse(CHAIR, Undo(2)).reason is Reason.RESTS_ON_IT


@pytest.mark.parametrize("then", [ResumeClock(), GiveFloorToNext()])
def test_resuming_a_sitting_cannot_be_undone_when_the_meeting_went_on(then: Command) -> None:
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
def test_replacing_a_speaker_cannot_be_undone_when_an_inscription_depends_on_it(by: Actor, then: Command) -> None:
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
def test_adding_an_item_with_a_list_cannot_be_undone_while_the_list_is_used(then: Command) -> None:
    story = sitting_open(replace(PROGRAMME, sittings=(replace(PROGRAMME.sittings[0], items=()),), lists=()))
    story.give(CHAIR, AddItem("floor_block", "One more round"))
    version = story.meeting.version
    story.give(CHAIR, then)
    assert story.refuse(CHAIR, Undo(version)).reason is Reason.RESTS_ON_IT


def test_the_end_of_a_speech_cannot_be_undone_after_another_item_opened() -> None:
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
def test_an_undone_command_that_was_given_again_cannot_be_restored(act: Command) -> None:
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
def test_an_undone_command_cannot_be_restored_after_a_conflicting_one(
    by: Actor, act: Command, meanwhile: Command
) -> None:
    story = speech_on()
    story.give(CHAIR, act, at=20)
    story.give(CHAIR, Undo(), at=30)
    version = story.meeting.version
    story.give(by, meanwhile, at=40)
    assert story.refuse(CHAIR, Undo(version), at=50).reason is Reason.RESTS_ON_IT


def test_a_pause_can_be_undone_after_a_later_adjustment() -> None:
    story = speech_on()
    story.give(CHAIR, PauseClock(), at=20)
    version = story.meeting.version
    story.give(CHAIR, AdjustClock(30), at=30)
    story.give(CHAIR, Undo(version), at=40)
    assert (story.granted(), story.used(at=60)) == (210, 50)


def notices(story: Story, count: int) -> None:
    """Send a number of messages to the hall."""
    for n in range(count):
        story.give(CHAIR, SendNotice("hall", f"Message {n}"))


def test_a_meeting_keeps_a_bounded_number_of_snapshots() -> None:
    story = floor_open()
    every, kept = log_replay.SNAPSHOT_INTERVAL, log_replay.SNAPSHOTS_KEPT
    notices(story, every * kept)
    snapshots = story.meeting.snapshots
    last = story.meeting.version // every * every - 1
    assert [snapshot.version for snapshot in snapshots] == [last - every * n for n in reversed(range(kept))]
    assert not any(snapshot.snapshots for snapshot in snapshots)


def test_snapshots_are_kept_after_many_undo_commands() -> None:
    story = floor_open()
    notices(story, log_replay.SNAPSHOT_INTERVAL * (log_replay.SNAPSHOTS_KEPT + 2))
    for _ in range(2 * log_replay.SNAPSHOTS_KEPT):
        story.give(CHAIR, Undo())
    versions = [snapshot.version for snapshot in story.meeting.snapshots]
    assert len(versions) == len(set(versions)) == log_replay.SNAPSHOTS_KEPT


def test_an_old_command_is_undone_and_restored() -> None:
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
