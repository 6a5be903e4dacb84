"""`nameplate organiser`, and the link that `nameplate serve` prints on an empty database."""

from __future__ import annotations

import re
from typing import Any

from httpx2 import AsyncClient

from tests.cli.conftest import Run
from tests.journeys.nameplate_process import free_port, nameplate
from tests.serving import serving

LINK = re.compile(r"http://\S+/organiser/in/[\w-]{20,}")


async def test_a_link_opens_the_organisers_page_until_it_is_revoked(run: Run, database_url: str) -> None:
    link = run("organiser", "link", "--public-url", "http://un.example").stdout.strip()
    assert link.startswith("http://un.example/organiser/in/")
    path = link.removeprefix("http://un.example")
    async with serving(database_url) as host:
        assert (await host.client.get(host.url + path)).status_code == 303
        assert run("organiser", "revoke").stdout == "1 revoked.\n"
        assert (await host.client.get(host.url + path)).status_code == 404
    assert "No link of an organiser is in force." in run("organiser", "revoke", fails=True).stderr


async def test_an_empty_database_prints_a_link_once(database_url: str) -> None:
    port = free_port()
    for has_link in (True, False):
        async with nameplate("serve", "--port", str(port), "--database", database_url) as program:
            await program.says("Or in another terminal")
            said = "\n".join(program.said)
            assert bool(LINK.search(said)) is has_link
            assert ("nameplate organiser link" in said) is not has_link
            if has_link and (found := LINK.search(said)):
                async with AsyncClient(follow_redirects=True) as browser:
                    assert "There is no meeting yet." in (await browser.get(found[0])).text


async def test_a_database_with_a_meeting_prints_none(created: Any, database_url: str) -> None:
    port = free_port()
    async with nameplate("serve", "--port", str(port), "--database", database_url) as program:
        await program.says(f"join: http://127.0.0.1:{port}/in/{created['code']}")
        assert "organiser" not in "\n".join(program.said)
