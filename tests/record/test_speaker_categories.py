"""The category of a speaker is the role in the item. Totals, tables, charts, CSV and JSON use it."""

import csv
import io
import json

from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.model.values import Item
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.record import account_of
from nameplate.record.charts import speaking_time_by_category
from nameplate.record.csv_and_json import csv_record, json_record
from nameplate.record.report_tables import ReportTables
from nameplate.record.speaker_categories import CATEGORY_NAMES
from nameplate.record.svg import svg
from nameplate.wording.labels import CATEGORY_LABELS
from tests.record.panel import ITEMS, held
from tests.record.story import CHAIR, Story, english


def counts(story: Story) -> dict[str, tuple[int, int]]:
    """The numbers of speakers and of interventions, by category."""
    return {t.kind: (t.speakers, t.interventions) for t in account_of(story.meeting, english()).totals}


def categories(story: Story, seat: str) -> list[str]:
    return [i.who.kind for i in account_of(story.meeting, english()).interventions if i.who.seat == seat]


def test_opening_and_keynote_speakers_have_their_own_categories() -> None:
    assert counts(held()) == {
        "chair": (1, 1),
        "opening_speaker": (1, 1),
        "keynote_speaker": (1, 1),
        "panellist": (1, 2),
        "member_state": (1, 1),
    }


def test_a_person_with_two_roles_counts_in_both_and_once_in_the_sum() -> None:
    story = held((*ITEMS[:4], Item("talk-2", "presentation", speaker="ardekani", minutes=10), *ITEMS[4:]))
    assert categories(story, "ardekani") == ["keynote_speaker", "panellist"]
    *by_category, in_all = ReportTables(account_of(story.meeting, english()), english()).totals().rows
    assert (sum(int(row[1]) for row in by_category), in_all[1]) == (6, "5")


def test_an_opening_speaker_keeps_the_category_at_the_next_intervention() -> None:
    story = held().give(CHAIR, GiveFloor(seat="pansieri"), EndSpeech())
    assert categories(story, "pansieri") == ["opening_speaker", "opening_speaker"]


def test_a_keynote_speaker_among_the_replies_of_the_panel_is_a_panellist_there() -> None:
    items = (*ITEMS[:-1], Item("answers", "replies", speakers=("khor", "ardekani"), minutes=10))
    story = held(items).give(CHAIR, GiveFloor(seat="ardekani"), EndSpeech())
    assert categories(story, "ardekani") == ["keynote_speaker", "panellist"]


def test_the_chair_is_the_chair_in_every_item() -> None:
    story = held((Item("remarks", "opening_remarks", speaker="chair", minutes=5), *ITEMS[3:]))
    assert categories(story, "chair") == ["chair"]


def test_a_delegation_is_a_keynote_speaker_in_the_keynote_only() -> None:
    story = held((Item("keynote", "keynote", speaker="FR", minutes=5), *ITEMS[3:]))
    assert categories(story, "FR") == ["keynote_speaker", "member_state"]


def test_names_by_category_begin_with_the_podium() -> None:
    account = account_of(held().meeting, english())
    assert ReportTables(account, english()).names_by_category(account.sittings[0]).rows == (
        ("Chair", "H.E. Mr. Joachim Rücker"),
        ("Opening speaker", "Ms. Flavia Pansieri"),
        ("Keynote speaker", "H.E. Mr. Abbas Bagherpour Ardekani (on behalf of Non-Aligned Movement)"),
        ("Panellist", "Mr. Martin Khor (Malaysia)"),
        ("Member State", "France"),
    )


def test_the_chart_has_the_podium_categories_with_the_pattern_of_the_podium() -> None:
    chart = svg(speaking_time_by_category("kinds", account_of(held().meeting, english()).totals, english()))
    assert ">Opening speaker<" in chart and ">Keynote speaker<" in chart
    assert chart.count("url(#kinds-podium)") == 4


def test_the_csv_and_the_json_have_the_categories() -> None:
    data = csv_record(held().meeting, english()).decode("utf-8-sig")
    category_by_seat = {row["Code"]: row["Kind"] for row in csv.DictReader(io.StringIO(data, newline=""))}
    assert (category_by_seat["pansieri"], category_by_seat["ardekani"], category_by_seat["khor"]) == (
        "Opening speaker",
        "Keynote speaker",
        "Panellist",
    )
    sitting = json.loads(json_record(held().meeting, english()))["sittings"][0]
    assert [i["who"]["kind"] for i in sitting["interventions"]][:3] == ["chair", "opening_speaker", "keynote_speaker"]
    assert [t["kind"] for t in sitting["totals"]][:3] == ["chair", "opening_speaker", "keynote_speaker"]


def test_every_category_of_a_seat_has_a_name() -> None:
    assert CATEGORY_LABELS.items() <= CATEGORY_NAMES.items()
