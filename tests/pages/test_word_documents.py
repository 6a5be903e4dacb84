"""Word documents are written in another process, which ends after some of them and may be killed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import pytest

from nameplate.pages import word_documents
from tests.serving import Hosted


async def test_the_server_never_loads_what_writes_documents(floor: Hosted) -> None:
    loaded = {*sys.modules}
    answers = await asyncio.gather(*(floor.get("chair", "record.docx") for _ in range(3)))
    assert [answer.content[:2] for answer in answers] == [b"PK"] * 3
    assert {name for name in {*sys.modules} - loaded if name.partition(".")[0] in ("docx", "lxml")} == set()


async def test_the_processes_are_renewed_after_some_documents(floor: Hosted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_documents, "DOCUMENTS_OF_A_PROCESS", 1)
    documents = floor.host.context.word_documents
    for _ in range(2):
        assert (await floor.get("desk", "record.docx")).status_code == 200
        assert documents.process_ids() == []


async def test_a_killed_process_is_a_problem_for_one_document_only(floor: Hosted) -> None:
    assert (await floor.get("chair", "record.docx")).status_code == 200
    for process in floor.host.context.word_documents.process_ids():
        os.kill(process, signal.SIGKILL)
    killed = await floor.get("chair", "record.docx")
    assert (killed.status_code, killed.json()["code"]) == (503, "fault")
    assert (await floor.get("chair", "record.docx")).status_code == 200
