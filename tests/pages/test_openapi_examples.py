"""Schemathesis makes requests from the OpenAPI document, valid and invalid ones. The answers must be as documented."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from nameplate.pages.openapi import document
from nameplate.store import codec
from tests.conftest import Scale
from tests.serving import Hosted

SHARE = 8
"""Each run of `make test` tries one in eight commands, which the seed chooses, and all addresses that can be read."""
SETTINGS = """
[parameters]
"path.code" = "{code}"

[checks]
positive_data_acceptance.expected-statuses = ["2xx", "401", "403", "404", "409", "422", "429"]
"""
"""Some rules for fields are sentences and not schemas, so values that fit a schema may be refused as invalid."""


def tried_commands(seed: int, share: int) -> str:
    """A pattern of the addresses to try."""
    names = [*codec.COMMANDS][seed % share :: share]
    others = [path.rpartition("/")[2] for path, methods in document()["paths"].items() if "get" in methods]
    return "/(" + "|".join([*names, *others]).replace(".", "[.]") + ")$"


async def test_the_answers_to_generated_requests_are_as_documented(
    floor: Hosted, tmp_path: Path, scale: Scale, seed: int
) -> None:
    for name in ("delegate:FR", "delegate:KE"):
        await floor.post(name, "request-floor")
    (tmp_path / "settings.toml").write_text(SETTINGS.format(code=floor.code), encoding="utf-8")
    ran = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"),
        *("--config-file", "settings.toml", "run", f"{floor.host.url}/openapi.json", "--no-color"),
        *("--header", f"Authorization: {floor.bearer('chair')['Authorization']}"),
        *("--header", "X-Forwarded-For: 203.0.113.77"),  # so that unknown passes are not limited for other tests
        *("--phases", "coverage,fuzzing", "--max-examples", str(scale(3, 100)), "--seed", str(seed)),
        *("--include-path-regex", tried_commands(seed, scale(SHARE, 1)), "--continue-on-failure"),
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await ran.communicate()
    assert ran.returncode == 0, said.decode()
    assert (await floor.get("chair", "chair")).status_code == 200
