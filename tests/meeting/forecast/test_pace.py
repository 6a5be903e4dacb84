"""The pace: the handover time and the used share are learned from the speeches of the meeting."""

from __future__ import annotations

import pytest
from hypothesis import given

from nameplate.meeting import Actor, Meeting, Role
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import (
    GivePointOfOrder,
    RaisePointOfOrder,
    RulePointOfOrder,
    raised_points,
)
from nameplate.meeting.forecast.pace import MAX_HANDOVER_MS, MAX_USED_SHARE, MIN_USED_SHARE, handover_times, learn_pace
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.meeting.forecast.test_forecast_always import always, meetings
from tests.meeting.panel import MEMBERS, PANEL, floor_open


def test_the_handover_time_is_learned_from_three_handovers() -> None:
    room = floor_open(*MEMBERS[:6])
    room.hear([180, 180, 180], gap=40)
    assert room.foreseen().pace.handover_ms == 20_000
    room.hear([180], gap=40)
    assert room.foreseen().pace.handover_ms == 40_000


def test_the_used_share_is_learned_from_three_speeches() -> None:
    room = floor_open(*MEMBERS[:6])
    room.hear([90, 120], gap=20)
    assert room.foreseen().pace.used_share == 1.0
    room.hear([150], gap=20)
    found = room.foreseen()
    assert found.pace.used_share == pytest.approx(2 / 3)
    assert found.speeches[0].ends - found.speeches[0].begins == 120_000


def test_a_round_of_replies_or_an_absent_speaker_is_not_a_handover() -> None:
    room = floor_open(*MEMBERS[:8], items=PANEL[1:])
    for _ in range(4):
        room.hear([180], gap=300)
        room.give(GiveFloor(seat="lind"))
        room.give(EndSpeech(), room.minute + 1)
    assert room.foreseen().pace.handover_ms == 20_000


def test_the_time_between_two_blocks_is_not_a_handover() -> None:
    room = floor_open(*MEMBERS[:6], items=PANEL[1:])
    room.hear([180, 180], gap=20)
    room.give(OpenItem("f2"), 55)
    room.hear([180, 180], gap=30)
    assert handover_times(room.meeting) == [20_000, 30_000]


def test_a_handover_after_a_point_of_order_is_observed() -> None:
    room = floor_open(*MEMBERS[:2])
    room.give(GiveFloorToNext())
    room.give(RaisePointOfOrder(), 1, Actor("delegate:M9", Role.DELEGATE, "M9"))
    point = raised_points(room.meeting)[0].id
    room.give(GivePointOfOrder(point))
    room.give(RulePointOfOrder(point), 2)
    room.give(EndSpeech(), 3)
    room.give(GiveFloorToNext(), 3.5)
    assert handover_times(room.meeting) == [30_000]


@always
@given(meetings())
def test_the_pace_stays_within_bounds(given: tuple[Meeting, int]) -> None:
    pace = learn_pace(given[0])
    assert 0 <= pace.handover_ms <= MAX_HANDOVER_MS
    assert MIN_USED_SHARE <= pace.used_share <= MAX_USED_SHARE
