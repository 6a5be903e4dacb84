"""What an audience sees. A picture has a version; a client that has seen an older one is sent a frame.

There are no deltas and no queues, so a slow client skips versions.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from .frame import Frame


@dataclass(frozen=True, slots=True)
class Subject:
    """What a picture shows: an audience in a language, perhaps for a seat.

    With a `seat`, a picture of regions has the regions of that seat as well, and a document has its notes in it. A
    document that `moderates` also has what only the chair and the desk may read.
    """

    audience: str
    language: str = "en"
    seat: str | None = None
    moderates: bool = False


RenderedViews = dict[str, tuple[object, str]]
"""For each region, the view from which it was rendered last, and its HTML. An equal view is not rendered again."""


class Picture(ABC):
    """`failed` is set while the newest version of the meeting cannot be rendered. Then an older version is shown."""

    def __init__(self) -> None:
        self.rendered_views: RenderedViews = {}
        self.failed = False

    @property
    @abstractmethod
    def version(self) -> int:
        """The newest version that a client can have seen."""

    @property
    def shared_version(self) -> int:
        """The version that clients are sent. A heartbeat is the same for all clients, so this is the shared version."""
        return self.version

    @property
    def outdated(self) -> bool:
        """Whether a screen that shows this must say that it is out of date."""
        return self.failed

    @abstractmethod
    def update(self, version: int, rendered: Mapping[str, Any]) -> bool:
        """Take what was rendered at `version`. Returns whether anything has changed."""

    @abstractmethod
    def frame(self, since: int) -> Frame | None:
        """The message that brings a client from version `since` to the newest, encoded once. None if not needed."""


class RegionPicture(Picture):
    """Named regions, each with the version at which it last changed. A client is sent those that changed since.

    The picture of a seat has the shared picture as its `base`.
    """

    def __init__(self, boot: str, base: RegionPicture | None = None) -> None:
        super().__init__()
        self._boot = boot
        self._base = base
        self._own_version = 0
        self._regions: dict[str, tuple[int, str]] = {}
        self._frames: dict[int, Frame] = {}
        self._frames_version = 0

    @property
    def outdated(self) -> bool:
        return self.failed or (self._base is not None and self._base.failed)

    @property
    def empty(self) -> bool:
        """Whether a part of the picture could never be rendered, so that no page can be shown."""
        return not self._regions or (self._base is not None and self._base.empty)

    @property
    def shared_version(self) -> int:
        return self._base.version if self._base else self._own_version

    @property
    def version(self) -> int:
        return max(self._own_version, self._base.version) if self._base else self._own_version

    def update(self, version: int, rendered: Mapping[str, Any]) -> bool:
        """Take the HTML of regions by name. An equal region keeps its version."""
        for name, html in rendered.items():
            if name not in self._regions or self._regions[name][1] != html:
                self._regions[name] = (version, html)
                self._own_version = version
        self._frames.clear()
        return self._own_version == version

    def regions(self, since: int = -1) -> dict[str, str]:
        """The HTML of the regions that changed after version `since`, by name."""
        shared = self._base.regions(since) if self._base else {}
        return shared | {name: html for name, (version, html) in self._regions.items() if version > since}

    def own_frame(self, seen: int) -> Frame:
        """The seat's own regions alone, for clients that have seen version `seen` of the shared ones."""
        regions = {name: html for name, (_, html) in self._regions.items()}
        return Frame(msgspec.json.encode({"version": seen, "boot": self._boot, "regions": regions}))

    def frame(self, since: int) -> Frame | None:
        if since >= self.version:
            return None
        if self._base and since >= self._own_version:
            return self._base.frame(since)
        if self._frames_version != self.version:  # the shared regions may have changed since, without an `update` here
            self._frames.clear()
            self._frames_version = self.version
        frame = self._frames.get(since)
        if frame is None:
            message = {"version": self.shared_version, "boot": self._boot, "regions": self.regions(since)}
            if self.outdated:
                message["outdated"] = True
            frame = self._frames[since] = Frame(msgspec.json.encode(message))
        return frame
