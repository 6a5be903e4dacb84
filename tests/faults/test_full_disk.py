"""A disk that is full: commands are refused, the rest goes on, and space brings commands back."""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from httpx2 import Response

from tests.faults.conftest import Serve
from tests.journeys.programs import Program
from tests.serving import Hosted, heard

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can fill the disk of one program")
PLENTY = 100_000_000
MOST_PRESSES = 200


@dataclass(frozen=True, slots=True)
class Disk:
    """How to take the space from a program, and how to give it back."""

    fill: Callable[[Program], None]
    free: Callable[[Program], None]


@pytest.fixture(params=["no space left", "file too large"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """A small disk where the database lies, or a limit on how large a file of the program may grow."""
    if request.param == "file too large":
        largest = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        yield Disk(
            lambda program: resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (1, largest)),
            lambda program: resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (largest, largest)),
        )
        return
    yield from _small_disk(tmp_path)
