"""The lists of speakers of the Human Rights Council, by its orders of the day; each test names its source.

What has no known source is called a setting.
"""

from pathlib import Path

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.automatic_closing import CLOCK, closing_due
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.forecast.forecast import forecast
from nameplate.meeting.model.values import LotDraw
from nameplate.meeting.programme.sittings import AdjournSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, SetPriority
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.lots import DrawOrder
from nameplate.meeting.speakers_list.reordering import MoveInscription
from nameplate.meeting.speakers_list.swaps import SwapInscriptions
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.panel import MEMBERS, OBSERVERS, ORGANIZATIONS
from tests.meeting.planned import TALK_AND_FLOOR, before, by, floor_open, granted, names
from tests.meeting.stories import Story, seconds


def inscribe(story: Story, *seats: str) -> None:
    """The desk inscribes these seats, in this order."""
    for seat in seats:
        story.give(DESK, AddInscription(seat))


def test_requests_in_the_same_second_are_inscribed_once_each_in_order_of_receipt(
    tmp_path: Path,
) -> None:
    """Inscription by a button at the beginning of the panel: orders of the day, 17 March 2016 and 6 October 2017."""
    story = floor_open(tmp_path)
    asked = [seat.id for pair in zip(MEMBERS, reversed(OBSERVERS), strict=True) for seat in pair]
    for seat in asked:
        story.give(by(seat), RequestFloor(), at=3)
        assert story.refuse(by(seat), RequestFloor()).reason is Reason.ALREADY_INSCRIBED
    assert names(story) == asked


def test_the_desk_inscribes_a_raised_nameplate(tmp_path: Path) -> None:
    """Orders of the day, 29 February 2012 and 17 September 2013."""
    story = floor_open(tmp_path)
    story.give(FR, RequestFloor())
    story.give(CHAIR, AddInscription("KE", source="nameplate"))
    assert names(story) == ["FR", "KE"]
    assert story.inscription(story.id_of("KE")).source == "nameplate"


def test_delegations_inscribe_in_advance_and_at_the_desk_after_closing(tmp_path: Path) -> None:
    """In advance, until two hours before the meeting: orders of the day, 29 June 2016 and 26 September 2017."""
    story = before(tmp_path)
    story.give(DESK, OpenList("floor", minutes=120))
    story.give(FR, RequestFloor(), at=60)
    due = closing_due(story.meeting, seconds(7200))
    assert due
    story.give(CLOCK, due[0], at=7200)
    assert story.refuse(BR, RequestFloor()).reason is Reason.LIST_CLOSED
    story.give(DESK, AddInscription("BR", source="verbal", item="floor"))
    assert names(story) == ["FR", "BR"]


def test_the_desk_inscribes_a_national_institution(tmp_path: Path) -> None:
    """Orders of the day, 17 March 2016 and 6 October 2017."""
    story = floor_open(tmp_path)
    story.give(DESK, AddInscription("DIHR", source="paper"))
    assert names(story) == ["DIHR"]


def test_the_desk_confirms_organizations_that_registered_elsewhere(
    tmp_path: Path,
) -> None:
    """Online, then confirmed at the desk: order of the day, 17 March 2016; OHCHR guidelines for registration."""
    story = floor_open(tmp_path)
    inscribe(story, "FR", "ICJ", "FIAN")
    story.give(DESK, MoveInscription(story.id_of("FIAN"), story.id_of("ICJ")))
    assert names(story) == ["FR", "FIAN", "ICJ"]


def test_the_desk_gives_priority_to_groups_and_dignitaries(tmp_path: Path) -> None:
    """Priority for dignitaries and groups that inform the desk: order of the day, 6 October 2017."""
    story = floor_open(tmp_path)
    for delegation in (FR, KE):
        story.give(delegation, RequestFloor())
    group = AddInscription("NAM", form="joint_statement", on_behalf_of="the Non-Aligned Movement", priority=True)
    story.give(DESK, group)
    story.give(DESK, SetPriority(story.id_of("KE")))
    assert names(story) == ["NAM", "KE", "FR"]
    assert story.refuse(BR, SetPriority(story.id_of("FR"))).reason is Reason.FORBIDDEN


@pytest.mark.parametrize("minutes", [10, 15])
def test_the_list_closes_after_some_minutes_and_the_desk_can_still_add(tmp_path: Path, minutes: int) -> None:
    """Ten minutes: orders of the day, 27 June 2012, 19 March 2013; about 15: 13 June 2016, 26 September 2017."""
    story = floor_open(tmp_path, f"list: {{closes_after_minutes: {minutes}}}")
    assert closing_due(story.meeting, seconds(minutes * 60 - 1)) is None
    due = closing_due(story.meeting, seconds(minutes * 60))
    assert due
    story.give(CLOCK, due[0], at=minutes * 60)
    assert story.refuse(FR, RequestFloor()).reason is Reason.LIST_CLOSED
    inscribe(story, "FR")
    assert names(story) == ["FR"]


ADOPTION = "list: {budgets: {member_state+observer_state+un_entity: 20, ngo: 20}}\nspeaking_time: {ngo: 120, nhri: 120}"


def test_twenty_minutes_are_divided_among_the_states(
    tmp_path: Path,
) -> None:
    """Adoption of a review: 20 minutes, others 2 minutes each within 20: order of the day, 20 March 2015."""
    story = floor_open(tmp_path, ADOPTION)
    inscribe(story, "YE", "FR", "KE", "UNICEF", *(seat.id for seat in MEMBERS[:9]), "ICJ", "DIHR")
    story.give(DESK, MoveInscription(story.id_of("DIHR"), story.id_of("FR")))
    assert names(story)[:3] == ["YE", "DIHR", "FR"]
    story.give(CHAIR, CloseList())
    assert granted(story, "DIHR", "FR", "KE", "UNICEF", "M8", "ICJ") == [120, 100, 100, 100, 100, 120]


