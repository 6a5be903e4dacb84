"""Styles, scripts and icons. Browsers can cache them forever, because the address contains a stamp of the content."""

from __future__ import annotations

import asyncio
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from nameplate.pages.middleware.compression import choose_coding, compress
from nameplate.screens.assets import Assets

from .problems import NOT_FOUND, Problem

KEEP_FOREVER = "public, max-age=31536000, immutable"


class StaticFiles:
    """Serves assets. Each asset is compressed once for each coding, and the result is kept."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._compress = cache(compress)

    async def show(self, request: Request) -> Response:
        """`GET /static/{stamp}/{name}`."""
        asset = self._assets.at(**request.path_params)
        if asset is None:
            raise Problem(*NOT_FOUND)
        coding = choose_coding(request.headers.get("Accept-Encoding", ""))
        # In a thread, because the first compression takes some hundredths of a second, and would block the event loop.
        content = await asyncio.to_thread(self._compress, asset.content, coding)
        headers = {"Cache-Control": KEEP_FOREVER, "Vary": "Accept-Encoding"}
        if coding:
            headers["Content-Encoding"] = coding
        return Response(content, headers=headers, media_type=asset.media_type)
