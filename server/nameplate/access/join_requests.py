"""Requests of phones that have only the join link, to become a device of a delegation.

Each has a secret, which the cookie of the phone carries, and a short code, which the desk compares. When the desk
admits it, its secret becomes that of a device. So nobody has to carry a secret to the phone.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum

from .devices import Device, DeviceKind, browser_of, kind_of
from .passes import CODE_LETTERS, Pass, hash_of

CODE_LENGTH = 4
VALID_MS = 10 * 60_000
"""A request ends after this time."""
CANDIDATES = 8
"""So many codes are drawn for a request. The first that no other request of the meeting has is used."""


class Decision(StrEnum):
    """What the desk has decided."""

    ADMITTED = "admitted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """A request. `hash` is the hash of its secret. Times are UTC in milliseconds.

    `decision` is None while the phone waits. `decided_by` is the name of the pass that decided.
    """

    hash: str
    meeting: str
    code: str
    seat: str
    kind: DeviceKind
    browser: str
    created_at: int
    decision: Decision | None = None
    decided_by: str | None = None
    decided_at: int | None = None

    def waits(self, at: int) -> bool:
        """Whether the desk can still decide."""
        return self.decision is None and self.created_at >= at - VALID_MS

    def device(self, pass_: Pass, at: int) -> Device:
        """The device that an admitted phone becomes."""
        return Device(self.hash, pass_.hash, self.kind, self.browser, at, at)


def new_request(meeting: str, seat: str, user_agent: str, at: int) -> tuple[str, JoinRequest]:
    """The secret and the entry of a request. It has no code yet."""
    secret = secrets.token_urlsafe(24)
    return secret, JoinRequest(hash_of(secret), meeting, "", seat, kind_of(user_agent), browser_of(user_agent), at)


def candidate_codes() -> list[str]:
    """Random codes that are easy to read aloud."""
    return ["".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)) for _ in range(CANDIDATES)]
