"""The Word document, read back with python-docx: headings, tables, charts, names."""

import io
import zipfile
from functools import cache

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.record import account_of
from nameplate.record.docx_document import docx_record
from nameplate.record.report_tables import ReportTables
from tests.record.panel import panel
from tests.record.story import CHAIR, DESK, HOSTILE, Story, english, full_meeting

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"


@cache
def document() -> Document:
    return docx.Document(io.BytesIO(docx_record(full_meeting(), english())))


def table(first: str, second: str) -> list[list[str]]:
    """The rows of the table with these first two columns, without the headings between the rows."""
    return [row for row in rows_with_headings(first, second) if len({*row}) > 1]


def rows_with_headings(first: str, second: str) -> list[list[str]]:
    """The rows of the table with these first two columns. A heading has its text in each of its cells."""
    for word_table in document().tables:
        rows = [[cell.text for cell in row.cells] for row in word_table.rows]
        if rows[0][:2] == [first, second]:
            return rows[1:]
    raise AssertionError(f"no table with {first}, {second}")


def test_the_document_has_the_headings_of_a_report() -> None:
    titles = [
        (p.style.name, p.text) for p in document().paragraphs if p.style and p.style.name.startswith(("Title", "Head"))
    ]
    assert titles[0] == ("Title", full_meeting().title)
    assert ("Heading 1", "Sitting of 3 March 2015, 10:00: International cooperation") in titles
    for level, title in (
        (2, "Programme"),
        (2, "List of speakers, in order of speaking"),
        (2, "Points of order"),
        (2, "Rights of reply"),
        (1, "How the list was ordered"),
        (1, "Annex: not reached, absent, withdrawn, submitted in writing"),
    ):
        assert (f"Heading {level}", title) in titles


def test_the_head_has_the_facts_of_the_meeting() -> None:
    facts = {row.cells[0].text: row.cells[1].text for row in document().tables[0].rows}
    assert facts["Body"] == "Human Rights Council, 28th session"
    assert facts["Date"] == "3 March 2015"
    assert facts["Chair"] == "H.E. Mr. Joachim Rücker, President of the Human Rights Council"


def test_speakers_are_in_order_of_speaking() -> None:
    rows = table("No.", "From")
    assert len(rows) == len(account_of(full_meeting(), english()).sittings[0].interventions)
    assert rows[4][1:4] == ["10:27:12", "10:31:37", "France"]
    assert rows[4][6:] == ["3:30", "3:50", "+0:20"]
    assert rows[3][3] == "European Union\non behalf of African, Caribbean and Pacific States"


def test_speakers_are_under_the_headings_of_the_programme() -> None:
    headings = [row[0] for row in rows_with_headings("No.", "From") if len({*row}) == 1]
    assert headings == [
        "Opening by the chair",
        "Presentation",
        "Interactive discussion",
        "Comments and replies by the panellists",
        "Rights of reply",
        "Closing",
    ]


def test_names_are_listed_by_category_of_speakers() -> None:
    assert ["Member State", "France; Kenya; Brazil"] in table("Kind of speaker", "Names, in order of speaking")


def test_the_annex_has_every_unheard_inscription() -> None:
    rows = table("Outcome", "Delegation")
    assert len(rows) == len(account_of(full_meeting(), english()).unheard)
    assert rows[0][:2] == ["Not reached", "Sweden"]


def test_the_annex_names_the_sittings_when_there_are_several() -> None:
    assert {*rows_with_headings("Outcome", "Delegation")[0]} == {
        "Sitting of 3 March 2015, 10:00: International cooperation"
    }
    account = account_of(panel().give(CHAIR, OpenSitting("s1"), OpenItem("floor"), OpenList()).meeting, english())
    assert ReportTables(account, english()).unheard().row_headings == {}


def test_the_document_has_the_seed_of_the_draw() -> None:
    assert any("by lot with the seed “geneva-7”" in p.text for p in document().paragraphs)


def test_each_page_repeats_the_heads_of_tables() -> None:
    tables = document().tables[1:]
    assert all(table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None for table in tables)


def test_hostile_names_are_text() -> None:
    assert any(HOSTILE in row[3] for row in table("No.", "From"))


def test_a_name_with_characters_that_xml_does_not_allow_can_be_written() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    story.give(DESK, AddInscription(guest="A\x00B\x0bC\ufffe"))
    assert docx_record(story.meeting, english())


