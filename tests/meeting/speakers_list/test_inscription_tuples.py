"""Tuples of inscriptions with one added, replaced or removed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nameplate.meeting.model.values import Inscription
from nameplate.meeting.speakers_list.inscription_tuples import appended, index_of, removed, replaced

permutations = st.permutations([Inscription(f"i{n}", f"S{n}", "list", n) for n in range(1, 9)])


@given(inscriptions=permutations, n=st.integers(1, 8))
def test_every_inscription_is_found_in_any_order(inscriptions: list[Inscription], n: int) -> None:
    wanted = f"i{n}"
    at = [one.id for one in inscriptions].index(wanted)
    assert index_of(tuple(inscriptions), wanted) == at
    assert removed(tuple(inscriptions), wanted) == tuple(one for one in inscriptions if one.id != wanted)
    new = replace(inscriptions[at], form="video")
    assert replaced(tuple(inscriptions), new) == (*inscriptions[:at], new, *inscriptions[at + 1 :])
    assert appended(tuple(inscriptions), new) == (*inscriptions, new)
