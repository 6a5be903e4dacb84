"""Writes the record of a meeting as a Word document, in another process.

Each document leaves some megabytes of memory behind. That process gives them back when it ends, after some documents.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from nameplate.store.database import Database
from nameplate.store.event_log import EventLog
from nameplate.wording.language import load_words
from nameplate.wording.messages import N_

from .problems import Problem

PROCESSES = 2
DOCUMENTS_OF_A_PROCESS = 20
"""After this many documents the processes end. New ones are started for the next document."""


class WordDocuments:
    """At most `PROCESSES` documents are written at a time. Further ones wait. `locale` is the folder of languages."""

    def __init__(self, database: Database, locale: Path) -> None:
        self._locale = locale
        self._database_url = database.url.render_as_string(hide_password=False)
        self._slots = asyncio.Semaphore(PROCESSES)
        self._pool: ProcessPoolExecutor | None = None
        self._begun = self._running = 0

    async def write(self, code: str, language: str) -> bytes:
        """The document of the newest version of a meeting. Raises `Problem` 503 when its process is killed."""
        async with self._slots:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(PROCESSES, get_context("spawn"))
                self._begun = 0
            self._begun += 1
            self._running += 1
            try:
                job = partial(_document, self._database_url, code, self._locale, language)
                return await asyncio.get_running_loop().run_in_executor(self._pool, job)
            except BrokenProcessPool as error:
                self._begun = DOCUMENTS_OF_A_PROCESS
                raise Problem(503, "fault", N_("The document could not be written. Please try again.")) from error
            finally:
                self._running -= 1
                if self._begun >= DOCUMENTS_OF_A_PROCESS and not self._running:
                    self.close()

    def process_ids(self) -> list[int]:
        """The processes that run now."""
        return [*(self._pool._processes or ())] if self._pool else []

    def close(self) -> None:
        """End the processes, after the documents that they are writing."""
        if self._pool:
            self._pool.shutdown(wait=False)
            self._pool = None


def _document(database_url: str, code: str, locale: Path, language: str) -> bytes:
    """Runs in the other process. It only reads, so it may have a connection of its own."""
    database = Database(database_url)
    try:
        meeting = EventLog(database).open_blocking(code).meeting
    finally:
        database.close()
    from nameplate.record.docx_document import docx_record  # noqa: PLC0415 - docx and lxml are for this process only

    return docx_record(meeting, load_words(locale, language))
