"""Which pass may see which audience, over HTTP and over WebSockets."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from httpx2 import AsyncClient
from sqlalchemy import Connection, Engine, event
from websockets.exceptions import ConnectionClosed

from nameplate.meeting import Role
from nameplate.rooms.timebase import Timebase
from nameplate.screens.audiences import passes_for
from nameplate.store import pass_table
from tests.audiences import MAY_SEE, PAGES
from tests.panel import PRESENTATIONS
from tests.serving import PATIENCE_SECONDS, Host, Hosted, heard, until

PASS_OF_ROLE = {
    Role.CHAIR: "chair",
    Role.DESK: "desk",
    Role.DELEGATE: "delegate:FR",
    Role.PANELLIST: f"panellist:{PRESENTATIONS[0]}",
    Role.SCREEN: "hall",
    Role.PUBLIC: "join",
}
OPEN = "open"


@pytest.fixture
async def meeting(host: Host) -> Hosted:
    """The panel; the floor is open."""
    return await (await host.meeting()).open_floor()


@pytest.fixture
async def browser() -> AsyncIterator[AsyncClient]:
    """A client that keeps its cookies."""
    async with AsyncClient(timeout=PATIENCE_SECONDS) as client:
        yield client


async def connect(meeting: Hosted, name: str, audience: str, **headers: str) -> int | str:
    """Connect a WebSocket. Returns the code with which the server closes it, or `OPEN`."""
    async with meeting.live(name, audience, **headers) as screen:
        try:
            await heard(screen)
        except ConnectionClosed as closed:
            assert closed.rcvd
            return closed.rcvd.code
    return OPEN


async def revoke(meeting: Hosted, name: str) -> None:
    """Revoke a link in another process, so that the server must detect this."""
    at = Timebase().now_ms()
    await meeting.host.database.run(lambda connection: pass_table.revoke(connection, meeting.code, name, at))


async def test_the_table_has_every_role_and_only_known_audiences() -> None:
    assert set(MAY_SEE) == set(Role) == set(PASS_OF_ROLE)
    assert all(set(seen) <= set(PAGES) for seen in MAY_SEE.values())


@pytest.mark.parametrize("audience", PAGES)
@pytest.mark.parametrize("role", Role)
async def test_a_role_may_see_the_pages_and_sockets_of_the_table_and_no_others(
    meeting: Hosted, role: Role, audience: str
) -> None:
    name, may = PASS_OF_ROLE[role], audience in MAY_SEE[role]
    page = await meeting.get(name, audience)
    assert page.status_code == (200 if may else 403)
    assert may or page.json()["code"] == "forbidden"
    assert await connect(meeting, name, audience) == (OPEN if may else 4403)
    assert await connect(meeting, name, "state") == OPEN


async def test_no_page_and_no_picture_contains_a_secret(meeting: Hosted) -> None:
    secrets = {name: secret for name, secret in meeting.links.items() if name != "join"}
    await meeting.post("chair", "show-join-code")
    for role, name in PASS_OF_ROLE.items():
        for what in (*MAY_SEE[role], "state"):
            shown = (await meeting.get(name, what)).text
            assert [other for other, secret in secrets.items() if secret in shown] == []
    told = (await meeting.host.client.get(f"{meeting.host.url}/metrics")).text
    assert meeting.code not in told and not any(secret in told for secret in secrets.values())


async def test_revoking_a_link_closes_its_sockets_and_ends_its_cookie_and_header(
    meeting: Hosted, browser: AsyncClient
) -> None:
    link = f"{meeting.host.url}/in/{meeting.links['delegate:FR']}"
    assert (await browser.get(link)).status_code == 303
    async with meeting.live("delegate:FR", "delegate") as screen, meeting.live("delegate:KE", "delegate") as other:
        await heard(screen)
        await heard(other)
        await revoke(meeting, "delegate:FR")
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                await heard(screen)
        assert closed.value.rcvd and closed.value.rcvd.code == 4401
        await meeting.post("chair", "close-list")
        assert await heard(other)
    assert (await browser.get(f"{meeting.url}/delegate")).status_code == 401
    assert (await browser.post(f"{meeting.url}/request-floor")).status_code == 401
    assert (await browser.get(link)).status_code == 404
    assert (await meeting.post("delegate:FR", "request-floor")).status_code == 401
    assert await connect(meeting, "delegate:FR", "delegate") == 4401
    assert (await meeting.get("delegate:KE", "delegate")).status_code == 200


async def test_a_new_link_works_after_the_old_one_was_revoked(host: Host, meeting: Hosted) -> None:
    await revoke(meeting, "chair")
    await until(lambda: host.context.pass_cache.find(meeting.links["chair"]) is None)
    secret, pass_ = passes_for((await meeting.room()).meeting)["chair"]
    await host.issue(pass_)
    assert (await meeting.get("chair", "chair")).status_code == 401
    link = await host.client.get(f"{host.url}/in/{secret}")
    assert (link.status_code, link.headers["Location"]) == (303, f"/m/{meeting.code}/chair?as=chair")


@pytest.mark.parametrize("name", ["chair", "delegate:FR", "join"])
async def test_a_pass_gives_no_access_to_another_meeting(host: Host, meeting: Hosted, name: str) -> None:
    other = await host.meeting()
    for headers in ({"Cookie": f"np-0123456789ab={meeting.links[name]}"}, meeting.bearer(name)):
        for what in ("chair", "delegate", "hall", "state", "events"):
            assert (await host.client.get(f"{other.url}/{what}", headers=headers)).status_code == 401
        assert (await host.client.post(f"{other.url}/open-list", headers=headers)).status_code == 401
    assert await connect(other, "chair", "chair", **meeting.bearer(name)) == 4401
    assert (await other.room()).meeting.version == 1


async def test_a_hash_or_a_name_is_not_accepted_as_a_secret(host: Host, meeting: Hosted) -> None:
    chair = next(p for p in await host.context.pass_cache.look_up(meeting.links["chair"]))
    for said in (chair.hash, chair.name, "-", meeting.links["chair"].swapcase(), f"{meeting.links['chair']} x"):
        answer = await host.client.get(f"{meeting.url}/chair", headers={"Authorization": f"Bearer {said}"})
        assert (answer.status_code, answer.json()["code"]) == (401, "no_pass")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_many_unknown_cookies_cause_few_refreshes_of_the_passes(host: Host, meeting: Hosted) -> None:
    commits: list[Connection] = []
    note = commits.append
    event.listen(Engine, "commit", note)
    strange = "; ".join(f"np-{n:012}=nobodys-{n}" for n in range(150))
    answer = await host.client.get(f"{meeting.url}/chair", headers={"Cookie": strange})
    event.remove(Engine, "commit", note)
    assert answer.status_code == 401
    assert len(commits) < 15
