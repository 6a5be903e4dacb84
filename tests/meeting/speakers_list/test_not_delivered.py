"""A text that is not delivered is noted and not called."""

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
    """The seats whose texts are noted."""
    return [one.seat for one in story.meeting.lists["first"].past if one.state == "submitted"]


def test_a_text_from_the_desk_is_noted_and_not_called() -> None:
    story = floor_open(FR)
    story.give(DESK, AddInscription("KE", form="not_delivered", source="paper"))
    assert (story.waiting(), submitted(story)) == (["FR"], ["KE"])
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert story.refuse(CHAIR, GiveFloorToNext()).reason is Reason.LIST_EMPTY


def test_a_delegation_submits_its_text_when_the_list_is_closed_too() -> None:
    story = floor_open(FR)
    story.give(CHAIR, CloseList())
    story.give(KE, RequestFloor("not_delivered", "It is on the table at the door"))
    text = story.inscription(story.id_of("KE"))
    assert (story.waiting(), submitted(story)) == (["FR"], ["KE"])
    assert (text.form, text.source, text.note) == ("not_delivered", "phone", "It is on the table at the door")


def test_a_text_does_not_count_as_an_inscription() -> None:
    story = floor_open(FR)
    story.give(FR, RequestFloor("not_delivered"))
    story.give(DESK, AddInscription("FR", form="not_delivered"))
    assert (story.waiting(), submitted(story)) == (["FR"], ["FR", "FR"])


def test_a_text_is_submitted_before_the_list_opens() -> None:
    story = sitting_open()
    story.give(FR, RequestFloor("not_delivered"))
    assert submitted(story) == ["FR"]


def test_a_waiting_inscription_is_replaced_by_a_text_and_leaves_the_list() -> None:
    story = floor_open(FR, KE, BR)
    story.give(DESK, CorrectInscription(story.id_of("KE"), form="not_delivered"))
    assert (story.waiting(), submitted(story)) == (["FR", "BR"], ["KE"])
    story.give(KE, RequestFloor())
    assert story.waiting() == ["FR", "BR", "KE"]


def test_undo_restores_the_inscription_that_a_text_replaced() -> None:
    story = floor_open(FR, KE, BR)
    before = state(story.meeting)
    story.give(DESK, CorrectInscription(story.id_of("KE"), form="not_delivered"))
    story.give(CHAIR, Undo(story.meeting.version))
    assert state(story.meeting) == before


def test_a_noted_text_cannot_be_withdrawn() -> None:
    story = floor_open()
    story.give(FR, RequestFloor("not_delivered"))
    assert story.refuse(FR, WithdrawRequest(story.id_of("FR"))).reason is Reason.NOT_WAITING


def test_a_text_cannot_be_submitted_before_a_sitting() -> None:
    assert created().refuse(FR, RequestFloor("not_delivered")).reason is Reason.SITTING_NOT_OPEN
