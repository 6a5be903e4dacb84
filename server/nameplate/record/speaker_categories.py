"""Categories of speakers in the record: the role in the item, otherwise the category of the seat."""

from __future__ import annotations

from collections.abc import Mapping

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Seat
from nameplate.wording.labels import CATEGORY_LABELS
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message

ROLES = {"opening_remarks": "opening_speaker", "keynote": "keynote_speaker"}
"""The role of the speaker of an item, by kind of item."""

WITHOUT_ROLE = ("chair_opening", "wrap_up", "closing", "break")
"""Kinds of items that give no role of their own."""

SPEAKERS: Mapping[str, Message] = {
    "chair": N_("Chair"),
    "opening_speaker": N_("Opening speaker"),
    "keynote_speaker": N_("Keynote speaker"),
    "panellist": N_("Panellist"),
    **CATEGORY_LABELS,
}
"""The names of the categories, in the order of the record: podium first, then the floor."""

PODIUM = ("chair", "opening_speaker", "keynote_speaker", "panellist")


def category_of(meeting: Meeting, seat: Seat, item: str | None = None) -> str:
    """The category under which the record counts a seat in an item. The chair is always the chair.

    Outside its own items a delegation has its category. A person has the role that the programme gives; a person with
    several roles is a panellist there.
    """
    if seat.category == "chair":
        return seat.category
    foreseen = [i for i in meeting.items() if seat.id in (i.speaker, *i.speakers) and i.kind not in WITHOUT_ROLE]
    roles = {i.id: ROLES.get(i.kind, seat.category) for i in foreseen}
    if item in roles:
        return roles[item]
    only = {*roles.values()}
    return only.pop() if seat.category == "panellist" and len(only) == 1 else seat.category


def category_name(words: Words, kind: str) -> str:
    """The name of a category of speakers."""
    return words.label(SPEAKERS, kind)