def headings(word_document: Document) -> list[tuple[str, str]]:
    """The headings of the navigation pane with their styles."""
    return [
        (p.style.name or "", p.text) for p in word_document.paragraphs if p.style and "Heading" in (p.style.name or "")
    ]


def drawings(word_document: Document) -> list[BaseOxmlElement]:
    return [*word_document.element.body.iter(qn("w:drawing"))]


def test_the_page_is_portrait_a4_and_every_table_is_as_wide_as_the_text() -> None:
    page = document().sections[0]
    assert page.page_width and page.page_height and page.left_margin and page.right_margin
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    text = page.page_width - page.left_margin - page.right_margin
    for table in document().tables:
        assert sum(column.width or 0 for column in table.columns) == pytest.approx(text, abs=Cm(0.1))


def test_the_footer_has_the_page_number_and_the_number_of_pages() -> None:
    page = document().sections[0]
    for footer in (page.footer.paragraphs[0], page.first_page_footer.paragraphs[0]):
        fields = [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert "".join(text.text or "" for text in footer._p.iter(qn("w:t"))) == "Page 1 of 1"


def test_every_page_after_the_first_has_the_title_of_the_meeting_at_its_top() -> None:
    page = document().sections[0]
    assert page.header.paragraphs[0].text == full_meeting().title
    assert page.different_first_page_header_footer and not page.first_page_header.paragraphs[0].text


def test_the_navigation_of_word_finds_the_headings_by_their_level() -> None:
    for number, name in enumerate(("Heading 1", "Heading 2")):
        level = document().styles[name].element.find(f".//{qn('w:outlineLvl')}")
        assert level is not None and level.get(qn("w:val")) == str(number)


def test_each_chart_has_a_description_and_a_numbered_caption() -> None:
    descriptions = [part.get("descr") or "" for chart in drawings(document()) for part in chart.iter(qn("wp:docPr"))]
    captions = [
        "".join(text.text or "" for text in p._p.iter(qn("w:t")))
        for p in document().paragraphs
        if p.style and p.style.name == "Caption"
    ]
    assert captions == [
        "Figure 1. Speaking time by kind of speaker",
        "Figure 2. Timeline of the sitting, 10:01 to 11:14",
        "Figure 3. Limit and use, interventions 1 to 15",
    ]
    assert [text.partition(". ")[0] for text in descriptions] == [caption.partition(". ")[2] for caption in captions]
    assert "Chair: 6:30" in descriptions[0]


def test_the_charts_are_under_headings_of_the_navigation_pane() -> None:
    titles = headings(document())
    assert {("Heading 1", "Speaking time by kind of speaker"), ("Heading 2", "Timeline")} <= {*titles}
    assert ("Heading 2", "Limit and use") in titles


def test_the_shapes_of_the_charts_have_unique_ids_and_stay_inside_the_chart() -> None:
    with_id = (qn("wp:docPr"), f"{WPS}cNvPr")
    ids = [part.get("id") for name in with_id for part in document().element.body.iter(name)]
    assert len(ids) == len({*ids})
    for chart in drawings(document()):
        (whole,) = chart.iter(qn("wp:extent"))
        for offset, size in zip(chart.iter(qn("a:off")), chart.iter(qn("a:ext")), strict=True):
            for start, length in (("x", "cx"), ("y", "cy")):
                first = int(offset.get(start, ""))
                assert 0 <= first <= first + int(size.get(length, "")) <= int(whole.get(length, "")) + 1


def test_a_chart_has_the_figures_of_the_account() -> None:
    use = drawings(document())[2]
    texts = [text.text for text in use.iter(qn("w:t"))]
    assert "3:50 / 3:30  (+0:20)" in texts


def test_a_program_without_shapes_shows_the_description() -> None:
    fallbacks = [*document().element.body.iter(f"{MC}Fallback")]
    assert len(fallbacks) == 3
    assert all("".join(text.text or "" for text in fallback.iter(qn("w:t"))) for fallback in fallbacks)


def test_the_same_record_gives_the_same_text() -> None:
    first, second = (zipfile.ZipFile(io.BytesIO(docx_record(full_meeting(), english()))) for _ in range(2))
    assert first.namelist() == second.namelist()
    assert [first.read(name) for name in first.namelist()] == [second.read(name) for name in second.namelist()]
