"""The bridge as a whole: a simulated conference, the bridge, and a real server."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from httpx2 import AsyncClient, Response
from starlette.applications import Starlette

from nameplate.clients.bigbluebutton import Api
from nameplate.clients.bridge import Bridge, ClockShift, Memory
from nameplate.clients.meeting_client import LinkRefused, MeetingClient
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Inscription
from nameplate.meeting.remote_delegations import SetRemote, remote_state
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.rooms.timebase import Timebase
from tests.clients.conference import MEETING, SECRET, Conference, signed
from tests.serving import PATIENCE_SECONDS, Hosted, Quiet, until

SEATS = {"user-KE": "KE", "user-BR": "BR"}
CALLBACK = "https://bridge.example/callback"


@asynccontextmanager
async def served(app: Starlette) -> AsyncIterator[str]:
    """The address of an application, until the block ends."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        running = Quiet(uvicorn.Config(app, log_level="warning", lifespan="off"))
        task = asyncio.create_task(running.serve(sockets=[listening]))
        await until(lambda: running.started or task.done())
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            running.should_exit = True
            await task


@dataclass
class Connected:
    """A conference that a running bridge connects with a meeting."""

    conference: Conference
    address: str
    browser: AsyncClient
    said: list[str]
    task: asyncio.Task[None]

    async def deliver(self) -> Response:
        """Deliver all messages of the conference, as bbb-webhooks does."""
        body, checksum = signed(self.conference.messages, CALLBACK, sent_at=Timebase().now_ms())
        self.conference.messages = []
        return await self.browser.post(f"{self.address}/callback?checksum={checksum}", content=body)


@asynccontextmanager
async def connected(meeting: Hosted, memory: Path, conference: Conference | None = None) -> AsyncIterator[Connected]:
    """A bridge that runs until the block ends, or until its link ends."""
    conference = conference or Conference(at=Timebase().now_ms())
    said: list[str] = []
    link = f"{meeting.host.url}/in/{meeting.links['bridge']}"
    kept = Memory(memory)
    async with served(conference.app()) as bbb, AsyncClient(timeout=PATIENCE_SECONDS) as browser:
        api = Api(f"{bbb}/bigbluebutton/api", SECRET, MEETING)
        bridge = Bridge(link, api, kept.load(SEATS), kept, CALLBACK, said.append)
        async with served(bridge.app()) as address:
            task = asyncio.create_task(bridge.run())
            await until(lambda: bridge.is_connected)
            try:
                yield Connected(conference, address, browser, said, task)
            finally:
                task.cancel()
                with suppress(asyncio.CancelledError, LinkRefused):
                    await task


@pytest.fixture
async def panel(floor: Hosted) -> Hosted:
    """The floor is open. Kenya and Brazil take part remotely."""
    await floor.chair(SetRemote("KE"), SetRemote("BR"))
    return floor


async def waiting(meeting: Hosted) -> list[Inscription]:
    lists = (await meeting.room()).meeting.lists.values()
    return [one for speakers in lists if speakers.purpose == "speakers" for one in speakers.waiting]


async def waits(meeting: Hosted, *seats: str) -> None:
    """Wait until exactly these seats are on the list, in this order."""
    room = await meeting.room()

    def listed() -> list[str]:
        lists = room.meeting.lists.values()
        return [one.seat for each in lists if each.purpose == "speakers" for one in each.waiting]

    await until(lambda: listed() == [*seats])


async def test_a_raised_hand_comes_to_the_list_and_a_lowered_hand_leaves_it(panel: Hosted, tmp_path: Path) -> None:
    async with connected(panel, tmp_path / "memory.json") as bridge:
        bridge.conference.hand("user-KE", up=True)
        bridge.conference.hand("user-BR", up=True)
        assert (await bridge.deliver()).status_code == 200
        await waits(panel, "KE", "BR")
        assert {one.source for one in await waiting(panel)} == {"remote"}
        bridge.conference.hand("user-KE", up=False)
        await bridge.deliver()
        await waits(panel, "BR")


async def test_after_the_call_the_conference_is_asked_to_lower_the_hand(panel: Hosted, tmp_path: Path) -> None:
    async with connected(panel, tmp_path / "memory.json") as bridge:
        bridge.conference.hand("user-KE", up=True)
        await bridge.deliver()
        await waits(panel, "KE")
        await panel.chair(GiveFloorToNext())
        await until(lambda: bool(bridge.conference.chat))
        assert bridge.conference.chat == ["Kenya has the floor. Please lower the hand."]


