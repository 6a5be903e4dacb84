"""The names of States in a language, by ISO code."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CountryName:
    """A State's `name` on a list of speakers, and its `formal` name as it follows "the representative of"."""

    name: str
    formal: str


@cache
def country_names(locale: Path, language: str) -> Mapping[str, CountryName]:
    """The rows of the language's `states.tsv`."""
    with (locale / language / "states.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, dialect="excel-tab")
        return {row["code"]: CountryName(row["name"], row["said"]) for row in rows}
