"""The rules of procedure of the General Assembly; each test names its rule.

Numbers and titles are those of the rules. Details beyond the title of a rule are settings here.
"""

from pathlib import Path

import pytest

from nameplate.meeting import Actor, Command, Reason, Refused, decide
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import (
    MOTIONS,
    GivePointOfOrder,
    RaisePointOfOrder,
    RulePointOfOrder,
    raised_points,
)
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.model.values import Rules
from nameplate.meeting.notices import SendNotice, visible_notices
from nameplate.meeting.programme.items import CloseItem, OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, AdmitInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.clock import AdjustClock, phase
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE, STRANGER
from tests.meeting.planned import before, by, floor_open, granted, names, planned
from tests.meeting.stories import Story, seconds

DEBATE = ("{id: floor, kind: general_debate, minutes: 150}",)


def moved(story: Story, who: Actor, motion: str) -> str:
    """A delegation raises a motion, and the chair hears it and rules on it. Returns the id of the point."""
    story.give(who, RaisePointOfOrder(motion=motion))
    point = raised_points(story.meeting)[0].id
    story.give(CHAIR, GivePointOfOrder(point))
    story.give(CHAIR, RulePointOfOrder(point, "Adopted"))
    return point


@pytest.mark.parametrize(
    "command",
    [
        OpenSitting("am"),
        AdjournSitting(),
        OpenItem("floor"),
        GiveFloor(seat="FR"),
        RulePointOfOrder("o1"),
        SetSpeakingTime("all", 60),
        CloseList(),
    ],
)
def test_only_the_chair_directs_the_discussion(tmp_path: Path, command: Command) -> None:
    """Rules 35 and 106: the chair opens and closes, gives the floor, rules on points of order and limits time."""
    story = before(tmp_path)
    for who in (FR, STRANGER):
        assert story.refuse(who, command).reason is Reason.FORBIDDEN
    answer = decide(story.meeting, command, CHAIR, seconds(0))
    assert not isinstance(answer, Refused) or answer.reason is not Reason.FORBIDDEN


def test_speakers_are_called_in_the_order_of_their_requests(
    tmp_path: Path,
) -> None:
    """Rules 68 and 109, speeches. The order of the list is set to the order of receipt."""
    story = floor_open(tmp_path, items=DEBATE)
    for delegation in (KE, FR, BR):
        story.give(delegation, RequestFloor())
        assert story.holder is None
    called = []
    for second in (10, 20, 30):
        story.give(CHAIR, GiveFloorToNext(), at=second)
        called.append(story.holder)
    assert called == ["KE", "FR", "BR"]


def test_the_chair_calls_a_speaker_to_order(tmp_path: Path) -> None:
    """Rules 68 and 109, speeches. Here a notice is shown to the speaker until the speech ends."""
    story = floor_open(tmp_path, items=DEBATE)
    story.give(CHAIR, GiveFloor(seat="FR"), at=10)
    story.give(CHAIR, SendNotice("speaker", "Please return to the item"), at=20)
    assert (len(visible_notices(story.meeting)), story.used(at=30)) == (1, 20)
    story.give(CHAIR, EndSpeech(), at=40)
    assert visible_notices(story.meeting) == ()


def test_the_rapporteur_of_a_committee_takes_precedence(tmp_path: Path) -> None:
    """Rules 69 and 111, precedence. The others keep their places on the list."""
    story = floor_open(tmp_path, items=DEBATE)
    for delegation in (FR, KE):
        story.give(delegation, RequestFloor())
    story.give(CHAIR, GiveFloor(seat="SR"), at=10)
    assert (story.holder, names(story)) == ("SR", ["FR", "KE"])


def test_the_secretariat_makes_a_statement_at_any_time(tmp_path: Path) -> None:
    """Rules 70 and 112, statements by the Secretariat. The list may be closed."""
    story = floor_open(tmp_path, items=DEBATE)
    story.give(FR, RequestFloor())
    story.give(CHAIR, CloseList())
    story.give(DESK, AddInscription(guest="Secretary of the Committee", source="chair"))
    story.give(CHAIR, GiveFloor(inscription=story.id_of(names(story)[-1])), at=10)
    holder = story.meeting.seats[story.holder or ""]
    assert (holder.name, names(story)) == ("Secretary of the Committee", ["FR"])


def test_a_point_of_order_is_heard_at_once_and_ruled_on(tmp_path: Path) -> None:
    """Rules 71 and 113, points of order: at any moment of a speech. The ruling of the chair is noted."""
    story = floor_open(tmp_path, items=DEBATE)
    story.give(CHAIR, GiveFloor(seat="FR"), at=10)
    story.give(KE, RaisePointOfOrder("The list was closed"), at=20)
    point = story.meeting.points[0].id
    story.give(CHAIR, GivePointOfOrder(point), at=21)
    assert (story.holder, story.used(at=30)) == ("KE", 9)
    assert story.refuse(KE, RulePointOfOrder(point)).reason is Reason.FORBIDDEN
    story.give(CHAIR, RulePointOfOrder(point, "The list stays closed"), at=40)
    assert (story.meeting.points[0].ruling, story.holder, story.used(at=40)) == ("The list stays closed", "FR", 11)


def test_speaking_time_and_the_number_of_inscriptions_are_limited(tmp_path: Path) -> None:
    """Rules 72 and 114, time limit on speeches: a limit for all, and a number of inscriptions for each."""
    story = floor_open(tmp_path, items=DEBATE)
    story.give(CHAIR, SetSpeakingTime("all", 60))
    story.give(FR, RequestFloor())
    assert story.refuse(FR, RequestFloor()).reason is Reason.ALREADY_INSCRIBED
    story.give(CHAIR, GiveFloorToNext(), at=0)
    assert [phase(story.speech.clock, seconds(at), Rules()) for at in (59.9, 60)] == ["last", "over"]


