"""The answers of a room to a command. A refusal by the rules of the meeting is a `Refused` value of the domain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """The command is stored. `version` is the version of the meeting after the command."""

    version: int


class KeyReused(Exception):
    """The command has the idempotency key of an earlier command, but other fields."""


class TooLate(Exception):
    """The command arrived after its deadline."""
