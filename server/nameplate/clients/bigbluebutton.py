"""BigBlueButton: reads the callbacks of bbb-webhooks, and calls the API of the server.

The API has no call that lowers a hand. So the adapter can only write a line in the public chat (from version 3.0).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import URLError
from urllib.parse import parse_qs, urlencode
from urllib.request import urlopen

from .hands import ConferenceEvent, Kind

ALGORITHMS = {40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512"}
"""By the number of hexadecimal digits of a checksum."""
EVENTS = (
    "user-joined",
    "user-left",
    "user-raise-hand-changed",
    "user-audio-voice-enabled",
    "user-audio-voice-disabled",
    "user-audio-muted",
    "user-audio-unmuted",
    "meeting-ended",
)
"""The events to which the bridge subscribes."""
TIMEOUT_SECONDS = 10.0
LARGEST_ANSWER_BYTES = 4_000_000


class NotGenuine(Exception):
    """A callback does not come from the BigBlueButton server, or cannot be read."""


class ApiFailed(Exception):
    """A call of the API has failed. The text says why."""


@dataclass(frozen=True, slots=True)
class Callback:
    """A genuine callback. `sent_at` is when BigBlueButton first tried to send it, on its own clock (ms)."""

    sent_at: int
    events: tuple[ConferenceEvent, ...]


def read_callback(body: bytes, checksum: str, callback_url: str, secret: str, meeting: str) -> Callback:
    """A callback with the events that concern this meeting. Raises `NotGenuine`.

    The checksum is over the registered address, the body as it was sent, and the shared secret.
    """
    algorithm = ALGORITHMS.get(len(checksum))
    if algorithm is None:
        raise NotGenuine("it has no checksum")
    expected = hashlib.new(algorithm, callback_url.encode() + body + secret.encode()).hexdigest()
    if not hmac.compare_digest(expected.encode(), checksum.lower().encode()):
        raise NotGenuine("its checksum is wrong")
    try:
        fields = parse_qs(body.decode(), strict_parsing=True)
        found, sent_at = json.loads(fields["event"][0]), int(fields["timestamp"][0])
    except (ValueError, KeyError) as error:
        raise NotGenuine("its event cannot be read") from error
    messages = found if isinstance(found, list) else [found]
    return Callback(sent_at, tuple(event for message in messages for event in _events(message, meeting)))


def _events(message: Any, meeting: str) -> Iterator[ConferenceEvent]:
    """The events of one message. None for a message of another meeting, or about something else."""
    try:
        data = message["data"]
        attributes, at = data["attributes"], int(data["event"]["ts"])
        if attributes["meeting"]["external-meeting-id"] != meeting:
            return
        user: Mapping[str, Any] = attributes.get("user", {})
        kind, microphone = _kind(str(data["id"]), user)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotGenuine("its event has another form than that of bbb-webhooks") from error
    if kind is not None:
        known = str(user.get("external-user-id") or user.get("internal-user-id") or "")
        yield ConferenceEvent(kind, at, known, str(user.get("name") or ""), microphone)


def _kind(name: str, user: Mapping[str, Any]) -> tuple[Kind | None, str]:
    """The kind of an event, and the state of the microphone after it."""
    match name:
        case "user-joined":
            return Kind.JOINED, ""
        case "user-left":
            return Kind.LEFT, ""
        case "user-raise-hand-changed":
            return Kind.RAISED if user["raise-hand"] is True else Kind.LOWERED, ""
        case "user-audio-voice-enabled":
            if user.get("listening-only") or not user.get("sharing-mic", True):
                return Kind.MICROPHONE, ""
            return Kind.MICROPHONE, "muted" if user.get("muted") else "on"
        case "user-audio-voice-disabled":
            return Kind.MICROPHONE, ""
        case "user-audio-muted":
            return Kind.MICROPHONE, "muted"
        case "user-audio-unmuted":
            return Kind.MICROPHONE, "on"
        case "meeting-ended":
            return Kind.ENDED, ""
    return None, ""


@dataclass(frozen=True, slots=True)
class Api:
    """The API of a BigBlueButton server. Its methods block.

    `url` is such as `https://bbb.example/bigbluebutton/api`. `meeting` is the meetingID of the conference.
    """

    url: str
    secret: str
    meeting: str

    def register(self, callback_url: str) -> None:
        """Ask for callbacks. BigBlueButton forgets them after failures of some minutes, so it is asked regularly."""
        self._call(
            "hooks/create", {"callbackURL": callback_url, "meetingID": self.meeting, "eventID": ",".join(EVENTS)}
        )

    def attendees(self) -> dict[str, str]:
        """Who is in the conference now: displayed names by id. Nobody, if it has not begun.

        The API does not tell whose hand is raised.
        """
        try:
            answer = self._call("getMeetingInfo", {"meetingID": self.meeting})
        except ApiFailed as error:
            if "notFound" in str(error):
                return {}
            raise
        return {user.findtext("userID", ""): user.findtext("fullName", "") for user in answer.iter("attendee")}

    def say(self, text: str) -> None:
        """Write a line in the public chat of the conference. Needs BigBlueButton 3.0."""
        self._call("sendChatMessage", {"meetingID": self.meeting, "message": text, "userName": "Nameplate"})

    def _call(self, name: str, parameters: Mapping[str, str]) -> ET.Element:
        query = urlencode(parameters)
        checksum = hashlib.sha256(f"{name}{query}{self.secret}".encode()).hexdigest()
        url = f"{self.url.rstrip('/')}/{name}?{query}&checksum={checksum}"
        try:
            with urlopen(url, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - the command checks the scheme
                root = ET.fromstring(answer.read(LARGEST_ANSWER_BYTES))  # noqa: S314 - the operator's own server
        except (URLError, OSError, ET.ParseError) as error:
            raise ApiFailed(f"{name}: no answer of BigBlueButton ({type(error).__name__})") from error
        if root.findtext("returncode") != "SUCCESS":
            raise ApiFailed(f"{name}: {root.findtext('messageKey', '')} {root.findtext('message', '')}".strip())
        return root
