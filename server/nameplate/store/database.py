"""The database, SQLite by default. One thread with one connection runs all jobs, and commits waiting jobs together.

No other connection of the process may write or checkpoint. If two connections of a process did so, SQLite before 3.51.3
might corrupt its write-ahead log.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import closing
from queue import SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from .database_file import OpenFile, file_of

logger = logging.getLogger(__name__)

HEAD = "0003"
"""The newest revision in `migrations/versions`. If a database has this revision, Alembic is not loaded."""
BUSY_TIMEOUT_MS = 4000
"""How long a transaction waits while another program has locked the database. A job may have to wait twice: for the
transaction before it, and in its own transaction. Both waits together are shorter than 10 seconds. After 10 seconds a
page stops waiting for the answer to its command."""
SQL_ERRORS = (SQLAlchemyError, sqlite3.Error)

T = TypeVar("T")
_Job = tuple[Callable[[Connection], Any], "Future[Any]"]


class NotStored(Exception):
    """A transaction has failed. None of its changes are stored."""


class Database:
    """Runs jobs. A job is a function that reads or writes with a connection. `jobs` is the number of jobs so far."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self._engine = _engine(url)
        file = file_of(self.url)
        self._file = OpenFile(file) if file else None
        self._is_lost = False
        self.jobs = 0
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._last: Future[Any] = Future()
        self._last.set_result(None)
        self._thread = threading.Thread(target=self._run_jobs, name="nameplate-store", daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[Connection], T], block_seconds: float = 0.0) -> Future[T]:
        """Submit a job that runs in a transaction. When the future has a result, the transaction is durable.

        The future fails with `NotStored`. If no other job is running, this call blocks until the job is done, but for
        at most `block_seconds`. A blocked caller does not compete with the database thread for the interpreter lock.
        With a busy caller, waiting for this lock would take most of the time of the job.
        """
        future: Future[T] = Future()
        before, self._last = self._last, future
        self.jobs += 1
        self._jobs.put((job, future))
        if block_seconds and before.done():
            wait([future], block_seconds)
        return future

    async def run(self, job: Callable[[Connection], T]) -> T:
        """Run a job in a transaction, and wait for its result. Raises `NotStored`."""
        return await asyncio.wrap_future(self.submit(job))

    def run_blocking(self, job: Callable[[Connection], T]) -> T:
        """As `run`, for callers without an event loop."""
        return self.submit(job).result()

    def close(self) -> None:
        """Run the waiting jobs, then close the database."""
        self._jobs.put(None)
        self._thread.join()
        self._engine.dispose()

    def _run_jobs(self) -> None:
        running = True
        while running:
            batch = [self._jobs.get()]
            while not self._jobs.empty():
                batch.append(self._jobs.get())
            running = None not in batch
            self._commit([job for job in batch if job is not None])

    def _commit(self, batch: list[_Job]) -> None:
        """Run all jobs of a batch in one transaction. Set their results only after the commit."""
        # From here on, nobody can cancel a future. Setting the result of a cancelled future would end this thread.
        batch = [(job, future) for job, future in batch if future.set_running_or_notify_cancel()]
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

    def _commit_one(self, job: Callable[[Connection], Any], future: Future[Any]) -> None:
        try:
            with self._engine.begin() as connection:
                result = job(connection)
                self._note_file()
            self._check_file()
        except Exception as error:
            future.set_exception(_not_stored(error) if isinstance(error, SQL_ERRORS) else error)
        else:
            future.set_result(result)

    def _commit_several(self, batch: list[_Job]) -> None:
        """Run each job in its own savepoint, so that a failing job does not undo the other jobs."""
        done: list[tuple[Future[Any], Any]] = []
        try:
            with self._engine.begin() as connection:
                for job, future in batch:
                    try:
                        with connection.begin_nested():
                            done.append((future, job(connection)))
                    except SQL_ERRORS as error:
                        future.set_exception(_not_stored(error))
                        if _rolled_back(connection):
                            raise  # On a full disk SQLite ends the whole transaction, so all jobs of the batch fail.
                    except Exception as error:
                        future.set_exception(error)
                self._note_file()
            self._check_file()
        except (*SQL_ERRORS, NotStored) as error:
            for _, future in batch:
                if not future.done():
                    future.set_exception(error if isinstance(error, NotStored) else _not_stored(error))
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


def migrate(database: Database) -> None:
    """Upgrade the tables to the newest revision. Raises `NotStored`."""
    if database.run_blocking(revision) != HEAD:
        from .schema_upgrade import upgrade  # noqa: PLC0415 - loading Alembic takes longer than the rest of the start

        database.run_blocking(upgrade)


def revision(connection: Connection) -> str | None:
    """The revision of the tables. None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def empty_write_ahead_log(database: Database) -> None:
    """Write all of SQLite's write-ahead log into the database file and empty the log. Raises `NotStored`."""
    with closing(database._engine.raw_connection()) as connection:  # A checkpoint cannot run in a transaction.
        cursor = connection.cursor()
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (busy, *_) = cursor.fetchall()[0]
        except sqlite3.Error as error:
            raise _not_stored(error) from error
    if busy:
        raise NotStored("another program is reading the database")


def _rolled_back(connection: Connection) -> bool:
    """Whether SQLite has ended the transaction on its own."""
    driver = connection.connection.driver_connection
    return isinstance(driver, sqlite3.Connection) and not driver.in_transaction


def _not_stored(error: Exception) -> NotStored:
    first: BaseException = error
    while isinstance(first.__context__, SQL_ERRORS):
        first = first.__context__  # The first error is the cause. Later errors only say that the savepoint is missing.
    problem = NotStored(str(first))
    problem.__cause__ = error
    return problem


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
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
