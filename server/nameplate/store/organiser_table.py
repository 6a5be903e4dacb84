"""The links of organisers, and the browsers that have opened one. Of each secret only the hash is stored.

A browser gets a secret of its own, as with the links of a meeting. When its link is revoked, it is signed out.
"""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select, update

from . import tables

LINKS, BROWSERS = tables.organiser_links, tables.organiser_browsers
VALID = LINKS.c.revoked_at.is_(None)
MOST_BROWSERS = 64
"""For one link. No browser is forgotten: a further one needs a new link."""


def add_link(connection: Connection, link: str, at: int) -> None:
    """Store a new link."""
    connection.execute(insert(LINKS).values(hash=link, created_at=at))


def has_link(connection: Connection) -> bool:
    """Whether there is a valid link."""
    return connection.execute(select(LINKS.c.hash).where(VALID)).first() is not None


def revoke(connection: Connection, at: int) -> int:
    """Revoke all links, which signs their browsers out. Returns the number of links."""
    return connection.execute(update(LINKS).where(VALID).values(revoked_at=at)).rowcount


def sign_in(connection: Connection, link: str, browser: str, at: int) -> bool:
    """Store a browser that has opened a link. False if the link is not valid, or was opened in too many browsers."""
    if connection.execute(select(LINKS.c.hash).where(VALID, LINKS.c.hash == link)).first() is None:
        return False
    signed_in = select(func.count()).where(BROWSERS.c.link == link, BROWSERS.c.signed_out_at.is_(None))
    if connection.execute(signed_in).scalar_one() >= MOST_BROWSERS:
        return False
    connection.execute(insert(BROWSERS).values(hash=browser, link=link, signed_in_at=at))
    return True


def is_signed_in(connection: Connection, browser: str) -> bool:
    """Whether a browser is signed in."""
    found = select(BROWSERS.c.hash).join_from(BROWSERS, LINKS)
    found = found.where(VALID, BROWSERS.c.hash == browser, BROWSERS.c.signed_out_at.is_(None))
    return connection.execute(found).first() is not None


def sign_out(connection: Connection, browser: str, at: int) -> None:
    """Sign a browser out."""
    connection.execute(update(BROWSERS).where(BROWSERS.c.hash == browser).values(signed_out_at=at))
