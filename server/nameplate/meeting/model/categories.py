"""The categories of speakers, and the bounds of a speaking time."""

from __future__ import annotations

STATES = ("member_state", "observer_state", "concerned_country")
"""The categories of States."""


LEAST_SECONDS, MOST_SECONDS = 10, 7200
"""Settings, not rules: what can be set as a speaking time."""


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
