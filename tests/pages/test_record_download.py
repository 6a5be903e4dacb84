"""The record over HTTP: permissions, formats, file names. The server answers other requests at the same time."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import threading
from datetime import datetime, timedelta
from typing import cast

import docx
import pytest
from httpx2 import AsyncClient

from nameplate.pages.middleware.security_headers import HEADERS
from nameplate.record import FORMATS, MARKS, Format
from tests.serving import PATIENCE_SECONDS, Hosted, until

FORBIDDEN = ("delegate:FR", "hall", "podium", "join", "panellist:p-4")


@pytest.fixture
async def heard(floor: Hosted) -> Hosted:
    """A meeting in which France has spoken and Kenya is on the list."""
    for seat in ("FR", "KE"):
        await floor.post(f"delegate:{seat}", "request-floor")
    await floor.post("chair", "give-floor-to-next")
    await floor.post("chair", "end-speech")
    return floor


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", ["chair", "desk"])
async def test_the_chair_and_the_desk_may_read_every_format(heard: Hosted, name: str, format_name: str) -> None:
    answer = await heard.get(name, f"record.{format_name}")
    shown = "inline" if format_name == "html" else "attachment"
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, FORMATS[format_name].media_type)
    assert answer.headers["Content-Disposition"] == f'{shown}; filename="{heard.code}-record.{format_name}"'
    assert answer.headers["Cache-Control"] == "no-store"


async def test_every_format_names_the_speakers_heard_and_still_waiting(heard: Hosted) -> None:
    page, table, told, document = [await heard.get("desk", f"record.{format_name}") for format_name in FORMATS]
    assert "France" in page.text and "Still waiting" in page.text
    rows = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"), newline=""))
    assert [(row["Code"], row["Outcome"]) for row in rows] == [("FR", "Heard"), ("KE", "Still waiting")]
    (sitting,) = told.json()["sittings"]
    assert [(i["who"]["seat"], i["state"]) for i in sitting["interventions"]] == [("FR", "ended")]
    assert [(u["who"]["seat"], u["state"]) for u in sitting["unheard"]] == [("KE", "waiting")]
    cells = [cell.text for grid in docx.Document(io.BytesIO(document.content)).tables for cell in grid._cells]
    assert "France" in cells and "Kenya" in cells


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", FORBIDDEN)
async def test_other_roles_may_not_read_the_record(meeting: Hosted, name: str, format_name: str) -> None:
    answer = await meeting.get(name, f"record.{format_name}")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize("format_name", FORMATS)
async def test_the_record_needs_a_pass(meeting: Hosted, format_name: str) -> None:
    answer = await meeting.host.client.get(f"{meeting.url}/record.{format_name}")
    assert (answer.status_code, answer.json()["code"]) == (401, "no_pass")


@pytest.mark.parametrize("format_name", ["pdf", "HTML", "", "html.docx", "../state"])
async def test_an_unknown_format_is_not_found(meeting: Hosted, format_name: str) -> None:
    answer = await meeting.host.client.get(f"{meeting.url}/record.{format_name}", headers=meeting.bearer("desk"))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_the_desk_links_to_the_record_and_the_record_to_its_other_formats(
    meeting: Hosted, browser: AsyncClient
) -> None:
    desk = await browser.get(f"/in/{meeting.links['desk']}")
    (path,) = re.findall(r'href="([^"]*/record\.html\?lang=en)"', desk.text)
    record = await browser.get(path)
    assert record.status_code == 200 and "Nobody has spoken yet." in record.text
    forms = re.findall(r'href="(/m/[^"]*/record\.\w+)\?lang=en"', record.text)
    assert forms == [f"/m/{meeting.code}/record.{format_name}" for format_name in ("docx", "csv", "json")]
    assert [(await browser.get(form)).status_code for form in forms] == [200, 200, 200]


@pytest.mark.parametrize("format_name", MARKS)
async def test_the_chair_and_the_desk_may_have_the_marks_of_a_recording(heard: Hosted, format_name: str) -> None:
    for name in ("chair", "desk"):
        answer = await heard.get(name, f"recording.{format_name}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, MARKS[format_name].media_type)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{heard.code}-recording.{format_name}"'
    assert (await heard.get("delegate:FR", f"recording.{format_name}")).status_code == 403
    assert (await heard.host.client.get(f"{heard.url}/recording.{format_name}")).status_code == 401


async def test_the_marks_count_from_the_begin_of_the_recording(heard: Hosted) -> None:
    opened = (await heard.get("desk", "record.json")).json()["sittings"][0]["opened_at"]
    ten_minutes_before = (datetime.fromisoformat(opened) - timedelta(minutes=10)).replace(tzinfo=None).isoformat()
    marks = (await heard.get("desk", f"recording.vtt?began={ten_minutes_before}")).text
    assert re.search(r"\n00:10:0\d\.\d{3} --> 00:10:\d\d\.\d{3}\nFrance\n", marks)
    refused = await heard.get("desk", "recording.vtt?began=noon")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    assert "2015-03-03T10:01:35" in refused.json()["title"]
    long_ago = await heard.get("desk", "recording.vtt?began=2015-03-03T10:01:35")
    assert (long_ago.status_code, long_ago.json()["code"]) == (422, "invalid")
    assert "No sitting was open at that time" in long_ago.json()["title"]
    assert (await heard.get("desk", "recording.srt")).status_code == 404


async def test_the_record_asks_when_the_recording_began(heard: Hosted) -> None:
    page, told = (await heard.get("desk", "record.html")).text, (await heard.get("desk", "record.json")).json()
    (begin,) = re.findall(r'name="began" value="([^"]+)"', page)
    assert told["sittings"][0]["opened_at"].startswith(begin)
    assert re.findall(r'action="([^"]+)"', page) == [f"/m/{heard.code}/recording.{name}" for name in ("vtt", "txt")]


async def test_the_page_keeps_to_the_content_security_policy(heard: Hosted) -> None:
    page = await heard.get("desk", "record.html")
    assert page.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=|javascript:", page.text) == []
    assert re.findall(r'(?:src|href)="(?!/|#)[^"]*"', page.text) == []
    for asked in re.findall(r'href="(/static/[^"]+)"', page.text):
        assert (await heard.host.client.get(heard.host.url + asked)).status_code == 200


async def test_the_record_can_be_read_while_the_meeting_goes_on(heard: Hosted) -> None:
    async def records() -> list[int]:
        return [(await heard.get("desk", "record.json")).json()["version"] for _ in range(5)]

    async def give_commands() -> None:
        for command in ("give-floor-to-next", "pause-clock", "resume-clock", "end-speech"):
            assert (await heard.post("chair", command)).status_code == 204

    versions, _ = await asyncio.gather(records(), give_commands())
    assert versions == sorted(versions)
    room = await heard.room()
    assert (await heard.get("desk", "record.json")).json()["version"] == room.meeting.version


async def test_commands_are_accepted_while_a_record_is_written(heard: Hosted, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, pressed = threading.Event(), threading.Event()

    def slowly(*_: object) -> bytes:
        begun.set()
        return b"after the press" if pressed.wait(PATIENCE_SECONDS) else b"too late"

    monkeypatch.setitem(cast(dict[str, Format], FORMATS), "slow", Format("text/plain", slowly))
    asked = asyncio.create_task(heard.get("desk", "record.slow"))
    await until(begun.is_set)
    assert (await heard.post("chair", "give-floor-to-next")).status_code == 204
    pressed.set()
    assert (await asked).text == "after the press"
