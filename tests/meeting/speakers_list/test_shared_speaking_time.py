"""Minutes that one category, or several, share are divided among the waiting when the list closes."""

import pytest

from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.forecast.what_if import what_if
from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, AdmitInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime, current_limits
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.panel import HANDOVER, MEMBERS, OBSERVERS, ORGANIZATIONS, Room, floor_open
from tests.meeting.stories import floor_open as story_open
from tests.meeting.stories import state

TWENTY = Rules(budgets={"ngo": 20})
NGO, MEMBER = 120, 180


def granted(room: Room) -> int:
    """The speaking time in seconds that the next speaker is granted."""
    room.give(GiveFloorToNext())
    speech = room.meeting.speech
    assert speech
    return speech.clock.limit_ms // 1000


def closed_for(*seats: int, rules: Rules = TWENTY) -> Room:
    """A closed list with these NGOs, by number."""
    room = floor_open(*(ORGANIZATIONS[n] for n in seats), rules=rules)
    room.give(CloseList())
    return room


@pytest.mark.parametrize(("minutes", "waiting", "seconds"), [(5, 5, 60), (5, 3, 100), (20, 5, NGO), (1, 6, 10)])
def test_the_minutes_are_divided_up_to_the_speaking_time_of_the_category(
    minutes: int, waiting: int, seconds: int
) -> None:
    room = closed_for(*range(waiting), rules=Rules(budgets={"ngo": minutes}))
    assert granted(room) == seconds


def test_a_category_without_a_budget_has_its_own_speaking_time() -> None:
    room = floor_open(ORGANIZATIONS[0], ORGANIZATIONS[1], MEMBERS[0], rules=Rules(budgets={"ngo": 2}))
    room.give(CloseList())
    assert [granted(room) for _ in range(3)] == [60, 60, MEMBER]


def test_several_categories_share_their_minutes_equally() -> None:
    """20 minutes for States, whose time varies with their number; order of the day, 20 March 2015."""
    room = floor_open(*MEMBERS[:6], *OBSERVERS[:6], rules=Rules(budgets={"member_state+observer_state": 20}))
    room.give(CloseList())
    assert [granted(room) for _ in range(12)] == [100] * 12


def test_until_the_list_closes_the_speaking_time_of_the_category_applies() -> None:
    room = floor_open(*ORGANIZATIONS[:6], rules=Rules(budgets={"ngo": 5}))
    speeches = what_if(room.meeting, room.meeting.at, close=True).speeches
    assert {speech.ends - speech.begins for speech in speeches} == {50_000}
    assert granted(room) == NGO


def test_the_forecast_counts_more_speakers_with_the_share() -> None:
    room = closed_for(*range(5), rules=Rules(budgets={"ngo": 5}))
    assert room.foreseen().more_speakers["ngo"] == (42 * 60 - 5 * (60 + HANDOVER)) // (60 + HANDOVER)


def test_an_inscription_added_after_the_close_has_the_same_share() -> None:
    room = closed_for(0, 1, rules=Rules(budgets={"ngo": 3}))
    room.give(AddInscription("N2"))
    assert [granted(room) for _ in range(3)] == [90, 90, 90]


def test_a_category_that_had_nobody_waiting_at_the_close_has_the_share_too() -> None:
    room = closed_for(0, 1, rules=Rules(budgets={"igo+ngo+other": 3}))
    room.give(AddInscription(guest="A mayor"))
    assert [granted(room) for _ in range(3)] == [90, 90, 90]


def test_a_list_that_opens_again_divides_anew_when_it_closes() -> None:
    room = closed_for(*range(5), rules=Rules(budgets={"ngo": 5}))
    assert current_limits(room.meeting)["ngo"] == 60
    room.give(OpenList())
    assert current_limits(room.meeting)["ngo"] == NGO
    room.give(AddInscription("N5"))
    room.give(CloseList())
    assert current_limits(room.meeting)["ngo"] == 50


