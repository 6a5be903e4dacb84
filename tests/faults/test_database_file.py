"""The database file: one process serves it, and a file that is taken away under the server is noticed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.conftest import Serve, stored_versions
from tests.journeys.nameplate_process import nameplate
from tests.serving import Hosted

SAID = "The server cannot store anything now. Nothing was changed."


def remove(file: Path) -> None:
    """The database file is deleted."""
    file.unlink()


def rename(file: Path) -> None:
    """It gets another name, as by a script that rotates files."""
    file.rename(file.with_suffix(".old"))


def replace(file: Path) -> None:
    """A copy takes its place, as by somebody who restores a backup."""
    copy = file.with_suffix(".copy")
    copy.write_bytes(file.read_bytes())
    copy.rename(file)


def rename_folder(file: Path) -> None:
    """Its folder gets another name."""
    file.parent.rename(file.parent.with_name("elsewhere"))


def remove_write_ahead_log(file: Path) -> None:
    """Somebody tidies up the file that SQLite has beside the database."""
    file.with_name(file.name + "-wal").unlink()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The database file, in a folder of its own."""
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "nameplate.db"


@pytest.fixture
def database_url(file: Path) -> str:
    """The address of that file."""
    return f"sqlite:///{file}"


@pytest.mark.parametrize("happens", [remove, rename, replace, rename_folder, remove_write_ahead_log])
async def test_no_command_is_acknowledged_when_the_file_is_gone(
    meeting: Hosted, serve: Serve, file: Path, happens: Callable[[Path], None]
) -> None:
    async with serve() as program:
        assert (await meeting.post("delegate:FR", "request-floor")).status_code == 204
        happens(file)
        for name in ("delegate:KE", "delegate:BR"):
            refused = await meeting.post(name, "request-floor")
            assert (refused.status_code, refused.json()["title"]) == (503, SAID)
        ready = await meeting.host.client.get(meeting.host.url + "/readyz")
        assert ready.status_code == 503
        assert "while it was in use" in ready.json()["why"]
        await program.kill()
    (complaint,) = [line for line in program.complaints.splitlines() if "Commands are refused" in line]
    assert "Stop the server, put the file back, and start again." in complaint


async def test_a_file_that_is_put_back_is_used_again(meeting: Hosted, serve: Serve, file: Path) -> None:
    away = file.with_suffix(".old")
    async with serve() as program:
        assert (await meeting.post("delegate:FR", "request-floor")).status_code == 204
        file.rename(away)  # noqa: ASYNC240 - at once
        assert (await meeting.post("delegate:KE", "request-floor")).status_code == 503
        away.rename(file)
        answer = await meeting.post("delegate:KE", "request-floor")
        assert answer.status_code == 204
        await program.kill()
    assert int(answer.headers["Nameplate-Version"]) == stored_versions(file)[-1]


async def test_a_second_server_for_one_file_is_refused_until_the_first_is_gone(serve: Serve, database_url: str) -> None:
    async with serve() as first:
        second = await failed("serve", "--port", "1", "--database", database_url)
        assert f"is served already (process {first.process.pid})" in second
        assert second.endswith("Stop that server first.")
        await first.kill()
    async with serve():
        pass


@pytest.mark.parametrize("command", [("erase",), ("delete", "--yes")])
async def test_a_meeting_is_not_erased_under_a_server(
    meeting: Hosted, serve: Serve, database_url: str, command: tuple[str, ...]
) -> None:
    async with serve():
        said = await failed("meeting", command[0], meeting.code, *command[1:], "--database", database_url)
        assert "is served already" in said
        assert (await meeting.post("delegate:FR", "request-floor")).status_code == 204


async def failed(*arguments: str) -> str:
    """Run `nameplate`, which fails, and return its last line."""
    async with nameplate(*arguments) as program:
        assert await program.process.wait() == 1
    return program.complaints.splitlines()[-1]
