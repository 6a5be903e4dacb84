"""`nameplate serve`: what it prints, and the address under which it can be reached."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from httpx2 import AsyncClient

from nameplate import __version__
from nameplate.serving.welcome import reachable
from tests.cli.conftest import Run, files
from tests.journeys.nameplate_process import free_port, nameplate
from tests.serving import serving, until


def test_the_version_option_prints_the_version(run: Run) -> None:
    assert run("--version").stdout.endswith(f"version {__version__}\n")


@pytest.mark.parametrize(
    ("host", "url"), [("127.0.0.1", "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000"), ("un", "http://un:8000")]
)
def test_reachable_makes_a_url_of_a_host(host: str, url: str) -> None:
    assert reachable(host, 8000) == url


def test_reachable_replaces_the_wildcard_address() -> None:
    assert "0.0.0.0" not in reachable("0.0.0.0", 8000)  # noqa: S104 - nothing listens there


async def test_serving_an_empty_database_prints_how_to_create_a_meeting_and_ends_on_a_signal(
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
    assert files(tmp_path) == ["nameplate.db", "nameplate.db-lock"]


async def test_serving_prints_the_code_title_and_join_link_of_each_meeting(created: Any, database_url: str) -> None:
    port = free_port()
    async with nameplate("serve", "--port", str(port), "--database", database_url) as program:
        await program.says(f"{created['code']}  High-level panel discussion")
        await program.says(f"join: http://127.0.0.1:{port}/in/{created['code']}")


@pytest.mark.parametrize("command", ["serve", "demo"])
async def test_ctrl_c_ends_a_server_without_an_error(database_url: str, tmp_path: Path, command: str) -> None:
    where = ("--database", database_url) if command == "serve" else ("--folder", str(tmp_path))
    async with nameplate(command, "--port", str(free_port()), *where) as program:
        await program.says("http://")
        program.process.send_signal(signal.SIGINT)
        assert await program.process.wait() == 0
    assert "Aborted" not in program.complaints


def sleeps(process: int) -> bool:
    """Whether a process waits for input."""
    return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "S"


async def test_ctrl_c_ends_a_command_that_is_not_done_without_words(tmp_path: Path) -> None:
    seats = tmp_path / "seats.csv"
    os.mkfifo(seats)
    link, address = "http://127.0.0.1:1/in/secret", "http://127.0.0.1:1"
    arguments = ("--url", link, "--address", address, "--token", "secret", "--seats", str(seats))
    async with nameplate("microphones", *arguments) as program:
        with await asyncio.to_thread(seats.open, "wb"):  # as soon as the command has opened the file
            await until(lambda: sleeps(program.process.pid))  # in the middle of reading; just before, a signal waits
            program.process.send_signal(signal.SIGINT)
            assert await program.process.wait() == 130
    assert program.complaints == ""


async def test_a_port_that_is_taken_ends_the_command(database_url: str) -> None:
    async with serving(database_url) as host:
        port = host.url.rpartition(":")[2]
        async with nameplate("serve", "--port", port, "--database", f"{database_url}2") as program:
            assert await program.process.wait() not in (0, None)
            assert program.process.stdout and not await program.process.stdout.read()


@pytest.mark.parametrize("site", ["www.un.example", "*", "https://*", "https://un.example/page", "https://a.example;"])
def test_a_site_of_a_wrong_form_may_not_show_the_public_screen(run: Run, site: str) -> None:
    stderr = run("serve", "--framed-by", f"https://un.example {site}", fails=2).stderr
    assert f"“{site}” in framed-by is no site" in stderr
