"""The passes of all meetings in the database. The table has the hash of each secret, never the secret itself."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, true, update

from nameplate.access.passes import Pass
from nameplate.meeting import Role

from . import tables


def issue(connection: Connection, passes: Sequence[Pass], at: int) -> None:
    """Store new passes. A revoked pass with the same secret (the join code) becomes valid again."""
    connection.execute(delete(tables.passes).where(tables.passes.c.hash.in_([p.hash for p in passes])))
    rows = [
        {
            "hash": p.hash,
            "meeting": p.meeting,
            "name": p.name,
            "role": p.role.value,
            "audience": p.audience,
            "seat": p.seat,
            "created_at": at,
        }
        for p in passes
    ]
    connection.execute(insert(tables.passes), rows)


def revoke(connection: Connection, meeting: str, name: str | None, at: int) -> int:
    """Revoke the passes of a meeting: all passes, or with `name` only the passes of this name. Returns their number."""
    columns = tables.passes.c
    chosen = (columns.meeting == meeting) & columns.revoked_at.is_(None)
    if name is not None:
        chosen &= columns.name == name
    return connection.execute(update(tables.passes).where(chosen).values(revoked_at=at)).rowcount


def newest(connection: Connection, meeting: str, name: str) -> Pass | None:
    """The newest pass of this name that is not revoked."""
    chosen = (tables.passes.c.meeting == meeting) & (tables.passes.c.name == name)
    return next(iter(_read(connection, chosen)), None)


def count(connection: Connection, meeting: str) -> int:
    """The number of passes of a meeting, with those that are revoked."""
    passes = tables.passes
    return connection.execute(select(func.count()).select_from(passes).where(passes.c.meeting == meeting)).scalar_one()


def remove(connection: Connection, meeting: str) -> None:
    """Remove all passes of a meeting, with their devices."""
    connection.execute(delete(tables.passes).where(tables.passes.c.meeting == meeting))


def read_valid(connection: Connection) -> list[Pass]:
    """All passes that are not revoked."""
    return _read(connection, true())


def _read(connection: Connection, chosen: ColumnElement[bool]) -> list[Pass]:
    """The chosen passes that are not revoked, the newest first."""
    columns = tables.passes.c
    read = (columns.hash, columns.meeting, columns.name, columns.role, columns.audience, columns.seat)
    in_force = select(*read).where(columns.revoked_at.is_(None), chosen).order_by(columns.created_at.desc())
    return [Pass(r.hash, r.meeting, r.name, Role(r.role), r.audience, r.seat) for r in connection.execute(in_force)]


def change_stamp(connection: Connection) -> tuple[int, int, int]:
    """A value that changes whenever any process issues or revokes a pass.

    It contains the number of passes and of revoked passes. A time alone is not enough, because the clocks of other
    processes may differ.
    """
    columns = tables.passes.c
    row = connection.execute(
        select(func.count(), func.max(columns.created_at), func.count(columns.revoked_at)).select_from(tables.passes)
    ).one()
    return (row[0], row[1] or 0, row[2])
