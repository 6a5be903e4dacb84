"""What a command is, and who gives it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum

from .meeting import Event, Meeting
from .refusal import Refused


class Role(StrEnum):
    """What a pass lets its bearer be."""

    CHAIR = "chair"
    DESK = "desk"
    DELEGATE = "delegate"
    PANELLIST = "panellist"
    SCREEN = "screen"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who gave a command: the name of the pass (`chair`, `delegate:FR`), its role and its seat, if it has one."""

    name: str
    role: Role
    seat: str | None = None

    def owns(self, seat: str) -> bool:
        """Chair and desk may act for every seat; anybody else for the seat of the pass alone."""
        return self.role in (Role.CHAIR, Role.DESK) or self.seat == seat


class Command(ABC):
    """Something that somebody wants.

    It is decided against the meeting as it is and answers with events or a refusal.
    """

    __slots__ = ()

    @abstractmethod
    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        """The events that follow from it now, or why not. Raises nothing."""
