"""Passes. Each has a secret, which stands in a link. The server stores only the hash of the secret."""

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
    """Lets a client into a meeting with a role, to its own audience, perhaps for a seat.

    The name is unique for each role and seat: `chair`, `delegate:FR`, `panellist:p-4`, `join`. Two passes may have
    the same name when new links were made.
    """

    hash: str
    meeting: str
    name: str
    role: Role
    audience: str
    seat: str | None = None

    @property
    def actor(self) -> Actor:
        """Gives the commands that come with this pass."""
        return Actor(self.name, self.role, self.seat)


def hash_of(secret: str) -> str:
    """The hash that is stored. Secrets are random and long, so they need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_code() -> str:
    """A random join code. It is easy to read aloud and has no letters that look alike."""
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
