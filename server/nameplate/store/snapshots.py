"""Stored snapshots: an earlier version of a meeting, so that only the newest events of a long log are replayed.

A snapshot only saves time. It is used if the same code made it from the same log. Otherwise it is ignored, and the
whole log is replayed. It holds private text, and is erased with it.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
from sqlalchemy import Connection, LargeBinary, cast, delete, select, text

import nameplate.meeting
from nameplate.meeting import LogEntry, Meeting
from nameplate.meeting.log_replay import still_holds, undone_before
from nameplate.meeting.model.persistent_map import PersistentMap
from nameplate.meeting.model.values import Speech

from . import codec, tables
from .hash_chain import StoredEvent

EVENTS_BETWEEN, PART_BETWEEN = 2_000, 0.05
"""A newer snapshot is stored after this many events, or after this part of the log if that is more.

So with a log of any length, little time goes into snapshots, and little time into the events after the last one.
"""

_snapshots = tables.snapshots.c
REPLACE = text(
    "INSERT INTO snapshots (meeting, version, digest, body) VALUES (:meeting, :version, :digest, :body)"
    " ON CONFLICT (meeting) DO UPDATE SET version = excluded.version, digest = excluded.digest, body = excluded.body"
)
"""One statement, because two nodes may store a snapshot at the same moment."""
_TYPES: dict[str, Any] = {**get_type_hints(Meeting), "speeches": dict[str, Speech]}
_NAMES = [field.name for field in fields(Meeting) if field.compare or field.name == "undone"]
_decoder = msgspec.json.Decoder(msgspec.defstruct("State", [(name, _TYPES[name]) for name in _NAMES]))


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """A snapshot as it is stored. `digest` covers the body, the log up to `version`, and the code."""

    version: int
    digest: str
    body: bytes


def due(meeting: Meeting, stored: int) -> Meeting | None:
    """The version to store as the next snapshot, or None. The newest stored snapshot has the version `stored`.

    It is the oldest of the versions that the meeting keeps for Undo. So after a restart, Undo finds them all again.
    """
    oldest = meeting.snapshots[0] if meeting.snapshots else None
    return oldest if oldest and oldest.version >= stored + max(EVENTS_BETWEEN, stored * PART_BETWEEN) else None


def encode(meeting: Meeting) -> bytes:
    """The state of a meeting, without its log."""
    values = {name: getattr(meeting, name) for name in _NAMES}
    values |= {"speeches": dict(meeting.speeches), "undone": undone_before(meeting)}
    return zlib.compress(msgspec.json.encode(values), level=1)


def store(connection: Connection, code: str, version: int, body: bytes) -> None:
    """Store the snapshot of a meeting. It replaces the one before."""
    events = tables.events.c
    of_event = select(events.hash).where(events.meeting == code, events.version == version)
    digest = _digest(connection.execute(of_event).scalar_one(), body)
    connection.execute(REPLACE, {"meeting": code, "version": version, "digest": digest, "body": body})


def erase(connection: Connection, code: str) -> None:
    """Erase the snapshot of a meeting."""
    connection.execute(delete(tables.snapshots).where(_snapshots.meeting == code))


def read(connection: Connection, code: str) -> StoredSnapshot | None:
    """The stored snapshot of a meeting."""
    # SQLite keeps a value of another type, which its driver could not read.
    body = cast(_snapshots.body, LargeBinary)
    wanted = select(_snapshots.version, _snapshots.digest, body.label("body")).where(_snapshots.meeting == code)
    row = connection.execute(wanted).first()
    return StoredSnapshot(row.version, row.digest, row.body) if row else None


def usable(stored: StoredSnapshot | None, events: Sequence[StoredEvent], entries: Sequence[LogEntry]) -> Meeting | None:
    """The snapshot as a meeting without a log, if it belongs to this log. The events of the log are not damaged."""
    if not stored or not 0 < stored.version <= len(events):
        return None
    if stored.digest != _digest(events[stored.version - 1].hash, stored.body):
        return None
    try:
        state = _decoder.decode(zlib.decompress(stored.body))
    except (zlib.error, msgspec.MsgspecError):
        return None
    values = {name: getattr(state, name) for name in _NAMES}
    snapshot = Meeting(**values | {"speeches": PersistentMap(values["speeches"])})
    return snapshot if still_holds(snapshot, entries) else None


def _digest(hash_of_event: str | None, body: bytes) -> str:
    return hashlib.sha256(b"\0".join((_CODE, str(hash_of_event).encode(), body))).hexdigest()


def _digest_of_code() -> bytes:
    """A digest of the code that makes a meeting from its log. Another release may make another meeting."""
    folder = Path(nameplate.meeting.__file__).parent
    files = [*sorted(folder.rglob("*.py")), Path(codec.__file__), Path(__file__)]
    versions = f"{sys.version_info} {msgspec.__version__}".encode()
    return hashlib.sha256(b"\0".join((versions, *(file.read_bytes() for file in files)))).hexdigest().encode()


_CODE = _digest_of_code()
"""Of the code that this process runs: the files may be replaced while it serves."""
