"""The annex of the texts: each with number, size and digest, in the order of speaking, in every format."""

from __future__ import annotations

import csv
import io
import json
from functools import cache

import docx

from nameplate.meeting import Meeting
from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.statements import AttachStatement
from nameplate.paths import WEB
from nameplate.record import FORMATS
from nameplate.record.csv_and_json import csv_record, json_record
from nameplate.screens.rendering import Renderer
from tests.record.story import CHAIR, DESK, HOSTILE, Story, delegate, english


def text(number: int, name: str, **target: str) -> AttachStatement:
    """Attach a text of some bytes."""
    return AttachStatement(f"{number:032x}", "pdf", 1000 + number, f"{number:064x}", name, **target)


@cache
def meeting() -> Meeting:
    """Kenya speaks before France; Brazil waits, India has withdrawn. A panellist has a text for the presentation."""
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    for number, seat in enumerate(("FR", "KE", "BR", "IN"), 1):
        story.give(delegate(seat), RequestFloor())
        (own,) = story.meeting.inscriptions.for_seat(seat)
        story.give(delegate(seat), text(number, f"={seat}.pdf" if seat == "FR" else f"{seat}.pdf", inscription=own.id))
    story.give(DESK, text(5, HOSTILE, item="talk-1"))
    story.give(delegate("IN"), WithdrawRequest(story.meeting.inscriptions.for_seat("IN")[0].id))
    for seat in ("KE", "FR"):
        story.give(CHAIR, GiveFloor(seat=seat), EndSpeech())
    return story.meeting


ORDER = [("KE", 1, 1002), ("FR", 2, 1001), ("BR", 0, 1003), ("okafor", 0, 1005)]


def test_the_json_lists_the_texts_in_the_order_of_speaking_without_that_of_a_withdrawn_inscription() -> None:
    listed = json.loads(json_record(meeting(), english()))["statements"]
    assert [(each["who"]["seat"], each["number"], each["size"]) for each in listed] == ORDER
    assert [each["sha256"] for each in listed] == [f"{size - 1000:064x}" for _, _, size in ORDER]
    assert (listed[1]["file"], listed[1]["item"], listed[3]["item"]) == ("=FR.pdf", "floor-1", "talk-1")


def test_the_csv_has_size_and_digest_in_the_row_of_the_speaker() -> None:
    sheet = [*csv.DictReader(io.StringIO(csv_record(meeting(), english()).decode("utf-8-sig"), newline=""))]
    found = {row["Code"]: (row["Text (bytes)"], row["Text (SHA-256)"]) for row in sheet}
    assert found["KE"] == ("1002", f"{2:064x}") and found["BR"] == ("1003", f"{3:064x}")


def test_page_and_word_document_have_an_annex_with_the_same_table() -> None:
    screens = Renderer(WEB, lambda code: f"https://nameplate.example/in/{code}")
    page = FORMATS["html"].write(meeting(), english(), screens).decode()
    assert "Texts of the statements, check against delivery" in page
    assert f"{2:064x}" in page and "KE.pdf" in page and f"{4:064x}" not in page
    assert HOSTILE not in page
    document = docx.Document(io.BytesIO(FORMATS["docx"].write(meeting(), english(), screens)))
    assert "Annex: texts of the statements, check against delivery" in [p.text for p in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert [f"{size - 1000:064x}" in cells for _, _, size in ORDER] == [True] * 4


def test_a_record_without_texts_has_no_annex() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"))
    screens = Renderer(WEB, lambda code: f"https://nameplate.example/in/{code}")
    assert "Texts of the statements" not in FORMATS["html"].write(story.meeting, english(), screens).decode()
    assert json.loads(json_record(story.meeting, english()))["statements"] == []
