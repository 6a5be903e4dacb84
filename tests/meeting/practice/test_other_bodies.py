"""The practice of other bodies and of electronic lists; each test names its source."""

from pathlib import Path

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.automatic_closing import closing_due
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.next_speaker import next_call
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.forecast.forecast import forecast
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, AdmitInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.order_choice import SetOrder
from nameplate.meeting.speakers_list.swaps import SwapInscriptions
from nameplate.meeting.speeches.clock import AdjustClock
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.meeting.speeches.speech_end import EndSpeech, YieldFloor
from tests.cast import BR, CHAIR, DESK, FR, KE, STRANGER
from tests.meeting.panel import MEMBERS, OBSERVERS
from tests.meeting.planned import before, by, example, floor_open, granted, names, planned
from tests.meeting.stories import Story, phase_changes, seconds


def three_wait(folder: Path, modalities: str = "") -> Story:
    """France, Kenya and Brazil wait."""
    story = floor_open(folder, modalities)
    for delegation in (FR, KE, BR):
        story.give(delegation, RequestFloor())
    return story


def test_speakers_are_called_while_delegations_still_inscribe(
    tmp_path: Path,
) -> None:
    """The rolling list of eSpeakers in e-deleGATE, with its acknowledgement of each request."""
    story = three_wait(tmp_path)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(by("NO"), RequestFloor(), at=20)
    assert names(story) == ["KE", "BR", "NO"]
    assert story.refuse(by("NO"), RequestFloor()).facts == {"place": 3}


def test_five_minutes_for_all_also_on_behalf_of_a_group(tmp_path: Path) -> None:
    """Information for speakers, fifth United Nations conference on the least developed countries, 2023."""
    story = floor_open(tmp_path)
    story.give(CHAIR, SetSpeakingTime("all", 300))
    story.give(DESK, AddInscription("AU", form="joint_statement", on_behalf_of="the African Group"))
    assert granted(story, "AU", "FR", "KE", "ICJ") == [300] * 4


@pytest.mark.parametrize("seat", ["AU", "ICJ"])
def test_the_desk_inscribes_a_delegation_without_a_link(tmp_path: Path, seat: str) -> None:
    """Delegations without access to e-deleGATE write to the secretariat (UNEP; LDC5)."""
    story = floor_open(tmp_path)
    story.give(DESK, AddInscription(seat, source="remote"))
    assert names(story) == [seat]
    assert story.refuse(STRANGER, RequestFloor()).reason is Reason.FORBIDDEN


def test_the_desk_inscribes_delegations_that_announced_a_statement(tmp_path: Path) -> None:
    """Indico.UN notes the wish to speak at registration. The organizer makes the list."""
    story = before(tmp_path)
    for seat in ("KE", "FR"):
        story.give(DESK, AddInscription(seat, source="remote", item="floor"))
    assert names(story) == ["KE", "FR"]


def test_a_request_on_paper_counts_like_a_tap(tmp_path: Path) -> None:
    """Governing Body of the ILO: the list in the room with the number of remaining speakers; requests on paper."""
    story = floor_open(tmp_path)
    story.give(FR, RequestFloor())
    story.give(DESK, AddInscription("KE", source="paper", on_behalf_of="the Africa group"))
    speeches = forecast(story.meeting, seconds(0)).speeches
    assert [speech.ahead for speech in speeches] == [0, 1]
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert len(forecast(story.meeting, seconds(10)).speeches) == 1


def test_a_delegation_that_withdraws_and_requests_again_is_last(tmp_path: Path) -> None:
    """Parliamentary Assembly of the Council of Europe: a later change counts as a new registration, at the end."""
    story = three_wait(tmp_path)
    story.give(FR, WithdrawRequest(story.id_of("FR")))
    story.give(FR, RequestFloor())
    assert names(story) == ["KE", "BR", "FR"]


def test_the_list_closes_before_the_sitting_begins(
    tmp_path: Path,
) -> None:
    """Parliamentary Assembly of the Council of Europe: order of arrival, closed in advance, each only for itself."""
    story = before(tmp_path)
    story.give(DESK, OpenList("floor", minutes=30))
    story.give(KE, RequestFloor())
    assert story.refuse(FR, WithdrawRequest(story.id_of("KE"))).reason is Reason.NOT_YOURS
    assert closing_due(story.meeting, seconds(30 * 60)) is not None
    story.give(DESK, CloseList("floor"))
    assert story.refuse(FR, RequestFloor()).reason is Reason.LIST_CLOSED


def test_the_next_speaker_is_known_during_a_speech(tmp_path: Path) -> None:
    """World Health Organization (Sabel, Procedure at International Conferences)."""
    story = three_wait(tmp_path)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    call = next_call(story.meeting)
    assert (story.holder, call and call.seat) == ("FR", "KE")
    story.give(CHAIR, CallAbsent(story.id_of("KE"), "pass"), at=20)
    call = next_call(story.meeting)
    assert (story.holder, call and call.seat) == ("FR", "BR")


def test_the_clock_changes_its_phase_before_and_at_the_limit(tmp_path: Path) -> None:
    """Security Council: a light flashes at the limit (The Procedure of the UN Security Council, chapter 3)."""
    story = three_wait(tmp_path)
    story.give(CHAIR, GiveFloorToNext(), at=0)
    changes = phase_changes(story.speech.clock, seconds(0), seconds(300))
    assert changes == [(seconds(120), "warn"), (seconds(150), "last"), (seconds(180), "over")]


