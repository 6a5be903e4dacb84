"""Passes: a link's secret stands for a role in a meeting, perhaps with a seat. Only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from nameplate.meeting import Actor, Meeting, Role
from nameplate.meeting.model.seats import CHAIR

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8

MAY_SEE: Mapping[Role, tuple[str, ...]] = {
    Role.CHAIR: ("chair", "desk", "hall", "podium", "delegate"),
    Role.DESK: ("desk", "chair", "hall", "podium", "delegate"),
    Role.DELEGATE: ("delegate",),
    Role.PANELLIST: ("podium", "hall", "delegate"),
    Role.SCREEN: ("hall", "podium"),
    Role.PUBLIC: ("delegate",),
}
"""The audiences whose screens a role may look at, its own first."""

PRIVATE_SEATS = ("chair", "panellist")


@dataclass(frozen=True, slots=True)
class Pass:
    """What lets a person in: to which meeting, by which name, as what, to see what, for which seat."""

    hash: str
    meeting: str
    name: str
    role: Role
    audience: str
    seat: str | None = None

    @property
    def presser(self) -> Actor:
        """Who gives commands with this pass."""
        return Actor(self.name, self.role, self.seat)


def hash_of(secret: str) -> str:
    """What is stored of a secret. Secrets are random and long, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_code() -> str:
    """A join code: easy to read aloud, without letters that look alike."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def passes_for(meeting: Meeting) -> dict[str, tuple[str, Pass]]:
    """A new secret and pass for every role and seat of a meeting, by the name of the pass.

    `join` is the code itself.
    """
    wanted: list[tuple[str, Role, str, str | None]] = [
        ("chair", Role.CHAIR, "chair", None),
        ("desk", Role.DESK, "desk", None),
        ("hall", Role.SCREEN, "hall", None),
        ("podium", Role.SCREEN, "podium", None),
    ]
    for seat in meeting.seats.values():
        if seat.category not in PRIVATE_SEATS:
            wanted.append((f"delegate:{seat.id}", Role.DELEGATE, "delegate", seat.id))
    for item in meeting.items():
        if item.speaker and item.speaker != CHAIR:
            wanted.append((f"panellist:{item.id}", Role.PANELLIST, "podium", item.speaker))
    made = {"join": (meeting.code, Pass(hash_of(meeting.code), meeting.code, "join", Role.PUBLIC, "delegate"))}
    for name, role, audience, seat_id in wanted:
        secret = secrets.token_urlsafe(24)
        made[name] = (secret, Pass(hash_of(secret), meeting.code, name, role, audience, seat_id))
    return made
