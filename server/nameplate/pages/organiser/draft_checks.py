"""Checks a draft as the command line checks a programme file, and words what is wrong for the form."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nameplate.access.passes import new_code
from nameplate.meeting import Meeting
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.values import Seat
from nameplate.paths import WEB
from nameplate.planning import programme_data
from nameplate.planning.bad_file import BadFile, SeveralFaults
from nameplate.planning.delegations_file import COLUMNS, all_states, read_delegations_text, with_category_keys
from nameplate.planning.export import exported, exported_delegations
from nameplate.planning.pasted_participants import as_table, is_table
from nameplate.planning.programme_data import Data
from nameplate.planning.programme_file import Programme, read_programme_text
from nameplate.planning.sheet import as_csv
from nameplate.wording.country_names import country_names
from nameplate.wording.language import ENGLISH, Words

from .posted_form import AtField
from .programme_draft import FILE, SEATS, SEATS_NAME, Draft, Fault
from .programme_faults import field_fault

MOST_FAULTS = 12
"""Faults that are told at once."""
RIGHT: Mapping[str, str] = {"title": "-", "date": "2000-01-01", "timezone": "UTC", "kind": "break", "speaker": "-"}
"""A right value of the fields that must have one, or on which others depend."""


def read_draft(drafted: Draft, words: Words) -> Programme:
    """Check a draft with the reader of files. Raises `BadFile`."""
    seats = seats_of(drafted, words)
    return read_programme_text(programme_data.dump(drafted.data).text, FILE, drafted.revises or new_code(), seats)


def seats_of(drafted: Draft, words: Words) -> tuple[Seat, ...]:
    """The participants of a draft. Raises `BadFile`."""
    countries = country_names(WEB / "locale", ENGLISH)
    if not drafted.seats:
        return all_states(countries)
    return read_delegations_text(drafted.seats, SEATS_NAME, countries, _categories(words))


def with_table(drafted: Draft, words: Words) -> Draft:
    """A draft whose participants are a table, also if they were pasted as a list of names. Raises `BadFile`."""
    labels = _categories(words)
    if not drafted.seats or is_table(drafted.seats):
        return replace(drafted, seats=with_category_keys(drafted.seats, labels))
    table = as_table(drafted.seats, SEATS_NAME, country_names(WEB / "locale", ENGLISH), labels)
    return replace(drafted, seats=table)


def faults_of(drafted: Draft, error: BadFile, words: Words) -> Fault:
    """What is wrong with a draft: its first `error`, and all that can be found beside it.

    The reader of files stops at the first error. So each wrong value is replaced, in a copy, by one that is right.
    """
    found = {(first := fault_of(error, words)).path: first}
    tried = replace(drafted, data=copy.deepcopy(drafted.data))
    while len(found) < MOST_FAULTS:
        last = [*found][-1]
        if last == SEATS:
            tried = replace(tried, seats="")
        elif not last or not _put_right(tried.data, last):
            break
        try:
            read_draft(tried, words)
        except BadFile as another:
            fault = fault_of(another, words)
            if not fault.path or fault.path in found:
                break
            found[fault.path] = fault
        else:
            break
    first, *others = found.values()
    return replace(first, others=tuple(others))


def _put_right(data: Data, path: str) -> bool:
    """Replace the value at a path by one that is right, or leave it out. False if the path leads nowhere."""
    *way, key = path.split(".")
    holder: Any = data
    for step in way:
        if isinstance(holder, list):
            holder = holder[int(step)] if step.isdecimal() and int(step) < len(holder) else None
        else:
            holder = holder.get(step) if isinstance(holder, dict) else None
    if not isinstance(holder, dict):
        return False
    if key in ("date", "start", "end", "kind", "timezone"):  # windows depend on them, and could only seem wrong
        sittings: Any = data.get("sittings")
        for sitting in sittings if isinstance(sittings, list) else ():
            for name in ("inscribe_from", "inscribe_until"):
                sitting.pop(name, None)
    if key in ("start", "end"):
        holder |= {"start": "00:00", "end": "12:00"}
    elif key in RIGHT:
        holder[key] = RIGHT[key]
    else:
        holder.pop(key, None)
    return True


def _categories(words: Words) -> dict[str, str]:
    return {category: words.category(category) for category in CATEGORIES}


def draft_of(meeting: Meeting) -> Draft:
    """The programme and the participants of a meeting, to be edited."""
    return Draft(exported(meeting), exported_delegations(meeting), revises=meeting.code)


def differs(drafted: Draft, stored: Draft, words: Words) -> bool:
    """Whether a draft would become another meeting than the one that is stored. So does one that cannot be read."""
    try:
        return read_draft(drafted, words).created != read_draft(stored, words).created
    except BadFile:
        return True


def every_state() -> str:
    """All States, as the text of a participants file."""
    countries = country_names(WEB / "locale", ENGLISH)
    return as_csv([COLUMNS[:3], *((seat.id, seat.category, "") for seat in all_states(countries))])


def fault_of(error: BadFile, words: Words) -> Fault:
    """What is wrong, for the reader of the form. The list of participants has lines, but no paths."""
    if isinstance(error, AtField):
        return replace(fault_of(error.cause, words), path=error.field)
    if isinstance(error, SeveralFaults):
        path = SEATS if error.faults[0].startswith(SEATS_NAME) else ""
        return Fault(error.faults[0], path, error.faults[1:])
    if str(error).startswith(SEATS_NAME):
        return Fault(str(error), SEATS)
    if error.path or str(error).startswith(FILE):
        return Fault(*field_fault(error, words))
    return Fault(str(error), "")
