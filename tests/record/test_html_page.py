"""The page: what it shows, that names cannot break it, and that it can stand alone."""

import re

import pytest

from nameplate.meeting import Meeting, record
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.paths import WEB
from nameplate.record import FORMATS, page
from nameplate.screens.rendering import Renderer
from tests.record.story import CHAIR, HOSTILE, HOURS, Story, created, english, told

SCREENS = Renderer(WEB, lambda code: code)


def shown() -> str:
    return page(told(), english(), SCREENS).decode()


def test_it_has_the_record_and_the_three_charts() -> None:
    html = shown()
    for words in (
        "List of speakers, in order of speaking",
        "Points of order",
        "The speaker is asked to keep to the item",
        "Rights of reply",
        "How the list was ordered",
        "geneva-7",
        "Corrections",
        "Submitted in writing, not delivered",
    ):
        assert words in html
    assert html.count("<svg") == 3


def test_speakers_stand_under_the_items_and_a_function_where_somebody_speaks_first() -> None:
    table = shown().partition("List of speakers, in order of speaking")[2].partition("</table>")[0]
    headings = re.findall(r'scope="rowgroup"[^>]*>([^<]+)<', table)
    assert headings[:3] == ["Opening by the chair", "Presentation", "Interactive discussion"]
    assert table.count("Ms. Amara Okafor</strong>") == 2 and table.count("Independent expert") == 1


def test_names_stand_by_kind_as_a_report_lists_them_without_points_of_order() -> None:
    table = shown().partition("Who took the floor, by kind of speaker")[2].partition("</table>")[0]
    assert "France; Kenya; Brazil" in table and table.count("Rücker") == 1
    assert "Ms. Amara Okafor; Ms. Sanna Berg (on behalf of Non-Aligned Movement)<" in table
    assert "European Union (on behalf of African, Caribbean and Pacific States)" in table


def test_a_sitting_on_another_day_than_booked_says_both() -> None:
    story = Story()
    story.now += 24 * HOURS
    html = page(story.give(CHAIR, OpenSitting("s1")).meeting, english(), SCREENS).decode()
    assert "Sitting of 4 March 2015, 10:00: International cooperation" in html
    assert "Booked 3 March 2015, 10:00–13:00. Opened at 10:00:05." in html


def test_only_the_page_of_a_server_leads_to_the_other_forms() -> None:
    forms = [f"/m/STORY234/record.{ending}" for ending in ("docx", "csv", "json")]
    assert re.findall(r'<a href="([^"]+)"', shown()) == forms
    assert "<a " not in page(told(), english(), SCREENS, "p {}").decode()


def test_hostile_names_are_escaped() -> None:
    assert HOSTILE not in shown()
    assert "<script" not in shown()
    assert "&lt;script&gt;" in shown()


def test_it_obeys_a_content_policy_without_inline_styles() -> None:
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", shown())
    assert f'<link rel="stylesheet" href="{SCREENS.assets.url("record.css")}">' in shown()


def test_it_stands_alone_with_the_styles_in_it() -> None:
    styles = (WEB / "static/css/record.css").read_text(encoding="utf-8")
    html = page(told(), english(), SCREENS, styles).decode()
    assert "<link" not in html and styles.strip() in html


def test_ids_of_patterns_are_unique() -> None:
    ids = re.findall(r'\bid="([^"]+)"', shown())
    assert len(ids) == len({*ids})


@pytest.mark.parametrize("name", [*FORMATS])
def test_every_format_is_written_before_anything_happened(name: str) -> None:
    begun = record(Meeting(), created(), 0, "secretariat", 1)
    assert FORMATS[name].write(begun, english(), SCREENS)
    assert "/" in FORMATS[name].media_type
