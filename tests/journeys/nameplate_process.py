"""Runs the command `nameplate` as a process, as in a real meeting."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

COMMAND = (sys.executable, "-m", "nameplate")
PATIENCE_SECONDS = 30
PORTS = (12_000, 32_000)


@dataclass
class Program:
    """A running process, and the lines that it has printed so far and that a test has waited for."""

    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)
    _complained: bytearray = field(default_factory=bytearray)

    @property
    def complaints(self) -> str:
        """What it has printed to stderr so far."""
        return self._complained.decode(errors="replace")

    async def hear_complaints(self) -> None:
        """Read stderr until it ends."""
        assert self.process.stderr
        while part := await self.process.stderr.read(65_536):
            self._complained += part

    async def says(self, words: str) -> str:
        """Wait for a line with these words, and return it."""
        assert self.process.stdout
        async with asyncio.timeout(PATIENCE_SECONDS):
            async for line in self.process.stdout:
                self.said.append(line.decode().rstrip())
                if words in self.said[-1]:
                    return self.said[-1]
        raise AssertionError(f"It ended without saying {words!r}: {self.said}")

    async def kill(self) -> None:
        """Kill the process, as a power cut would."""
        self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def nameplate(*arguments: str) -> AsyncIterator[Program]:
    """Run `nameplate` until the block ends. Fails when it printed a traceback.

    It takes Ctrl+C also if the tests run in the background of a shell, where programs inherit that they ignore it.
    """
    pipe = asyncio.subprocess.PIPE
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    process = await asyncio.create_subprocess_exec(*COMMAND, *arguments, stdout=pipe, stderr=pipe, env=environment)
    program = Program(process)
    complaints = asyncio.create_task(program.hear_complaints())
    try:
        yield program
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await complaints
    assert "Traceback" not in program.complaints, program.complaints


async def output(*arguments: str) -> str:
    """Run `nameplate` to its end and return its output."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*COMMAND, *arguments, stdout=pipe, stderr=pipe)
    out, complaints = await process.communicate()
    assert process.returncode == 0, complaints.decode()
    return out.decode()


def free_port() -> int:
    """A port on which no process listens. Connections get their own ports from another range."""
    while True:
        port = random.randint(*PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
