"""What the record and the figures say about inscriptions that were made in advance, and about a dignitary who spoke."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from typing import Any

import docx

from nameplate.meeting import Meeting, Role
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.programme.sittings import AdjournSitting
from nameplate.meeting.speakers_list.advance_inscriptions import InscribeInAdvance
from nameplate.meeting.speakers_list.desk_inscriptions import AdmitInscription, RemoveInscription
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.statements import AttachStatement
from nameplate.paths import WEB
from nameplate.record import Account, account_of
from nameplate.record.csv_and_json import csv_record, json_record
from nameplate.record.docx_document import docx_record
from nameplate.record.html_page import page
from nameplate.record.recording_marks import web_vtt
from nameplate.record.session_figures import asked_in_vain, session_figures
from nameplate.record.session_pages import heard_page
from nameplate.screens import statements
from nameplate.screens.rendering import Renderer
from tests.advance import with_window
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.panel import AT, FLOOR_OPEN, begun, then
from tests.record.story import english

NAME, TITLE = "H.E. Ms. Anne Test", "Minister for Foreign Affairs"
MINISTER = InscribeInAdvance(language="fr", dignitary=NAME, dignitary_title=TITLE)


RENDERER = Renderer(WEB, lambda code: code)


@cache
def inscribed() -> Meeting:
    """France has inscribed with a dignitary, Kenya and Brazil without one. The desk has confirmed France and Kenya."""
    meeting = then(begun(with_window(AT)), (KE, InscribeInAdvance()), (FR, MINISTER), (BR, InscribeInAdvance()))
    return then(meeting, *((DESK, AdmitInscription(id_of(meeting, seat))) for seat in ("KE", "FR")))


@cache
def adjourned() -> Meeting:
    """France has spoken. Kenya was on the list, and was not reached. Brazil was never confirmed."""
    meeting = then(inscribed(), *((CHAIR, command) for command in FLOOR_OPEN), (CHAIR, GiveFloorToNext()))
    return then(meeting, (CHAIR, AdjournSitting(ending=True)), later=60_000)


def id_of(meeting: Meeting, seat: str) -> str:
    return meeting.inscriptions.for_seat(seat)[-1].id


def account() -> Account:
    return account_of(adjourned(), english())


def csv_rows() -> dict[str, dict[str, str]]:
    text = csv_record(adjourned(), english()).decode("utf-8-sig")
    return {row["Name"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_the_intervention_of_a_dignitary_has_name_and_title_in_every_format() -> None:
    shown = page(adjourned(), english(), RENDERER).decode()
    assert f"{NAME}, {TITLE}" in shown
    assert f"France ({NAME}, {TITLE})" in shown, "among the names by category"
    word = docx.Document(io.BytesIO(docx_record(adjourned(), english())))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert f"France\n{NAME}, {TITLE}" in cells
    france, kenya = csv_rows()["France"], csv_rows()["Kenya"]
    assert (france["Dignitary"], france["Title of the dignitary"]) == (NAME, TITLE)
    assert (kenya["Dignitary"], kenya["Title of the dignitary"]) == ("", "")
    sitting: dict[str, Any] = json.loads(json_record(adjourned(), english()))["sittings"][0]
    (spoken,) = sitting["interventions"]
    assert (spoken["who"]["name"], spoken["dignitary"], spoken["dignitary_title"]) == ("France", NAME, TITLE)
    assert {each["dignitary"] for each in sitting["unheard"]} == {""}


def test_the_marks_of_a_recording_name_the_dignitary() -> None:
    assert f"{NAME}, {TITLE}" in web_vtt(adjourned(), english(), AT).decode()


def test_the_changes_of_a_list_name_each_delegation_that_was_confirmed_and_its_priority() -> None:
    said = [change.what for change in account().lists[0].acts if change.act == "InscriptionAdmitted"]
    assert said == [
        "Advance inscription of Kenya confirmed",
        "Advance inscription of France confirmed with priority",
    ]


def test_a_list_that_closes_with_its_sitting_has_the_time_at_which_it_closed() -> None:
    opened, closed = account().lists[0], account().sittings[0].closed_at
    assert (opened.state, opened.closed_at) == ("closed", closed)
    by_hand = then(inscribed(), *((CHAIR, command) for command in FLOOR_OPEN), (CHAIR, CloseList()))
    closed_at = by_hand.at
    later = then(by_hand, (CHAIR, AdjournSitting()), later=60_000)
    assert account_of(later, english()).lists[0].closed_at == closed_at


def test_a_list_that_was_never_opened_has_no_time_at_which_it_closed() -> None:
    closed = then(inscribed(), (CHAIR, FLOOR_OPEN[0]), (CHAIR, AdjournSitting()))
    first = account_of(closed, english()).lists[0]
    assert (first.state, first.closed_at) == ("unopened", None)


def test_an_inscription_that_was_not_confirmed_counts_as_not_reached() -> None:
    figures = session_figures([account()])
    assert {each.name for each in asked_in_vain(figures)} == {"Kenya", "Brazil"}
    assert (figures.total.not_reached, figures.total.unheard) == (2, {"not_reached": 1, "not_confirmed": 1})
    assert "Everybody who asked was reached" not in heard_page(figures, english(), RENDERER, "", "")


def test_while_the_desk_can_confirm_an_inscription_it_is_not_counted_as_not_reached() -> None:
    assert session_figures([account_of(inscribed(), english())]).total.not_reached == 0


def test_an_inscription_that_the_desk_declined_counts_as_not_reached() -> None:
    declined = then(inscribed(), (DESK, RemoveInscription(id_of(inscribed(), "BR"))))
    assert session_figures([account_of(declined, english())]).total.not_reached == 1


def test_the_list_of_the_texts_says_what_the_record_says() -> None:
    own = id_of(inscribed(), "BR")
    before = then(inscribed(), (DESK, AttachStatement("0" * 32, "pdf", 1, "0" * 64, "Speech.pdf", own)))
    for meeting in (before, then(before, (CHAIR, FLOOR_OPEN[0]), (CHAIR, AdjournSitting()))):
        said = {each.what for each in statements.listed(meeting, english(), Role.DESK, None) if each.inscription == own}
        assert said == {"Statement: Inscribed in advance, not confirmed"}
