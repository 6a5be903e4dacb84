"""All texts of a meeting in an archive, named in the order of speaking."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.meeting.statements import in_order_of_speaking
from nameplate.screens.statements import file_name
from nameplate.store import statement_files
from nameplate.store.database import Database
from nameplate.store.statement_files import NoFile
from nameplate.wording.language import Words

from .zip_archive import ZipArchive


def add_texts(archive: ZipArchive, database: Database, meeting: Meeting, words: Words, folder: str = "") -> None:
    """Add the texts. A text that was erased meanwhile is left out. Call it in a thread."""
    for number, statement in enumerate(in_order_of_speaking(meeting), 1):
        try:
            body = b"".join(statement_files.read_blocking(database, meeting.code, statement.id))
        except NoFile:
            continue
        archive.add(f"{folder}{number:03} {file_name(meeting, words, statement)}", body)
