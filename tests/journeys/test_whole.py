"""Nothing that is read or pressed is cut in a line or covered, on any screen that is usual for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import expect

from nameplate.access.passes import new_code
from nameplate.meeting.admission import AddInscription
from nameplate.meeting.floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.in_flight import ReplaceSpeaker
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.opening import OpenList
from nameplate.meeting.programme import OpenItem
from nameplate.meeting.sitting import OpenSitting
from nameplate.meeting.state import Seat
from tests.panel import DELEGATIONS, PRESENTATIONS, SITTING, SLOT_1, panel

from .conftest import Gather
from .gathering import Gathering
from .people import Person

pytestmark = pytest.mark.journey

HALLS = ((1920, 1080), (1280, 720), (1024, 768))
LONG_NAME = "H.E. Ms. Maria Fernanda Espinosa Garcés de la Torre"
LONGER_NAME = f"{LONG_NAME}, representing {LONG_NAME}, President of the Assembly, who sends her regards"
LONG_TITLE = "Ambassador and Permanent Representative to the United Nations and other international organizations " * 2
LONG_NOTICE = "The next meeting is in another room. " * 7

CUT_LINES = """where => {
    const cut = (line, edge) => line.top + line.height / 5 < edge && line.bottom - line.height / 5 > edge;
    const found = [], texts = document.createTreeWalker(document.querySelector(where), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        for (let box = texts.currentNode.parentElement; box.id !== 'floor'; box = box.parentElement) {
            if (getComputedStyle(box).overflowY === 'visible') continue;
            const edge = box.getBoundingClientRect().bottom;
            if ([...range.getClientRects()].some(line => cut(line, edge))) found.push(texts.currentNode.data);
        }
    }
    return found;
}"""


async def resize(person: Person, size: tuple[int, int]) -> None:
    """Another screen, with the same page on it."""
    await person.page.set_viewport_size({"width": size[0], "height": size[1]})


async def long_words(gathering: Gathering) -> AsyncIterator[str]:
    """Speakers of whom there is more and more to say, without a message in the hall and with one."""
    chair = gathering.hosted.chair
    await chair(OpenSitting(SITTING), GiveFloor(item=PRESENTATIONS[3]))
    yield "H.E. Mr. Alexey Borodavkin"
    for item, name in zip(PRESENTATIONS, (LONG_NAME, LONGER_NAME), strict=False):
        await chair(ReplaceSpeaker(item, name, LONG_TITLE), GiveFloor(item=item))
        yield name
    await chair(SendNotice("hall", LONG_NOTICE))
    yield LONGER_NAME
    await chair(GiveFloor(item=PRESENTATIONS[4]))
    yield "Mr. Juan Carlos Monedero Fernández-Gala"
    await chair(OpenItem(SLOT_1, ending=True), OpenList(), AddInscription("LONG", on_behalf_of=LONG_TITLE[:100]))
    await chair(GiveFloorToNext())
    yield LONGER_NAME


async def test_no_line_in_the_hall_is_cut_however_much_there_is_to_say_of_a_speaker(gather: Gather) -> None:
    gathering = await gather(panel(new_code(), (*DELEGATIONS, Seat("LONG", "igo", LONGER_NAME, LONG_TITLE))))
    hall = await gathering.person("hall")
    async for name in long_words(gathering):
        await expect(hall.holder).to_have_text(name)
        for size in HALLS:
            await resize(hall, size)
            assert await hall.page.evaluate(CUT_LINES, "#floor") == [], f"{name} at {size}"
            await all_of_it_fits(hall, "#floor .who")
    await resize(hall, HALLS[0])


async def test_a_speaker_of_the_2015_panel_stands_in_the_hall_with_the_whole_theme(gather: Gather) -> None:
    gathering = await gather()
    hall = await gathering.person("hall")
    await gathering.hosted.chair(OpenSitting(SITTING))
    for item in PRESENTATIONS:
        await gathering.hosted.chair(GiveFloor(item=item))
        await expect(hall.see("#floor .theme")).to_be_visible()
        for size in HALLS:
            await resize(hall, size)
            await all_of_it_fits(hall, "#floor .theme span")


async def all_of_it_fits(person: Person, selector: str) -> None:
    """What a part of the page holds is not higher than it."""
    held: dict[str, Any] = await person.see(selector).evaluate("e => ({ held: e.scrollHeight, room: e.clientHeight })")
    assert 0 < held["held"] <= held["room"] + 1, f"{selector}: {held}"