def test_fewer_waiting_at_the_second_close_have_more_each() -> None:
    story = story_open(FR, BR, rules=Rules(budgets={"member_state": 2}))
    story.give(CHAIR, CloseList())
    assert current_limits(story.meeting)["member_state"] == 60
    story.give(CHAIR, OpenList())
    story.give(BR, WithdrawRequest(story.id_of("BR")))
    story.give(CHAIR, CloseList())
    assert current_limits(story.meeting)["member_state"] == 120


def test_time_already_used_is_not_divided_again() -> None:
    room = closed_for(*range(4), rules=Rules(budgets={"ngo": 4}))
    room.hear([60, 60], gap=0)
    room.give(OpenList())
    room.inscribe(ORGANIZATIONS[4], ORGANIZATIONS[5])
    room.give(CloseList())
    assert shares_of(room) == {"ngo": 30}


def test_a_speech_that_is_on_counts_with_its_whole_limit() -> None:
    room = closed_for(*range(4), rules=Rules(budgets={"ngo": 4}))
    room.give(GiveFloorToNext())
    room.give(OpenList())
    room.give(CloseList(), 0.25)
    assert shares_of(room) == {"ngo": 60}


def test_a_budget_that_is_used_up_leaves_the_shortest_speaking_time() -> None:
    room = closed_for(0, 1, rules=Rules(budgets={"ngo": 2}))
    room.hear([120], gap=0)
    room.give(OpenList())
    room.give(CloseList())
    assert granted(room) == 10


def test_a_speaking_time_set_by_the_chair_replaces_the_share() -> None:
    room = closed_for(*range(5), rules=Rules(budgets={"ngo": 5}))
    room.give(SetSpeakingTime("ngo", NGO))
    assert granted(room) == NGO
    room.give(SetSpeakingTime("all", 45))
    assert granted(room) == 45


def test_each_list_has_its_own_shares() -> None:
    story = story_open(FR, BR, rules=Rules(budgets={"member_state": 2}))
    story.give(DESK, AddInscription("FR", item="f3"))
    story.give(DESK, OpenList("f3"))
    story.give(DESK, CloseList("f3"))
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert story.granted() == MEMBER
    story.give(CHAIR, EndSpeech(), at=20)
    story.give(CHAIR, CloseList())
    story.give(CHAIR, GiveFloorToNext(), at=30)
    assert story.granted() == 110
    story.give(CHAIR, AdjournSitting(ending=True), at=40)
    story.give(CHAIR, OpenSitting("afternoon"))
    story.give(CHAIR, OpenItem("f3"))
    story.give(CHAIR, GiveFloor(seat="FR"), at=50)
    assert story.granted() == 120


def test_an_admitted_late_request_has_the_share() -> None:
    story = story_open(FR, BR, rules=Rules(budgets={"member_state+observer_state": 3}))
    story.give(CHAIR, CloseList())
    story.give(KE, RequestFloor(late=True))
    story.give(CHAIR, AdmitInscription(story.id_of("KE")))
    story.give(CHAIR, GiveFloor(seat="KE"))
    assert story.granted() == 90


def test_undoing_the_close_removes_the_shares() -> None:
    story = story_open(FR, BR, rules=Rules(budgets={"member_state": 2}))
    before = state(story.meeting)
    story.give(CHAIR, CloseList())
    story.give(CHAIR, Undo())
    assert state(story.meeting) == before


def test_the_present_speech_and_panellists_are_not_affected() -> None:
    story = story_open(FR, BR, rules=Rules(budgets={"member_state": 1}))
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, CloseList())
    assert story.granted() == MEMBER
    story.give(CHAIR, EndSpeech(), at=70)
    story.give(CHAIR, OpenItem("r1"))
    story.give(CHAIR, GiveFloorToNext(), at=80)
    assert story.granted() == 300


def shares_of(room: Room) -> dict[str, int]:
    """The shares of the list, in seconds by category."""
    return room.meeting.lists["list"].shares
