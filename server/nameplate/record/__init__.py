"""The record of the deliberations: speakers, times, limits, rulings, corrections, and requests that were not heard.

`account_of` computes the record as plain values. `FORMATS` writes these values as HTML, CSV, JSON or a Word document,
and `MARKS` writes who speaks when in a recording.
All functions are pure: their input is a meeting and the words of a language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.wording.language import Words

from .account import account_of
from .account_values import Account
from .csv_and_json import csv_record, json_record
from .html_page import PageRenderer, page
from .recording_marks import MARKS, NoSittingThen, begin_of_recording, first_opening

__all__ = [
    "FORMATS",
    "MARKS",
    "Account",
    "Format",
    "NoSittingThen",
    "PageRenderer",
    "account_of",
    "begin_of_recording",
    "first_opening",
    "page",
]


@dataclass(frozen=True, slots=True)
class Format:
    """One format of the record: its media type, and the function that writes it."""

    media_type: str
    write: Callable[[Meeting, Words, PageRenderer], bytes]


def _docx(meeting: Meeting, words: Words, _: PageRenderer) -> bytes:
    from .docx_document import docx_record  # noqa: PLC0415 - docx and lxml take 9 MB, and few meetings use this format

    return docx_record(meeting, words)


FORMATS: Mapping[str, Format] = {
    "html": Format("text/html; charset=utf-8", page),
    "csv": Format("text/csv; charset=utf-8", lambda meeting, words, _: csv_record(meeting, words)),
    "json": Format("application/json", lambda meeting, words, _: json_record(meeting, words)),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _docx,
    ),
}
"""The formats by file name extension. For an HTML page that needs no other file, call `page` with styles."""
