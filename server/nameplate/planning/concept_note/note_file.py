"""The text of a concept note in a .docx or .txt file."""

from __future__ import annotations

import codecs

from ..bad_file import BadFile
from .docx_text import NO_WORD_FILE, docx_text
from .source_text import MOST_BYTES

LARGEST_FILE = 5_000_000
"""A .docx with pictures. Only its text is read."""
OLE, ZIP, PDF, RTF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"%PDF", b"{\\rtf"
WORD_SUFFIX = ".docx"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_of(content: bytes, name: str) -> str:
    """The text of a file. Its content says what it is, but a file that ends with .docx is no text. Raises `BadFile`."""
    if len(content) > LARGEST_FILE:
        raise BadFile(name, None, f"is too large; at most {LARGEST_FILE // 1_000_000} MB are read")
    if content.startswith(ZIP):
        return docx_text(content, name)
    if content.startswith(OLE):
        raise BadFile(name, None, "is an old or a protected Word file; save it as .docx without a password")
    if content.startswith((PDF, RTF)):
        raise BadFile(name, None, "must be a .docx or .txt file; from another file, copy the text and paste it")
    if name.lower().endswith(WORD_SUFFIX):
        raise BadFile(name, None, NO_WORD_FILE)
    if len(content) > 2 * MOST_BYTES:
        raise BadFile(name, None, f"is too long; at most {MOST_BYTES // 1000} KB of text are read")
    try:
        text = content.decode("utf-16" if content.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(name, None, "must be a .docx file, or a text file in UTF-8") from error
    if "\0" in text:
        raise BadFile(name, None, "must be a .docx file, or a text file in UTF-8")
    return text
