"""The bridge: receives the callbacks of a conference system, and gives the commands of `hands.py` to the server."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from .bigbluebutton import Api, ApiFailed, NotGenuine, read_callback
from .hands import Hands, Todo
from .meeting_client import CommandRefused, LinkRefused, MeetingClient, NotReached, State

LARGEST_CALLBACK_BYTES = 1_000_000
RETRY_SECONDS = 1.0
CHECK_SECONDS = 60.0
"""How often BigBlueButton is asked who is in the conference, and asked to keep sending callbacks."""
CLOCK_SAMPLES = 50
ENDED = ("forbidden", "no_pass")
"""The codes after which the link is of no use."""

Say = Callable[[str], None]


class Memory:
    """The file in which a bridge keeps what it knows, so that a restart loses no hand and doubles none."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def load(self, seats: Mapping[str, str]) -> Hands:
        """What was stored, or nothing if there is no file yet. Raises `ValueError` for a file of something else."""
        try:
            stored = json.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return Hands(seats)
        try:
            return Hands.restored(seats, stored)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{self._file} is no memory of a bridge") from error

    def save(self, hands: Hands) -> None:
        """Store it. A crash leaves the old file or the new one. Raises `OSError`."""
        new = self._file.with_name(self._file.name + ".new")
        new.write_text(json.dumps(hands.stored()), encoding="utf-8")
        new.replace(self._file)


class ClockShift:
    """How far the server's clock is ahead of the clock of the conference system.

    A callback takes some time, so the smallest of the newest differences is the best one.
    """

    def __init__(self) -> None:
        self._differences: deque[int] = deque(maxlen=CLOCK_SAMPLES)

    def add(self, sent_at: int, received_at: int) -> int:
        """Add a callback: when it was sent by one clock, and received by the other. Returns the shift in ms."""
        self._differences.append(received_at - sent_at)
        return min(self._differences)


class Bridge:
    """Connects one conference on BigBlueButton with one meeting."""

    def __init__(self, link: str, api: Api, hands: Hands, memory: Memory, callback_url: str, say: Say) -> None:
        self._changed = asyncio.Event()
        self._client = MeetingClient(link, lambda _: self._changed.set(), {*hands.seats.values()})
        self._api = api
        self._hands = hands
        self._memory = memory
        self._callback_url = callback_url
        self._say = say
        self._shift = ClockShift()

    @property
    def is_connected(self) -> bool:
        """Whether the bridge follows the meeting now. Otherwise it accepts no callback, so that it is sent again."""
        return self._client.state is not None

    def app(self) -> Starlette:
        """The receiver of callbacks: `POST` to any address."""
        return Starlette(routes=[Route("/{path:path}", self._receive, methods=["POST"])])

    async def run(self) -> None:
        """Work until the link is ended. Raises `LinkRefused`."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._client.run())
                tasks.create_task(self._give_commands())
                tasks.create_task(self._keep_in_touch())
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from group

    async def _receive(self, request: Request) -> Response:
        """Note what a callback says, and store it before the answer. Without the answer it is sent again."""
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_CALLBACK_BYTES:
                return PlainTextResponse("too large", 413)
        api = self._api
        try:
            callback = read_callback(
                body, request.query_params.get("checksum", ""), self._callback_url, api.secret, api.meeting
            )
        except NotGenuine as error:
            self._say(f"A callback was refused: {error}.")
            return PlainTextResponse("refused", 403)
        if not self.is_connected:  # the time of the server is not known
            return PlainTextResponse("not connected", 503)
        shift = self._shift.add(callback.sent_at, self._client.now_ms())
        for event in callback.events:
            self._hands.note(event, shift)
        self._memory.save(self._hands)
        self._changed.set()
        return PlainTextResponse("noted")

    async def _give_commands(self) -> None:
        """Give the commands that are to be given now, one after the other, after each change."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            state = self._client.state
            if state is None:
                continue
            if seat := self._hands.called(state):
                self._memory.save(self._hands)
                await self._ask_to_lower(seat, state)
            for todo in self._hands.todo(state):
                if not await self._give(todo, state["version"]):
                    await asyncio.sleep(RETRY_SECONDS)
                    self._changed.set()
                    break

    async def _give(self, todo: Todo, version: int) -> bool:
        """Give one command. Returns whether it is settled. Raises `LinkRefused`."""
        code = ""
        try:
            await self._client.give(todo.command, todo.fields, todo.key)
        except NotReached as error:
            self._say(f"The server is not reached: {error}. Trying again.")
            return False
        except CommandRefused as refused:
            code = refused.code
            if code in ENDED:
                raise LinkRefused(str(refused)) from refused
        settled = self._hands.note_answer(todo, code, version)
        self._memory.save(self._hands)
        if todo.command != "report-connection":
            self._say(f"{todo.command} {todo.seat}: {code or 'done'}")
        return settled

    async def _ask_to_lower(self, seat: str, state: State) -> None:
        """BigBlueButton has no call that lowers a hand, so its chat and the desk say that somebody has to do it."""
        self._say(f"{seat} has the floor. Lower its hand in BigBlueButton.")
        name = state["floor"]["name"]
        with suppress(ApiFailed):  # before BigBlueButton 3.0 there is no such call, and the desk is told anyway
            await asyncio.to_thread(self._api.say, f"{name} has the floor. Please lower the hand.")

    async def _keep_in_touch(self) -> None:
        """Register the callbacks and ask who is in the conference, at the beginning and from time to time."""
        while True:
            try:
                await asyncio.to_thread(self._api.register, self._callback_url)
                self._hands.begin_asking()
                self._hands.note_present(await asyncio.to_thread(self._api.attendees))
                self._memory.save(self._hands)
                self._changed.set()
            except ApiFailed as error:
                self._say(f"{error}. Trying again.")
            await asyncio.sleep(CHECK_SECONDS)
