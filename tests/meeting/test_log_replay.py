"""The log of a meeting: its entries, and the snapshots that make Undo fast."""

from nameplate.meeting import Meeting, log_replay, replay
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.undo import Undo
from tests.cast import CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, floor_open, state


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
