"""A full disk: commands are refused, everything else works. When there is space again, commands are accepted."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection

from tests.faults.conftest import Serve, stored_versions
from tests.journeys.nameplate_process import Program
from tests.serving import Hosted, heard

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be told to give one program no space")
SAID = "The server cannot store anything now. Nothing was changed."
MOST_PRESSES = 300


@dataclass(frozen=True, slots=True)
class Disk:
    """The folder of the database, and functions that take the space from a process and give it back."""

    folder: Path
    fill: Callable[[Program], None]
    free: Callable[[Program], None]


@pytest.fixture(params=["no space left", "file too large"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """A small disk, or a limit to the size of the files of one process."""
    if request.param == "no space left":
        with small_disk(tmp_path / "disk") as folder:
            filler = folder / "filler"
            yield Disk(folder, lambda _: fill(filler), lambda _: filler.unlink())
    else:
        yield Disk(tmp_path, lambda program: limit(program, 1), lambda program: limit(program, None))


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of two megabytes in memory."""
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("Mounting a small disk needs root.")
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill(filler: Path) -> None:
    """Write until there is no space left."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass


def limit(program: Program, size: int | None) -> None:
    """Limit the size of the files of a process."""
    _, most = resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (most if size is None else size, most))


@pytest.fixture
def database_url(disk: Disk) -> str:
    """A database on that disk."""
    return f"sqlite:///{disk.folder / 'nameplate.db'}"


async def press_until_refused(meeting: Hosted) -> tuple[dict[str, Any], dict[str, str]]:
    """Add guests to the list until one is refused. Returns the fields and the header of that command."""
    for number in range(MOST_PRESSES):
        fields, key = {"guest": f"Guest {number}"}, {"Idempotency-Key": f"press {number}"}
        answer = await meeting.post("chair", "add-inscription", fields, **key)
        if answer.status_code != 204:
            assert (answer.status_code, answer.json()["code"], answer.json()["title"]) == (503, "not_stored", SAID)
            return fields, key
    raise AssertionError("The disk is not full.")


async def sees(screen: ClientConnection, version: int) -> dict[str, Any]:
    """Wait until a program gets the document of a version."""
    while "lists" not in (picture := await heard(screen)) or picture["version"] != version:
        pass
    return dict(picture)


async def the_rest_goes_on(meeting: Hosted) -> None:
    """Pages and the log are served, a request without a pass gets 401, and a command is refused again."""
    for name, page in (("chair", "chair"), ("delegate:FR", "delegate"), ("hall", "hall"), ("desk", "events")):
        assert (await meeting.get(name, page)).status_code == 200
    assert (await meeting.host.client.get(f"{meeting.host.url}/in/never-was")).status_code == 404
    assert (await meeting.post("desk", "show-join-code")).status_code == 503


async def test_while_the_disk_is_full_commands_are_refused_and_the_rest_goes_on_until_there_is_space(
    meeting: Hosted, serve: Serve, disk: Disk
) -> None:
    async with serve() as server:
        disk.fill(server)
        async with meeting.live("hall", "state") as screen:
            refused, key = await press_until_refused(meeting)
            version = (await meeting.get("chair", "state")).json()["version"]
            await sees(screen, version)
            await the_rest_goes_on(meeting)
            disk.free(server)
            answer = await meeting.post("chair", "add-inscription", refused, **key)
            assert (answer.status_code, answer.headers["Nameplate-Version"]) == (204, str(version + 1))
            shown = (await sees(screen, version + 1))["lists"][0]["inscriptions"]
        await server.kill()
    assert shown[-1]["name"] == refused["guest"] and len(shown) == version + 1 - 4
    assert stored_versions(disk.folder / "nameplate.db") == list(range(1, version + 2))
