"""OSC out and in: the meeting as messages of Open Sound Control 1.0 over UDP. See docs/osc.md."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any, cast

from pythonosc.osc_message_builder import build_msg
from pythonosc.osc_packet import OscPacket, ParseError

from .meeting_client import CommandRefused, MeetingClient, NotReached, State

logger = logging.getLogger(__name__)

PREFIX = "/nameplate"
NEXT_SENT = 5
REPEAT_SECONDS = 10.0
"""All values are sent again after this time, because a datagram can be lost."""
MOST_WAITING = 10
"""Commands that may wait for the server. More are dropped: old presses must not be carried out later."""
PHASES = {"calm": "green", "warn": "amber", "last": "red", "over": "over"}

Message = tuple[str, str | int]


class NotForNow(Exception):
    """A message that means nothing now, or is no command. The text says why."""


def left_ms(state: State, now: int) -> int | None:
    """The time left of the current speech. None without one."""
    if not state["floor"]:
        return None
    clock = state["floor"]["clock"]
    since = clock["running_since_ms"]
    return int(clock["limit_ms"] - clock["elapsed_ms"] - (0 if since is None else max(0, now - since)))


def phase(clock: Mapping[str, Any], left: int) -> str:
    """The phase of a clock with this time left, as a colour."""
    if left <= 0:
        return PHASES["over"]
    if left <= clock["last_left_ms"]:
        return PHASES["last"]
    return PHASES["warn" if left <= clock["warn_left_ms"] else "calm"]


def is_running(state: State | None) -> bool:
    """Whether the clock of a speech runs."""
    return bool(state and state["floor"] and state["floor"]["clock"]["running_since_ms"] is not None)


def messages(state: State | None, now: int) -> list[Message]:
    """All messages about a state at a time of the server. `state` is None while the server is not reached."""
    if state is None:
        return [(f"{PREFIX}/connected", 0)]
    floor, left = state["floor"], left_ms(state, now)
    seconds = 0 if left is None else math.ceil(left / 1000)
    names = [each["name"] for each in state["next"][:NEXT_SENT]]
    values: dict[str, str | int] = {
        "connected": 1,
        "speaker": floor["name"] if floor else "",
        "delegation": (floor["on_behalf_of"] or floor["name"]) if floor else "",
        "clock/seconds": seconds,
        "clock/text": "" if left is None else digits(seconds),
        "clock/phase": "" if left is None else phase(floor["clock"], left),
        "clock/running": int(is_running(state)),
        **{f"next/{place}": name for place, name in enumerate([*names, *[""] * (NEXT_SENT - len(names))], 1)},
        "list/length": sum(len(each["inscriptions"]) for each in state["lists"]),
        "point-of-order": int(any(point["state"] in ("raised", "given") for point in state["points_of_order"])),
    }
    return [(f"{PREFIX}/{name}", value) for name, value in values.items()]


def digits(seconds: int) -> str:
    """The digits that the screens show: `2:05`, in overtime `+0:12`."""
    return f"{'+' if seconds < 0 else ''}{abs(seconds) // 60}:{abs(seconds) % 60:02}"


def command(address: str, arguments: Sequence[Any], state: State | None) -> tuple[str, dict[str, Any]]:
    """The command for a message. It names the speech of the state. Raises `NotForNow`."""
    if state is None:
        raise NotForNow("the server is not reached")
    name = address.removeprefix(f"{PREFIX}/")
    speech = state["floor"]["speech"] if state["floor"] else ""
    if name != "adjust" and arguments and arguments[0] in (0, False):
        raise NotForNow("a button was released")
    match name:
        case "next":
            return "give-floor-to-next", {"after": speech}
        case "step":
            if not state["next_step"]:
                raise NotForNow("there is no next step")
            return "next-step", {"expects": state["next_step"]["command"], "after": speech}
        case "end" | "pause" | "resume" if not speech:
            raise NotForNow("nobody has the floor")
        case "end":
            return "end-speech", {"speech": speech}
        case "pause" | "resume":
            return f"{name}-clock", {"speech": speech}
        case "adjust":
            return "adjust-clock", {"seconds": _seconds(arguments), "speech": speech}
    raise NotForNow("there is no such address")


def _seconds(arguments: Sequence[Any]) -> int:
    """The seconds of `/nameplate/adjust`. Raises `NotForNow`."""
    if len(arguments) != 1 or isinstance(arguments[0], bool) or not isinstance(arguments[0], int | float):
        raise NotForNow("it needs one number of seconds")
    if not math.isfinite(arguments[0]):
        raise NotForNow("it needs one number of seconds")
    return round(arguments[0])


class OscOut(asyncio.DatagramProtocol):
    """Sends the messages to some receivers. What cannot be sent is dropped: the next message follows."""

    def __init__(self, receivers: Sequence[tuple[str, int]]) -> None:
        self._receivers = receivers
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def error_received(self, exc: Exception) -> None:
        """Nobody listens there now. UDP says so for some addresses only."""
        logger.debug("A receiver of OSC is not reached: %s", exc)

    def send(self, sent: Sequence[Message]) -> None:
        """Send messages to all receivers."""
        if self._transport is None:
            return
        for address, value in sent:
            datagram = build_msg(address, [value]).dgram
            for receiver in self._receivers:
                self._transport.sendto(datagram, receiver)


class OscIn(asyncio.DatagramProtocol):
    """Puts the messages of the allowed senders into a queue. Others are dropped without an answer."""

    def __init__(self, allowed: Collection[str]) -> None:
        self.received: asyncio.Queue[tuple[str, Sequence[Any]]] = asyncio.Queue(MOST_WAITING)
        self._allowed = allowed
        self._refused: set[str] = set()

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        sender = str(addr[0])
        if sender not in self._allowed:
            if sender not in self._refused and len(self._refused) < MOST_WAITING:
                self._refused.add(sender)
                logger.warning("OSC from %s was dropped. It is not among the addresses of --allow.", sender)
            return
        try:
            packet = OscPacket(data)
        except (ParseError, ValueError) as error:  # an address that is not UTF-8
            logger.warning("A datagram from %s is no OSC: %s", sender, error)
            return
        for timed in packet.messages:
            try:
                self.received.put_nowait((timed.message.address, timed.message.params))
            except asyncio.QueueFull:
                logger.warning("Too many OSC messages at once. One was dropped.")


class OscBridge:
    """Connects a meeting with OSC. `out` and `into` may be None."""

    def __init__(self, link: str, out: OscOut | None, into: OscIn | None) -> None:
        self._out = out
        self._into = into
        self._changed = asyncio.Event()
        self.client = MeetingClient(link, lambda _: self._changed.set(), gives_commands=into is not None)

    async def run(self) -> None:
        """Run until this task is cancelled. Raises `LinkRefused`."""
        running = [asyncio.create_task(self.client.run())]
        if self._out:
            running.append(asyncio.create_task(self._send_forever(self._out)))
        if self._into:
            running.append(asyncio.create_task(self._obey_forever(self._into)))
        try:
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            if self._out:
                self._out.send(messages(None, 0))

    async def _send_forever(self, out: OscOut) -> None:
        while True:
            self._changed.clear()
            state, now = self.client.state, self.client.now_ms()
            out.send(messages(state, now))
            left = left_ms(state, now) if state and is_running(state) else None
            wait = REPEAT_SECONDS if left is None else (left % 1000 or 1000) / 1000 + 0.001
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._changed.wait()

    async def _obey_forever(self, into: OscIn) -> None:
        while True:
            address, arguments = await into.received.get()
            try:
                await self.client.give(*command(address, arguments, self.client.state))
            except (NotForNow, CommandRefused, NotReached) as problem:
                logger.warning("%s did nothing: %s", address, problem)
