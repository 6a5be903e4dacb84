"""The charts: well-formed, readable without colour, true to the account, and fit for a strict content policy."""

import re
from xml.etree import ElementTree

import pytest

from nameplate.record import account_of
from nameplate.record.chart import WIDTH
from nameplate.record.charts import limit_against_use, speaking_time_by_category
from nameplate.record.svg import svg
from nameplate.record.timeline import timeline
from tests.record.story import HOSTILE, english, told

SVG = "{http://www.w3.org/2000/svg}"


def charts() -> dict[str, str]:
    found, words = account_of(told(), english()), english()
    sitting = found.sittings[0]
    (use,) = limit_against_use("use", sitting.interventions, words)
    line = timeline("line", sitting, found.lists, found.timezone, found.at, words)
    assert line
    return {"kinds": svg(speaking_time_by_category("kinds", found.totals, words)), "use": svg(use), "line": svg(line)}


def said(chart: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(chart).iter(f"{SVG}text")]  # noqa: S314 - our own


def boxes(chart: str, kind: str) -> list[float]:
    found = ElementTree.fromstring(chart).iter(f"{SVG}rect")  # noqa: S314 - our own
    return [float(box.get("width", "")) for box in found if box.get("class") == kind]


@pytest.mark.parametrize("name", ["kinds", "use", "line"])
def test_a_chart_is_well_formed_named_described_and_has_no_style_or_script(name: str) -> None:
    chart = charts()[name]
    root = ElementTree.fromstring(chart)  # noqa: S314 - our own
    assert root.get("role") == "img"
    labels = (root.get("aria-labelledby") or "").split()
    assert [root.find(f"*[@id='{label}']") is not None for label in labels] == [True, True]
    assert "style=" not in chart and "<style" not in chart and "<script" not in chart and "href" not in chart


def test_the_bars_of_kinds_stand_for_their_time() -> None:
    totals = account_of(told(), english()).totals
    widths = boxes(charts()["kinds"], "bar")
    scale = max(widths) / max(t.used_ms for t in totals)
    assert widths == pytest.approx([t.used_ms * scale for t in totals], abs=0.1)


def test_the_figures_of_kinds_add_up_to_the_account() -> None:
    figures = [text for text in said(charts()["kinds"]) if "intervention" in text]
    told_of = account_of(told(), english()).interventions
    minutes = [re.match(r"(\d+):(\d\d) ", text) for text in figures]
    seconds = sum(int(m[1]) * 60 + int(m[2]) for m in minutes if m)
    assert seconds == sum(i.used_ms for i in told_of if i.counts) // 1000
    assert sum(int(text.split("· ")[2].split()[0]) for text in figures) == 15


def test_limit_and_use_has_a_row_for_each_who_was_heard_and_marks_overtime() -> None:
    chart = charts()["use"]
    assert len(boxes(chart, "use")) == 15
    assert len(boxes(chart, "over")) == 6
    assert "3:50 / 3:30  (+0:20)" in said(chart)


def test_a_long_list_is_drawn_in_several_pictures() -> None:
    heard = [i for i in account_of(told(), english()).interventions if i.counts] * 5
    assert [svg(chart).count('class="limit" fill') for chart in limit_against_use("use", heard, english())] == [
        30,
        30,
        15,
    ]


def test_a_few_rows_more_than_a_picture_holds_stay_in_it() -> None:
    heard = [i for i in account_of(told(), english()).interventions if i.counts] * 5
    rows = [svg(chart).count('class="limit" fill') for chart in limit_against_use("use", heard[:61], english())]
    assert rows == [30, 31]


def test_the_key_of_the_timeline_has_room_for_all_patterns() -> None:
    assert len(boxes(charts()["line"], "key")) == 5
    texts = ElementTree.fromstring(charts()["line"]).iter(f"{SVG}text")  # noqa: S314 - our own
    *_, last = texts
    assert (last.text, float(last.get("x", "")) + 6 * len("Point of order") <= WIDTH) == ("Point of order", True)


def test_the_timeline_has_every_intervention_once_in_each_hour_that_it_touches() -> None:
    chart = charts()["line"]
    assert len(boxes(chart, "point")) == 2  # the point of order, and the key
    numbers = [text for text in said(chart) if text.isdigit()]
    assert sorted({*map(int, numbers)}) == [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15]
    assert "6 Kenya" in said(chart)
    assert "Suspended" in said(chart)


def test_kinds_are_told_apart_by_pattern() -> None:
    fills = {box.get("fill") for box in ElementTree.fromstring(charts()["kinds"]).iter(f"{SVG}rect")}  # noqa: S314
    assert {f"url(#kinds-{name})" for name in ("states", "podium", "society", "organizations", "others")} <= fills


def test_names_are_escaped() -> None:
    assert "<script" not in charts()["use"]
    assert any(text.startswith("<script>") for text in said(charts()["use"]))
    assert HOSTILE in "".join(ElementTree.fromstring(charts()["line"]).itertext())  # noqa: S314 - our own


def test_a_sitting_that_was_not_held_has_no_timeline() -> None:
    found = account_of(told(), english())
    assert timeline("line", found.sittings[1], found.lists, found.timezone, found.at, english()) is None
