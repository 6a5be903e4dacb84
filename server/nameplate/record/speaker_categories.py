"""The kinds of speakers in the record: the role in which somebody speaks, otherwise the category of the seat."""

from __future__ import annotations

from collections.abc import Mapping

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Seat
from nameplate.wording.labels import CATEGORY_LABELS
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message

ROLES = {"opening_remarks": "opening_speaker", "keynote": "keynote_speaker"}
"""The role of an item's speaker, by the kind of the item."""

WITHOUT_ROLE = ("chair_opening", "wrap_up", "closing", "break")
"""Items whose speaker keeps the role of the other items."""

SPEAKERS: Mapping[str, Message] = {
    "chair": N_("Chair"),
    "opening_speaker": N_("Opening speaker"),
    "keynote_speaker": N_("Keynote speaker"),
    "panellist": N_("Panellist"),
    **CATEGORY_LABELS,
}
"""The kinds in words, in the order in which the record has them: the podium first, then the floor."""

PODIUM = ("chair", "opening_speaker", "keynote_speaker", "panellist")


def category_of(meeting: Meeting, seat: Seat, item: str | None = None) -> str:
    """The role in which a seat speaks in an item. The chair is always the chair.

    Outside its own items a delegation has its category, and a person the role that the programme gives: with several
    roles, the panellist's.
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
    """A kind of speaker in words."""
    return words.label(SPEAKERS, kind)
