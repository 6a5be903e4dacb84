"""How a room answers a command that it does not refuse by the rules of the meeting."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """The command is durable; the meeting is at this version."""

    version: int


class KeyReused(Exception):
    """The idempotency key of an earlier command came with another command."""


class TooLate(Exception):
    """The deadline of the command had passed when it was to be decided."""
