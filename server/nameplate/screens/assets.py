"""The files that pages load: each in one piece, under an address that changes with what is in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import asset_bundles

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served. `stamp` is the beginning of its SHA-256."""

    name: str
    stamp: str
    media_type: str
    content: bytes

    @property
    def url(self) -> str:
        """Its address, which never stands for anything else."""
        return f"/static/{self.stamp}/{self.name}"


class Assets:
    """All of them, by name. Each is read and put together when it is first asked for, and never again."""

    def __init__(self, folder: Path) -> None:
        own = (file for part in (".", "css", "js") for file in (folder / part).iterdir())
        self._files = {file.name: file for file in own if file.suffix in TYPES}
        self.named = cache(self._named)

    def url(self, name: str) -> str:
        """The address of one. Raises `KeyError` when there is no such file."""
        return self.named(name).url

    def at(self, stamp: str, name: str) -> Asset | None:
        """The one at an address, if it still has that content."""
        asset = self.named(name) if name in self._files else None
        return asset if asset and asset.stamp == stamp else None

    def _named(self, name: str) -> Asset:
        file = self._files[name]
        content = _content(file)
        return Asset(name, hashlib.sha256(content).hexdigest()[:12], TYPES[file.suffix], content)


def _content(file: Path) -> bytes:
    if file.suffix == ".js":
        return asset_bundles.script(file).encode()
    if file.suffix == ".css":
        return asset_bundles.style(file).encode()
    return file.read_bytes()
