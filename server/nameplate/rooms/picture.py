"""What an audience sees: a picture of named regions, each with the version at which it last changed.

A screen that has seen version N gets every region that is newer. There are no deltas and no queues: who is slow skips
versions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from .frame import Frame


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose picture it is: an audience in a language, and for the personal part of it a seat."""

    audience: str
    language: str = "en"
    seat: str | None = None


Drawings = dict[str, tuple[object, str]]
"""What the regions of a picture were drawn from last, and as what: the same need not be drawn again."""


class Picture:
    """Regions and their versions. A personal picture rests on the one that its whole audience shares.

    `failed` is set while the newest version of the meeting cannot be rendered: the regions are those of an older one.
    """

    def __init__(self, boot: str, base: Picture | None = None) -> None:
        self.drawings: Drawings = {}
        self.failed = False
        self._boot = boot
        self._base = base
        self._own = 0
        self._regions: dict[str, tuple[int, str]] = {}
        self._frames: dict[int, Frame] = {}
        self._framed = 0

    @property
    def outdated(self) -> bool:
        """Whether a screen that shows this must say that it is out of date."""
        return self.failed or (self._base is not None and self._base.failed)

    @property
    def empty(self) -> bool:
        """Whether a part of it could never be rendered, so that there is nothing to show."""
        return not self._regions or (self._base is not None and self._base.empty)

    @property
    def told(self) -> int:
        """The version that screens are told: that of what they share, for a sign of life tells all of them the same."""
        return self._base.version if self._base else self._own

    @property
    def version(self) -> int:
        """The newest version of any region."""
        return max(self._own, self._base.version) if self._base else self._own

    def update(self, version: int, regions: Mapping[str, str]) -> bool:
        """Take in what was rendered at `version`; what is the same as before keeps its version. Whether any changed."""
        for name, html in regions.items():
            if name not in self._regions or self._regions[name][1] != html:
                self._regions[name] = (version, html)
                self._own = version
        self._frames.clear()
        return self._own == version

    def regions(self, since: int = -1) -> dict[str, str]:
        """The regions that changed after version `since`, as HTML by name."""
        shared = self._base.regions(since) if self._base else {}
        return shared | {name: html for name, (version, html) in self._regions.items() if version > since}

    def own_frame(self, seen: int) -> Frame:
        """The message with what is not shared alone, for screens that have seen version `seen` of what is."""
        regions = {name: html for name, (_, html) in self._regions.items()}
        return Frame(msgspec.json.encode({"version": seen, "boot": self._boot, "regions": regions}))

    def frame(self, since: int) -> Frame | None:
        """The message that brings a screen from version `since` up to date, encoded once; None if none is due."""
        if since >= self.version:
            return None
        if self._base and since >= self._own:
            return self._base.frame(since)
        if self._framed != self.version:  # what is shared may have changed, and nothing of one's own
            self._frames.clear()
            self._framed = self.version
        frame = self._frames.get(since)
        if frame is None:
            message = {"version": self.told, "boot": self._boot, "regions": self.regions(since)}
            if self.outdated:
                message["outdated"] = True
            frame = self._frames[since] = Frame(msgspec.json.encode(message))
        return frame
