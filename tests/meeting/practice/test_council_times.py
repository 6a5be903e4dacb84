"""The speaking times of the Human Rights Council, by its orders of the day; each test names its source.

What has no known source is called a setting.
"""

from pathlib import Path

import pytest

from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.next_speaker import next_call
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.forecast.forecast import forecast
from nameplate.meeting.forecast.what_if import what_if
from nameplate.meeting.model.values import Rules
from nameplate.meeting.notices import SendNotice, visible_notices
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speeches.clock import phase, remaining_ms
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime, current_limits
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.panel import MEMBERS, OBSERVERS
from tests.meeting.planned import by, example, floor_open, granted, planned
from tests.meeting.stories import seconds

EVERYBODY = ("FR", "KE", "UNICEF", "DIHR", "ICJ")


def test_the_meeting_has_the_speaking_times_of_its_programme(tmp_path: Path) -> None:
    """The Council publishes them in brackets in its order of the day, item by item."""
    text = """
preset: hrc_panel_2012
speaking_time: {ngo: 90}
list: {order: kept, kept: {nhri: 1, ngo: 2}, block: 15, closes_after_minutes: 15, budgets: {nhri+ngo: 30}}
right_of_reply: {max: 1, seconds: [120], kinds: [member_state]}
timer: {start: by_hand}
"""
    meeting = planned(tmp_path, text).meeting
    assert (meeting.limits["member_state"], meeting.limits["ngo"]) == (180, 90)
    assert meeting.rules == Rules(
        order="kept",
        closes_after_ms=900_000,
        reserved_per_block={"nhri": 1, "ngo": 2},
        budgets={"nhri+ngo": 30},
        replies_each=1,
        reply_seconds=(120,),
        reply_categories=("member_state",),
        clock_by_hand=True,
    )


@pytest.mark.parametrize(
    ("modalities", "times"),
    [
        pytest.param("preset: hrc_panel_2012", [180, 120, 120, 120, 120], id="panel, 29 February 2012"),
        pytest.param("preset: hrc_panel_2017", [120, 120, 120, 120, 120], id="panel, 6 October 2017"),
        pytest.param("preset: hrc_panel_2012", [180, 120, 120, 120, 120], id="High Commissioner, 22 March 2012"),
        pytest.param("preset: hrc_id_clustered_2012", [300, 180, 180, 180, 180], id="clustered, 22 March 2012"),
        pytest.param("preset: hrc_panel_2012", [180, 120, 120, 120, 120], id="general debate, 13 June 2016"),
        pytest.param("preset: hrc_gd_2017", [150, 90, 90, 90, 90], id="general debate, 26 September 2017"),
        pytest.param("preset: hrc_id_clustered_2012", [300, 180, 180, 180, 180], id="general segment, 5 March 2015"),
    ],
)
def test_members_and_others_have_the_times_of_the_order_of_the_day(
    tmp_path: Path, modalities: str, times: list[float]
) -> None:
    """Orders of the day; each case names its own. For example: members 3 minutes, others 2 minutes."""
    assert granted(floor_open(tmp_path, modalities), *EVERYBODY) == times


def test_the_country_concerned_has_the_time_of_a_member(tmp_path: Path) -> None:
    """Four minutes for members and concerned countries, two for all others: decision of 19 June 2007."""
    text = "speaking_time: {member_state: 240, concerned_country: 240, observer_state: 120, ngo: 120}"
    assert granted(floor_open(tmp_path, text), "FR", "YE", "KE", "ICJ") == [240, 240, 120, 120]
    assert granted(floor_open(tmp_path, "preset: hrc_panel_2012"), "FR", "YE", "KE") == [180, 180, 120]


def test_at_an_opening_session_members_have_five_minutes_and_others_three(tmp_path: Path) -> None:
    """20 February 2009."""
    assert granted(floor_open(tmp_path, "preset: hrc_id_clustered_2012"), "FR", "KE") == [300, 180]


def test_a_panellist_has_seven_minutes_by_default_and_ten_in_the_seminar(tmp_path: Path) -> None:
    """Seven: panels of 2009 and 1 March 2010. About ten: concept note of the seminar of 15 February 2013."""
    short = ("{id: talk, kind: presentation, speaker: Ms. Okafor}",)
    story = planned(tmp_path, "preset: hrc_panel_2012", short)
    story.give(CHAIR, GiveFloor(item="talk"))
    assert story.granted() == 420
    seminar = example("seminar-2013", "morning")
    presentations = [i for i in seminar.meeting.items() if i.kind == "presentation"]
    assert presentations
    seminar.give(CHAIR, GiveFloor(item=presentations[0].id))
    assert seminar.granted() == 600


def test_institutions_and_organizations_share_about_thirty_minutes(tmp_path: Path) -> None:
    """Clustered interactive dialogue: order of the day, 22 March 2012."""
    text = "preset: hrc_id_clustered_2012\nlist: {budgets: {nhri+ngo: 8}}"
    story = floor_open(tmp_path, text)
    for seat in ("FR", "DIHR", "FIAN", "ICJ", "N0"):
        story.give(by(seat), RequestFloor())
    story.give(CHAIR, CloseList())
    assert granted(story, "FR", "DIHR", "FIAN", "ICJ", "N0") == [300, 120, 120, 120, 120]


