"""A client that a generator made from the OpenAPI document gives commands and reads the meeting, with typed values."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from nameplate.pages.openapi import document
from tests.serving import Hosted

PACKAGE = "generated_client"
GENERATE = (sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none")


@pytest.fixture(scope="module")
async def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the generated package."""
    folder = tmp_path_factory.mktemp("client")
    described, made = folder / "openapi.json", folder / PACKAGE
    described.write_text(json.dumps(document()), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *GENERATE, "--path", str(described), "--output-path", str(made), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    assert [line for line in said.decode().splitlines() if line.startswith("ERROR")] == []
    return folder


@pytest.fixture
def generated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Imports a part of the generated package by its name."""
    monkeypatch.syspath_prepend(str(folder))
    yield lambda name: import_module(f"{PACKAGE}.{name}")
    for name in [each for each in sys.modules if each.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


async def test_a_generated_client_runs_a_discussion(floor: Hosted, generated: Any) -> None:
    def client(name: str) -> Any:
        return generated("client").AuthenticatedClient(base_url=floor.host.url, token=floor.links[name])

    def model(name: str, **fields: Any) -> Any:
        return getattr(generated("models"), name)(**fields)

    async def give(by: Any, command: str, body: Any) -> Any:
        return await generated(f"api.default.{command}").asyncio_detailed(floor.code, client=by, body=body)

    async def read(by: Any, what: str) -> Any:
        return await generated(f"api.default.{what}").asyncio(floor.code, client=by)

    async with client("chair") as chair, client("delegate:KE") as kenya:
        assert (await give(kenya, "request_floor", model("RequestFloor"))).status_code == 204
        state = await read(chair, "read_state")
        (waiting,) = state.lists[0].inscriptions
        assert (waiting.seat, waiting.reason.additional_properties) == ("KE", {"code": "received"})
        assert (state.floor, state.next_step.command) == (None, "give-floor-to-next")

        step = model("NextStep", expects=state.next_step.command)
        assert (await give(chair, "next_step", step)).status_code == 204
        state = await read(kenya, "read_state")
        assert (state.floor.name, state.floor.clock.phase.value, state.own_seat) == ("Kenya", "calm", "KE")

        refused = await give(kenya, "pause_clock", model("PauseClock"))
        assert (refused.status_code, refused.parsed.code.value) == (403, "forbidden")
        assert (await give(chair, "undo", model("Undo"))).status_code == 204
        names = [event.name.value for event in await read(chair, "read_events")]
        assert names[-3:] == ["FloorRequested", "FloorGiven", "Undone"]
