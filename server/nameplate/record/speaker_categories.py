"""Categories of speakers in the record: the role in the item, otherwise the category of the seat."""

from __future__ import annotations

from collections.abc import Mapping

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Seat
from nameplate.wording.labels import CATEGORY_LABELS
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message

ROLE_BY_ITEM_KIND = {"opening_remarks": "opening_speaker", "keynote": "keynote_speaker"}
"""By kind of item: the role of the item's speaker."""

ITEM_KINDS_WITHOUT_ROLE = ("chair_opening", "wrap_up", "closing", "break")
"""Kinds of items that do not give their speaker a role."""

CATEGORY_NAMES: Mapping[str, Message] = {
    "chair": N_("Chair"),
    "opening_speaker": N_("Opening speaker"),
    "keynote_speaker": N_("Keynote speaker"),
    "panellist": N_("Panellist"),
    **CATEGORY_LABELS,
}
"""The names of the categories, in the order of the record: podium first, then the floor."""

PODIUM_CATEGORIES = ("chair", "opening_speaker", "keynote_speaker", "panellist")


def category_of(meeting: Meeting, seat: Seat, item: str | None = None) -> str:
    """The category under which the record counts a seat in an item. The chair always counts as the chair.

    A seat that the item names as a speaker has its role in this item. In other items, a delegation has its own
    category. A person has the same role as in the items that name the person, or counts as a panellist if these roles
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


def category_name(words: Words, category: str) -> str:
    return words.label(CATEGORY_NAMES, category)
