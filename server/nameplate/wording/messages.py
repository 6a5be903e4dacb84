"""Marks sentences for translation, so that Babel's extractor (`make messages`) finds them.

`words.text("...")` and `words.plural("...", "...", n)` accept only literals. In a table, each sentence is marked with
`N_("...")`, and is translated later by `words.translate`.
"""

from __future__ import annotations

from typing import NewType

Message = NewType("Message", str)
"""A sentence in English that is marked for translation, but not yet translated. `%(name)s` stands for a value."""

NO_MESSAGE = Message("")
"""An empty entry of a table. It is not extracted, and `translate` returns "" for it."""


def N_(message: str) -> Message:
    """Mark a literal for translation."""
    return Message(message)
