"""`nameplate demo`: its links, its folder, and how it ends."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from httpx2 import AsyncClient
from websockets.asyncio.client import connect

from tests.cli.conftest import Run, files
from tests.journeys.nameplate_process import free_port, nameplate
from tests.serving import heard

DEMO_LINKS = {"chair", "desk", "hall", "podium", "join", "delegate:FR", "delegate:KE"}


def test_a_folder_that_is_a_file_is_an_error(run: Run, seats: str) -> None:
    assert "cannot be used (File exists)" in run("demo", "--folder", seats, fails=True).stderr


async def test_demo_prints_its_links_when_the_server_listens(tmp_path: Path) -> None:
    async with nameplate("demo", "--port", str(free_port()), "--folder", str(tmp_path / "demo")) as program:
        role, _, url = (await program.says("\t")).partition("\t")
        async with AsyncClient(follow_redirects=True) as client:
            assert (await client.get(url)).status_code == 200
        while not {line.partition("\t")[0] for line in program.said} >= DEMO_LINKS:
            await program.says("\t")
        assert role and all(line.count("\t") == 1 for line in program.said)


async def test_a_signal_ends_the_demo_while_a_screen_is_connected(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    async with nameplate("demo", "--port", str(free_port()), "--folder", str(folder)) as program:
        code = (await program.says("join\t")).rpartition("/")[2]
        origin, _, secret = (await program.says("hall\t")).partition("\t")[2].rpartition("/in/")
        live = f"ws{origin.removeprefix('http')}/m/{code}/live?audience=hall"
        async with connect(live, additional_headers={"Authorization": f"Bearer {secret}"}, proxy=None) as screen:
            assert await heard(screen)
            program.process.terminate()
            await program.process.wait()
    assert files(folder) == ["nameplate.db", "nameplate.db-lock"]


async def test_demo_replaces_its_database_and_keeps_other_files(tmp_path: Path) -> None:
    (tmp_path / "speech.txt").write_text("mine")
    old = sqlite3.connect(tmp_path / "nameplate.db")
    old.execute("CREATE TABLE old (x)")
    old.close()
    async with nameplate("demo", "--port", str(free_port()), "--folder", str(tmp_path)) as program:
        assert await program.says("podium\t")
    assert (tmp_path / "speech.txt").read_text() == "mine"
