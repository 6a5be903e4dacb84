"""The error for an invalid input file, and functions that read a file as text."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

FieldPath: TypeAlias = tuple[str | int, ...]
"""The keys and positions that lead to a value in a file, such as ("sittings", 0, "items", 3, "minutes")."""


class BadFile(Exception):
    """An input file is invalid. The message contains the file, the line and the expected value.

    `path` leads to the wrong value. It is () for the whole file, and for a file that has no such values.
    """

    def __init__(self, file: str, line: int | None, expected: str, path: FieldPath = ()) -> None:
        place = f"{file}, line {line}" if line else file
        super().__init__(f"{place}: {expected}")
        self.line = line
        self.expected = expected
        self.path = path


class SeveralFaults(BadFile):
    """An input file has several faults. Each of `faults` is a sentence about one of them."""

    def __init__(self, file: str, line: int | None, faults: Sequence[str], shown: str = "") -> None:
        super().__init__(file, line, shown or faults[0])
        self.faults = tuple(faults)


def read_text(path: Path, most_bytes: int) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises `BadFile`."""
    return decoded(read_bytes(path, most_bytes), str(path))


def decoded(content: bytes, file: str) -> str:
    """The text of a file with this content. Raises `BadFile`."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(file) from error


def checked(text: str, file: str, most_bytes: int) -> str:
    """A text that need not come from a file, with the limits of a file, without a byte order mark. Raises `BadFile`."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise _not_utf8(file) from error
    if size > most_bytes:
        raise _too_large(file, most_bytes)
    return text.removeprefix("\ufeff")


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
        raise _too_large(str(path), most_bytes)
    return content


def _not_utf8(file: str) -> BadFile:
    if file.lower().endswith(".csv"):
        return BadFile(file, None, "must be in UTF-8; in Excel, save it as “CSV UTF-8”, or give the .xlsx file")
    return BadFile(file, None, "must be a text file in UTF-8")


def _too_large(file: str, most_bytes: int) -> BadFile:
    return BadFile(file, None, f"is too large; at most {most_bytes // 1000} KB are read")
