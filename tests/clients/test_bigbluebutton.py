"""Reading the callbacks of BigBlueButton.

The recorded messages are quoted from bigbluebutton/bbb-webhooks, `example/events/mapped-events.json`.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from nameplate.clients.bigbluebutton import NotGenuine, read_callback
from nameplate.clients.hands import ConferenceEvent, Kind
from tests.clients.conference import MEETING, SECRET, message, signed

URL = "https://bridge.example/callback"
RECORDED_MEETING, USER = "random-3136035", "w_1fewpbchnudl"
RECORDED = """\
{"data":{"type":"event","id":"user-joined","attributes":{"meeting":{"internal-meeting-id":\
"038b74cf04c0ee371f939c9e54de060753899589-1696511528029","external-meeting-id":"random-3136035"},"user":\
{"internal-user-id":"w_1fewpbchnudl","external-user-id":"w_1fewpbchnudl","name":"User 1430416","role":"MODERATOR",\
"presenter":"false"}},"event":{"ts":1696511534740}}}
{"data":{"type":"event","id":"user-audio-voice-enabled","attributes":{"meeting":{"internal-meeting-id":\
"038b74cf04c0ee371f939c9e54de060753899589-1696511528029","external-meeting-id":"random-3136035"},"user":\
{"internal-user-id":"w_1fewpbchnudl","external-user-id":"w_1fewpbchnudl","listening-only":false,"sharing-mic":true}},\
"event":{"ts":1696511543354}}}
{"data":{"type":"event","id":"user-audio-voice-disabled","attributes":{"meeting":{"internal-meeting-id":\
"038b74cf04c0ee371f939c9e54de060753899589-1696511528029","external-meeting-id":"random-3136035"},"user":\
{"internal-user-id":"w_1fewpbchnudl","external-user-id":"w_1fewpbchnudl","listening-only":false,"sharing-mic":false}},\
"event":{"ts":1696511545350}}}
{"data":{"type":"event","id":"user-emoji-changed","attributes":{"meeting":{"internal-meeting-id":\
"038b74cf04c0ee371f939c9e54de060753899589-1696511528029","external-meeting-id":"random-3136035"},"user":\
{"internal-user-id":"w_1fewpbchnudl","external-user-id":"w_1fewpbchnudl","emoji":"none"}},"event":\
{"ts":1696511568939}}}
{"data":{"type":"event","id":"user-raise-hand-changed","attributes":{"meeting":{"internal-meeting-id":\
"038b74cf04c0ee371f939c9e54de060753899589-1696511528029","external-meeting-id":"random-3136035"},"user":\
{"internal-user-id":"w_1fewpbchnudl","external-user-id":"w_1fewpbchnudl","raise-hand":true}},"event":\
{"ts":1696511569968}}}
{"data":{"type":"event","id":"user-raise-hand-changed","attributes":{"meeting":{"internal-meeting-id":\
"038b74cf04c0ee371f939c9e54de060753899589-1696511528029","external-meeting-id":"random-3136035"},"user":\
{"internal-user-id":"w_1fewpbchnudl","external-user-id":"w_1fewpbchnudl","raise-hand":false}},"event":\
{"ts":1696511571012}}}
{"data":{"type":"event","id":"user-left","attributes":{"meeting":{"internal-meeting-id":\
"038b74cf04c0ee371f939c9e54de060753899589-1696511528029","external-meeting-id":"random-3136035"},"user":\
{"internal-user-id":"w_lxcl6yagcfbj","external-user-id":"w_lxcl6yagcfbj"}},"event":{"ts":1696511603380}}}
{"data":{"type":"event","id":"meeting-ended","attributes":{"meeting":{"internal-meeting-id":\
"038b74cf04c0ee371f939c9e54de060753899589-1696511528029","external-meeting-id":"random-3136035"}},"event":\
{"ts":1696511606899}}}
"""
EXPECTED = [
    ConferenceEvent(Kind.JOINED, 1696511534740, USER, "User 1430416"),
    ConferenceEvent(Kind.MICROPHONE, 1696511543354, USER, microphone="on"),
    ConferenceEvent(Kind.MICROPHONE, 1696511545350, USER),
    ConferenceEvent(Kind.RAISED, 1696511569968, USER),
    ConferenceEvent(Kind.LOWERED, 1696511571012, USER),
    ConferenceEvent(Kind.LEFT, 1696511603380, "w_lxcl6yagcfbj"),
    ConferenceEvent(Kind.ENDED, 1696511606899),
]


def events(messages: Any, meeting: str = MEETING) -> list[ConferenceEvent]:
    """The events of a genuine callback."""
    body, checksum = signed(messages, URL)
    return [*read_callback(body, checksum, URL, SECRET, meeting).events]


def raised(**user: Any) -> dict[str, Any]:
    """A message about a raised hand."""
    return message("user-raise-hand-changed", 7, {"internal-user-id": "w_1", "raise-hand": True} | user)


def test_the_recorded_messages_are_read() -> None:
    read = [event for line in RECORDED.splitlines() for event in events([json.loads(line)], RECORDED_MEETING)]
    assert read == EXPECTED


def test_messages_of_another_meeting_are_left_out() -> None:
    assert [event for line in RECORDED.splitlines() for event in events([json.loads(line)])] == []


def test_a_callback_may_hold_one_message_or_several() -> None:
    assert len(events(raised())) == 1
    assert len(events([raised(), raised()])) == 2


def test_a_person_is_known_by_the_id_from_outside() -> None:
    (event,) = events(raised(**{"external-user-id": "delegate-ke"}))
    assert event.user == "delegate-ke"
    (event,) = events(raised(**{"external-user-id": ""}))
    assert event.user == "w_1"


@pytest.mark.parametrize(
    ("name", "user", "microphone"),
    [
        ("user-audio-voice-enabled", {"listening-only": True, "sharing-mic": False}, ""),
        ("user-audio-voice-enabled", {"listening-only": False, "sharing-mic": True, "muted": True}, "muted"),
        ("user-audio-muted", {"muted": True}, "muted"),
        ("user-audio-unmuted", {"muted": False}, "on"),
    ],
)
def test_the_state_of_a_microphone(name: str, user: dict[str, Any], microphone: str) -> None:
    (event,) = events(message(name, 7, {"internal-user-id": "w_1"} | user))
    assert (event.kind, event.microphone) == (Kind.MICROPHONE, microphone)


def test_a_callback_tells_when_it_was_sent() -> None:
    body, checksum = signed([raised()], URL, sent_at=1415900488797)
    assert read_callback(body, checksum, URL, SECRET, MEETING).sent_at == 1415900488797


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha384", "sha512"])
def test_each_checksum_of_bigbluebutton_is_accepted(algorithm: str) -> None:
    body, checksum = signed([raised()], URL, algorithm=algorithm)
    assert len(read_callback(body, checksum, URL, SECRET, MEETING).events) == 1


@pytest.mark.parametrize(
    ("url", "secret", "change"),
    [
        (URL + "/", SECRET, ""),
        (URL, "another", ""),
        (URL, SECRET, "&event=[]"),
    ],
)
def test_a_forged_callback_is_refused(url: str, secret: str, change: str) -> None:
    body, checksum = signed([raised()], url, secret=secret)
    with pytest.raises(NotGenuine, match="checksum is wrong"):
        read_callback(body + change.encode(), checksum, URL, SECRET, MEETING)


@pytest.mark.parametrize("checksum", ["", "abc", "é" * 40, "0" * 40])
def test_a_callback_without_a_valid_checksum_is_refused(checksum: str) -> None:
    with pytest.raises(NotGenuine, match="checksum"):
        read_callback(signed([raised()], URL)[0], checksum, URL, SECRET, MEETING)


@pytest.mark.parametrize("messages", [[1], [{}], [{"data": {}}], [{"data": {"attributes": [], "event": {"ts": "x"}}}]])
def test_a_message_of_another_form_is_refused(messages: Any) -> None:
    with pytest.raises(NotGenuine, match="another form"):
        events(messages)