def test_all_are_called_in_order_and_the_chair_limits_the_time(tmp_path: Path) -> None:
    """UNESCO, assembly of the convention on intangible heritage."""
    story = three_wait(tmp_path)
    story.give(CHAIR, SetSpeakingTime("all", 60))
    called = []
    for second in (10, 20, 30):
        story.give(CHAIR, GiveFloorToNext(), at=second)
        called.append((story.holder, story.granted()))
    assert called == [("FR", 60), ("KE", 60), ("BR", 60)]


def test_nobody_speaks_twice_before_all_others_have_spoken(tmp_path: Path) -> None:
    """Robert's Rules of Order; here an order of the list, not a rule."""
    story = three_wait(tmp_path)
    story.give(DESK, SetOrder("least_heard"))
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(FR, RequestFloor(), at=20)
    story.give(by("NO"), RequestFloor(), at=25)
    called = []
    for second in (30, 40, 50, 60):
        story.give(CHAIR, GiveFloorToNext(), at=second)
        called.append(story.holder)
    assert called == ["KE", "BR", "NO", "FR"]


def test_unused_time_is_not_kept_or_passed_on(tmp_path: Path) -> None:
    """Robert's Rules of Order: a speaker yields the floor to the chair, and the unused time is lost."""
    story = three_wait(tmp_path, "preset: hrc_panel_2017")
    story.give(CHAIR, GiveFloorToNext(), at=0)
    story.give(FR, YieldFloor(), at=30)
    holders = [story.holder]
    story.give(CHAIR, GiveFloorToNext(), at=40)
    assert ([*holders, story.holder], story.granted()) == ([None, "KE"], 120)
    story.give(FR, RequestFloor(), at=50)
    assert granted(story, "FR") == [120]


def test_the_chair_gives_one_more_minute_and_the_speaker_continues_after_a_point_of_order(tmp_path: Path) -> None:
    """Robert's Rules of Order; ten minutes each unless otherwise set."""
    story = three_wait(tmp_path, "speaking_time: {member_state: 600}")
    story.give(CHAIR, GiveFloorToNext(), at=0)
    story.give(CHAIR, AdjustClock(60), at=500)
    story.give(KE, RaisePointOfOrder(), at=520)
    point = story.meeting.points[0].id
    story.give(CHAIR, GivePointOfOrder(point), at=520)
    story.give(CHAIR, RulePointOfOrder(point), at=560)
    assert (story.holder, story.granted(), story.used(at=570)) == ("FR", 660, 530)


def test_a_delegation_has_three_minutes_and_a_group_five(tmp_path: Path) -> None:
    """International Conference of the Red Cross and Red Crescent."""
    story = floor_open(tmp_path, "speaking_time: {member_state: 180, observer_state: 180, group: 300}")
    assert granted(story, "FR", "KE", "NAM") == [180, 180, 300]


def test_panellists_have_ten_minutes_delegations_three_and_states_come_first(tmp_path: Path) -> None:
    """A usual briefing for speakers of a seminar."""
    seminar = example("seminar-2013", "morning")
    assert (seminar.meeting.limits["panellist"], seminar.meeting.limits["ngo"]) == (600, 180)
    story = floor_open(tmp_path, "preset: seminar_2013\nlist: {order: kept, kept: {nhri: 2, ngo: 8}, block: 50}")
    for seat in ("ICJ", "FIAN", "DIHR", "FR", "KE"):
        story.give(by(seat), RequestFloor())
    assert names(story) == ["FR", "KE", "DIHR", "ICJ", "FIAN"]


def test_a_late_request_is_heard_when_the_chair_admits_it(tmp_path: Path) -> None:
    """A setting: only the chair may add to a closed list."""
    story = three_wait(tmp_path)
    story.give(CHAIR, CloseList())
    story.give(by("NO"), RequestFloor(late=True))
    assert names(story) == ["FR", "KE", "BR"]
    story.give(CHAIR, AdmitInscription(story.id_of("NO")))
    assert names(story) == ["FR", "KE", "BR", "NO"]


def test_two_delegations_swap_without_the_chair(tmp_path: Path) -> None:
    """Allowed by the modalities of September 2012 (UPR Info): one delegation offers, the other accepts."""
    story = three_wait(tmp_path)
    story.give(BR, SwapInscriptions(story.id_of("BR"), story.id_of("FR")))
    story.give(FR, SwapInscriptions(story.id_of("FR"), story.id_of("BR")))
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, EndSpeech(), at=20)
    assert (story.inscription(story.id_of("BR")).state, names(story)) == ("heard", ["KE", "FR"])


def test_sixty_statements_of_three_minutes_fit_into_three_hours(
    tmp_path: Path,
) -> None:
    """Sixty statements took the Security Council less than six hours with a light, about ten without."""
    story = planned(tmp_path, "list: {handover_seconds: 0}", ("{id: floor, kind: general_debate}",))
    story.give(CHAIR, OpenList("floor"))
    for seat in (*MEMBERS, *OBSERVERS):
        story.give(by(seat.id), RequestFloor())
    waiting = len(MEMBERS) + len(OBSERVERS)
    assert forecast(story.meeting, seconds(0)).more_speakers["member_state"] == 60 - waiting
