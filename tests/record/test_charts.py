"""The charts are well-formed, readable without colour, and true to the account. A strict content policy allows them."""

import re
from xml.etree import ElementTree

import pytest

from nameplate.record import account_of
from nameplate.record.chart import WIDTH
from nameplate.record.charts import limit_against_use, speaking_time_by_category
from nameplate.record.svg import svg
from nameplate.record.timeline_chart import timeline
from tests.record.story import HOSTILE, english, full_meeting

SVG = "{http://www.w3.org/2000/svg}"


def charts() -> dict[str, str]:
    account, words = account_of(full_meeting(), english()), english()
    sitting = account.sittings[0]
    (use,) = limit_against_use("use", sitting.interventions, words)
    line = timeline("line", sitting, account.lists, account.timezone, account.at, words)
    assert line
    return {"kinds": svg(speaking_time_by_category("kinds", account.totals, words)), "use": svg(use), "line": svg(line)}


def texts(chart: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(chart).iter(f"{SVG}text")]  # noqa: S314 - our own


def box_widths(chart: str, css_class: str) -> list[float]:
    boxes = ElementTree.fromstring(chart).iter(f"{SVG}rect")  # noqa: S314 - our own
    return [float(box.get("width", "")) for box in boxes if box.get("class") == css_class]


@pytest.mark.parametrize("name", ["kinds", "use", "line"])
def test_a_chart_is_well_formed_has_a_title_and_a_description_and_no_style_or_script(name: str) -> None:
    chart = charts()[name]
    root = ElementTree.fromstring(chart)  # noqa: S314 - our own
    assert root.get("role") == "img"
    labels = (root.get("aria-labelledby") or "").split()
    assert [root.find(f"*[@id='{label}']") is not None for label in labels] == [True, True]
    assert "style=" not in chart and "<style" not in chart and "<script" not in chart and "href" not in chart


def test_the_bar_of_a_category_is_as_wide_as_its_time() -> None:
    totals = account_of(full_meeting(), english()).totals
    widths = box_widths(charts()["kinds"], "bar")
    scale = max(widths) / max(t.used_ms for t in totals)
    assert widths == pytest.approx([t.used_ms * scale for t in totals], abs=0.1)


def test_the_figures_of_the_categories_add_up_to_the_account() -> None:
    figures = [text for text in texts(charts()["kinds"]) if "intervention" in text]
    interventions = account_of(full_meeting(), english()).interventions
    minutes = [re.match(r"(\d+):(\d\d) ", text) for text in figures]
    seconds = sum(int(m[1]) * 60 + int(m[2]) for m in minutes if m)
    assert seconds == sum(i.used_ms for i in interventions if i.counts) // 1000
    assert sum(int(text.split("· ")[2].split()[0]) for text in figures) == 15


def test_limit_against_use_has_a_row_for_each_heard_intervention_and_marks_overtime() -> None:
    chart = charts()["use"]
    assert len(box_widths(chart, "use")) == 15
    assert len(box_widths(chart, "over")) == 6
    assert "3:50 / 3:30  (+0:20)" in texts(chart)


def test_a_long_list_is_split_into_several_charts() -> None:
    heard = [i for i in account_of(full_meeting(), english()).interventions if i.counts] * 5
    assert [svg(chart).count('class="limit" fill') for chart in limit_against_use("use", heard, english())] == [
        30,
        30,
        15,
    ]


def test_fewer_than_six_more_rows_stay_in_the_last_chart() -> None:
    heard = [i for i in account_of(full_meeting(), english()).interventions if i.counts] * 5
    rows = [svg(chart).count('class="limit" fill') for chart in limit_against_use("use", heard[:61], english())]
    assert rows == [30, 31]


def test_the_legend_of_the_timeline_has_all_patterns_and_stays_inside_the_chart() -> None:
    assert len(box_widths(charts()["line"], "key")) == 5
    elements = ElementTree.fromstring(charts()["line"]).iter(f"{SVG}text")  # noqa: S314 - our own
    *_, last = elements
    assert (last.text, float(last.get("x", "")) + 6 * len("Point of order") <= WIDTH) == ("Point of order", True)


def test_the_timeline_has_every_intervention_and_suspension() -> None:
    chart = charts()["line"]
    assert len(box_widths(chart, "point")) == 2  # the point of order, and the legend
    numbers = [text for text in texts(chart) if text.isdigit()]
    assert sorted({*map(int, numbers)}) == [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15]
    assert "6 Kenya" in texts(chart)
    assert "Suspended" in texts(chart)


def test_each_family_of_speakers_has_its_own_pattern() -> None:
    fills = {box.get("fill") for box in ElementTree.fromstring(charts()["kinds"]).iter(f"{SVG}rect")}  # noqa: S314
    assert {f"url(#kinds-{name})" for name in ("states", "podium", "society", "organizations", "others")} <= fills


def test_names_are_escaped() -> None:
    assert "<script" not in charts()["use"]
    assert any(text.startswith("<script>") for text in texts(charts()["use"]))
    assert HOSTILE in "".join(ElementTree.fromstring(charts()["line"]).itertext())  # noqa: S314 - our own


def test_a_sitting_that_was_not_held_has_no_timeline() -> None:
    account = account_of(full_meeting(), english())
    assert timeline("line", account.sittings[1], account.lists, account.timezone, account.at, english()) is None
