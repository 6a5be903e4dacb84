"""The first screen of chair and desk shows what they need at once, on laptops and on tablets."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import expect

from nameplate.access.passes import new_code
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Seat
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.podium_signals import DarkenPodium
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.rehearsal import BeginRehearsal
from nameplate.meeting.remote_delegations import SetRemote
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from tests.cast import BR, FR, KE
from tests.panel import DELEGATIONS, panel
from tests.self_service import self_service

from .conftest import Invite
from .participants import Participants
from .person import PAINTED, Person
from .test_nothing_is_cut_off import CUT_WIDTHS, OVERLAP, resize

pytestmark = pytest.mark.journey

SCREENS = ((1280, 720), (1366, 768), (1440, 900), (1920, 1080))
TABLETS = ((1024, 768), (820, 1180))
TOUCH: dict[str, Any] = {"viewport": {"width": 1024, "height": 768}, "has_touch": True, "is_mobile": True}
MANY = tuple(Seat(f"O{number}", "ngo", f"Organization {number}") for number in range(12))
AT_ONCE = (
    "#next :is(.aloud, button), #floor .controls button, #undo > button, #outlook button, .call :is(#call, button)"
)

HIDDEN = """where => [...document.querySelectorAll(where)].filter(e => {
    const { left, right, top, bottom } = e.getBoundingClientRect();
    const on = document.elementFromPoint((left + right) / 2, bottom - 2);
    return left < 0 || top < 0 || right > innerWidth || bottom > innerHeight || !(e.contains(on) || on?.contains(e));
}).map(e => e.textContent.trim() || e.id)"""
ROWS_IN_VIEW = """() => {
    const list = document.querySelector('#speakers-list ol').getBoundingClientRect();
    const rows = [...document.querySelectorAll('#speakers-list li')].map(e => e.getBoundingClientRect());
    return rows.filter(row => row.top >= list.top - 1 && row.bottom <= list.bottom + 1).length;
}"""
CUT_BELOW = """([where, container]) => {
    const { bottom } = document.querySelector(container).getBoundingClientRect();
    return [...document.querySelectorAll(where)].filter(each => each.getBoundingClientRect().bottom > bottom)
        .map(each => each.textContent.trim());
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll('button, input, select, summary')]
    .filter(e => e.checkVisibility() && !e.closest('[popover]') && e.type !== 'hidden' && e.type !== 'checkbox')
    .filter(e => e.offsetWidth < 44 || e.offsetHeight < 44)
    .map(e => `${e.textContent.trim() || e.id}: ${e.offsetWidth} x ${e.offsetHeight}`)"""
LINE = """selector => {
    const style = getComputedStyle(document.querySelector(selector).shadowRoot.querySelector('[part=text]'));
    return [style.fontFamily.split(',')[0], style.fontStyle, Number.parseFloat(style.fontSize)];
}"""

FIRST_IN_VIEW = """() => {
    const list = document.querySelector('#programme ol');
    const { top } = list.getBoundingClientRect();
    const tops = [...list.children].map(each => each.getBoundingClientRect().top - top);
    return { scrolled: list.scrollTop, off: Math.min(...tops.map(Math.abs)) };
}"""
HEADER = """() => {
    const text = selector => document.querySelector(selector).shadowRoot.querySelector('[part=text]');
    const [title, context] = ['#status h1 fit-text', '#status .context fit-text'].map(text);
    const buttons = [...document.querySelectorAll('body > header button')].filter(each => each.checkVisibility());
    const boxes = buttons.map(each => each.getBoundingClientRect());
    return {
        scrolls: document.documentElement.scrollWidth > innerWidth,
        outside: buttons.filter((_, i) => boxes[i].right > innerWidth || boxes[i].left < 0).map(e => e.textContent),
        size: Number.parseFloat(getComputedStyle(title).fontSize),
        width: title.clientWidth,
        overprints: title.getBoundingClientRect().bottom > context.getBoundingClientRect().top + 1,
        covered: boxes.some(box => box.left < title.getBoundingClientRect().right
            && box.top < title.getBoundingClientRect().bottom),
    };
}"""
FITS = """selector => {
    const [outer, text] = [document.querySelector('.answers'), document.querySelector(selector)];
    const { top, bottom } = text.shadowRoot.querySelector('[part=text]').getBoundingClientRect();
    return top >= outer.getBoundingClientRect().top - 1 && bottom <= outer.getBoundingClientRect().bottom + 1;
}"""
RING_BELOW_LABEL = """field => {
    const { outlineWidth, outlineOffset } = getComputedStyle(field);
    const ring = Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset);
    return field.getBoundingClientRect().top - ring - field.labels[0].getBoundingClientRect().bottom;
}"""
COLOUR = "e => getComputedStyle(e).color"


async def a_discussion(invite: Invite) -> Participants:
    """France speaks, and many wait."""
    participants = await invite(panel(new_code(), (*DELEGATIONS, *MANY)))
    await participants.floor_open(FR, KE, BR)
    await participants.hosted.chair(*(AddInscription(seat.id) for seat in MANY), GiveFloorToNext())
    return participants


async def test_a_laptop_shows_at_once_what_the_chair_needs(invite: Invite) -> None:
    participants = await a_discussion(invite)
    chair = await participants.person("chair")
    for size in SCREENS:
        await resize(chair, size)
        assert await chair.page.evaluate(HIDDEN, f"{AT_ONCE}, .message-card :is(input, select, button)") == [], size
        assert await chair.page.evaluate(CUT_WIDTHS, "button, button .label, #speakers-list h2") == [], size
        assert await chair.page.evaluate(ROWS_IN_VIEW) >= 7, size


async def test_a_message_that_is_shown_can_be_taken_off_at_once(invite: Invite) -> None:
    participants = await a_discussion(invite)
    chair = await participants.person("chair")
    await participants.hosted.chair(SendNotice("speaker", "Please conclude"), SendNotice("hall", "Water is outside."))
    await expect(chair.see("#messages .notices button")).to_have_count(2)
    for size in SCREENS:
        await resize(chair, size)
        assert await chair.page.evaluate(HIDDEN, "#messages .notices button") == [], size


async def test_the_button_that_lights_the_podium_is_not_cut(invite: Invite) -> None:
    participants = await a_discussion(invite)
    chair = await participants.person("chair")
    await participants.hosted.chair(DarkenPodium())
    await expect(chair.button("Light it")).to_be_visible()
    for size in SCREENS:
        await resize(chair, size)
        assert await chair.page.evaluate(CUT_BELOW, ["#messages .notices button", ".centre"]) == [], size


async def test_the_note_about_a_remote_speaker_leaves_the_messages_on_the_page(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    await participants.hosted.chair(SetRemote("KE", True), GiveFloorToNext())
    chair = await participants.person("chair")
    await expect(chair.see("#remote-note")).to_have_text("Kenya is remote and not connected")
    for size in SCREENS:
        await resize(chair, size)
        assert await chair.page.evaluate(HIDDEN, f"{AT_ONCE}, .message-card :is(input, select, button)") == [], size
        assert await chair.page.evaluate(FITS, "#remote-note"), size
        assert not await chair.page.evaluate(OVERLAP, ["#remote-note", "#undo .earlier"]), size


async def test_further_messages_on_a_tablet_scroll_above_the_outlook(invite: Invite) -> None:
    participants = await a_discussion(invite)
    chair = await participants.person("chair", **TOUCH)
    await participants.hosted.chair(SendNotice("speaker", "Please conclude"), SendNotice("hall", "Water is outside."))
    await expect(chair.see("#messages .notices button")).to_have_count(2)
    for size in TABLETS:
        await resize(chair, size)
        assert await chair.page.evaluate(HIDDEN, "#messages .notices button") == [], size
    more = (SendNotice("booth", "The texts come."), SendNotice("delegation", "Please come.", "BR"), DarkenPodium())
    await participants.hosted.chair(*more)
    await expect(chair.see("#messages .notices button")).to_have_count(5)
    for size in TABLETS:
        await resize(chair, size)
        await chair.see(".message-card").evaluate("card => card.scrollTo(0, card.scrollHeight)")
        assert await chair.page.evaluate(HIDDEN, "#messages .notices li:last-child button") == [], size
        assert await chair.page.evaluate("() => scrollY") == 0


@pytest.mark.parametrize("moderator", ["chair", "desk"])
async def test_a_tablet_shows_the_same_with_targets_for_fingers(invite: Invite, moderator: str) -> None:
    participants = await a_discussion(invite)
    console = await participants.person(moderator, **TOUCH)
    for size in TABLETS:
        await resize(console, size)
        assert await console.page.evaluate(HIDDEN, AT_ONCE) == [], size
        assert await console.page.evaluate(SMALL_TARGETS) == [], size
        assert await console.page.evaluate(ROWS_IN_VIEW) >= 7, size
        assert await console.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), size


async def test_what_if_opens_beside_its_button_and_leaves_the_clock_alone(invite: Invite) -> None:
    participants = await a_discussion(invite)
    chair = await participants.person("chair")
    for size in SCREENS:
        await resize(chair, size)
        await chair.button("What if…").click()
        await expect(chair.see("#what-if-answer .if")).to_be_visible()
        panel_x, panel_y, height, width = await chair.place_of("#what-if")
        x, y, _, _ = await chair.place_of("#outlook header button")
        assert panel_x <= x <= panel_x + width, size
        assert 0 <= y - (panel_y + height) <= 48, size
        for covered in ("#next button", "#floor speaking-clock", "#floor .controls"):
            assert not await chair.page.evaluate(OVERLAP, ["#what-if", covered]), f"{covered} at {size}"
        await chair.press("Escape")


async def test_the_line_to_read_aloud_is_the_largest_text_in_the_font_of_the_product(invite: Invite) -> None:
    participants = await a_discussion(invite)
    chair = await participants.person("chair")
    for size in SCREENS:
        await resize(chair, size)
        family, style, pixels = await chair.page.evaluate(LINE, "#next .aloud")
        _, _, said = await chair.page.evaluate(LINE, "#floor .aloud")
        assert (family, style) == ("Roboto", "normal")
        assert pixels >= 20 and pixels > said, size


async def test_the_sentence_that_was_said_is_quieter_than_the_next_one(invite: Invite) -> None:
    participants = await a_discussion(invite)
    chair = await participants.person("chair")
    said, coming, muted = [chair.see(part) for part in ("#floor .aloud", "#next .aloud", "#floor .about")]
    assert await said.evaluate(COLOUR) == await muted.evaluate(COLOUR) != await coming.evaluate(COLOUR)


async def test_the_programme_of_the_chair_begins_with_a_whole_row_and_has_the_whole_open_item(invite: Invite) -> None:
    participants = await a_discussion(invite)
    chair = await participants.person("chair", viewport={"width": 1280, "height": 720})
    await expect(chair.see("#programme [aria-current]")).to_be_in_viewport(ratio=1)
    first = await chair.page.evaluate(FIRST_IN_VIEW)
    assert first["scrolled"] > 0 and first["off"] < 1
    coming = [item.id for item in (await participants.meeting()).items() if item.state == "planned"]
    for item in coming:
        await participants.hosted.chair(OpenItem(item, ending=True))
        current = chair.see("#programme [aria-current]")
        await expect(current).to_have_id(f"step-{item}")
        await expect(current).to_be_in_viewport(ratio=0.99)  # places are rounded to pixels
        await expect(current.locator(".actions button").last).to_be_in_viewport(ratio=1)
    await chair.see("#programme ol").evaluate("list => { list.scrollTop = 0; }")
    await participants.hosted.chair(SendNotice("hall", "Water is outside."))
    await chair.shows((await participants.meeting()).version)
    await chair.page.evaluate(PAINTED)
    assert (await chair.page.evaluate(FIRST_IN_VIEW))["scrolled"] == 0, "who has scrolled is left there"


async def test_the_programme_of_the_desk_has_a_column_of_its_own(invite: Invite) -> None:
    participants = await a_discussion(invite)
    desk = await participants.person("desk")
    for size in SCREENS:
        await resize(desk, size)
        assert await desk.page.evaluate(HIDDEN, AT_ONCE) == [], size
        assert await desk.page.evaluate(ROWS_IN_VIEW) >= 7, size
        people, programme = [await desk.see(f".{part}").bounding_box() for part in ("people", "side")]
        assert people and programme
        assert programme["x"] >= people["x"] + people["width"] and programme["height"] == people["height"], size


async def test_the_ring_around_the_name_field_leaves_its_label_free(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    desk = await participants.person("desk")
    await desk.see(".add summary").click()
    for size in (*SCREENS, *TABLETS):
        await resize(desk, size)
        for field in ("#seat", "#behalf"):
            await desk.see(field).focus()
            assert await desk.see(field).evaluate(RING_BELOW_LABEL) >= 0, (field, size)


async def test_the_desk_adds_a_name_before_it_sees_more_fields(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    desk = await participants.person("desk")
    behalf = desk.see("#behalf")
    await expect(behalf).to_be_hidden()

    await added(desk, "kenya", "Kenya")
    await desk.see(".add summary").click()
    await expect(behalf).to_be_visible()
    await behalf.fill("a group")
    await added(desk, "norw", "Norway")

    await expect(desk.see("#speakers-list .detail").last).to_contain_text("on behalf of a group")
    await expect(behalf).to_be_visible()


async def added(desk: Person, letters: str, name: str) -> None:
    """Add an inscription with a few letters and Enter."""
    await desk.see("#seat").press_sequentially(letters)
    await desk.press("Enter")
    await expect(desk.waiting.last).to_have_text(name)


async def test_the_title_stays_readable_beside_the_tools_of_the_desk(invite: Invite) -> None:
    participants = await invite(self_service())
    await participants.hosted.chair(BeginRehearsal())
    await participants.floor_open()
    desk = await participants.person("desk")
    phone = await participants.person("join")
    await phone.page.get_by_role("link", name="I belong to a delegation").tap()
    await phone.button("France").tap()
    await desk.page.clock.fast_forward(6_000)
    await expect(desk.button("1 phone waits")).to_be_visible()
    for size in (*SCREENS, *TABLETS, (390, 844)):
        await resize(desk, size)
        header = await desk.page.evaluate(HEADER)
        assert header.pop("size") >= 14 and header.pop("width") >= 150, size
        assert header == {"scrolls": False, "outside": [], "overprints": False, "covered": False}, size
    await desk.button("Tools…").click()
    await desk.button("Screens").click()
    await expect(desk.see("#desk-tools")).to_be_hidden()
    box = await desk.see("#screen-links").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
