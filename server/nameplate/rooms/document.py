"""The picture for programs: the whole meeting as one JSON document. Each message contains the whole document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from .frame import Frame
from .picture import Freshness, Picture

SAME_MOMENT_MS = 20
"""Programs that need a frame within this time after rendering get the same bytes."""


class DocumentPicture(Picture):
    """A document is rendered when a frame is needed, because it contains the current time, which programs rely on.

    `newest_version` returns the version of the meeting. `render` renders the document and calls `update`.
    """

    def __init__(
        self,
        newest_version: Callable[[], int],
        now_ms: Callable[[], int],
        render: Callable[[Picture], object],
        freshness: Freshness | None = None,
    ) -> None:
        super().__init__(freshness)
        self._newest_version = newest_version
        self._now_ms = now_ms
        self._render = render
        self._version = -1
        self._rendered_at_ms = 0
        self._frame = Frame(b"")
        self._says_cut_off = False

    @property
    def version(self) -> int:
        return self._version

    def update(self, version: int, rendered: Mapping[str, Any]) -> bool:
        """Store the values of the document. Always returns True.

        While this node is cut off, a key more says that other nodes may have a newer version.
        """
        self._says_cut_off = self._freshness.is_cut_off
        said = {**rendered, "outdated": True} if self._says_cut_off else rendered
        self._frame = Frame(msgspec.json.encode(said))
        self._version, self._rendered_at_ms = version, self._now_ms()
        return True

    def frame(self, since: int) -> Frame | None:
        newest = self._newest_version()
        if since >= newest:
            return None
        is_current = self._version == newest and self._says_cut_off is self._freshness.is_cut_off
        if not is_current or self._now_ms() - self._rendered_at_ms > SAME_MOMENT_MS:
            self._render(self)
        return self._frame if self._version > since else None
