"""Files of speeches for tests: a small PDF and Word documents, good and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of all parts, so that the same document is the same file."""
TYPES = "[Content_Types].xml"
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(text: str = "Thank you, Mr. President.", size: int = 0) -> bytes:
    """A PDF of one page, filled up to a size with comments."""
    stream = f"BT /F1 24 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body, places = b"%PDF-1.4\n", list[int]()
    for number, written in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, written)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    table += b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n"
    filling = max(0, size - len(body) - len(table) - 20)
    body += b"%" + b"x" * filling + b"\n"
    return body + table + b"%d\n%%%%EOF\n" % len(body)


def types(main: str = WORD_MAIN) -> bytes:
    """The list of the types of the parts."""
    part = f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{part}</Types>'.encode()


def relations(kind: str, target: str, mode: str = "") -> bytes:
    """A list of one relation."""
    outside = f' TargetMode="{mode}"' if mode else ""
    one = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"{outside}/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{one}</Relationships>'.encode()


PARTS: Mapping[str, bytes] = {
    TYPES: types(),
    "_rels/.rels": relations("officeDocument", "word/document.xml"),
    "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body/></w:document>'.encode(),
}


def docx(changes: Mapping[str, bytes | None] | None = None) -> bytes:
    """A Word document in which some parts are replaced, added, or left out (None)."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in {**PARTS, **(changes or {})}.items():
            if body is not None:
                archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), body, zipfile.ZIP_DEFLATED)
    return output.getvalue()
