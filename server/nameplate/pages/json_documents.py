"""Serves a document that describes the server. It is encoded once."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response


def serving(document: Callable[[], dict[str, Any]]) -> Callable[[Request], Awaitable[Response]]:
    """A handler that serves the document as JSON to everybody."""

    @cache
    def encoded() -> bytes:
        return json.dumps(document(), ensure_ascii=False, separators=(",", ":")).encode()

    async def show(_: Request) -> Response:
        return Response(encoded(), media_type="application/json")

    return show
