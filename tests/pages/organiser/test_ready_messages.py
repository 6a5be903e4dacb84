"""An organiser changes the ready-made messages on the page of a meeting that has begun."""

from __future__ import annotations

from html import unescape

from httpx2 import AsyncClient

from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.ready_messages import SetReadyMessages, ready_messages
from tests.cast import CHAIR, DESK
from tests.serving import Hosted


async def begun(meeting: Hosted) -> str:
    """Open the first sitting. Returns the address of the page of the organiser."""
    room = await meeting.room()
    await room.handle(OpenSitting(room.meeting.sittings[0].id), CHAIR)
    await room.handle(SetReadyMessages("speaker", "\n".join("abcdef")), DESK)
    return f"/organiser/m/{meeting.code}"


async def test_the_messages_are_changed_during_the_meeting(organiser: AsyncClient, meeting: Hosted) -> None:
    address = await begun(meeting)
    written = "Please slow down\n\nhall: Please be seated\nbooth: Louder, please\n"
    answer = await organiser.post(f"{address}/messages", data={"messages": written})
    assert answer.status_code == 303, answer.text
    shown = unescape((await organiser.get(answer.headers["Location"])).text)
    assert "The messages are on the consoles now." in shown
    assert "Please slow down\nhall: Please be seated\nbooth: Louder, please</textarea>" in shown
    found = [(each.to, each.text) for each in ready_messages((await meeting.room()).meeting)]
    assert found == [("speaker", "Please slow down"), ("hall", "Please be seated"), ("booth", "Louder, please")]
    assert "Please be seated" in (await meeting.get("desk", "desk")).text
    assert "Please be seated" in (await organiser.get(f"{address}/programme.yaml")).text


async def test_too_many_messages_are_told_at_the_field_and_nothing_is_changed(
    organiser: AsyncClient, meeting: Hosted
) -> None:
    address = await begun(meeting)
    for wrong in ("\n".join("abcdefg"), "hall: " + "x" * 61):
        answer = await organiser.post(f"{address}/messages", data={"messages": wrong})
        assert answer.status_code == 422
        assert "At most 6 messages, each with at most 60 characters." in answer.text
        assert f"{wrong}</textarea>" in answer.text
    assert len(ready_messages((await meeting.room()).meeting)) == 6
