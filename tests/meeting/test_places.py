"""The places of a meeting are found by id and by seat, whether they were carried along or looked for anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.frozen import changed
from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription, Rules
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.speakers_list.inscription_tuples import appended, index_of, removed, replaced
from nameplate.meeting.speakers_list.list_changes import with_changed_list
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import CHAIR, FR, KE
from tests.meeting.stories import floor_open


def test_all_places_of_a_seat_are_found_in_the_order_in_which_they_were_asked_for() -> None:
    story = floor_open(FR, KE, rules=Rules(inscriptions_each=2))
    story.press(FR, RequestFloor("question"))
    story.press(CHAIR, GiveFloorToNext())
    story.press(CHAIR, EndSpeech())
    found = [*story.meeting.inscriptions.for_seat("FR")]
    assert [(place.form, place.state) for place in found] == [("statement", "heard"), ("question", "waiting")]
    assert [*story.meeting.inscriptions.for_seat("BR")] == []


def test_lists_that_were_changed_in_another_way_are_looked_through_anew() -> None:
    meeting = floor_open(FR, KE).meeting
    first, second = meeting.lists["first"].waiting
    renamed = replace(first, form="video")
    lists = {**meeting.lists, "first": replace(meeting.lists["first"], waiting=(renamed, second))}
    assert find_inscription(replace(meeting, lists=lists), first.id) == renamed
    assert find_inscription(with_changed_list(meeting, "first", waiting=(renamed, second)), first.id) == renamed
    assert find_inscription(meeting, first.id) == first


rows = st.permutations([Inscription(f"i{n}", f"S{n}", "list", n) for n in range(1, 9)])


@given(rows=rows, n=st.integers(1, 8))
def test_a_row_is_found_whatever_the_order_of_the_list(rows: list[Inscription], n: int) -> None:
    wanted = f"i{n}"
    at = [row.id for row in rows].index(wanted)
    assert index_of(tuple(rows), wanted) == at
    assert removed(tuple(rows), wanted) == tuple(row for row in rows if row.id != wanted)
    new = replace(rows[at], form="video")
    assert replaced(tuple(rows), new) == (*rows[:at], new, *rows[at + 1 :])
    assert appended(tuple(rows), new) == (*rows, new)


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (floor_open(FR).meeting, {"at": 7, "title": "Other"}),
        (Inscription("i1", "FR", "list", 7), {"state": "heard", "missed": 2}),
    ],
)
def test_a_change_is_what_replace_makes_of_it(value: Meeting | Inscription, changes: dict[str, Any]) -> None:
    before = repr(value)
    after = changed(value, **changes)
    assert after == replace(value, **changes)
    assert type(after) is type(value) and repr(value) == before
    with pytest.raises(TypeError, match="titel"):
        changed(value, titel="Other")
