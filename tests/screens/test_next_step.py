"""The next step: the key, the screens and the command agree. Points of order come first."""

from __future__ import annotations

import pytest

from nameplate.meeting import Meeting
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.programme.items import OpenItem, SkipItem
from nameplate.meeting.programme.programme_changes import AddItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.paths import WEB
from nameplate.screens import chair, hall
from nameplate.screens.json_picture import picture
from nameplate.screens.next_step import next_step
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from nameplate.store import codec
from nameplate.wording.language import load_words
from tests.audiences import PAGES
from tests.cast import CHAIR, FR, KE
from tests.panel import SITTING, SLOT_1, begun, floor_open, then

WORDS = load_words(WEB / "locale", "en")
SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")


def raised(motion: str = "") -> Meeting:
    """France speaks, Kenya is next on the list and raises a point of order."""
    meeting = then(floor_open(), (FR, RequestFloor()), (KE, RequestFloor()), (CHAIR, GiveFloorToNext()))
    return then(meeting, (KE, RaisePointOfOrder("", motion)))


@pytest.mark.parametrize(
    ("motion", "label"),
    [("", "Hear: Point of order, Kenya"), ("adjourn_debate", "Hear: Motion to adjourn the debate, Kenya")],
)
def test_a_point_of_order_is_the_next_step(motion: str, label: str) -> None:
    button = next_step(RenderContext(raised(motion), WORDS)).button
    assert button and (button.label, button.command) == (label, "give-point-of-order")


def test_when_it_is_settled_the_list_goes_on_where_it_was() -> None:
    meeting = raised()
    point = meeting.points[0].id
    meeting = then(meeting, (CHAIR, GivePointOfOrder(point)))
    button = next_step(RenderContext(meeting, WORDS)).button
    assert button and button.label == "Settled: France goes on"
    assert chair.floor(RenderContext(meeting, WORDS), None).read_aloud.endswith("Kenya: point of order.")
    meeting = then(meeting, (CHAIR, RulePointOfOrder(point)))
    button = next_step(RenderContext(meeting, WORDS)).button
    assert button and button.label == "Give the floor to Kenya"


def skipped(meeting: Meeting, *kept: str) -> Meeting:
    """The meeting in which all other planned items have been skipped."""
    planned = [item.id for item in meeting.items() if item.state == "planned" and item.id not in kept]
    return then(meeting, *((CHAIR, SkipItem(item)) for item in planned))


def agreed(meeting: Meeting) -> str:
    """The name on the key, which is the first in JSON, in the hall, and the one whom the command calls."""
    button = next_step(RenderContext(meeting, WORDS)).button
    assert button
    first = picture(RenderContext(meeting, WORDS), meeting.at, moderates=True)["next"][0]
    assert button.label == f"Give the floor to {first['name']}"
    assert hall.upcoming(RenderContext(meeting, WORDS)).speakers[0].name == first["name"]
    called = then(meeting, (CHAIR, GiveFloorToNext()))
    assert called.speech and called.speech.seat == first["seat"]
    return str(first["name"])


def test_key_hall_json_and_command_agree_from_the_opening_to_the_end() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)))
    meeting = then(meeting, (CHAIR, OpenList(SLOT_1)), (FR, RequestFloor()))
    names = []
    for _ in range(8):
        names.append(agreed(meeting))
        meeting = then(meeting, (CHAIR, GiveFloorToNext()))
    assert names[0] == "H.E. Mr. Joachim Rücker" and names[3] == "Mr. Martin Khor"
    button = next_step(RenderContext(meeting, WORDS)).button
    assert button and button.label == "Go on to: Interactive discussion, slot 1"
    meeting = then(meeting, (CHAIR, OpenItem(SLOT_1, ending=True)))
    assert agreed(meeting) == "France"


def test_a_round_of_replies_with_a_speaker_of_its_own_has_a_key() -> None:
    meeting = skipped(then(begun(), (CHAIR, OpenSitting(SITTING))), "p-13")
    meeting = then(meeting, (CHAIR, AddItem("replies", speaker="Ms. Okafor", before="p-13")))
    assert agreed(meeting) == "Ms. Okafor"
    meeting = then(meeting, (CHAIR, GiveFloorToNext()))
    assert agreed(meeting) == "H.E. Mr. Joachim Rücker"
    for audience in PAGES:
        assert SCREENS.regions(meeting, audience, "en", None, None)


def test_a_second_right_of_reply_is_called_so_on_every_screen() -> None:
    meeting = skipped(then(floor_open(), (CHAIR, CloseList())))
    for _ in range(2):
        meeting = then(meeting, (FR, RequestRightOfReply()))
        meeting = then(meeting, (CHAIR, GiveFloorToNext()))
    shown = picture(RenderContext(meeting, WORDS), meeting.at, moderates=False)
    assert shown["floor"] and (shown["floor"]["form"], shown["floor"]["turn"]) == ("right_of_reply", 2)
    for audience in ("chair", "hall", "delegate"):
        assert "Second right of reply" in SCREENS.regions(meeting, audience, "en", None, None)["floor"]
    meeting = then(meeting, (CHAIR, PutBack(meeting.floor or "")), (KE, RequestRightOfReply()))
    shown = picture(RenderContext(meeting, WORDS), meeting.at, moderates=False)
    replies = shown["rights_of_reply"][0]["inscriptions"]
    assert sorted((row["seat"], row["turn"]) for row in replies) == [("FR", 2), ("KE", 1)]
    assert "Second right of reply" in SCREENS.regions(meeting, "hall", "en", None, None)["next"]


def test_the_list_is_closed_before_the_rights_of_reply_that_wait_for_its_end() -> None:
    meeting = then(skipped(floor_open(), "p-13"), (KE, RequestFloor()), (CHAIR, GiveFloorToNext()))
    meeting = then(meeting, (FR, RequestRightOfReply()), (CHAIR, EndSpeech()))
    button = next_step(RenderContext(meeting, WORDS)).button
    assert button and (button.label, button.command) == ("Close the list of speakers", "close-list")
    meeting = then(meeting, (CHAIR, codec.command(button.command, button.values, strict=True)))
    assert agreed(meeting) == "France"
