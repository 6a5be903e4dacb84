"""The heading of an intervention in the record: its item, "Rights of reply", or "Between items"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nameplate.wording.language import Words
from nameplate.wording.messages import N_

from .account_values import Intervention

BETWEEN_ITEMS = N_("Between items")
RIGHTS_OF_REPLY = N_("Rights of reply")


def add_headings(interventions: Iterable[Intervention], words: Words) -> tuple[Intervention, ...]:
    """The interventions of a sitting, in order of speaking, each with its heading.

    A point of order keeps the heading of the intervention before it while the same item is open.
    """
    result: list[Intervention] = []
    for i in interventions:
        previous = result[-1] if result else None
        if previous and i.form == "point_of_order" and i.item == previous.item:
            result.append(replace(i, heading=previous.heading))
        else:
            result.append(replace(i, heading=_heading(i, words)))
    return tuple(result)


def _heading(i: Intervention, words: Words) -> str:
    if i.form == "right_of_reply":
        return words.translate(RIGHTS_OF_REPLY)
    return i.item_title or words.translate(BETWEEN_ITEMS)
