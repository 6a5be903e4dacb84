"""The table of a programme: what it says, which cells are wrong, and that it is the inverse of its export."""

from __future__ import annotations

import io
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from nameplate.paths import EXAMPLES
from nameplate.planning import programme_file, programme_table
from nameplate.planning.bad_file import BadFile, SeveralFaults
from nameplate.planning.delegations_file import read_delegations_text
from nameplate.planning.export import exported
from nameplate.planning.pasted_participants import as_table, participants_of
from nameplate.planning.programme_data import Data, dump
from nameplate.planning.programme_file import read_programme, read_programme_text
from nameplate.planning.programme_table import (
    TEMPLATE,
    programme_csv,
    programme_excel,
    read_programme_table,
)
from nameplate.planning.sheet import as_csv, as_excel, read_rows
from nameplate.wording.labels import ITEM_KIND_LABELS
from tests.panel import begun
from tests.planning.any_programme import DELEGATIONS
from tests.planning.test_export import STATES, rich_programmes

LABELS = {kind: str(label) for kind, label in ITEM_KIND_LABELS.items()}


def read(text: str) -> list[Data]:
    return read_programme_table(text.encode(), "table.csv", LABELS)


def faults(text: str) -> tuple[str, ...]:
    """What is wrong in the cells of a table."""
    with pytest.raises(SeveralFaults) as raised:
        read(text)
    return raised.value.faults


def test_a_table_as_a_secretary_writes_it() -> None:
    sittings: Any = read(
        "Date;Begin;End;Type;Duration;Name;Title;Country or organization;Speakers\n"
        "2026-12-01;10:00;13:00;Opening remarks;5;Ms. Rao;Director;UNICEF;\n"
        "2026-12-01;10:00;13:00;presentation;10;Mr. Lind;;Sweden;\n"
        ';;;Comments and replies by the panellists;15;;;;"Ms. Rao; Mr. Lind"\n'
        "\n;15:00;18:00;floor_block;90;;Discussion;;\n"
    )
    assert [(each.get("date"), each["start"], each["end"], len(each["items"])) for each in sittings] == [
        ("2026-12-01", "10:00", "13:00", 3),
        (None, "15:00", "18:00", 1),
    ]
    first, talk, replies = sittings[0]["items"]
    assert first == {
        "kind": "opening_remarks",
        "minutes": "5",
        "speaker": "Ms. Rao",
        "title": "Director",
        "of": "UNICEF",
        "id": "item-1",
    }
    assert replies["speakers"] == [first["id"], talk["id"]]


def test_every_wrong_cell_is_told_with_its_row_and_its_column() -> None:
    told = faults(
        "begin,end,Kind,Minutes,Speaker,Language\n"
        "10:00,13:00,presentation,ten,Ms. Rao,\n"
        ",,speech,5,Mr. Lind,CH\n"
        ",,break,900,,\n"
        "15 h,18:00,break,5,,\n"
    )
    assert [each.partition(":")[0] for each in told] == [
        "row 2, column D “Minutes”",
        "row 3, column C “Kind”",
        "row 3, column F “Language”",
        "row 4, column D “Minutes”",
        "row 5, column A “begin”",
    ]
    assert told[0].endswith("“minutes” must be a whole number from 1 to 600, not 'ten'")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "has no rows"),
        ("begin,end,kind\n", "has no items"),
        ("begin,end,kind,colour\n", "the column “colour” is not known"),
        ("begin,end\n", "missing: kind"),
        ("begin,end,kind,kind\n", "stands here twice"),
        ("begin,end,kind,minutes\n10:00,13:00,,5\n", "row 2: “kind” is missing here"),
        ("begin,end,kind\n,,break\n", "row 2: “start” is missing here"),
        ("begin,end,kind,id\n10:00,11:00,break,a\n,,break,a\n", "row 3, column D “id”: the id “a” is used twice"),
        ("begin,end,kind,speakers\n10:00,11:00,replies,Nobody\n", "row 2, column D “speakers”: “Nobody” must be"),
        ('begin,end,kind\n"10:00', "is not valid CSV here"),
    ],
)
def test_a_wrong_table_is_refused_with_a_sentence(text: str, told: str) -> None:
    with pytest.raises(BadFile) as raised:
        read(text)
    assert told in str(raised.value) or told in raised.value.expected


def test_dates_and_times_of_a_spreadsheet_are_read() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Date", "Begin", "End", "Kind", "Minutes", "Title"])
    sheet.append([date(2026, 12, 1), time(10), time(13, 30), "Break", 15.0, "=1+1"])
    output = io.BytesIO()
    book.save(output)
    (sitting,) = read_programme_table(output.getvalue(), "t.XLSX", LABELS)
    assert sitting == {
        "date": "2026-12-01",
        "start": "10:00",
        "end": "13:30",
        "id": "sitting-1",
        "items": [{"kind": "break", "minutes": "15", "id": "item-1"}],
    }, "and a formula without a stored value is empty"


