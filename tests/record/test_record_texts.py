"""The names of lists. In a meeting with several sittings, each list has a different name."""

from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.record import account_of
from nameplate.record.record_texts import list_name
from tests.record.panel import panel
from tests.record.story import CHAIR, Story, english


def list_names(story: Story) -> list[str]:
    account = account_of(story.meeting, english())
    return [list_name(account, speakers, english()) for speakers in account.lists]


def test_the_lists_of_two_sittings_have_the_date_and_time_of_their_sitting() -> None:
    assert list_names(Story()) == [
        "List of speakers: Interactive discussion (sitting of 3 March 2015, 10:00)",
        "List of speakers: Interactive discussion (sitting of 3 March 2015, 15:00)",
        "Rights of reply (sitting of 3 March 2015, 10:00)",
        "Rights of reply (sitting of 3 March 2015, 15:00)",
    ]


def test_the_lists_of_a_single_sitting_have_no_date() -> None:
    assert list_names(panel()) == ["List of speakers: Interactive discussion", "Rights of reply"]


def test_a_list_of_a_sitting_on_another_day_than_booked_has_the_time_of_its_opening() -> None:
    story = Story()
    story.now += 24 * 3_600_000
    story.give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList(), AdjournSitting())
    assert list_names(story)[0] == "List of speakers: Interactive discussion (sitting of 4 March 2015, 10:00)"
