"""All texts of a meeting as one zip file, named in the order of speaking. It is written to a temporary file."""

from __future__ import annotations

import zipfile
from tempfile import SpooledTemporaryFile
from typing import IO

from nameplate.meeting import Meeting
from nameplate.meeting.statements import in_order_of_speaking
from nameplate.screens.statements import file_name
from nameplate.store import statement_files
from nameplate.store.database import Database
from nameplate.store.statement_files import NoFile
from nameplate.wording.language import Words

IN_MEMORY_BYTES = 1_000_000
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def write_archive(database: Database, meeting: Meeting, words: Words) -> tuple[IO[bytes], int]:
    """The file, at its begin, and its size in bytes. A text that was erased meanwhile is left out."""
    written: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for number, statement in enumerate(in_order_of_speaking(meeting), 1):
            try:
                body = b"".join(statement_files.read_blocking(database, meeting.code, statement.id))
            except NoFile:
                continue
            name = f"{number:03} {file_name(meeting, words, statement)}"
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), body)
    size = written.tell()
    written.seek(0)
    return written, size
