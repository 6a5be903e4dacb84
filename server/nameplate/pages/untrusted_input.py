"""Reads values from clients, and checks all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from nameplate.meeting.model.bounds import CONTROL_CHARACTERS

MOST_DIGITS = 18


class InvalidJson(Exception):
    """The text is not JSON, or its values are nested too deeply."""


def parse_json(text: bytes | str) -> Any:
    """Plain values. Raises `InvalidJson`."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidJson from error


def field_with_control_characters(values: Mapping[str, Any]) -> str | None:
    """The name of the first field that contains control characters, or None."""
    return next(
        (name for name, value in values.items() if isinstance(value, str) and CONTROL_CHARACTERS.search(value)), None
    )


def whole_number(text: str) -> int | None:
    """A whole number, or None for anything else.

    A number with more than 18 digits is None too, because no version and no time is that large.
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
