"""How code marks the sentences that people read, so that Babel's extractor (`make messages`) finds each of them.

`words.text("...")` and `words.plural("...", "...", n)` take literals only. A table marks its sentences with
`N_("...")`, and `words.translate` looks them up.
"""

from __future__ import annotations

from typing import NewType

Message = NewType("Message", str)
"""A sentence in English, marked for translation and not translated yet. `%(name)s` stands for a fact."""

NO_MESSAGE = Message("")
"""Where a table has nothing to say. It is not extracted; `translate` gives "" for it."""


def N_(message: str) -> Message:
    """Mark a literal for translation."""
    return Message(message)
