"""The chair's notices to the speaker, to the hall, to the booth and to delegations."""

import pytest

from nameplate.meeting import Actor, Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.notices import SendNotice, WithdrawNotice, visible_notices
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.cast import BOOTH, CHAIR, DESK, FR, HALL, PANELLIST, STRANGER
from tests.meeting.stories import Story, floor_open, speech_on


def texts(story: Story) -> list[str]:
    """The texts that are shown now."""
    return [notice.text for notice in visible_notices(story.meeting)]


def test_a_notice_to_the_hall_is_shown_until_it_is_withdrawn() -> None:
    story = speech_on()
    story.give(CHAIR, SendNotice("hall", " We resume at 15:00. "), at=20)
    story.give(CHAIR, GiveFloorToNext(), at=30)
    assert texts(story) == ["We resume at 15:00."]
    story.give(DESK, WithdrawNotice(story.meeting.notices[0].id), at=40)
    assert texts(story) == []


def test_a_notice_to_the_booth_is_shown_until_it_is_withdrawn_and_leaves_that_to_the_hall() -> None:
    story = speech_on()
    story.give(CHAIR, SendNotice("hall", "We resume at 15:00."), at=20)
    story.give(CHAIR, SendNotice("booth", "The next speaker is on video.", "BR"), at=21)
    story.give(DESK, SendNotice("booth", "The film has no sound."), at=22)
    story.give(CHAIR, GiveFloorToNext(), at=30)
    assert texts(story) == ["We resume at 15:00.", "The film has no sound."]
    assert [n.seat for n in visible_notices(story.meeting)] == [None, None]
    story.give(CHAIR, WithdrawNotice(story.meeting.notices[1].id), at=40)
    assert texts(story) == ["We resume at 15:00."]


@pytest.mark.parametrize("by", [FR, PANELLIST, HALL, BOOTH, STRANGER])
def test_only_chair_and_desk_send_messages_to_the_booth(by: Actor) -> None:
    assert speech_on().refuse(by, SendNotice("booth", "Hello")).reason is Reason.FORBIDDEN


def test_a_notice_to_the_speaker_is_shown_until_the_speech_ends() -> None:
    story = speech_on()
    story.give(CHAIR, SendNotice("speaker", "Please conclude."), at=20)
    assert texts(story) == ["Please conclude."]
    story.give(CHAIR, GiveFloorToNext(), at=30)
    assert texts(story) == []


def test_undo_of_the_end_of_a_speech_shows_its_notice_again() -> None:
    story = speech_on()
    story.give(CHAIR, SendNotice("speaker", "Please conclude."), at=20)
    story.give(CHAIR, EndSpeech(), at=30)
    story.give(CHAIR, Undo(), at=40)
    assert texts(story) == ["Please conclude."]


def test_a_new_notice_replaces_the_old_one_to_the_same_addressee() -> None:
    story = speech_on()
    story.give(CHAIR, SendNotice("hall", "Coffee is late."))
    story.give(CHAIR, SendNotice("speaker", "Slower, please."))
    story.give(CHAIR, SendNotice("hall", "Coffee is here."))
    assert texts(story) == ["Slower, please.", "Coffee is here."]


def test_undo_of_a_new_notice_shows_the_old_one_again() -> None:
    story = floor_open()
    story.give(CHAIR, SendNotice("hall", "Coffee is late."))
    story.give(CHAIR, SendNotice("hall", "Coffee is here."))
    story.give(CHAIR, Undo())
    assert texts(story) == ["Coffee is late."]


@pytest.mark.parametrize(("to", "text"), [("lobby", "Hello"), ("hall", ""), ("hall", "   "), ("hall", "x" * 281)])
def test_an_unknown_addressee_and_an_impossible_text_are_refused(to: str, text: str) -> None:
    assert floor_open().refuse(CHAIR, SendNotice(to, text)).reason is Reason.INVALID


