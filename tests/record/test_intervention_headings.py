"""The heading of an intervention is the item that was open. Rights of reply have their own heading."""

import csv
import io
import json

from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.programme.items import CloseItem, OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.record import account_of
from nameplate.record.csv_and_json import csv_record, json_record
from nameplate.record.report_tables import ReportTables
from tests.record.story import CHAIR, Story, delegate, english


def requested_replies() -> Story:
    """Brazil and India wait for a right of reply while the replies of the panellists are open."""
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("replies"), GiveFloor(seat="okafor"), EndSpeech())
    return story.give(delegate("BR"), RequestRightOfReply()).give(delegate("IN"), RequestRightOfReply())


def give_floor(story: Story, seat: str) -> Story:
    return story.give(CHAIR, GiveFloor(story.id_of(seat)))


def headings(story: Story) -> list[tuple[str, str]]:
    """The seats in order of speaking, each with its heading."""
    return [(i.who.seat, i.heading) for i in account_of(story.meeting, english()).interventions]


def row_headings(story: Story) -> dict[int, str]:
    """The headings in the table of speakers, by the index of the row below."""
    account = account_of(story.meeting, english())
    return dict(ReportTables(account, english()).speakers(account.sittings[0]).row_headings)


def test_an_intervention_while_no_item_is_open_is_between_items() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), GiveFloor(seat="FR"), EndSpeech())
    story.give(CHAIR, CloseItem("floor-1"), GiveFloor(seat="KE"), EndSpeech())
    story.give(CHAIR, OpenItem("end"), GiveFloor(seat="SE"), EndSpeech())
    assert headings(story) == [("FR", "Interactive discussion"), ("KE", "Between items"), ("SE", "Closing")]
    assert row_headings(story) == {0: "Interactive discussion", 1: "Between items", 2: "Closing"}


def test_rights_of_reply_have_their_own_heading_while_an_item_is_open() -> None:
    story = give_floor(give_floor(requested_replies(), "BR"), "IN").give(
        CHAIR, EndSpeech(), GiveFloor(seat="lind"), EndSpeech()
    )
    item = "Comments and replies by the panellists"
    assert row_headings(story) == {0: item, 1: "Rights of reply", 3: item}


def test_rights_of_reply_have_their_own_heading_while_no_item_is_open() -> None:
    story = requested_replies().give(CHAIR, CloseItem("replies"))
    assert row_headings(give_floor(story, "BR"))[1] == "Rights of reply"


def test_a_point_of_order_keeps_the_heading_of_the_intervention_before_it() -> None:
    story = give_floor(requested_replies(), "BR").give(delegate("KE"), RaisePointOfOrder())
    point = story.meeting.points[0].id
    story.give(CHAIR, GivePointOfOrder(point), RulePointOfOrder(point, "Noted"))
    assert headings(give_floor(story, "IN"))[1:] == [(seat, "Rights of reply") for seat in ("BR", "KE", "IN")]


def test_a_point_of_order_after_the_next_item_opened_has_the_heading_of_that_item() -> None:
    story = (
        give_floor(requested_replies(), "BR")
        .give(CHAIR, EndSpeech(), OpenItem("end"))
        .give(delegate("KE"), RaisePointOfOrder())
    )
    story.give(CHAIR, GivePointOfOrder(story.meeting.points[0].id))
    assert headings(story)[-1] == ("KE", "Closing")


def test_the_csv_and_the_json_have_the_headings() -> None:
    story = give_floor(requested_replies(), "BR").give(CHAIR, EndSpeech(), AdjournSitting())
    table = csv.DictReader(io.StringIO(csv_record(story.meeting, english()).decode("utf-8-sig"), newline=""))
    rights = [(row["Code"], row["Item"]) for row in table if row["Form"] == "Right of reply"]
    assert rights == [("BR", "Rights of reply"), ("IN", "Rights of reply")]
    interventions = json.loads(json_record(story.meeting, english()))["sittings"][0]["interventions"]
    assert [i["heading"] for i in interventions] == ["Comments and replies by the panellists", "Rights of reply"]
