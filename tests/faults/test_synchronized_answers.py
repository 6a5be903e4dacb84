"""The order of system calls: a command is answered after its events were synchronized with the disk."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Scale, Tally
from tests.faults.conftest import TWENTY, Serve
from tests.faults.delegations import Delegation
from tests.journeys.nameplate_process import PATIENCE_SECONDS, Program
from tests.serving import Hosted

CALLS = "read,recvfrom,recvmsg,write,writev,sendto,sendmsg,fsync,fdatasync"
LINE = re.compile(r"^(?P<thread>\d+) +(?:<\.\.\. )?(?P<call>\w+)(?P<rest>.*)$")
FILE = re.compile(r"\((\d+)<([^>]*)>")
ATTACHED = b"attached"
ANSWERED, ASKED = '"HTTP/1.1 204', '"POST '
LONGEST_SECONDS = 120
"""A delegate may give two commands a second."""
NOT_TESTED = "THE ORDER OF ANSWERS AND SYNCHRONIZATION WAS NOT TESTED."


@dataclass(frozen=True, slots=True)
class Step:
    """The lines of a trace at which a step began and ended. `file` is the descriptor and the path."""

    began: int
    ended: int
    call: str
    file: tuple[str, str]
    text: str


def steps_of(trace: str) -> Iterator[Step]:
    """The system calls of all threads. The calls of two threads may overlap: then a call has two lines."""
    unfinished: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(trace.splitlines()):
        if not (found := LINE.match(line)):
            continue
        began, text = number, found["rest"]
        if "<unfinished ...>" in text:
            unfinished[found["thread"]] = number, text
            continue
        if " resumed>" in text:
            began, before = unfinished.pop(found["thread"])
            text = before + text
        if file := FILE.search(text):
            yield Step(began, number, found["call"], (file[1], file[2]), text)


@asynccontextmanager
async def traced(server: Program, file: Path) -> AsyncIterator[None]:
    """Note the system calls of a process in a file, until the block ends."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip(f"{NOT_TESTED} The program strace is not installed.")
    process = await asyncio.create_subprocess_exec(
        *(strace, "-f", "-y", "-s", "16", "-e", f"trace={CALLS}", "-o", str(file), "-p", str(server.process.pid)),
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            said = await process.stderr.readline()
        if ATTACHED not in said:
            pytest.skip(f"{NOT_TESTED} This user may not trace a process: {said.decode().strip()}")
        yield
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def test_each_command_is_answered_after_a_synchronization_that_began_after_its_arrival(
    meeting: Hosted, serve: Serve, tmp_path: Path, scale: Scale, tally: Tally
) -> None:
    delegations = [Delegation([meeting], seat.id) for seat in TWENTY]
    file, wanted = tmp_path / "trace", scale(50, 500)

    count, enough = 0, asyncio.Event()

    def told() -> None:
        nonlocal count
        count += 1
        if count >= wanted:
            enough.set()

    async with serve() as server, traced(server, file):
        pressing = [asyncio.create_task(d.give_somewhere(told, enough)) for d in delegations]
        async with asyncio.timeout(LONGEST_SECONDS):
            await enough.wait()
        await asyncio.gather(*pressing, return_exceptions=True)
    steps = [*steps_of(file.read_text())]
    synchronized = [s for s in steps if s.call in ("fsync", "fdatasync") and s.file[1].endswith("-wal")]
    asked: dict[tuple[str, str], Step] = {}
    answered = 0
    for step in steps:
        if ASKED in step.text:
            asked[step.file] = step
        elif ANSWERED in step.text:
            command = asked.pop(step.file)
            assert any(command.ended < s.began and s.ended < step.began and "= 0" in s.text for s in synchronized)
            answered += 1
    assert answered >= wanted
    tally("commands", answered)
