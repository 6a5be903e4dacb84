"""The devices of all passes in the database. The table has the hash of each secret, never the secret itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from nameplate.access.devices import Device, DeviceKind
from nameplate.access.passes import Pass
from nameplate.meeting import Role

from . import tables

MOST_DEVICES = 64
"""For one pass. One more signs out the device that has been closed for the longest time."""
OPEN_MS = 660_000
"""A device counts as open for this time after it was last seen, unless it was closed. Each process confirms its open
devices more often than that. So only the devices of a process that was killed count as open for too long."""

DEVICES, PASSES = tables.devices.c, tables.passes.c
PASS_COLUMNS = (PASSES.hash, PASSES.meeting, PASSES.name, PASSES.role, PASSES.audience, PASSES.seat)
IN_FORCE = DEVICES.signed_out_at.is_(None) & PASSES.revoked_at.is_(None)
COUNTS = (
    select(DEVICES["pass"], func.count())
    .where(DEVICES["pass"].in_(bindparam("passes", expanding=True)), DEVICES.signed_out_at.is_(None))
    .group_by(DEVICES["pass"])
)
ADD_DEVICES = insert(tables.devices)
"""The SQL statements of a sign-in. They are built once, because thousands of phones may sign in within a minute."""


def sign_in(connection: Connection, devices: Sequence[Device]) -> None:
    """Store new devices. Forget others of the same passes when there are too many."""
    new = Counter(device.pass_hash for device in devices)
    stored = dict(map(tuple[str, int], connection.execute(COUNTS, {"passes": [*new]})))
    for pass_hash, number in new.items():
        if stored.get(pass_hash, 0) + number > MOST_DEVICES:
            _forget_closed_ones(connection, pass_hash, max(0, MOST_DEVICES - number), devices[0].signed_in_at)
    rows = [
        {
            "hash": device.hash,
            "pass": device.pass_hash,
            "kind": device.kind.value,
            "browser": device.browser,
            "signed_in_at": device.signed_in_at,
            "seen_at": device.seen_at,
            "open_at": device.open_at,
        }
        for device in devices
    ]
    connection.execute(ADD_DEVICES, rows)


def sign_out(connection: Connection, meeting: str, device_hash: str, at: int) -> int:
    """Sign out a device of a meeting. Returns 1, or 0 if the meeting has no such device that is signed in."""
    passes = select(PASSES.hash).where(PASSES.meeting == meeting)
    chosen = (DEVICES.hash == device_hash) & DEVICES["pass"].in_(passes) & DEVICES.signed_out_at.is_(None)
    return connection.execute(update(tables.devices).where(chosen).values(signed_out_at=at)).rowcount


def note_seen(connection: Connection, opened: Collection[str], closed: Collection[str], process: str, at: int) -> None:
    """Store that devices have a screen open in a process, and that others have closed their last one there.

    A device that another process has seen since then is left alone.
    """
    if opened:
        seen = {"seen_at": at, "open_at": process}
        connection.execute(update(tables.devices).where(DEVICES.hash.in_(opened)).values(seen))
    if closed:
        here = DEVICES.hash.in_(closed) & (DEVICES.open_at == process)
        connection.execute(update(tables.devices).where(here).values(seen_at=at, open_at=""))


def read_valid(connection: Connection) -> list[Pass]:
    """The passes of all devices that are signed in: one for each device."""
    return _passes(connection, IN_FORCE)


def find(connection: Connection, hashes: Collection[str]) -> list[Pass]:
    """The passes of some devices, if these are signed in."""
    return _passes(connection, IN_FORCE & DEVICES.hash.in_(hashes)) if hashes else []


def find_ended(connection: Connection, hashes: Collection[str]) -> list[str]:
    """Those of these hashes that are of a device that was signed out, or of a link that was revoked.

    A join code is left out, because it may become valid again.
    """
    if not hashes:
        return []
    devices = select(DEVICES.hash).join_from(tables.devices, tables.passes).where(~IN_FORCE, DEVICES.hash.in_(hashes))
    links = select(PASSES.hash).where(
        PASSES.hash.in_(hashes), PASSES.revoked_at.is_not(None), PASSES.role != Role.PUBLIC.value
    )
    return [*connection.execute(devices.union(links)).scalars()]


def of_meeting(connection: Connection, meeting: str, role: Role | None = None) -> list[tuple[Pass, Device]]:
    """The devices of a meeting that are signed in, with their passes; the newest sign-in first.

    With `role` only those of passes with this role.
    """
    columns = (DEVICES.kind, DEVICES.browser, DEVICES.signed_in_at, DEVICES.seen_at, DEVICES.open_at)
    chosen = IN_FORCE & (PASSES.meeting == meeting)
    if role is not None:
        chosen &= PASSES.role == role.value
    rows = connection.execute(
        select(*PASS_COLUMNS, DEVICES.hash.label("device"), *columns)
        .select_from(tables.devices.join(tables.passes))
        .where(chosen)
        .order_by(DEVICES.signed_in_at.desc(), DEVICES.hash)
    )
    found = []
    for *values, device, kind, browser, signed_in_at, seen_at, open_at in map(tuple, rows):
        pass_ = _pass(values, device)
        found.append((pass_, Device(device, pass_.hash, DeviceKind(kind), browser, signed_in_at, seen_at, open_at)))
    return found


def change_stamp(connection: Connection) -> tuple[int, int]:
    """A value that changes whenever any process signs a device out. It does not change when one signs in."""
    signed_out = select(func.count(), func.max(DEVICES.signed_out_at)).where(DEVICES.signed_out_at.is_not(None))
    row = connection.execute(signed_out).one()
    return (row[0], row[1] or 0)


def _forget_closed_ones(connection: Connection, pass_hash: str, most: int, now: int) -> None:
    """Delete the devices of a pass that were closed for the longest time, until only `most` are left.

    An open device is never deleted.
    """
    of_pass = (DEVICES["pass"] == pass_hash) & DEVICES.signed_out_at.is_(None)
    is_open = (DEVICES.open_at != "") & (DEVICES.seen_at >= now - OPEN_MS)
    best_first = (is_open.desc(), DEVICES.seen_at.desc())
    kept = select(DEVICES.hash).where(of_pass).order_by(*best_first).limit(most)
    connection.execute(delete(tables.devices).where(of_pass, DEVICES.hash.not_in(kept), ~is_open))


def _passes(connection: Connection, chosen: ColumnElement[bool]) -> list[Pass]:
    rows = connection.execute(
        select(*PASS_COLUMNS, DEVICES.hash).select_from(tables.devices.join(tables.passes)).where(chosen)
    )
    return [_pass(values, device) for *values, device in map(tuple, rows)]


def _pass(values: Sequence[str], device: str) -> Pass:
    hash_, meeting, name, role, audience, seat = values
    return Pass(hash_, meeting, name, Role(role), audience, seat, device)