def test_lots_decide_the_order_of_more_than_thirteen_states_and_two_can_swap(tmp_path: Path) -> None:
    """Thirteen States of 1.5 minutes in 20 minutes, swapping allowed: modalities of September 2012 (UPR Info)."""
    items = ("{id: floor, kind: floor_block, minutes: 20}",)
    story = floor_open(tmp_path, "preset: upr_lots_2012\nlist: {handover_seconds: 0}", items)
    for seat in MEMBERS:
        story.give(by(seat.id), RequestFloor())
    story.give(CHAIR, DrawOrder("lot", "24 September 2012"))
    drawn = names(story)
    assert sorted(drawn) == sorted(seat.id for seat in MEMBERS)
    assert drawn != [seat.id for seat in MEMBERS]
    again = floor_open(tmp_path, "preset: upr_lots_2012", items)
    for seat in MEMBERS:
        again.give(by(seat.id), RequestFloor())
    again.give(DESK, DrawOrder("lot", "24 September 2012"))
    assert names(again) == drawn
    assert [speech.in_block for speech in forecast(story.meeting, seconds(0)).speeches].count(True) == 13
    first, last = drawn[0], drawn[12]
    story.give(by(first), SwapInscriptions(story.id_of(first), story.id_of(last)))
    story.give(by(last), SwapInscriptions(story.id_of(last), story.id_of(first)))
    assert (names(story)[0], names(story)[12]) == (last, first)
    assert granted(story, last) == [90]


def test_states_are_called_by_alphabet_from_a_drawn_letter(tmp_path: Path) -> None:
    """A proposal of the Bureau, reported by UPR Info."""
    story = floor_open(tmp_path)
    inscribe(story, "KE", "NO", "FR", "BR")
    story.give(CHAIR, DrawOrder("alphabet", "seed"))
    drawn = story.meeting.lists["am-list"].draw
    assert isinstance(drawn, LotDraw)
    alphabet = ["BR", "FR", "KE", "NO"]
    first = "BFKN".index(drawn.letter)
    assert names(story) == [*alphabet[first:], *alphabet[:first]]


def test_a_segment_keeps_places_for_an_institution_and_two_organizations(tmp_path: Path) -> None:
    """Two segments of 15 speakers: a setting."""
    story = floor_open(tmp_path, "list: {order: kept, kept: {nhri: 1, ngo: 2}, block: 15}")
    inscribe(story, *(seat.id for seat in ORGANIZATIONS[:4]), "DIHR", *(s.id for s in (*MEMBERS[:12], *OBSERVERS[:12])))
    categories = [story.meeting.seats[seat].category for seat in names(story)]
    assert [category in ("nhri", "ngo") for category in categories[:15]] == [False] * 12 + [True] * 3
    assert categories[12:15] == ["nhri", "ngo", "ngo"]
    assert (categories[15:27].count("ngo"), categories[27:]) == (0, ["ngo", "ngo"])


def test_groups_come_first_then_states_then_institutions_and_organizations(
    tmp_path: Path,
) -> None:
    """Groups first: order of the day, 6 October 2017. The rest is a setting."""
    kept = "list: {order: kept, kept: {igo: 1, un_entity: 1, nhri: 1, ngo: 2}, block: 15}"
    story = floor_open(tmp_path, kept)
    inscribe(story, "FIAN", "DIHR", "UNICEF", "AU", "FR", "KE", "BR")
    story.give(DESK, AddInscription("NAM", priority=True))
    assert names(story) == ["NAM", "FR", "KE", "BR", "AU", "UNICEF", "DIHR", "FIAN"]


def test_the_high_level_segment_uses_receipt_and_level(tmp_path: Path) -> None:
    """Modalities of the high-level segment of 2006, published by CRIN."""
    story = floor_open(tmp_path)
    for delegation in (FR, KE, BR):
        story.give(delegation, RequestFloor())
    for minister in ("BR", "KE"):
        story.give(DESK, SetPriority(story.id_of(minister)))
    assert names(story) == ["BR", "KE", "FR"]


def test_a_statement_that_was_not_delivered_is_kept_outside_the_list(tmp_path: Path) -> None:
    """Posting undelivered statements was disputed (UPR Info). Here they are noted as not delivered."""
    story = floor_open(tmp_path)
    inscribe(story, "FR")
    story.give(by("ICJ"), RequestFloor("not_delivered"))
    story.give(CHAIR, AdjournSitting())
    past = {each.seat: each.state for each in story.meeting.lists["am-list"].past}
    assert past == {"ICJ": "submitted", "FR": "not_reached"}


def test_only_states_have_two_rights_of_reply_of_three_and_two_minutes(
    tmp_path: Path,
) -> None:
    """A setting."""
    story = floor_open(tmp_path, items=TALK_AND_FLOOR[1:2])
    inscribe(story, "BR")
    story.give(FR, RequestRightOfReply())
    assert story.refuse(by("ICJ"), RequestRightOfReply()).reason is Reason.REPLY_NOT_FOR_CATEGORY
    story.give(CHAIR, CloseList())
    story.give(CHAIR, GiveFloorToNext())
    assert story.holder == "BR"
    replies = []
    for _ in range(2):
        story.give(CHAIR, GiveFloorToNext())
        replies.append((story.holder, story.granted()))
        if len(replies) == 1:
            story.give(FR, RequestRightOfReply())
    assert replies == [("FR", 180), ("FR", 120)]
    assert story.refuse(FR, RequestRightOfReply()).reason is Reason.REPLIES_SPENT
