"""The module for Bitfocus Companion in `companion/`, run by Node, with and without a real server.

`npm ci` in `companion/` adds the library of Companion. It needs Node 22, which `npm install --no-save node@22` puts
beside it. Without them, what touches the library is skipped.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from pathlib import Path

import pytest

from nameplate.access.passes import Pass, hash_of
from nameplate.meeting import Role
from tests.serving import Hosted

MODULE = Path(__file__).parents[2] / "companion"
OLDEST_NODE, NODE_OF_COMPANION = (20, 14), (22, 20)
LONGEST_SECONDS = 60
TESTS = sorted(f"test/{file.name}" for file in (MODULE / "test").glob("*.test.js"))
"""By name, because Node 20 knows no patterns, and Node 22 no folders."""
INSTALLED = MODULE / "node_modules"
NODE = shutil.which("node", path=INSTALLED / ".bin") or shutil.which("node")


async def run(*arguments: str, **variables: str) -> str:
    """What Node prints. Skips the test without Node, or when it is too old for WebSocket. Fails when it fails."""
    if NODE is None:
        pytest.skip("Node is not installed, and the module for Companion needs it")
    ran = await asyncio.create_subprocess_exec(
        *(NODE, *arguments),
        cwd=MODULE,
        env={**os.environ, **variables},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            said = (await ran.communicate())[0].decode()
    finally:
        if ran.returncode is None:
            ran.kill()
    assert ran.returncode == 0, said
    return said


async def test_the_module_follows_a_real_server(floor: Hosted) -> None:
    major, minor, _ = map(int, re.findall(r"\d+", await run("--version")))
    if (major, minor) < OLDEST_NODE:
        pytest.skip(f"Node {major}.{minor} has no WebSocket")
    for seat in ("FR", "KE"):
        assert (await floor.post("desk", "add-inscription", {"seat": seat})).status_code == 204
    await floor.host.issue(Pass(hash_of("ended secret"), floor.code, "timer", Role.SCREEN, "timer"))
    await floor.revoke("timer")
    said = await run(
        *("--experimental-websocket", "--test", "--test-force-exit", "--test-reporter=tap", *TESTS),
        NAMEPLATE_TEST_LINK=f"{floor.host.url}/in/{floor.links['desk']}",
        NAMEPLATE_TEST_ENDED_LINK=f"{floor.host.url}/in/ended%20secret",
    )
    assert "ok 1" in said and "# fail 0" in said
    skipped = re.findall(r"# SKIP (.*)", said)
    has_library = (INSTALLED / "@companion-module" / "base").exists() and (major, minor) >= NODE_OF_COMPANION
    assert not skipped if has_library else all("npm ci" in reason for reason in skipped), said


def test_the_lock_file_names_no_registry() -> None:
    lock = (MODULE / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock and "://" not in lock
