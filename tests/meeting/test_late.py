"""Late requests: kept apart from who asked in time, for the chair to admit or not; and a list that is opened again."""

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
    """France is on the list, which is closed; Kenya asks too late."""
    story = floor_open(FR, rules=rules)
    story.press(CHAIR, CloseList(), at=900)
    story.press(KE, RequestFloor("question", "On article 5", late=True), at=960)
    return story


def late(story: Story) -> list[str]:
    """Who asked too late and waits for the chair."""
    return [row.seat for row in story.meeting.lists["first"].late]


def test_a_late_request_is_kept_apart_and_is_not_called() -> None:
    story = closed()
    assert (story.waiting(), late(story)) == (["FR"], ["KE"])
    story.press(CHAIR, GiveFloorToNext(), at=970)
    assert story.refuse(CHAIR, GiveFloor(inscription=story.place("KE")), at=980).reason is Reason.NOT_WAITING
    story.press(CHAIR, GiveFloorToNext(), at=980)
    assert (story.holder, late(story)) == ("okafor", ["KE"])


def test_a_late_request_is_admitted_after_those_who_were_in_time() -> None:
    story = closed()
    story.press(DESK, AddInscription("BR"))
    story.press(CHAIR, AdmitInscription(story.place("KE")), at=1000)
    place = story.inscription(story.place("KE"))
    assert (story.waiting(), late(story)) == (["FR", "BR", "KE"], [])
    assert (place.state, place.form, place.note, place.at) == ("waiting", "question", "On article 5", seconds(960))
    assert story.refuse(DESK, AdmitInscription(place.id)).reason is Reason.ALREADY


def test_a_late_request_is_declined_and_the_delegation_may_ask_again() -> None:
    story = closed()
    story.press(CHAIR, RemoveInscription(story.place("KE")))
    assert (story.waiting(), late(story)) == (["FR"], [])
    assert story.inscription(story.place("KE")).state == "refused"
    story.press(KE, RequestFloor(late=True))
    assert late(story) == ["KE"]


@pytest.mark.parametrize("command", [AdmitInscription, RemoveInscription])
def test_what_the_chair_decided_of_it_is_undone(command: type[AdmitInscription]) -> None:
    story = closed()
    before = state(story.meeting)
    story.press(CHAIR, command(story.place("KE")))
    story.press(DESK, Undo(story.meeting.version))
    assert state(story.meeting) == before


def test_a_late_request_is_withdrawn_by_its_own_delegation() -> None:
    story = closed()
    assert story.refuse(BR, WithdrawRequest(story.place("KE"))).reason is Reason.NOT_YOURS
    story.press(KE, WithdrawRequest(story.place("KE")))
    assert (late(story), story.inscription(story.place("KE")).state) == ([], "withdrawn")


def test_late_is_said_only_by_who_means_it_and_only_once() -> None:
    story = closed()
    assert story.refuse(BR, RequestFloor()).reason is Reason.LIST_CLOSED
    assert story.refuse(KE, RequestFloor(late=True)).reason is Reason.ALREADY
    assert story.refuse(FR, RequestFloor(late=True)).facts == {"place": 1}


def test_on_an_open_list_nobody_is_late() -> None:
    story = floor_open()
    story.press(KE, RequestFloor(late=True))
    assert (story.waiting(), late(story)) == (["KE"], [])


def test_the_desk_may_have_inscribed_who_asked_late_and_then_there_is_nothing_to_admit() -> None:
    story = closed(Rules(inscriptions_each=2))
    for _ in range(2):
        story.press(DESK, AddInscription("BR"))
    story.press(KE, RequestFloor(late=True))
    for seat in ("KE", "KE"):
        story.press(DESK, AdmitInscription(next(i.id for i in story.meeting.lists["first"].late if i.seat == seat)))
    assert story.waiting() == ["FR", "BR", "BR", "KE", "KE"]
    assert story.refuse(KE, RequestFloor(late=True)).facts == {"place": 4}


def test_the_list_is_opened_again_and_late_requests_stay_for_the_chair() -> None:
    story = closed()
    story.press(CHAIR, OpenList(), at=1000)
    assert late(story) == ["KE"]
    story.press(BR, RequestFloor(), at=1010)
    story.press(CHAIR, AdmitInscription(story.place("KE")), at=1020)
    assert story.waiting() == ["FR", "BR", "KE"]


def test_who_asked_too_late_and_asks_again_once_the_list_is_open_is_on_it() -> None:
    story = closed()
    story.press(CHAIR, OpenList(), at=1000)
    story.press(KE, RequestFloor(), at=1010)
    assert (story.waiting(), late(story)) == (["FR", "KE"], [])
    assert story.refuse(KE, RequestFloor()).facts == {"place": 2}


def test_closing_is_not_undone_under_a_late_request() -> None:
    story = floor_open(FR)
    story.press(CHAIR, CloseList())
    version = story.meeting.version
    story.press(KE, RequestFloor(late=True))
    assert story.refuse(CHAIR, Undo(version)).reason is Reason.RESTS_ON_IT


def test_a_late_request_that_nobody_decided_on_ends_with_the_sitting() -> None:
    story = closed()
    story.press(CHAIR, AdjournSitting())
    assert [story.inscription(story.place(seat)).state for seat in ("FR", "KE")] == ["not_reached", "refused"]


def test_what_was_never_late_is_not_admitted() -> None:
    story = closed()
    assert story.refuse(DESK, AdmitInscription("i99")).reason is Reason.UNKNOWN_INSCRIPTION
    assert story.refuse(DESK, AdmitInscription(story.place("FR"))).reason is Reason.ALREADY


def late_twice_and_back() -> Story:
    """France asked late for two more places while it had the floor, and was put back on the closed list."""
    story = floor_open(FR, rules=Rules(inscriptions_each=2))
    story.press(CHAIR, GiveFloorToNext())
    story.press(CHAIR, CloseList())
    for _ in range(2):
        story.press(FR, RequestFloor(late=True))
    story.press(CHAIR, PutBack(story.speech.id))
    return story


def test_one_of_two_late_requests_is_admitted_beside_a_place_that_came_back() -> None:
    story = late_twice_and_back()
    story.press(CHAIR, AdmitInscription(story.place("FR")))
    assert (story.waiting(), late(story)) == (["FR", "FR"], ["FR"])


def test_who_asked_late_twice_and_waits_again_asks_when_the_list_is_open_again() -> None:
    story = late_twice_and_back()
    story.press(CHAIR, OpenList())
    story.press(FR, RequestFloor())
    assert (story.waiting(), late(story)) == (["FR", "FR"], ["FR"])
