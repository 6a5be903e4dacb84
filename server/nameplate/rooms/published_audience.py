"""What the publisher has to know of an audience. The records are in `screens/audiences.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

from nameplate.meeting import Meeting

AffectedSeats = Callable[[Meeting, Meeting], Collection[str] | None]
"""The seats whose own regions may differ between two versions of a meeting. None means all of them."""


class PublishedAudience(Protocol):
    """An audience that is published: only these have channels."""

    @property
    def name(self) -> str: ...

    @property
    def group(self) -> int:
        """Audiences of one group are rendered from the same version. Groups with low numbers are published first."""

    @property
    def interval_seconds(self) -> float:
        """During a burst of changes the audience is rendered at most once per interval."""

    @property
    def is_document(self) -> bool:
        """Whether its picture is one JSON document for each subject. Otherwise it has regions, some for one seat."""

    @property
    def affected_seats(self) -> AffectedSeats: ...
