"""What an audience sees. A picture has a version. A client with an older version gets a frame with the newest content.

Frames for slow clients are not queued, so a slow client skips versions.
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

    With a `seat`, a picture of regions also contains the regions of this seat, and a document contains the notes to
    this seat. With `moderates`, a document also contains the fields that only the chair and the desk may read,
    with `interprets` those for the booth, and with `bridges` those for a bridge.
    """

    audience: str
    language: str = "en"
    seat: str | None = None
    moderates: bool = False
    interprets: bool = False
    bridges: bool = False


RenderedViews = dict[str, tuple[object, str]]
"""For each region: the view from which it was last rendered, and its HTML. An equal view is not rendered again."""


@dataclass(slots=True)
class Freshness:
    """Whether this node is cut off from the database. Then other nodes may have stored a newer version.

    All pictures of a meeting share one object.
    """

    is_cut_off: bool = False


class Picture(ABC):
    """The base of all pictures. While `failed` is set, the newest version of the meeting could not be rendered.

    Clients then see an older version.
    """

    def __init__(self, freshness: Freshness | None = None) -> None:
        self.rendered_views: RenderedViews = {}
        self.failed = False
        self._freshness = freshness or Freshness()

    @property
    @abstractmethod
    def version(self) -> int:
        """The newest version that a client can have seen."""

    @property
    def shared_version(self) -> int:
        """The version number in messages and heartbeats. It is the same for all seats of an audience."""
        return self.version

    @property
    def outdated(self) -> bool:
        """Whether a screen with this picture must say that it is out of date."""
        return self.failed or self._freshness.is_cut_off

    @abstractmethod
    def update(self, version: int, rendered: Mapping[str, Any]) -> bool:
        """Store the values that were rendered from `version`. Returns whether a value has changed."""

    @abstractmethod
    def frame(self, since: int) -> Frame | None:
        """The message that updates a client from version `since` to the newest version. It is encoded once.

        None if the client already has the newest version.
        """


class RegionPicture(Picture):
    """Named regions, each with the version at which it last changed. A client gets the regions that it has not seen.

    The picture of a seat contains only the regions of this seat. Its `base` is the shared picture of the audience.
    """

    def __init__(self, boot: str, base: RegionPicture | None = None, freshness: Freshness | None = None) -> None:
        super().__init__(base._freshness if base else freshness)
        self._boot = boot
        self._base = base
        self._own_version = 0
        self._regions: dict[str, tuple[int, str]] = {}
        self._frames: dict[int, Frame] = {}
        self._frames_version = 0

    @property
    def outdated(self) -> bool:
        return super().outdated or (self._base is not None and self._base.failed)

    @property
    def empty(self) -> bool:
        """Whether the picture, or its `base`, has never been rendered. Then no page can be shown."""
        return not self._regions or (self._base is not None and self._base.empty)

    @property
    def shared_version(self) -> int:
        return self._base.version if self._base else self._own_version

    @property
    def version(self) -> int:
        return max(self._own_version, self._base.version) if self._base else self._own_version

    def update(self, version: int, rendered: Mapping[str, Any]) -> bool:
        """Store the HTML of regions by name. An unchanged region keeps its version."""
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
        """A message with only the regions of the seat, for clients that have version `seen` of the shared regions."""
        regions = {name: html for name, (_, html) in self._regions.items()}
        return Frame(msgspec.json.encode({"version": seen, "boot": self._boot, "regions": regions}))

    def frame(self, since: int) -> Frame | None:
        if since >= self.version:
            return None
        if self._base and since >= self._own_version:
            return self._base.frame(since)
        if self._frames_version != self.version:  # the shared regions may have changed without an `update` here
            self._frames.clear()
            self._frames_version = self.version
        frame = self._frames.get(since)
        if frame is None:
            message = {"version": self.shared_version, "boot": self._boot, "regions": self.regions(since)}
            if self.outdated:
                message["outdated"] = True
            frame = self._frames[since] = Frame(msgspec.json.encode(message))
        return frame
