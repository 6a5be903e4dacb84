"""What comes from outside, read without trusting any of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

MOST_DIGITS = 18
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters, but for the tab and the ends of lines."""


class Unreadable(Exception):
    """It is not what it says it is."""


def json(given: bytes | str) -> Any:
    """Plain values. Raises `Unreadable`, also for what is nested too deep."""
    try:
        return msgspec.json.decode(given)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable from error


def unseen(values: Mapping[str, Any]) -> str | None:
    """The first field with a character in it that no screen can show."""
    return next((name for name, value in values.items() if isinstance(value, str) and UNSEEN.search(value)), None)


def whole(given: str) -> int | None:
    """A whole number; None for anything else, and for one that no version and no time will ever reach."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS else None
