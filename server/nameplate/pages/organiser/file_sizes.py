"""How large a file in a form may be, in words."""

from __future__ import annotations

from nameplate.wording.language import Words
from nameplate.wording.messages import N_

TOO_LARGE = N_("This file is too large: at most %(most)s are read. Choose a smaller one.")


def size(count: int) -> str:
    """A size for people: 50 KB, 5 MB."""
    return f"{count // 1_000_000} MB" if count >= 1_000_000 else f"{count // 1000} KB"


def limit(most_bytes: int, words: Words) -> tuple[int, str]:
    """How many bytes are read, and what is said to somebody who chooses a larger file."""
    return (most_bytes, words.translate(TOO_LARGE, most=size(most_bytes)))
