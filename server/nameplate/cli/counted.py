"""Numbers with their noun, in the output of the command line. This output is in English only."""

from __future__ import annotations


def counted(number: int, one: str, several: str = "") -> str:
    """`1 meeting`, `2 meetings`. `several` is the plural where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
