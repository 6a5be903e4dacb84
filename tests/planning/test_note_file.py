"""The text of a concept note in a file: Word, plain text, and files that are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement

from nameplate.planning.bad_file import BadFile
from nameplate.planning.concept_note import propose, text_of
from tests.planning.concept_notes_read import note

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
RELATIONS = f'<Relationships><Relationship Type="{MAIN}" Target="word/document.xml"/></Relationships>'


def word_file(fill: Callable[[Document], None]) -> bytes:
    """A file as Word writes it."""
    document = docx.Document()
    fill(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def archive(document: bytes | str, **parts: bytes) -> bytes:
    """A Word file with this main part."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("_rels/.rels", RELATIONS)
        made.writestr("word/document.xml", document)
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def body(inside: str) -> str:
    """A main part with these elements in its body."""
    return f"<w:document {WORD}><w:body>{inside}</w:body></w:document>"


def refusal(content: bytes, name: str = "note.docx") -> str:
    """The sentence of the refusal of a file."""
    with pytest.raises(BadFile) as error:
        text_of(content, name)
    return str(error.value)


def test_a_word_file_gives_the_same_proposal_as_its_text() -> None:
    def fill(document: Document) -> None:
        for line in note("hrc28-panel-2015").splitlines():
            document.add_paragraph(line)

    own, pasted = propose(text_of(word_file(fill), "note.docx")), propose(note("hrc28-panel-2015"))
    assert [(path, field.value) for path, field in own.fields()] == [(p, f.value) for p, f in pasted.fields()]


def test_lists_tables_breaks_and_tabs_of_a_word_file() -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Panellists").add_run().add_break()
        listed = document.add_paragraph("Ms. Ada Example")
        listed._p.get_or_add_pPr().append(OxmlElement("w:numPr"))
        document.add_paragraph("Chair:\tMr. Ben Example")
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "10:00", "Opening"
        table.cell(1, 0).text, table.cell(1, 1).text = "10:15", "Panellists\nMs. Cy Example\nMs. Di Example"

    assert text_of(word_file(fill), "note.docx").splitlines() == [
        *("Panellists", "", "• Ms. Ada Example", "Chair:\tMr. Ben Example"),
        *("10:00\tOpening", "10:15", "Panellists", "Ms. Cy Example", "Ms. Di Example"),
    ]


def test_what_was_deleted_in_word_is_not_read() -> None:
    text = body(
        "<w:p><w:ins><w:r><w:t>Seminar</w:t></w:r></w:ins><w:del><w:r><w:delText>Panel</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert text_of(archive(text), "note.docx") == "Seminar\n"


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Room XX</w:t></w:r></w:p></w:txbxContent>"
    text = body(
        "<w:p><w:r><w:t>Seminar</w:t></w:r><mc:AlternateContent"
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert text_of(archive(text), "note.docx") == "Room XX\nSeminar\n"


def test_macros_are_not_opened() -> None:
    content = archive(body("<w:p><w:r><w:t>Seminar</w:t></w:r></w:p>"), **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    assert text_of(content, "note.docm") == "Seminar\n"


@pytest.mark.parametrize("content", ["Café".encode(), "Café".encode("utf-8-sig"), "Café".encode("utf-16")])
def test_a_text_file(content: bytes) -> None:
    assert text_of(content, "note.txt") == "Café"


def test_the_content_says_that_a_file_is_from_word_and_not_its_name() -> None:
    assert text_of(archive(body("<w:p><w:r><w:t>Seminar</w:t></w:r></w:p>")), "note.txt") == "Seminar\n"


NO_WORD_FILE = "is not a Word file that can be read"
TEXTS = ("Latin-1", "a program", "half of UTF-16", "a long text")
NO_TEXT = "must be a .docx file, or a text file in UTF-8"
REFUSED = {
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "is an old or a protected Word file"),
    "a PDF": (b"%PDF-1.7\n", "must be a .docx or .txt file; from another file, copy the text and paste it"),
    "RTF": (b"{\\rtf1 x}", "must be a .docx or .txt file; from another file, copy the text and paste it"),
    "Latin-1": ("Café".encode("latin-1"), NO_TEXT),
    "a program": (b"\x7fELF\x00\x00", NO_TEXT),
    "half of UTF-16": (b"\xff\xfea", NO_TEXT),
    "a long text": (b"x" * 400_001, "is too long; at most 200 KB of text are read"),
    "a huge file": (bytes(5_000_001), "is too large; at most 5 MB are read"),
    "half an archive": (archive(body(""))[:-30], NO_WORD_FILE),
    "an archive of zeros": (b"PK\x03\x04" + bytes(999), NO_WORD_FILE),
    "no main part": (archive(""), NO_WORD_FILE),
    "another document": (archive("<html>Seminar</html>"), NO_WORD_FILE),
    "half an element": (archive(body("<w:p>")), NO_WORD_FILE),
    "an unknown encoding": (archive('<?xml version="1.0" encoding="x-none"?><a/>'), NO_WORD_FILE),
    "a document type": (archive("<!DOCTYPE a>" + body("")), "has a document type, which no Word file has"),
    "too many parts": (
        archive(body(""), **{f"part{number}": b"" for number in range(2_000)}),
        "has too many parts for a Word file",
    ),
    "deep elements": (archive(body("<w:tbl>" * 999)), "has too many parts inside each other for a Word file"),
    "a long document": (
        archive(body(f"<w:p><w:r><w:t>{'x' * 200_001}</w:t></w:r></w:p>")),
        "is too long; at most 200 KB of text are read",
    ),
    "many paragraphs": (archive(body("<w:p/>" * 200_001)), "is too long; at most 200 KB of text are read"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_bad_file_is_refused_with_one_sentence(what: str) -> None:
    content, sentence = REFUSED[what]
    name = "note.txt" if what in TEXTS else "note.docx"
    told = refusal(content, name)
    assert told.startswith(f"{name}: {sentence}") and len(told.splitlines()) == 1


@pytest.mark.parametrize("content", [b"", b"PKxx", b"Seminar", b"\x00\x01", b"x" * 400_001])
def test_a_damaged_word_file_is_not_read_as_text(content: bytes) -> None:
    for name in ("note.docx", "NOTE.DOCX"):
        assert refusal(content, name) == f"{name}: {NO_WORD_FILE}"


def test_an_encrypted_archive_is_refused() -> None:
    content = bytearray(archive(body("")))
    for position in range(len(content) - 4):
        if content[position : position + 4] == b"PK\x01\x02":
            content[position + 8] |= 1
    assert refusal(bytes(content)) == f"note.docx: {NO_WORD_FILE}"


def test_a_main_part_outside_the_archive_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("_rels/.rels", RELATIONS.replace("word/document.xml", "../../../etc/passwd"))
    assert refusal(file.getvalue()) == f"note.docx: {NO_WORD_FILE}"
