"""Kinds of speakers: the role in which somebody speaks, in the totals, the tables, the charts and the four forms."""

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


def counted(story: Story) -> dict[str, tuple[int, int]]:
    """Speakers and interventions by kind."""
    return {t.kind: (t.speakers, t.interventions) for t in account_of(story.meeting, english()).totals}


def kinds(story: Story, seat: str) -> list[str]:
    return [i.who.kind for i in account_of(story.meeting, english()).interventions if i.who.seat == seat]


def test_opening_and_keynote_speakers_are_counted_apart_from_panellists() -> None:
    assert counted(held()) == {
        "chair": (1, 1),
        "opening_speaker": (1, 1),
        "keynote_speaker": (1, 1),
        "panellist": (1, 2),
        "member_state": (1, 1),
    }


def test_somebody_with_two_roles_is_counted_in_both_and_once_in_all() -> None:
    story = held((*ITEMS[:4], Item("talk-2", "presentation", speaker="ardekani", minutes=10), *ITEMS[4:]))
    assert kinds(story, "ardekani") == ["keynote_speaker", "panellist"]
    *by_role, in_all = ReportTables(account_of(story.meeting, english()), english()).totals().rows
    assert (sum(int(row[1]) for row in by_role), in_all[1]) == (6, "5")


def test_an_opening_speaker_who_takes_the_floor_again_stays_one() -> None:
    story = held().give(CHAIR, GiveFloor(seat="pansieri"), EndSpeech())
    assert kinds(story, "pansieri") == ["opening_speaker", "opening_speaker"]


def test_a_keynote_speaker_who_replies_with_the_panel_replies_as_a_panellist() -> None:
    items = (*ITEMS[:-1], Item("answers", "replies", speakers=("khor", "ardekani"), minutes=10))
    story = held(items).give(CHAIR, GiveFloor(seat="ardekani"), EndSpeech())
    assert kinds(story, "ardekani") == ["keynote_speaker", "panellist"]


def test_the_chair_is_the_chair_in_every_item() -> None:
    story = held((Item("remarks", "opening_remarks", speaker="chair", minutes=5), *ITEMS[3:]))
    assert kinds(story, "chair") == ["chair"]


def test_a_delegation_that_delivers_the_keynote_speaks_in_that_role() -> None:
    story = held((Item("keynote", "keynote", speaker="FR", minutes=5), *ITEMS[3:]))
    assert kinds(story, "FR") == ["keynote_speaker", "member_state"]


def test_who_took_the_floor_begins_with_the_podium() -> None:
    told = account_of(held().meeting, english())
    assert ReportTables(told, english()).names_by_category(told.sittings[0]).rows == (
        ("Chair", "H.E. Mr. Joachim Rücker"),
        ("Opening speaker", "Ms. Flavia Pansieri"),
        ("Keynote speaker", "H.E. Mr. Abbas Bagherpour Ardekani (on behalf of Non-Aligned Movement)"),
        ("Panellist", "Mr. Martin Khor (Malaysia)"),
        ("Member State", "France"),
    )


def test_the_chart_names_the_roles_and_gives_them_the_pattern_of_the_podium() -> None:
    chart = svg(speaking_time_by_category("kinds", account_of(held().meeting, english()).totals, english()))
    assert ">Opening speaker<" in chart and ">Keynote speaker<" in chart
    assert chart.count("url(#kinds-podium)") == 4


def test_the_csv_and_the_json_have_the_roles() -> None:
    data = csv_record(held().meeting, english()).decode("utf-8-sig")
    named = {row["Code"]: row["Kind"] for row in csv.DictReader(io.StringIO(data, newline=""))}
    assert (named["pansieri"], named["ardekani"], named["khor"]) == ("Opening speaker", "Keynote speaker", "Panellist")
    sitting = json.loads(json_record(held().meeting, english()))["sittings"][0]
    assert [i["who"]["kind"] for i in sitting["interventions"]][:3] == ["chair", "opening_speaker", "keynote_speaker"]
    assert [t["kind"] for t in sitting["totals"]][:3] == ["chair", "opening_speaker", "keynote_speaker"]


def test_every_category_of_a_seat_has_its_words() -> None:
    assert CATEGORY_LABELS.items() <= CATEGORY_NAMES.items()
