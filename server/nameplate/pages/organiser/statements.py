"""All texts of the speeches of a meeting, for its organiser."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from nameplate.pages.statements import archive_of

from .access import organiser


async def archive(request: Request) -> Response:
    """`GET /organiser/m/{code}/statements.zip`: all texts as one file."""
    await organiser(request)
    return await archive_of(request, request.path_params["code"])
