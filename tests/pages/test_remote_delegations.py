"""The connections of remote delegations on a running server: what the desk, the chair and the delegation see."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from nameplate.access.passes import Pass
from nameplate.meeting import Role
from nameplate.meeting.remote_delegations import SetRemote, remote_state
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.pages.bridge_presence import BridgePresence
from nameplate.serving import websocket
from tests.pages.test_devices import LAPTOP, PHONE, ask, cookie_of, with_cookie
from tests.serving import PATIENCE_SECONDS, Hosted, heard, until
from tests.unreliable_network import Link, link_to


@pytest.fixture
def quick_pings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server pings every 20 ms, and waits half a second for an answer."""
    monkeypatch.setattr(websocket, "PING_SECONDS", 0.02)
    monkeypatch.setattr(websocket, "PONG_SECONDS", 0.5)


async def kenya_is_remote(meeting: Hosted) -> None:
    """The floor is open. Kenya takes part remotely and is next."""
    await meeting.open_floor()
    await meeting.chair(SetRemote("KE"), AddInscription("KE"))


async def report(meeting: Hosted, **state: object) -> None:
    """The bridge says what it knows about Kenya."""
    answer = await meeting.post("bridge", "report-connection", {"seat": "KE", **state})
    assert answer.status_code == 204, answer.text


async def test_the_desk_sees_whether_a_remote_delegation_is_there(meeting: Hosted) -> None:
    await kenya_is_remote(meeting)
    desk = await cookie_of(meeting, "desk", **LAPTOP)
    assert "not connected" in await ask(meeting, desk, "remote")
    phone = await cookie_of(meeting, "delegate:KE", **PHONE)
    async with meeting.live("delegate:KE", "delegate", **with_cookie(meeting, phone)) as screen:
        await heard(screen)
        assert "connected: its page is open" in await ask(meeting, desk, "remote")
        await report(meeting, in_conference=True, microphone="muted", hand=True)
        shown = await ask(meeting, desk, "remote")
        assert "in the conference, microphone muted" in shown
        assert "hand raised, on the list" in shown


@pytest.mark.usefixtures("quick_pings")
async def test_a_frozen_page_of_a_remote_delegation_is_not_connected(meeting: Hosted) -> None:
    await kenya_is_remote(meeting)
    await meeting.chair(SetRemote("KE", remote=False))
    desk, phone = await cookie_of(meeting, "desk", **LAPTOP), await cookie_of(meeting, "delegate:KE", **PHONE)
    async with meeting.live("delegate:KE", "delegate", **with_cookie(meeting, phone)) as screen:
        await heard(screen)
        screen.transport.pause_reading()  # the socket stays open, and the kernel acknowledges what comes
        await meeting.chair(SetRemote("KE"))
        async with asyncio.timeout(PATIENCE_SECONDS):
            while "not connected" not in (shown := await ask(meeting, desk, "remote")):
                assert "connected: its page is open" in shown


@pytest.mark.usefixtures("quick_pings")
async def test_the_reports_of_a_frozen_bridge_are_forgotten(meeting: Hosted) -> None:
    await kenya_is_remote(meeting)
    room = await meeting.room()
    async with meeting.live("bridge", "state") as bridge:
        await heard(bridge)
        await report(meeting, in_conference=True)
        bridge.transport.pause_reading()
        await until(lambda: remote_state(room.meeting, "KE").forgotten_at is not None)


