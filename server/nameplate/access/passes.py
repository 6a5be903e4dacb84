"""Passes. Each pass has a secret, which is part of a link. The server stores only the hash of the secret."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from nameplate.meeting import Actor, Role

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8

MODERATORS = frozenset({Role.CHAIR, Role.DESK})


@dataclass(frozen=True, slots=True)
class Pass:
    """Lets a client into a meeting with a role, to its own audience, perhaps for a seat.

    The name depends on the role and the seat: `chair`, `delegate:FR`, `panellist:p-4`, `join`. If new links were made,
    several passes have the same name. `device` is the hash of the secret of the device that holds the pass. It is None
    for a program, for a browser with the join code, and for the pass itself.
    """

    hash: str
    meeting: str
    name: str
    role: Role
    audience: str
    seat: str | None = None
    device: str | None = None

    @property
    def credential(self) -> str:
        """The hash of the secret that a client sent: of its device, or of the pass."""
        return self.device or self.hash

    @property
    def actor(self) -> Actor:
        """The actor of the commands that are given with this pass."""
        return Actor(self.name, self.role, self.seat)


@dataclass(frozen=True, slots=True)
class Link:
    """The description of a link, from which a pass is made. If `secret` is empty, the pass gets a random secret."""

    name: str
    role: Role
    audience: str
    seat: str | None = None
    secret: str = ""


def hash_of(secret: str) -> str:
    """The hash that is stored. Secrets are random and long, so they need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_code() -> str:
    """A random join code. It is easy to read aloud, and has no letters that look similar."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def make_passes(code: str, links: Iterable[Link]) -> dict[str, tuple[str, Pass]]:
    """A secret and a pass for each link of a meeting, by the name of the pass. Passes without a seat come first."""
    made: dict[str, tuple[str, Pass]] = {}
    for link in sorted(links, key=lambda each: each.seat is not None):
        secret = link.secret or secrets.token_urlsafe(24)
        made[link.name] = (secret, Pass(hash_of(secret), code, link.name, link.role, link.audience, link.seat))
    return made
