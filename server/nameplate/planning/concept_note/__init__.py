"""Proposes a programme from a concept note, by rules. Nothing is invented, and no line is dropped without a word.

`text_of` reads a .docx or .txt file. `propose` reads the text. `to_yaml` writes the proposal as a programme file.
"""

from __future__ import annotations

from .note_file import LARGEST_FILE, text_of
from .programme_yaml import to_yaml
from .proposal import Field, Guess, Item, Person, Proposal, Sitting, SourceLine, Span
from .proposing import propose
from .source_text import MOST_BYTES, MOST_LINES

__all__ = [
    "LARGEST_FILE",
    "MOST_BYTES",
    "MOST_LINES",
    "Field",
    "Guess",
    "Item",
    "Person",
    "Proposal",
    "Sitting",
    "SourceLine",
    "Span",
    "propose",
    "text_of",
    "to_yaml",
]
