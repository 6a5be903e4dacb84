"""Bytes in fewer bytes: brotli for who takes it, gzip else. Browsers take brotli over TLS and on their own machine."""

from __future__ import annotations

import asyncio
import gzip

import brotli
from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipResponder, IdentityResponder
from starlette.types import ASGIApp, Receive, Scope, Send

SMALLEST, A_PHONES, LARGE = 500, 16_384, 131_072
QUICK, THOROUGH = 5, 10
"""Qualities of brotli. A page as small as a phone's is worth some milliseconds: it comes a tenth smaller."""


def chosen(accepted: str) -> str | None:
    """The best coding that an Accept-Encoding header allows; None to leave the bytes as they are."""
    weights = dict(_weighed(each) for each in accepted.lower().split(","))
    return next((coding for coding in ("br", "gzip") if weights.get(coding, weights.get("*", 0.0)) > 0), None)


def _weighed(each: str) -> tuple[str, float]:
    coding, _, parameter = each.partition(";")
    name, _, weight = parameter.strip().partition("=")
    try:
        return coding.strip(), float(weight) if name.strip() == "q" else 1.0
    except ValueError:
        return coding.strip(), 0.0


def packed(content: bytes, coding: str | None) -> bytes:
    """Content that is kept, as small as the coding makes it."""
    if coding == "br":
        small: bytes = brotli.compress(content)
        return small
    return gzip.compress(content, 9, mtime=0) if coding == "gzip" else content


class Compression:
    """ASGI middleware that packs what is made anew for each asker. The static files are packed once, by `static.py`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request with its answer packed as the asker takes it."""
        if scope["type"] != "http" or scope["method"] == "POST" or scope["path"].startswith("/static/"):
            return await self.app(scope, receive, send)
        coding = chosen(Headers(scope=scope).get("Accept-Encoding", ""))
        responder = {"br": BrotliResponder, "gzip": GZipResponder, None: IdentityResponder}[coding]
        await responder(self.app, SMALLEST)(scope, receive, send)


class BrotliResponder(IdentityResponder):
    """Starlette's way to pack an answer, with brotli."""

    content_encoding = "br"
    _compressor: brotli.Compressor | None = None

    async def apply_compression(self, body: bytes, *, more_body: bool) -> bytes:
        """The next bytes of the answer."""
        thoroughly = not more_body and len(body) <= A_PHONES and self._is_page
        if thoroughly or len(body) >= LARGE:  # the clocks of the room go on meanwhile
            return await asyncio.to_thread(self._pack, body, more_body, THOROUGH if thoroughly else QUICK)
        return self._pack(body, more_body, QUICK)

    @property
    def _is_page(self) -> bool:
        return Headers(raw=self.initial_message["headers"]).get("Content-Type", "").startswith("text/html")

    def _pack(self, body: bytes, more_body: bool, quality: int) -> bytes:
        if self._compressor is None:
            self._compressor = brotli.Compressor(quality=quality)
        made: bytes = self._compressor.process(body)
        made += self._compressor.flush() if more_body else self._compressor.finish()
        return made
