"""The examples in docs/bridge.md are run in their order against a server, with the powers of a bridge."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from string import Template

from httpx2 import Response

from nameplate.clients.bridge import CHECK_SECONDS
from nameplate.meeting import Role
from nameplate.meeting.remote_delegations import SetRemote, remote_state
from nameplate.meeting.speakers_list.raised_hands import MOST_EARLIER_MS
from nameplate.pages.rate_limit import RATES
from tests.serving import Hosted

MANUAL = (Path(__file__).parents[2] / "docs" / "bridge.md").read_text(encoding="utf-8")
SECTION = MANUAL.partition("## Write a bridge")[2]
EXAMPLES = re.findall(r"```sh\n(.*?)```", SECTION, re.DOTALL)
STATE, REPORT, RAISE, LOWER = EXAMPLES
(SHOWN,) = re.findall(r"```json\n(.*?)```", SECTION, re.DOTALL)


async def run(meeting: Hosted, example: str) -> Response:
    """Send what an example with curl sends."""
    filled = Template(example).substitute(SECRET=meeting.links["bridge"], URL=meeting.host.url, CODE=meeting.code)
    words = shlex.split(filled.replace("\\\n", " "))
    assert words[0] == "curl"
    options = list(zip(words[1:-1:2], words[2:-1:2], strict=True))
    headers = dict(value.split(": ", 1) for option, value in options if option == "-H")
    body = next((value for option, value in options if option == "--json"), None)
    if body is None:
        return await meeting.host.client.get(words[-1], headers=headers)
    headers["Content-Type"] = "application/json"
    return await meeting.host.client.post(words[-1], content=body, headers=headers)


async def test_the_examples_do_what_the_manual_says(floor: Hosted) -> None:
    await floor.chair(SetRemote("KE"))
    room = await floor.room()
    state = (await run(floor, STATE)).json()
    assert {"remote_delegations": state["remote_delegations"]} == json.loads(SHOWN)
    assert (await run(floor, REPORT)).status_code == 200
    known = remote_state(room.meeting, "KE")
    assert (known.in_conference, known.microphone, known.hand) == (True, "muted", True)
    first, again = await run(floor, RAISE), await run(floor, RAISE)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    (waiting,) = (await run(floor, STATE)).json()["lists"][0]["inscriptions"]
    assert (waiting["seat"], waiting["source"], waiting["raised_ms"]) == ("KE", "remote", 1425369605000)
    assert (await run(floor, LOWER)).status_code == 200
    assert (await run(floor, STATE)).json()["lists"][0]["inscriptions"] == []
    assert (await run(floor, LOWER)).json()["code"] == "not_waiting"


def test_the_numbers_of_the_manual_are_those_of_the_program() -> None:
    assert f"at most {MOST_EARLIER_MS // 1000} seconds before" in MANUAL
    rate = RATES[Role.BRIDGE]
    assert f"{rate.burst} commands at once, then {rate.per_second} a second" in MANUAL.replace("\n", " ")
    assert CHECK_SECONDS == 60
