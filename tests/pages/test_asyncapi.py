"""The AsyncAPI document is what the WebSocket sends: each real message fits exactly one of its schemas."""

from __future__ import annotations

import asyncio
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from websockets.asyncio.client import ClientConnection

from nameplate.pages.asyncapi import SENT, document
from nameplate.screens.audiences import AUDIENCES
from tests.serving import PATIENCE_SECONDS, Host, Hosted
from tests.state_schema import closed

SCHEMAS = closed(document()["components"]["schemas"])
KINDS = {
    name: jsonschema_rs.Draft202012Validator(
        {"$ref": document()["components"]["messages"][name]["payload"]["$ref"], "components": {"schemas": SCHEMAS}}
    )
    for name in document()["components"]["messages"]
}

PASSES = {"state": "desk", "delegate": "delegate:FR", "panellist": "panellist:p-4", "public": "join"}
"""The names of the passes that are not those of their audience."""


def kinds(message: object, names: tuple[str, ...] = SENT) -> list[str]:
    """The kinds of messages that a message fits."""
    return [name for name in names if KINDS[name].is_valid(message)]


async def received(screen: ClientConnection) -> Any:
    """The next message, also a heartbeat."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        return msgspec.json.decode(await screen.recv())


def references(part: Any) -> list[str]:
    """Every reference in a part of the document."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    own = [part["$ref"]] if isinstance(part, dict) and "$ref" in part else []
    return own + [each for value in inner for each in references(value)]


async def test_everybody_may_read_the_document_and_its_references_resolve(host: Host) -> None:
    answer = await host.client.get(f"{host.url}/asyncapi.json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    told = answer.json()
    assert told["asyncapi"] == "3.0.0" and told["channels"]["live"]["address"] == "/m/{code}/live"
    assert references(told)
    for reference in references(told):
        found: Any = told
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]


@pytest.mark.parametrize("audience", AUDIENCES)
async def test_what_the_socket_sends_fits_one_schema(floor: Hosted, audience: str) -> None:
    role = {"state": "desk", "delegate": "delegate:FR", "panellist": "panellist:p-4", "public": "join"}.get(
        audience, audience
    )
    async with floor.live(role, audience) as screen:
        picture = "state" if audience == "state" else "regions"
        assert kinds(await received(screen)) == [picture]
        ping = {"op": "ping", "c": {"any": 1}, "took": 12.5}
        assert kinds(ping, ("ping",)) == ["ping"]
        await screen.send(msgspec.json.encode(ping).decode())
        assert (await floor.post("desk", "give-floor", {"seat": "KE"})).status_code == 204
        seen: set[str] = set()
        while not seen >= {"time", picture}:
            message = await received(screen)
            (kind,) = kinds(message)
            seen.add(kind)
    assert audience in document()["channels"]["live"]["bindings"]["ws"]["query"]["properties"]["audience"]["enum"]


async def test_a_heartbeat_is_no_picture(floor: Hosted) -> None:
    assert kinds({"version": 4}) == kinds({"version": 4, "outdated": True}) == ["heartbeat"]
    assert kinds({"version": "4"}) == kinds({"version": 4, "outdated": False}) == kinds({}) == []
