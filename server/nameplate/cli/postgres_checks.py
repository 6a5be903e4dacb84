"""What `nameplate doctor` checks of PostgreSQL: settings that lose commits, connections, the standby, the clock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import text as sql

from nameplate.rooms.timebase import Timebase
from nameplate.store.database import Database

from .counted import counted
from .machine_checks import Finding, ok_or_fault, ok_or_warning

OLDEST = 150000
CONNECTIONS = 50
"""Each node uses 7, and the command line 5 for a moment."""
CLOCK_MS = 1000
NODES = """
SELECT application_name FROM pg_stat_activity
WHERE datname = current_database() AND application_name LIKE 'nameplate node%' ORDER BY 1
"""


def postgres(database: Database) -> Iterator[Finding]:
    """The findings about a PostgreSQL server and the nodes that use it."""
    now = Timebase().now_ms()
    found = database.run_blocking(_read)
    version = found["server_version"]
    old = f"PostgreSQL is {version}; older ones than 15 are not tested. Update it."
    yield ok_or_warning(int(found["server_version_num"]) >= OLDEST, f"PostgreSQL is {version}.", old)
    for setting, why in (
        ("fsync", "a power cut can destroy the database"),
        ("synchronous_commit", "a power cut can lose acknowledged commands"),
        ("full_page_writes", "a power cut can damage pages"),
    ):
        value = found[setting]
        yield ok_or_fault(value != "off", f"{setting} is {value}.", f"{setting} is off: {why}. Set it to on.")
    yield _standby(found["synchronous_standby_names"], found["standbys"])
    most = found["max_connections"]
    allowed = f"{counted(int(most), 'connection is', 'connections are')} allowed; each node uses 7."
    few = f"Only {allowed} Set max_connections to {CONNECTIONS} or more."
    yield ok_or_warning(int(most) >= CONNECTIONS, allowed, few)
    seconds = f"{abs(found['now_ms'] - now) / 1000:.1f} s"
    yield ok_or_warning(
        abs(found["now_ms"] - now) < CLOCK_MS,
        "The clock of the database is that of this machine, or nearly.",
        f"The clocks of the database and of this machine differ by {seconds}. Nodes follow the database: set it.",
    )
    nodes = found["nodes"]
    use = counted(len(nodes), "node uses", "nodes use")
    yield Finding("ok", f"{use} the database: {'; '.join(nodes)}" if nodes else "No node uses it now.")


def _standby(names: str, standbys: list[str]) -> Finding:
    if not names:
        said = "There is no synchronous standby. If this machine is lost, acknowledged commands are lost with it."
        return Finding("warning", said)
    fault = f"synchronous_standby_names is “{names}”, but no such standby is connected: every command waits for it."
    return ok_or_fault(bool(standbys), f"Commits wait for the standby {', '.join(standbys)}.", fault)


def _read(connection: Connection) -> dict[str, Any]:
    rows = connection.execute(sql("SELECT name, setting FROM pg_settings")).all()
    sync = "SELECT application_name FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')"
    return {
        **{row.name: row.setting for row in rows},
        "standbys": [*connection.execute(sql(sync)).scalars()],
        "nodes": [*connection.execute(sql(NODES)).scalars()],
        "now_ms": float(connection.execute(sql("SELECT extract(epoch FROM clock_timestamp()) * 1000")).scalar_one()),
    }
