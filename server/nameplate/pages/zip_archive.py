"""A zip file that is written to a temporary file, and sent from there. So it is never whole in memory."""

from __future__ import annotations

import asyncio
import hashlib
import zipfile
from collections.abc import AsyncIterator, Callable
from tempfile import SpooledTemporaryFile
from typing import IO
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from .uploads import Uploads

IN_MEMORY_BYTES = 1_000_000
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
CHUNK_BYTES = 65_536


class ZipArchive:
    """Collects files. `sums` has the SHA-256 sum of each file, by its name."""

    def __init__(self, file: IO[bytes]) -> None:
        self.sums: dict[str, str] = {}
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)

    def add(self, name: str, body: bytes, is_compressed: bool = False) -> None:
        """Add a file. PDF and Word documents are compressed already."""
        self.sums[name] = hashlib.sha256(body).hexdigest()
        method = zipfile.ZIP_DEFLATED if is_compressed else zipfile.ZIP_STORED
        self._zip.writestr(zipfile.ZipInfo(name, FIRST_DAY), body, method)

    def close(self) -> None:
        """Write the directory of the zip file."""
        self._zip.close()


async def sent_archive(uploads: Uploads, name: str, fill: Callable[[ZipArchive], None]) -> Response:
    """A response with the archive that `fill` fills, in a thread. Only one archive is written at a time."""
    async with uploads.archiving:
        file, size = await asyncio.to_thread(_written, fill)

    async def sent() -> AsyncIterator[bytes]:
        with file:
            while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
                yield chunk

    headers = file_headers(name) | {"Content-Length": str(size)}
    return StreamingResponse(sent(), headers=headers, media_type="application/zip")


def file_headers(name: str) -> dict[str, str]:
    """The headers of a file that no browser shows: it is saved, and nothing in it runs with the rights of this site."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }


def _written(fill: Callable[[ZipArchive], None]) -> tuple[IO[bytes], int]:
    """The temporary file, at its begin, and its size in bytes. The response closes it."""
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - the response closes it
    try:
        archive = ZipArchive(file)
        fill(archive)
        archive.close()
    except BaseException:
        file.close()
        raise
    size = file.tell()
    file.seek(0)
    return file, size
