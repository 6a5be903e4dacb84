"""A12: a name that a spreadsheet would carry out as a formula."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate.record.csv_and_json import csv_record
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
    cells = [cell for row in csv.reader(io.StringIO(sheet, newline=""), delimiter=separator) for cell in row]
    assert [cell for cell in cells if cell.strip(' \t\r\n"').startswith(("=", "+", "-", "@", "＝"))] == []  # noqa: RUF001
