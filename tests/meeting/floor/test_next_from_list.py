"""The next speaker: from the programme, then from the list."""

from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.next_speaker import UpcomingCall, next_call
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.programme.items import CloseItem, OpenItem, SkipItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.reordering import MoveInscription
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, floor_open, sitting_open


def next_seat(story: Story) -> str | None:
    """The seat that would be called now."""
    call = next_call(story.meeting)
    return call.seat if call else None


def test_the_first_request_is_next() -> None:
    story = floor_open(KE, FR)
    assert next_call(story.meeting) == UpcomingCall("KE", "f1", story.inscription(story.id_of("KE")))


def test_an_inscription_moved_to_the_front_is_next() -> None:
    story = floor_open(KE, FR)
    story.give(DESK, MoveInscription(story.id_of("FR"), story.id_of("KE")))
    assert next_seat(story) == "FR"


def test_the_speaker_of_the_item_is_next_and_nobody_from_the_list_of_a_later_item() -> None:
    story = sitting_open()
    story.give(DESK, AddInscription("BR"))
    story.give(CHAIR, OpenItem("p1"))
    assert next_call(story.meeting) == UpcomingCall("okafor", "p1")
    story.give(CHAIR, GiveFloorToNext())
    assert next_call(story.meeting) is None


def test_panellists_reply_in_their_order() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("r1"))
    assert next_seat(story) == "okafor"
    story.give(CHAIR, GiveFloor(seat="lind"))
    assert next_seat(story) == "okafor"
    story.give(CHAIR, GiveFloorToNext())
    assert story.holder == "okafor"


def test_a_panellist_who_presented_may_still_reply() -> None:
    story = sitting_open()
    story.give(CHAIR, GiveFloor(item="p1"), at=10)
    story.give(CHAIR, OpenItem("r1", ending=True), at=600)
    assert next_seat(story) == "okafor"


def test_a_panellist_whose_call_was_put_back_is_next_again() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("r1"))
    story.give(CHAIR, GiveFloorToNext())
    story.give(CHAIR, PutBack(story.speech.id))
    assert next_seat(story) == "okafor"


def test_after_an_absent_speaker_the_following_one_is_next() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, CallAbsent(story.id_of("FR")))
    assert next_seat(story) == "KE"


def test_an_inscription_not_reached_in_the_first_floor_block_is_first_in_the_second() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, OpenItem("r1", ending=True), at=100)
    story.give(BR, RequestFloor(), at=110)
    story.give(CHAIR, OpenItem("f2"), at=700)
    assert story.waiting() == ["KE", "BR"]
    assert next_call(story.meeting) == UpcomingCall("KE", "f2", story.inscription(story.id_of("KE")))


def test_between_two_items_the_list_of_the_next_one_is_called_and_the_call_opens_it() -> None:
    story = floor_open(FR)
    story.give(CHAIR, CloseItem("f1"))
    for passed_over in ("p1", "r1"):
        story.give(CHAIR, SkipItem(passed_over))
    assert next_call(story.meeting) == UpcomingCall("FR", "f2", story.inscription(story.id_of("FR")))
    story.give(CHAIR, GiveFloorToNext())
    assert (story.holder, story.speech.item, story.item("f2").state) == ("FR", "f2", "open")


def test_the_afternoon_has_its_own_list() -> None:
    story = floor_open(FR)
    story.give(DESK, AddInscription("KE", item="f3"))
    story.give(CHAIR, AdjournSitting())
    story.give(CHAIR, OpenSitting("afternoon"))
    assert next_seat(story) == "KE"
