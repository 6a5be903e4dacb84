"""The JSON picture for programs is made once for all who are told of a change at the same moment."""

from __future__ import annotations

import msgspec

from nameplate.meeting.notices import SendNotice
from nameplate.pages.live_socket import SAME_MOMENT_MS, StatePicture
from nameplate.rooms.frame import Frame
from nameplate.rooms.room import Room
from nameplate.screens.rendering import Renderer
from tests.cast import CHAIR
from tests.rooms.clocks import Clocks


def said(frame: Frame | None) -> tuple[int, int]:
    """The version and the time that a message tells of."""
    assert frame
    picture = msgspec.json.decode(frame.message)
    return picture["version"], picture["now_ms"]


async def test_it_is_made_anew_for_a_later_moment_and_for_another_version(
    floor: Room, clocks: Clocks, screens: Renderer
) -> None:
    picture = StatePicture(floor, screens.words("en"), moderates=True, seat=None)
    first = picture.frame(-1)
    clocks.pass_ms(SAME_MOMENT_MS)
    assert picture.frame(-1) is first
    clocks.pass_ms(1)
    later = picture.frame(-1)
    assert said(later) == (4, said(first)[1] + SAME_MOMENT_MS + 1)
    await floor.handle(SendNotice("hall", "Lunch is at one."), CHAIR)
    assert said(picture.frame(4)) == (5, said(later)[1])
    assert picture.frame(5) is None
