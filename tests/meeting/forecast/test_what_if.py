"""Forecasts with other speaking times, with the list closed, and the longest time for all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nameplate.meeting import Actor, Role
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.forecast.what_if import what_if
from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.programme_changes import AddItem
from tests.meeting.panel import (
    MEMBERS,
    ORGANIZATIONS,
    PANEL,
    SLOT,
    START,
    at,
    floor_open,
)


@pytest.mark.parametrize(("minutes", "seconds", "fit"), [(42, 120, 18), (42, 180, 12), (95, 180, 28), (100, 180, 30)])
def test_the_number_of_speakers_that_fit_into_a_block(minutes: int, seconds: int, fit: int) -> None:
    room = floor_open(items=[replace(SLOT[0], minutes=minutes)])
    assert what_if(room.meeting, START, {"all": seconds}).more_speakers["ngo"] == fit


def test_with_two_minutes_for_all_everybody_is_reached() -> None:
    room = floor_open(*MEMBERS[:14], minutes=42)
    assert room.foreseen().first_unreached is not None
    tried = what_if(room.meeting, START, {"all": 120})
    assert tried.first_unreached is None
    assert tried.speeches[-1].ends == START + 14 * 140_000


def test_the_current_speaker_keeps_the_limit_in_a_what_if_forecast() -> None:
    room = floor_open(MEMBERS[0], MEMBERS[1])
    room.give(GiveFloorToNext())
    assert what_if(room.meeting, START, {"member_state": 60}).free_at == at(3)


def test_what_if_with_close_divides_a_pooled_time() -> None:
    room = floor_open(*ORGANIZATIONS[:4], rules=Rules(budgets={"ngo": 4}))
    assert [speech.ends - speech.begins for speech in room.foreseen().speeches] == [120_000] * 4
    closed = what_if(room.meeting, START, close=True)
    assert [speech.ends - speech.begins for speech in closed.speeches] == [60_000] * 4


@pytest.mark.parametrize(("minutes", "seconds"), [(42, 160), (20, 60), (13, 30), (8, None), (1000, 900)])
def test_the_longest_time_for_all_that_reaches_everybody(minutes: int, seconds: int | None) -> None:
    assert floor_open(*MEMBERS[:14], minutes=minutes).longest_time_for_all() == seconds


@pytest.mark.parametrize(("minutes", "seconds"), [(42, 100), (25, 30), (24, None)])
def test_the_longest_time_for_all_leaves_time_for_the_items_after_the_list(minutes: int, seconds: int | None) -> None:
    room = floor_open(*MEMBERS[:14], items=(SLOT[0], *PANEL[4:]), minutes=minutes)
    room.give(AddItem("wrap_up", "Summary", minutes=7))
    room.give(RequestRightOfReply(), by=Actor("delegate:M15", Role.DELEGATE, "M15"))
    assert room.longest_time_for_all() == seconds


def test_there_is_no_longest_time_for_all_when_nobody_waits() -> None:
    assert floor_open().longest_time_for_all() is None
