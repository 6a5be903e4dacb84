"""The delegate's phone: the state of its own delegation, in every possible state."""

from __future__ import annotations

import re

import pytest

from nameplate.meeting import Meeting
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import (
    GivePointOfOrder,
    RaisePointOfOrder,
    RulePointOfOrder,
    WithdrawPointOfOrder,
)
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.speech_end import EndSpeech, YieldFloor
from nameplate.paths import WEB
from nameplate.screens import delegate
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from nameplate.wording.language import load_words
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.panel import SITTING, begun, floor_open, then

SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")
WORDS = load_words(WEB / "locale", "en")


def waiting() -> Meeting:
    """France, Kenya and Brazil wait, in this order."""
    return then(floor_open(), *((delegation, RequestFloor()) for delegation in (FR, KE, BR)))


def inscription_of(meeting: Meeting, seat: str) -> str:
    """The inscription of a seat that waits."""
    rows = (i for speakers in meeting.lists.values() for i in speakers.waiting)
    return next(i.id for i in rows if i.seat == seat)


def mine(meeting: Meeting, seat: str = "FR") -> delegate.OwnPlace:
    """The own region of a delegation, as a view."""
    return delegate.mine(RenderContext(meeting, WORDS), seat)


def shown(meeting: Meeting, seat: str = "FR") -> str:
    """The own region of a delegation, as HTML."""
    return SCREENS.regions(meeting, "delegate", "en", seat, None)["mine"]


def test_before_the_list_opens_nobody_can_ask() -> None:
    meeting = begun()
    assert (mine(meeting).state, mine(meeting).list_state) == ("none", "unopened")
    assert "The list of speakers is not open yet." in shown(meeting)
    assert "request-floor" not in shown(meeting)


def test_once_the_list_is_open_the_floor_can_be_asked_for() -> None:
    meeting = floor_open()
    assert (mine(meeting).name, mine(meeting).state, mine(meeting).list_state) == ("France", "none", "open")
    assert "request-floor" in shown(meeting)


def test_once_the_list_is_closed_the_desk_is_to_be_asked() -> None:
    meeting = then(floor_open(), (CHAIR, CloseList()))
    assert mine(meeting).list_state == "closed"
    assert "Speak to the desk if you wish to be added." in shown(meeting)
    assert "Ask to be added late" in shown(meeting) and "Request the floor" not in shown(meeting)


def test_who_waits_first_is_next() -> None:
    assert (mine(waiting()).state, mine(waiting()).place) == ("waiting", 1)
    assert "You are next" in shown(waiting())


def test_who_is_first_on_the_list_while_others_speak_before_is_not_told_to_be_ready() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, OpenList("p-9")), (FR, RequestFloor()))
    assert (mine(meeting).place, mine(meeting).next) == (1, False)
    assert "You are next" not in shown(meeting)
    assert "on the list of speakers" in shown(meeting)


def test_a_ruling_is_told_to_who_raised_the_point() -> None:
    meeting = then(waiting(), (FR, RaisePointOfOrder()))
    assert "is with the chair" in shown(meeting)
    meeting = then(meeting, (CHAIR, RulePointOfOrder(meeting.points[0].id, "set aside")))
    assert "The chair ruled on your point of order: set aside." in shown(meeting)
    assert "set aside" not in shown(meeting, "KE")


def test_who_waits_further_down_sees_the_place_and_how_many_are_before() -> None:
    seen = mine(waiting(), "BR")
    assert (seen.state, seen.place, seen.ordinal) == ("waiting", 3, "3rd")
    assert "3rd" in shown(waiting(), "BR") and "2 before you" in shown(waiting(), "BR")


def test_the_button_to_withdraw_names_my_own_place() -> None:
    meeting = waiting()
    assert mine(meeting, "KE").inscription == inscription_of(meeting, "KE")
    assert f'id="my-inscription" name="inscription" value="{inscription_of(meeting, "KE")}"' in shown(meeting, "KE")
    assert shown(meeting, "KE").count('hx-include="#my-inscription"') == 3, (
        "to withdraw, and to let one or three go first"
    )


