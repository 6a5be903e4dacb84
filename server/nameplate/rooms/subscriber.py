"""A subscriber: the entry of a connection in a channel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from .connection import Connection
from .fan_out import FanOutGroup
from .frame import Frame
from .picture import Subject


class FrameSource(Protocol):
    """The picture from which a subscriber gets its frames."""

    def frame(self, since: int) -> Frame | None:
        """The message for a client that has version `since`. None if `since` is the newest version."""

    @property
    def version(self) -> int:
        """The newest version that a client can have seen."""

    @property
    def outdated(self) -> bool:
        """Whether the newest version of the meeting could not be rendered."""


class Subscriber:
    """A connection in a channel.

    `source` returns the picture. It is called for each message, because the publisher may replace the picture. `seen`
    is the newest version that was written to the connection. While the subscriber is in a fan-out group, the group has
    this version instead. `credential` is the hash of the secret with which the client connected. `round_trip_ms` is
    what the client says about the time from its last question to the answer.
    """

    __slots__ = ("connection", "credential", "group", "round_trip_ms", "seen", "source", "subject")

    def __init__(
        self,
        subject: Subject,
        source: Callable[[], FrameSource],
        seen: int,
        connection: Connection,
        credential: str = "",
    ) -> None:
        self.subject = subject
        self.source = source
        self.seen = seen
        self.connection = connection
        self.credential = credential
        self.group: FanOutGroup | None = None
        self.round_trip_ms: int | None = None

    def send_newest(self) -> bool:
        """Write the regions that the client has not seen.

        Returns False if the connection refused the frame. The connection calls `drained` when it can accept a frame.
        """
        source = self.source()
        frame = source.frame(self.seen)
        if frame is None or self.connection.write(frame):
            self.seen = max(self.seen, source.version)
            return True
        return False
