"""Passes. Each has a secret, which stands in a link. The server stores only the hash of the secret."""

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


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is handed out: the pass behind it, without its secret. Without a `secret` it gets a random one."""

    name: str
    role: Role
    audience: str
    seat: str | None = None
    secret: str = ""


def hash_of(secret: str) -> str:
    """The hash that is stored. Secrets are random and long, so they need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_code() -> str:
    """A random join code. It is easy to read aloud and has no letters that look alike."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def make_passes(code: str, links: Iterable[Link]) -> dict[str, tuple[str, Pass]]:
    """A secret and a pass for each link to a meeting, by the name of the pass: first those without a seat."""
    made: dict[str, tuple[str, Pass]] = {}
    for link in sorted(links, key=lambda each: each.seat is not None):
        secret = link.secret or secrets.token_urlsafe(24)
        made[link.name] = (secret, Pass(hash_of(secret), code, link.name, link.role, link.audience, link.seat))
    return made
