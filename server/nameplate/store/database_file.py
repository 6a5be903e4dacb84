"""The file of an SQLite database: only one process serves it, and it must stay the file that was opened."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

LOCK_SUFFIX = "-lock"
WAL_SUFFIX = "-wal"


class Served(Exception):
    """Another process serves the database. The text names the process."""


def file_of(url: URL) -> Path | None:
    """The file of a database. None when it is not SQLite, or in memory."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


@contextmanager
def exclusive(url: URL) -> Iterator[None]:
    """Hold the lock of a database while this process serves it, or empties it. Raises `Served`, `OSError`.

    The kernel releases the lock when the process ends, also after kill -9. The lock is a file of its own: SQLite loses
    its locks on the database file when the process closes any other descriptor of that file.
    """
    database = file_of(url)
    if database is None or not database.parent.is_dir():  # SQLite says best what is wrong with the address
        yield
        return
    lock = os.open(f"{database}{LOCK_SUFFIX}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Served(os.pread(lock, 200, 0).decode(errors="replace") or "another process") from error
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"process {os.getpid()}".encode(), 0)
        yield
    finally:
        os.close(lock)


class OpenFile:
    """The identity of the database file and of its write-ahead log, as they were when they were opened.

    SQLite goes on writing to a file that was removed or replaced. All of that is gone after a restart.
    """

    def __init__(self, database: Path) -> None:
        self._paths = (database, Path(f"{database}{WAL_SUFFIX}"))
        self._opened: dict[Path, tuple[int, int]] = {}

    def note(self) -> None:
        """Note the files that exist now. To be called while a connection is open.

        Before that, the write-ahead log may belong to another program, which removes it when it ends.
        """
        for path in self._paths:
            if path not in self._opened and (found := _identity(path)):
                self._opened[path] = found

    def problem(self) -> str | None:
        """What is wrong with the files that were noted, in words for the operator. None when nothing is."""
        for path, opened in self._opened.items():
            found = _identity(path)
            if found != opened:
                return f"{path} was {'replaced' if found else 'removed or renamed'} while it was in use"
        return None


def _identity(path: Path) -> tuple[int, int] | None:
    """The device and the inode of a file; None without one. An inode is not used again while the file is open."""
    try:
        found = os.stat(path)
    except OSError:  # it is gone, or its folder is
        return None
    return found.st_dev, found.st_ino