def test_the_chair_reduces_the_time_of_speakers_not_yet_called(tmp_path: Path) -> None:
    """To 3 and 2 minutes: order of the day, 29 June 2016; "to 2 minutes for all": 9 March 2016."""
    items = ("{id: floor, kind: floor_block}",)
    story = floor_open(tmp_path, "preset: hrc_id_clustered_2012\nlist: {handover_seconds: 30}", items)
    for seat in (*MEMBERS, *OBSERVERS):
        story.give(by(seat.id), RequestFloor())
    story.give(CHAIR, GiveFloorToNext(), at=0)
    story.give(DESK, AddInscription(guest="A mayor"))
    reduced = {"member_state": 180, "observer_state": 120}
    assert forecast(story.meeting, seconds(0)).first_unreached is not None
    assert what_if(story.meeting, seconds(0), reduced).first_unreached is None
    for kind, time in reduced.items():
        story.give(CHAIR, SetSpeakingTime(kind, time))
    assert (story.granted(), forecast(story.meeting, seconds(0)).first_unreached) == (300, None)
    assert granted(story, "M5", "O5") == [180, 120]
    story.give(CHAIR, SetSpeakingTime("all", 120))
    assert granted(story, "M6", "O6") == [120, 120]


def test_a_panel_is_the_podium_and_two_slots_of_an_hour() -> None:
    """45 minutes from the floor, then 15 of comments and replies: orders of the day, 25 March 2015, 17 March 2016."""
    story = example("hrc28-panel-2015-standard-slots", "meeting-1")
    slots = [(i.kind, i.minutes) for i in story.meeting.items() if i.kind in ("floor_block", "replies")]
    assert slots == [("floor_block", 45), ("replies", 15)] * 2
    story.give(CHAIR, OpenItem("p-10"))
    replies = []
    while (call := next_call(story.meeting)) and call.item == "p-10":
        story.give(CHAIR, GiveFloorToNext())
        replies.append(story.granted())
    assert replies == [180] * 5


def test_a_panel_without_presentations_begins_with_the_floor(tmp_path: Path) -> None:
    """The "talk-show" panel, 3 and 2 minutes, by nameplate: order of the day, 29 February 2012."""
    items = (
        "{id: floor, kind: floor_block, title: Exchange led by the moderator, minutes: 120}",
        "{id: end, kind: closing}",
    )
    story = floor_open(tmp_path, "preset: hrc_panel_2012\nchair: Ms. Moderator", items)
    story.give(FR, RequestFloor())
    story.give(CHAIR, GiveFloor(seat="chair"), at=10)
    story.give(CHAIR, GiveFloorToNext(), at=60)
    assert (story.holder, story.granted()) == ("FR", 180)


def test_the_clock_shows_overtime_and_the_speech_continues(tmp_path: Path) -> None:
    """Cutting off microphones is disputed (Reuters, 29 October 2013). Here no speech is cut: a setting."""
    story = floor_open(tmp_path, "preset: hrc_panel_2017")
    story.give(FR, RequestFloor())
    story.give(CHAIR, GiveFloorToNext(), at=0)
    clock = story.speech.clock
    assert [phase(clock, seconds(at), Rules()) for at in (0, 60, 90, 120, 300)] == [
        "calm",
        "warn",
        "last",
        "over",
        "over",
    ]
    assert remaining_ms(clock, seconds(165)) == -45_000
    story.give(CHAIR, EndSpeech(), at=165)
    assert [s.clock.elapsed_ms for s in story.meeting.speeches.values()] == [165_000]


def test_a_panel_keeps_its_minutes_after_a_late_start(tmp_path: Path) -> None:
    """The meeting moves on "with the exception of panels": orders of the day, 5 March 2015, 13 June 2016."""
    story = planned(tmp_path)
    story.give(CHAIR, GiveFloor(item="talk"), at=0)
    story.give(CHAIR, OpenItem("floor", ending=True), at=25 * 60)
    assert forecast(story.meeting, seconds(25 * 60)).block_ends == seconds((25 + 45) * 60)


def test_a_change_is_announced_in_the_hall_until_it_is_withdrawn(tmp_path: Path) -> None:
    """The Council announces changes by message and on its extranet: order of the day, 5 March 2015."""
    story = floor_open(tmp_path)
    story.give(DESK, SendNotice("hall", "The panel moves to 16:00"), at=10)
    story.give(CHAIR, SetSpeakingTime("all", 90), at=20)
    assert [notice.text for notice in visible_notices(story.meeting)] == ["The panel moves to 16:00"]
    assert (story.meeting.limits_since, current_limits(story.meeting)["ngo"]) == (seconds(20), 90)


def test_points_of_order_follow_the_rules_of_the_general_assembly(tmp_path: Path) -> None:
    """A setting: the Council applies these rules. A point is heard at once, and then the speaker continues."""
    story = floor_open(tmp_path)
    for delegation in (FR, BR):
        story.give(delegation, RequestFloor())
    story.give(CHAIR, GiveFloorToNext(), at=0)
    story.give(KE, RaisePointOfOrder(), at=30)
    point = story.meeting.points[0].id
    story.give(CHAIR, GivePointOfOrder(point), at=31)
    story.give(CHAIR, RulePointOfOrder(point), at=60)
    assert (story.holder, story.used(at=61)) == ("FR", 32)
