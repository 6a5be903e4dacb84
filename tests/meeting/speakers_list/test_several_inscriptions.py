"""Several inscriptions of one seat on a list, where the rules allow it."""

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.model.values import Rules
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.heard_speeches import speeches_by_seat
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, floor_open

TWO = Rules(inscriptions_each=2)


def france_twice(rules: Rules = TWO) -> Story:
    """A list with France, Kenya, and France again with a question."""
    story = floor_open(FR, KE, rules=rules)
    story.give(FR, RequestFloor("question"))
    return story


def forms(story: Story) -> list[tuple[str, str]]:
    """The waiting inscriptions as seat and form."""
    return [(one.seat, one.form) for one in story.meeting.lists["first"].waiting]


def test_a_delegation_has_two_inscriptions_and_no_third() -> None:
    story = france_twice()
    assert forms(story) == [("FR", "statement"), ("KE", "statement"), ("FR", "question")]
    assert story.refuse(FR, RequestFloor()).facts == {"place": 1}
    assert story.refuse(DESK, AddInscription("FR")).reason is Reason.ALREADY_INSCRIBED


def test_one_inscription_is_withdrawn_and_the_other_stays() -> None:
    story = france_twice()
    story.give(FR, WithdrawRequest(story.meeting.lists["first"].waiting[0].id))
    assert forms(story) == [("KE", "statement"), ("FR", "question")]


def test_each_inscription_is_called_at_its_own_place_in_the_queue() -> None:
    story = france_twice()
    heard = []
    for second in (10, 20, 30):
        story.give(CHAIR, GiveFloorToNext(), at=second)
        heard.append((story.holder, story.speech.form))
    story.give(CHAIR, EndSpeech(), at=40)
    assert heard == [("FR", "statement"), ("KE", "statement"), ("FR", "question")]
    assert speeches_by_seat(story.meeting)["FR"] == 2


def test_a_delegation_called_by_its_seat_uses_its_first_inscription() -> None:
    story = france_twice()
    story.give(CHAIR, GiveFloor(seat="FR"))
    assert (story.speech.form, forms(story)) == ("statement", [("KE", "statement"), ("FR", "question")])


def test_a_call_is_put_back_beside_one_other_inscription() -> None:
    story = france_twice()
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, PutBack(story.speech.id), at=20)
    assert forms(story) == [("FR", "statement"), ("KE", "statement"), ("FR", "question")]


def test_a_call_is_not_put_back_beside_two_other_inscriptions() -> None:
    story = france_twice()
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(FR, RequestFloor(), at=15)
    assert story.refuse(CHAIR, PutBack(story.speech.id), at=20).reason is Reason.ALREADY_INSCRIBED


@pytest.mark.parametrize("order", ["least_heard", "least_time"])
def test_least_heard_moves_the_second_inscription_back_when_the_first_is_called(order: str) -> None:
    story = floor_open(FR, rules=Rules(inscriptions_each=2, order=order))
    story.give(FR, RequestFloor("question"))
    for delegation in (KE, BR):
        story.give(delegation, RequestFloor())
    story.give(CHAIR, GiveFloorToNext(), at=10)
    first = story.speech.id
    assert story.waiting() == ["KE", "BR", "FR"], "a seat that has the floor is not called again at once"
    story.give(CHAIR, EndSpeech(), at=20)
    assert story.waiting() == ["KE", "BR", "FR"]
    story.give(CHAIR, PutBack(first), at=30)
    assert story.waiting() == ["FR", "KE", "BR", "FR"]


def test_a_call_that_was_put_back_does_not_count_as_heard() -> None:
    story = floor_open(FR, KE, rules=Rules(inscriptions_each=2, order="least_heard"))
    speeches = []
    for second in (10, 20):
        story.give(CHAIR, GiveFloorToNext(), at=second)
        speeches.append(story.speech.id)
    story.give(CHAIR, EndSpeech(), at=30)
    for delegation in (KE, FR):
        story.give(delegation, RequestFloor())
    assert story.waiting() == ["KE", "FR"]
    story.give(CHAIR, PutBack(speeches[0]), at=40)
    assert story.waiting() == ["FR", "FR", "KE"]
