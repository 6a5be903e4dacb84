"""Late requests: listed apart until the chair admits or declines them; and a list that is opened again."""

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.sittings import AdjournSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, AdmitInscription, RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, floor_open, seconds, state


def closed(rules: Rules | None = None) -> Story:
    """A closed list with France on it, and a late request of Kenya."""
    story = floor_open(FR, rules=rules)
    story.give(CHAIR, CloseList(), at=900)
    story.give(KE, RequestFloor("question", "On article 5", late=True), at=960)
    return story


def late(story: Story) -> list[str]:
    """The seats with late requests."""
    return [one.seat for one in story.meeting.lists["first"].late]


def test_a_late_request_is_listed_apart_and_not_called() -> None:
    story = closed()
    assert (story.waiting(), late(story)) == (["FR"], ["KE"])
    story.give(CHAIR, GiveFloorToNext(), at=970)
    assert story.refuse(CHAIR, GiveFloor(inscription=story.id_of("KE")), at=980).reason is Reason.NOT_WAITING
    story.give(CHAIR, GiveFloorToNext(), at=980)
    assert (story.holder, late(story)) == ("okafor", ["KE"])


def test_an_admitted_request_comes_after_those_in_time() -> None:
    story = closed()
    story.give(DESK, AddInscription("BR"))
    story.give(CHAIR, AdmitInscription(story.id_of("KE")), at=1000)
    kenya = story.inscription(story.id_of("KE"))
    assert (story.waiting(), late(story)) == (["FR", "BR", "KE"], [])
    assert (kenya.state, kenya.form, kenya.note, kenya.at) == ("waiting", "question", "On article 5", seconds(960))
    assert story.refuse(DESK, AdmitInscription(kenya.id)).reason is Reason.ALREADY


def test_after_a_declined_request_the_delegation_may_make_another() -> None:
    story = closed()
    story.give(CHAIR, RemoveInscription(story.id_of("KE")))
    assert (story.waiting(), late(story)) == (["FR"], [])
    assert story.inscription(story.id_of("KE")).state == "refused"
    story.give(KE, RequestFloor(late=True))
    assert late(story) == ["KE"]


@pytest.mark.parametrize("command", [AdmitInscription, RemoveInscription])
def test_admitting_and_declining_are_undone(command: type[AdmitInscription]) -> None:
    story = closed()
    before = state(story.meeting)
    story.give(CHAIR, command(story.id_of("KE")))
    story.give(DESK, Undo(story.meeting.version))
    assert state(story.meeting) == before


def test_a_late_request_is_withdrawn_by_its_own_delegation() -> None:
    story = closed()
    assert story.refuse(BR, WithdrawRequest(story.id_of("KE"))).reason is Reason.NOT_YOURS
    story.give(KE, WithdrawRequest(story.id_of("KE")))
    assert (late(story), story.inscription(story.id_of("KE")).state) == ([], "withdrawn")


def test_a_late_request_must_say_so_and_is_made_once() -> None:
    story = closed()
    assert story.refuse(BR, RequestFloor()).reason is Reason.LIST_CLOSED
    assert story.refuse(KE, RequestFloor(late=True)).reason is Reason.ALREADY
    assert story.refuse(FR, RequestFloor(late=True)).facts == {"place": 1}


def test_on_an_open_list_a_request_is_not_late() -> None:
    story = floor_open()
    story.give(KE, RequestFloor(late=True))
    assert (story.waiting(), late(story)) == (["KE"], [])


def test_admitted_requests_count_towards_the_most_that_a_seat_may_have() -> None:
    story = closed(Rules(inscriptions_each=2))
    for _ in range(2):
        story.give(DESK, AddInscription("BR"))
    story.give(KE, RequestFloor(late=True))
    for seat in ("KE", "KE"):
        story.give(DESK, AdmitInscription(next(i.id for i in story.meeting.lists["first"].late if i.seat == seat)))
    assert story.waiting() == ["FR", "BR", "BR", "KE", "KE"]
    assert story.refuse(KE, RequestFloor(late=True)).facts == {"place": 4}


def test_late_requests_stay_late_when_the_list_opens_again() -> None:
    story = closed()
    story.give(CHAIR, OpenList(), at=1000)
    assert late(story) == ["KE"]
    story.give(BR, RequestFloor(), at=1010)
    story.give(CHAIR, AdmitInscription(story.id_of("KE")), at=1020)
    assert story.waiting() == ["FR", "BR", "KE"]


def test_a_new_request_on_the_open_list_replaces_the_late_one() -> None:
    story = closed()
    story.give(CHAIR, OpenList(), at=1000)
    story.give(KE, RequestFloor(), at=1010)
    assert (story.waiting(), late(story)) == (["FR", "KE"], [])
    assert story.refuse(KE, RequestFloor()).facts == {"place": 2}


def test_closing_cannot_be_undone_after_a_late_request() -> None:
    story = floor_open(FR)
    story.give(CHAIR, CloseList())
    version = story.meeting.version
    story.give(KE, RequestFloor(late=True))
    assert story.refuse(CHAIR, Undo(version)).reason is Reason.RESTS_ON_IT


def test_an_undecided_late_request_is_refused_at_adjournment() -> None:
    story = closed()
    story.give(CHAIR, AdjournSitting())
    assert [story.inscription(story.id_of(seat)).state for seat in ("FR", "KE")] == ["not_reached", "refused"]


def test_only_a_late_request_is_admitted() -> None:
    story = closed()
    assert story.refuse(DESK, AdmitInscription("i99")).reason is Reason.UNKNOWN_INSCRIPTION
    assert story.refuse(DESK, AdmitInscription(story.id_of("FR"))).reason is Reason.ALREADY


def late_twice_and_back() -> Story:
    """France made two late requests while it had the floor, and was then put back on the closed list."""
    story = floor_open(FR, rules=Rules(inscriptions_each=2))
    story.give(CHAIR, GiveFloorToNext())
    story.give(CHAIR, CloseList())
    for _ in range(2):
        story.give(FR, RequestFloor(late=True))
    story.give(CHAIR, PutBack(story.speech.id))
    return story


def test_one_of_two_late_requests_is_admitted_beside_an_inscription_that_was_put_back() -> None:
    story = late_twice_and_back()
    story.give(CHAIR, AdmitInscription(story.id_of("FR")))
    assert (story.waiting(), late(story)) == (["FR", "FR"], ["FR"])


def test_after_two_late_requests_and_a_call_put_back_a_new_request_replaces_one() -> None:
    story = late_twice_and_back()
    story.give(CHAIR, OpenList())
    story.give(FR, RequestFloor())
    assert (story.waiting(), late(story)) == (["FR", "FR"], ["FR"])
