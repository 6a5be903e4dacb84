"""The database: SQLite, or PostgreSQL for several nodes. Jobs wait in a queue, and threads run them."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from queue import SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, inspect
from sqlalchemy.engine import make_url

from . import database_file
from .file_copy import copy_older
from .jobs import Backend, CutOff, NotStored, SubmittedJob
from .log_rows import SharedLog
from .sqlite import Sqlite

HEAD = "0011"
"""The newest revision in `migrations/versions`. If a database has this revision, Alembic is not loaded."""
MIGRATION_LOCK = 7_263_514
"""The number of PostgreSQL's advisory lock that a program holds while it migrates."""

T = TypeVar("T")
logger = logging.getLogger(__name__)


class OtherSchema(Exception):
    """The tables have another revision than this program needs. The text says what to do."""


class Database:
    """Runs jobs. A job is a function that reads or writes with a connection. `jobs` is the number of jobs so far.

    A server gives up a job after seconds, because people wait for it. With `is_patient`, for a command of an
    operator, a job may take as long as it takes.

    `is_shared` says whether other nodes may write to the same database at the same time. If so,
    `shared_log` has the functions for the log.
    """

    def __init__(self, url: str, is_patient: bool = False) -> None:
        self.url = make_url(url)
        self.is_shared = is_shared(self.url)
        self.backend, self.shared_log = _backend(self, is_patient)
        self.jobs = 0
        self._is_cut_off = False
        self._jobs: SimpleQueue[SubmittedJob | None] = SimpleQueue()
        self._last: Future[Any] = Future()
        self._last.set_result(None)
        self._threads = [
            threading.Thread(target=self._run_jobs, name="nameplate-store", daemon=True)
            for _ in range(self.backend.threads)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, job: Callable[[Connection], T], block_seconds: float = 0.0) -> Future[T]:
        """Submit a job that runs in a transaction. When the future has a result, the transaction is durable.

        The future fails with `NotStored`. If no other job is running, this call blocks until the job is done, but for
        at most `block_seconds`. A blocked caller does not compete with the database thread for the interpreter lock.
        With a busy caller, waiting for this lock would take most of the time of the job.
        """
        future: Future[T] = Future()
        if self._is_cut_off:
            future.set_exception(CutOff("the database does not answer"))
            return future
        before, self._last = self._last, future
        self.jobs += 1
        self._jobs.put((job, future))
        if block_seconds and self.backend.may_block and before.done():
            wait([future], block_seconds)
        return future

    async def run(self, job: Callable[[Connection], T]) -> T:
        """Run a job in a transaction, and wait for its result. Raises `NotStored`."""
        return await asyncio.wrap_future(self.submit(job))

    def run_blocking(self, job: Callable[[Connection], T]) -> T:
        """As `run`, for callers without an event loop."""
        return self.submit(job).result()

    async def purge_between_jobs(self) -> None:
        """As `purge_erased`, while this process serves the database: the thread of the jobs does it between two jobs.

        Raises `NotStored` at once if another program is in the way. With PostgreSQL it would lock all tables, so only
        SQLite has it.
        """
        future: Future[None] = Future()
        self._jobs.put((_purge_now, future))
        await asyncio.wrap_future(future)

    def set_cut_off(self, is_cut_off: bool) -> None:
        """Refuse all jobs at once while the database does not answer. Otherwise they would wait in a long queue."""
        self._is_cut_off = is_cut_off
        self.backend.forget_connections()

    def close(self) -> None:
        """Run the waiting jobs, then close the database."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()
        self.backend.close()

    def _run_jobs(self) -> None:
        """Run jobs until this thread gets None."""
        running = True
        while running:
            batch = [self._jobs.get()]
            while len(batch) < self.backend.most_together and not self._jobs.empty():
                batch.append(self._jobs.get())
            running = None not in batch
            jobs = [job for job in batch if job is not None]
            # From here on, nobody can cancel a future. Setting the result of a cancelled future would end this thread.
            wanted = [each for each in jobs if each[1].set_running_or_notify_cancel()]
            self.backend.commit([each for each in wanted if each[0] is not _purge_now])
            for _, future in (each for each in wanted if each[0] is _purge_now):
                self._purge(future)

    def _purge(self, future: Future[None]) -> None:
        try:
            self.backend.purge_erased(is_patient=False)
        except Exception as error:
            future.set_exception(error)
        else:
            future.set_result(None)


def _purge_now(_: Connection) -> None:
    """Stands in the queue of jobs for the purge, which cannot run in a transaction."""


def is_shared(url: URL) -> bool:
    """Whether several nodes may use a database at the same time."""
    return url.get_backend_name() == "postgresql"


def migrate(database: Database) -> None:
    """Upgrade the tables to the newest revision. Raises `NotStored`, `OtherSchema`.

    An SQLite database of an older release is first copied to a file beside it. When two programs begin at the same
    time, one migrates and the other waits for it.
    """
    if database.run_blocking(revision) != HEAD:
        from .schema_upgrade import upgrade  # noqa: PLC0415 - loading Alembic takes longer than the rest of the start

        _copy_older(database)

        def upgrade_once(connection: Connection) -> None:
            if database.is_shared:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
            found = revision(connection)
            _refuse_newer(found)
            if found != HEAD:
                upgrade(connection)

        database.run_blocking(upgrade_once)


def refuse_newer(database: Database) -> None:
    """Raise `OtherSchema` for the tables of a newer release. Nothing is created or upgraded."""
    _refuse_newer(database.run_blocking(revision))


def _refuse_newer(found: str | None) -> None:
    if found is not None and found > HEAD:
        raise OtherSchema(f"The tables are newer ({found}) than this program ({HEAD}). Update the program.")


def _copy_older(database: Database) -> None:
    """Copy an SQLite database with the tables of an older release. Raises `NotStored`."""
    found, file = older_revision(database), database_file.file_of(database.url)
    if not found or not file:
        return
    try:
        copy = copy_older(file, found)
    except (OSError, sqlite3.Error) as error:
        raise NotStored(f"no copy could be written before the upgrade of its tables: {error}") from error
    logger.warning("Before its tables were upgraded, %s was copied to %s", file, copy, extra={"event": "copied"})


def create_or_check(database: Database) -> None:
    """As `migrate`, but tables of an older release in a shared database are left alone, and `OtherSchema` is raised.

    Nodes of the older release may be using them.
    """
    found = older_revision(database)
    if database.is_shared and found:
        todo = "Stop all nodes, run `nameplate migrate`, and start them again."
        raise OtherSchema(f"The tables are older ({found}) than this program ({HEAD}). {todo}")
    migrate(database)


def create_or_refuse(database: Database) -> None:
    """As `create_or_check`, but tables of an older release are left alone in SQLite, too.

    For commands that do not serve: once the tables are upgraded, the older release refuses them.
    """
    found = older_revision(database)
    if found and not database.is_shared:
        todo = "`nameplate serve` or `nameplate migrate` upgrades them, and writes a copy first. Nothing was changed."
        raise OtherSchema(f"The tables are older ({found}) than this program ({HEAD}). {todo}")
    create_or_check(database)


def older_revision(database: Database) -> str | None:
    """The revision of tables of an older release. None for an empty database, and for all other tables."""
    found = database.run_blocking(revision)
    return found if found is not None and found < HEAD else None


def purge_erased(database: Database) -> None:
    """See to it that erased text is not left in the files of the database. Raises `NotStored`."""
    database.backend.purge_erased()


def revision(connection: Connection) -> str | None:
    """The revision of the tables. None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def _backend(database: Database, is_patient: bool) -> tuple[Backend, SharedLog | None]:
    if database.is_shared:
        from . import shared_log  # noqa: PLC0415 - with SQLite, nobody needs to load a driver for PostgreSQL
        from .postgres import Postgres  # noqa: PLC0415 - the same

        return Postgres(database.url, is_patient), shared_log
    return Sqlite(database.url), None
