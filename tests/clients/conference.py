"""A simulated conference on BigBlueButton: its people, the callbacks of bbb-webhooks, and its API.

The messages have the form of the recorded ones in bigbluebutton/bbb-webhooks, `example/events/mapped-events.json`, and
are signed as in its `src/out/webhooks/callback-emitter.js`. The answers of the API have the form in the documentation
of BigBlueButton (`docs/development/api.md`, `docs/development/webhooks.md`).

`python -m tests.clients.conference` runs it for a technician, with the packages of Nameplate.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen
from xml.sax.saxutils import escape

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nameplate.rooms.timebase import Timebase

MEETING, SECRET = "geneva-panel", "639259d4-9dd8-4b25-bf01-95f9567eaf4b"
INTERNAL_MEETING = "038b74cf04c0ee371f939c9e54de060753899589-1696511528029"


def message(name: str, at: int, user: dict[str, Any] | None = None, meeting: str = MEETING) -> dict[str, Any]:
    """A message of bbb-webhooks."""
    attributes: dict[str, Any] = {
        "meeting": {"internal-meeting-id": INTERNAL_MEETING, "external-meeting-id": meeting},
    }
    if user is not None:
        attributes["user"] = user
    return {"data": {"type": "event", "id": name, "attributes": attributes, "event": {"ts": at}}}


def signed(
    messages: Any, callback_url: str, sent_at: int = 0, secret: str = SECRET, algorithm: str = "sha1"
) -> tuple[bytes, str]:
    """The body of a callback, and its checksum."""
    fields = {
        "domain": "bbb.example",
        "event": json.dumps(messages, separators=(",", ":")),
        "timestamp": str(sent_at),
    }
    body = urlencode(fields).encode()
    return body, hashlib.new(algorithm, callback_url.encode() + body + secret.encode()).hexdigest()


@dataclass
class Conference:
    """The people in the conference by id, with their names. Each action is a message that is still to be delivered."""

    at: int = 0
    people: dict[str, str] = field(default_factory=dict)
    hands: dict[str, int] = field(default_factory=dict)
    """When each hand that is up was raised."""
    messages: list[dict[str, Any]] = field(default_factory=list)
    chat: list[str] = field(default_factory=list)
    hooks: dict[str, str] = field(default_factory=dict)
    """By callback address: the meeting."""

    def join(self, user: str, name: str = "") -> None:
        if user not in self.people:
            self.people[user] = name or user
            self._happened("user-joined", user, name=self.people[user], role="VIEWER", presenter="false")

    def leave(self, user: str) -> None:
        """The hand goes down without a message of its own."""
        if user in self.people:
            self._happened("user-left", user)
            del self.people[user]
            self.hands.pop(user, None)

    def hand(self, user: str, up: bool) -> None:
        """Raise or lower a hand. Somebody who is not in the conference joins first."""
        self.join(user)
        if up is not (user in self.hands):
            self._happened("user-raise-hand-changed", user, **{"raise-hand": up})
            if up:
                self.hands[user] = self.at
            else:
                del self.hands[user]

    def microphone(self, user: str, muted: bool) -> None:
        self.join(user)
        self._happened("user-audio-muted" if muted else "user-audio-unmuted", user, muted=muted)

    def app(self) -> Starlette:
        """The API of the server, below `/bigbluebutton/api`."""
        return Starlette(routes=[Route("/bigbluebutton/api/{name:path}", self._answer)])

    def _happened(self, event: str, user: str, **more: Any) -> None:
        self.at += 1000
        ids = {"internal-user-id": f"w_{user}", "external-user-id": user}
        self.messages.append(message(event, self.at, {**ids, **more}))

    async def _answer(self, request: Request) -> Response:
        name, (query, _, checksum) = request.path_params["name"], request.url.query.rpartition("&checksum=")
        if hashlib.sha256(f"{name}{query}{SECRET}".encode()).hexdigest() != checksum:
            return _xml("<returncode>FAILED</returncode><messageKey>checksumError</messageKey>")
        given = request.query_params
        if name == "hooks/create":
            self.hooks[given["callbackURL"]] = given["meetingID"]
            return _xml("<returncode>SUCCESS</returncode><hookID>1</hookID>")
        if name == "sendChatMessage":
            self.chat.append(given["message"])
            return _xml("<returncode>SUCCESS</returncode>")
        if given["meetingID"] != MEETING:
            return _xml("<returncode>FAILED</returncode><messageKey>notFound</messageKey>")
        people = "".join(
            f"<attendee><userID>{escape(user)}</userID><fullName>{escape(name)}</fullName></attendee>"
            for user, name in self.people.items()
        )
        return _xml(f"<returncode>SUCCESS</returncode><attendees>{people}</attendees>")


def _xml(inner: str) -> Response:
    return Response(f"<response>{inner}</response>", media_type="application/xml")


def say(text: str) -> None:
    """Write a line to the terminal, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def deliver(conference: Conference, callback_url: str) -> None:
    """Deliver all messages to a bridge, as bbb-webhooks does."""
    body, checksum = signed(conference.messages, callback_url, sent_at=Timebase().now_ms())
    conference.messages = []
    try:
        urlopen(f"{callback_url}?checksum={checksum}", body).close()  # noqa: S310 - the address is in this file
    except URLError as error:
        say(f"The bridge does not take it ({error.reason}).")


def act(conference: Conference, line: str) -> None:
    """Do what was typed: a user, and what this user does."""
    user, _, action = line.strip().partition(" ")
    conference.at = Timebase().now_ms() - 1000  # an action adds a second
    match action:
        case "up" | "down":
            conference.hand(user, up=action == "up")
        case "join":
            conference.join(user)
        case "leave":
            conference.leave(user)
        case _:
            say("Type a user and an action: up, down, join or leave. Such as: delegate-ke up")


async def run(port: int, callback_url: str) -> None:
    """Serve the API, and deliver what is typed, until the end of the input."""
    conference = Conference()
    server = uvicorn.Server(uvicorn.Config(conference.app(), port=port, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    terminal = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(terminal), sys.stdin)
    say(f"The API is at http://127.0.0.1:{port}/bigbluebutton/api. The conference is {MEETING}, the secret {SECRET}.")
    async for line in terminal:
        act(conference, line.decode())
        if conference.messages:
            await asyncio.to_thread(deliver, conference, callback_url)
        say(f"hands up: {', '.join(conference.hands) or 'none'}   chat: {conference.chat[-1:] or 'none'}")
    server.should_exit = True
    await serving


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(run(8095, "http://127.0.0.1:8090/callback"))
