"""Screens that wait to be paired: each shows a code, which the desk types in.

A waiting screen has a secret of its own. Only its hash is stored. When it is paired, this secret becomes that of a
link, so nobody has to carry a secret to the screen.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from . import tables

VALID_MS = 15 * 60_000
"""A code can be used for this time. The page of the screen asks for a new one before that."""

PAIRINGS = tables.pairings


def add(connection: Connection, code: str, hash_: str, at: int) -> None:
    """Store a waiting screen. Forget those whose codes can no longer be used."""
    connection.execute(delete(PAIRINGS).where(PAIRINGS.c.created_at < at - VALID_MS))
    connection.execute(insert(PAIRINGS).values(code=code, hash=hash_, created_at=at))


def pair(connection: Connection, code: str, options: str, at: int) -> str | None:
    """Pair the screen with this code. Returns the hash of its secret, or None if no screen waits with this code.

    `options` are the parameters of its link.
    """
    waits = (PAIRINGS.c.code == code) & PAIRINGS.c.options.is_(None) & (PAIRINGS.c.created_at >= at - VALID_MS)
    found = connection.execute(select(PAIRINGS.c.hash).where(waits)).scalar()
    if found is None or not connection.execute(update(PAIRINGS).where(waits).values(options=options)).rowcount:
        return None
    return str(found)


def options_of(connection: Connection, hash_: str) -> str | None:
    """The parameters of the link of a screen that was paired. None while it waits, and for an unknown screen."""
    return connection.execute(select(PAIRINGS.c.options).where(PAIRINGS.c.hash == hash_)).scalar()