def test_who_speaks_sees_the_own_clock_and_what_the_chair_says() -> None:
    meeting = then(waiting(), (CHAIR, GiveFloorToNext()), (CHAIR, SendNotice("speaker", "Please conclude")))
    seen = mine(meeting)
    assert (seen.state, seen.holder and seen.holder.limit_ms) == ("speaking", 180_000)
    assert "You have the floor" in shown(meeting) and "Please conclude" in shown(meeting)
    assert f'"speech": "{meeting.floor}"' in shown(meeting)


def test_others_do_not_see_what_the_chair_says_to_the_speaker() -> None:
    meeting = then(waiting(), (CHAIR, GiveFloorToNext()), (CHAIR, SendNotice("speaker", "Please conclude")))
    everything = (*SCREENS.regions(meeting, "delegate", "en", None, None).values(), shown(meeting, "KE"))
    assert not any("Please conclude" in region for region in everything)


def test_who_has_spoken_is_thanked_and_may_ask_again() -> None:
    meeting = then(waiting(), (CHAIR, GiveFloorToNext()), (FR, YieldFloor()))
    assert mine(meeting).state == "heard"
    assert "You have spoken." in shown(meeting) and "request-floor" in shown(meeting)


def test_who_was_called_and_absent_is_told() -> None:
    meeting = waiting()
    meeting = then(meeting, (CHAIR, GiveFloorToNext()), (CHAIR, CallAbsent(inscription_of(meeting, "FR"))))
    assert mine(meeting).state == "absent"
    assert "You were called and marked absent." in shown(meeting)


def test_who_withdrew_is_told() -> None:
    meeting = waiting()
    meeting = then(meeting, (FR, WithdrawRequest(inscription_of(meeting, "FR"))))
    assert mine(meeting).state == "withdrawn"
    assert "You withdrew your request." in shown(meeting)


def test_whom_the_desk_struck_off_is_told() -> None:
    meeting = waiting()
    meeting = then(meeting, (DESK, RemoveInscription(inscription_of(meeting, "FR"))))
    assert mine(meeting).state == "removed"
    assert "The desk took your place off the list." in shown(meeting)


def test_who_was_not_reached_is_told() -> None:
    meeting = then(waiting(), (CHAIR, AdjournSitting()))
    assert mine(meeting).state == "not_reached"
    assert "The sitting ended before you were reached." in shown(meeting)


def test_whose_call_was_taken_back_waits_again_first() -> None:
    meeting = then(waiting(), (CHAIR, GiveFloorToNext()))
    meeting = then(meeting, (CHAIR, PutBack(meeting.floor or "")))
    assert (mine(meeting).state, mine(meeting).place) == ("waiting", 1)


def test_who_asks_again_waits_whatever_came_before() -> None:
    meeting = then(waiting(), (CHAIR, GiveFloorToNext()), (FR, YieldFloor()), (FR, RequestFloor()))
    assert (mine(meeting).state, mine(meeting).place) == ("waiting", 3)


def test_who_spoke_out_of_turn_is_as_before_afterwards() -> None:
    meeting = then(floor_open(), (CHAIR, GiveFloor(seat="FR")))
    assert mine(meeting).state == "speaking"
    assert mine(then(meeting, (CHAIR, EndSpeech()))).state == "none"


def test_during_the_replies_the_place_on_the_list_is_kept() -> None:
    meeting = then(waiting(), (CHAIR, OpenItem("p-10")), (CHAIR, GiveFloorToNext()))
    assert (mine(meeting, "KE").state, mine(meeting, "KE").place) == ("waiting", 2)


def test_a_list_that_opens_before_its_item_takes_requests() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, OpenList()))
    assert mine(meeting).list_state == "open"
    assert "request-floor" in shown(meeting)


def test_notes_are_not_on_the_phones_of_others() -> None:
    meeting = then(floor_open(), (FR, RequestFloor(note="On item 3")))
    everything = (*SCREENS.regions(meeting, "delegate", "en", None, None).values(), shown(meeting, "KE"))
    assert not any("On item 3" in region for region in everything)


