"""Finds a State by the names that people use: its own, those of Unicode CLDR, former and everyday ones.

Names are compared without accents, case, punctuation and the word "the". A name that fits several States is never
decided here.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from babel import Locale
from babel.core import get_global

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
"""The official languages of the United Nations."""
ALIASES: Mapping[str, tuple[str, ...]] = {
    "AE": ("UAE", "Emirates"),
    "BA": ("Bosnia", "Bosnia-Herzegovina", "BiH"),
    "BF": ("Upper Volta",),
    "BJ": ("Dahomey",),
    "BY": ("Byelorussia", "Belorussia"),
    "CD": (
        *("DRC", "DR Congo", "Congo DR", "Congo DRC", "RDC", "Dem. Rep. of the Congo", "Zaire"),
        *("République démocratique du Congo", "Democratic Republic of the Congo", "DR of the Congo"),
    ),
    "CF": ("CAR",),
    "CG": ("Republic of the Congo", "Congo Republic", "Rep. of the Congo", "République du Congo"),
    "CI": ("Ivory Coast",),
    "CN": ("PRC", "People's Republic of China", "PR China"),
    "CZ": ("Czech Republic", "Czech Rep."),
    "DO": ("Dominican Rep.",),
    "FM": ("Micronesia",),
    "GB": ("UK", "Britain", "Great Britain"),
    "IR": ("Persia",),
    "KP": (
        *("DPRK", "DPR Korea", "DPR of Korea", "Korea DPR", "Dem. People's Rep. of Korea", "RPDC"),
        "République populaire démocratique de Corée",
    ),
    "KR": ("ROK", "Rep. of Korea", "République de Corée"),
    "LA": ("Lao PDR", "Lao", "Lao People's Dem. Rep."),
    "LK": ("Ceylon",),
    "LY": ("Libyan Arab Jamahiriya",),
    "MK": ("Macedonia", "FYROM", "The former Yugoslav Republic of Macedonia"),
    "MM": ("Burma",),
    "NL": ("Holland",),
    "PG": ("PNG",),
    "PS": ("Palestine",),
    "RU": ("Russia",),
    "SZ": ("Swaziland",),
    "ST": ("Sao Tome",),
    "TL": ("East Timor",),
    "TR": ("Turkey",),
    "US": ("USA", "United States"),
    "VA": ("Vatican", "Vatican City State"),
    "WS": ("Western Samoa",),
    "ZA": ("RSA",),
}
AMBIGUOUS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("Congo", "Конго", "الكونغو", "刚果"), ("CG", "CD")),
    **dict.fromkeys(("Korea", "Corée", "Corea", "Корея", "كوريا"), ("KR", "KP")),
}
"""The Congo is a State's own short name, but two States are called so."""
UNKNOWN = ("Republic of China",)
"""Would be the name of a State without its first words, and is not this State."""
CLOSE = 0.8
"""The least similarity of two names, from 0 to 1."""
SHORTEST_SIMILAR = 5
"""Shorter names are similar by chance."""
_FORM_OF_STATE = re.compile(
    r"^(?:(?:arab|bolivarian|democratic|federal|independent|islamic|peoples|plurinational|socialist) )*"
    r"(?:republic|kingdom|state|commonwealth|sultanate|principality|grand duchy) of (?=.)"
)
_WITH_ADDITION = re.compile(r"^(?P<name>[^(,]+?) ?(?:\((?P<added>[^()]+)\)|, (?P<after>[^(),]+))$")


class Named(Protocol):
    """A State with its name in the language of the meeting."""

    @property
    def name(self) -> str:
        """The name as the list of speakers shows it."""


@dataclass(frozen=True, slots=True)
class StateNames:
    """The names of the States: their ISO codes by name. Several codes: the name does not say which State it is."""

    codes: Mapping[str, frozenset[str]]

    def find(self, written: str) -> frozenset[str]:
        """The codes of the States that this name can mean. None of them if it is not known."""
        for key in _spellings(written):
            if found := self.codes.get(key):
                return found
        for key in _spellings(written):
            short = _FORM_OF_STATE.sub("", key)
            if short != key and key not in _UNKNOWN_KEYS and (found := self.codes.get(short)):
                return found
        return frozenset()

    def closest(self, written: str) -> frozenset[str]:
        """The codes of the State with the most similar name, if one is similar enough."""
        key = plain(written)
        if len(key) < SHORTEST_SIMILAR or key in _UNKNOWN_KEYS:
            return frozenset()
        near = difflib.get_close_matches(key, self.codes, 1, CLOSE)
        return self.codes[near[0]] if near else frozenset()


def names_of(states: Mapping[str, Named]) -> StateNames:
    """The names by which these States are known. `states` are by ISO code."""
    return _names(tuple((code, state.name) for code, state in states.items()))


@lru_cache(1)
def all_states() -> StateNames:
    """The names of all States and territories that Unicode CLDR knows."""
    territories = Locale("en").territories
    return _names(tuple((code, name) for code, name in territories.items() if len(code) == 2 and code.isalpha()))


def plain(text: str) -> str:
    """A name without what people write in different ways."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    letters = "".join(each for each in letters if not unicodedata.combining(each))
    letters = re.sub("[.'`\u2018\u2019\u02bc\u00b4]", "", letters)
    words = " ".join(word for word in re.split(r"[\W_]+", letters) if word not in ("", "the"))
    return re.sub(r"\bst (?=.)", "saint ", words)


@lru_cache(4)
def _names(states: tuple[tuple[str, str], ...]) -> StateNames:
    codes: defaultdict[str, set[str]] = defaultdict(set)
    short: defaultdict[str, set[str]] = defaultdict(set)
    for code, name in states:
        for each in _known_names(code, name):
            codes[plain(each)].add(code)
            if found := _WITH_ADDITION.match(each):
                for key in (plain(found["name"]), *_spellings(each)):
                    short[key].add(code)
    listed = {code for code, _ in states}
    for long, targets in get_global("territory_aliases").items():
        if len(long) == 3 and long.isalpha() and len(targets) == 1 and targets[0] in listed:
            short[plain(long)].add(targets[0])
    for key, found_codes in short.items():
        if key not in codes:
            codes[key] = found_codes
    for each, meant in AMBIGUOUS.items():
        codes[plain(each)] = listed.intersection(meant)
    for code, _ in states:
        codes[code.casefold()] = {code}
    return StateNames({key: frozenset(found) for key, found in codes.items() if key and found})


def _known_names(code: str, name: str) -> Iterator[str]:
    yield name
    yield from ALIASES.get(code, ())
    for language in LANGUAGES:
        if in_language := Locale(language).territories.get(code):
            yield in_language


def _spellings(name: str) -> Iterator[str]:
    """The name, and the name with an addition before it: "Korea, Republic of" is the Republic of Korea."""
    yield plain(name)
    if found := _WITH_ADDITION.match(name.strip()):
        yield plain(f"{found['added'] or found['after']} {found['name']}")


_UNKNOWN_KEYS = frozenset(map(plain, UNKNOWN))
