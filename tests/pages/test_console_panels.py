"""Each panel that opens over a console has a button that closes it."""

from __future__ import annotations

import re

import pytest

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from tests.pages.test_devices import LAPTOP, ask, cookie_of
from tests.serving import Hosted

PANEL = re.compile(r'<\w+ id="([\w-]+)" popover\b')
MENUS = {"paper", "desk-tools"}
"""A press on an entry of a menu closes it, and a press beside it."""


def open_to_closing(page: str) -> list[str]:
    """The panels without a button of their own that hides them."""
    return [
        panel
        for panel in PANEL.findall(page)
        if panel not in MENUS and f'class="close quiet" popovertarget="{panel}" popovertargetaction="hide"' not in page
    ]


@pytest.mark.parametrize("console", ["chair", "desk"])
async def test_every_panel_of_a_console_has_a_button_that_closes_it(meeting: Hosted, console: str) -> None:
    await meeting.open_floor()
    await meeting.chair(AddInscription("FR"), AddInscription("KE"), GiveFloorToNext())
    page = (await meeting.get(console, console, Accept="text/html")).text
    assert {"devices", "order", "earlier", "what-if", "find-inscription"} < {*PANEL.findall(page)}
    assert open_to_closing(page) == []


async def test_the_panel_of_a_new_link_has_a_button_that_closes_it(meeting: Hosted) -> None:
    desk = await cookie_of(meeting, "desk", **LAPTOP)
    listed = await ask(meeting, desk, "devices")
    assert PANEL.findall(listed) == ["renew-desk"] and open_to_closing(listed) == []
