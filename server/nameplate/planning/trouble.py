"""What is wrong with a file, in its writer's words."""

from __future__ import annotations


class BadFile(Exception):
    """A file cannot be used; the message names the file, the line and what was expected."""

    def __init__(self, file: str, line: int | None, expected: str) -> None:
        place = f"{file}, line {line}" if line else file
        super().__init__(f"{place}: {expected}")
        self.line = line
