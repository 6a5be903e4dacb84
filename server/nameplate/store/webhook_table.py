"""The webhooks of meetings, how far each has got, and which node delivers to it.

A node leases a webhook before it delivers. When the node ends without a word, another one takes over after the lease.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, true, update

from . import tables
from .log_rows import NoMeeting

HOOKS = tables.webhooks
NEWEST_FIRST = (func.length(HOOKS.c.id).desc(), HOOKS.c.id.desc())
"""Older releases have made ids of 8 random digits."""
NOT_LEASED = {"leased_by": None, "leased_until": None}
NOT_FAILING = {"failures": 0, "failing_since": None}


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that gets the changes of a meeting.

    `kinds` are the kinds of changes that it gets. Everything up to the version `delivered` has been delivered.
    `failures` is the number of failed attempts in a row, since `failing_since` (ms, UTC). It gets nothing while
    `paused_at` is set.
    """

    id: str
    meeting: str
    url: str
    secret: str
    kinds: tuple[str, ...]
    delivered: int
    failures: int = 0
    failing_since: int | None = None
    paused_at: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A webhook that is not paused, and the newest version of its meeting."""

    hook: Webhook
    head: int


def new_id(now_ms: int) -> str:
    """An id for a new webhook. Longer ids are newer, and of two ids of the same length the greater one is."""
    return f"{now_ms:011x}{secrets.token_hex(2)}"


class NotYet(Exception):
    """A version that the meeting does not have yet. `newest` is the newest that it has."""

    def __init__(self, newest: int) -> None:
        super().__init__(f"The newest version of the meeting is {newest}.")
        self.newest = newest


def add(connection: Connection, hook: Webhook) -> None:
    """Store a new webhook. If its `delivered` is below 0, it gets what comes from now on.

    Raises `NoMeeting`, and `NotYet` when `delivered` is beyond the newest version.
    """
    meetings = tables.meetings.c
    head = connection.execute(select(meetings.head).where(meetings.code == hook.meeting)).scalar()
    if head is None:
        raise NoMeeting(hook.meeting)
    if hook.delivered > head:
        raise NotYet(head)
    row: dict[str, Any] = {"id": hook.id, "meeting": hook.meeting, "url": hook.url, "secret": hook.secret}
    row |= {"kinds": " ".join(hook.kinds), "delivered": head if hook.delivered < 0 else hook.delivered}
    connection.execute(insert(HOOKS).values(row | NOT_FAILING))


def of_meeting(connection: Connection, code: str) -> list[Work]:
    """The webhooks of a meeting, also those that are paused, the newest first. Raises `NoMeeting`."""
    meetings = tables.meetings.c
    if connection.execute(select(meetings.code).where(meetings.code == code)).first() is None:
        raise NoMeeting(code)
    rows = connection.execute(_with_head().where(HOOKS.c.meeting == code).order_by(*NEWEST_FIRST))
    return [Work(_hook(row), row.head) for row in rows]


def remove(connection: Connection, code: str, hook_id: str) -> int:
    """Remove a webhook. Returns 1, or 0 if the meeting has none with this id."""
    return connection.execute(delete(HOOKS).where(HOOKS.c.id == hook_id, HOOKS.c.meeting == code)).rowcount


def remove_all(connection: Connection, code: str) -> None:
    """Remove the webhooks of a meeting."""
    connection.execute(delete(HOOKS).where(HOOKS.c.meeting == code))


def resume(connection: Connection, code: str, hook_id: str, after: int | None) -> int:
    """Let a webhook go on, or begin again after a version. Returns 1, or 0 if the meeting has none with this id.

    A node that delivers to it now loses its lease, and so begins anew. Raises `NotYet` when `after` is beyond the
    newest version.
    """
    values: dict[str, Any] = {"paused_at": None, **NOT_FAILING, **NOT_LEASED}
    if after is not None:
        newest = connection.execute(select(tables.meetings.c.head).where(tables.meetings.c.code == code)).scalar()
        if newest is not None and after > newest:
            raise NotYet(newest)
        values["delivered"] = after
    chosen = update(HOOKS).where(HOOKS.c.id == hook_id, HOOKS.c.meeting == code)
    return connection.execute(chosen.values(values)).rowcount


def look(connection: Connection, node: str, held: Collection[str], until: int) -> tuple[list[Work], set[str]]:
    """All webhooks that are not paused; and those of `held` that this node still leases, now until `until`."""
    if held:
        mine = (HOOKS.c.leased_by == node, HOOKS.c.id.in_(held), HOOKS.c.paused_at.is_(None))
        connection.execute(update(HOOKS).where(*mine).values(leased_until=until))
    rows = connection.execute(_with_head().where(HOOKS.c.paused_at.is_(None)).order_by(HOOKS.c.id)).all()
    return [Work(_hook(row), row.head) for row in rows], {row.id for row in rows if row.leased_by == node}


def lease(connection: Connection, hook_id: str, node: str, now: int, until: int, is_alone: bool) -> Webhook | None:
    """Lease a webhook until a time. None while another node leases it. A node that `is_alone` need not wait for it."""
    is_free = true() if is_alone else or_(HOOKS.c.leased_by.is_(None), HOOKS.c.leased_until < now)
    chosen = update(HOOKS).where(HOOKS.c.id == hook_id, HOOKS.c.paused_at.is_(None), is_free)
    if not connection.execute(chosen.values(leased_by=node, leased_until=until)).rowcount:
        return None
    return _hook(connection.execute(select(HOOKS).where(HOOKS.c.id == hook_id)).one())


def note(connection: Connection, hook_id: str, node: str, **values: Any) -> bool:
    """Store new values of a webhook. False if this node does not lease it any more."""
    mine = update(HOOKS).where(HOOKS.c.id == hook_id, HOOKS.c.leased_by == node)
    return connection.execute(mine.values(values)).rowcount == 1


def _with_head() -> Any:
    return select(HOOKS, tables.meetings.c.head).join_from(HOOKS, tables.meetings)


def _hook(row: Row[Any]) -> Webhook:
    kinds = tuple(row.kinds.split())
    return Webhook(
        *(row.id, row.meeting, row.url, row.secret, kinds, row.delivered, row.failures, row.failing_since),
        paused_at=row.paused_at,
    )
