"""The examples of webhooks in the manual for programs are what the server sends, and its program checks a signature."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from httpx2 import AsyncClient

from nameplate.meeting import Command, Meeting
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speeches.clock import PauseClock
from nameplate.pages.event_stream import shown
from nameplate.pages.openapi import document
from nameplate.paths import WEB
from nameplate.rooms.timebase import Timebase
from nameplate.screens.rendering import Renderer
from nameplate.webhooks import messages
from nameplate.webhooks.messages import KINDS, message
from nameplate.webhooks.signature import new_secret, signed_headers
from tests.cast import CHAIR
from tests.journeys.nameplate_process import free_port
from tests.panel import FLOOR_OPEN, SITTING, SLOT_1, begun, panel, then
from tests.serving import PATIENCE_SECONDS

MANUAL = (Path(__file__).parents[2] / "docs" / "integrator.md").read_text(encoding="utf-8")
SECTION = MANUAL.partition("## Get changes by webhook")[2].partition("\n## ")[0]


def example() -> Meeting:
    """A meeting with two items. France speaks, its clock is paused, and two delegations wait."""
    created = panel()
    (sitting,) = created.sittings
    items = tuple(item for item in sitting.items if item.id in ("p-8", SLOT_1))
    meeting = begun(replace(created, sittings=(replace(sitting, items=items),)))
    commands: tuple[Command, ...] = (*FLOOR_OPEN, *(AddInscription(seat=seat) for seat in ("FR", "KE", "BR")))
    meeting = then(meeting, *((CHAIR, command) for command in (*commands, GiveFloorToNext(), PauseClock())))
    assert meeting.sittings[0].id == SITTING
    return meeting


def sent() -> list[Any]:
    """The messages about this meeting, one for each kind."""
    words = Renderer(WEB, str).words("en")
    return [json.loads(message(kind, example(), words).body) for kind in KINDS]


def test_there_is_an_example_of_each_message() -> None:
    examples = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", SECTION, re.DOTALL)]
    assert examples == sent()


def test_each_key_of_a_message_is_explained() -> None:
    keys = set(re.findall(r'"(\w+)":', json.dumps(sent())))
    assert {key for key in keys if f"`{key}`" not in SECTION} == set()


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a value has exactly the fields of a schema, with their types."""
    if "anyOf" in schema:
        return any(fits(value, each) for each in schema["anyOf"])
    if "enum" in schema and value not in schema["enum"]:
        return False
    match schema["type"]:
        case "object":
            fields = schema["properties"]
            return set(value) == set(fields) and all(fits(value[name], fields[name]) for name in fields)
        case "array":
            return all(fits(each, schema["items"]) for each in value)
        case other:
            return type(value) is {"string": str, "integer": int, "boolean": bool, "null": type(None)}[other]


def test_each_message_is_as_openapi_describes_it() -> None:
    described = document()["webhooks"]
    test = messages.test_message("HRC28PANEL", 7, 0, "1")
    every = [*sent(), json.loads(test.body)]
    assert [*described] == [told["type"] for told in every]
    for told in every:
        body = described[told["type"]]["post"]["requestBody"]["content"]["application/json"]
        assert fits(told, body["schema"])
        assert not fits(told | {"more": 1}, body["schema"])


def test_the_headers_of_openapi_are_sent() -> None:
    for operation in document()["webhooks"].values():
        named = {parameter["name"] for parameter in operation["post"]["parameters"]}
        assert named == signed_headers(new_secret(), "x", 1, b"").keys()


async def test_the_program_in_the_manual_receives_messages(tmp_path: Path) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL)
    (tmp_path / "receiver.py").write_text(program, encoding="utf-8")
    port, secret, body = free_port(), new_secret(), b'{"type": "x"}'
    started = ("receiver.py", secret, str(port))
    running = await asyncio.create_subprocess_exec(
        sys.executable, *started, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    assert running.stdout
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), AsyncClient() as sender:
            assert await running.stdout.readline() == b"Listening\n"
            answers = []
            for key in (new_secret(), secret):
                headers = signed_headers(key, "PANEL234.7.1425369600000.floor", Timebase().now_ms() // 1000, body)
                answers.append(await sender.post(f"http://127.0.0.1:{port}/", content=body, headers=headers))
            assert [answer.status_code for answer in answers] == [403, 204]
            assert await running.stdout.readline() == body + b"\n"
    finally:
        running.kill()
        await running.wait()


def test_the_program_in_the_manual_checks_a_signature() -> None:
    (program,) = re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL)
    values: dict[str, Any] = {}
    exec(program, values)  # noqa: S102 - it is our own manual
    secret, body, now = new_secret(), b'{"type": "x"}', 1_425_369_600
    headers = signed_headers(secret, "PANEL234.7.1425369600000.floor", now, body)
    assert values["is_genuine"](secret, headers, body, now)
    assert not values["is_genuine"](secret, headers, body + b" ", now)
    assert not values["is_genuine"](secret, headers, body, now + 301)
    assert not values["is_genuine"](new_secret(), headers, body, now)
    assert not values["is_genuine"](secret, headers | {"webhook-id": "other"}, body, now)


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_is_in_the_table(kind: str) -> None:
    assert f"| `nameplate.{kind}.changed` |" in SECTION


def test_the_example_of_the_stream_is_what_the_server_sends() -> None:
    section = MANUAL.partition("## Follow the log as a stream")[2].partition("\n## ")[0]
    newest = next(example().entries())
    assert f"id: {newest.version}\n" in section
    assert [json.loads(line) for line in re.findall(r"^data: (.*)$", section, re.MULTILINE)] == [shown(newest)]
