"""The manual documents every key and every choice of a programme file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.programme.items import ITEM_KINDS
from nameplate.meeting.ready_messages import MESSAGE_ADDRESSEES
from nameplate.meeting.speakers_list.orders import ORDERS
from nameplate.meeting.speeches.speaking_times import PRESETS
from nameplate.planning import meeting_rules, programme_file
from nameplate.planning.concept_note import propose
from nameplate.planning.delegations_file import COLUMNS
from nameplate.planning.programme_file import read_programme

DOCS = Path(__file__).parents[2] / "docs"
MANUAL = (DOCS / "programme.md").read_text(encoding="utf-8")
CONCEPT_NOTES = (DOCS / "concept-notes.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        programme_file.MEETING_KEYS,
        programme_file.SITTING_KEYS,
        programme_file.ITEM_KEYS,
        programme_file.PERSON_KEYS,
        programme_file.TEXTS,
        programme_file.MESSAGE_KEYS,
        MESSAGE_ADDRESSEES,
        meeting_rules.LIST_KEYS,
        meeting_rules.REPLY_KEYS,
        meeting_rules.POINT_KEYS,
        meeting_rules.YES_OR_NO,
        meeting_rules.TIMER_KEYS,
        meeting_rules.STARTS,
        meeting_rules.JOINING_KEYS,
        COLUMNS,
        CATEGORIES,
        ITEM_KINDS,
        [*ORDERS],
        [*PRESETS],
    ],
)
def test_every_key_and_choice_of_a_programme_is_in_the_manual(words: tuple[str, ...]) -> None:
    assert [word for word in words if f"`{word}`" not in MANUAL] == []


def test_the_smallest_programme_of_the_manual_can_be_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
    file = tmp_path / "programme.yaml"
    file.write_text(example, encoding="utf-8")
    read = read_programme(file, "SMALL234", ())
    assert [item.kind for item in read.created.sittings[0].items] == ["presentation", "floor_block"]
    assert read.warnings == ()


def test_every_figure_of_a_preset_is_in_the_manual() -> None:
    for name, limits in PRESETS.items():
        panellist, member, others = (limits[category] for category in ("panellist", "member_state", "other"))
        assert f"| `{name}` | {panellist} | {member} | {others} |" in MANUAL


def examples(field: str) -> list[str]:
    """The examples of a field in the manual of concept notes."""
    (row,) = re.findall(rf"^\| {field} \|(.*)\|$", CONCEPT_NOTES, re.MULTILINE)
    return re.findall(r'"([^"]+)"', row)


@pytest.mark.parametrize("example", examples("Date"))
def test_an_example_of_a_date_is_recognised(example: str) -> None:
    assert propose(f"Seminar\n\nDate: {example}\n").date


@pytest.mark.parametrize("example", examples("Sittings"))
def test_an_example_of_a_sitting_is_recognised(example: str) -> None:
    in_programme = propose(f"Programme\n{example}\nOpening: Ms. Ada Example\n")
    in_head = propose(f"Seminar\n\nDate: 3 March 2015, {example}\n")
    assert any(sitting.begin for sitting in (*in_programme.sittings, *in_head.sittings)) or in_programme.date


@pytest.mark.parametrize("example", [each for each in examples("Format") if "..." not in each])
def test_an_example_of_a_format_is_recognised(example: str) -> None:
    assert propose(f"Seminar\n\nFormat: There will be {example}.\n").sittings[0].items
