"""`nameplate report`: every format, to a file or to standard output, also while the meeting is served."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import pty
from pathlib import Path
from typing import Any

import docx
import pytest

from nameplate.paths import WEB
from nameplate.record import FORMATS
from nameplate.screens.assets import Assets
from tests.cli.conftest import Run
from tests.journeys.nameplate_process import COMMAND, output
from tests.serving import serving


@pytest.fixture
async def code(database_url: str) -> str:
    """The code of a meeting in which France has spoken and Kenya is on the list. Its server has ended."""
    async with serving(database_url) as host:
        hosted = await (await host.meeting()).open_floor()
        for name, command in (
            ("delegate:FR", "request-floor"),
            ("delegate:KE", "request-floor"),
            ("chair", "give-floor-to-next"),
            ("chair", "end-speech"),
        ):
            assert (await hosted.post(name, command)).status_code == 204
        return hosted.code


def seats(told: Any) -> list[str]:
    """Who is in an account, heard or not."""
    (sitting,) = told["sittings"]
    return [each["who"]["seat"] for each in (*sitting["interventions"], *sitting["unheard"])]


def docx_text(document: bytes) -> list[str]:
    """The text in the tables of a Word document. The files cannot be compared, because each has its time in it."""
    return [cell.text for grid in docx.Document(io.BytesIO(document)).tables for cell in grid._cells]


def test_without_options_it_prints_a_page_that_needs_no_other_file(run: Run, code: str) -> None:
    page = run("report", code).stdout
    assert page.startswith("<!doctype html>") and "France" in page
    assert Assets(WEB / "static").with_fonts("record.css") in page
    assert "<link" not in page and "<a " not in page and "src=" not in page and "/static/" not in page


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_is_the_same_in_a_file_and_on_standard_output(run: Run, code: str, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"record.{form}"
    assert run("report", code, "--format", form, "--output", str(file)).stdout == f"Written: {file}\n"
    printed = run("report", code, "--format", form).stdout_bytes
    assert docx_text(file.read_bytes()) == docx_text(printed) if form == "docx" else file.read_bytes() == printed


def test_json_csv_and_word_have_the_same_speakers(run: Run, code: str) -> None:
    assert seats(json.loads(run("report", code, "--format", "json").stdout)) == ["FR", "KE"]
    table = run("report", code, "--format", "csv").stdout_bytes.decode("utf-8-sig")
    assert [row["Code"] for row in csv.DictReader(io.StringIO(table, newline=""))] == ["FR", "KE"]
    words = docx_text(run("report", code, "--format", "docx").stdout_bytes)
    assert "France" in words and "Kenya" in words


async def test_a_report_can_be_written_while_the_meeting_is_served(database_url: str) -> None:
    async with serving(database_url) as host:
        hosted = await (await host.meeting()).open_floor()
        report = ("report", hosted.code, "--format", "json", "--database", database_url)
        for seats_now in (["BR"], ["BR", "FR"]):
            assert (await hosted.post(f"delegate:{seats_now[-1]}", "request-floor")).status_code == 204
            told = json.loads(await output(*report))
            assert seats(told) == seats_now
            assert told == (await hosted.get("desk", "record.json")).json()


def test_the_marks_of_a_recording_count_from_its_begin(run: Run, code: str) -> None:
    opened = json.loads(run("report", code, "--format", "json").stdout)["sittings"][0]["opened_at"]
    assert run("report", code, "--format", "vtt").stdout == (
        run("report", code, "--format", "vtt", "--recording-began", opened).stdout
    )
    lines = run("report", code, "--format", "txt", "--recording-began", opened).stdout.splitlines()
    assert lines[0].startswith("0:00 ")
    refused = run("report", code, "--format", "vtt", "--recording-began", "noon", fails=True)
    assert "'noon' is no date and local time, such as 2015-03-03T10:01:35." in refused.stderr
    for form in ("vtt", "txt"):
        refused = run("report", code, "--format", form, "--recording-began", "2015-03-03T10:01:35", fails=True)
        assert "No sitting was open at 2015-03-03T10:01:35, and none was opened in the 24 hours after" in refused.stderr
        assert f"opened at {opened[:19]}" in refused.stderr
    assert "for the formats vtt and txt" in run("report", code, "--recording-began", opened, fails=True).stderr


async def test_a_word_document_is_not_written_to_a_terminal(code: str, database_url: str) -> None:
    ours, theirs = pty.openpty()
    arguments = ("report", code, "--format", "docx", "--database", database_url)
    program = await asyncio.create_subprocess_exec(*COMMAND, *arguments, stdout=theirs, stderr=asyncio.subprocess.PIPE)
    os.close(theirs)
    _, said = await program.communicate()
    os.close(ours)
    assert program.returncode == 1
    assert said.decode() == f"Error: A terminal cannot show a Word document. Add --output {code}-record.docx\n"


def test_an_unknown_code_is_an_error(run: Run, code: str) -> None:
    assert run("report", "XXXXXXXX", fails=True).stderr == "Error: There is no meeting XXXXXXXX.\n"


def test_a_file_that_cannot_be_written_is_an_error(run: Run, code: str, tmp_path: Path) -> None:
    file = tmp_path / "no" / "record.html"
    said = run("report", code, "--output", str(file), fails=True).stderr
    assert said == f"Error: The record cannot be written to {file} (No such file or directory).\n"
