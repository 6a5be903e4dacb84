"""Each request in docs/stream-deck.md does what it says, and the page names every action, feedback and variable."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest

from tests.serving import Hosted

FOLDER = Path(__file__).parents[2]
MANUAL = (FOLDER / "docs" / "stream-deck.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([^|]+) \| `/([a-z-]+)` \| `(\{.*\})` \|$", re.MULTILINE)
BUTTONS = [(name, command, json.loads(body)) for name, command, body in ROW.findall(MANUAL)]
CURL = re.findall(r"^curl [^#\n]*", MANUAL, re.MULTILINE)


async def state(meeting: Hosted) -> dict[str, object]:
    """What the buttons change, before and after a press."""
    seen = (await meeting.get("desk", "state")).json()
    clock = seen["floor"] and {key: seen["floor"]["clock"][key] for key in ("limit_ms", "running_since_ms")}
    return {
        "speech": seen["floor"] and seen["floor"]["speech"],
        "clock": clock,
        "list": seen["lists"][0]["state"],
        "dark": seen["podium_dark"],
        "timer": seen["auxiliary_timer"],
    }


async def test_each_button_is_accepted_and_changes_something(floor: Hosted) -> None:
    assert len(BUTTONS) == MANUAL.count("` | `{")
    for seat in ("FR", "KE", "BR"):
        await floor.post("desk", "add-inscription", {"seat": seat})
    for name, command, body in BUTTONS:
        before = await state(floor)
        answer = await floor.post("desk", command, body)
        assert answer.status_code == 204, (name, answer.text)
        assert command == "flash-podium" or await state(floor) != before, name


@pytest.mark.parametrize("line", CURL)
async def test_each_example_for_a_shell_works(floor: Hosted, line: str) -> None:
    await floor.post("desk", "add-inscription", {"seat": "FR"})
    await floor.post("desk", "add-inscription", {"seat": "KE"})
    await floor.post("desk", "give-floor-to-next")
    secret = floor.links["desk"]
    ran = await asyncio.create_subprocess_exec(
        *("sh", "-euc", line.replace("http://127.0.0.1:8000", floor.host.url).replace("curl ", "curl -i -sS ", 1)),
        env={"SECRET": secret, "CODE": floor.code, "PATH": "/usr/bin:/bin"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said = (await ran.communicate())[0].decode()
    asks_for_code = "curl -sI" in line
    assert said.startswith("HTTP/1.1 303" if asks_for_code else "HTTP/1.1 200"), said
    assert not asks_for_code or f"location: /m/{floor.code}/desk?as=desk" in said


def test_the_page_names_what_the_module_shows() -> None:
    source = (FOLDER / "companion" / "src" / "meeting.js").read_text(encoding="utf-8")
    listed = source.partition("VARIABLES = {")[2].partition("};")[0]
    names = re.findall(r"^  (\w+):", listed, re.MULTILINE)
    assert len(names) > 15 and [name for name in names if f"`{name}`" not in MANUAL] == []
