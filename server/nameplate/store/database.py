"""The database: SQLite by default, written by one thread on one connection, which commits what waits together.

Exactly one connection of the process writes and checkpoints (SQLite before 3.51.3 may corrupt its log otherwise).
"""

from __future__ import annotations

import asyncio
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

HEAD = "0001"
"""The newest revision in `migrations/versions`, so that a database which has it is known without loading alembic."""
PATIENCE_MS = 4000
"""So long a write waits for another program that holds the database: who comes in the middle of one such wait and is
in the next has an answer before a page gives its press up, after ten seconds."""
SQL_ERRORS = (SQLAlchemyError, sqlite3.Error)

T = TypeVar("T")
_Job = tuple[Callable[[Connection], Any], "Future[Any]"]


class NotStored(Exception):
    """The database could not take what was to be written; nothing of it was kept."""


class Database:
    """A database that is written in one place.

    `put` runs a function of a connection, off the event loop; `jobs` counts how often that was asked for.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self._engine = _engine(url)
        self.jobs = 0
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._last: Future[Any] = Future()
        self._last.set_result(None)
        self._thread = threading.Thread(target=self._work, name="nameplate-store", daemon=True)
        self._thread.start()

    def put(self, job: Callable[[Connection], T], hold_seconds: float = 0.0) -> Future[T]:
        """Run `job` in a transaction; once it has a result, what it wrote survives a power cut. Fails as `NotStored`.

        For `hold_seconds` at most the caller does nothing else, unless the writer has other jobs: then it need not ask
        for the interpreter after every statement, which takes most of the time when the caller has much to do.
        """
        future: Future[T] = Future()
        before, self._last = self._last, future
        self.jobs += 1
        self._jobs.put((job, future))
        if hold_seconds and before.done():
            wait([future], hold_seconds)
        return future

    async def write(self, job: Callable[[Connection], T]) -> T:
        """Run `job` in a transaction, and wait for it. Raises `NotStored`."""
        return await asyncio.wrap_future(self.put(job))

    def write_now(self, job: Callable[[Connection], T]) -> T:
        """The same for programs without an event loop."""
        return self.put(job).result()

    def close(self) -> None:
        """Finish what is waiting and let go of the file."""
        self._jobs.put(None)
        self._thread.join()
        self._engine.dispose()

    def _work(self) -> None:
        running = True
        while running:
            batch = [self._jobs.get()]
            while not self._jobs.empty():
                batch.append(self._jobs.get())
            running = None not in batch
            self._commit([job for job in batch if job is not None])

    def _commit(self, batch: list[_Job]) -> None:
        """All jobs in one transaction; answered only after the commit."""
        # From here on nobody can cancel: a future that is gone when it is to be answered would end this thread.
        batch = [(job, future) for job, future in batch if future.set_running_or_notify_cancel()]
        if len(batch) == 1:
            self._alone(*batch[0])
        elif batch:
            self._together(batch)

    def _alone(self, job: Callable[[Connection], Any], future: Future[Any]) -> None:
        try:
            with self._engine.begin() as connection:
                result = job(connection)
        except Exception as error:
            future.set_exception(_not_stored(error) if isinstance(error, SQL_ERRORS) else error)
        else:
            future.set_result(result)

    def _together(self, batch: list[_Job]) -> None:
        """Each behind its own savepoint, so that one that fails takes no other with it."""
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
                            raise  # a full disk ends the whole transaction: nothing of this batch may be acknowledged
                    except Exception as error:
                        future.set_exception(error)
        except SQL_ERRORS as error:
            for _, future in batch:
                if not future.done():
                    future.set_exception(_not_stored(error))
            return
        for future, result in done:
            future.set_result(result)


def migrate(database: Database) -> None:
    """Bring the tables to the newest revision. Raises `NotStored`."""
    if database.write_now(revision) != HEAD:
        from .schema_upgrade import upgrade  # noqa: PLC0415 - it loads alembic, which takes longer than all else at the start

        database.write_now(upgrade)


def revision(connection: Connection) -> str | None:
    """The revision that the tables are at; None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def backup(database: Database, file: str) -> None:
    """Write a consistent copy of an SQLite database to a new file. Raises `NotStored`."""
    with closing(database._engine.raw_connection()) as connection:  # raw: VACUUM runs in no transaction
        try:
            connection.cursor().execute("VACUUM INTO ?", (file,))
        except sqlite3.Error as error:
            raise _not_stored(error) from error


def _rolled_back(connection: Connection) -> bool:
    """Whether SQLite has given up the transaction by itself."""
    driver = connection.connection.driver_connection
    return isinstance(driver, sqlite3.Connection) and not driver.in_transaction


def _not_stored(error: Exception) -> NotStored:
    first: BaseException = error
    while isinstance(first.__context__, SQL_ERRORS):
        first = first.__context__  # what went wrong first; then the savepoint was missed too
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
        f"busy_timeout={PATIENCE_MS}",
        "secure_delete=ON",
    )
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
