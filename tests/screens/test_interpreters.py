"""The screen of the interpreters: the next speakers with their notes."""

from __future__ import annotations

from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.paths import WEB
from nameplate.screens.rendering import Renderer
from tests.cast import FR, KE
from tests.panel import floor_open, then

SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")


def test_the_booths_see_who_speaks_next_and_about_what() -> None:
    meeting = then(floor_open(), (FR, RequestFloor(note="On item 3")), (KE, RequestFloor()))
    prepare = SCREENS.regions(meeting, "interpreters", "en", None, None)["prepare"]
    assert prepare.index("France") < prepare.index("On item 3") < prepare.index("Kenya")
