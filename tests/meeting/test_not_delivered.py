"""A text that is not delivered is noted, not called: from the desk, from a phone, or in place of a turn."""

from nameplate.meeting import Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, created, floor_open, sitting_open, state


def submitted(story: Story) -> list[str]:
    """Whose texts are noted."""
    return [row.seat for row in story.meeting.lists["first"].past if row.state == "submitted"]


def test_the_desk_notes_a_text_and_nobody_is_called_for_it() -> None:
    story = floor_open(FR)
    story.press(DESK, AddInscription("KE", form="not_delivered", source="paper"))
    assert (story.waiting(), submitted(story)) == (["FR"], ["KE"])
    story.press(CHAIR, GiveFloorToNext(), at=10)
    assert story.refuse(CHAIR, GiveFloorToNext()).reason is Reason.LIST_EMPTY


def test_a_delegation_hands_in_its_text_from_the_phone_also_when_the_list_is_closed() -> None:
    story = floor_open(FR)
    story.press(CHAIR, CloseList())
    story.press(KE, RequestFloor("not_delivered", "It is on the table at the door"))
    place = story.inscription(story.place("KE"))
    assert (story.waiting(), submitted(story)) == (["FR"], ["KE"])
    assert (place.form, place.source, place.note) == ("not_delivered", "phone", "It is on the table at the door")


def test_a_text_takes_no_place_from_who_also_speaks() -> None:
    story = floor_open(FR)
    story.press(FR, RequestFloor("not_delivered"))
    story.press(DESK, AddInscription("FR", form="not_delivered"))
    assert (story.waiting(), submitted(story)) == (["FR"], ["FR", "FR"])


def test_a_text_is_handed_in_before_the_list_opens() -> None:
    story = sitting_open()
    story.press(FR, RequestFloor("not_delivered"))
    assert submitted(story) == ["FR"]


def test_who_waits_hands_in_the_text_instead_and_gives_up_the_place() -> None:
    story = floor_open(FR, KE, BR)
    story.press(DESK, CorrectInscription(story.place("KE"), form="not_delivered"))
    assert (story.waiting(), submitted(story)) == (["FR", "BR"], ["KE"])
    story.press(KE, RequestFloor())
    assert story.waiting() == ["FR", "BR", "KE"]


def test_it_is_undone_and_the_place_is_as_it_was() -> None:
    story = floor_open(FR, KE, BR)
    before = state(story.meeting)
    story.press(DESK, CorrectInscription(story.place("KE"), form="not_delivered"))
    story.press(CHAIR, Undo(story.meeting.version))
    assert state(story.meeting) == before


def test_a_text_that_is_noted_is_not_withdrawn_like_a_place() -> None:
    story = floor_open()
    story.press(FR, RequestFloor("not_delivered"))
    assert story.refuse(FR, WithdrawRequest(story.place("FR"))).reason is Reason.NOT_WAITING


def test_before_a_sitting_there_is_nothing_to_hand_it_in_to() -> None:
    assert created().refuse(FR, RequestFloor("not_delivered")).reason is Reason.SITTING_NOT_OPEN