def test_a_delegation_reads_its_own_note_while_its_request_stands() -> None:
    asked = then(floor_open(), (FR, RequestFloor(note="On item <3>")), (CHAIR, CloseList()))
    late = then(asked, (KE, RequestFloor(note="On item 4", late=True)))
    assert "On item &lt;3&gt;" in shown(late, "FR")
    assert "On item 4" in shown(late, "KE")
    interrupted = then(late, (BR, RaisePointOfOrder("Out of order")), (BR, RequestRightOfReply("To France")))
    assert "Out of order" in shown(interrupted, "BR") and "To France" in shown(interrupted, "BR")
    assert "Out of order" not in shown(interrupted, "FR")


def test_a_raised_point_of_order_can_be_taken_back_and_then_raised_again() -> None:
    meeting = then(floor_open(), (FR, RaisePointOfOrder()))
    point = meeting.points[0].id
    assert "Your point of order is with the chair." in shown(meeting)
    assert f'"point": "{point}"' in shown(meeting) and "withdraw-point-of-order" in shown(meeting)
    meeting = then(meeting, (FR, WithdrawPointOfOrder(point)))
    assert "Your point of order" not in shown(meeting)
    more = mine(meeting).more
    assert more and more.can_raise


def test_a_point_that_was_heard_waits_for_its_ruling_until_two_speakers_were_called() -> None:
    meeting = then(waiting(), (CHAIR, GiveFloorToNext()), (KE, RaisePointOfOrder()))
    meeting = then(meeting, (CHAIR, GivePointOfOrder(meeting.points[0].id)), (CHAIR, EndSpeech()))
    assert "The chair rules on it." in shown(meeting, "KE")
    meeting = then(meeting, (CHAIR, GiveFloor(seat="BR")))
    assert "The chair rules on it." in shown(meeting, "KE")
    meeting = then(meeting, (CHAIR, GiveFloor(seat="NO")))
    assert "Your point of order" not in shown(meeting, "KE")
    more = mine(meeting, "KE").more
    assert more and more.can_raise


def test_the_button_for_other_actions_names_what_is_possible() -> None:
    assert "Question · " in shown(floor_open()) and "Point of order</button>" in shown(floor_open())
    assert "Other place · " in shown(waiting()) and "Question" not in more_button(waiting())
    assert more_button(floor_open(), "EU") == "Question"
    assert more_button(begun()) == ""


def more_button(meeting: Meeting, seat: str = "FR") -> str:
    """The text of the button that opens the other actions."""
    found = re.search(r'popovertarget="more">(.*?)</button>', shown(meeting, seat))
    return found[1] if found else ""


def test_the_delegation_that_is_next_has_a_class_of_its_own() -> None:
    assert 'class="card waiting next"' in shown(waiting()) and 'class="card waiting"' in shown(waiting(), "KE")


def test_who_may_not_raise_points_of_order_is_not_offered_it() -> None:
    more = {seat: mine(floor_open(), seat).more for seat in ("FR", "NO", "EU")}
    assert [seat for seat, each in more.items() if each and each.can_raise] == ["FR", "NO"]


def test_a_delegation_is_told_that_its_right_of_reply_is_another_one() -> None:
    meeting = then(floor_open(), (FR, RequestRightOfReply()))
    assert "It comes after the list of speakers." in shown(meeting)
    meeting = then(meeting, (CHAIR, GiveFloor(seat="FR")), (CHAIR, EndSpeech()))
    reply = meeting.lists[f"{SITTING}-replies"].waiting[0].id
    meeting = then(meeting, (CHAIR, GiveFloor(inscription=reply)), (CHAIR, EndSpeech()), (FR, RequestRightOfReply()))
    assert "Second right of reply: the first ones of others come before it." in shown(meeting)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (22, "22nd"),
        (101, "101st"),
        (111, "111th"),
        (112, "112th"),
    ],
)
def test_places_are_ordinals(number: int, said: str) -> None:
    assert WORDS.ordinal(number) == said