@pytest.mark.usefixtures("quick_pings")
async def test_a_phone_behind_a_proxy_that_swallows_everything_is_not_connected(
    meeting: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kenya_is_remote(meeting)
    await meeting.chair(SetRemote("KE", remote=False))  # the phone is not watched until the proxy swallows
    desk, phone = await cookie_of(meeting, "desk", **LAPTOP), await cookie_of(meeting, "delegate:KE", **PHONE)
    async with (
        behind_proxy(meeting) as (link, far),
        far.live("delegate:KE", "delegate", **with_cookie(meeting, phone)) as screen,
    ):
        await heard(screen)
        link.swallow()  # the proxy goes on to read, so the kernel of the server gets its acknowledgements
        await meeting.chair(SetRemote("KE"))
        async with asyncio.timeout(PATIENCE_SECONDS):
            while "not connected" not in (shown := await ask(meeting, desk, "remote")):
                assert "connected: its page is open" in shown
        link.mend()
        monkeypatch.setattr(websocket, "PONG_SECONDS", PATIENCE_SECONDS)
        async with far.live("delegate:KE", "delegate", **with_cookie(meeting, phone)) as again:
            await heard(again)
            assert "connected: its page is open" in await ask(meeting, desk, "remote")


@pytest.mark.usefixtures("quick_pings")
async def test_the_reports_of_a_bridge_behind_a_proxy_that_swallows_everything_are_forgotten(meeting: Hosted) -> None:
    await kenya_is_remote(meeting)
    desk, room = await cookie_of(meeting, "desk", **LAPTOP), await meeting.room()
    async with behind_proxy(meeting) as (link, far), far.live("bridge", "state") as bridge:
        await heard(bridge)
        await report(meeting, in_conference=True)
        link.swallow()
        await until(lambda: remote_state(room.meeting, "KE").forgotten_at is not None)
        assert "no bridge is connected" in await ask(meeting, desk, "remote")


@asynccontextmanager
async def behind_proxy(meeting: Hosted) -> AsyncIterator[tuple[Link, Hosted]]:
    """A proxy in front of the server, and the meeting as it is reached through it."""
    async with link_to(meeting.host.url) as link:
        yield link, replace(meeting, host=replace(meeting.host, url=link.url))


async def test_when_the_bridge_is_gone_the_desk_and_the_chair_see_that_nothing_is_known(meeting: Hosted) -> None:
    await kenya_is_remote(meeting)
    desk, chair, room = await cookie_of(meeting, "desk"), await cookie_of(meeting, "chair"), await meeting.room()
    async with meeting.live("bridge", "state") as first:
        await heard(first)
        async with meeting.live("bridge", "state") as second:
            await heard(second)
            await report(meeting, in_conference=True, microphone="on")
            second.transport.abort()  # as when its process is killed
        assert "in the conference, microphone on" in await ask(meeting, desk, "remote")
        first.transport.abort()
    await until(lambda: remote_state(room.meeting, "KE").forgotten_at is not None)
    shown, note = await ask(meeting, desk, "remote"), await ask(meeting, chair, "remote/note")
    assert re.search(r"not known since \d\d:\d\d: no bridge is connected", shown)
    assert "in the conference" not in shown
    assert re.search(r"Kenya is remote: not known since \d\d:\d\d", note)
    (state,) = (await meeting.get("desk", "state")).json()["remote_delegations"]
    assert (state["in_conference"], state["microphone"], state["reported_ms"]) == (False, "", None)
    await report(meeting, in_conference=True, microphone="muted")
    assert "in the conference, microphone muted" in await ask(meeting, desk, "remote")


async def test_a_screen_that_is_gone_forgets_nothing(meeting: Hosted) -> None:
    await kenya_is_remote(meeting)
    await report(meeting, in_conference=True)
    async with meeting.live("desk", "state") as screen:
        await heard(screen)
    open_sockets = meeting.host.context.open_devices
    await until(lambda: not open_sockets.programs(meeting.code))
    assert remote_state((await meeting.room()).meeting, "KE").in_conference


async def test_after_a_restart_a_report_counts_only_while_a_bridge_is_connected(meeting: Hosted) -> None:
    await kenya_is_remote(meeting)
    await report(meeting, in_conference=True)
    restarted = (await meeting.room()).now_ms() + 1
    alone, several = BridgePresence(restarted, is_alone=True), BridgePresence(restarted, is_alone=False)
    assert (alone.outdated_before(meeting.code), several.outdated_before(meeting.code)) == (restarted, 0)
    bridge = Pass("hash", meeting.code, "bridge", Role.BRIDGE, "state")
    async with alone.counted(bridge, meeting.host.context.room):
        assert alone.outdated_before(meeting.code) == 0
    assert alone.outdated_before(meeting.code) == restarted


async def test_the_chair_is_warned_before_a_call_of_somebody_who_is_not_connected(meeting: Hosted) -> None:
    await kenya_is_remote(meeting)
    chair = await cookie_of(meeting, "chair", **LAPTOP)
    assert "Kenya is remote and not connected" in await ask(meeting, chair, "remote/note")
    await report(meeting, in_conference=True)
    assert "Kenya is remote: in the conference" in await ask(meeting, chair, "remote/note")
    await meeting.chair(SetRemote("KE", remote=False))
    assert (await ask(meeting, chair, "remote/note")).strip() == ""


async def test_a_delegation_has_a_page_to_test_its_connection_and_the_desk_sees_the_result(meeting: Hosted) -> None:
    await kenya_is_remote(meeting)
    phone = await cookie_of(meeting, "delegate:KE", **PHONE)
    page = await ask(meeting, phone, "connection")
    assert "Kenya" in page
    assert "not known here" in page
    await report(meeting, in_conference=True, microphone="on")
    assert "yes, microphone on" in await ask(meeting, phone, "connection")
    tested = await meeting.post("delegate:KE", "record-connection-test", {"round_trip_ms": 85, "live": True})
    assert tested.status_code == 204
    assert "85 ms" in await ask(meeting, await cookie_of(meeting, "desk"), "remote")


async def test_a_failed_test_is_told_to_the_desk(meeting: Hosted) -> None:
    await kenya_is_remote(meeting)
    await meeting.post("delegate:KE", "record-connection-test", {"round_trip_ms": 0})
    assert "changes do not arrive live" in await ask(meeting, await cookie_of(meeting, "desk"), "remote")


@pytest.mark.parametrize("command", ["raise-hand", "lower-hand", "report-connection"])
async def test_a_bridge_cannot_act_for_a_delegation_in_the_room(meeting: Hosted, command: str) -> None:
    await kenya_is_remote(meeting)
    answer = await meeting.post("bridge", command, {"seat": "FR"})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_remote")


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        ("request-floor", {}),
        ("add-inscription", {"seat": "KE"}),
        ("withdraw-request", {"inscription": "i9"}),
        ("give-floor-to-next", {}),
        ("set-remote", {"seat": "FR"}),
        ("raise-point-of-order", {}),
    ],
)
async def test_a_bridge_has_no_power_but_its_own(meeting: Hosted, command: str, fields: dict[str, str]) -> None:
    await kenya_is_remote(meeting)
    answer = await meeting.post("bridge", command, fields)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_a_revoked_bridge_can_do_nothing(meeting: Hosted) -> None:
    await kenya_is_remote(meeting)
    await meeting.revoke("bridge")
    await meeting.host.context.pass_cache.refresh()
    assert (await meeting.post("bridge", "report-connection", {"seat": "KE"})).status_code == 401
