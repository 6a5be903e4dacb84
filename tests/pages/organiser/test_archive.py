"""Everything of a meeting as one file."""

from __future__ import annotations

import hashlib
import io
import zipfile

from httpx2 import AsyncClient

from nameplate.paths import WEB
from nameplate.planning.delegations_file import read_delegations_text
from nameplate.planning.programme_file import read_programme_text
from nameplate.wording.country_names import country_names
from tests.pages.test_statements import attached, inscribed
from tests.serving import Host
from tests.statement_files import pdf


async def taken(organiser: AsyncClient, code: str) -> dict[str, bytes]:
    """The files of the archive, by their names."""
    answer = await organiser.get(f"/organiser/m/{code}/archive.zip")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{code}-archive.zip"')
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


async def test_the_archive_has_everything_of_a_meeting(host: Host, organiser: AsyncClient) -> None:
    meeting = await (await host.meeting()).open_floor()
    (own,) = await inscribed(meeting, "FR")
    await attached(meeting, "delegate:FR", pdf(), inscription=own)
    page = f"/organiser/m/{meeting.code}"
    assert f'href="{page}/archive.zip"' in (await organiser.get(page)).text
    files = await taken(organiser, meeting.code)
    assert files["texts/001 France - Statement.pdf"] == pdf()
    for name in ("record.csv", "record.json"):
        assert files[name] == (await organiser.get(f"{page}/{name}")).content
    assert files["record.docx"].startswith(b"PK") and b"font-face" in files["record.html"]
    assert files["recording.vtt"].startswith(b"WEBVTT") and "recording.txt" in files
    readme = files["README.txt"].decode()
    assert all(name in readme for name in files if not name.startswith(("README", "texts/"))) and "texts/" in readme
    await meeting.remove()


async def test_the_sums_are_those_of_the_files(host: Host, organiser: AsyncClient) -> None:
    meeting = await host.meeting()
    files = await taken(organiser, meeting.code)
    listed = [line.split("  ", 1) for line in files.pop("SHA256SUMS").decode().splitlines()]
    assert {name: digest for digest, name in listed} == {
        name: hashlib.sha256(body).hexdigest() for name, body in files.items()
    }
    assert "recording.vtt" not in files and "recording.vtt" not in files["README.txt"].decode()
    await meeting.remove()


async def test_the_same_meeting_can_be_made_from_the_archive(host: Host, organiser: AsyncClient) -> None:
    meeting = await host.meeting()
    files = await taken(organiser, meeting.code)
    countries = country_names(WEB / "locale", "en")
    seats = read_delegations_text(files["participants.csv"].decode("utf-8-sig"), "participants.csv", countries)
    text = files["programme.yaml"].decode()
    again = read_programme_text(text, "programme.yaml", meeting.code, seats).created
    kept = (await meeting.room()).meeting
    assert (again.title, again.sittings[0].items) == (kept.title, kept.sittings[0].items)
    await meeting.remove()


async def test_nobody_but_an_organiser_takes_it(host: Host) -> None:
    meeting = await host.meeting()
    address = f"{host.url}/organiser/m/{meeting.code}/archive.zip"
    assert (await host.client.get(address, headers=meeting.bearer("chair"))).status_code == 401
    await meeting.remove()
