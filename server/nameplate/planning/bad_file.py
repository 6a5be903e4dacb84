"""The error for an invalid input file, and a function that reads a file as text."""

from __future__ import annotations

import os
import stat
from pathlib import Path


class BadFile(Exception):
    """An input file is invalid. The message contains the file, the line and the expected value."""

    def __init__(self, file: str, line: int | None, expected: str) -> None:
        place = f"{file}, line {line}" if line else file
        super().__init__(f"{place}: {expected}")
        self.line = line


def read_text(path: Path, most_bytes: int) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises `BadFile`."""
    try:
        return read_bytes(path, most_bytes).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(str(path), None, "must be a text file in UTF-8") from error


def read_bytes(path: Path, most_bytes: int) -> bytes:
    """The content of a file. Raises `BadFile`.

    Only a regular file is read. Another one may never end, or keep the reader waiting.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise BadFile(str(path), None, "must be a file, and no device or pipe")
            content = file.read(most_bytes + 1)
    except OSError as error:
        raise BadFile(str(path), None, f"cannot be read ({error.strerror})") from error
    if len(content) > most_bytes:
        raise BadFile(str(path), None, f"is too large; at most {most_bytes // 1000} KB are read")
    return content
