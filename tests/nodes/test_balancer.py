"""Caddy in front of two nodes, with the configuration of `deploy/`: HTTPS, WebSockets, and a node that is stopped."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from httpx2 import AsyncClient, TransportError
from playwright.async_api import Browser, expect
from websockets.asyncio.client import connect

from tests.conftest import Tally
from tests.faults.cluster import Cluster, cluster
from tests.faults.delegations import Delegation, check_log
from tests.journeys.browser import chromium
from tests.journeys.nameplate_process import free_port
from tests.journeys.person import UNREACHABLE, Visitors
from tests.postgres import PostgresServer
from tests.serving import PATIENCE_SECONDS, Hosted

CADDYFILE = Path(__file__).parents[2] / "deploy" / "Caddyfile"
HELD_BACK = timedelta(seconds=1.5)
"""Caddy looks for a node that is ready for longer than this. Then it takes one that is not."""


@asynccontextmanager
async def caddy(folder: Path, port: int, nodes: str) -> AsyncIterator[ssl.SSLContext]:
    """Run Caddy until the block ends. Returns what a client needs to trust its certificate."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "CADDY_OPTIONS": f"skip_install_trust\nauto_https disable_redirects\nstorage file_system {folder}",
        "NAMEPLATE_TLS": "tls internal",
        "NAMEPLATE_ADDRESS": f"https://localhost:{port}",
        "NAMEPLATE_NODES": nodes,
    }
    found = shutil.which("caddy", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert found, "Caddy comes with the packages of the tests"
    process = await asyncio.create_subprocess_exec(
        found,
        "run",
        "--config",
        str(CADDYFILE),
        "--adapter",
        "caddyfile",
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr
    said = asyncio.create_task(process.stderr.read())
    root = folder / "pki" / "authorities" / "local" / "root.crt"
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not root.exists():
                assert process.returncode is None, (await said).decode()
                await asyncio.sleep(0.05)
        yield ssl.create_default_context(cafile=root)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        await said


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A browser for this test."""
    async with chromium() as launched:
        yield launched


async def answering(client: AsyncClient, url: str) -> None:
    """Wait until the balancer has found a node."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                if (await client.get(f"{url}/healthz")).status_code == 200:
                    return
            except TransportError:
                await asyncio.sleep(0.05)


async def test_a_node_is_stopped_and_screens_notice_no_more_than_a_reconnect(
    postgres: PostgresServer, database_name: str, browser: Browser, tmp_path: Path, tally: Tally
) -> None:
    async with balanced(postgres, database_name, tmp_path) as (running, public, _):
        await watch_while_nodes_stop(running, public, browser, tally)


@asynccontextmanager
async def balanced(
    postgres: PostgresServer, database_name: str, folder: Path
) -> AsyncIterator[tuple[Cluster, Hosted, ssl.SSLContext]]:
    """Two nodes behind Caddy, their meeting as it is reached through Caddy, and what a client needs to trust it."""
    port = free_port()
    url = f"https://localhost:{port}"
    async with cluster(postgres, database_name, 2, public_url=url) as running:
        nodes = " ".join(node.meeting.host.url.removeprefix("http://") for node in running.nodes)
        async with caddy(folder, port, nodes) as trusted, AsyncClient(verify=trusted, timeout=20) as client:
            await answering(client, url)
            meeting = running.nodes[0].meeting
            yield running, replace(meeting, host=replace(meeting.host, url=url, client=client)), trusted


@pytest.mark.long
async def test_pages_say_it_in_their_own_words_while_no_node_reaches_the_database(
    postgres: PostgresServer, database_name: str, tmp_path: Path, tally: Tally
) -> None:
    async with balanced(postgres, database_name, tmp_path) as (running, public, trusted):
        for node in running.nodes:
            assert (await node.meeting.get("hall", "hall")).status_code == 200
            node.network.cut()
        async with asyncio.timeout(PATIENCE_SECONDS):  # until Caddy has noticed it
            while (page := await public.get("hall", "hall", Accept="text/html")).elapsed < HELD_BACK:  # noqa: ASYNC110 - it is another process
                await asyncio.sleep(0.1)
        assert page.status_code == 200 and "outdated" in (await public.get("hall", "state")).json()
        unknown = await public.host.client.get(f"{public.host.url}/in/unknown", headers={"Accept": "text/html"})
        assert unknown.status_code == 503 and "The server cannot" in unknown.text
        refused = await public.post("chair", "send-notice", {"to": "hall", "text": "Please wait."})
        assert (refused.status_code, refused.json()["code"]) == (503, "not_stored")
        url = f"wss{public.url.removeprefix('https')}/live?audience=hall"
        async with connect(url, ssl=trusted, additional_headers=public.bearer("hall"), proxy=None) as hall:
            while "outdated" not in msgspec.json.decode(await hall.recv()):
                pass
        for node in running.nodes:
            node.network.mend()
        await answering_commands(public)
        tally("faults", 1)


@pytest.mark.long
async def test_a_killed_node_is_left_out_while_the_other_is_cut_off(
    postgres: PostgresServer, database_name: str, tmp_path: Path, tally: Tally
) -> None:
    async with balanced(postgres, database_name, tmp_path) as (running, public, _):
        killed, cut_off = running.nodes
        assert (await cut_off.meeting.get("hall", "hall")).status_code == 200
        assert killed.program
        killed.program.process.kill()
        await killed.program.process.wait()
        cut_off.network.cut()
        async with asyncio.timeout(PATIENCE_SECONDS):  # until Caddy has noticed both
            while (await public.host.client.get(f"{public.host.url}/")).elapsed < HELD_BACK:  # noqa: ASYNC110 - it is another process
                await asyncio.sleep(0.1)
        loads = [public.host.client.get(f"{public.host.url}/", headers={"Accept": "text/html"}) for _ in range(16)]
        pages = await asyncio.gather(*loads)
        assert [page.status_code for page in pages] == [200] * len(pages)
        assert all("Nameplate" in page.text for page in pages)
        refused = await public.post("chair", "send-notice", {"to": "hall", "text": "Please wait."})
        assert (refused.status_code, refused.json()["code"]) == (503, "not_stored")
        tally("faults", 2)


async def answering_commands(public: Hosted) -> None:
    """Wait until a command is accepted again."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (await public.post("chair", "send-notice", {"to": "hall", "text": "Go on."})).status_code != 204:  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.1)


async def watch_while_nodes_stop(running: Cluster, public: Hosted, browser: Browser, tally: Tally) -> None:
    """Two hall screens watch through the balancer while each node is stopped and started under load."""
    running.delegations = [
        Delegation([public], delegation.name.partition(":")[2]) for delegation in running.delegations
    ]
    visitors = Visitors(browser)
    screens = [
        await visitors.visit(name, f"{public.host.url}/in/{public.links[name]}", ignore_https_errors=True)
        for name in ("hall", "chair")
    ]
    for screen in screens:
        screen.expects(UNREACHABLE)
        await screen.is_live()
    async with running.under_load() as more:
        for node in running.nodes:
            assert node.program
            await more(10)
            node.program.process.send_signal(signal.SIGTERM)
            await node.program.process.wait()
            await more(10)
            for screen in screens:
                await screen.is_live()
            await running.start(node)
            tally("cycles", 1)
    await running.settle()
    await check_log(public, running.delegations)
    assert (await public.post("chair", "give-floor", {"seat": "S19"})).status_code == 204
    for screen in screens:
        await expect(screen.holder).to_have_text("S19")
    await visitors.leave()
    tally("lost", 0)
