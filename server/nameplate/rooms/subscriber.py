"""A screen: one wire that is shown one picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from .connection import Wire
from .fan_out import Lane
from .frame import Frame
from .picture import Subject


class Source(Protocol):
    """Where a screen's messages come from."""

    def frame(self, since: int) -> Frame | None:
        """The message for a screen that has seen version `since`; None when it has seen the newest."""

    @property
    def version(self) -> int:
        """The newest version that a screen can have seen."""

    @property
    def outdated(self) -> bool:
        """Whether a newer version of the meeting could not be rendered."""


class Screen:
    """Somebody who looks at a subject, let in by the pass whose hash is `guest`.

    `source` may hand out another picture each time, as pictures come and go; `seen` is the newest version written,
    while it is in no lane.
    """

    __slots__ = ("guest", "lane", "seen", "source", "subject", "wire")

    def __init__(self, subject: Subject, source: Callable[[], Source], seen: int, wire: Wire, guest: str = "") -> None:
        self.subject = subject
        self.source = source
        self.seen = seen
        self.wire = wire
        self.guest = guest
        self.lane: Lane | None = None

    def show(self) -> bool:
        """Write what is new. Whether it is up to date then; if not, its wire will ask again."""
        source = self.source()
        frame = source.frame(self.seen)
        if frame is None or self.wire.write(frame):
            self.seen = max(self.seen, source.version)
            return True
        return False
