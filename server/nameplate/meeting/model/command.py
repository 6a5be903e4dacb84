"""The base class of commands, and the actor of a command."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from .meeting import Event, Meeting
from .refusal import Refused


class Role(StrEnum):
    """The role of a pass."""

    CHAIR = "chair"
    DESK = "desk"
    DELEGATE = "delegate"
    PANELLIST = "panellist"
    SCREEN = "screen"
    BOOTH = "booth"
    BRIDGE = "bridge"
    """A program that connects a conference system. It acts only for remote delegations."""
    PUBLIC = "public"
    ORGANISER = "organiser"
    """Has no pass in a meeting, and makes and prepares meetings."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The giver of a command: the name of the pass (`chair`, `delegate:FR`), its role, and its seat, if it has one."""

    name: str
    role: Role
    seat: str | None = None

    def owns(self, seat: str) -> bool:
        """Whether the actor may act for this seat. Chair and desk may act for every seat."""
        return self.role in (Role.CHAIR, Role.DESK) or self.seat == seat


class Command(ABC):
    """A request to change the meeting. `decide` returns events or a refusal."""

    __slots__ = ()

    with_file: ClassVar[bool] = False
    """Whether the command belongs to a file. Such commands have a page of their own, which reads or stores the file."""

    @abstractmethod
    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        """The events of the command at this time (ms), or its refusal. Changes nothing, and raises nothing."""


def name_of(command: type[Command]) -> str:
    """The name of a command in its address: `give-floor` for `GiveFloor`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", command.__name__).lower()
