"""Bounds of the values that a command or a file may set. All are settings, not rules."""

from __future__ import annotations

MIN_SPEAKING_SECONDS, MAX_SPEAKING_SECONDS = 10, 7200

MAX_NOTE_LENGTH = 280
"""Characters of a note, a notice, a ruling or a free name."""
