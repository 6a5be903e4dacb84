"""No text and no button is cut off or covered, on the usual sizes of every screen."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import expect

from nameplate.access.passes import new_code
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder
from nameplate.meeting.model.values import Seat
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.programme_changes import ReplaceSpeaker
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speeches.clock import PauseClock
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import BR, FR, KE
from tests.panel import DELEGATIONS, PRESENTATIONS, SITTING, SLOT_1, SLOT_2, panel

from .conftest import Invite
from .participants import Participants
from .person import PAINTED, Person
from .short_programmes import discussion

pytestmark = pytest.mark.journey

HALLS = ((1920, 1080), (1280, 720), (1024, 768))
LAPTOPS = ((1280, 720), (1366, 768), (1440, 900))
TABLETS = ((1024, 768), (820, 1180))
PHONE = (390, 844)
TEXT_SIZES = (16, 20)  # the browser's own, and a quarter larger
LONG_NAME = "H.E. Ms. Maria Fernanda Espinosa Garcés de la Torre"
LONGER_NAME = f"{LONG_NAME}, representing {LONG_NAME}, President of the Assembly, who sends her regards"
UNBROKEN_NAME = (
    "H.E. Mr. Phra Maha Vajiralongkorn Bodindradebayavarangkun Srisinghavamsa-Ratanakosindradhirajadhiwatthanakul"
)
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

UNDER_THE_CLOCK = """() => {
    const text = document.querySelector('#floor .about').shadowRoot.querySelector('[part=text]');
    return text.getBoundingClientRect().bottom - document.querySelector('#floor speaking-clock')
        .getBoundingClientRect().top;
}"""
CUT_WIDTHS = """where => [...document.querySelectorAll(where)]
    .flatMap(e => [e, ...(e.shadowRoot?.querySelectorAll('[part]') ?? [])])
    .filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth && getComputedStyle(e).display !== 'contents')
    .map(e => e.textContent)"""
SPILLS = """where => [...document.querySelectorAll(where)].flatMap(container => {
    const outer = container.getBoundingClientRect();
    return [...container.querySelectorAll('.label, .name, .about, fit-text')].filter(each => {
        const text = each.shadowRoot?.querySelector('[part=text]') ?? each;
        const { top, bottom, height } = text.getBoundingClientRect();
        const isTold = each.title && each.title.trim() === each.textContent.trim();
        const clamped = !isTold && getComputedStyle(each).webkitLineClamp !== 'none'
            && each.scrollHeight > each.clientHeight + 1;
        const isTaller = each.clientHeight && height > each.clientHeight + 2;
        return clamped || isTaller || top < outer.top - 1 || bottom > outer.bottom + 1;
    }).map(each => each.textContent.trim());
})"""
SMALLEST = """where => {
    const texts = [...document.querySelectorAll(where)].map(e => e.shadowRoot?.querySelector('[part=text]') ?? e);
    return Math.min(...texts.map(text => Number.parseFloat(getComputedStyle(text).fontSize)));
}"""
ABOVE_ITS_BOX = """where => {
    const box = document.querySelector(where), text = box.shadowRoot.querySelector('[part=text]');
    return box.getBoundingClientRect().top - text.getBoundingClientRect().top - box.scrollTop;
}"""
KEYS = """() => Math.min(...[...document.querySelectorAll('kbd')].filter(key => key.checkVisibility())
    .map(key => Number.parseFloat(getComputedStyle(key).fontSize)))"""
OVERLAP = """([one, other]) => {
    const boxes = e => [...(e.shadowRoot?.querySelectorAll('[part]') ?? [e])].map(each => each.getBoundingClientRect());
    const [ours, theirs] = [one, other].map(selector => boxes(document.querySelector(selector)));
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return ours.some(a => theirs.some(b => meet(a, b)));
}"""
COVERED = """where => [...document.querySelectorAll(where)].filter(e => {
    const { left, top, width, height } = e.getBoundingClientRect();
    const on = document.elementFromPoint(left + Math.min(width, 30) / 2, top + height / 2);
    return on && e.closest('.scroll').contains(on) && !e.contains(on);
}).map(e => e.textContent)"""


async def resize(person: Person, size: tuple[int, int]) -> None:
    """Change the size of the screen, and wait until it is painted."""
    await person.page.set_viewport_size({"width": size[0], "height": size[1]})
    await person.page.evaluate(PAINTED)


async def long_words(participants: Participants) -> AsyncIterator[str]:
    """Speakers with longer and longer texts, without and with a message in the hall."""
    chair = participants.hosted.chair
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


async def test_long_texts_about_a_speaker_fit_in_the_hall(
    invite: Invite,
) -> None:
    participants = await invite(panel(new_code(), (*DELEGATIONS, Seat("LONG", "igo", LONGER_NAME, LONG_TITLE))))
    hall = await participants.person("hall")
    async for name in long_words(participants):
        await expect(hall.holder).to_have_text(name)
        for size in HALLS:
            await resize(hall, size)
            assert await hall.page.evaluate(CUT_LINES, "#floor") == [], f"{name} at {size}"
            await all_of_it_fits(hall, "#floor")
            assert await hall.page.evaluate(UNDER_THE_CLOCK) <= 1, f"{name} at {size}"
    await resize(hall, HALLS[0])


async def test_the_hall_shows_the_whole_theme_of_the_2015_panel(
    invite: Invite,
) -> None:
    participants = await invite()
    hall = await participants.person("hall")
    await participants.hosted.chair(OpenSitting(SITTING))
    for item in PRESENTATIONS:
        await participants.hosted.chair(GiveFloor(item=item))
        await expect(hall.see("#floor .theme")).to_be_visible()
        for size in HALLS:
            await resize(hall, size)
            await all_of_it_fits(hall, "#floor .about")


async def all_of_it_fits(person: Person, selector: str) -> None:
    """Check that the content of an element is not higher than the element."""
    held: dict[str, Any] = await person.see(selector).evaluate("e => ({ held: e.scrollHeight, room: e.clientHeight })")
    assert 0 < held["held"] <= held["room"] + 1, f"{selector}: {held}"


async def text_size(person: Person, pixels: int) -> None:
    """Set the font size of the browser."""
    session = await person.page.context.new_cdp_session(person.page)
    await session.send("Page.enable")
    await session.send("Page.setFontSizes", {"fontSizes": {"standard": pixels, "fixed": 13}})
    await session.detach()


async def each_size(person: Person) -> AsyncIterator[str]:
    """The console on laptops and tablets, with normal and enlarged text."""
    for pixels in TEXT_SIZES:
        await text_size(person, pixels)
        for size in (*LAPTOPS, *TABLETS):
            await resize(person, size)
            yield f"{person.name} at {size}, text of {pixels} pixels"


async def a_late_discussion(invite: Invite) -> Participants:
    """France speaks. Not all waiting speakers will be reached before the end."""
    participants = await invite(discussion(minutes=13))
    await participants.floor_open(FR, KE, BR)
    await participants.hosted.chair(AddInscription("NO"), AddInscription("EU"), GiveFloorToNext())
    return participants


async def test_every_button_of_the_clock_shows_its_whole_text(invite: Invite) -> None:
    participants = await a_late_discussion(invite)
    chair = await participants.person("chair")
    for commands, says in (((), "Pause"), ((PauseClock(),), "Resume"), ((EndSpeech(),), "Pause")):
        await participants.hosted.chair(*commands)
        await expect(chair.see("#floor .controls .wide")).to_contain_text(says)
        async for where in each_size(chair):
            assert await chair.page.evaluate(CUT_WIDTHS, "#floor .controls :is(button, .label)") == [], where


async def test_the_outlook_fits_beside_the_what_if_button(invite: Invite) -> None:
    participants = await a_late_discussion(invite)
    for console in await participants.persons("chair", "desk"):
        await expect(console.see("list-outlook [part=heard]")).to_contain_text("not reached before")
        async for where in each_size(console):
            assert await console.page.evaluate(CUT_WIDTHS, "list-outlook") == [], where
            assert not await console.page.evaluate(OVERLAP, ["list-outlook", "#outlook header button"]), where


async def test_the_what_if_panel_never_covers_the_next_step(invite: Invite) -> None:
    participants = await a_late_discussion(invite)
    for console in await participants.persons("chair", "desk"):
        await console.press_shortcut("w")
        await expect(console.see("#what-if-answer .if")).to_be_visible()
        async for where in each_size(console):
            await expect(console.see("#what-if")).to_be_visible()
            assert not await console.page.evaluate(OVERLAP, ["#what-if", "#next button"]), where


@pytest.mark.parametrize("size", [*TABLETS, (390, 844)])
async def test_the_next_step_is_visible_at_first_and_after_pushes(invite: Invite, size: tuple[int, int]) -> None:
    participants = await invite()
    await participants.hosted.chair(OpenSitting(SITTING), GiveFloor(item=PRESENTATIONS[4]))
    tablet: dict[str, Any] = {"viewport": {"width": size[0], "height": size[1]}, "has_touch": True, "is_mobile": True}
    consoles = [await participants.person(name, **tablet) for name in ("chair", "desk")]
    keys = [await at_the_next_step(console) for console in consoles]

    await participants.hosted.chair(OpenItem(SLOT_1, ending=True), OpenList(), SendNotice("hall", "Water is outside."))
    await participants.press(KE, RaisePointOfOrder("Off the subject"))

    for console, key in zip(consoles, keys, strict=True):
        await expect(console.see("#points .point")).to_be_visible()
        await expect(console.see("#programme [aria-current]")).to_contain_text("Interactive discussion, slot 1")
        assert await at_the_next_step(console) == key
    chair = consoles[0]
    await chair.see("#programme [aria-current]").scroll_into_view_if_needed()
    await expect(chair.see("#programme [aria-current] .title")).to_be_in_viewport()
    scrolled = await chair.page.evaluate("() => scrollY")
    assert scrolled
    await participants.hosted.chair(OpenItem(SLOT_2, ending=True))
    await expect(chair.see("#programme [aria-current] .title")).to_be_in_viewport()
    assert await chair.page.evaluate("() => scrollY") == scrolled
    await chair.page.reload()
    await chair.is_live()
    await at_the_next_step(chair)


async def test_on_a_tablet_no_button_covers_a_name_on_the_list(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    tablet: dict[str, Any] = {"viewport": {"width": 1024, "height": 768}, "has_touch": True, "is_mobile": True}
    chair = await participants.person("chair", **tablet)
    give = chair.see("#speakers-list").get_by_role("button", name="Give the floor")
    for size in TABLETS:
        await resize(chair, size)
        assert await chair.page.evaluate(COVERED, "#speakers-list .name, #programme .title") == [], size
    await expect(give).to_have_count(0)

    await chair.waiting.nth(1).tap()

    await expect(give).to_have_count(1)
    assert await chair.page.evaluate(COVERED, "#speakers-list .name") == []
    await give.tap()
    await expect(chair.holder).to_have_text("Kenya")


async def at_the_next_step(person: Person) -> tuple[float, ...]:
    """Check that the page is not scrolled and shows the button of the next step. Returns its position."""
    await expect(person.see("#next button")).to_be_in_viewport(ratio=1)
    assert await person.page.evaluate("() => scrollY") == 0
    return await person.place_of("#next button")


@pytest.mark.parametrize("moderator", ["chair", "desk"])
async def test_a_console_shows_the_longest_name_whole_and_a_title_that_can_be_read(
    invite: Invite, moderator: str
) -> None:
    """What does not fit of the title is cut, and the whole text is told where the pointer rests on it."""
    long = (Seat("LONG", "ngo", LONGER_NAME[:120], LONG_TITLE), Seat("NEXT", "ngo", LONGER_NAME[-120:]))
    participants = await invite(panel(new_code(), (*DELEGATIONS, *long)))
    await participants.hosted.open_floor()
    await participants.hosted.chair(*(AddInscription(seat.id) for seat in long), GiveFloorToNext())
    console = await participants.person(moderator)
    for size in (*LAPTOPS, *TABLETS, (1920, 1080)):
        await resize(console, size)
        assert await console.page.evaluate(SPILLS, "#next button, #floor .holder") == [], size
        if moderator == "chair":
            assert await console.page.evaluate(SMALLEST, "#floor .about") >= 13, size
    await participants.press(FR, RaisePointOfOrder("The statement is not about the item of the agenda. " * 3))
    await expect(console.see("#points .point")).to_be_visible()
    for size in ((1280, 720), (820, 1180)):
        await resize(console, size)
        assert await console.page.evaluate(SPILLS, "#points .point") == [], size


async def test_the_chair_reads_whole_sentences_of_long_names(invite: Invite) -> None:
    """Also after a push. A still longer sentence begins at the top of its box, and can be scrolled through."""
    seats = (Seat("FIRST", "ngo", LONGER_NAME[:120]), Seat("LONG", "ngo", UNBROKEN_NAME))
    participants = await invite(panel(new_code(), (*DELEGATIONS, *seats)))
    await participants.floor_open(FR)
    chair = await participants.person("chair", viewport={"width": PHONE[0], "height": PHONE[1]})
    await participants.hosted.chair(AddInscription("LONG"))
    await expect(chair.see("#next .aloud")).to_contain_text(UNBROKEN_NAME)
    await participants.hosted.chair(GiveFloorToNext())
    await expect(chair.see("#next .aloud")).not_to_contain_text("France")
    await chair.page.evaluate(PAINTED)
    await all_of_it_fits(chair, "#next .aloud")
    await participants.hosted.chair(AddInscription("FIRST", on_behalf_of=LONG_TITLE[:100]))
    await expect(chair.see("#next .aloud")).to_contain_text(LONGER_NAME[:120])
    for size in (PHONE, *TABLETS, *LAPTOPS):
        await resize(chair, size)
        assert await chair.page.evaluate(ABOVE_ITS_BOX, "#next .aloud") <= 1, size
    await resize(chair, PHONE)
    assert await chair.page.evaluate(SMALLEST, "#next .aloud") >= 13


async def test_the_sentence_that_was_said_is_cut_rather_than_tiny(invite: Invite) -> None:
    long = [Seat(f"LONG{number}", "ngo", LONGER_NAME[:119] + str(number)) for number in range(2)]
    participants = await invite(panel(new_code(), (*DELEGATIONS, *long)))
    await participants.hosted.open_floor()
    await participants.hosted.chair(*(AddInscription(seat.id) for seat in long), GiveFloorToNext())
    chair = await participants.person("chair")
    for size in (*LAPTOPS, *TABLETS, PHONE, (1920, 1080)):
        await resize(chair, size)
        await all_of_it_fits(chair, "#floor .aloud")
        assert await chair.page.evaluate(SMALLEST, "#floor .aloud") >= 13, size
        assert await chair.page.evaluate(KEYS) >= 12, size
    await expect(chair.see("#floor .aloud")).to_have_attribute("title", re.compile(f"{long[0].name}.*{long[1].name}"))


@pytest.mark.parametrize("moderator", ["chair", "desk"])
async def test_a_name_without_a_space_stays_beside_its_expected_time(invite: Invite, moderator: str) -> None:
    participants = await invite(panel(new_code(), (*DELEGATIONS, Seat("LONG", "ngo", "X" * 120))))
    await participants.hosted.open_floor()
    await participants.hosted.chair(AddInscription("FR"), AddInscription("LONG"))
    console = await participants.person(moderator)
    await expect(console.waiting.last).to_have_text("X" * 120)
    for size in (*LAPTOPS, *TABLETS, PHONE):
        await resize(console, size)
        assert await console.page.evaluate(CUT_WIDTHS, "#speakers-list :is(.name, .stack)") == [], size
