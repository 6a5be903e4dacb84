"""Microphones follow the floor: one interface for systems of microphones, and the program that follows a meeting.

See docs/microphones.md.
"""

from __future__ import annotations

import asyncio
import csv
import io
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol

from .meeting_client import CommandRefused, MeetingClient, NotReached, State

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.25
"""How often the pressed buttons are read. Two presses within this time keep the order of the system."""
FAULT_SECONDS = 2.0
"""The pause before the system is tried again."""
COLUMNS = ("seat", "microphone")


class SystemFault(Exception):
    """The system of microphones does not do what it should. The text says why."""


class BadMapping(Exception):
    """The file of the microphones is wrong. The text says where and why."""


class MicrophoneSystem(Protocol):
    """A system of microphones in a room. All methods raise `SystemFault`."""

    async def open(self, microphone: int) -> None:
        """Open a microphone, and lower its request. It may be open already."""

    async def close(self, microphone: int) -> None:
        """Close a microphone. It may be closed already."""

    async def lower(self, microphone: int) -> None:
        """Take a request back. It may be lowered already."""

    async def requests(self) -> Sequence[int]:
        """The microphones whose request button was pressed, the earliest first."""


class Follower:
    """Keeps the microphones of a system as the floor of a meeting. `microphones` has the number for each seat.

    It acts once for each change of the floor. What a person switches by hand stays so until the next change. While the
    server is lost it changes nothing.
    """

    def __init__(self, client: MeetingClient, system: MicrophoneSystem, microphones: Mapping[str, int]) -> None:
        self._client = client
        self._system = system
        self._microphones = microphones
        self._seats = {microphone: seat for seat, microphone in microphones.items()}
        self._followed: str | None = None
        """The speech that the microphones follow now."""
        self._opened: int | None = None
        self._answered: dict[int, int] = {}
        """By microphone whose request is raised: the version of the meeting at which it became an inscription."""

    async def look(self) -> None:
        """Follow the floor, then take the requests. Raises `SystemFault`."""
        if state := self._client.state:
            await self._follow(state)
        requests = await self._system.requests()
        if state := self._client.state:
            await self._take(requests, state)

    async def _follow(self, state: State) -> None:
        floor = state["floor"]
        speech = floor["speech"] if floor else None
        if speech == self._followed:
            return
        wanted = self._microphones.get(floor["seat"]) if floor else None
        if self._opened is not None and self._opened != wanted:
            await self._system.close(self._opened)
            self._opened = None
        if wanted is not None:
            await self._system.open(wanted)
            self._opened = wanted
        self._followed = speech

    async def _take(self, requests: Sequence[int], state: State) -> None:
        for gone in self._answered.keys() - set(requests):
            del self._answered[gone]
        for microphone in requests:
            seat = self._seats.get(microphone)
            if seat is None or _waits(state, seat):
                continue
            answered = self._answered.get(microphone)
            if answered is None:
                await self._inscribe(microphone, seat, state)
            elif state["version"] >= answered:  # called, or taken off the list
                await self._system.lower(microphone)

    async def _inscribe(self, microphone: int, seat: str, state: State) -> None:
        """Make an inscription of a request. If it is refused, the light goes out, so that the delegate sees it."""
        if not any(each["state"] == "open" for each in state["lists"]):
            await self._system.lower(microphone)
            return
        try:
            version = await self._client.give("add-inscription", {"seat": seat, "source": "microphone"})
        except CommandRefused as refused:
            logger.warning("The request of microphone %s (%s) was refused: %s", microphone, seat, refused)
            if refused.code != "already_inscribed":
                await self._system.lower(microphone)
        except NotReached as problem:
            logger.warning("The request of microphone %s (%s) waits: %s", microphone, seat, problem)
        else:
            self._answered[microphone] = version


class MicrophoneProgram:
    """Follows a meeting until it is cancelled, and reports to the consoles whether the system answers."""

    def __init__(self, link: str, system: MicrophoneSystem, microphones: Mapping[str, int]) -> None:
        self._changed = asyncio.Event()
        self._client = MeetingClient(link, lambda _: self._changed.set(), {*microphones})
        self._follower = Follower(self._client, system, microphones)
        self._works: bool | None = None

    async def run(self) -> None:
        """Run until this task is cancelled. Raises `LinkRefused`."""
        running = [asyncio.create_task(self._client.run()), asyncio.create_task(self._look_forever())]
        try:
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            running[1].cancel()
            await asyncio.gather(running[1], return_exceptions=True)
            await self._client.report(None)
            running[0].cancel()
            await asyncio.gather(running[0], return_exceptions=True)

    async def _look_forever(self) -> None:
        while True:
            self._changed.clear()
            try:
                await self._follower.look()
            except SystemFault as fault:
                await self._report(False, fault)
                await asyncio.sleep(FAULT_SECONDS)
                continue
            await self._report(True)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._changed.wait()

    async def _report(self, works: bool, fault: SystemFault | None = None) -> None:
        if works == self._works:
            return
        self._works = works
        if works:
            logger.info("The microphones answer.")
        else:
            logger.error("The microphones do not answer: %s", fault)
        await self._client.report(works)


def read_mapping(text: str) -> dict[str, int]:
    """The microphones by seat, from a CSV file with the columns `seat` and `microphone`. Raises `BadMapping`."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise BadMapping(f"Line 1: the column “{missing[0]}” is missing.")
    found: dict[str, int] = {}
    for row in rows:
        where = f"Line {rows.line_num}: "
        seat, number = (row["seat"] or "").strip(), (row["microphone"] or "").strip()
        if not seat and not number:
            continue
        if not seat:
            raise BadMapping(where + "the seat is missing.")
        if not number.isdecimal() or not number.isascii() or not 0 < int(number) < 65_536:
            raise BadMapping(where + f"“{number}” is no number of a microphone (1 to 65535).")
        if seat in found:
            raise BadMapping(where + f"the seat {seat} has a microphone already.")
        if int(number) in found.values():
            raise BadMapping(where + f"the microphone {number} has a seat already.")
        found[seat] = int(number)
    if not found:
        raise BadMapping("The file names no microphone.")
    return found


def _waits(state: State, seat: str) -> bool:
    """Whether a seat waits on a list, or for a decision about a late request."""
    waiting: list[Any] = [entry for each in state["lists"] for entry in (*each["inscriptions"], *each["late"])]
    return any(entry["seat"] == seat for entry in waiting)
