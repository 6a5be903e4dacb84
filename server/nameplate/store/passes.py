"""The passes of all meetings. The store knows the hash of a secret, never the secret."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select, update

from nameplate.access.passes import Pass
from nameplate.meeting import Role

from . import tables


def issue(connection: Connection, passes: Sequence[Pass], at: int) -> None:
    """Store new passes. One whose secret is known already (the join code) is in force again."""
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
    """End all passes of a meeting, or those of one name. Returns how many."""
    passes = tables.passes.c
    mine = (passes.meeting == meeting) & passes.revoked_at.is_(None)
    if name is not None:
        mine &= passes.name == name
    return connection.execute(update(tables.passes).where(mine).values(revoked_at=at)).rowcount


def valid(connection: Connection) -> list[Pass]:
    """All passes that were not revoked."""
    passes = tables.passes.c
    columns = (passes.hash, passes.meeting, passes.name, passes.role, passes.audience, passes.seat)
    rows = connection.execute(select(*columns).where(passes.revoked_at.is_(None)))
    return [Pass(r.hash, r.meeting, r.name, Role(r.role), r.audience, r.seat) for r in rows]


def stamp(connection: Connection) -> tuple[int, int, int]:
    """A value that changes whenever a pass is issued or revoked, by whatever process."""
    passes = tables.passes.c
    row = connection.execute(
        select(func.count(), func.max(passes.created_at), func.count(passes.revoked_at)).select_from(tables.passes)
    ).one()
    return (row[0], row[1] or 0, row[2])
