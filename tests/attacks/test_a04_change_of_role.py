"""A4: a socket and a pass give no more rights than their own, also when the rights change meanwhile."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

import msgspec
import pytest
from httpx2 import AsyncClient
from websockets.exceptions import ConnectionClosed

from nameplate.access.passes import Pass, hash_of
from nameplate.meeting import Role
from nameplate.store import codec
from tests.serving import Hosted, close_code, heard

from .roles import PASS_OF_ROLE, valid_fields, waiting


@pytest.mark.parametrize("name", [PASS_OF_ROLE[Role.DELEGATE], PASS_OF_ROLE[Role.CHAIR]])
async def test_no_command_is_carried_out_that_comes_by_a_socket(floor: Hosted, name: str) -> None:
    before = (await floor.room()).meeting.version
    for command in codec.COMMANDS:
        async with floor.live(name, "delegate") as screen:
            for key in ("op", "command", "type"):
                await screen.send(
                    msgspec.json.encode({key: command, **valid_fields(command), "role": "chair"}).decode()
                )
            await screen.send('{"op": "ping", "c": "last"}')
            while (await heard(screen)).get("c") != "last":
                pass
    assert (await floor.room()).meeting.version == before


async def test_a_chair_that_becomes_a_delegate_loses_its_sockets_and_its_commands(floor: Hosted) -> None:
    async with floor.live("chair", "chair") as screen:
        await heard(screen)
        await floor.revoke("chair")
        await floor.host.issue(Pass(hash_of("a new link"), floor.code, "delegate:NZ", Role.DELEGATE, "delegate", "NZ"))
        assert await close_code(screen) == 4401
        with pytest.raises(ConnectionClosed):
            await screen.send('{"op": "ping"}')
    new = {"Authorization": "Bearer a new link"}
    for command in ("close-list", "give-floor-to-next"):
        assert (await floor.post("chair", command)).status_code == 401
        assert (await floor.host.client.post(f"{floor.url}/{command}", headers=new)).status_code == 403


async def test_commands_that_are_on_their_way_when_a_pass_is_revoked_are_done_or_refused(floor: Hosted) -> None:
    sent = [asyncio.create_task(floor.post("chair", "add-inscription", {"guest": f"Guest {n}"})) for n in range(50)]
    await floor.revoke("chair")
    answers = [answer.status_code for answer in await asyncio.gather(*sent)]
    assert set(answers) <= {204, 401}
    assert len(await waiting(floor)) == answers.count(204)


async def test_a_browser_cannot_name_a_role_that_it_has_no_pass_for(floor: Hosted, browser: AsyncClient) -> None:
    await browser.get(f"/in/{floor.links['delegate:FR']}")
    for name in ("chair", "desk", "CHAIR", "chair%20", "сhair", "delegate:KE", "delegate:fr", "%63hair", "chair%00"):  # noqa: RUF001
        named = {"Nameplate-As": quote(name, safe="%:")}
        refused = await browser.post(f"{floor.url}/close-list", headers=named)
        assert refused.status_code == 403, name
        assert (await browser.get(f"{floor.url}/delegate", params={"as": name})).status_code == 403, name
