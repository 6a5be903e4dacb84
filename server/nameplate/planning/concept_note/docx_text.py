"""The text of a Word file, read as a stream with bounds.

Only the main text is unpacked, never more than the bound. Macros, pictures and embedded files are not opened. A
document type is refused, so there are no entities.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from xml.parsers import expat

from ..bad_file import BadFile
from .source_text import MOST_BYTES

MOST_PARTS, MOST_XML_BYTES, MOST_RELATIONS_BYTES, CHUNK = 2_000, 20_000_000, 100_000, 65_536
MOST_DEPTH = 200
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MAIN_PART = "/officeDocument"
SKIPPED = {"Fallback", "del", "moveFrom", "instrText", "delText"}
"""The old form of a text box, what is deleted, and the codes of fields."""
BULLET = "• "


class RefusedPart(Exception):
    """The message is what `BadFile` says."""


NO_WORD_FILE = "is not a Word file that can be read"
TOO_LONG = f"is too long; at most {MOST_BYTES // 1000} KB of text are read"


def docx_text(content: bytes, name: str) -> str:
    """The text of a Word file: a line for each paragraph, and for each row of a table. Raises `BadFile`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise RefusedPart("has too many parts for a Word file")
            relations = Relations()
            parse_part(archive, "_rels/.rels", MOST_RELATIONS_BYTES, relations)
            text = _Text()
            parse_part(archive, relations.main or "word/document.xml", MOST_XML_BYTES, text)
            return text.result()
    except RefusedPart as error:
        raise BadFile(name, None, str(error)) from error
    except (zipfile.BadZipFile, LookupError, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise BadFile(name, None, NO_WORD_FILE) from error
    except (expat.ExpatError, zlib.error) as error:
        raise BadFile(name, None, NO_WORD_FILE) from error


class PartHandler:
    """Gets the elements and the texts of a part, as `parse_part` reads them."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def data(self, text: str) -> None: ...


def parse_part(
    archive: zipfile.ZipFile, part: str, most_bytes: int, handler: PartHandler, kind: str = "Word file"
) -> int:
    """Read one XML part of an Office file of this kind as a stream. Returns its size.

    Raises `RefusedPart`, and the errors of zipfile, zlib and expat.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise RefusedPart(f"has too many parts inside each other for a {kind}")
        handler.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name)

    def refuse(*_: object) -> None:
        raise RefusedPart(f"has a document type, which no {kind} has")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.data
    parser.StartDoctypeDeclHandler = refuse
    read = 0
    if archive.getinfo(part).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedPart(f"is not a {kind} that can be read")  # others are not unpacked piece by piece
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            read += len(chunk)
            if read > most_bytes:
                raise RefusedPart("is too large when it is unpacked")
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return read


class Relations(PartHandler):
    """Finds the main part in `_rels/.rels`."""

    def __init__(self) -> None:
        self.main = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith(MAIN_PART) and attributes.get("TargetMode") != "External":
            self.main = posixpath.normpath(attributes.get("Target", "").lstrip("/"))


class _Text(PartHandler):
    """Collects the paragraphs. The paragraphs of a row of a table wait until its end."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.paragraphs: list[list[str]] = []
        self.rows: list[list[list[str]]] = []
        self.in_text = False
        self.skipped = 0
        self.length = 0
        self.is_main = False

    def result(self) -> str:
        if not self.is_main:
            raise RefusedPart(NO_WORD_FILE)
        return "\n".join(self.lines) + "\n"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition("}")
        if self.skipped or tag in SKIPPED:
            self.skipped += 1
            return
        if space not in (WORD, STRICT):
            return
        if tag == "document":
            self.is_main = True
        elif tag == "p":
            self.paragraphs.append([])
        elif tag == "numPr" and self.paragraphs and not self.paragraphs[-1]:
            self._add(BULLET)
        elif tag == "t":
            self.in_text = True
        elif tag in ("tab", "ptab") and not attributes.get(f"{space}}}pos"):
            self._add("\t")
        elif tag in ("br", "cr"):
            self._add("\n")
        elif tag == "noBreakHyphen":
            self._add("-")
        elif tag == "tr":
            self.rows.append([])
        elif tag == "tc" and self.rows:
            self.rows[-1].append([])

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        space, _, tag = name.rpartition("}")
        if space not in (WORD, STRICT):
            return
        if tag == "t":
            self.in_text = False
        elif tag == "p" and self.paragraphs:
            self._put("".join(self.paragraphs.pop()))
        elif tag == "tr" and self.rows:
            for line in _row(self.rows.pop()):
                self._put(line)

    def data(self, text: str) -> None:
        if self.in_text and not self.skipped:
            self._add(text)

    def _add(self, text: str) -> None:
        self.length += len(text)
        if self.length > MOST_BYTES:
            raise RefusedPart(TOO_LONG)
        if self.paragraphs:
            self.paragraphs[-1].append(text)

    def _put(self, line: str) -> None:
        """A finished line: into the cell of the table around it, or into the text."""
        self.length += 1
        if self.length > MOST_BYTES:
            raise RefusedPart(TOO_LONG)
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].append(line)
        else:
            self.lines.append(line)


def _row(cells: list[list[str]]) -> list[str]:
    """A row as one line with tabs, if each cell has one line. Otherwise each line of a cell is a line."""
    filled = [[line for line in cell if line.strip()] for cell in cells]
    if all(len(cell) <= 1 for cell in filled) and not any("\n" in line for cell in filled for line in cell):
        return ["\t".join(cell[0] if cell else "" for cell in filled)]
    return [line for cell in filled for line in cell]
