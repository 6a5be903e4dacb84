"""A list closes automatically, once, after the minutes that are set."""

from dataclasses import replace

from nameplate.meeting.automatic_closing import CLOCK, closing_due, next_closing_at
from nameplate.meeting.model.values import Item, Rules
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.undo import Undo
from tests.cast import CHAIR, DESK
from tests.meeting.stories import PROGRAMME, Story, created, floor_open, seconds, sitting_open

MINUTES = 60


def closes(story: Story, at: float) -> list[str]:
    """Give the commands that are due. Returns the lists that they closed."""
    open_before = {name for name, s in story.meeting.lists.items() if s.state == "open" and s.purpose == "speakers"}
    while due := closing_due(story.meeting, seconds(at)):
        story.give(CLOCK, due[0], at=at)
    return sorted(name for name in open_before if story.meeting.lists[name].state == "closed")


def test_a_list_closes_after_the_minutes_of_the_programme() -> None:
    story = floor_open(rules=Rules(closes_after_ms=15 * MINUTES * 1000))
    assert next_closing_at(story.meeting) == seconds(15 * MINUTES)
    assert closes(story, 15 * MINUTES - 1) == []
    assert closes(story, 15 * MINUTES) == ["first"]
    assert next_closing_at(story.meeting) is None


def test_the_chair_sets_other_minutes_or_none() -> None:
    story = floor_open(rules=Rules(closes_after_ms=15 * MINUTES * 1000))
    story.give(CHAIR, OpenList(minutes=20), at=60)
    assert closes(story, 20 * MINUTES) == []
    assert closes(story, 21 * MINUTES) == ["first"]
    story.give(CHAIR, OpenList(), at=22 * MINUTES)
    assert next_closing_at(story.meeting) is None


def test_a_list_that_was_opened_again_by_hand_is_closed_by_hand() -> None:
    story = floor_open(rules=Rules(closes_after_ms=MINUTES * 1000))
    assert closes(story, 60) == ["first"]
    story.give(CHAIR, OpenList(), at=70)
    assert closes(story, 10_000) == []
    story.give(CHAIR, CloseList(), at=10_001)


def test_a_closing_that_was_undone_is_not_repeated_and_does_not_stop_another() -> None:
    story = created(replace(PROGRAMME, rules=Rules(closes_after_ms=MINUTES * 1000)))
    story.give(DESK, OpenList("f1"))
    story.give(DESK, OpenList("f3"), at=30)
    assert closes(story, 60) == ["first"]
    story.give(CHAIR, Undo(story.meeting.version), at=65)
    assert next_closing_at(story.meeting) == seconds(90)
    assert closes(story, 80) == []
    assert closes(story, 90) == ["second"]
    assert closes(story, 10_000) == []
    assert story.meeting.lists["first"].state == "open"


def test_a_list_that_two_sittings_share_closes_after_the_first_one_is_adjourned() -> None:
    shared = replace(PROGRAMME.sittings[1], items=(Item("f3", "floor_block", list="first"),))
    lists = (replace(PROGRAMME.lists[0], items=("f1", "f2", "f3")), *PROGRAMME.lists[2:])
    story = sitting_open(replace(PROGRAMME, sittings=(PROGRAMME.sittings[0], shared), lists=lists))
    story.give(CHAIR, OpenItem("f1"))
    story.give(CHAIR, OpenList(minutes=15))
    story.give(CHAIR, AdjournSitting(), at=60)
    assert closes(story, 15 * MINUTES) == ["first"]


def test_nothing_is_due_while_no_list_is_open() -> None:
    assert next_closing_at(created().meeting) is None
    assert closing_due(created().meeting, seconds(10_000)) is None
