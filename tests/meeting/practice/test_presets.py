"""The figures of the presets and the defaults. All of them are settings, none is a rule."""

import pytest

from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.values import Rules, Threshold
from nameplate.meeting.speeches.speaking_times import PRESETS


@pytest.mark.parametrize(
    ("preset", "seconds"),
    [
        pytest.param(
            "seminar_2013",
            {"panellist": 600, "member_state": 180, "observer_state": 180, "un_entity": 180, "nhri": 180, "ngo": 180},
            id="concept note of 14 February 2013 for the presentations",
        ),
        pytest.param(
            "hrc_panel_2012",
            {"panellist": 420, "member_state": 180, "observer_state": 120, "un_entity": 120, "nhri": 120, "ngo": 120},
            id="order of the day, 29 February 2012",
        ),
        pytest.param(
            "hrc_panel_2017",
            {"panellist": 420, "member_state": 120, "observer_state": 120, "un_entity": 120, "nhri": 120, "ngo": 120},
            id="order of the day, 6 October 2017",
        ),
        pytest.param(
            "hrc_id_clustered_2012",
            {"panellist": 600, "member_state": 300, "observer_state": 180, "un_entity": 180, "nhri": 180, "ngo": 180},
            id="order of the day, 22 March 2012",
        ),
        pytest.param(
            "hrc_gd_2017",
            {"member_state": 150, "observer_state": 90, "un_entity": 90, "nhri": 90, "ngo": 90},
            id="order of the day, 26 September 2017",
        ),
        pytest.param(
            "upr_lots_2012",
            {"member_state": 90, "observer_state": 90},
            id="modalities of September 2012 (UPR Info)",
        ),
    ],
)
def test_a_preset_has_these_seconds(preset: str, seconds: dict[str, int]) -> None:
    assert {kind: PRESETS[preset][kind] for kind in seconds} == seconds


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_concerned_countries_and_groups_have_the_time_of_members_and_others_that_of_observers(
    preset: str,
) -> None:
    limits = PRESETS[preset]
    members = {"member_state", "concerned_country", "group"}
    assert {limits[kind] for kind in members} == {limits["member_state"]}
    assert {limits[category] for category in CATEGORIES if category not in {*members, "panellist"}} == {
        limits["observer_state"]
    }


def test_the_defaults_of_a_programme_without_rules() -> None:
    rules = Rules()
    assert (rules.order, rules.inscriptions_each, rules.closes_after_ms) == ("receipt", 1, None)
    assert (rules.replies_each, rules.reply_seconds) == (2, (180, 120))
    assert set(rules.reply_categories) == {"member_state", "observer_state", "concerned_country"}
    assert (rules.handover_ms, rules.point_seconds, rules.block_size) == (20_000, 60, 15)
    assert (rules.reserved_per_block, rules.budgets, rules.clock_by_hand) == ({}, {}, False)


def test_the_clock_warns_one_minute_and_half_a_minute_before_the_end() -> None:
    assert (Rules().warn, Rules().last) == (Threshold(60_000, 50), Threshold(30_000, 25))