async def test_the_bridge_registers_itself_and_asks_who_is_there(panel: Hosted, tmp_path: Path) -> None:
    conference = Conference(at=Timebase().now_ms())
    conference.join("user-KE")
    async with connected(panel, tmp_path / "memory.json", conference) as bridge:
        room = await panel.room()
        await until(lambda: remote_state(room.meeting, "KE").in_conference)
        assert bridge.conference.hooks == {CALLBACK: MEETING}
        assert not remote_state(room.meeting, "BR").in_conference


async def test_after_a_lost_connection_the_bridge_reports_everything_anew(panel: Hosted, tmp_path: Path) -> None:
    memory, conference = tmp_path / "memory.json", Conference(at=Timebase().now_ms())
    conference.join("user-KE")
    room = await panel.room()
    async with connected(panel, memory, conference):
        await until(lambda: remote_state(room.meeting, "KE").in_conference)
    await until(lambda: remote_state(room.meeting, "KE").forgotten_at is not None)
    async with connected(panel, memory, conference):
        await until(lambda: remote_state(room.meeting, "KE").in_conference)


async def test_a_restart_loses_no_hand_and_doubles_none(panel: Hosted, tmp_path: Path) -> None:
    memory, conference = tmp_path / "memory.json", Conference(at=Timebase().now_ms())
    async with connected(panel, memory, conference) as bridge:
        conference.hand("user-KE", up=True)
        again = [*conference.messages]
        await bridge.deliver()
        await waits(panel, "KE")
    await panel.chair(AddInscription("FR"))
    async with connected(panel, memory, conference) as bridge:
        conference.messages = again
        conference.hand("user-BR", up=True)
        await bridge.deliver()
        await until(lambda: any("raise-hand BR" in line for line in bridge.said))
        assert sorted(one.seat for one in await waiting(panel)) == ["BR", "FR", "KE"]


async def test_a_forged_callback_changes_nothing(panel: Hosted, tmp_path: Path) -> None:
    async with connected(panel, tmp_path / "memory.json") as bridge:
        bridge.conference.hand("user-KE", up=True)
        body, checksum = signed(bridge.conference.messages, CALLBACK, secret="guessed")
        answer = await bridge.browser.post(f"{bridge.address}/callback?checksum={checksum}", content=body)
        assert answer.status_code == 403
        assert (await bridge.browser.post(bridge.address, content=b"x" * 1_000_001)).status_code == 413
        assert await waiting(panel) == []


async def test_seats_that_the_meeting_does_not_have_are_said(
    panel: Hosted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(SEATS, "user-XX", "XX")
    async with connected(panel, tmp_path / "memory.json") as bridge:
        bridge.conference.hand("user-XX", up=True)
        bridge.conference.hand("user-KE", up=True)
        await bridge.deliver()
        await waits(panel, "KE")
    said = [record.getMessage() for record in caplog.records if "seat map" in record.getMessage()]
    assert said == ["The seat “XX” is in the seat map, but not in this meeting. It is left out."]


async def test_the_bridge_ends_when_its_link_is_revoked(panel: Hosted, tmp_path: Path) -> None:
    async with connected(panel, tmp_path / "memory.json") as bridge:
        await panel.revoke("bridge")
        await panel.host.context.pass_cache.refresh()
        async with asyncio.timeout(PATIENCE_SECONDS):
            with pytest.raises(LinkRefused):
                await bridge.task


@pytest.mark.parametrize("link", ["", "ftp://host/in/x", "http://host/m/CODE", "http://host/in/"])
async def test_something_else_is_no_link(link: str) -> None:
    with pytest.raises(LinkRefused, match="no link of Nameplate"):
        await MeetingClient(link, lambda _: None).run()


def test_the_clock_of_the_conference_may_be_wrong_by_any_time() -> None:
    """A callback that was sent again is late, and says nothing about the clock."""
    shift = ClockShift()
    assert shift.add(sent_at=1_000, received_at=61_200) == 60_200
    assert shift.add(sent_at=2_000, received_at=62_050) == 60_050
    assert shift.add(sent_at=3_000, received_at=93_000) == 60_050
