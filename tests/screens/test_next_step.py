"""The next step while a point of order waits: it goes before the list, and the list is not touched."""

from __future__ import annotations

import pytest

from nameplate.meeting import Command, Meeting, Presser
from nameplate.meeting.floor import GiveFloorToNext
from nameplate.meeting.interruptions import GivePointOfOrder, RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.speakers_list import RequestFloor
from nameplate.paths import WEB
from nameplate.screens import chair
from nameplate.screens.next_step import next_step
from nameplate.screens.words import words
from tests.cast import CHAIR, FR, KE
from tests.panel import floor_open, pressed

WORDS = words(WEB / "locale", "en")


def then(meeting: Meeting, *presses: tuple[Presser, Command]) -> Meeting:
    """The meeting after presses, later than all before."""
    return pressed(meeting, *presses, at=meeting.at)


def raised(motion: str = "") -> Meeting:
    """France speaks, Kenya is next on the list and raises a point of order."""
    meeting = then(floor_open(), (FR, RequestFloor()), (KE, RequestFloor()), (CHAIR, GiveFloorToNext()))
    return then(meeting, (KE, RaisePointOfOrder("", motion)))


@pytest.mark.parametrize(
    ("motion", "label"),
    [("", "Hear: Point of order, Kenya"), ("adjourn_debate", "Hear: Motion to adjourn the debate, Kenya")],
)
def test_a_point_of_order_is_the_next_step(motion: str, label: str) -> None:
    press = next_step(raised(motion), WORDS).press
    assert press and (press.label, press.command) == (label, "give-point-of-order")


def test_when_it_is_settled_the_list_goes_on_where_it_was() -> None:
    meeting = raised()
    point = meeting.points[0].id
    meeting = then(meeting, (CHAIR, GivePointOfOrder(point)))
    press = next_step(meeting, WORDS).press
    assert press and press.label == "Settled: France goes on"
    assert chair.floor(meeting, WORDS, None).say.endswith("Kenya: point of order.")
    meeting = then(meeting, (CHAIR, RulePointOfOrder(point)))
    press = next_step(meeting, WORDS).press
    assert press and press.label == "Give the floor to Kenya"
