"""The files that pages load. When the content of a file changes, its address changes too."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import asset_bundles

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
FOLDERS = {".": (".svg",), "css": (".css",), "js": (".js",), "vendor": (".woff2",)}
"""The folders of the assets, and the kinds of files in them that are served."""
FONT = re.compile(r'url\("\.\./vendor/([\w.-]+\.woff2)"\)')


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served. `stamp` is the beginning of the SHA-256 of its content."""

    name: str
    stamp: str
    media_type: str
    content: bytes

    @property
    def url(self) -> str:
        """The address. It contains the stamp."""
        return f"/static/{self.stamp}/{self.name}"


class Assets:
    """All assets by name. A file is read and bundled at its first request."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            file.name: file
            for part, kinds in FOLDERS.items()
            for file in (folder / part).iterdir()
            if file.suffix in kinds
        }
        self.named = cache(self._named)

    def url(self, name: str) -> str:
        """The address of an asset. Raises `KeyError` for an unknown name."""
        return self.named(name).url

    def at(self, stamp: str, name: str) -> Asset | None:
        """The asset at an address. None if the stamp does not match the current content."""
        asset = self.named(name) if name in self._files else None
        return asset if asset and asset.stamp == stamp else None

    def with_fonts(self, name: str) -> str:
        """A style sheet that contains its fonts, for a page that needs no other file."""
        return FONT.sub(lambda font: f'url("{self._as_data(font[1])}")', asset_bundles.style(self._files[name]))

    def _as_data(self, name: str) -> str:
        asset = self.named(name)
        return f"data:{asset.media_type};base64,{b64encode(asset.content).decode()}"

    def _named(self, name: str) -> Asset:
        file = self._files[name]
        content = self._content(file)
        return Asset(name, hashlib.sha256(content).hexdigest()[:12], TYPES[file.suffix], content)

    def _content(self, file: Path) -> bytes:
        if file.suffix == ".js":
            return asset_bundles.script(file).encode()
        if file.suffix == ".css":
            return FONT.sub(lambda font: f'url("{self.url(font[1])}")', asset_bundles.style(file)).encode()
        return file.read_bytes()
