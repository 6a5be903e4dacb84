"""OSC out and in: what is sent, and what a message does, over real UDP and against a real server."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from pythonosc.osc_message_builder import build_msg
from pythonosc.osc_packet import OscPacket

from nameplate.cli import main
from nameplate.clients.meeting_client import LinkRefused
from nameplate.clients.osc import NotForNow, OscBridge, OscIn, OscOut, command, digits, messages
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from tests.serving import PATIENCE_SECONDS, Hosted

MANUAL = (Path(__file__).parents[2] / "docs" / "osc.md").read_text(encoding="utf-8")
CLOCK = {"limit_ms": 180_000, "elapsed_ms": 60_000, "running_since_ms": 5_000, "warn_left_ms": 60_000}
CLOCK |= {"last_left_ms": 30_000}
STATE: dict[str, Any] = {
    "floor": {"speech": "s8", "name": "France", "on_behalf_of": "European Union", "clock": CLOCK},
    "next": [{"name": "Kenya"}],
    "next_step": {"command": "give-floor-to-next"},
    "lists": [{"inscriptions": [{}, {}]}],
    "points_of_order": [{"state": "raised"}],
}
NOBODY = STATE | {"floor": None, "next": [], "next_step": None}


def test_the_messages_say_what_the_room_sees() -> None:
    sent = dict(messages(STATE, 5_000))
    assert sent["/nameplate/speaker"] == "France" and sent["/nameplate/delegation"] == "European Union"
    assert (sent["/nameplate/clock/seconds"], sent["/nameplate/clock/text"]) == (120, "2:00")
    assert (sent["/nameplate/clock/phase"], sent["/nameplate/clock/running"]) == ("green", 1)
    assert (sent["/nameplate/next/1"], sent["/nameplate/next/2"]) == ("Kenya", "")
    assert (sent["/nameplate/list/length"], sent["/nameplate/point-of-order"]) == (2, 1)
    assert dict(messages(STATE, 5_000 + 130_000))["/nameplate/clock/text"] == "+0:10"
    assert messages(None, 0) == [("/nameplate/connected", 0)]
    assert dict(messages(NOBODY, 0))["/nameplate/speaker"] == ""


@pytest.mark.parametrize(("used", "phase"), [(0, "green"), (60, "amber"), (90, "red"), (120, "over"), (500, "over")])
def test_the_phase_changes_without_a_message_of_the_server(used: int, phase: str) -> None:
    assert dict(messages(STATE, 5_000 + used * 1000))["/nameplate/clock/phase"] == phase


def test_the_manual_names_every_message_and_every_command() -> None:
    sent = {re.sub(r"\d$", "1", address) for address, _ in messages(STATE, 0)}
    assert [address for address in sorted(sent) if f"`{address}`" not in MANUAL] == []
    for name in re.findall(r"^\| `/nameplate/(\w+)(?: [\d-]+)?` \|", MANUAL.partition("## In")[2], re.MULTILINE):
        assert command(f"/nameplate/{name}", [30] if name == "adjust" else [], STATE)


def test_a_command_names_the_speech_that_was_shown() -> None:
    assert command("/nameplate/next", [], STATE) == ("give-floor-to-next", {"after": "s8"})
    assert command("/nameplate/next", [1.0], NOBODY) == ("give-floor-to-next", {"after": ""})
    assert command("/nameplate/step", [], STATE) == ("next-step", {"expects": "give-floor-to-next", "after": "s8"})
    assert command("/nameplate/end", [], STATE) == ("end-speech", {"speech": "s8"})
    assert command("/nameplate/pause", [], STATE) == ("pause-clock", {"speech": "s8"})
    assert command("/nameplate/adjust", [-30.0], STATE) == ("adjust-clock", {"seconds": -30, "speech": "s8"})


@pytest.mark.parametrize(
    ("address", "arguments", "state"),
    [
        ("/nameplate/next", [0.0], STATE),  # a button was released
        ("/nameplate/next", [], None),
        ("/nameplate/step", [], NOBODY),
        ("/nameplate/end", [], NOBODY),
        ("/nameplate/adjust", ["30"], STATE),
        ("/nameplate/adjust", [], STATE),
        ("/nameplate/adjust", [float("inf")], STATE),
        ("/nameplate/adjust", [True], STATE),
        ("/nameplate/erase", [], STATE),
        ("/other/next", [], STATE),
    ],
)
def test_what_means_nothing_does_nothing(address: str, arguments: list[Any], state: Any) -> None:
    with pytest.raises(NotForNow):
        command(address, arguments, state)


@given(st.binary(max_size=200))
@example(b"/\xff\0\0,\0\0\0")
@example(b"#bundle\0" + bytes(8))
def test_no_datagram_breaks_the_receiver(data: bytes) -> None:
    into = OscIn({"127.0.0.1"})
    into.datagram_received(data, ("127.0.0.1", 9))
    while not into.received.empty():
        address, arguments = into.received.get_nowait()
        try:
            command(address, arguments, STATE)
        except NotForNow:
            continue


def test_only_allowed_senders_are_heard_and_a_flood_is_dropped() -> None:
    into, datagram = OscIn({"192.0.2.20"}), build_msg("/nameplate/next", []).dgram
    into.datagram_received(datagram, ("192.0.2.21", 9))
    assert into.received.empty()
    for _ in range(1000):
        into.datagram_received(datagram, ("192.0.2.20", 9))
    assert into.received.qsize() == 10


def test_digits() -> None:
    assert [digits(each) for each in (0, 5, 65, 600, -12)] == ["0:00", "0:05", "1:05", "10:00", "+0:12"]


class Ear(asyncio.DatagramProtocol):
    """Hears what is sent, and keeps the newest value of each address."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.changed = asyncio.Event()

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        for timed in OscPacket(data).messages:
            self.values[timed.message.address] = timed.message.params[0]
        self.changed.set()

    async def until(self, **wanted: Any) -> None:
        """Wait until these values were heard."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while any(self.values.get(f"/nameplate/{name.replace('__', '/')}") != wanted[name] for name in wanted):
                self.changed.clear()
                await self.changed.wait()


@pytest.fixture
async def ear() -> AsyncIterator[tuple[Ear, int]]:
    """A receiver, and its port."""
    transport, hearing = await asyncio.get_running_loop().create_datagram_endpoint(Ear, local_addr=("127.0.0.1", 0))
    yield hearing, transport.get_extra_info("sockname")[1]
    transport.close()


@pytest.mark.parametrize("name", ["hall", "delegate:FR", "booth", "bridge"])
async def test_a_link_that_may_give_no_command_is_refused_with_in(floor: Hosted, name: str) -> None:
    link = f"{floor.host.url}/in/{floor.links[name]}"
    with pytest.raises(LinkRefused, match="needs a link of the desk or of the chair"):
        async with asyncio.timeout(PATIENCE_SECONDS):
            await OscBridge(link, None, OscIn({"127.0.0.1"})).run()


async def test_a_link_of_the_chair_is_taken_with_in_and_one_of_the_hall_without(
    floor: Hosted, ear: tuple[Ear, int]
) -> None:
    heard, port = ear
    sending, out = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: OscOut([("127.0.0.1", port)]), local_addr=("127.0.0.1", 0)
    )
    for name, into in (("chair", OscIn({"127.0.0.1"})), ("hall", None)):
        heard.values.clear()
        bridge = asyncio.create_task(OscBridge(f"{floor.host.url}/in/{floor.links[name]}", out, into).run())
        await heard.until(connected=1)
        bridge.cancel()
        await asyncio.gather(bridge, return_exceptions=True)
    sending.close()


async def test_a_meeting_is_sent_and_obeys(floor: Hosted, ear: tuple[Ear, int]) -> None:
    heard, port = ear
    loop = asyncio.get_running_loop()
    sending, out = await loop.create_datagram_endpoint(
        lambda: OscOut([("127.0.0.1", port)]), local_addr=("127.0.0.1", 0)
    )
    taking, into = await loop.create_datagram_endpoint(lambda: OscIn({"127.0.0.1"}), local_addr=("127.0.0.1", 0))
    bridge = asyncio.create_task(OscBridge(f"{floor.host.url}/in/{floor.links['desk']}", out, into).run())
    hand = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def press(name: str, *arguments: int) -> None:
        hand.sendto(build_msg(f"/nameplate/{name}", arguments).dgram, taking.get_extra_info("sockname"))

    try:
        await floor.chair(AddInscription(seat="FR"), AddInscription(seat="KE"))
        await heard.until(connected=1, next__1="France", list__length=2)
        press("next", 1)
        await heard.until(speaker="France", clock__running=1, clock__phase="green")
        await heard.until(clock__seconds=179)  # the next second comes without a change
        press("pause")
        await heard.until(clock__running=0)
        seconds = heard.values["/nameplate/clock/seconds"]
        press("adjust", -60)
        await heard.until(clock__seconds=seconds - 60)
        press("erase")
        press("step")
        await heard.until(speaker="Kenya", clock__running=1)
        await floor.revoke("desk")
        await floor.host.context.pass_cache.refresh()
        with pytest.raises(LinkRefused, match="ended"):
            await asyncio.wait_for(bridge, PATIENCE_SECONDS)
        await heard.until(connected=0)
    finally:
        bridge.cancel()
        hand.close()
        sending.close()
        taking.close()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Say where to send"),
        (["--in", "9000"], "--allow"),
        (["--in", "9000", "--allow", "the desk"], "is no IP address"),
        (["--out", "9000"], "is no HOST:PORT"),
        (["--out", "127.0.0.1:9000"], "This is no link of Nameplate"),
    ],
)
def test_wrong_options_are_explained(options: list[str], said: str) -> None:
    ended = CliRunner().invoke(main, ["osc", "--url", "nonsense", *options])
    assert ended.exit_code != 0 and said in ended.output
