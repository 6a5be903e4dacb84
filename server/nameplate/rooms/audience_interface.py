"""The attributes of an audience that the publisher uses. The audiences are defined in `screens/audiences.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

from nameplate.meeting import Meeting

AffectedSeats = Callable[[Meeting, Meeting], Collection[str] | None]
"""Returns the seats whose own regions may differ between two versions of a meeting. None means all seats."""


class PublishedAudience(Protocol):
    """An audience that has channels, so that its clients get every change."""

    @property
    def name(self) -> str: ...

    @property
    def group(self) -> int:
        """The audiences of a group are rendered from the same version. Groups with low numbers are published first."""

    @property
    def interval_seconds(self) -> float:
        """During a burst of changes the audience is rendered at most once per interval."""

    @property
    def is_document(self) -> bool:
        """Whether the picture is a JSON document. Otherwise it consists of HTML regions."""

    @property
    def affected_seats(self) -> AffectedSeats: ...
