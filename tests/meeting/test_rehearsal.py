"""A rehearsal with the real links: when it ends, the meeting is as it was before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameplate.meeting import Command, Meeting, Reason, perform, record
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.log_replay import RehearsalEnded, without_rehearsals
from nameplate.meeting.model.meeting import DoesNotApply
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.items import OpenItem, SetItemMinutes
from nameplate.meeting.programme.programme_revision import ReviseProgramme
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.rehearsal import BeginRehearsal, EndRehearsal
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.undo import Redo, Undo
from tests.cast import BR, CHAIR, DESK, FR, KE, ORGANISER
from tests.meeting.stories import PROGRAMME, Story, created, log_replays_to_the_same_meeting, seconds, state


def rehearsed(story: Story) -> Story:
    """Rehearse: a delegation speaks, and another one waits."""
    story.give(DESK, BeginRehearsal())
    story.give(CHAIR, OpenSitting("morning"))
    story.give(CHAIR, OpenItem("f1"))
    story.give(CHAIR, OpenList())
    story.give(FR, RequestFloor())
    story.give(KE, RequestFloor())
    story.give(CHAIR, GiveFloorToNext())
    return story


def test_the_meeting_is_as_before_when_the_rehearsal_ends() -> None:
    story = created()
    story.give(DESK, SetItemMinutes("f1", 50))
    before = state(story.meeting)
    rehearsed(story)
    assert story.meeting.rehearsal and story.meeting.floor
    story.give(CHAIR, EndRehearsal())
    assert state(story.meeting) == before
    log_replays_to_the_same_meeting(story.meeting)


def test_what_happens_after_the_rehearsal_counts() -> None:
    story = rehearsed(created())
    story.give(CHAIR, EndRehearsal())
    story.give(CHAIR, OpenSitting("morning"))
    story.give(CHAIR, OpenItem("f1"))
    story.give(CHAIR, OpenList())
    story.give(BR, RequestFloor())
    story.give(CHAIR, GiveFloorToNext())
    speech = story.meeting.speech
    assert speech and speech.seat == "BR" and len(story.meeting.speeches) == 1
    log_replays_to_the_same_meeting(story.meeting)


def test_a_second_rehearsal_leaves_nothing_either() -> None:
    story = created()
    before = state(story.meeting)
    for _ in range(2):
        rehearsed(story)
        story.give(DESK, EndRehearsal())
        assert state(story.meeting) == before
    log_replays_to_the_same_meeting(story.meeting)


def test_undo_within_a_rehearsal_does_not_outlive_it() -> None:
    story = created()
    story.give(CHAIR, ShowJoinCode())
    before = state(story.meeting)
    story.give(DESK, BeginRehearsal())
    story.give(CHAIR, Undo(2))
    assert not story.meeting.join_shown
    story.give(CHAIR, EndRehearsal())
    assert state(story.meeting) == before and story.meeting.join_shown


def test_the_end_can_be_undone_and_restored() -> None:
    story = rehearsed(created())
    during = state(story.meeting)
    story.give(CHAIR, EndRehearsal())
    after = state(story.meeting)
    story.give(CHAIR, Undo())
    assert state(story.meeting) == during
    log_replays_to_the_same_meeting(story.meeting)
    story.give(CHAIR, Redo())
    assert state(story.meeting) == after
    log_replays_to_the_same_meeting(story.meeting)


def test_the_end_cannot_be_undone_after_the_meeting_has_begun() -> None:
    story = rehearsed(created())
    story.give(DESK, EndRehearsal())
    story.give(CHAIR, OpenSitting("morning"))
    assert story.refuse(DESK, Undo()).reason is Reason.RESTS_ON_IT


def test_what_was_rehearsed_cannot_be_restored_one_by_one() -> None:
    story = rehearsed(created())
    opened = next(e for e in story.meeting.entries() if e.by == "chair")
    story.give(CHAIR, EndRehearsal())
    assert story.refuse(CHAIR, Undo(opened.version)).reason is Reason.ALREADY


def test_a_rehearsal_that_was_the_meeting_can_be_kept() -> None:
    story = rehearsed(created())
    during = state(story.meeting)
    story.give(CHAIR, EndRehearsal(keep=True))
    assert not story.meeting.rehearsal
    assert story.meeting.speeches == during.speeches and story.meeting.lists == during.lists
    assert story.refuse(CHAIR, EndRehearsal()).reason is Reason.ALREADY


def test_a_rehearsal_begins_once_and_only_before_the_meeting() -> None:
    story = created()
    assert story.refuse(CHAIR, EndRehearsal()).reason is Reason.ALREADY
    story.give(ORGANISER, BeginRehearsal())
    assert story.refuse(CHAIR, BeginRehearsal()).reason is Reason.ALREADY
    story.give(ORGANISER, EndRehearsal())
    story.give(CHAIR, OpenSitting("morning"))
    assert story.refuse(CHAIR, BeginRehearsal()).reason is Reason.MEETING_BEGUN


def test_the_programme_is_not_replaced_during_a_rehearsal() -> None:
    story = created()
    story.give(DESK, BeginRehearsal())
    assert story.refuse(ORGANISER, ReviseProgramme(PROGRAMME)).reason is Reason.IN_REHEARSAL


def test_the_log_without_rehearsals() -> None:
    story = created()
    story.give(CHAIR, ShowJoinCode())
    rehearsed(story)
    story.give(CHAIR, EndRehearsal())
    story.give(CHAIR, SendNotice("hall", "Welcome"))
    newest = story.meeting.version
    assert [e.version for e in without_rehearsals(story.meeting)] == [1, 2, newest - 1, newest]
    story.give(CHAIR, Undo(story.meeting.version - 1))
    assert len(without_rehearsals(story.meeting)) == story.meeting.version


def quickly(story: Story, *commands: Command) -> None:
    """Give commands without a replay of the whole log after each."""
    for command in commands:
        after = perform(story.meeting, command, CHAIR, seconds(0))
        assert isinstance(after, Meeting), after
        story.meeting = after


@given(st.integers(1, 300), st.integers(0, 120))
def test_a_long_rehearsal_ends_as_it_began(presses: int, before: int) -> None:
    story = created()
    quickly(story, *(ShowJoinCode(press % 2 == 0) for press in range(before)))
    untouched = state(story.meeting)
    quickly(story, BeginRehearsal(), *(SendNotice("hall", f"Message {press}") for press in range(presses)))
    story.give(CHAIR, EndRehearsal())
    assert state(story.meeting) == untouched
    log_replays_to_the_same_meeting(story.meeting)


@pytest.mark.parametrize("began", [0, 1, 99])
def test_the_end_of_another_rehearsal_does_not_apply(began: int) -> None:
    story = rehearsed(created())
    with pytest.raises(DoesNotApply):
        record(story.meeting, RehearsalEnded(began), story.meeting.at, "chair", story.meeting.version + 1)
