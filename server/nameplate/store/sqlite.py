"""SQLite. One thread with one connection runs all jobs, and commits waiting jobs together.

No other connection of the process may write or checkpoint. If two connections of a process did so, SQLite before 3.51.3
might corrupt its write-ahead log.
"""

from __future__ import annotations

import logging
import sqlite3
from concurrent.futures import Future
from contextlib import closing
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event

from .database_file import OpenFile, file_of
from .jobs import SQL_ERRORS, Job, NotStored, SubmittedJob, not_stored

logger = logging.getLogger(__name__)

BUSY_TIMEOUT_MS = 4000
"""How long a transaction waits while another program has locked the database. A job may have to wait twice: for the
transaction before it, and in its own transaction. Both waits together are shorter than 10 seconds. After 10 seconds a
page stops waiting for the answer to its command."""


class Sqlite:
    """Runs jobs on an SQLite database."""

    threads = 1
    most_together = 1000
    may_block = True

    def __init__(self, url: URL) -> None:
        self._engine = create_engine(url, hide_parameters=True)
        event.listen(self._engine, "connect", _set_up)
        event.listen(self._engine, "begin", _begin)
        file = file_of(url)
        self._file = OpenFile(file) if file else None
        self._is_lost = False

    def close(self) -> None:
        self._engine.dispose()

    def commit(self, batch: list[SubmittedJob]) -> None:
        try:
            self._check_file()
        except NotStored as problem:
            for _, future in batch:
                future.set_exception(problem)
            return
        if len(batch) == 1:
            self._commit_one(*batch[0])
        elif batch:
            self._commit_several(batch)

    def forget_connections(self) -> None:
        self._engine.dispose()

    def purge_erased(self, is_patient: bool = True) -> None:
        """Write all of the write-ahead log into the database file and empty the log. Raises `NotStored`.

        In a server, only the thread that runs the jobs may call it: see the top of this file.
        """
        with closing(self._engine.raw_connection()) as connection:  # A checkpoint cannot run in a transaction.
            cursor = connection.cursor()
            try:
                cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS if is_patient else 0}")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                (busy, *_) = cursor.fetchall()[0]
            except sqlite3.Error as error:
                raise not_stored(error) from error
            finally:
                cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        if busy:
            raise NotStored("another program is reading the database")

    def _commit_one(self, job: Job, future: Future[Any]) -> None:
        try:
            with self._engine.begin() as connection:
                result = job(connection)
                self._note_file()
            self._check_file()
        except Exception as error:
            future.set_exception(not_stored(error) if isinstance(error, SQL_ERRORS) else error)
        else:
            future.set_result(result)

    def _commit_several(self, batch: list[SubmittedJob]) -> None:
        """Run each job in its own savepoint, so that a failing job does not undo the other jobs."""
        done: list[tuple[Future[Any], Any]] = []
        try:
            with self._engine.begin() as connection:
                for job, future in batch:
                    try:
                        with connection.begin_nested():
                            done.append((future, job(connection)))
                    except SQL_ERRORS as error:
                        future.set_exception(not_stored(error))
                        if _rolled_back(connection):
                            raise  # On a full disk SQLite ends the whole transaction, so all jobs of the batch fail.
                    except Exception as error:
                        future.set_exception(error)
                self._note_file()
            self._check_file()
        except (*SQL_ERRORS, NotStored) as error:
            for _, future in batch:
                if not future.done():
                    future.set_exception(error if isinstance(error, NotStored) else not_stored(error))
            return
        for future, result in done:
            future.set_result(result)

    def _note_file(self) -> None:
        if self._file:
            self._file.note()

    def _check_file(self) -> None:
        """Raise `NotStored` when the file is no longer the one that was opened. Log it once.

        It is called before each transaction and after its commit, so that no command is acknowledged that a restart
        would lose.
        """
        problem = self._file.problem() if self._file else None
        if problem and not self._is_lost:
            todo = "Commands are refused. Stop the server, put the file back, and start again."
            logger.critical("%s. %s", problem, todo, extra={"event": "database_file_lost"})
        self._is_lost = problem is not None
        if problem:
            raise NotStored(problem)


def _rolled_back(connection: Connection) -> bool:
    """Whether SQLite has ended the transaction on its own."""
    driver = connection.connection.driver_connection
    return isinstance(driver, sqlite3.Connection) and not driver.in_transaction


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    pragmas = (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "secure_delete=ON",
    )
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
