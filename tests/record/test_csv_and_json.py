"""CSV and JSON: rows and keys are complete, a spreadsheet runs no formula, and every character can be read back."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from nameplate.meeting.floor.points_of_order import RaisePointOfOrder
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.advance_inscriptions import InscribeInAdvance
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, AdmitInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.record import account_of
from nameplate.record.csv_and_json import csv_record, json_record
from tests.advance import with_window
from tests.cast import FR, KE
from tests.panel import AT, SITTING, begun, then
from tests.record.story import CHAIR, DESK, HOSTILE, Story, delegate, english, full_meeting

TEXTS_LIKE_FORMULAS = st.text(st.sampled_from("ab1 ,;|\t=+-@＝\"'"), min_size=1).filter(str.strip)  # noqa: RUF001


def rows(data: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


def with_guest(name: str) -> Story:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    return story.give(DESK, AddInscription(guest=name))


def test_there_is_a_row_for_each_call_and_each_unheard_inscription() -> None:
    account = account_of(full_meeting(), english())
    assert len(rows(csv_record(full_meeting(), english()))) == len(account.interventions) + len(account.unheard)


def test_an_inscription_in_advance_that_the_desk_did_not_confirm_is_said_to_be_so() -> None:
    meeting = then(begun(with_window(AT)), (FR, InscribeInAdvance()), (KE, InscribeInAdvance()))
    kenya = next(one.id for speakers in meeting.lists.values() for one in speakers.late if one.seat == "KE")
    meeting = then(meeting, (DESK, AdmitInscription(kenya)))
    for later in (meeting, then(meeting, (CHAIR, OpenSitting(SITTING)), (CHAIR, AdjournSitting()))):
        outcomes = {row["Name"]: (row["Outcome"], row["Asked by"]) for row in rows(csv_record(later, english()))}
        assert outcomes["France"] == ("Inscribed in advance, not confirmed", "in advance")
        assert outcomes["Kenya"][0] in ("Still waiting", "Not reached")


def test_the_csv_begins_with_the_byte_order_mark_of_utf_8() -> None:
    assert csv_record(full_meeting(), english()).startswith(b"\xef\xbb\xbf")


def test_a_row_has_times_seconds_and_outcome() -> None:
    row = rows(csv_record(full_meeting(), english()))[4]
    assert (row["Name"], row["Called"], row["Ended"]) == ("France", "10:27:12", "10:31:37")
    assert (row["Limit (s)"], row["Used (s)"], row["Over (s)"], row["Clock stopped (s)"]) == ("210", "230", "20", "35")
    assert row["Outcome"] == "Heard"


def test_a_point_of_order_has_a_row_with_grounds_and_ruling_also_when_it_was_not_heard() -> None:
    points = [row for row in rows(csv_record(full_meeting(), english())) if row["Form"] == "Point of order"]
    assert [(row["Name"], row["Grounds"], row["Ruling"]) for row in points] == [
        ("Kenya", "The speaker departs from the item", "The speaker is asked to keep to the item")
    ]
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"))
    story.give(delegate("KE"), RaisePointOfOrder("Too warm"))
    (row,) = rows(csv_record(story.meeting, english()))
    assert (row["No."], row["Code"], row["Grounds"], row["Outcome"]) == ("", "KE", "Too warm", "Not decided")


def test_commas_quotes_and_letters_of_all_languages_can_be_read_back() -> None:
    names = {row["Name"] for row in rows(csv_record(full_meeting(), english()))}
    assert {HOSTILE, "Ms. Lena Weiß, Geneva Academy", "H.E. Mr. Joachim Rücker"} <= names
    story = with_guest('السيدة ليلى, "Лена" 王\nof two lines')
    assert rows(csv_record(story.meeting, english()))[0]["Name"] == 'السيدة ليلى, "Лена" 王\nof two lines'


def test_json_has_keys_codes_and_times_with_their_offset() -> None:
    record = json.loads(json_record(full_meeting(), english()))
    first = record["sittings"][0]
    assert (record["code"], first["opened_at"]) == ("STORY234", "2015-03-03T10:01:35.000+01:00")
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
    assert record["lists"][0]["draws"][0]["seed"] == "geneva-7"
    assert record["corrections"][0]["act"] == "undone"


def test_every_key_of_the_json_is_in_the_manual() -> None:
    manual = (Path(__file__).resolve().parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
    record = json.loads(json_record(full_meeting(), english()))
    limits = record.pop("limits").keys()
    assert limits
    assert {key for key in keys(record) if f"`{key}`" not in manual} == set()


def keys(part: Any) -> Iterator[str]:
    """All keys, also of nested objects."""
    for key, inner in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from [key] if isinstance(key, str) else []
        yield from keys(inner)


def test_json_has_the_totals_of_the_account() -> None:
    record = json.loads(json_record(full_meeting(), english()))
    assert [t["used_ms"] for t in record["totals"]] == [t.used_ms for t in account_of(full_meeting(), english()).totals]
