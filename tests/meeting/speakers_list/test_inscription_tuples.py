"""Tuples of inscriptions with one added, replaced or removed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nameplate.meeting.model.values import Inscription
from nameplate.meeting.speakers_list.inscription_tuples import appended, index_of, removed, replaced

rows = st.permutations([Inscription(f"i{n}", f"S{n}", "list", n) for n in range(1, 9)])


@given(rows=rows, n=st.integers(1, 8))
def test_every_inscription_is_found_in_any_order(rows: list[Inscription], n: int) -> None:
    wanted = f"i{n}"
    at = [row.id for row in rows].index(wanted)
    assert index_of(tuple(rows), wanted) == at
    assert removed(tuple(rows), wanted) == tuple(row for row in rows if row.id != wanted)
    new = replace(rows[at], form="video")
    assert replaced(tuple(rows), new) == (*rows[:at], new, *rows[at + 1 :])
    assert appended(tuple(rows), new) == (*rows, new)
