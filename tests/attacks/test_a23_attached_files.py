"""A23: files that speakers attach: other kinds than they claim, two kinds at once, archives without end, and names."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameplate.planning import statement_file
from nameplate.planning.statement_file import REASONS, NoStatement, clean_name, media_of
from tests.pages.test_statements import attached, inscribed, send, stored
from tests.serving import Hosted
from tests.statement_files import MACRO_MAIN, PARTS, TYPES, docx, pdf, relations, types

SETTINGS = "word/_rels/settings.xml.rels"


def lying(content: bytes, says: int) -> bytes:
    """An archive whose directory says that its last part has another size."""
    at = content.rindex(b"PK\x01\x02") + 24
    return content[:at] + struct.pack("<I", says) + content[at + 4 :]


def twice() -> bytes:
    """An archive in which a part is there twice."""
    output = io.BytesIO(docx())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(output, "a") as archive:
        archive.writestr("word/document.xml", b"<other/>")
    return output.getvalue()


def bomb(size: int) -> bytes:
    """A Word document with a picture that is small as it is stored, and huge unpacked."""
    return docx({"word/media/image1.png": bytes(size)})


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HOSTILE: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "neither"),
    "a page": (b"<!doctype html><script>alert(1)</script>", "neither"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "neither"),
    "a program": (b"MZ" + os.urandom(500), "neither"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "neither"),
    "a text that begins late": (b"\n" + pdf(), "neither"),
    "only the begin of a PDF": (b"%PDF-1.7\n", "broken_pdf"),
    "a PDF without its end": (pdf()[:-8], "broken_pdf"),
    "a PDF and then an archive": (pdf() + docx(), "broken_pdf"),
    "a PDF and then a page": (pdf() + b"<script>alert(1)</script>", "broken_pdf"),
    "a PDF of no version": (b"%PDF-" + b"<script>\n" + pdf()[9:], "broken_pdf"),
    "a PDF with a script": (pdf().replace(b"/Type /Catalog", b"/OpenAction << /S /JavaScript >>"), "active_pdf"),
    "a PDF that starts a program": (pdf().replace(b"/Type /Catalog", b"/AA << /S /Launch >>"), "active_pdf"),
    "only the begin of an archive": (b"PK\x03\x04", "broken_word"),
    "an archive and then a page": (docx() + b"<script>alert(1)</script>", "broken_word"),
    "a PDF before an archive": (b"PK\x03\x04" + pdf() + docx(), "broken_word"),
    "another archive": (docx(dict.fromkeys(PARTS) | {"a.txt": b"x"}), "neither"),
    "a spreadsheet": (docx({TYPES: types("application/vnd.ms-excel")}), "neither"),
    "a main part that is not there": (docx({"word/document.xml": None}), "broken_word"),
    "a main part of another kind": (docx({"word/document.xml": b"<html/>"}), "broken_word"),
    "another main part than declared": (
        docx({"_rels/.rels": relations("officeDocument", "word/other.xml"), "word/other.xml": b"<x/>"}),
        "neither",
    ),
    "macros": (docx({"word/vbaProject.bin": b"x"}), "active_word"),
    "macros by their type": (docx({TYPES: types(MACRO_MAIN)}), "active_word"),
    "macros under another name": (
        docx({TYPES: types().replace(b"<Override", b'<Default Extension="q" ContentType="x/vbaProject"/><Override')}),
        "active_word",
    ),
    "an embedded program": (docx({"word/embeddings/oleObject1.bin": b"x"}), "active_word"),
    "a control": (docx({"word/activeX/activeX1.xml": b"<x/>"}), "active_word"),
    "a shortcut": (docx({"word/media/open.lnk": b"x"}), "active_word"),
    "a template from elsewhere": (
        docx({SETTINGS: relations("attachedTemplate", "https://evil.example/x.dotm", "External")}),
        "active_word",
    ),
    "a template from a share": (
        docx({SETTINGS: relations("attachedTemplate", "\\\\evil.example\\x.dotm", "External")}),
        "active_word",
    ),
    "laughs": (docx({"word/document.xml": LAUGHS + b"<x>&b;</x>"}), "broken_word"),
    "an entity from outside": (docx({"word/document.xml": ENTITY + b"<x>&a;</x>"}), "broken_word"),
    "an entity in the types": (docx({TYPES: ENTITY + types()}), "broken_word"),
    "a bomb": (bomb(statement_file.MOST_UNPACKED_BYTES), "large_word"),
    "a bomb that lies": (lying(bomb(statement_file.MOST_UNPACKED_BYTES), 10), "broken_word"),
    "10,000 parts": (docx({f"word/media/{n}": b"" for n in range(10_000)}), "large_word"),
    "a part twice": (twice(), "broken_word"),
    "a part outside": (docx({"../../evil.xml": b"<x/>"}), "broken_word"),
    "a part at a root": (docx({"/etc/passwd": b"x"}), "broken_word"),
    "a protected file": (
        docx().replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
        "protected_word",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused(what: str) -> None:
    content, reason = HOSTILE[what]
    with pytest.raises(NoStatement) as refused:
        media_of(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "target", ["file:///C:/Users/a/Normal.dotm", "Normal.dotm"], ids=["on the own machine", "only a name"]
)
def test_a_usual_word_document_is_accepted(target: str) -> None:
    assert media_of(docx({SETTINGS: relations("attachedTemplate", target, "External")})) == "docx"
    assert media_of(pdf()) == "pdf"


@given(st.data())
def test_a_damaged_file_is_refused_or_accepted_but_nothing_else_happens(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([pdf(), docx()])))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)))
    try:
        assert media_of(bytes(content[:end])) in ("pdf", "docx")
    except NoStatement as refused:
        assert refused.reason in REASONS


@given(st.text(max_size=400), st.sampled_from(["pdf", "docx"]))
def test_a_cleaned_name_is_a_plain_name_with_the_right_ending(given_name: str, media: str) -> None:
    name = clean_name(given_name, media)
    assert name.endswith(f".{media}") and 0 < len(name) <= 120 and name.isprintable()
    assert not set(name) & set('/\\<>:"|?*%;') and not name.startswith((".", " "))


NAMES = ("../../../etc/passwd", "..\\..\\x.pdf", "a\r\nSet-Cookie: x=1.pdf", "a\u202efdp.exe", '"; filename="evil.html')


@pytest.mark.parametrize("name", NAMES)
async def test_a_hostile_name_stays_a_name(floor: Hosted, name: str) -> None:
    (own,) = await inscribed(floor, "FR")
    statement = await attached(floor, "delegate:FR", pdf(), file_name=name, inscription=own)
    answer = await floor.get("desk", f"statement/{statement}")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="France - ') and disposition.count('"') == 2
    assert ".." not in disposition and "/" not in disposition and "\\" not in disposition
    assert "Set-Cookie" not in answer.headers and "%E2%80%AE" not in disposition
    for page in ("statements", f"statement?inscription={own}"):
        assert (await floor.get("desk", page)).status_code == 200


async def test_nobody_reads_a_text_of_another_meeting(floor: Hosted) -> None:
    (own,) = await inscribed(floor, "FR")
    statement = await attached(floor, "delegate:FR", pdf(), inscription=own)
    other = await (await floor.host.meeting()).open_floor()
    assert (await other.get("chair", f"statement/{statement}")).status_code == 404
    answer = await floor.host.client.get(f"{floor.url}/statement/{statement}", headers=other.bearer("chair"))
    assert answer.status_code == 401
    await other.remove()


async def test_no_body_is_read_before_the_pass_is_known(floor: Hosted) -> None:
    """A body of 5 MB is only for this address, and only for somebody with a pass."""
    large = b"x" * 1_000_000
    url = floor.url
    assert (await floor.host.client.post(f"{url}/statement", content=large)).status_code == 401
    for address in ("statement/withdraw", "request-floor", "statement/x/statement"):
        headers = floor.bearer("delegate:FR") | {"Content-Type": "multipart/form-data; boundary=x"}
        answer = await floor.host.client.post(f"{url}/{address}", content=large, headers=headers)
        assert answer.status_code in (404, 405, 413), address
    (own,) = await inscribed(floor, "FR")
    answer = await send(floor, "booth", pdf(), inscription=own)
    assert answer.status_code == 403 and await stored(floor) == set()
