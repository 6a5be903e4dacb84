"""The socket of a subscriber: it is shown its picture, then whatever changes; it may ask what time it is."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import msgspec
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from nameplate.meeting import Meeting
from nameplate.pages.middleware.origin import is_foreign
from nameplate.rooms.asgi_connection import AsgiConnection
from nameplate.rooms.connection import EXTENSION, Connection
from nameplate.rooms.frame import Frame
from nameplate.rooms.picture import Subject
from nameplate.rooms.room import Room
from nameplate.rooms.subscriber import Subscriber
from nameplate.screens import json_picture
from nameplate.screens.rendering import AUDIENCES
from nameplate.store.database import NotStored
from nameplate.wording.language import Words
from nameplate.wording.messages import NO_MESSAGE

from . import untrusted_input
from .authentication import MODERATORS, SIGNED_OUT, authenticate
from .context import Context, context_of
from .problems import NOT_FOUND, Problem
from .screen_page import subject_of

logger = logging.getLogger(__name__)

FORBIDDEN, UNKNOWN, TOO_MUCH, TRY_AGAIN = 4403, 4404, 1008, 1013
STATE = "state"
MOST_PER_WINDOW, WINDOW_MS = 60, 10_000
SAME_MOMENT_MS = 20
FAREWELL_SECONDS = 1.0


class Live:
    """`/m/{code}/live?audience=…`, as an ASGI application: ten thousand of these are open at a time."""

    def __init__(self) -> None:
        self._states: States = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a subscriber until it leaves."""
        await live(WebSocket(scope, receive, send), self._states)


async def live(socket: WebSocket, states: States) -> None:
    """Serve a subscriber until it leaves.

    A refusal is told after the handshake, where a page can see it: 4401, 4403, 4404; 1013 to come again.
    """
    context = context_of(socket)
    await socket.accept()
    try:
        room, subscriber = await _enter(context, socket, states)
    except Problem as problem:
        await socket.close({401: SIGNED_OUT, 404: UNKNOWN}.get(problem.status, FORBIDDEN), problem.code)
        return
    except NotStored:
        await socket.close(TRY_AGAIN)
        return
    room.publisher.join(subscriber)
    try:
        if not context.pass_register.is_valid(subscriber.pass_hash):
            subscriber.connection.close(SIGNED_OUT)  # revoked while it came in
        await _listen(socket, room, subscriber)
    except (TimeoutError, WebSocketDisconnect, RuntimeError):
        return  # it left while we were saying goodbye, or never reads
    finally:
        room.publisher.leave(subscriber)


class StatePicture:
    """The JSON picture of a meeting as a source of messages, whole at each version; a program tells its clock by it.

    It is made once for all who are told of a change at the same moment. When it cannot be made it is `outdated`.
    """

    def __init__(self, room: Room, words: Words, moderates: bool, seat: str | None) -> None:
        self.room = room
        self._words, self._moderates, self._seat = words, moderates, seat
        self.outdated = False
        self._frame, self._made_at, self._made_of = Frame(b""), 0, -1

    @property
    def version(self) -> int:
        """The version of the newest picture that was made."""
        return self._made_of

    def frame(self, since: int) -> Frame | None:
        """The picture, unless it was seen already."""
        meeting, now = self.room.meeting, self.room.now_ms()
        if since >= meeting.version:
            return None
        if self._made_of != meeting.version or now - self._made_at > SAME_MOMENT_MS:
            self._make(meeting, now)
        return self._frame if self._made_of > since else None

    def _make(self, meeting: Meeting, now: int) -> None:
        try:
            values = json_picture.picture(meeting, self._words, now, self._moderates, self._seat)
        except Exception:  # the programs that look at it are told, and nobody else is kept waiting
            logger.exception("The state of %s cannot be told", meeting.code)
            self.outdated = True
            return
        self.outdated = False
        self._frame, self._made_at, self._made_of = Frame(msgspec.json.encode(values)), now, meeting.version


States = dict[tuple[str, str, bool, str | None], StatePicture]
"""By code of the meeting, language, whether it is for the chair and the desk, and the seat that reads its own notes."""


async def _enter(context: Context, socket: WebSocket, states: States) -> tuple[Room, Subscriber]:
    connection = _connection(socket)
    if is_foreign(socket):
        raise Problem(403, "foreign_origin", NO_MESSAGE)
    audience = socket.query_params.get("audience", "")
    if audience != STATE and audience not in AUDIENCES:
        raise Problem(*NOT_FOUND)
    pass_ = await authenticate(socket, None if audience == STATE else audience)
    room = await context.room(pass_.meeting)
    same_boot = socket.query_params.get("boot") == room.boot
    version = untrusted_input.whole_number(socket.query_params.get("version", ""))
    seen = version if same_boot and version is not None else -1
    language = context.language(socket)
    if audience == STATE:
        moderates = pass_.role in MODERATORS
        key = (pass_.meeting, language, moderates, pass_.seat)
        picture = states.get(key)
        if picture is None or picture.room is not room:
            picture = states[key] = StatePicture(room, context.screens.words(language), moderates, pass_.seat)
        return room, Subscriber(Subject(STATE, language), lambda: picture, seen, connection, pass_.hash)
    subject = subject_of(room.meeting, pass_, audience, language)
    return room, Subscriber(subject, lambda: room.picture(subject), seen, connection, pass_.hash)


def _connection(socket: WebSocket) -> Connection:
    """The fast connection where the server offers one, else the plain one."""
    offered = (socket.scope.get("extensions") or {}).get(EXTENSION)
    if offered is None:
        return AsgiConnection(socket.send_text, socket.close)
    offered.open()
    connection: Connection = offered
    return connection


async def _listen(socket: WebSocket, room: Room, subscriber: Subscriber) -> None:
    """Answer `{"op": "ping", "c": anything}` with the time, until the socket goes; send away one who misbehaves."""
    window, heard = room.now_ms(), 0
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        now, heard = room.now_ms(), heard + 1
        if now - window > WINDOW_MS:
            window, heard = now, 1
        asked = _parse(message.get("text"))
        if heard > MOST_PER_WINDOW or asked is None:
            await asyncio.wait_for(socket.close(TOO_MUCH), FAREWELL_SECONDS)
            return
        if asked.get("op") == "ping":
            pong = {
                "version": room.publisher.version_shown_to(subscriber),
                "c": asked.get("c"),
                "now_ms": room.now_ms(),
            }
            await socket.send_text(msgspec.json.encode(pong).decode())


def _parse(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        values = untrusted_input.parse_json(text)
    except untrusted_input.InvalidJson:
        return None
    return values if isinstance(values, dict) else None
