"""A job reads or writes with a connection in a transaction. What a failed transaction raises."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

SQL_ERRORS = (SQLAlchemyError, sqlite3.Error)

Job = Callable[[Connection], Any]
SubmittedJob = tuple[Job, "Future[Any]"]


class NotStored(Exception):
    """A transaction has failed. None of its changes are stored."""


class CutOff(NotStored):
    """This node is cut off from the database. The log has said so already."""


class OutcomeUnknown(NotStored):
    """The connection broke during the commit. The changes may be stored or not; the log tells."""


class Backend(Protocol):
    """Runs jobs on one kind of database."""

    threads: int
    """How many threads run jobs at the same time."""
    most_together: int
    """How many waiting jobs a thread may commit in one transaction."""
    may_block: bool
    """Whether the caller of a job may wait for its result, because a transaction takes less than a millisecond."""

    def commit(self, batch: list[SubmittedJob]) -> None:
        """Run jobs, and set the results of their futures after the commit. Every future gets a result or an error."""

    def close(self) -> None:
        """Close all connections."""

    def forget_connections(self) -> None:
        """Make new connections from now on."""

    def purge_erased(self, is_patient: bool = True) -> None:
        """See to it that erased text is not left in the files of the database. Raises `NotStored`.

        If not `is_patient`, it fails at once when another program is in the way.
        """


def not_stored(error: Exception) -> NotStored:
    """The error that the caller of a job gets for an error of the database."""
    first: BaseException = error
    while isinstance(first.__context__, SQL_ERRORS):
        first = first.__context__  # The first error is the cause. Later errors only say that the savepoint is missing.
    if isinstance(first, DBAPIError) and first.orig:
        first = first.orig
    problem = NotStored(first_line(first))
    problem.__cause__ = error
    return problem


def first_line(error: BaseException) -> str:
    """The first line of an error's text, or its kind if it has no text. With several hosts, a text of libpq is long."""
    lines = [line for line in map(str.strip, str(error).splitlines()) if line]
    return lines[0] if lines else type(error).__name__
