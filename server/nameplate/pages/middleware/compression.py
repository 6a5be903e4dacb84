"""Compresses responses: brotli where the client accepts it, otherwise gzip.

Browsers accept brotli only over TLS, or if the server is on the same machine.
"""

from __future__ import annotations

import asyncio
import gzip

import brotli
from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipResponder, IdentityResponder
from starlette.types import ASGIApp, Receive, Scope, Send

SMALLEST_BYTES = 500
"""A response with fewer bytes is not compressed."""
STATEMENT_FILE, STATEMENTS_FILE = "/statement/", "/statements.zip"
LARGEST_PHONE_PAGE_BYTES = 16_384
LARGE_BYTES = 131_072
"""A body of this size or more is compressed in a thread, so that it does not block the event loop."""
FAST_QUALITY, PHONE_QUALITY = 5, 10
"""Quality levels of brotli. The higher level makes a page for phones a tenth smaller, and takes some ms longer."""


def choose_coding(accepted: str) -> str | None:
    """The best coding that an Accept-Encoding header allows: "br", "gzip", or None for no compression."""
    weights = dict(_coding_and_weight(part) for part in accepted.lower().split(","))
    return next((coding for coding in ("br", "gzip") if weights.get(coding, weights.get("*", 0.0)) > 0), None)


def _coding_and_weight(part: str) -> tuple[str, float]:
    """The coding and the weight in one part of an Accept-Encoding header. An invalid weight counts as 0."""
    coding, _, parameter = part.partition(";")
    name, _, weight = parameter.strip().partition("=")
    try:
        return coding.strip(), float(weight) if name.strip() == "q" else 1.0
    except ValueError:
        return coding.strip(), 0.0


def compress(content: bytes, coding: str | None) -> bytes:
    """Content in a coding, with maximum compression. This is slow, so use it only for content that is kept."""
    if coding == "br":
        compressed: bytes = brotli.compress(content)
        return compressed
    return gzip.compress(content, 9, mtime=0) if coding == "gzip" else content


def _is_left_as_it_is(path: str) -> bool:
    """Whether `static_files.py` compresses the response, or its files are compressed already."""
    return path.startswith("/static/") or STATEMENT_FILE in path or path.endswith(STATEMENTS_FILE)


class Compression:
    """ASGI middleware that compresses GET responses. `static_files.py` itself compresses static files."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http" or scope["method"] == "POST" or _is_left_as_it_is(scope["path"]):
            return await self.app(scope, receive, send)
        coding = choose_coding(Headers(scope=scope).get("Accept-Encoding", ""))
        responder = {"br": BrotliResponder, "gzip": GZipResponder, None: IdentityResponder}[coding]
        await responder(self.app, SMALLEST_BYTES)(scope, receive, send)


class BrotliResponder(IdentityResponder):
    """Does for brotli what Starlette's `GZipResponder` does for gzip."""

    content_encoding = "br"
    _compressor: brotli.Compressor | None = None

    async def apply_compression(self, body: bytes, *, more_body: bool) -> bytes:
        """Compress the next chunk of a response."""
        is_phone_page = not more_body and len(body) <= LARGEST_PHONE_PAGE_BYTES and self._is_page
        quality = PHONE_QUALITY if is_phone_page else FAST_QUALITY
        if is_phone_page or len(body) >= LARGE_BYTES:
            return await asyncio.to_thread(self._compress, body, more_body, quality)
        return self._compress(body, more_body, quality)

    @property
    def _is_page(self) -> bool:
        return Headers(raw=self.initial_message["headers"]).get("Content-Type", "").startswith("text/html")

    def _compress(self, body: bytes, more_body: bool, quality: int) -> bytes:
        if self._compressor is None:
            self._compressor = brotli.Compressor(mode=brotli.MODE_TEXT, quality=quality)
        compressed: bytes = self._compressor.process(body)
        compressed += self._compressor.flush() if more_body else self._compressor.finish()
        return compressed
