"""The rules of the list, of replies, of points of order and of the clock in a programme file."""

from __future__ import annotations

import pytest

from nameplate.meeting.model.values import Rules, Threshold
from nameplate.planning.meeting_rules import read_rules
from nameplate.planning.yaml_node import read_yaml


def rules(text: str) -> Rules:
    """The rules of a programme with this part."""
    keys = ("list", "right_of_reply", "points_of_order", "timer", "joining")
    return read_rules(read_yaml(text, "rules.yaml").mapping(keys))


@pytest.mark.parametrize(
    "text", ["timer: {}", "list: {}", "right_of_reply: {}", "joining: {}", "list: {assumed: [order]}"]
)
def test_rules_that_a_programme_leaves_out_have_defaults(text: str) -> None:
    assert rules(text) == Rules()


def test_every_setting_of_the_list_is_read() -> None:
    text = """
list:
  order: kept
  closes_after_minutes: 15
  places_each: 2
  kept: {nhri: 1, ngo: 2}
  block: 12
  budgets:
    un_entity: 10
    nhri+ngo: 30
  handover_seconds: 25
  point_of_order_seconds: 90
  closing_gives_way: yes
"""
    assert rules(text) == Rules(
        order="kept",
        closes_after_ms=900_000,
        inscriptions_each=2,
        reserved_per_block={"nhri": 1, "ngo": 2},
        block_size=12,
        budgets={"un_entity": 10, "nhri+ngo": 30},
        handover_ms=25_000,
        point_seconds=90,
        closing_gives_way=True,
    )


def test_the_categories_that_may_raise_points_are_read() -> None:
    assert rules("points_of_order: {kinds: [member_state, igo]}").point_categories == ("member_state", "igo")
    assert rules("points_of_order: {}") == Rules()


def test_the_closing_of_the_list_can_be_given_in_seconds() -> None:
    assert rules("list: {closes_after_start: 600}").closes_after_ms == 600_000


def test_kept_places_have_the_order_of_the_file() -> None:
    assert [*rules("list: {kept: {igo: 1, nhri: 1, ngo: 2}}").reserved_per_block] == ["igo", "nhri", "ngo"]


def test_the_right_of_reply_is_read() -> None:
    read = rules("right_of_reply: {max: 3, seconds: [300, 180], kinds: [member_state, igo]}")
    assert read == Rules(replies_each=3, reply_seconds=(300, 180), reply_categories=("member_state", "igo"))


@pytest.mark.parametrize(("start", "by_hand"), [("at_once", False), ("by_hand", True)])
def test_the_clock_starts_at_once_or_by_hand(start: str, by_hand: bool) -> None:
    assert rules(f"timer: {{start: {start}}}").clock_by_hand is by_hand


@pytest.mark.parametrize(
    ("written", "threshold"),
    [
        ("90 s", Threshold(90_000, 50)),
        ("2 min", Threshold(120_000, 50)),
        ("20 %", Threshold(None, 20)),
        ("20%", Threshold(None, 20)),
    ],
)
def test_the_warnings_of_the_clock_begin_at_a_time_or_at_a_share(written: str, threshold: Threshold) -> None:
    found = rules(f"timer: {{amber: {written}, red: {written}}}")
    assert (found.warn, found.last) == (threshold, threshold)
    assert rules("timer: {start: at_once}") == Rules()


@pytest.mark.parametrize(("written", "allowed"), [("yes", True), ("no", False)])
def test_a_meeting_allows_self_service_only_if_its_programme_says_so(written: str, allowed: bool) -> None:
    assert rules(f"joining: {{self_service: {written}}}").self_service is allowed
