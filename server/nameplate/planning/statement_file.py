"""Checks that an attached text is what it claims to be: a PDF, or a Word document without macros.

The content decides, and not the name or what the browser says. Nothing in the file is executed or shown. The checks
find a file of another kind, an archive that expands without end, and a file that is two kinds at once. They are no
virus scanner.
"""

from __future__ import annotations

import io
import posixpath
import re
import unicodedata
import zipfile
import zlib
from xml.parsers import expat

from .concept_note.docx_text import MOST_RELATIONS_BYTES, PartHandler, RefusedPart, Relations, parse_part

PDF, DOCX = "pdf", "docx"
MOST_PARTS, MOST_UNPACKED_BYTES, CHUNK = 2_000, 60_000_000, 65_536
MOST_CONTENT_TYPES_BYTES, ROOT_BYTES = 400_000, 16_384
MOST_NAME_LENGTH = 120
DEFAULT_NAME = "statement"

_PDF_BEGIN = re.compile(rb"%PDF-[12]\.\d[\r\n \t%]")
_PDF_END = re.compile(rb"startxref\s+\d+\s+%%EOF[\s\x00]*\Z")
_PDF_TAIL_BYTES = 2_048
_PDF_ACTIVE = (b"/JavaScript", b"/Launch")
_ZIP_BEGIN, _ZIP_END, _ZIP_END_BYTES = b"PK\x03\x04", b"PK\x05\x06", 22
_WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CONTENT_TYPES, _SETTINGS_RELATIONS = "[Content_Types].xml", "word/_rels/settings.xml.rels"
_ACTIVE_PART = re.compile(r"vba|macro|activex|oleobject|\.(?:exe|dll|js|vbs|hta|lnk|bat|cmd|ps1|scr)$", re.IGNORECASE)
_TEMPLATE, _FOREIGN = "/attachedTemplate", re.compile(r"(?:https?|ftp):|[\\/]{2}|file:(?!///[A-Za-z]:)", re.IGNORECASE)
_ENCRYPTED = 0x1
_ESCAPED = re.compile(r"%(?:22|0D|0A)", re.IGNORECASE)
"""What browsers write for a quotation mark and the ends of lines in the name of a file."""

NEITHER, BROKEN_PDF, ACTIVE_PDF = "neither", "broken_pdf", "active_pdf"
BROKEN_WORD, ACTIVE_WORD, LARGE_WORD, PROTECTED_WORD = "broken_word", "active_word", "large_word", "protected_word"
REASONS = (NEITHER, BROKEN_PDF, ACTIVE_PDF, BROKEN_WORD, ACTIVE_WORD, LARGE_WORD, PROTECTED_WORD)


