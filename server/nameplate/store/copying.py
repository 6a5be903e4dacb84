"""Copies all rows of a database into another one, and compares the two."""

from __future__ import annotations

import hashlib

import msgspec
from sqlalchemy import Connection, Table, insert, select

from .database import Database
from .tables import metadata

ROWS_AT_ONCE = 1000


class NotEmpty(Exception):
    """The target has rows already."""


class Different(Exception):
    """A row of the target is not as it is in the source. The text names the table."""


def copy(source: Database, target: Database) -> dict[str, int]:
    """Copy all rows. Returns the number of rows of each table. Raises `NotEmpty`, `Different`, `NotStored`.

    The target keeps no row unless all rows were copied and are equal to those of the source.
    """
    return source.run_blocking(lambda reading: target.run_blocking(lambda writing: _copy(reading, writing)))


def _copy(reading: Connection, writing: Connection) -> dict[str, int]:
    for table in metadata.sorted_tables:
        if writing.execute(select(table).limit(1)).first() is not None:
            raise NotEmpty(table.name)
    return {table.name: _copy_table(reading, writing, table) for table in metadata.sorted_tables}


def _copy_table(reading: Connection, writing: Connection, table: Table) -> int:
    copied = 0
    for rows in reading.execute(select(table)).mappings().partitions(ROWS_AT_ONCE):
        writing.execute(insert(table), [dict(row) for row in rows])
        copied += len(rows)
    if _digest(reading, table) != _digest(writing, table):
        raise Different(table.name)
    return copied


def _digest(connection: Connection, table: Table) -> int:
    """A number that depends on every value of every row, and not on the order: two databases sort texts differently."""
    return sum(
        int.from_bytes(hashlib.sha256(msgspec.json.encode(tuple(row))).digest())
        for rows in connection.execute(select(table)).partitions(ROWS_AT_ONCE)
        for row in rows
    )