def test_a_wrong_kind_is_told_with_the_words_of_the_form() -> None:
    (told,) = faults("begin,end,kind\n10:00,11:00,Lecture\n")
    assert told.startswith("row 2, column C “kind”: “kind” must be one of: Opening by the chair (chair_opening), ")
    assert "Interactive discussion (floor_block)" in told and "Lecture" in told


@pytest.mark.parametrize(("kind", "label"), LABELS.items())
def test_a_kind_may_be_a_word_of_the_form(kind: str, label: str) -> None:
    sittings: Any = read(f"begin,end,kind,speakers\n10:00,11:00,{label.upper()},\n")
    assert [item["kind"] for item in sittings[0]["items"]] == [kind]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16"])
def test_a_table_that_excel_saved_in_another_encoding(encoding: str) -> None:
    content = "begin,end,kind,speaker\n10:00,11:00,keynote,Joachim Rücker\n".encode(encoding)
    with pytest.raises(BadFile, match=r"save it as “CSV UTF-8”, or give the .xlsx file"):
        read_programme_table(content, "t.csv", LABELS)
    with pytest.raises(BadFile, match=r"save it as “CSV UTF-8”, or give the .xlsx file"):
        participants_of(content, "P.CSV")


def test_the_template_can_be_read_in_both_forms() -> None:
    for content, name in (
        (programme_csv(TEMPLATE).encode("utf-8-sig"), "t.csv"),
        (programme_excel(TEMPLATE), "t.xlsx"),
    ):
        assert read_programme_table(content, name, LABELS) == [*TEMPLATE]


@settings(max_examples=60, deadline=None)
@given(text=rich_programmes(), is_excel=st.booleans())
def test_any_programme_goes_through_a_table_without_a_loss(text: str, is_excel: bool) -> None:
    created = read_programme_text(text, "programme", "CODE2345", DELEGATIONS).created
    data: Any = exported(begun(created))
    sittings = data["sittings"]
    content = programme_excel(sittings) if is_excel else programme_csv(sittings).encode()
    again = read_programme_table(content, "t.xlsx" if is_excel else "t.csv", {})
    text_again = dump({**data, "sittings": [*again]}).text
    assert read_programme_text(text_again, "again", "CODE2345", DELEGATIONS).created.sittings == created.sittings


def test_the_example_of_2015_goes_through_a_table() -> None:
    created = read_programme(EXAMPLES / "hrc28-panel-2015.yaml", "CODE2345", DELEGATIONS).created
    data: Any = exported(begun(created))
    assert read_programme_table(programme_excel(data["sittings"]), "t.xlsx", {}) == data["sittings"]


CELLS = st.text(st.sampled_from("ab1 ,;|\"'=+-@é\n"), max_size=8).map(str.strip)


@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_a_sheet_of_a_spreadsheet_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    shown = [[*row] for row in rows]
    found = read_rows(as_excel([["x"] * 4, *rows], "Sheet"), "s.xlsx")[1:]
    for row, again in zip(shown, [*found, *[()] * len(shown)], strict=False):
        while row and not row[-1]:
            row.pop()
        assert [*again] == row


def test_participants_are_read_from_a_sheet_as_a_table_or_as_a_list() -> None:
    table = [["code", "category", "name"], ["FR", "member_state", ""], ["x-1", "ngo", "An, organization"]]
    for content, name in ((as_excel(table, "P"), "p.xlsx"), (as_csv(table).encode(), "p.csv")):
        seats = read_delegations_text(participants_of(content, name), name, STATES)
        assert [(seat.id, seat.name) for seat in seats] == [("FR", ""), ("x-1", "An, organization")]
    listed = participants_of(as_excel([["France", ""], ["Amnesty International", "NGO"]], "P"), "p.xlsx")
    assert listed.splitlines() == ["France", "Amnesty International, NGO"]
    assert as_table(listed, "p", STATES, {"ngo": "NGO"}).splitlines()[1:] == [
        "FR,member_state,",
        "Amnesty-Internationa,ngo,Amnesty International",
    ]


def test_a_written_sheet_has_no_formula() -> None:
    cells = load_workbook(io.BytesIO(as_excel([["kind"], ["=1+1"]], "P"))).active
    assert (cells["A2"].value, cells["A2"].data_type) == ("'=1+1", "s")


def test_every_column_is_a_key_of_the_programme_file() -> None:
    keys = {*programme_table.SITTING_COLUMNS.values(), *programme_table.ITEM_COLUMNS}
    assert keys <= {*programme_file.ITEM_KEYS, *programme_file.SITTING_KEYS}
