"""A subscriber: a connection whose client looks at one subject."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from .connection import Connection
from .fan_out import FanOutGroup
from .frame import Frame
from .picture import Subject


class FrameSource(Protocol):
    """What a subscriber is sent frames of."""

    def frame(self, since: int) -> Frame | None:
        """The message for a client that has seen version `since`. None when that is the newest."""

    @property
    def version(self) -> int:
        """The newest version that a client can have seen."""

    @property
    def outdated(self) -> bool:
        """Whether the newest version of the meeting could not be rendered."""


class Subscriber:
    """A connection in a channel.

    `source` is called for each message, because pictures are dropped and made anew. `seen` is the newest version that
    was written, while the subscriber is in no fan-out group. `pass_hash` names the pass that let the client in.
    """

    __slots__ = ("connection", "group", "pass_hash", "seen", "source", "subject")

    def __init__(
        self,
        subject: Subject,
        source: Callable[[], FrameSource],
        seen: int,
        connection: Connection,
        pass_hash: str = "",
    ) -> None:
        self.subject = subject
        self.source = source
        self.seen = seen
        self.connection = connection
        self.pass_hash = pass_hash
        self.group: FanOutGroup | None = None

    def send_newest(self) -> bool:
        """Write the regions that the client has not seen. False when the connection refused; it asks again later."""
        source = self.source()
        frame = source.frame(self.seen)
        if frame is None or self.connection.write(frame):
            self.seen = max(self.seen, source.version)
            return True
        return False
