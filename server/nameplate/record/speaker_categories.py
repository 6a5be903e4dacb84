"""Categories of speakers in the record: the role in the item, otherwise the category of the seat."""

from __future__ import annotations

from collections.abc import Mapping

from nameplate.wording.labels import CATEGORY_LABELS, ROLE_LABELS
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message

CATEGORY_NAMES: Mapping[str, Message] = {
    "chair": N_("Chair"),
    **ROLE_LABELS,
    "panellist": N_("Panellist"),
    **CATEGORY_LABELS,
}
"""The names of the categories, in the order of the record: podium first, then the floor."""

PODIUM_CATEGORIES = ("chair", "opening_speaker", "keynote_speaker", "panellist")


def category_name(words: Words, category: str) -> str:
    return words.label(CATEGORY_NAMES, category)
