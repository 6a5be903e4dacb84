"""A logo that is changed at one node is shown at once by a screen that loads it from another."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace

from nameplate.meeting.appearance import PNG, SetAppearance
from tests.cast import DESK
from tests.serving import Host

CHANGES = 5


async def test_a_screen_gets_the_newest_logo_from_every_node(nodes: list[Host]) -> None:
    one = await (await nodes[0].meeting()).open_floor()
    two = replace(one, host=nodes[1])
    room = await one.room()
    await two.get("hall", "hall")
    for number in range(CHANGES):
        picture = PNG + bytes([number])
        logo = base64.b64encode(picture).decode()
        await room.handle(SetAppearance(logo=logo), DESK)
        stamp = hashlib.sha256(logo.encode()).hexdigest()[:12]
        answer = await two.get("hall", f"logo.png?stamp={stamp}")
        assert (answer.content, answer.headers["Cache-Control"]) == (picture, "private, max-age=86400")
