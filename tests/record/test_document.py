"""The Word document, read back: headings, tables with their heads repeated, names."""

import io

import docx
from docx.document import Document
from docx.oxml.ns import qn

from nameplate.meeting.admission import AddInscription
from nameplate.meeting.opening import OpenList
from nameplate.meeting.programme import OpenItem
from nameplate.meeting.sitting import OpenSitting
from nameplate.record import account
from nameplate.record.document import word_document
from tests.record.story import CHAIR, DESK, HOSTILE, Story, english, told


def document() -> Document:
    return docx.Document(io.BytesIO(word_document(told(), english())))


def table(first: str, second: str) -> list[list[str]]:
    """The rows of the table whose first two columns are called so, without the headings between them."""
    return [row for row in grid(first, second) if len({*row}) > 1]


def grid(first: str, second: str) -> list[list[str]]:
    """The rows of that table; a heading across all columns is read in each of them."""
    for found in document().tables:
        rows = [[cell.text for cell in row.cells] for row in found.rows]
        if rows[0][:2] == [first, second]:
            return rows[1:]
    raise AssertionError(f"no table with {first}, {second}")


def test_it_has_the_headings_from_which_a_report_starts() -> None:
    found = [
        (p.style.name, p.text) for p in document().paragraphs if p.style and p.style.name.startswith(("Title", "Head"))
    ]
    assert found[0] == ("Title", told().title)
    assert ("Heading 1", "Sitting of 3 March 2015, 10:00: International cooperation") in found
    for level, title in (
        (2, "Programme"),
        (2, "List of speakers, in order of speaking"),
        (2, "Points of order"),
        (2, "Rights of reply"),
        (1, "How the list was ordered"),
        (1, "Annex: not reached, absent, withdrawn, submitted in writing"),
    ):
        assert (f"Heading {level}", title) in found


def test_its_head_has_the_facts_of_the_meeting() -> None:
    facts = {row.cells[0].text: row.cells[1].text for row in document().tables[0].rows}
    assert facts["Body"] == "Human Rights Council, 28th session"
    assert facts["Date"] == "3 March 2015"
    assert facts["Chair"] == "H.E. Mr. Joachim Rücker, President of the Human Rights Council"


def test_the_speakers_stand_in_order_of_speaking() -> None:
    rows = table("No.", "From")
    assert len(rows) == len(account(told(), english()).sittings[0].interventions)
    assert rows[4][1:4] == ["10:27:12", "10:31:37", "France"]
    assert rows[4][6:] == ["3:30", "3:50", "+0:20"]
    assert rows[3][3] == "European Union\non behalf of African, Caribbean and Pacific States"


def test_the_speakers_stand_under_the_items_of_the_programme() -> None:
    headings = [row[0] for row in grid("No.", "From") if len({*row}) == 1]
    assert headings == [
        "Opening by the chair",
        "Presentation",
        "Interactive discussion",
        "Comments and replies by the panellists",
        "Rights of reply",
        "Closing",
    ]


def test_names_stand_by_kind_of_speaker_as_a_report_lists_them() -> None:
    assert ["Member State", "France; Kenya; Brazil"] in table("Kind of speaker", "Names, in order of speaking")


def test_the_annex_has_everybody_who_was_not_heard() -> None:
    rows = table("Outcome", "Delegation")
    assert len(rows) == len(account(told(), english()).unheard)
    assert rows[0][:2] == ["Not reached", "Sweden"]


def test_the_draw_stands_with_its_seed() -> None:
    assert any("by lot with the seed “geneva-7”" in p.text for p in document().paragraphs)


def test_heads_of_tables_are_repeated_on_every_page() -> None:
    grids = document().tables[1:]
    assert all(grid.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None for grid in grids)


def test_hostile_names_are_text() -> None:
    assert any(HOSTILE in row[3] for row in table("No.", "From"))


def test_characters_that_xml_has_not_do_not_break_it() -> None:
    story = Story().press(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    story.press(DESK, AddInscription(guest="A\x00B\x0bC\ufffe"))
    assert word_document(story.meeting, english())
