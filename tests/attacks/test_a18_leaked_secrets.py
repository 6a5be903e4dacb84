"""A18: no log line, page, figure or stored value contains the secret of a link."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from httpx2 import AsyncClient
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.audiences import MAY_SEE
from tests.journeys.nameplate_process import free_port, nameplate
from tests.serving import PATIENCE_SECONDS, Hosted, close_code, serving

from .roles import PASS_OF_ROLE


async def test_no_page_and_no_picture_contains_a_secret(meeting: Hosted) -> None:
    secrets = {name: secret for name, secret in meeting.links.items() if name != "join"}
    await meeting.post("chair", "show-join-code")
    for role, name in PASS_OF_ROLE.items():
        for what in (*MAY_SEE[role], "state"):
            shown = (await meeting.get(name, what)).text
            assert [other for other, secret in secrets.items() if secret in shown] == []
    told = (await meeting.host.client.get(f"{meeting.host.url}/metrics")).text
    assert meeting.code not in told and not any(secret in told for secret in secrets.values())


async def test_no_secret_gets_into_the_log_the_database_or_an_error(database_url: str) -> None:
    """Every link and code is used in every way, rightly and wrongly, at a process of its own."""
    async with serving(database_url) as host:
        created, port = await host.meeting(), free_port()
    url = f"http://127.0.0.1:{port}"
    secrets = [secret for name, secret in created.links.items() if name != "join"]
    told = list[str]()
    async with (
        nameplate("serve", "--port", str(port), "--database", database_url) as program,
        AsyncClient(timeout=PATIENCE_SECONDS) as client,
    ):
        meeting = replace(created, host=replace(created.host, url=url, client=client))
        await program.says(f"join: {url}/in/{meeting.code}")
        for secret in secrets[:3]:
            for wrong in (secret, f"{secret}x", f"x/{secret}"):
                for path in (f"/in/{wrong}", f"/?code={wrong}", f"/m/{meeting.code}/{wrong}", f"/static/{wrong}/x.css"):
                    answers = [
                        await client.get(meeting.host.url + path, headers=headers)
                        for headers in ({}, {"Accept": "text/html"}, {"Authorization": f"Bearer {wrong}"})
                    ]
                    told += [answer.text + answer.headers.get("Location", "") for answer in answers]
            with suppress(InvalidStatus):
                async with connect(f"ws{meeting.url[4:]}/live?audience={secret}&as={secret}") as screen:
                    await close_code(screen)
                    told.append(screen.close_reason or "")
            told.append((await meeting.post("chair", "send-notice", {"to": secret, secret: "x"})).text)
        told.append((await client.get(f"{meeting.host.url}/metrics")).text)
        stored = b"".join(file.read_bytes() for file in Path(database_url.removeprefix("sqlite:///")).parent.iterdir())
        await program.kill()
    told.append(program.complaints)
    # A refused field is repeated to the one that has sent it, and to nobody else.
    assert [text for text in told if any(secret in text for secret in secrets) and '"field"' not in text] == []
    assert not [secret for secret in secrets if secret.encode() in stored]


async def test_a_page_sends_no_referrer_and_holds_no_secret_in_its_address(meeting: Hosted) -> None:
    for name, secret in meeting.links.items():
        if name == "join":
            continue
        answer = await meeting.host.client.get(f"{meeting.host.url}/in/{secret}")
        assert answer.status_code == 303 and secret not in answer.headers["Location"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    meeting.host.client.cookies.clear()
