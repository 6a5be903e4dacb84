"""When the planned items begin: from the end of the open item, which may last as long as planned."""

from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.forecast.items_to_come import items_to_come
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import CHAIR, FR
from tests.meeting.stories import START, Story, created, floor_open, seconds, sitting_open

MINUTE = 60_000


def after(story: Story) -> dict[str, float]:
    """The minutes from the end of the open item to the beginning of each planned item."""
    return {item: ms / MINUTE for item, ms in items_to_come(story.meeting).after_ms.items()}


def test_before_the_sitting_the_items_follow_its_booked_beginning() -> None:
    coming = items_to_come(created().meeting)
    assert coming.not_before == START
    assert after(created()) == {"p1": 0, "f1": 10, "r1": 55, "f2": 65, "end": 110}
    assert coming.total_ms == 110 * MINUTE


def test_during_a_presentation_nothing_but_the_speaker_holds_up_the_next_item() -> None:
    story = sitting_open()
    story.give(CHAIR, GiveFloor(item="p1"), at=60)
    assert after(story) == {"f1": 0, "r1": 45, "f2": 55, "end": 100}
    assert items_to_come(story.meeting).not_before == 0
    story.give(CHAIR, EndSpeech(), at=120)
    assert items_to_come(story.meeting).not_before == 0


def test_a_discussion_lasts_as_long_as_planned_until_its_list_closes() -> None:
    story = floor_open(FR)
    planned = items_to_come(story.meeting).not_before
    assert planned == seconds(story.second) + 45 * MINUTE
    story.give(CHAIR, GiveFloorToNext(), at=20)
    assert items_to_come(story.meeting).not_before == planned
    story.give(CHAIR, CloseList(), at=30)
    assert items_to_come(story.meeting).not_before == 0
    assert after(story) == {"r1": 0, "f2": 10, "end": 55}


def test_an_item_without_speakers_lasts_as_long_as_planned() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("end"), at=60)
    assert items_to_come(story.meeting).not_before == seconds(60)
