"""PostgreSQL. Several threads run jobs, each with a connection and a transaction of its own.

Several nodes write to the same database. So each job has its own transaction: a transaction that locked the rows of two
meetings might wait for another node that has locked them in the other order.
"""

from __future__ import annotations

import logging
import math
import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, cast

import psycopg
from psycopg.errors import Diagnostic
from sqlalchemy import URL, Connection, Text, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from .jobs import SQL_ERRORS, Job, NotStored, OutcomeUnknown, SubmittedJob, first_line, not_stored
from .outage import Outage
from .tables import metadata

logger = logging.getLogger(__name__)

JOB_SECONDS = 3.0
"""A job that takes longer fails: its connection is closed. A network that swallows packets gives no error by itself."""
CONNECT_SECONDS = 3
PATIENT_SETTINGS = "-c lock_timeout=3000 -c timezone=UTC"
SESSION_SETTINGS = f"{PATIENT_SETTINGS} -c idle_in_transaction_session_timeout=3000"
"""PostgreSQL ends a transaction of a node that has stopped in the middle, so that it does not lock a meeting for long.
There is no `statement_timeout`: it could end the wait for a synchronous standby. The commit then seems to succeed."""
CONNECT_ARGUMENTS = {"connect_timeout": CONNECT_SECONDS, "target_session_attrs": "read-write"}
"""With several hosts in the address, the first one that takes writes is used: the primary."""
WARNINGS = "warnings"
"""The key in the `info` of a connection under which its warnings are noted."""


class Postgres:
    """Runs jobs on a PostgreSQL database."""

    threads = 4
    most_together = 1
    may_block = False

    def __init__(self, url: URL, is_patient: bool) -> None:
        settings = PATIENT_SETTINGS if is_patient else SESSION_SETTINGS
        arguments = {"options": settings, "application_name": "nameplate", **CONNECT_ARGUMENTS}
        self._engine = create_engine(
            url, pool_size=self.threads, max_overflow=0, connect_args=arguments, hide_parameters=True
        )
        event.listen(self._engine, "connect", _note_warnings)
        self._watchdog = Watchdog(math.inf if is_patient else JOB_SECONDS)

    def close(self) -> None:
        self._watchdog.close()
        self._engine.dispose()

    def forget_connections(self) -> None:
        """Make new connections from now on. The network may have swallowed what was sent on the old ones."""
        self._engine.dispose()

    def purge_erased(self, is_patient: bool = True) -> None:
        """Write the tables into new files, without the deleted rows. The write-ahead log keeps them for some time."""
        try:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in metadata.sorted_tables:
                    for column in table.columns:
                        if isinstance(column.type, Text):  # this deletes its statistics, which hold some of its values
                            connection.exec_driver_sql(f"ALTER TABLE {table.name} ALTER {column.name} TYPE TEXT")
                    connection.exec_driver_sql(f"VACUUM FULL {table.name}")
                connection.exec_driver_sql("VACUUM FULL pg_statistic")
        except SQL_ERRORS as error:
            raise not_stored(error) from error

    def commit(self, batch: list[SubmittedJob]) -> None:
        for job, future in batch:
            self._commit_one(job, future)

    def _commit_one(self, job: Job, future: Future[Any]) -> None:
        try:
            with self._connection() as connection, self._watchdog.watching(connection):
                result = _run(job, connection)
        except psycopg.Error as error:  # of a job that uses the driver itself
            if isinstance(error, psycopg.OperationalError):
                self.forget_connections()
            future.set_exception(NotStored(first_line(error)))
        except OutcomeUnknown as error:
            self.forget_connections()
            future.set_exception(error)
        except Exception as error:
            future.set_exception(not_stored(error) if isinstance(error, SQL_ERRORS) else error)
        else:
            self._watchdog.outage.ended()
            future.set_result(result)

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """A connection for this block. It is closed afterwards if another thread has made the pool forget it."""
        pool = self._engine.pool
        with self._engine.connect() as connection:
            try:
                yield connection
            finally:
                if self._engine.pool is not pool:
                    connection.invalidate()


def _run(job: Job, connection: Connection) -> Any:
    """Run a job in a transaction. Raises `OutcomeUnknown` when the connection breaks during the commit."""
    with connection.begin() as transaction:
        try:
            result = job(connection)
        except OutcomeUnknown:
            connection.invalidate()  # otherwise the rollback fails, and its error takes the place of this one
            raise
        try:
            transaction.commit()
        except SQL_ERRORS as error:
            raise OutcomeUnknown(str(not_stored(error))) from error
    _check_warnings(connection)
    return result


class Watchdog:
    """Shuts down the sockets of jobs that take longer than `seconds`. The thread of the job then gets an error."""

    def __init__(self, seconds: float) -> None:
        self.outage = Outage(logger, "database_slow", "database_fast", "The database answers in time again.")
        self._seconds = seconds
        self._jobs: dict[int, float] = {}
        """For each running job, a descriptor of its socket, and the time at which the job began.

        It is a descriptor of our own: that of the driver may be closed, and then be used for another socket.
        """
        self._lock = threading.Lock()
        self._closed = threading.Event()
        threading.Thread(target=self._watch, name="nameplate-watchdog", daemon=True).start()

    @contextmanager
    def watching(self, connection: Connection) -> Iterator[None]:
        """Watch the socket of a connection in this block."""
        fd = os.dup(_driver(connection).fileno())
        with self._lock:
            self._jobs[fd] = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                del self._jobs[fd]
            os.close(fd)

    def close(self) -> None:
        """End the thread of the watchdog."""
        self._closed.set()

    def _watch(self) -> None:
        while not self._closed.wait(min(self._seconds, JOB_SECONDS) / 8):
            with self._lock:
                late = [fd for fd, began in self._jobs.items() if time.monotonic() - began > self._seconds]
                for fd in late:
                    self._jobs[fd] = math.inf  # not again
                    shut_down(fd)
            if late:
                self.outage.met("The database did not answer within %s s.", self._seconds, level=logging.ERROR)


def connect_arguments(url: URL) -> dict[str, Any]:
    """The arguments of `psycopg.connect` for an address."""
    _, arguments = url.get_dialect()().create_connect_args(url)
    arguments.pop("context", None)
    return {**CONNECT_ARGUMENTS, **arguments}


def shut_down(fd: int) -> None:
    """End both directions of a socket. Its owner reads the end of the stream, and closes it."""
    with socket.socket(fileno=fd) as borrowed:
        try:
            borrowed.shutdown(socket.SHUT_RDWR)
        except OSError as error:  # the server has ended the connection already
            logger.debug("A connection to the database had ended: %s", error)
        finally:
            borrowed.detach()


def _driver(connection: Connection) -> psycopg.Connection[Any]:
    return cast("psycopg.Connection[Any]", connection.connection.driver_connection)


def _note_warnings(driver: psycopg.Connection[Any], record: ConnectionPoolEntry) -> None:
    """Note the warnings of a new connection."""
    warnings = record.info[WARNINGS] = list[str]()

    def on_notice(notice: Diagnostic) -> None:
        if notice.severity_nonlocalized == "WARNING":
            warnings.append(notice.message_primary or "")

    driver.add_notice_handler(on_notice)


def _check_warnings(connection: Connection) -> None:
    """Raise `OutcomeUnknown` when PostgreSQL has given a warning: "canceling wait for synchronous replication".

    The commit then seems to have succeeded, but the standby may not have it.
    """
    warnings: list[str] = connection.info[WARNINGS]
    if warnings:
        problem = "; ".join(warnings)
        warnings.clear()
        raise OutcomeUnknown(problem)
