"""A pasted list of participants becomes a participants file."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameplate.meeting.model.values import Seat
from nameplate.paths import WEB
from nameplate.planning.bad_file import BadFile
from nameplate.planning.delegations_file import read_delegations_text
from nameplate.planning.pasted_participants import as_table, is_table
from nameplate.wording.country_names import country_names

STATES = country_names(WEB / "locale", "en")
LABELS = {"ngo": "NGO", "observer_state": "Observer State", "un_entity": "UN entity"}


def read(text: str) -> tuple[Seat, ...]:
    return read_delegations_text(as_table(text, "list", STATES, LABELS), "list", STATES)


def test_states_are_known_by_name_or_code_and_others_by_their_category() -> None:
    pasted = """
    1. France
    (2) BRAZIL
    • de
    - Norway, observer state
    Kenya; Observer_State
    Amnesty International, NGO
    African Union\tigo
    Côte d’Ivoire
    """
    assert [(seat.id, seat.category, seat.name) for seat in read(pasted)] == [
        ("FR", "member_state", ""),
        ("BR", "member_state", ""),
        ("DE", "member_state", ""),
        ("NO", "observer_state", ""),
        ("KE", "observer_state", ""),
        ("Amnesty-Internationa", "ngo", "Amnesty International"),
        ("African-Union", "igo", "African Union"),
        ("CI", "member_state", ""),
    ]


def test_two_names_with_the_same_letters_get_different_codes() -> None:
    assert [seat.id for seat in read("Équipe, ngo\nEquipe, ngo\n合作, ngo")] == ["Equipe", "Equipe-2", "guest"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("France\nAtlantis", "list, line 2: “Atlantis” is no State; write its category after a comma"),
        ("France\n\nfr", "list, line 3: “fr” stands here twice"),
        ("x" * 1_000_001, "too large"),
    ],
)
def test_what_is_not_understood_is_named_with_its_line(text: str, told: str) -> None:
    with pytest.raises(BadFile, match=told):
        read(text)


TABLES = ("code,category,name\nFR,member_state,", '\ufeffcode;"category";name', "name\tcategory\tcode")
ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\n,;\t.- "), max_size=200)


@pytest.mark.parametrize("text", TABLES)
def test_a_table_is_known_by_its_first_line(text: str) -> None:
    assert is_table(text)
    assert not is_table("France\ncode,category")


@given(ANY_TEXT)
def test_any_list_is_read_or_refused_with_a_line(text: str) -> None:
    with suppress(BadFile):
        table = as_table(text, "list", STATES, LABELS)
        assert is_table(table)


@given(st.lists(st.sampled_from(sorted(STATES)), unique=True, min_size=1))
def test_every_state_is_found_by_its_name(codes: list[str]) -> None:
    assert [seat.id for seat in read("\n".join(STATES[code].name for code in codes))] == codes
