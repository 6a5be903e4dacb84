"""The webcast's lower third over a camera picture, and the options in the links of room screens."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.floor_correction import CorrectFloor
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.paths import WEB
from nameplate.screens.floor_holder import current_holder
from nameplate.wording.language import load_words
from tests.panel import SITTING, SLOT_1

from .conftest import Invite
from .person import PAINTED
from .test_accessibility import has_no_barrier

COUNT_COPIES = """() => {
    window.copies = [];
    new MutationObserver(changes => {
        for (const { addedNodes } of changes) window.copies.push(...[...addedNodes].map(node => node.textContent));
    }).observe(document.getElementById('leaving'), { childList: true });
}"""


async def test_a_name_comes_in_goes_out_and_is_corrected_on_air(invite: Invite) -> None:
    participants = await invite()
    air, chair = await participants.person("air"), participants.hosted.chair
    assert await air.page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"
    await air.page.evaluate(COUNT_COPIES)
    await chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList(), AddInscription("FR"), AddInscription("KE"))
    await chair(GiveFloorToNext())
    await expect(air.see(".air main .name")).to_have_text("France")
    await expect(air.see("#floor speaking-clock")).to_be_hidden()
    await chair(CorrectFloor(seat="BR"))
    await expect(air.see(".air main .name")).to_have_text("Brazil")
    assert await air.page.evaluate("() => window.copies") == []
    await chair(GiveFloorToNext())
    await expect(air.see(".air main .name")).to_have_text("France")
    (gone,) = await air.page.evaluate("() => window.copies")
    assert "Brazil" in gone
    await expect(air.see("#leaving .third")).to_have_count(0)


INSIDE = """() => {
    const list = document.querySelector('.ticker fit-list');
    const { left, right } = document.querySelector('.ticker').getBoundingClientRect();
    return [...list.querySelectorAll('li'), list.shadowRoot.querySelector('[part=more]')].every(each => {
        const box = each.getBoundingClientRect();
        return box.left >= left && box.right <= right;
    });
}"""


async def test_the_number_of_further_speakers_is_on_the_plate_of_the_ticker(invite: Invite) -> None:
    participants = await invite()
    air = await participants.person("air")
    await air.page.goto(f"{participants.hosted.host.url}/in/{participants.hosted.links['air']}?parts=name,next")
    await participants.hosted.chair(OpenSitting(SITTING))
    for _ in range(3):
        await participants.hosted.chair(GiveFloorToNext())
        holder = current_holder(await participants.meeting(), load_words(WEB / "locale", "en"))
        assert holder
        await expect(air.see(".air main .name")).to_have_text(holder.name)
        await air.page.evaluate(PAINTED)
        assert await air.page.evaluate(INSIDE), holder.name


async def test_a_link_carries_the_options_of_its_screen(invite: Invite) -> None:
    participants = await invite()
    air, chair = await participants.person("air"), participants.hosted.chair
    await chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList(), AddInscription("FR"), AddInscription("KE"))
    await chair(GiveFloorToNext())
    link = f"{participants.hosted.host.url}/in/{participants.hosted.links['air']}"
    await air.page.goto(f"{link}?parts=Clock,next&theme=dark&mirror=1&margin=3&lang=en&other=1")
    await has_no_barrier(await participants.person("timer"), "France speaks")
    assert "other" not in air.page.url
    await expect(air.see("#floor speaking-clock")).to_be_visible()
    await expect(air.see("#next")).to_contain_text("Kenya")
    await expect(air.see(".air main .name")).to_be_hidden()
    await has_no_barrier(air, "France speaks")
    style = await air.page.evaluate(
        """() => {
            const root = document.documentElement, body = getComputedStyle(document.body);
            const edge = Math.round(parseFloat(getComputedStyle(root).paddingLeft));
            return [root.style.colorScheme, body.transform, edge];
        }"""
    )
    assert style == ["dark", "matrix(-1, 0, 0, 1, 0, 0)", 58]


async def test_a_room_screen_goes_full_screen_with_one_press_and_hides_the_pointer(invite: Invite) -> None:
    timer = await (await invite()).person("timer")
    is_full = "() => document.fullscreenElement !== null"
    await timer.page.keyboard.press("f")
    await timer.page.wait_for_function(is_full)
    await timer.page.keyboard.press("f")
    await timer.page.wait_for_function(f"() => !({is_full})()")
    await timer.page.mouse.move(300, 300)
    await timer.page.wait_for_function("() => getComputedStyle(document.body).cursor !== 'none'")
    await timer.page.clock.run_for(3_100)
    await timer.page.wait_for_function("() => getComputedStyle(document.body).cursor === 'none'")


ANIMATED = """() => document.getAnimations().filter(each => !(each instanceof CSSTransition))
    .map(each => each.effect.target.id || each.effect.target.textContent)"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
async def test_rows_glide_to_their_new_place_unless_nothing_may_move(invite: Invite, motion: str) -> None:
    participants = await invite()
    hall, chair = await participants.person("hall", reduced_motion=motion), participants.hosted.chair
    await chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList())
    await chair(*(AddInscription(seat) for seat in ("FR", "KE", "BR")))
    await expect(hall.see("#next .name")).to_have_text(["France", "Kenya", "Brazil"])
    await hall.page.wait_for_function("() => document.getAnimations().length === 0")
    await hall.page.evaluate(
        f"() => {{ window.seen = []; addEventListener('live:shown', () => window.seen.push(...({ANIMATED})())); }}"
    )
    await chair(GiveFloorToNext())
    await expect(hall.see("#next .name")).to_have_text(["Kenya", "Brazil"])
    await hall.page.wait_for_function("() => document.getAnimations().length === 0")
    seen = await hall.page.evaluate("() => window.seen")
    assert len([each for each in seen if each.startswith("next-")]) == (2 if motion == "no-preference" else 0)
    assert ("France" in seen) == (motion == "no-preference")


async def test_a_wrong_link_leaves_the_picture_of_the_camera_free(invite: Invite) -> None:
    participants = await invite()
    link = f"{participants.hosted.host.url}/in/{participants.hosted.links['air']}"
    air = await participants.visit("air", f"{link}?parts=name,bogus", viewport={"width": 1920, "height": 1080})
    air.expects("422")
    plate = air.page.get_by_text("The webcast has no part “bogus”. It has: name, clock, next, slate.")
    await expect(plate).to_be_visible()
    grounds = await air.page.evaluate(
        "() => [document.documentElement, document.body].map(each => getComputedStyle(each).backgroundColor)"
    )
    assert grounds == ["rgba(0, 0, 0, 0)"] * 2
    assert await plate.evaluate("e => getComputedStyle(e.parentElement).backgroundColor") == "rgb(255, 255, 255)"
    box = await plate.bounding_box()
    assert box and box["x"] >= 96 and 40 <= box["height"] <= 200 and box["y"] + box["height"] <= 0.95 * 1080
    assert await plate.evaluate("e => Number.parseFloat(getComputedStyle(e).fontSize)") >= 24
    await has_no_barrier(air, "a wrong link")
