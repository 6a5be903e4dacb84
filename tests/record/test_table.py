"""CSV and JSON: every row, nothing that a spreadsheet would run, nothing that breaks a reader."""

import csv
import io
import json

import pytest

from nameplate.meeting.admission import AddInscription
from nameplate.meeting.opening import OpenList
from nameplate.meeting.programme import OpenItem
from nameplate.meeting.sitting import OpenSitting
from nameplate.record import account
from nameplate.record.table import comma_separated, machine_readable
from tests.record.story import CHAIR, DESK, HOSTILE, Story, english, told


def rows(data: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


def with_guest(name: str) -> Story:
    story = Story().press(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    return story.press(DESK, AddInscription(guest=name))


def test_there_is_a_row_for_each_call_and_each_place_not_heard() -> None:
    found = account(told(), english())
    assert len(rows(comma_separated(told(), english()))) == len(found.interventions) + len(found.unheard)


def test_it_begins_with_the_mark_by_which_a_spreadsheet_knows_utf_8() -> None:
    assert comma_separated(told(), english()).startswith(b"\xef\xbb\xbf")


def test_a_row_has_times_seconds_and_outcome() -> None:
    row = rows(comma_separated(told(), english()))[4]
    assert (row["Name"], row["Called"], row["Ended"]) == ("France", "10:27:12", "10:31:37")
    assert (row["Limit (s)"], row["Used (s)"], row["Over (s)"], row["Clock stopped (s)"]) == ("210", "230", "20", "35")
    assert row["Outcome"] == "Heard"


def test_commas_quotes_and_letters_of_all_languages_survive() -> None:
    names = {row["Name"] for row in rows(comma_separated(told(), english()))}
    assert {HOSTILE, "Ms. Lena Weiß, Geneva Academy", "H.E. Mr. Joachim Rücker"} <= names
    story = with_guest('السيدة ليلى, "Лена" 王\nof two lines')
    assert rows(comma_separated(story.meeting, english()))[0]["Name"] == 'السيدة ليلى, "Лена" 王\nof two lines'


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])  # noqa: RUF001 - that is the test
def test_what_a_spreadsheet_would_run_is_text(name: str) -> None:
    assert rows(comma_separated(with_guest(name).meeting, english()))[0]["Name"] == f"'{name}"


def test_json_has_keys_codes_and_times_with_their_offset() -> None:
    found = json.loads(machine_readable(told(), english()))
    first = found["sittings"][0]
    assert (found["code"], first["opened_at"]) == ("STORY234", "2015-03-03T10:01:35.000+01:00")
    france = first["interventions"][4]
    assert (france["who"]["seat"], france["form"], france["state"], france["counts"]) == (
        "FR",
        "statement",
        "ended",
        True,
    )
    assert (france["used_ms"], france["limit_ms"], france["over_ms"], france["inscription"]) == (
        230000,
        210000,
        20000,
        "i20",
    )
    assert found["lists"][0]["drawn_seed"] == "geneva-7"
    assert found["corrections"][0]["act"] == "undone"


def test_json_has_the_same_totals() -> None:
    found = json.loads(machine_readable(told(), english()))
    assert [t["used_ms"] for t in found["totals"]] == [t.used_ms for t in account(told(), english()).totals]
