"""Where the screens get the colour and the logo of a meeting. Their addresses change with their content."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from nameplate.meeting import Meeting

REGION = "theme"
"""The region of every screen with the colour. Its template is `shared/_theme.html`."""


def colour(meeting: Meeting) -> str:
    """The colour without its sign, for an address. "" for none."""
    return meeting.colour.removeprefix("#")


def logo_stamp(meeting: Meeting) -> str:
    """A few characters that change with the logo, for its address. "" for none."""
    return _stamp(meeting.logo) if meeting.logo else ""


@lru_cache(maxsize=16)
def _stamp(logo: str) -> str:
    return hashlib.sha256(logo.encode()).hexdigest()[:12]
