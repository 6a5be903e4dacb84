"""Copies the file of an SQLite database as it is at one moment, while other programs use it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from .sqlite import BUSY_TIMEOUT_MS


def write_copy(source: Path, target: Path) -> None:
    """Write a copy to a new file, in one read transaction. Raises `sqlite3.Error`."""
    with closing(read_only(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def read_only(file: Path) -> sqlite3.Connection:
    """A connection that can only read."""
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_MS / 1000)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def older_copy(file: Path, revision: str) -> Path:
    """The file to which `copy_older` copies a database."""
    return file.with_name(f"{file.name}-schema-{revision}")


def copy_older(file: Path, revision: str) -> Path:
    """Copy a database before its tables are upgraded, so that the older release can use it again.

    A copy of the same revision, from an earlier attempt, is replaced. Returns the copy. Raises `OSError`,
    `sqlite3.Error`.
    """
    copy = older_copy(file, revision)
    part = copy.with_name(f"{copy.name}.part")
    part.unlink(missing_ok=True)
    try:
        write_copy(file, part)
        part.chmod(0o600)
        sync(part)
        part.replace(copy)
    finally:
        part.unlink(missing_ok=True)
    sync(copy.parent)
    return copy
