"""The categories of speakers."""

from __future__ import annotations

CATEGORIES = (
    "member_state",
    "observer_state",
    "concerned_country",
    "group",
    "igo",
    "un_entity",
    "mandate_holder",
    "nhri",
    "ngo",
    "panellist",
    "other",
)

STATE_CATEGORIES = ("member_state", "observer_state", "concerned_country")
"""The categories of States."""
