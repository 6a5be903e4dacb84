"""The two commands that serve, and where they say that they can be reached."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from httpx2 import AsyncClient
from websockets.asyncio.client import connect

from nameplate import __version__
from nameplate.serving.welcome import reachable
from tests.cli.conftest import Run, files
from tests.journeys.programs import free_port, nameplate
from tests.serving import heard, serving

DEMO_LINKS = {"chair", "desk", "hall", "podium", "join", "delegate:FR", "delegate:KE"}


def test_a_demo_whose_folder_is_a_file_is_refused_in_a_sentence(run: Run, seats: str) -> None:
    assert "cannot be used (File exists)" in run("demo", "--folder", seats, fails=True).stderr


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout.endswith(f"version {__version__}\n")


@pytest.mark.parametrize(
    ("host", "url"), [("127.0.0.1", "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000"), ("un", "http://un:8000")]
)
def test_the_address_of_a_host_is_a_url(host: str, url: str) -> None:
    assert reachable(host, 8000) == url


def test_a_server_for_the_whole_network_is_not_reached_under_its_wildcard() -> None:
    assert "0.0.0.0" not in reachable("0.0.0.0", 8000)  # noqa: S104 - that is the point


async def test_demo_prints_its_links_once_the_server_accepts(tmp_path: Path) -> None:
    async with nameplate("demo", "--port", str(free_port()), "--folder", str(tmp_path / "demo")) as program:
        role, _, url = (await program.says("\t")).partition("\t")
        async with AsyncClient(follow_redirects=True) as client:
            assert (await client.get(url)).status_code == 200
        while not {line.partition("\t")[0] for line in program.said} >= DEMO_LINKS:
            await program.says("\t")
        assert role and all(line.count("\t") == 1 for line in program.said)


async def test_demo_ends_on_a_signal_with_a_screen_open(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    async with nameplate("demo", "--port", str(free_port()), "--folder", str(folder)) as program:
        code = (await program.says("join\t")).rpartition("/")[2]
        origin, _, secret = (await program.says("hall\t")).partition("\t")[2].rpartition("/in/")
        live = f"ws{origin.removeprefix('http')}/m/{code}/live?audience=hall"
        async with connect(live, additional_headers={"Authorization": f"Bearer {secret}"}, proxy=None) as screen:
            assert await heard(screen)
            program.process.terminate()
            await program.process.wait()
    assert files(folder) == ["lock", "nameplate.db"]


async def test_demo_starts_afresh_and_leaves_what_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "speech.txt").write_text("mine")
    old = sqlite3.connect(tmp_path / "nameplate.db")
    old.execute("CREATE TABLE old (x)")
    old.close()
    async with nameplate("demo", "--port", str(free_port()), "--folder", str(tmp_path)) as program:
        assert await program.says("podium\t")
    assert (tmp_path / "speech.txt").read_text() == "mine"


async def test_serving_an_empty_database_says_what_to_do_next_and_ends_on_a_signal(
    database_url: str, tmp_path: Path
) -> None:
    port = free_port()
    async with nameplate("serve", "--port", str(port), "--database", database_url) as program:
        await program.says(f"Nameplate serves http://127.0.0.1:{port}")
        await program.says("There is no meeting yet.")
        await program.says("nameplate meeting create PROGRAMME.yaml")
        async with AsyncClient() as client:
            assert (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200
        program.process.terminate()
        await program.process.wait()
    assert files(tmp_path) == ["nameplate.db"]


async def test_serving_tells_of_the_meetings_that_are_there(created: Any, database_url: str) -> None:
    port = free_port()
    async with nameplate("serve", "--port", str(port), "--database", database_url) as program:
        await program.says(f"{created['code']}  High-level panel discussion")
        await program.says(f"join: http://127.0.0.1:{port}/in/{created['code']}")


async def test_a_port_that_is_taken_is_told_in_a_sentence(database_url: str) -> None:
    async with serving(database_url) as host:
        port = host.url.rpartition(":")[2]
        async with nameplate("serve", "--port", port, "--database", f"{database_url}2") as program:
            assert await program.process.wait() not in (0, None)
            assert program.process.stdout and not await program.process.stdout.read()
