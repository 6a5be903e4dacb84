"""The form of a programme as plain data: whatever a programme says goes through it, and rules have their sources."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.speeches.speaking_times import PRESETS
from nameplate.pages.organiser.programme_draft import Draft
from nameplate.pages.organiser.programme_form import data_of
from nameplate.pages.organiser.programme_page import form_values
from nameplate.pages.organiser.rules_form import RulesForm
from nameplate.paths import WEB
from nameplate.planning.bad_file import BadFile
from nameplate.planning.programme_data import dump, load
from nameplate.planning.programme_file import read_programme_text
from nameplate.planning.rule_presets import RULE_PRESETS, RULES, with_preset
from nameplate.screens.rendering import Renderer
from nameplate.wording.labels import PRESET_LABELS, SOURCE_LABELS
from tests.planning.any_programme import DELEGATIONS
from tests.planning.test_export import FULL, rich_programmes
from tests.record.story import english

from .form_fields import fields_of

PLAIN = {key: value for key, value in FULL.items() if key != "statements"}
SCREENS = Renderer(WEB, str)


def through_the_form(data: Any) -> Any:
    """The data of a programme after its form was shown and sent back unchanged."""
    shown = SCREENS.page("organiser/programme.html", "en", **form_values(Draft(data), english()))
    return data_of(fields_of(shown))


def created(data: Any) -> MeetingCreated:
    return read_programme_text(dump(data).text, "programme.yaml", "CODE2345", DELEGATIONS).created


def test_a_programme_with_every_key_goes_through_the_form_without_a_loss() -> None:
    data = load(dump(FULL).text, "full")
    again = through_the_form(data)
    assert created(again) == created(data)
    assert data.keys() == again.keys()
    assert through_the_form(again) == again


@settings(max_examples=40, deadline=None)
@given(text=rich_programmes())
def test_any_programme_goes_through_the_form_without_a_loss(text: str) -> None:
    data = load(text, "any")
    again = through_the_form(data)
    assert created(again) == created(data)
    assert through_the_form(again) == again


@pytest.mark.parametrize(
    "wrong",
    [
        {"list": {"kept": "all", "budgets": "30", "order": {"a": "b"}}},
        {"list": {"kept": {"king": "1"}, "budgets": {"king": "1"}}},
        {"right_of_reply": {"kinds": ["king"], "seconds": "many"}},
        {"points_of_order": {"kinds": "States"}},
        {"timer": ["amber"]},
        {"speaking_time": {"king": "60"}},
        {"speaking_time": "short"},
        {"messages": "Slower"},
        {"preset": "nonsense"},
    ],
    ids=json.dumps,
)
def test_a_wrong_value_is_still_wrong_after_the_form(wrong: dict[str, Any]) -> None:
    data = {**load(dump(FULL).text, "full"), **wrong}
    check = partial(read_programme_text, file="p", code="CODE2345", delegations=DELEGATIONS)
    for each in (data, through_the_form(data)):
        with pytest.raises(BadFile, match=r"must|not known"):
            check(dump(each).text)


def test_a_person_who_is_only_called_chair_does_not_become_the_chair() -> None:
    data: Any = load(dump(FULL).text, "full")
    data["sittings"][0]["items"][1]["speaker"] = " chair"
    assert created(through_the_form(data)) == created(data)


def test_times_can_be_written_as_minutes_and_seconds() -> None:
    data: Any = {**FULL, "speaking_time": {"ngo": "1:30"}, "right_of_reply": {"seconds": ["2:30", "90"]}}
    read = created(load(dump(data).text, "p"))
    assert (read.limits["ngo"], read.rules.reply_seconds) == (90, (150, 90))


@pytest.mark.parametrize("name", RULE_PRESETS)
def test_a_preset_is_valid_has_sources_and_can_be_taken_twice(name: str) -> None:
    data: Any = with_preset({**FULL, "list": {"places_each": "3"}}, name)
    read = created(data)
    assert read.limits == PRESETS[name]
    assert read.rules.inscriptions_each == 3, "what a preset does not say stays"
    assert with_preset(data, name) == data
    assert RulesForm(data, english()).compared(name).changes == ()
    assert {*RULE_PRESETS[name].sources.values()} <= {*SOURCE_LABELS}
    assert all({*keys} <= {*RULES[part]} for part, keys in RULE_PRESETS[name].rules.items())
    planned = RULE_PRESETS[name]
    minutes = 60 * (int(planned.end[:2]) - int(planned.start[:2]))
    assert sum(item[1] for item in planned.items) == minutes


def test_every_set_of_speaking_times_is_a_preset_with_a_label() -> None:
    assert [*RULE_PRESETS] == [*PRESETS] == [*PRESET_LABELS]


def test_a_comparison_says_what_a_preset_would_change_and_where_it_comes_from() -> None:
    rules = RulesForm({"preset": "hrc_panel_2012", "list": {"closes_after_minutes": "10"}}, english())
    changes = [(each.rule, each.now, each.then, each.source) for each in rules.compared("hrc_panel_2017").changes]
    assert changes == [
        (
            "Speaking time: Member State, Country concerned, Group",
            "3:00",
            "2:00",
            "Human Rights Council, order of the day, 6 October 2017",
        ),
        (
            "The list closes after (minutes)",
            "10",
            "15",
            "Human Rights Council, order of the day, 26 September 2017",
        ),
    ]
    assert rules.source("list.closes_after_minutes") == "Human Rights Council, order of the day, 27 June 2012"
    own = RulesForm({"preset": "hrc_panel_2012", "speaking_time": {"ngo": "90"}}, english())
    assert (own.source("speaking_time.ngo"), own.source("list.closes_after_minutes")) == ("", "")
    assert ("your own", "NGO") in own.time_sources()


@given(preset=st.sampled_from([*RULE_PRESETS]), other=st.sampled_from([*RULE_PRESETS]))
def test_a_preset_replaces_all_of_another_one(preset: str, other: str) -> None:
    data: Any = load(
        dump({**PLAIN, "list": {}, "right_of_reply": {}, "points_of_order": {}, "timer": {}, "joining": {}}).text, "p"
    )
    assert created(with_preset(with_preset(data, other), preset)) == created(with_preset(data, preset))
    assert created(with_preset(data, "seminar_2013")).rules == Rules()
