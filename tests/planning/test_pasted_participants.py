"""A pasted list of participants becomes a participants file."""

from __future__ import annotations

from contextlib import suppress

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from nameplate.meeting.model.values import Seat
from nameplate.paths import WEB
from nameplate.planning.bad_file import BadFile, SeveralFaults
from nameplate.planning.delegations_file import read_delegations_text
from nameplate.planning.pasted_participants import as_table, is_table
from nameplate.planning.state_names import ALIASES, LANGUAGES, names_of
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
        ("France\nAtlantis", "list, line 2: “Atlantis” is not in the list of States; write the category of"),
        ("France\n\nfr", "list, line 3: “fr” stands here twice"),
        ("Oxfam, NGO\nFrance\noxfam, ngo", "list, line 3: “oxfam” stands here twice"),
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


NAMES = names_of(STATES)
ASKED = {"CG", "CD"}, {"KR", "KP"}
"""The States that share a short name: the Congo, Korea."""


def own_names(code: str) -> list[str]:
    """The names of a State in its language, in CLDR and in our list."""
    territories = [Locale(language).territories[code] for language in LANGUAGES]
    state = STATES[code]
    return [code, state.name, state.formal, f"The {state.name.upper()}", *territories, *ALIASES.get(code, ())]


@pytest.mark.parametrize("code", STATES)
def test_every_name_of_a_state_is_this_state(code: str) -> None:
    found = {name: NAMES.find(name) for name in own_names(code)}
    assert [name for name, codes in found.items() if codes != {code} and codes not in ASKED] == []
    asked = [name for name, codes in found.items() if codes in ASKED]
    assert {name.casefold().removeprefix("the ") for name in asked} <= {"congo"}
    assert all(code in found[name] for name in asked)


def test_the_names_of_other_territories_are_no_states() -> None:
    others = {code for code in map(str, Locale("en").territories) if len(code) == 2} - STATES.keys()
    names = [name for each in LANGUAGES for code in others if (name := Locale(each).territories.get(code))]
    assert [name for name in names if NAMES.find(name)] == []


@given(st.lists(st.sampled_from(sorted(STATES)), unique=True, min_size=1))
def test_every_state_is_found_by_its_name(codes: list[str]) -> None:
    codes = [code for code in codes if code != "CG"] + ["CD"] * ("CD" not in codes) + ["CG"]
    assert [seat.id for seat in read("\n".join(STATES[code].name for code in codes))] == codes


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("US", "USA; U.S.A.; United States; the united states of america; États-Unis; 美国"),
        ("GB", "UK; U.K.; United Kingdom; Great Britain; Royaume-Uni; Великобритания"),
        ("IR", "Iran; Islamic Republic of Iran; Iran, Islamic Republic of"),
        ("RU", "Russia; Россия"),
        ("TR", "Turkey; Turkiye; TÜRKİYE"),
        ("VN", "Vietnam; Viet Nam; Viet-Nam"),
        ("KR", "South Korea; ROK; Korea, Republic of; Republic of Korea; Korea (South); KOR"),
        ("KP", "North Korea; DPRK; D.P.R. Korea; Korea, Democratic People's Republic of; Korea (North); PRK"),
        ("SY", "Syria"),
        ("LA", "Laos; Lao PDR; Lao Peoples Democratic Republic"),
        ("BO", "Bolivia; Plurinational State of Bolivia"),
        ("VE", "Venezuela"),
        ("TZ", "Tanzania; Tanzania, United Republic of"),
        ("MD", "Moldova"),
        ("PS", "Palestine; State of Palestine; Palestine, State of"),
        ("CZ", "Czech Republic; Czechia"),
        ("CI", "Ivory Coast; Cote d'Ivoire; Côte d’Ivoire"),
        ("CV", "Cape Verde; Cabo Verde"),
        ("CD", "DRC; Congo (DRC); Congo - Kinshasa; Democratic Republic of Congo; Congo, Democratic Republic of the"),
        ("CG", "Congo-Brazzaville; Republic of the Congo; Republic of Congo; COG"),
        ("DE", "Allemagne; Alemania; Германия; ألمانيا"),
        ("NL", "Holland; Netherlands; The Netherlands; Kingdom of the Netherlands"),
        ("SZ", "Swaziland"),
        ("MK", "Macedonia; the former Yugoslav Republic of Macedonia"),
        ("TL", "East Timor"),
        ("MM", "Burma"),
        ("GM", "The Gambia; Republic of the Gambia"),
        ("GN", "Guinea; Republic of Guinea; Guinée"),
        ("GW", "Guinea-Bissau; Guinea Bissau"),
        ("GQ", "Equatorial Guinea"),
        ("PG", "Papua New Guinea"),
        ("SD", "Sudan; the Sudan; Republic of the Sudan"),
        ("SS", "South Sudan; Republic of South Sudan"),
        ("NE", "Niger; the Niger; Níger"),
        ("NG", "Nigeria; Nigéria"),
        ("DM", "Dominica; Dominique; Commonwealth of Dominica"),
        ("DO", "Dominican Republic; República Dominicana"),
        ("WS", "Samoa"),
        ("GE", "Georgia"),
        ("CN", "China; People's Republic of China"),
        ("IE", "Ireland; Republic of Ireland"),
        ("KN", "St. Kitts and Nevis; St Kitts & Nevis"),
        ("ST", "Sao Tome and Principe; ST; São Tomé & Príncipe"),
    ],
)
def test_the_usual_names_of_a_state_are_known(code: str, written: str) -> None:
    for name in written.split("; "):
        assert [(seat.id, seat.category) for seat in read(name)] == [(code, "member_state")], name


@pytest.mark.parametrize(
    "name", ["Republic of China", "Taiwan", "Northern Ireland", "American Samoa", "French Guiana", "Saint", "EU", "C."]
)
def test_a_name_of_no_state_is_not_taken_for_one(name: str) -> None:
    with pytest.raises(BadFile, match="is not in the list of States"):
        read(name)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Congo", "“Congo” can be Democratic Republic of the Congo (CD) or Congo (CG); write “CD” or “CG”"),
        ("Korea", "“Korea” can be Democratic People's Republic of Korea (KP) or Republic of Korea (KR)"),
        ("Democratic Republic of Korea, Member State", "“Democratic Republic of Korea” can be"),
        ("Iran Islamic Rep", "is not in the list of States. Did you mean Iran (Islamic Republic of)?"),
        ("Germny", "Did you mean Germany?"),
        ("Atlantis", "write the category of others after a comma, like “Amnesty International, NGO”"),
    ],
)
def test_a_name_that_is_not_clear_is_asked_and_not_guessed(name: str, told: str) -> None:
    with pytest.raises(BadFile) as raised:
        read(name)
    assert told in str(raised.value)


def test_the_congo_is_clear_beside_the_other_one() -> None:
    assert [seat.id for seat in read("Congo\nDRC")] == ["CG", "CD"]
    with pytest.raises(BadFile, match="“Korea” can be"):
        read("Korea\nDPRK")  # is no State's own name


def test_all_lines_that_are_not_understood_are_told_at_once() -> None:
    with pytest.raises(SeveralFaults) as raised:
        read("Atlantis\nFrance\nGermny\nFRA\nCongo")
    assert [told.partition(":")[0] for told in raised.value.faults] == ["list, line 1", "line 3", "line 4", "line 5"]
    with pytest.raises(SeveralFaults) as raised:
        read("\n".join(f"Nobody {number}" for number in range(25)))
    assert (len(raised.value.faults), raised.value.faults[-1]) == (21, "and 5 more")
