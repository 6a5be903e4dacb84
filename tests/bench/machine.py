"""Programs pinned to a core, their CPU time and memory, and a description of the machine."""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

TOP = Path(__file__).parents[2]
SERVER_CORE, CROWD_CORE = 0, 1
"""The measured program has one core. The programs that send commands and receive messages have the other core."""


class Program:
    """A process pinned to a core, or to none. It reads instructions from stdin and answers on stdout, as JSON lines."""

    def __init__(self, *command: str, core: int | None, cwd: Path = TOP) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TOP / "server"), str(TOP)])}
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=cwd,
            env=environment,
            preexec_fn=None if core is None else partial(pin, core),
        )

    @property
    def pid(self) -> int:
        """The id of the process that does the work."""
        return self._process.pid

    def order(self, **order: Any) -> Any:
        """Send an instruction and wait for the answer."""
        self.say(**order)
        return self.answer()

    def say(self, **order: Any) -> None:
        """Send an instruction. Read its answer later with `answer`."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        """The next answer. Raises `EOFError` when the program has ended."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise EOFError(f"{self._process.args!r} has ended")
        return json.loads(line)

    def cpu_ns(self) -> int:
        """The CPU time of all threads of the process, in ns."""
        return time.clock_gettime_ns((~self.pid << 3) | 2)  # Linux: the clock of another process

    def resident_kb(self) -> int:
        """The resident memory of the process, in kB."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))

    def kill(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._bury()

    def end(self) -> None:
        """Ask the process to end, and wait until it has ended."""
        self._process.send_signal(signal.SIGTERM)
        self._bury()

    def _bury(self) -> None:
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):
                assert pipe is not None
                pipe.close()


def python(*arguments: str, core: int | None) -> Program:
    """Start a Python program on a core, or on any core, with the interpreter of the benchmarks."""
    return Program(sys.executable, *arguments, core=core)


def pin(core: int) -> None:
    """Pin this process to one core, if the machine has it."""
    cores: Sequence[int] = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[core % len(cores)]})


@contextmanager
def preferred() -> Iterator[None]:
    """Let this process and those that it starts run before others, until the block ends. Only root may do so."""
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    with suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, -10)
    try:
        yield
    finally:
        os.setpriority(os.PRIO_PROCESS, 0, usual)


def about() -> Mapping[str, str | int]:
    """A description of the machine. Figures of different machines must not be compared."""
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "cpu": models[0].partition(":")[2].strip() if models else platform.processor(),
        "cores": os.cpu_count() or 1,
        "kernel": platform.release(),
        "python": platform.python_version(),
    }
