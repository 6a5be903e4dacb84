"""The role of a speaker in an item, otherwise the category of the seat."""

from __future__ import annotations

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Seat

ROLE_BY_ITEM_KIND = {"opening_remarks": "opening_speaker", "keynote": "keynote_speaker"}
"""By kind of item: the role of the item's speaker."""

ITEM_KINDS_WITHOUT_ROLE = ("chair_opening", "wrap_up", "closing", "break")
"""Kinds of items that do not give their speaker a role."""


def role_or_category(meeting: Meeting, seat: Seat, item: str | None = None) -> str:
    """The role of a seat in an item, or its category. The chair is always the chair.

    A seat that the item names as a speaker has its role in this item. In other items, a delegation has its own
    category. A person has the same role as in the items that name the person, or is a panellist if these roles
    differ.
    """
    if seat.category == "chair":
        return seat.category
    items = [
        i for i in meeting.items() if seat.id in (i.speaker, *i.speakers) and i.kind not in ITEM_KINDS_WITHOUT_ROLE
    ]
    roles = {i.id: ROLE_BY_ITEM_KIND.get(i.kind, seat.category) for i in items}
    if item in roles:
        return roles[item]
    distinct_roles = {*roles.values()}
    return distinct_roles.pop() if seat.category == "panellist" and len(distinct_roles) == 1 else seat.category
