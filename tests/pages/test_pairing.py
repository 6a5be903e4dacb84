"""A screen without a keyboard shows a code, the desk types it in, and the screen opens its link."""

from __future__ import annotations

import re
from functools import partial

import pytest
from httpx2 import AsyncClient, Response

from nameplate.access.passes import hash_of
from nameplate.store import pairing_table, tables
from tests.serving import PATIENCE_SECONDS, Hosted

CODE, SECRET = re.compile(r'class="code">(\w+)<'), re.compile(r'data-secret="([\w-]+)"')


async def waiting(meeting: Hosted) -> tuple[str, str]:
    """A new screen: its code, and its secret."""
    page = (await meeting.host.client.get(f"{meeting.host.url}/screen")).text
    return CODE.findall(page)[0], SECRET.findall(page)[0]


async def asked(meeting: Hosted, secret: str) -> Response:
    """What a waiting screen hears."""
    return await meeting.host.client.get(f"{meeting.host.url}/screen/{secret}")


async def paired(meeting: Hosted, code: str, role: str = "desk", **fields: str) -> Response:
    """Type the code of a waiting screen in, to make it a hall screen."""
    sent = {"name": "hall", "waiting": code, **fields}
    return await meeting.host.client.post(f"{meeting.url}/devices/link", data=sent, headers=meeting.bearer(role))


async def test_a_paired_screen_opens_its_link_with_its_options(meeting: Hosted) -> None:
    code, secret = await waiting(meeting)
    assert (await asked(meeting, secret)).status_code == 204
    answer = await paired(meeting, f" {code[:3].lower()} {code[3:]} ", theme="dark", margin="3")
    assert answer.status_code == 200 and "Paired: Hall screen" in answer.text
    assert secret not in answer.text
    heard = await asked(meeting, secret)
    assert (heard.status_code, heard.text) == (200, "theme=dark&margin=3")
    async with AsyncClient(base_url=meeting.host.url, timeout=PATIENCE_SECONDS) as screen:
        opened = await screen.get(f"/in/{secret}?{heard.text}", follow_redirects=True)
    assert opened.status_code == 200 and opened.url.path == f"/m/{meeting.code}/hall"
    found = meeting.host.context.pass_cache.find(secret)
    assert found and (found.name, found.meeting) == ("hall", meeting.code)


async def test_a_code_is_used_once_and_an_unknown_one_is_refused(meeting: Hosted) -> None:
    code, _ = await waiting(meeting)
    assert (await paired(meeting, code)).status_code == 200
    for used in (code, "NOSUCH"):
        answer = await paired(meeting, used)
        assert answer.status_code == 404 and f"No screen shows the code {used} now." in answer.text


async def test_an_old_code_is_refused_and_forgotten(meeting: Hosted) -> None:
    database, now = meeting.host.database, meeting.host.context.lobby.time.now_ms()
    old = now - pairing_table.VALID_MS - 1
    await database.run(partial(pairing_table.add, code="OLDOLD", hash_=hash_of("old"), at=old))
    assert (await paired(meeting, "OLDOLD")).status_code == 404
    await waiting(meeting)
    rows = await database.run(lambda connection: [*connection.execute(tables.pairings.select())])
    assert "OLDOLD" not in {row.code for row in rows}


@pytest.mark.parametrize("role", ["delegate:FR", "hall", "join", "booth"])
async def test_only_who_moderates_pairs_a_screen(meeting: Hosted, role: str) -> None:
    code, secret = await waiting(meeting)
    assert (await paired(meeting, code, role)).status_code == 403
    assert (await asked(meeting, secret)).status_code == 204


async def test_a_wrong_option_pairs_nothing(meeting: Hosted) -> None:
    code, secret = await waiting(meeting)
    assert (await paired(meeting, code, theme="pink")).status_code == 422
    assert (await asked(meeting, secret)).status_code == 204


async def test_waiting_screens_are_limited_by_address(meeting: Hosted) -> None:
    headers = {"X-Forwarded-For": "203.0.113.88"}
    statuses = {
        (await meeting.host.client.get(f"{meeting.host.url}/screen", headers=headers)).status_code for _ in range(80)
    }
    assert statuses == {200, 429}
