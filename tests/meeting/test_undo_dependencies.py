"""Commands that cannot be undone or restored, because later events depend on them or conflict with them."""

from dataclasses import replace

import pytest

from nameplate.meeting import Actor, Command, Reason
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.notices import SendNotice, WithdrawNotice
from nameplate.meeting.programme.items import CloseItem, OpenItem, SkipItem
from nameplate.meeting.programme.programme_changes import AddItem, ReplaceSpeaker
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.reordering import MoveInscription
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock, ResumeClock
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR
from tests.meeting.stories import PROGRAMME, floor_open, sitting_open, speech_on, state


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
    "command",
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
def test_an_undone_command_that_was_given_again_cannot_be_restored(command: Command) -> None:
    story = speech_on()
    story.give(CHAIR, command, at=20)
    story.give(CHAIR, Undo(), at=30)
    version = story.meeting.version
    story.give(DESK, command, at=40)
    assert story.refuse(CHAIR, Undo(version), at=50).reason is Reason.RESTS_ON_IT


@pytest.mark.parametrize(
    ("by", "command", "meanwhile"),
    [
        (FR, PutBack("s7"), RequestFloor()),
        (BR, AddInscription("BR"), RequestFloor()),
        (CHAIR, SkipItem("r1"), OpenItem("r1", ending=True)),
        (CHAIR, OpenItem("r1", ending=True), SkipItem("r1")),
    ],
)
def test_an_undone_command_cannot_be_restored_after_a_conflicting_one(
    by: Actor, command: Command, meanwhile: Command
) -> None:
    story = speech_on()
    story.give(CHAIR, command, at=20)
    story.give(CHAIR, Undo(), at=30)
    version = story.meeting.version
    story.give(by, meanwhile, at=40)
    assert story.refuse(CHAIR, Undo(version), at=50).reason is Reason.RESTS_ON_IT
