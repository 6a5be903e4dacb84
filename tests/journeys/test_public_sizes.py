"""The public screen on phones, laptops and in small frames: what is seen at once, and nothing is cut or covered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.async_api import expect

from nameplate.access.passes import new_code
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.model.values import Seat
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speeches.clock import AdjustClock
from tests.panel import DELEGATIONS, SITTING, SLOT_1, panel

from .conftest import Invite
from .page_weight import PageLoad
from .participants import Participants
from .person import Person
from .test_accessibility import has_no_barrier
from .test_booth import LONG
from .test_page_weight import MOST_BYTES
from .test_public_screen import TOO_WIDE

pytestmark = pytest.mark.journey

PHONES = ((320, 568), (390, 844))
LAPTOPS = ((1024, 768), (1280, 720), (1366, 768), (1440, 900), (1920, 1080))
FRAMES = ((320, 400), (400, 300), (400, 600), (800, 420))
NAMES = ("المملكة العربية السعودية والبعثة الدائمة لدى الأمم المتحدة في جنيف", LONG, "Постоянное представительство")
THEME = "Enhancement of international cooperation in the field of human rights: " * 4 + "the way ahead for everybody"

SEEN = """() => [...document.querySelectorAll('#floor :is(.name, .behalf), #status .item')]
    .concat([document.querySelector('speaking-clock').shadowRoot.querySelector('[part=digits]')])
    .every(e => e.getBoundingClientRect().bottom <= innerHeight)"""
"""Whether the speaker, the group, the clock and the item are seen without scrolling."""
COVERED = """() => {
    const parts = [...document.querySelectorAll('#status > *, #floor :is(h2, .holder > *, .limit)')]
        .concat([...document.querySelectorAll('#floor > :is(.nobody, .event, .date)')])
        .concat([...document.querySelectorAll('#next :is(h2, li, summary, .limits), #board :is(h2, li, summary)')])
        .concat([...document.querySelector('speaking-clock')?.shadowRoot.querySelectorAll('[part]') ?? []])
        .filter(e => e.checkVisibility() && e.textContent.trim() && !e.matches('.visually-hidden'));
    const text = e => {
        const range = document.createRange();
        range.selectNodeContents(e);
        return range.getBoundingClientRect();
    };
    const boxes = parts.map(e => [e.textContent, text(e)]).filter(([, box]) => box.width);
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return boxes.flatMap(([one, a], n) => boxes.slice(n + 1).filter(([, b]) => meet(a, b)).map(([two]) => [one, two]));
}"""
"""The pairs of texts that cover each other."""
CUT = """() => [...document.querySelectorAll(':is(#status, #floor, #next, #board) :is(p, h1, h2, li, summary, span)')]
    .filter(e => e.checkVisibility() && !e.matches('.visually-hidden'))
    .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth).map(e => e.textContent)"""
"""The elements with a text that is wider than they are."""


def with_long_texts() -> MeetingCreated:
    """The panel with a theme of 300 characters for the first panellist."""
    created = panel(new_code(), (*DELEGATIONS, *(Seat(f"S{number}", "other", LONG) for number in range(2))))
    (sitting,) = created.sittings
    items = tuple(replace(item, theme=THEME) if item.id == "p-4" else item for item in sitting.items)
    return replace(created, sittings=(replace(sitting, items=items),))


async def reader(participants: Participants) -> Person:
    """Somebody who follows the meeting."""
    person = await participants.visit("public", f"{participants.hosted.url}/public")
    await person.is_live()
    return person


async def nothing_is_cut_or_covered(person: Person, where: str) -> None:
    """Check all sizes."""
    for width, height in (*PHONES, *LAPTOPS, *FRAMES):
        await person.page.set_viewport_size({"width": width, "height": height})
        assert await person.page.evaluate(TOO_WIDE) <= 0, (where, width)
        assert await person.page.evaluate(COVERED) == [], (where, width)
        assert await person.page.evaluate(CUT) == [], (where, width)


async def test_no_state_has_anything_cut_or_covered_at_any_size(invite: Invite) -> None:
    participants = await invite(with_long_texts())
    public, chair = await reader(participants), participants.hosted.chair
    await nothing_is_cut_or_covered(public, "before")
    await chair(OpenSitting(SITTING), GiveFloor(item="p-4"))
    await expect(public.see("#floor .theme")).to_have_text(THEME)
    await nothing_is_cut_or_covered(public, "presentation")
    await chair(OpenItem(SLOT_1, ending=True), OpenList())
    await chair(*(AddInscription(guest=name, on_behalf_of=LONG[:90]) for name in NAMES))
    await chair(*(AddInscription(guest=f"Guest {number}") for number in range(37)))
    for name in NAMES:
        await chair(GiveFloorToNext())
        await expect(public.holder).to_have_text(name)
        await nothing_is_cut_or_covered(public, name)
    await chair(AdjustClock(-3600))
    await expect(public.word).to_have_text("over time")
    await public.see("#others summary").click()
    await nothing_is_cut_or_covered(public, "over time")
    await chair(SuspendSitting("15:00"))
    await expect(public.see("#floor .nobody")).to_have_text("The sitting is suspended until 15:00.")
    await nothing_is_cut_or_covered(public, "suspended")
    await chair(ResumeSitting(), AdjournSitting(ending=True))
    await expect(public.see("#floor .nobody")).to_have_text("The sitting is adjourned.")
    await nothing_is_cut_or_covered(public, "adjourned")


async def test_speaker_group_and_clock_are_seen_without_scrolling(invite: Invite) -> None:
    participants = await invite()
    public = await reader(participants)
    await participants.hosted.open_floor()
    await participants.hosted.chair(AddInscription("KE", on_behalf_of="the African Group"), GiveFloorToNext())
    await expect(public.holder).to_have_text("Kenya")
    for width, height in (*PHONES, *LAPTOPS, *FRAMES):
        await public.page.set_viewport_size({"width": width, "height": height})
        assert await public.page.evaluate(SEEN), width


async def test_a_laptop_has_the_list_beside_the_speaker_and_a_phone_has_it_below(invite: Invite) -> None:
    participants = await invite()
    public = await reader(participants)
    await participants.hosted.open_floor()
    await participants.hosted.chair(AddInscription("KE"), AddInscription("FR"), GiveFloorToNext())
    await expect(public.see("#next .name")).to_have_text(["France"])
    places = []
    for width, height in ((390, 844), (1280, 720)):
        await public.page.set_viewport_size({"width": width, "height": height})
        places += [await public.place_of(part) for part in ("#floor", "#next", "#board")]
    (_, floor, *_), (_, following, *_), (_, board, *_) = places[:3]
    assert floor < following < board
    (x, y, *_), (next_x, next_y, *_), (board_x, board_y, *_) = places[3:]
    assert x == board_x < next_x and y == next_y < board_y


async def test_the_speaker_stays_in_the_window_of_a_laptop_while_the_programme_is_scrolled(invite: Invite) -> None:
    participants = await invite()
    public = await reader(participants)
    await participants.hosted.chair(OpenSitting(SITTING), GiveFloor(item="p-4"))
    await expect(public.holder).to_have_text("Mr. Martin Khor")
    await public.page.set_viewport_size({"width": 1280, "height": 720})
    await public.see("#board .end").scroll_into_view_if_needed()
    assert await public.page.evaluate("() => scrollY") > 0
    await expect(public.holder).to_be_in_viewport(ratio=1)
    await expect(public.digits).to_be_in_viewport(ratio=1)


async def test_what_a_reader_has_unfolded_stays_open_when_the_list_changes(invite: Invite) -> None:
    participants = await invite()
    public = await reader(participants)
    await participants.hosted.open_floor()
    await participants.hosted.chair(*(AddInscription(guest=f"Guest {number}") for number in range(12)))
    await public.see("#others summary").click()
    await public.see("#past summary").click()
    await participants.hosted.chair(GiveFloorToNext())
    await expect(public.holder).to_have_text("Guest 0")
    await expect(public.see("#others li")).to_have_count(3)
    await expect(public.see("#others li").last).to_be_visible()
    await expect(public.see("#item-p-1")).to_be_visible()


async def test_the_programme_tells_how_late_the_coming_items_are(invite: Invite) -> None:
    participants = await invite()
    public, chair = await reader(participants), participants.hosted.chair
    await chair(OpenSitting(SITTING), GiveFloor(item="p-1"))
    await expect(public.see("#item-p-2 .when")).to_have_text("next")
    await expect(public.see("#item-p-2 board-time")).to_be_hidden()
    await participants.later(minutes=10)
    await expect(public.see("#item-p-2 board-time")).to_contain_text("7 min late")


async def test_the_first_load_is_as_small_as_that_of_a_delegates_phone(invite: Invite) -> None:
    participants = await invite()
    await participants.hosted.open_floor()
    await participants.hosted.chair(*(AddInscription(guest=f"Guest {number}") for number in range(20)))
    public = await participants.visit("public", "about:blank")
    load = PageLoad(public.page)
    await public.page.goto(f"{participants.hosted.url}/public")
    await public.is_live()
    weights = await load.weights()
    assert {"public.css", "public.js"} < weights.keys()
    assert sum(weights.values()) <= MOST_BYTES, weights


async def test_no_state_has_a_barrier(invite: Invite) -> None:
    participants = await invite()
    public, chair = await reader(participants), participants.hosted.chair
    await has_no_barrier(public, "before")
    await chair(OpenSitting(SITTING), GiveFloor(item="p-4"))
    await expect(public.see("#floor .name")).to_be_visible()
    await has_no_barrier(public, "presentation")
    await chair(OpenItem(SLOT_1, ending=True), OpenList())
    await chair(*(AddInscription(guest=f"Guest {number}") for number in range(12)), GiveFloorToNext())
    await chair(AdjustClock(-3600))
    await expect(public.word).to_have_text("over time")
    await has_no_barrier(public, "over time")
    await chair(SuspendSitting("15:00"))
    await expect(public.see("#floor .nobody")).to_be_visible()
    await has_no_barrier(public, "suspended")
