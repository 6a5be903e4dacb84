"""A delegations file becomes seats. The names of States come from their codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Seat
from nameplate.meeting.speakers_list.lots import sort_key
from nameplate.paths import EXAMPLES, WEB
from nameplate.planning.bad_file import BadFile
from nameplate.planning.delegations_file import all_states, read_delegations, read_delegations_text
from nameplate.wording.country_names import country_names

STATES = country_names(WEB / "locale", "en")
FRANCE = Seat("FR", "member_state", sort="France")

Read = Callable[[str], tuple[Seat, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads delegations from the text of a file."""

    def written(text: str) -> tuple[Seat, ...]:
        file = tmp_path / "delegations.csv"
        file.write_text(text, encoding="utf-8", newline="")
        return read_delegations(file, STATES)

    return written


def test_the_example_lists_every_state_with_the_members_of_the_council() -> None:
    seats = read_delegations(EXAMPLES / "delegations.csv", STATES)
    assert STATES.keys() <= {seat.id for seat in seats}
    assert sum(seat.category == "member_state" for seat in seats) == 47
    assert Seat("NAM", "group", "Non-Aligned Movement") in seats


def test_na_is_namibia(read: Read) -> None:
    (seat,) = read("code,category,name\nNA,member_state,\n")
    assert seat == Seat("NA", "member_state", sort="Namibia")
    assert STATES[seat.id].name == "Namibia"


def test_no_is_norway(read: Read) -> None:
    (seat,) = read("code,category,name\nNO,observer_state,\n")
    assert STATES[seat.id].name == "Norway"


def test_a_delegation_that_is_not_a_state_has_a_name(read: Read) -> None:
    assert read("code,category,name\nEU,igo,European Union\n") == (Seat("EU", "igo", "European Union"),)


def test_a_state_can_have_another_name(read: Read) -> None:
    (seat,) = read("code,category,name\nFR,member_state,République française\n")
    assert (seat.name, seat.sort) == ("République française", "")


def test_the_column_of_names_can_be_missing(read: Read) -> None:
    assert read("code,category\nFR,member_state\n") == (FRANCE,)


@pytest.mark.parametrize(
    ("written", "code"),
    [("fr", "fr"), ("French", "fr"), (" SPANISH ", "es"), ("no", "no"), ("swa", "sw"), ("gsw", "gsw"), ("", "")],
)
def test_a_delegation_can_have_a_language(read: Read, written: str, code: str) -> None:
    (seat,) = read(f"code,category,name,language\nFR,member_state,,{written}\n")
    assert seat == replace(FRANCE, language=code)


def test_columns_can_be_in_any_order_and_unknown_ones_are_ignored(read: Read) -> None:
    seats = read("name,more,category,note,code\nEuropean Union,1,igo,x,EU\n")
    assert seats == (Seat("EU", "igo", "European Union"),)


def test_a_file_saved_by_a_spreadsheet_is_read(read: Read) -> None:
    seats = read('\ufeffcode,category,name\r\nFR,member_state,\r\n"EU","igo","Union, European"\r\n,,\r\n\r\n')
    assert seats == (FRANCE, Seat("EU", "igo", "Union, European"))


def test_spaces_around_values_are_ignored(read: Read) -> None:
    assert read(" code , category , name \n FR , member_state , \n") == (FRANCE,)


@pytest.mark.parametrize("between", ["\n", "\r\n", "\u2028", "\u0085", "\x0b", "  "])
def test_a_name_on_two_lines_becomes_one_line(read: Read, between: str) -> None:
    assert read(f'code,category,name\nEU,igo,"European{between}Union"\n')[0].name == "European Union"


def test_the_order_of_the_file_is_kept(read: Read) -> None:
    assert [seat.id for seat in read("code,category\nKE,member_state\nFR,member_state\n")] == ["KE", "FR"]


def test_a_text_from_elsewhere_is_read_like_a_file() -> None:
    assert read_delegations_text("\ufeffcode,category\r\nFR,member_state\r\n", "pasted", STATES) == (FRANCE,)


def test_without_a_file_every_state_takes_part() -> None:
    seats = all_states(STATES)
    assert len(seats) == len(STATES)
    assert Seat("NA", "member_state", sort="Namibia") in seats


def test_a_draw_by_alphabet_uses_the_names_of_states_and_not_their_codes(read: Read) -> None:
    """Switzerland is CH, Germany is DE, Côte d'Ivoire is CI. A seat with its own name is sorted by that name."""
    seats = read("code,category,name\nCH,member_state,\nCI,member_state,\nDE,member_state,\nAA,igo,Zonal Union\n")
    meeting = Meeting(seats={seat.id: seat for seat in seats})
    assert sorted(meeting.seats, key=lambda seat: sort_key(meeting, seat)) == ["CI", "DE", "CH", "AA"]


def test_the_file_says_who_takes_part_remotely(read: Read) -> None:
    seats = read("code,category,remote\nFR,member_state,yes\nKE,member_state,no\nBR,member_state,\n")
    assert [seat.id for seat in seats if seat.remote] == ["FR"]


def test_only_yes_and_no_say_who_takes_part_remotely(read: Read) -> None:
    with pytest.raises(BadFile, match="“remote” must be yes, no or empty, not 'maybe'"):
        read("code,category,remote\nFR,member_state,maybe\n")


@pytest.mark.parametrize("row", ["USA,member_state,", "United States,member_state,", ",observer_state,USA"])
def test_a_state_may_have_a_name_in_place_of_its_code(row: str) -> None:
    (seat,) = read_delegations_text(f"code,category,name\n{row}\n", "list", STATES)
    assert (seat.id, seat.name, seat.sort) == ("US", "", "United States of America")


@pytest.mark.parametrize("row", ["Congo,member_state,", ",member_state,Korea", "USA,ngo,", ",ngo,France"])
def test_a_name_that_is_no_clear_state_is_refused(row: str) -> None:
    with pytest.raises(BadFile, match="list, line 2: "):
        read_delegations_text(f"code,category,name\n{row}\n", "list", STATES)


def test_a_state_with_a_code_and_a_name_of_its_own_keeps_both() -> None:
    (seat,) = read_delegations_text("code,category,name\nUSA,observer_state,A delegation\n", "list", STATES)
    assert (seat.id, seat.name) == ("USA", "A delegation")
