"""The forecast: who speaks when, how many more fit, who is not reached, and when item and sitting end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nameplate.meeting import Actor, Meeting, Role
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder, raised_points
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.forecast.forecast import Forecast, forecast
from nameplate.meeting.forecast.pace import Pace
from nameplate.meeting.forecast.what_if import longest_time_for_all
from nameplate.meeting.model.values import Item, Rules
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speeches.clock import PauseClock
from tests.meeting.panel import (
    HANDOVER,
    MEMBERS,
    MINUTE,
    OBSERVERS,
    PANEL,
    SLOT,
    START,
    Room,
    at,
    floor_open,
    interleaved,
)


def begins(found: Forecast) -> list[float]:
    """The likely beginnings of the waiting speakers, in minutes."""
    return [(speech.begins - START) / MINUTE for speech in found.speeches]


@pytest.mark.parametrize("minutes", [42, 180])
def test_fourteen_speakers_of_two_and_three_minutes_fit_into_a_block_of_42(minutes: int) -> None:
    found = floor_open(*interleaved(MEMBERS[:10], OBSERVERS[:10]), minutes=minutes).foreseen()
    assert [speech.in_block for speech in found.speeches].count(True) == 14
    assert found.first_unreached == (found.speeches[14].inscription if minutes == 42 else None)
    assert found.first_in_later_block is None, "the only block has no end"


def test_each_speech_begins_after_a_handover_and_the_limits_of_earlier_speakers() -> None:
    found = floor_open(MEMBERS[0], OBSERVERS[0], MEMBERS[1]).foreseen()
    assert begins(found) == [pytest.approx(m) for m in (1 / 3, 1 / 3 + 3 + 1 / 3, 6)]
    assert [speech.ahead for speech in found.speeches] == [0, 1, 2]


def test_the_current_speaker_uses_the_rest_of_the_limit() -> None:
    room = floor_open(MEMBERS[0], MEMBERS[1])
    room.give(GiveFloorToNext())
    found = room.foreseen(1)
    assert found.free_at == at(3)
    assert found.speeches[0].begins == at(3) + HANDOVER * 1000
    assert found.speeches[0].after_ms == HANDOVER * 1000


def test_after_overtime_the_floor_is_free_now_and_not_earlier() -> None:
    room = floor_open(MEMBERS[0], MEMBERS[1])
    room.give(GiveFloorToNext())
    assert room.foreseen(5).free_at == at(5)
    assert room.foreseen(5).speeches[0].begins == at(5) + HANDOVER * 1000


def test_a_paused_clock_counts_as_if_it_ran() -> None:
    room = floor_open(MEMBERS[0])
    room.give(GiveFloorToNext())
    room.give(PauseClock(), 1)
    assert room.foreseen(4).free_at == at(6)


def test_an_interrupted_speaker_still_has_the_rest_of_the_limit() -> None:
    room = floor_open(MEMBERS[0], MEMBERS[1])
    room.give(GiveFloorToNext())
    room.give(RaisePointOfOrder(), 1, Actor("delegate:M5", Role.DELEGATE, "M5"))
    room.give(GivePointOfOrder(raised_points(room.meeting)[0].id))
    assert room.foreseen(1.5).free_at == at(1 + 1 + 2)


def test_the_range_is_wider_for_later_speakers() -> None:
    speeches = floor_open(*MEMBERS[:8]).foreseen().speeches
    widths = [speech.latest - speech.earliest for speech in speeches]
    assert widths == sorted(set(widths))
    assert all(START <= speech.earliest <= speech.begins <= speech.latest for speech in speeches)


def test_the_first_unreached_speaker_would_end_after_the_booked_end() -> None:
    room = floor_open(*MEMBERS[:5], items=[replace(SLOT[0], minutes=None)], minutes=10)
    found = room.foreseen()
    assert [speech.reached for speech in found.speeches] == [True, True, True, False, False]
    assert found.first_unreached == found.speeches[3].inscription
    assert found.first_in_later_block is None
    assert found.stop == at(10)


@pytest.mark.parametrize(
    ("rest", "rules", "reached"),
    [
        ((), Rules(), 5),
        ((replace(PANEL[2], minutes=5),), Rules(), 3),
        ((replace(PANEL[4], minutes=5),), Rules(), 3),
        ((replace(PANEL[4], minutes=5),), Rules(closing_gives_way=True), 5),
        ((replace(PANEL[2], minutes=5), PANEL[4]), Rules(closing_gives_way=True), 3),
        ((PANEL[3],), Rules(), 5),
    ],
)
def test_reached_speakers_leave_time_for_the_rest_of_the_sitting(
    rest: tuple[Item, ...], rules: Rules, reached: int
) -> None:
    """Five speeches of 3:20 in a sitting of 17 minutes. A later floor block of the same list may be shortened."""
    items = [replace(SLOT[0], minutes=None), *rest]
    found = floor_open(*MEMBERS[:5], items=items, minutes=17, rules=rules).foreseen()
    assert [speech.reached for speech in found.speeches] == [True] * reached + [False] * (5 - reached)
    assert found.first_unreached == (found.speeches[reached].inscription if reached < 5 else None)
    assert ((found.sitting_over_ms or 0) > 0) is (reached < 5)


def test_reached_speakers_leave_time_for_the_rights_of_reply() -> None:
    room = floor_open(*MEMBERS[:5], minutes=17)
    assert room.foreseen().first_unreached is None
    room.give(RequestRightOfReply(), by=Actor("delegate:M5", Role.DELEGATE, "M5"))
    found = room.foreseen()
    assert [speech.reached for speech in found.speeches] == [True] * 4 + [False]


@pytest.mark.parametrize(("closing", "more"), [(None, 3), (3, 2), (6, 1)])
def test_more_speakers_fit_beside_the_rest_of_the_sitting(closing: int | None, more: int) -> None:
    rest = (replace(PANEL[4], minutes=closing),) if closing else ()
    assert floor_open(items=(*SLOT, *rest), minutes=10).fits_more("member_state") == more


def test_a_block_that_is_past_its_end_takes_all_waiting_speakers() -> None:
    room = floor_open(*MEMBERS[:2], items=PANEL[1:])
    before, after = room.foreseen(41), room.foreseen(44)
    assert [speech.in_block for speech in before.speeches] == [False, False]
    assert [speech.in_block for speech in after.speeches] == [True, True]
    assert after.speeches[0].begins == at(44) + HANDOVER * 1000
    assert after.item_over_ms is not None and after.item_over_ms > 2 * MINUTE


def test_speakers_who_do_not_fit_into_a_block_speak_in_the_next_one() -> None:
    found = floor_open(*MEMBERS[:14], items=PANEL[1:]).foreseen()
    assert [speech.in_block for speech in found.speeches] == [True] * 12 + [False] * 2
    assert found.first_in_later_block == found.speeches[12].inscription
    assert begins(found)[12] == pytest.approx(42 + 10 + HANDOVER / 60)
    assert found.block_ends == at(42)


def test_the_list_of_a_planned_block_begins_after_the_items_before_it() -> None:
    room = Room(PANEL)
    room.give(GiveFloor(item="talk"))
    room.give(OpenList())
    room.inscribe(MEMBERS[0])
    found = room.foreseen(4)
    assert begins(found) == [pytest.approx(10 + HANDOVER / 60)]
    assert (found.item_ends, found.item_over_ms) == (at(10), 0)


def test_a_put_back_panellist_still_needs_time() -> None:
    room = Room(PANEL)
    room.give(GiveFloor(item="talk"))
    room.give(PutBack(room.meeting.floor or ""), 1)
    assert room.foreseen().item_ends == at(1 + HANDOVER / 60 + 10)


def test_a_planned_block_takes_its_minutes_even_with_few_speakers() -> None:
    room = Room(PANEL)
    room.give(OpenItem("talk"))
    before = room.foreseen().sitting_ends
    room.give(OpenList(item="f1"))
    room.inscribe(MEMBERS[0])
    assert room.foreseen().sitting_ends == before == at(HANDOVER / 60 + 10 + 42 + 10 + 30 + 3)


def test_no_more_speakers_fit_after_the_booked_end() -> None:
    assert floor_open(minutes=7).foreseen().more_speakers["ngo"] == 3


def test_panellists_who_have_not_replied_come_before_the_next_block() -> None:
    room = Room((PANEL[2], replace(PANEL[1], minutes=30), PANEL[4]))
    room.give(OpenItem("r1"))
    room.give(OpenList())
    room.inscribe(MEMBERS[0])
    handovers = 3 * HANDOVER / 60
    assert begins(room.foreseen()) == [pytest.approx(10 + handovers)]
    room.give(GiveFloorToNext())
    assert begins(room.foreseen()) == [pytest.approx(10 + handovers - HANDOVER / 60)]


def test_an_item_ends_with_its_last_speaker_and_may_have_spare_time() -> None:
    found = floor_open(MEMBERS[0], MEMBERS[1]).foreseen()
    assert found.item_ends == found.speeches[-1].ends
    assert found.item_over_ms == -(42 * MINUTE - 2 * (180 + HANDOVER) * 1000)


def test_a_last_block_with_too_many_speakers_exceeds_its_minutes() -> None:
    found = floor_open(*MEMBERS[:14]).foreseen()
    assert found.item_over_ms == 14 * 200_000 - 42 * MINUTE


def test_a_sitting_ends_after_the_list_and_the_planned_items() -> None:
    found = floor_open(MEMBERS[0], items=(PANEL[1], PANEL[2], PANEL[4]), minutes=16).foreseen()
    assert found.sitting_ends == at(HANDOVER / 60 + 3 + 10 + 3)
    assert found.sitting_over_ms == HANDOVER * 1000


def test_the_end_of_a_sitting_includes_the_rights_of_reply() -> None:
    room = floor_open(MEMBERS[0])
    before = room.foreseen().sitting_ends or 0
    room.give(RequestRightOfReply(), by=Actor("delegate:M5", Role.DELEGATE, "M5"))
    assert room.foreseen().sitting_ends == before + 200_000


def test_there_is_no_forecast_before_or_between_sittings() -> None:
    assert forecast(Meeting(), START) == Forecast(START, Pace(20_000, 1.0))


def test_there_is_no_forecast_while_the_sitting_is_suspended_because_nobody_knows_when_it_resumes() -> None:
    room = floor_open(*MEMBERS[:3])
    room.give(GiveFloorToNext())
    before = room.foreseen(1)
    room.give(SuspendSitting("15:00"))
    found = room.foreseen(1)
    assert (found.speeches, found.list, found.stop, found.item_ends, found.sitting_ends) == ((), None, None, None, None)
    assert longest_time_for_all(room.meeting, at(1)) is None
    room.give(ResumeSitting())
    assert len(room.foreseen(1).speeches) == len(before.speeches) == 2
