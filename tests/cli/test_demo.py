"""`nameplate demo`: its links, its folder, and how it ends."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

from httpx2 import AsyncClient
from websockets.asyncio.client import connect

from nameplate.pages.demo_page import GROUPS, PICTURES
from tests.cli.conftest import Run, files
from tests.journeys.nameplate_process import free_port, nameplate
from tests.serving import Host, heard

MOST_BYTES = 300_000
"""Of all pictures on the start page, light and dark."""
DEMO_LINKS = {"chair", "desk", "hall", "podium", "join", "delegate:FR", "delegate:KE"}


def test_a_folder_that_is_a_file_is_an_error(run: Run, seats: str) -> None:
    assert "cannot be used (File exists)" in run("demo", "--folder", seats, fails=True).stderr


async def test_demo_prints_its_links_when_the_server_listens(tmp_path: Path) -> None:
    async with nameplate("demo", "--port", str(free_port()), "--folder", str(tmp_path / "demo")) as program:
        role, _, url = (await program.says("\t")).partition("\t")
        async with AsyncClient(follow_redirects=True) as client:
            assert (await client.get(url)).status_code == 200
        assert f"{role}\t{url}\n" in (tmp_path / "demo" / "links.tsv").read_text("utf-8")
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
    assert files(folder) == ["links.tsv", "nameplate.db", "nameplate.db-lock"]


async def test_demo_replaces_its_database_and_keeps_other_files(tmp_path: Path) -> None:
    (tmp_path / "speech.txt").write_text("mine")
    old = sqlite3.connect(tmp_path / "nameplate.db")
    old.execute("CREATE TABLE old (x)")
    old.close()
    async with nameplate("demo", "--port", str(free_port()), "--folder", str(tmp_path)) as program:
        assert await program.says("podium\t")
    assert (tmp_path / "speech.txt").read_text() == "mine"


async def test_the_start_page_opens_every_screen_and_lets_the_meeting_run_by_itself(tmp_path: Path) -> None:
    async with (
        nameplate("demo", "--port", str(free_port()), "--folder", str(tmp_path)) as program,
        AsyncClient(follow_redirects=True) as client,
    ):
        chair = (await program.says("chair\t")).partition("\t")[2].strip()
        origin = chair.partition("/in/")[0]
        page = (await client.get(origin)).text
        links = re.findall(r'<a class="tile[^>]* href="([^"]+)"', page)
        assert chair.removeprefix(origin) in links and len(links) == sum(len(tiles) for _, _, tiles in GROUPS)
        assert {(await client.get(origin + link)).status_code for link in links} == {200}
        assert "Let it run by itself" in page
        pictures = {*re.findall(r'="(/demo/[^"]+)', page)} - {"/demo/play"}
        assert {each.removeprefix("/demo/") for each in pictures} == {file.name for file in PICTURES.iterdir()}
        shown = [await client.get(origin + each) for each in sorted(pictures)]
        assert {(each.status_code, each.headers["content-type"]) for each in shown} == {(200, "image/webp")}
        assert sum(len(each.content) for each in shown) < MOST_BYTES
        assert (await client.get(f"{origin}/demo/nothing.webp")).status_code == 404
        played = await client.post(f"{origin}/demo/play", headers={"Origin": origin})
        assert "The meeting runs by itself" in played.text
        state = f"{str((await client.get(chair)).url).partition('/chair')[0]}/state"
        bearer = {"Authorization": f"Bearer {chair.rpartition('/')[2]}"}
        while (await client.get(state, headers=bearer)).json()["floor"] is None:
            pass


async def test_a_server_that_is_no_demo_has_no_start_page(host: Host) -> None:
    assert (await host.client.post(f"{host.url}/demo/play", headers={"Origin": host.url})).status_code == 404
    assert (await host.client.get(f"{host.url}/demo/hall.webp")).status_code == 404
    assert "Let it run by itself" not in (await host.client.get(host.url)).text


def test_on_a_terminal_the_demo_prints_a_short_summary_and_writes_all_links_into_a_file(tmp_path: Path) -> None:
    terminal, other = os.openpty()
    command = [sys.executable, "-m", "nameplate", "demo", "--port", str(free_port()), "--folder", str(tmp_path)]
    with subprocess.Popen(command, stdout=other, stderr=subprocess.DEVNULL) as program:
        os.close(other)
        said = b""
        while b"links " not in said:
            said += os.read(terminal, 4096)
        program.terminate()
    lines = said.decode().splitlines()
    assert len(lines) < 12
    assert [line.split("  ")[0] for line in lines if "http" in line][:3] == ["Start page", "Chair", "Hall"]
    links = dict(line.split("\t") for line in (tmp_path / "links.tsv").read_text("utf-8").splitlines())
    assert links.keys() >= DEMO_LINKS and len(links) > 200
    assert stat.S_IMODE((tmp_path / "links.tsv").stat().st_mode) == 0o600
