"""Files to take out: the programme and the participants of a meeting, and the empty table of a programme.

`routes.py` imports this module on first use.
"""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from nameplate.meeting import Meeting
from nameplate.pages.context import context_of
from nameplate.pages.problems import NOT_FOUND, Problem
from nameplate.planning import programme_data
from nameplate.planning.export import delegation_rows, exported, exported_delegations
from nameplate.planning.programme_table import TEMPLATE, programme_csv, programme_excel
from nameplate.planning.sheet import as_excel

from .access import organiser
from .meetings import HEADERS

EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def download(request: Request) -> Response:
    """`GET /organiser/m/{code}/{file}`: the programme file as the meeting stands, or the participants."""
    await organiser(request)
    context, code, file = context_of(request), request.path_params["code"], request.path_params["file"]
    meeting = (await context.room(code)).meeting
    answer = await asyncio.to_thread(_file_of, meeting, file)
    if answer is None:
        raise Problem(*NOT_FOUND)
    return _attachment(*answer, name=f"{code}-{file}")


async def template(request: Request) -> Response:
    """`GET /organiser/new/{file}`: a table of a programme to fill in, as CSV or as an Excel file."""
    await organiser(request)
    file = request.path_params["file"]
    if file == "programme.csv":
        return _attachment(programme_csv(TEMPLATE).encode("utf-8-sig"), "text/csv; charset=utf-8", file)
    if file == "programme.xlsx":
        return _attachment(await asyncio.to_thread(programme_excel, TEMPLATE), EXCEL_TYPE, file)
    raise Problem(*NOT_FOUND)


def _file_of(meeting: Meeting, file: str) -> tuple[bytes, str] | None:
    """A file of a meeting, and its media type. CSV begins with the mark by which Excel knows UTF-8."""
    data: Any = exported(meeting)
    match file:
        case "programme.yaml":
            return programme_data.dump(data).text.encode(), "application/yaml; charset=utf-8"
        case "programme.csv":
            return programme_csv(data["sittings"]).encode("utf-8-sig"), "text/csv; charset=utf-8"
        case "programme.xlsx":
            return programme_excel(data["sittings"]), EXCEL_TYPE
        case "participants.csv":
            return exported_delegations(meeting).encode("utf-8-sig"), "text/csv; charset=utf-8"
        case "participants.xlsx":
            return as_excel(delegation_rows(meeting), "Participants"), EXCEL_TYPE
        case _:
            return None


def _attachment(content: bytes, media_type: str, name: str) -> Response:
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, media_type=media_type)