def test_a_delegation_can_reply_after_the_list_is_closed(tmp_path: Path) -> None:
    """Rules 73 and 115, closing of the list of speakers, right of reply."""
    story = floor_open(tmp_path, items=DEBATE)
    story.give(FR, RequestFloor())
    story.give(CHAIR, CloseList())
    assert story.refuse(KE, RequestFloor()).reason is Reason.LIST_CLOSED
    story.give(KE, RequestRightOfReply("To what France said"))
    called = []
    for second in (10, 20):
        story.give(CHAIR, GiveFloorToNext(), at=second)
        called.append((story.holder, story.speech.form))
    assert called == [("FR", "statement"), ("KE", "right_of_reply")]


def test_only_the_chair_reopens_a_closed_list_or_admits_a_late_request(tmp_path: Path) -> None:
    """Rules 73 and 115, closing of the list of speakers."""
    story = floor_open(tmp_path, items=DEBATE)
    story.give(CHAIR, CloseList())
    story.give(KE, RequestFloor(late=True))
    for command in (OpenList(), AdmitInscription(story.id_of("KE"))):
        assert story.refuse(KE, command).reason is Reason.FORBIDDEN
    story.give(CHAIR, AdmitInscription(story.id_of("KE")))
    assert (names(story), story.meeting.lists["am-list"].state) == (["KE"], "closed")


def test_the_list_stays_when_the_debate_is_adjourned_on_a_motion(tmp_path: Path) -> None:
    """Rules 74 and 116, adjournment of debate: the chair opens another item, and the list stays as it is."""
    story = floor_open(tmp_path, items=(*DEBATE, "{id: other, kind: closing}"))
    story.give(FR, RequestFloor())
    moved(story, KE, "adjourn_debate")
    story.give(CHAIR, OpenItem("other"))
    assert (names(story), story.holder) == (["FR"], None)


def test_the_debate_is_closed_on_a_motion_while_speakers_wait(tmp_path: Path) -> None:
    """Rules 75 and 117, closure of debate: a delegation moves it, the chair closes it, and Undo is possible."""
    story = floor_open(tmp_path, items=DEBATE)
    story.give(FR, RequestFloor())
    moved(story, KE, "close_debate")
    for command in (CloseList(), CloseItem("floor"), AdjournSitting()):
        story.give(CHAIR, command)
    assert story.inscription(story.id_of("FR")).state == "not_reached"
    story.give(CHAIR, Undo())
    assert names(story) == ["FR"]


def test_the_speech_waits_when_the_meeting_is_suspended_on_a_motion(tmp_path: Path) -> None:
    """Rules 76 and 118, suspension or adjournment of the meeting."""
    story = floor_open(tmp_path, items=DEBATE)
    story.give(CHAIR, GiveFloor(seat="FR"), at=10)
    story.second = 40
    moved(story, KE, "suspend_meeting")
    story.give(CHAIR, SuspendSitting("15:00"), at=40)
    assert (story.sitting("am").state, story.holder, story.used(at=4000)) == ("suspended", "FR", 30)


def test_points_of_order_and_motions_have_the_precedence_of_the_rules(tmp_path: Path) -> None:
    """Rules 77 and 119, order of procedural motions."""
    story = floor_open(tmp_path, items=DEBATE)
    for n, motion in enumerate(("close_debate", "adjourn_meeting", "", "adjourn_debate", "suspend_meeting")):
        story.give(by(f"M{n}"), RaisePointOfOrder(motion=motion))
    heard = []
    while points := raised_points(story.meeting):
        heard.append(points[0].motion)
        story.give(CHAIR, GivePointOfOrder(points[0].id))
        story.give(CHAIR, RulePointOfOrder(points[0].id))
    assert heard == ["", "suspend_meeting", "adjourn_meeting", "adjourn_debate", "close_debate"] == [*MOTIONS]


def test_each_delegation_has_two_replies_at_the_end_and_the_second_is_shorter(tmp_path: Path) -> None:
    """Annex V, decision 34/401, at the end of the day; the figures, ten and five minutes, are a setting."""
    text = "right_of_reply: {max: 2, seconds: [600, 300]}"
    story = floor_open(tmp_path, text, DEBATE)
    story.give(KE, RequestRightOfReply())
    story.give(BR, RequestFloor())
    story.give(CHAIR, CloseList())
    heard = []
    for second in (10, 20, 30):
        story.give(CHAIR, GiveFloorToNext(), at=second)
        heard.append((story.holder, story.granted()))
        if second == 20:
            story.give(KE, RequestRightOfReply())
    assert heard == [("BR", 180), ("KE", 600), ("KE", 300)]
    assert story.refuse(KE, RequestRightOfReply()).facts == {"most": 2}


def test_speakers_in_the_general_debate_have_fifteen_minutes(tmp_path: Path) -> None:
    """Fifteen minutes, at a normal speed for interpretation: General Assembly, 23 September 2003, 19 September 2006."""
    story = planned(tmp_path, "speaking_time: {member_state: 900, observer_state: 900}", DEBATE)
    assert granted(story, "FR", "KE") == [900, 900]
    story.give(CHAIR, SendNotice("speaker", "Slower, please: interpretation"), at=60)
    story.give(CHAIR, AdjustClock(60), at=70)
    assert (visible_notices(story.meeting)[0].speech, story.granted()) == (story.speech.id, 960)
