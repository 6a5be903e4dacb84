"""The hash chain over the log of a meeting: a stored value that was changed, removed or added is noticed.

The hash of each event covers the hash of the event before it. Of a private text it covers only a hash, made with a
random salt. The salt is stored with the text and erased with it. So nobody can find an erased name by trying names.

The chain shows damage. It does not stop a person who can write to the database and knows this file.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

BEFORE_THE_FIRST = ""


class DamagedLog(Exception):
    """The stored log of a meeting is not as it was written. `version` is that of the first damaged event."""

    def __init__(self, code: str, version: int) -> None:
        super().__init__(f"The stored log of {code} is damaged at version {version}.")
        self.code = code
        self.version = version


class StoredEvent(NamedTuple):
    """An event as it is stored, with its hashes, and with its private text unless that was erased."""

    version: int
    name: str
    body: str
    at: int
    by: str
    command: int
    hash: str | None
    text_hash: str | None
    text: str | None
    salt: str | None


def new_salt() -> str:
    """128 random bits."""
    return secrets.token_hex(16)


def hash_of_text(text: str, salt: str) -> str:
    """The hash of a private text and its salt."""
    return hashlib.sha256(f"{salt}\0{text}".encode()).hexdigest()


def hash_of_event(
    previous: str, version: int, name: str, body: str, at: int, by: str, command: int, text_hash: str | None
) -> str:
    """The hash of an event. `previous` is the hash of the event before it, `BEFORE_THE_FIRST` for the first."""
    covered = msgspec.json.encode([previous, version, name, body, at, by, command, text_hash])
    return hashlib.sha256(covered).hexdigest()


def first_damaged(events: Iterable[StoredEvent], head: int) -> int | None:
    """The version of the first event that is not as it was written. `head` is the version of the newest one."""
    previous, version = BEFORE_THE_FIRST, 0
    for version, event in enumerate(events, 1):
        covered = (event.version, event.name, event.body, event.at, event.by, event.command, event.text_hash)
        if event.version != version or event.hash != hash_of_event(previous, *covered):
            return version
        if event.text is not None and event.text_hash != hash_of_text(event.text, event.salt or ""):
            return version
        previous = event.hash
    return None if version == head else version + 1
