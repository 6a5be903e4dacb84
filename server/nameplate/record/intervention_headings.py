"""The heading of an intervention in the record: its item, "Rights of reply", or "Between items"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nameplate.wording.language import Words
from nameplate.wording.messages import N_

from .account_values import Intervention

BETWEEN_ITEMS = N_("Between items")
RIGHTS_OF_REPLY = N_("Rights of reply")


def with_headings(called: Iterable[Intervention], words: Words) -> tuple[Intervention, ...]:
    """The interventions of a sitting, in order of speaking, each with its heading.

    A point of order keeps the heading of the intervention before it while the same item is open.
    """
    filed: list[Intervention] = []
    for i in called:
        before = filed[-1] if filed else None
        stays = i.form == "point_of_order" and before is not None and before.item == i.item
        filed.append(replace(i, heading=before.heading if before and stays else _own_heading(i, words)))
    return tuple(filed)


def _own_heading(i: Intervention, words: Words) -> str:
    if i.form == "right_of_reply":
        return words.translate(RIGHTS_OF_REPLY)
    return i.item_title or words.translate(BETWEEN_ITEMS)
