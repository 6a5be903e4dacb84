"""Reads a pasted list of participants: one on each line, as people write such lists.

A State is known by its ISO code, and by the names that `state_names` knows. Anybody else needs a category after a
comma, a semicolon or a tab: `Amnesty International, ngo`. Numbers and bullets before a name are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from nameplate.meeting.model.categories import STATE_CATEGORIES

from .bad_file import SeveralFaults, checked, decoded
from .delegations_file import COLUMNS, LARGEST_BYTES, categories_by_name, name_key
from .sheet import as_csv, read_rows
from .state_names import Named, StateNames, names_of

BULLET = re.compile(r"^\s*(?:[-*•–·]|\(?\d{1,4}[.)])\s*")
SEPARATORS = ",;\t"
LONGEST_CODE = 24
DEFAULT_CATEGORY = "member_state"
MOST_FAULTS = 20
"""Lines that are told at once."""


def participants_of(content: bytes, file: str) -> str:
    """The participants in a CSV, text or Excel file, as a table or as a list of names. Raises `BadFile`."""
    if file.lower().endswith(".txt"):
        return decoded(content, file)
    rows = read_rows(content, file)
    table = as_csv(rows)
    if is_table(table):
        return table
    return "\n".join(", ".join(filter(None, (cell.strip() for cell in row))) for row in rows)


def is_table(text: str) -> bool:
    """Whether a text is a table with the columns of a participants file."""
    first = text.removeprefix("\ufeff").lstrip().partition("\n")[0].casefold()
    return {"code", "category"} <= {name.strip(' "') for name in re.split("[,;\t]", first)}


def as_table(text: str, file: str, states: Mapping[str, Named], labels: Mapping[str, str]) -> str:
    """A pasted list as the text of a participants file. Errors name it `file`. Raises `BadFile`.

    `labels` are the names of the categories for people, by category. Both may stand in the list.
    All lines that are not understood are told at once, as `SeveralFaults`.
    """
    names = names_of(states)
    categories = categories_by_name(labels)
    lines: list[tuple[int, str, str | None]] = [
        (number, *_parts(BULLET.sub("", line).strip(), categories))
        for number, line in enumerate(checked(text, file, LARGEST_BYTES).splitlines(), 1)
    ]
    listed = frozenset[str]().union(*(found for _, name, _ in lines if len(found := names.find(name)) == 1))
    rows: dict[str, tuple[str, str, str]] = {}
    wrong: list[tuple[int, str, bool]] = []
    others = set[str]()
    for number, name, category in lines:
        if not name:
            continue
        meant = _without_listed(names.find(name), name, listed, states)
        is_state = category in (None, *STATE_CATEGORIES)
        if is_state and (len(meant) > 1 or (not meant and not category)):
            wrong.append((number, name, False))
            continue
        is_state = is_state and bool(meant)
        code = next(iter(meant)) if is_state else _code_of(name, rows)
        if code in rows or (not is_state and name_key(name) in others):
            wrong.append((number, name, True))
            continue
        if not is_state:
            others.add(name_key(name))
        rows[code] = (code, category or DEFAULT_CATEGORY, "" if is_state else name)
    if wrong:
        raise _faults(file, wrong, names, states, labels)
    return as_csv([COLUMNS[:3], *rows.values()])


def _without_listed(
    meant: frozenset[str], name: str, listed: frozenset[str], states: Mapping[str, Named]
) -> frozenset[str]:
    """The State whose own name this is, if all others that are called so stand in the list too."""
    own = frozenset(code for code in meant if name_key(states[code].name) == name_key(name))
    return own if len(own) == 1 and meant - own <= listed else meant


def _faults(
    file: str,
    wrong: Sequence[tuple[int, str, bool]],
    names: StateNames,
    states: Mapping[str, Named],
    labels: Mapping[str, str],
) -> SeveralFaults:
    """What is wrong with these lines. Each has its number, its name, and whether the name stands there twice."""
    example = f"“Amnesty International, {labels.get('ngo', 'NGO')}”"

    def told(name: str, is_twice: bool) -> str:
        shown = name[:80]
        if is_twice:
            return f"“{shown}” stands here twice"
        if found := sorted(names.find(name)):
            choices = " or ".join(f"{states[code].name} ({code})" for code in found)
            return f"“{shown}” can be {choices}; write “{found[0]}” or “{found[-1]}”"
        if close := sorted(names.closest(shown)):
            return f"“{shown}” is not in the list of States. Did you mean {' or '.join(states[c].name for c in close)}?"
        return f"“{shown}” is not in the list of States; write the category of others after a comma, like {example}"

    sentences = [(number, told(name, is_twice)) for number, name, is_twice in wrong[:MOST_FAULTS]]
    (first, sentence), *others = sentences
    faults = [f"{file}, line {first}: {sentence}", *(f"line {number}: {each}" for number, each in others)]
    if len(wrong) > MOST_FAULTS:
        faults.append(f"and {len(wrong) - MOST_FAULTS} more")
    return SeveralFaults(file, first, faults, sentence)


def _parts(line: str, categories: Mapping[str, str]) -> tuple[str, str | None]:
    """A name, and the category that stands after the last separator."""
    end = max(line.rfind(separator) for separator in SEPARATORS)
    category = categories.get(name_key(line[end + 1 :])) if end >= 0 else None
    return (line[:end].strip(), category) if category else (line, None)


def _code_of(name: str, taken: Mapping[str, object]) -> str:
    """A code for somebody who is no State: the letters of the name, and a number when it is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    base = re.sub("[^A-Za-z0-9]+", "-", plain).strip("-")[: LONGEST_CODE - 4].strip("-") or "guest"
    return next(code for code in (base, *(f"{base}-{n}" for n in range(2, 1000))) if code not in taken)
