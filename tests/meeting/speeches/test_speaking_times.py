"""Speaking times by category, presets, and the minutes of an item, which win over both."""

from dataclasses import replace

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.programme.items import OpenItem, SetItemMinutes
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speeches.speaking_times import PRESETS, SetSpeakingTime
from nameplate.meeting.undo import Undo
from tests.cast import CHAIR, DESK, FR, KE
from tests.meeting.stories import MEMBER, OTHERS, PRESENTATION, PROGRAMME, Story, floor_open, sitting_open


@pytest.mark.parametrize(("seat", "granted"), [("FR", MEMBER), ("KE", OTHERS), ("lind", 420)])
def test_each_category_is_granted_its_speaking_time(seat: str, granted: int) -> None:
    story = floor_open()
    story.give(CHAIR, GiveFloor(seat=seat))
    assert story.granted() == granted


def test_a_guest_is_granted_the_time_of_others() -> None:
    story = floor_open()
    story.give(DESK, AddInscription(guest="A mayor"))
    story.give(CHAIR, GiveFloorToNext())
    assert story.granted() == OTHERS


def test_a_category_without_a_limit_is_granted_three_minutes() -> None:
    story = sitting_open(replace(PROGRAMME, limits={}))
    story.give(CHAIR, GiveFloor(seat="FR"))
    assert story.granted() == 180


def test_the_minutes_of_an_item_win_over_the_preset() -> None:
    story = sitting_open()
    story.give(CHAIR, SetSpeakingTime("panellist", 60))
    story.give(CHAIR, GiveFloor(item="p1"))
    assert story.granted() == PRESENTATION


def test_only_the_speaker_of_an_item_is_granted_its_minutes() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("p1"))
    story.give(CHAIR, GiveFloor(seat="FR"))
    assert story.granted() == MEMBER


def test_panellists_share_the_minutes_of_their_replies_equally() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("r1"))
    story.give(CHAIR, GiveFloorToNext())
    assert (story.holder, story.granted()) == ("okafor", 300)
    story.give(CHAIR, GiveFloorToNext())
    assert (story.holder, story.granted()) == ("lind", 300)


def test_a_new_speaking_time_applies_only_to_speakers_not_yet_called() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, SetSpeakingTime("all", 90), at=20)
    assert story.granted() == MEMBER
    story.give(CHAIR, GiveFloorToNext(), at=30)
    assert story.granted() == 90


def test_a_new_speaking_time_applies_only_to_its_category() -> None:
    story = sitting_open()
    story.give(CHAIR, SetSpeakingTime("observer_state", 60))
    assert (limit(story, "observer_state"), limit(story, "member_state")) == (60, MEMBER)


def test_all_means_every_category_but_panellists() -> None:
    story = sitting_open()
    story.give(CHAIR, SetSpeakingTime("all", 90))
    assert {limit(story, category) for category in CATEGORIES if category != "panellist"} == {90}
    assert limit(story, "panellist") == 420


def test_undo_restores_the_earlier_speaking_time() -> None:
    story = sitting_open()
    story.give(CHAIR, SetSpeakingTime("all", 90))
    story.give(CHAIR, Undo())
    assert (limit(story, "member_state"), limit(story, "ngo")) == (MEMBER, OTHERS)


@pytest.mark.parametrize(("category", "seconds"), [("member_state", MEMBER), ("ngo", OTHERS)])
def test_setting_the_current_speaking_time_is_refused(category: str, seconds: int) -> None:
    assert sitting_open().refuse(CHAIR, SetSpeakingTime(category, seconds)).reason is Reason.ALREADY


@pytest.mark.parametrize(
    ("category", "seconds"),
    [("judge", 120), ("", 120), ("all", 9), ("all", 7201), ("ngo", 0), ("ngo", -60)],
)
def test_an_unknown_category_or_an_impossible_time_is_refused(category: str, seconds: int) -> None:
    assert sitting_open().refuse(CHAIR, SetSpeakingTime(category, seconds)).reason is Reason.INVALID


@pytest.mark.parametrize("seconds", [10, 7200])
def test_the_shortest_and_the_longest_speaking_time_are_accepted(seconds: int) -> None:
    story = sitting_open()
    story.give(CHAIR, SetSpeakingTime("ngo", seconds))
    assert limit(story, "ngo") == seconds


def test_a_shorter_item_does_not_change_a_running_clock() -> None:
    story = sitting_open()
    story.give(CHAIR, GiveFloor(item="p1"), at=10)
    story.give(CHAIR, SetItemMinutes("p1", 5), at=20)
    assert story.granted() == PRESENTATION


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_every_preset_has_every_category(name: str) -> None:
    assert set(PRESETS[name]) == set(CATEGORIES)
    assert all(10 <= seconds <= 7200 for seconds in PRESETS[name].values())


@pytest.mark.parametrize(
    ("name", "presentation", "member", "others"),
    [
        ("seminar_2013", 600, 180, 180),
        ("hrc_panel_2012", 420, 180, 120),
        ("hrc_panel_2017", 420, 120, 120),
        ("hrc_id_clustered_2012", 600, 300, 180),
        ("hrc_gd_2017", 600, 150, 90),
        ("upr_lots_2012", 600, 90, 90),
    ],
)
def test_a_preset_has_the_figures_of_its_order_of_the_day(
    name: str, presentation: int, member: int, others: int
) -> None:
    limits = PRESETS[name]
    assert [limits["panellist"], limits["member_state"], limits["observer_state"]] == [presentation, member, others]
    assert (limits["concerned_country"], limits["group"], limits["ngo"]) == (member, member, others)


def limit(story: Story, category: str) -> int:
    """The speaking time of a category, in seconds."""
    return story.meeting.limits[category]
