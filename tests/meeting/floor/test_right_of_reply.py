"""Rights of reply: a separate list that is heard after the speakers; their number and their limits are settings."""

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.next_speaker import UpcomingCall, next_call
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.items import CloseItem, SkipItem
from nameplate.meeting.programme.programme_changes import AddItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, SetPriority
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.heard_speeches import speeches_by_seat
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speakers_list.reordering import MoveInscription
from nameplate.meeting.speakers_list.swaps import SwapInscriptions
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, created, floor_open, state

REPLIES = "morning-replies"


def after_the_list(rules: Rules | None = None) -> Story:
    """The list is empty and closed, and only the closing item is planned."""
    story = floor_open(rules=rules)
    story.give(CHAIR, CloseList())
    for item in ("p1", "f2", "r1"):
        story.give(CHAIR, SkipItem(item))
    return story


def reply(story: Story, at: float) -> float:
    """France requests a right of reply and speaks for 10 seconds. Returns the granted time in seconds."""
    story.give(FR, RequestRightOfReply(), at=at)
    story.give(CHAIR, GiveFloorToNext(), at=at + 1)
    granted = story.granted()
    story.give(CHAIR, EndSpeech(), at=at + 11)
    return granted


def test_a_right_of_reply_waits_on_a_separate_list() -> None:
    story = floor_open(KE)
    story.give(FR, RequestRightOfReply(" To what Kenya said "))
    inscription = story.inscription(story.id_of("FR"))
    assert (story.waiting(), story.waiting(REPLIES)) == (["KE"], ["FR"])
    assert (inscription.form, inscription.turn, inscription.note) == ("right_of_reply", 1, "To what Kenya said")


def test_replies_come_after_all_speakers_and_before_the_last_items() -> None:
    story = floor_open(KE)
    story.give(FR, RequestRightOfReply())
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert story.holder == "KE"
    story.give(CHAIR, EndSpeech(), at=20)
    story.give(CHAIR, CloseList())
    assert next_call(story.meeting) == UpcomingCall("okafor", "p1"), "the skipped presentation can still be held"
    story.give(CHAIR, SkipItem("p1"))
    assert next_call(story.meeting) is None, "the panellists have not replied yet"
    story.give(CHAIR, AddItem("break", "Coffee"))
    story.give(CHAIR, AddItem("wrap_up", "Summary"))
    story.give(CHAIR, SkipItem("r1"))
    assert next_call(story.meeting) is None, "the list continues in a second block"
    story.give(CHAIR, SkipItem("f2"))
    story.give(CHAIR, GiveFloorToNext(), at=30)
    assert (story.holder, story.speech.form) == ("FR", "right_of_reply")


def test_the_second_reply_is_shorter_and_a_third_is_refused() -> None:
    story = after_the_list()
    assert [reply(story, 10), reply(story, 100)] == [180, 120]
    refused = story.refuse(FR, RequestRightOfReply())
    assert (refused.reason, refused.facts) == (Reason.REPLIES_SPENT, {"most": 2})
    assert speeches_by_seat(story.meeting)["FR"] == 0


def test_further_replies_have_the_last_of_the_limits() -> None:
    story = after_the_list(Rules(replies_each=3, reply_seconds=(300, 60)))
    assert [reply(story, second) for second in (10, 100, 200)] == [300, 60, 60]
    assert story.refuse(FR, RequestRightOfReply()).facts == {"most": 3}


def test_only_one_reply_waits_at_a_time_even_with_two_inscriptions_each() -> None:
    story = floor_open(rules=Rules(inscriptions_each=2))
    story.give(FR, RequestRightOfReply())
    refused = story.refuse(FR, RequestRightOfReply())
    assert (refused.reason, refused.facts) == (Reason.ALREADY_INSCRIBED, {"place": 1})


def test_replies_come_in_the_order_of_receipt_and_cannot_be_swapped() -> None:
    story = after_the_list()
    for by in (FR, KE):
        story.give(by, RequestRightOfReply())
    france, kenya = (each.id for each in story.meeting.lists[REPLIES].waiting)
    assert story.refuse(KE, SwapInscriptions(kenya, france)).reason is Reason.INVALID


def test_a_withdrawn_reply_or_an_absence_does_not_count_as_a_reply() -> None:
    story = after_the_list()
    story.give(FR, RequestRightOfReply())
    story.give(FR, WithdrawRequest(story.id_of("FR")))
    story.give(FR, RequestRightOfReply())
    story.give(CHAIR, CallAbsent(story.id_of("FR")))
    assert [reply(story, 10), reply(story, 100)] == [180, 120]


