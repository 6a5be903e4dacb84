"""A12: a name that a spreadsheet would carry out as a formula."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate.formulas import guarded, unguarded
from nameplate.meeting.model.values import Seat
from nameplate.planning.delegations_file import read_delegations_text
from nameplate.planning.export import exported_delegations
from nameplate.planning.programme_table import programme_csv, read_programme_table
from nameplate.record.csv_and_json import csv_record
from tests.panel import begun, panel
from tests.record.story import english
from tests.record.test_csv_and_json import TEXTS_LIKE_FORMULAS, rows, with_guest


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])  # noqa: RUF001 - that is the test
def test_a_formula_becomes_text(name: str) -> None:
    assert rows(csv_record(with_guest(name).meeting, english()))[0]["Name"] == f"'{name}"


@settings(max_examples=300)
@given(
    name=TEXTS_LIKE_FORMULAS,
    separator=st.sampled_from(",;|\t"),
)
def test_no_program_finds_a_formula_whatever_separator_it_takes(name: str, separator: str) -> None:
    sheet = csv_record(with_guest(name).meeting, english()).decode("utf-8-sig")
    assert formulas(sheet, separator) == []


def formulas(sheet: str, separator: str) -> list[str]:
    """The cells that a program which takes this separator would carry out."""
    cells = [cell for row in csv.reader(io.StringIO(sheet, newline=""), delimiter=separator) for cell in row]
    return [cell for cell in cells if cell.strip(' \t\r\n"').startswith(("=", "+", "-", "@", "＝"))]  # noqa: RUF001


@settings(max_examples=100)
@given(name=TEXTS_LIKE_FORMULAS, separator=st.sampled_from(",;|\t"))
def test_the_exported_files_of_a_meeting_have_no_formula_and_are_read_again(name: str, separator: str) -> None:
    seat = Seat("x-1", "ngo", " ".join(name.split()))
    written = exported_delegations(begun(panel(delegations=(seat,))))
    assert formulas(written, separator) == []
    assert read_delegations_text(written, "p.csv", {}) == (seat,)
    item = {"id": "a", "kind": "break", "title": seat.name}
    sittings = [{"id": "s", "date": "2026-12-01", "start": "10:00", "end": "11:00", "items": [item]}]
    table = programme_csv(sittings)
    assert formulas(table, separator) == []
    assert read_programme_table(table.encode(), "t.csv", {}) == sittings


@given(cell=st.text(st.sampled_from("a1 ,;|\t\n=+-@＝\"'")))  # noqa: RUF001
def test_what_is_guarded_is_itself_again(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
