"""The files that pages load, packed once and kept by browsers for good: another content has another address."""

from __future__ import annotations

import asyncio
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from nameplate.pages.middleware.compression import chosen, packed
from nameplate.screens.assets import Assets

from .problems import NOT_FOUND, Problem

FOR_GOOD = "public, max-age=31536000, immutable"


class Static:
    """Serves assets."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._packed = cache(packed)

    async def show(self, request: Request) -> Response:
        """`GET /static/{stamp}/{name}`."""
        asset = self._assets.at(**request.path_params)
        if asset is None:
            raise Problem(*NOT_FOUND)
        coding = chosen(request.headers.get("Accept-Encoding", ""))
        # In a thread: the first to ask waits some hundredths of a second, and the clocks of the room go on meanwhile.
        content = await asyncio.to_thread(self._packed, asset.content, coding)
        headers = {"Cache-Control": FOR_GOOD, "Vary": "Accept-Encoding"}
        if coding:
            headers["Content-Encoding"] = coding
        return Response(content, headers=headers, media_type=asset.media_type)
