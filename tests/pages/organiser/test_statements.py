"""The organiser takes all texts of the statements out of a meeting."""

from __future__ import annotations

import asyncio
import io
import zipfile

from httpx2 import AsyncClient

from nameplate.store.statement_files import erase_one_by_one
from tests.pages.test_statements import attached, inscribed
from tests.serving import Host
from tests.statement_files import pdf


async def test_the_texts_are_one_file_for_an_organiser_and_nobody_else(host: Host, organiser: AsyncClient) -> None:
    meeting = await (await host.meeting()).open_floor()
    page = f"/organiser/m/{meeting.code}"
    assert "statements.zip" not in (await organiser.get(page)).text
    (own,) = await inscribed(meeting, "FR")
    await attached(meeting, "delegate:FR", pdf(), inscription=own)
    assert f'href="{page}/statements.zip"' in (await organiser.get(page)).text
    answer = await organiser.get(f"{page}/statements.zip")
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{meeting.code}-statements.zip"')
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["001 France - Statement.pdf"]
    stranger = await host.client.get(f"{host.url}{page}/statements.zip", headers=meeting.bearer("chair"))
    assert stranger.status_code == 401
    await asyncio.to_thread(erase_one_by_one, host.database, meeting.code)
    assert (await meeting.room()).meeting.statements, "the log still says that there was a text"
    assert "statements.zip" not in (await organiser.get(page)).text
    await meeting.remove()
