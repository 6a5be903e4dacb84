"""Bounds of the values that a command or a file may set. All are settings, not rules."""

from __future__ import annotations

import re

MIN_SPEAKING_SECONDS, MAX_SPEAKING_SECONDS = 10, 7200

MAX_NOTE_LENGTH = 280
"""Characters of a note, a notice, a ruling or a free name."""

CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""All of ASCII's control characters except tab, line feed and carriage return. No text of a meeting may have one."""

DIRECTION_CHARACTERS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Unicode's embeddings, overrides and isolates. They can show a name in another order than its letters have."""
