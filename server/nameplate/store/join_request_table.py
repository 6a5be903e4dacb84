"""The requests of phones to become a device of a delegation. All processes that share the database see them.

A request that was admitted is kept as long as its meeting. Its hash is the hash of the device. So its code says later
which person at the desk a device belongs to. All others are forgotten when they have ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from nameplate.access.devices import DeviceKind
from nameplate.access.join_requests import VALID_MS, Decision, JoinRequest

from . import tables

MOST_WAITING = 200
"""In a meeting. More are refused, so that nobody can fill the table or the page of the desk."""

REQUESTS = tables.join_requests.c
UNDECIDED = REQUESTS.decision.is_(None)


def add(connection: Connection, request: JoinRequest, codes: Sequence[str], replaced: str = "") -> JoinRequest | None:
    """Store a request with the first of these codes that is free. Returns it with its code.

    `replaced` is the hash of the earlier request of the same phone. It ends. Returns None if too many phones wait, or
    if no code is free.
    """
    ended = REQUESTS.created_at < request.created_at - VALID_MS
    not_admitted = UNDECIDED | (REQUESTS.decision == Decision.REFUSED)
    connection.execute(delete(tables.join_requests).where(ended, not_admitted))
    in_meeting = REQUESTS.meeting == request.meeting
    connection.execute(delete(tables.join_requests).where(in_meeting, REQUESTS.hash == replaced, UNDECIDED))
    waiting = select(func.count()).select_from(tables.join_requests).where(in_meeting, UNDECIDED)
    if connection.execute(waiting).scalar_one() >= MOST_WAITING:
        return None
    taken = {*connection.execute(select(REQUESTS.code).where(in_meeting, REQUESTS.code.in_(codes))).scalars()}
    code = next((each for each in codes if each not in taken), None)
    if code is None:
        return None
    row = {
        "hash": request.hash,
        "meeting": request.meeting,
        "code": code,
        "seat": request.seat,
        "kind": request.kind.value,
        "browser": request.browser,
        "created_at": request.created_at,
    }
    connection.execute(insert(tables.join_requests), [row])
    return replace(request, code=code)


def find(connection: Connection, meeting: str, hash_: str) -> JoinRequest | None:
    """The request of a meeting with this hash, in any state."""
    chosen = (REQUESTS.meeting == meeting) & (REQUESTS.hash == hash_)
    row = connection.execute(select(tables.join_requests).where(chosen)).one_or_none()
    return None if row is None else _request(row)


def waiting(connection: Connection, meeting: str, at: int) -> list[JoinRequest]:
    """The requests of a meeting on which the desk can decide, oldest first."""
    chosen = (REQUESTS.meeting == meeting) & UNDECIDED & (REQUESTS.created_at >= at - VALID_MS)
    rows = connection.execute(select(tables.join_requests).where(chosen).order_by(REQUESTS.created_at, REQUESTS.code))
    return [_request(row) for row in rows]


def admitted(connection: Connection, meeting: str) -> list[JoinRequest]:
    """The requests of a meeting that were admitted, newest decision first."""
    chosen = (REQUESTS.meeting == meeting) & (REQUESTS.decision == Decision.ADMITTED)
    rows = connection.execute(select(tables.join_requests).where(chosen).order_by(REQUESTS.decided_at.desc()))
    return [_request(row) for row in rows]


def decide(
    connection: Connection, meeting: str, hash_: str, decision: Decision, by: str, at: int
) -> JoinRequest | None:
    """Decide on a waiting request. None if it does not wait (any more), so only one decision is taken."""
    chosen = (REQUESTS.meeting == meeting) & (REQUESTS.hash == hash_) & UNDECIDED
    chosen &= REQUESTS.created_at >= at - VALID_MS
    values = {"decision": decision.value, "decided_by": by, "decided_at": at}
    if not connection.execute(update(tables.join_requests).where(chosen).values(values)).rowcount:
        return None
    return find(connection, meeting, hash_)


def refuse_all(connection: Connection, meeting: str, by: str, at: int) -> int:
    """Refuse all waiting requests of a meeting. Returns their number."""
    values = {"decision": Decision.REFUSED.value, "decided_by": by, "decided_at": at}
    chosen = (REQUESTS.meeting == meeting) & UNDECIDED
    return connection.execute(update(tables.join_requests).where(chosen).values(values)).rowcount


def cancel(connection: Connection, meeting: str, hash_: str) -> None:
    """Forget a request that was not decided."""
    chosen = (REQUESTS.meeting == meeting) & (REQUESTS.hash == hash_) & UNDECIDED
    connection.execute(delete(tables.join_requests).where(chosen))


def count(connection: Connection, meeting: str) -> int:
    """The number of requests of a meeting, in any state."""
    chosen = select(func.count()).select_from(tables.join_requests).where(REQUESTS.meeting == meeting)
    return connection.execute(chosen).scalar_one()


def remove(connection: Connection, meeting: str) -> None:
    """Remove all requests of a meeting, also those that were admitted."""
    connection.execute(delete(tables.join_requests).where(REQUESTS.meeting == meeting))


def _request(row: Row[tuple[object, ...]]) -> JoinRequest:
    values = dict(row._mapping)
    decision = values["decision"]
    values |= {"kind": DeviceKind(values["kind"]), "decision": Decision(decision) if decision else None}
    return JoinRequest(**values)