@pytest.mark.parametrize("text", ["!", "x" * 280])
def test_the_shortest_and_the_longest_notice_are_sent(text: str) -> None:
    story = floor_open()
    story.give(CHAIR, SendNotice("hall", text))
    assert texts(story) == [text]


def test_a_notice_to_the_speaker_is_refused_while_the_floor_is_free() -> None:
    assert floor_open().refuse(CHAIR, SendNotice("speaker", "Slower, please.")).reason is Reason.FLOOR_FREE


def test_a_text_that_is_shown_already_is_refused() -> None:
    story = floor_open()
    story.give(CHAIR, SendNotice("hall", "Coffee is late."))
    assert story.refuse(DESK, SendNotice("hall", "Coffee is late. ")).reason is Reason.ALREADY


def test_the_same_text_can_be_sent_to_the_next_speaker() -> None:
    story = speech_on()
    story.give(CHAIR, SendNotice("speaker", "Slower, please."), at=20)
    story.give(CHAIR, GiveFloorToNext(), at=30)
    story.give(CHAIR, SendNotice("speaker", "Slower, please."), at=40)
    assert texts(story) == ["Slower, please."]


def test_withdrawing_a_notice_twice_is_refused() -> None:
    story = floor_open()
    story.give(CHAIR, SendNotice("hall", "Coffee is late."))
    notice = story.meeting.notices[0].id
    story.give(CHAIR, WithdrawNotice(notice))
    assert story.refuse(DESK, WithdrawNotice(notice)).reason is Reason.ALREADY


def test_withdrawing_a_replaced_notice_is_refused() -> None:
    story = floor_open()
    story.give(CHAIR, SendNotice("hall", "Coffee is late."))
    notice = story.meeting.notices[0].id
    story.give(CHAIR, SendNotice("hall", "Coffee is here."))
    assert story.refuse(CHAIR, WithdrawNotice(notice)).reason is Reason.ALREADY


def test_withdrawing_a_notice_of_an_ended_speech_is_refused() -> None:
    story = speech_on()
    story.give(CHAIR, SendNotice("speaker", "Please conclude."), at=20)
    notice = story.meeting.notices[0].id
    story.give(CHAIR, EndSpeech(), at=30)
    assert story.refuse(CHAIR, WithdrawNotice(notice), at=40).reason is Reason.ALREADY


@pytest.mark.parametrize("notice", ["n99", "n1", ""])
def test_an_unknown_notice_is_refused(notice: str) -> None:
    assert floor_open().refuse(CHAIR, WithdrawNotice(notice)).reason is Reason.UNKNOWN_NOTICE


def test_each_delegation_has_one_message_until_it_is_withdrawn() -> None:
    story = speech_on()
    story.give(CHAIR, SendNotice("delegation", "Please see the desk.", "BR"))
    story.give(CHAIR, SendNotice("delegation", "You are next but one.", "KE"))
    story.give(CHAIR, SendNotice("delegation", "Thank you.", "BR"))
    story.give(CHAIR, GiveFloorToNext())
    assert [(n.seat, n.text) for n in visible_notices(story.meeting)] == [
        ("KE", "You are next but one."),
        ("BR", "Thank you."),
    ]
    assert story.refuse(DESK, SendNotice("delegation", "Thank you.", "BR")).reason is Reason.ALREADY
    story.give(DESK, WithdrawNotice(story.meeting.notices[0].id))
    assert texts(story) == ["Thank you."]


@pytest.mark.parametrize("seat", [None, "", "nobody"])
def test_a_message_to_an_unknown_delegation_is_refused(seat: str | None) -> None:
    refused = floor_open().refuse(CHAIR, SendNotice("delegation", "Please see the desk.", seat))
    assert refused.reason is Reason.UNKNOWN_SEAT


def test_a_message_to_the_hall_has_no_seat() -> None:
    story = floor_open()
    story.give(CHAIR, SendNotice("hall", "Coffee is late.", "BR"))
    assert visible_notices(story.meeting)[0].seat is None
