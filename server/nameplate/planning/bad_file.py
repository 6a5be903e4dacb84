"""The error for an invalid input file, and a function that reads a file as text."""

from __future__ import annotations

from pathlib import Path


class BadFile(Exception):
    """An input file is invalid. The message contains the file, the line and the expected value."""

    def __init__(self, file: str, line: int | None, expected: str) -> None:
        place = f"{file}, line {line}" if line else file
        super().__init__(f"{place}: {expected}")
        self.line = line


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises `BadFile`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadFile(str(path), None, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadFile(str(path), None, "must be a text file in UTF-8") from error