def test_the_first_reply_cannot_be_put_back_once_the_second_waits() -> None:
    story = after_the_list(Rules(inscriptions_each=2))
    story.give(FR, RequestRightOfReply(), at=10)
    story.give(CHAIR, GiveFloorToNext(), at=20)
    story.give(FR, RequestRightOfReply(), at=30)
    assert story.inscription(story.id_of("FR")).turn == 2
    assert story.refuse(CHAIR, PutBack(story.speech.id), at=40).reason is Reason.ALREADY_INSCRIBED


@pytest.mark.parametrize(("categories", "taken"), [(("member_state",), False), (("observer_state",), True)])
def test_the_categories_that_may_reply_are_a_setting(categories: tuple[str, ...], taken: bool) -> None:
    story = floor_open(rules=Rules(reply_categories=categories))
    if taken:
        story.give(KE, RequestRightOfReply())
    else:
        assert story.refuse(KE, RequestRightOfReply()).reason is Reason.REPLY_NOT_FOR_CATEGORY


def test_the_chair_can_call_a_reply_at_once() -> None:
    """Rules 73 and 115: the chair accords the right of reply."""
    story = floor_open(KE)
    story.give(FR, RequestRightOfReply())
    story.give(CHAIR, GiveFloor(inscription=story.id_of("FR")), at=10)
    assert (story.holder, story.granted(), story.waiting()) == ("FR", 180, ["KE"])


def test_orders_of_the_list_do_not_move_replies_but_the_desk_can() -> None:
    story = floor_open(FR, rules=Rules(order="least_heard"))
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, EndSpeech(), at=20)
    for delegation in (FR, KE, BR):
        story.give(delegation, RequestRightOfReply())
    story.give(DESK, SetPriority(story.id_of("BR")))
    assert story.waiting(REPLIES) == ["BR", "FR", "KE"]
    story.give(DESK, MoveInscription(story.id_of("KE"), story.id_of("BR")))
    assert story.waiting(REPLIES) == ["KE", "BR", "FR"]


def test_each_sitting_has_its_own_replies_and_marks_those_not_reached() -> None:
    story = after_the_list()
    assert reply(story, 10) == 180
    story.give(FR, RequestRightOfReply())
    unheard = story.id_of("FR")
    story.give(CHAIR, CloseItem("f1"))
    story.give(CHAIR, AdjournSitting())
    assert story.inscription(unheard).state == "not_reached"
    story.give(CHAIR, OpenSitting("afternoon"))
    story.give(FR, RequestRightOfReply())
    assert story.inscription(story.id_of("FR")).turn == 1


def test_undo_of_a_reply_lets_it_wait_again() -> None:
    story = after_the_list()
    story.give(FR, RequestRightOfReply())
    before = state(story.meeting)
    story.give(CHAIR, GiveFloorToNext(), at=20)
    story.give(CHAIR, Undo(), at=30)
    assert state(story.meeting) == before


def test_impossible_requests_for_a_reply_are_refused() -> None:
    story = floor_open()
    story.give(DESK, AddInscription(guest="A mayor"))
    assert created().refuse(FR, RequestRightOfReply()).reason is Reason.SITTING_NOT_OPEN
    assert story.refuse(CHAIR, RequestRightOfReply()).reason is Reason.NO_SEAT
    assert story.refuse(FR, RequestRightOfReply("x" * 281)).facts == {"field": "note"}
    story.give(FR, RequestFloor())
    assert story.waiting(REPLIES) == []


def test_a_first_reply_comes_before_an_earlier_request_for_a_second_one() -> None:
    story = after_the_list()
    reply(story, 10)
    story.give(FR, RequestRightOfReply())
    story.give(KE, RequestRightOfReply())
    waiting = story.meeting.lists[REPLIES].waiting
    assert [(each.seat, each.turn) for each in waiting] == [("KE", 1), ("FR", 2)]


def test_a_right_of_reply_keeps_its_form() -> None:
    story = after_the_list()
    story.give(FR, RequestRightOfReply())
    inscription = story.id_of("FR")
    for form in ("statement", "not_delivered"):
        refused = story.refuse(DESK, CorrectInscription(inscription, form=form))
        assert (refused.reason, refused.facts) == (Reason.INVALID, {"field": "form"})
    story.give(DESK, CorrectInscription(inscription, on_behalf_of="a group"))
    found = story.inscription(inscription)
    assert (found.form, found.turn, found.on_behalf_of) == ("right_of_reply", 1, "a group")


def test_after_an_absence_the_next_reply_has_the_lower_number() -> None:
    story = after_the_list()
    story.give(FR, RequestRightOfReply())
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(FR, RequestRightOfReply())
    assert story.inscription(story.id_of("FR")).turn == 2
    story.give(CHAIR, CallAbsent(story.speech.inscription or ""), at=15)
    assert story.inscription(story.id_of("FR")).turn == 1
    story.give(CHAIR, GiveFloorToNext(), at=20)
    assert story.granted() == 180
