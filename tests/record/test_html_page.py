"""The HTML page: its content, escaping, the content security policy, and the page that needs no other file."""

import re

import pytest

from nameplate.meeting import Meeting, record
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.paths import WEB
from nameplate.record import FORMATS, page
from nameplate.screens.rendering import Renderer
from tests.record.story import CHAIR, HOSTILE, HOUR_MS, Story, created, english, full_meeting

SCREENS = Renderer(WEB, lambda code: code)


def full_page() -> str:
    return page(full_meeting(), english(), SCREENS).decode()


def test_the_page_has_the_record_and_three_charts() -> None:
    html = full_page()
    for text in (
        "List of speakers, in order of speaking",
        "Points of order",
        "The speaker is asked to keep to the item",
        "Rights of reply",
        "How the list was ordered",
        "geneva-7",
        "Corrections",
        "Submitted in writing, not delivered",
    ):
        assert text in html
    assert html.count("<svg") == 3


def test_speakers_are_under_the_items_and_have_their_function_at_the_first_intervention() -> None:
    table = full_page().partition("List of speakers, in order of speaking")[2].partition("</table>")[0]
    headings = re.findall(r'scope="rowgroup"[^>]*>([^<]+)<', table)
    assert headings[:3] == ["Opening by the chair", "Presentation", "Interactive discussion"]
    assert table.count("Ms. Amara Okafor</strong>") == 2 and table.count("Independent expert") == 1


def test_names_are_listed_by_category_without_points_of_order() -> None:
    table = full_page().partition("Who took the floor, by kind of speaker")[2].partition("</table>")[0]
    assert "France; Kenya; Brazil" in table and table.count("Rücker") == 1
    assert "Ms. Amara Okafor; Ms. Sanna Berg (on behalf of Non-Aligned Movement)<" in table
    assert "European Union (on behalf of African, Caribbean and Pacific States)" in table


def test_a_sitting_on_another_day_than_booked_has_both_dates() -> None:
    story = Story()
    story.now += 24 * HOUR_MS
    html = page(story.give(CHAIR, OpenSitting("s1")).meeting, english(), SCREENS).decode()
    assert "Sitting of 4 March 2015, 10:00: International cooperation" in html
    assert "Booked 3 March 2015, 10:00–13:00. Opened at 10:00:05." in html


def test_only_the_page_of_a_server_links_to_the_other_formats() -> None:
    links = [f"/m/STORY234/record.{ending}?lang=en" for ending in ("docx", "csv", "json")]
    assert re.findall(r'<a href="([^"]+)"', full_page()) == links
    assert "<a " not in page(full_meeting(), english(), SCREENS, "p {}").decode()


def test_hostile_names_are_escaped() -> None:
    assert HOSTILE not in full_page()
    assert "<script" not in full_page()
    assert "&lt;script&gt;" in full_page()


def test_the_page_has_no_inline_style_or_script() -> None:
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", full_page())
    assert f'<link rel="stylesheet" href="{SCREENS.assets.url("record.css")}">' in full_page()


def test_a_page_with_styles_links_no_style_sheet() -> None:
    styles = SCREENS.assets.with_fonts("record.css")
    html = page(full_meeting(), english(), SCREENS, styles).decode()
    assert "<link" not in html and styles in html and "/static/" not in html


def test_ids_of_patterns_are_unique() -> None:
    ids = re.findall(r'\bid="([^"]+)"', full_page())
    assert len(ids) == len({*ids})


@pytest.mark.parametrize("name", [*FORMATS])
def test_every_format_can_be_written_before_the_first_command(name: str) -> None:
    meeting = record(Meeting(), created(), 0, "secretariat", 1)
    assert FORMATS[name].write(meeting, english(), SCREENS)
    assert "/" in FORMATS[name].media_type
