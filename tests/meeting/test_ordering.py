"""Who is next: the programme's own speakers, then the list at hand."""

from nameplate.meeting.admission import AddInscription
from nameplate.meeting.floor import CallAbsent, GiveFloor, GiveFloorToNext, PutBack
from nameplate.meeting.ordering import NextUp, next_up
from nameplate.meeting.placing import MoveInscription
from nameplate.meeting.programme import CloseItem, OpenItem
from nameplate.meeting.sitting import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list import RequestFloor
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, created, floor_open, sitting_open


def next_seat(story: Story) -> str | None:
    """The seat that would be called now."""
    up = next_up(story.meeting)
    return up.seat if up else None


def test_nobody_is_next_before_anything_is_open() -> None:
    assert next_up(created().meeting) is None
    assert next_up(sitting_open().meeting) is None


def test_who_asked_first_is_next() -> None:
    story = floor_open(KE, FR)
    assert next_up(story.meeting) == NextUp("KE", "f1", story.inscription(story.place("KE")))


def test_who_is_moved_to_the_front_is_next() -> None:
    story = floor_open(KE, FR)
    story.press(DESK, MoveInscription(story.place("FR"), story.place("KE")))
    assert next_seat(story) == "FR"


def test_the_speaker_of_the_item_is_next_and_who_waits_for_a_later_item_is_not_called_in_this_one() -> None:
    story = sitting_open()
    story.press(DESK, AddInscription("BR"))
    story.press(CHAIR, OpenItem("p1"))
    assert next_up(story.meeting) == NextUp("okafor", "p1")
    story.press(CHAIR, GiveFloorToNext())
    assert next_up(story.meeting) is None


def test_panellists_reply_in_their_order() -> None:
    story = sitting_open()
    story.press(CHAIR, OpenItem("r1"))
    assert next_seat(story) == "okafor"
    story.press(CHAIR, GiveFloor(seat="lind"))
    assert next_seat(story) == "okafor"
    story.press(CHAIR, GiveFloorToNext())
    assert next_seat(story) is None


def test_a_panellist_who_presented_is_still_to_reply() -> None:
    story = sitting_open()
    story.press(CHAIR, GiveFloor(item="p1"), at=10)
    story.press(CHAIR, OpenItem("r1", ending=True), at=600)
    assert next_seat(story) == "okafor"


def test_a_panellist_whose_call_was_taken_back_is_next_again() -> None:
    story = sitting_open()
    story.press(CHAIR, OpenItem("r1"))
    story.press(CHAIR, GiveFloorToNext())
    story.press(CHAIR, PutBack(story.speech.id))
    assert next_seat(story) == "okafor"


def test_who_is_absent_is_no_longer_next() -> None:
    story = floor_open(FR, KE)
    story.press(CHAIR, CallAbsent(story.place("FR")))
    assert next_seat(story) == "KE"


def test_who_was_not_reached_in_the_first_floor_block_is_first_in_the_second() -> None:
    story = floor_open(FR, KE)
    story.press(CHAIR, GiveFloorToNext(), at=10)
    story.press(CHAIR, OpenItem("r1", ending=True), at=100)
    story.press(BR, RequestFloor(), at=110)
    story.press(CHAIR, OpenItem("f2"), at=700)
    assert story.waiting() == ["KE", "BR"]
    assert next_up(story.meeting) == NextUp("KE", "f2", story.inscription(story.place("KE")))


def test_between_two_items_the_list_to_come_is_at_hand() -> None:
    story = floor_open(FR)
    story.press(CHAIR, CloseItem("f1"))
    assert next_up(story.meeting) == NextUp("FR", None, story.inscription(story.place("FR")))


def test_the_afternoon_has_a_list_of_its_own() -> None:
    story = floor_open(FR)
    story.press(DESK, AddInscription("KE", item="f3"))
    story.press(CHAIR, AdjournSitting())
    story.press(CHAIR, OpenSitting("afternoon"))
    assert next_seat(story) == "KE"