class NoStatement(Exception):
    """The file is not accepted. `reason` is one of `REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def media_of(content: bytes) -> str:
    """The kind of a file by its content: pdf or docx. Raises `NoStatement` for any other file."""
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return PDF
    if not content.startswith(_ZIP_BEGIN):
        raise NoStatement(NEITHER)
    try:
        _check_docx(content)
    except (zipfile.BadZipFile, LookupError, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise NoStatement(BROKEN_WORD) from error
    except (RefusedPart, expat.ExpatError, zlib.error) as error:
        raise NoStatement(BROKEN_WORD) from error
    return DOCX


def clean_name(given: str, media: str) -> str:
    """A name for a download, from the name that a browser has sent: no path, no unseen characters, the right ending."""
    unescaped = _ESCAPED.sub(" ", unicodedata.normalize("NFC", given))
    base = re.split(r"[\\/]", unescaped)[-1]
    visible = "".join(" " if unicodedata.category(c)[0] in "ZC" else c for c in base)
    stem = " ".join(re.sub(r'[<>:"|?*%;]', " ", visible).split())
    while stem.lower().endswith((".pdf", ".docx")):
        stem = stem.rpartition(".")[0]
    stem = stem.strip(" .")[: MOST_NAME_LENGTH - len(media) - 1].strip(" .")
    return f"{stem or DEFAULT_NAME}.{media}"


def is_renamed(given: str, media: str) -> bool:
    """Whether the name that a browser has sent ends like another kind of file that speakers attach."""
    return given.lower().rstrip(" .").endswith(tuple(f".{other}" for other in (PDF, DOCX) if other != media))


def _check_pdf(content: bytes) -> None:
    if not _PDF_BEGIN.match(content) or not _PDF_END.search(content[-_PDF_TAIL_BYTES:]):
        raise NoStatement(BROKEN_PDF)
    if any(name in content for name in _PDF_ACTIVE):
        raise NoStatement(ACTIVE_PDF)


def _check_docx(content: bytes) -> None:
    if content[-_ZIP_END_BYTES:][: len(_ZIP_END)] != _ZIP_END:
        raise NoStatement(BROKEN_WORD)  # something follows the archive, or its end is missing
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        _check_parts(parts)
        _check_unpacked(archive, parts)
        if _CONTENT_TYPES not in archive.namelist():
            raise NoStatement(NEITHER)
        types = _ContentTypes()
        parse_part(archive, _CONTENT_TYPES, MOST_CONTENT_TYPES_BYTES, types)
        if types.has_macros:
            raise NoStatement(ACTIVE_WORD)
        relations = Relations()
        parse_part(archive, "_rels/.rels", MOST_RELATIONS_BYTES, relations)
        if types.main != relations.main or not types.main:
            raise NoStatement(NEITHER)
        _check_root(archive, types.main)
        if _SETTINGS_RELATIONS in archive.namelist():
            parse_part(archive, _SETTINGS_RELATIONS, MOST_RELATIONS_BYTES, _Templates())


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    """Check the directory of the archive, before anything is unpacked."""
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise NoStatement(LARGE_WORD)
    if min(part.header_offset for part in parts) != 0 or len({name.lower() for name in names}) != len(names):
        raise NoStatement(BROKEN_WORD)
    for part in parts:
        name = part.filename
        if part.flag_bits & _ENCRYPTED:
            raise NoStatement(PROTECTED_WORD)
        if "\\" in name or name.startswith("/") or posixpath.normpath(f"/{name}") != f"/{name.rstrip('/')}":
            raise NoStatement(BROKEN_WORD)
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NoStatement(BROKEN_WORD)
        if _ACTIVE_PART.search(name):
            raise NoStatement(ACTIVE_WORD)


def _check_unpacked(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack each part piece by piece, because the sizes in the directory may lie. The checksums are checked, too."""
    unpacked = 0
    for part in parts:
        with archive.open(part) as file:
            while chunk := file.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > MOST_UNPACKED_BYTES:
                    raise NoStatement(LARGE_WORD)


def _check_root(archive: zipfile.ZipFile, part: str) -> None:
    """Check the first element of the main part. The rest is not parsed: it may take the processor for many seconds."""
    parser, names = expat.ParserCreate(namespace_separator="}"), list[str]()

    def refuse(*_: object) -> None:
        raise NoStatement(BROKEN_WORD)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, _: names.append(name)
    with archive.open(part) as file:
        parser.Parse(file.read(ROOT_BYTES), False)
    if not names or not names[0].endswith("}document"):
        raise NoStatement(BROKEN_WORD)


class _ContentTypes(PartHandler):
    """Finds the main part of a Word document, and macros, in `[Content_Types].xml`."""

    def __init__(self) -> None:
        self.main = ""
        self.has_macros = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        if kind == _WORD_MAIN:
            self.main = posixpath.normpath(attributes.get("PartName", "").lstrip("/"))
        self.has_macros |= bool(re.search("macroEnabled|vbaProject|activeX|oleObject", kind, re.IGNORECASE))


class _Templates(PartHandler):
    """Refuses a template that Word would load from another machine, because it may have macros."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith(_TEMPLATE) and _FOREIGN.match(attributes.get("Target", "")):
            raise NoStatement(ACTIVE_WORD)
