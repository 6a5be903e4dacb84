"""A phone of any size shows the longest names whole, and nothing on it moves under a thumb."""

from __future__ import annotations

import pytest
from playwright.async_api import ViewportSize, expect

from nameplate.meeting import Actor, Role
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Seat
from nameplate.meeting.notices import SendNotice
from tests.cast import FR, KE

from .conftest import Invite
from .short_programmes import discussion

pytestmark = pytest.mark.journey

SIZES = [ViewportSize(width=390, height=844), ViewportSize(width=320, height=568)]
NAMES = {
    120: "Organisation for the Prohibition of Nuclear and Conventional Armaments in the Northern, Central and Southern "
    "Continents",
    52: "United Kingdom of Great Britain and Northern Ireland",
    37: "Democratic People's Republic of Korea",
}
SPILLS = """card => {
    const { top, bottom, left, right } = card.getBoundingClientRect();
    return [...card.querySelectorAll('h2, p')].filter(each => {
        const box = each.getBoundingClientRect();
        return box.top < top || box.bottom > bottom || box.left < left || box.right > right;
    }).map(each => each.textContent);
}"""
BROKEN_WORDS = """name => {
    const { firstChild: text } = name;
    return [...text.data.matchAll(/\\S+/g)].filter(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return range.getClientRects().length > 1;
    }).map(([word]) => word);
}"""


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", NAMES.values(), ids=map(str, NAMES))
async def test_a_phone_shows_a_long_name_whole_and_the_own_clock(invite: Invite, name: str, size: ViewportSize) -> None:
    participants = await invite(discussion(60, Seat("LONG", "member_state", name)))
    await participants.floor_open(Actor("delegate:LONG", Role.DELEGATE, "LONG"))
    await participants.hosted.chair(GiveFloorToNext())
    own = await participants.person("delegate:LONG", viewport=size)
    other = await participants.person("delegate:FR", viewport=size)
    await expect(other.holder).to_have_text(name)
    assert await other.see("#floor").evaluate(SPILLS) == []
    for shown in (other.holder, own.see("#mine h2")):
        assert await shown.evaluate(BROKEN_WORDS) == []
    clock, buttons = [await own.see(f"#mine {part}").bounding_box() for part in ("speaking-clock", ".buttons")]
    assert clock and buttons and clock["y"] + clock["height"] <= buttons["y"]


async def test_the_list_on_a_phone_stays_where_it_is_when_something_is_announced_or_said(invite: Invite) -> None:
    participants = await invite(discussion(60))
    await participants.floor_open(FR, KE)
    await participants.hosted.chair(GiveFloorToNext())
    phone = await participants.person("delegate:BR", viewport=SIZES[0])
    await expect(phone.see(".announced")).to_be_visible()
    place = await phone.see("#speakers-list").bounding_box()
    await participants.later(minutes=1)
    await expect(phone.see(".announced")).to_be_hidden()
    assert await phone.see("#speakers-list").bounding_box() == place
    await participants.hosted.chair(
        SendNotice("hall", "The documents A/HRC/28/L.1 to L.24 are at the back of the room.")
    )
    await expect(phone.see("#notice")).to_be_in_viewport(ratio=1)
    assert await phone.see("#speakers-list").bounding_box() == place
