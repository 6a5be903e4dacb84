"""The interpreters in two booths ask the speaker to slow down, and get messages. Their screen shows all in full."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.async_api import Locator, expect

from nameplate.access.passes import new_code
from nameplate.meeting.booth_signals import AGAIN_MS, SHOWN_MS
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import FR, KE
from tests.panel import SITTING, panel

from .conftest import Invite
from .person import REFUSED, Person
from .test_accessibility import has_no_barrier

pytestmark = pytest.mark.journey

LONG = "International Federation of Non-Governmental Organizations for Social and Economic Rights and for Development"
MESSAGE = "The next speaker is on video."
SIZES = ((1920, 1080), (1280, 720), (1024, 768), (768, 1024))
PARTS = "#floor p, #next p, #notice :is(h2, p), #status h1, #signals button"
CUT = """() => [...document.querySelectorAll('PARTS')].filter(part => {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    const around = part.closest('section').getBoundingClientRect();
    return left < around.left - 1 || right > around.right + 1 || top < around.top - 1 || bottom > around.bottom + 1
        || right > innerWidth + 1 || bottom > innerHeight + 1;
}).map(part => part.textContent)""".replace("PARTS", PARTS)

LINES = """(part, text) => {
    const node = document.createTreeWalker(part, NodeFilter.SHOW_TEXT).nextNode(), range = document.createRange();
    range.setStart(node, node.data.indexOf(text));
    range.setEnd(node, node.data.indexOf(text) + text.length);
    return range.getClientRects().length;
}"""
GROUND = "e => getComputedStyle(e).backgroundColor"


def signal(person: Person) -> str:
    """The selector of a signal that is shown now."""
    return "#signal timed-note" if person.name != "booth" else ".signal .shown"


def to_the_booth(person: Person) -> Locator:
    """The message to the booth in the list of a console."""
    return person.see("#messages .notices li", has_text="To the booth")


async def test_a_signal_is_seen_for_some_seconds_and_no_other_booth_can_repeat_it(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    await participants.hosted.chair(GiveFloorToNext())
    english, french, podium, chair = await participants.persons("booth", "booth", "podium", "chair")
    before = [await chair.place_of("#next button"), await podium.place_of("#floor .name")]
    await english.button("Please slow down").click()
    for person in (english, french, podium, chair):
        await expect(person.see(signal(person))).to_be_visible()
    await expect(podium.see("#signal")).to_have_text("Interpreters: Please slow down")
    await expect(podium.see("#floor speaking-clock")).to_be_visible()
    assert [await chair.place_of("#next button"), await podium.place_of("#floor .name")] == before
    for person in (english, podium, chair):
        await has_no_barrier(person, "a signal")
    french.expects(REFUSED)
    await french.button("Please slow down").click()
    await expect(french.answer).to_contain_text("The booths have just sent a signal.")
    await participants.later(seconds=SHOWN_MS // 1000)
    for person in (english, podium, chair):
        await expect(person.see(signal(person))).to_be_hidden()
    await expect(french.see("#signal-slow_down .rest")).to_be_visible()
    await french.button("Please wait").click()
    await expect(podium.see("#signal timed-note:visible")).to_have_text("Interpreters: Please wait")
    await participants.later(seconds=AGAIN_MS // 1000)
    await french.button("Please slow down").click()
    await expect(podium.see("#signal timed-note:visible")).to_have_text("Interpreters: Please slow down")


async def test_a_message_stands_on_the_screen_of_the_booth_alone_until_it_is_taken_off(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    await participants.hosted.chair(GiveFloorToNext())
    booth, chair, *others = await participants.persons("booth", "chair", "hall", "podium", "delegate:FR")
    parts = ("#floor .name", "#floor speaking-clock", "#next .name", "#signals button", "#notice")
    before = [await booth.place_of(part) for part in parts]
    await chair.page.get_by_label("To", exact=True).select_option("To the booth")
    await chair.page.get_by_label("Message", exact=True).fill(MESSAGE)
    await chair.button("Send").click()
    await expect(booth.see("#notice p")).to_have_text(MESSAGE)
    await expect(booth.see("#notice h2")).to_have_text(re.compile(r"^Message \d\d:\d\d\s*$"))
    assert [await booth.place_of(part) for part in parts] == before
    await has_no_barrier(booth, "a message")
    await participants.hosted.chair(SendNotice("hall", "Lunch is at one."), EndSpeech())
    await expect(others[0].see("#notice")).to_have_text("Lunch is at one.")
    await expect(others[1].holder).to_have_count(0)
    await expect(others[2].see("#notice")).to_have_text("Lunch is at one.")
    for person in others:
        await expect(person.see("body")).not_to_contain_text(MESSAGE)
    await expect(booth.see("#notice p")).to_have_text(MESSAGE)
    desk = await participants.person("desk")
    await desk.button("Messages").click()
    for person in (chair, desk):
        await expect(to_the_booth(person)).to_contain_text(MESSAGE)
    await has_no_barrier(desk, "the panel of messages")
    await desk.page.get_by_label("To", exact=True).select_option("To the booth")
    await desk.page.get_by_label("Message", exact=True).fill("The film has no sound.")
    await desk.see("#desk-messages .message-card").get_by_role("button", name="Send").click()
    for person in (chair, desk):
        await expect(to_the_booth(person)).to_contain_text("The film has no sound.")
    await expect(booth.see("#notice p")).to_have_text("The film has no sound.")
    await expect(desk.page.get_by_label("Message", exact=True)).to_have_value("")
    await to_the_booth(desk).get_by_role("button", name="Take off").click()
    await expect(booth.see("#notice p")).to_have_count(0)
    await expect(to_the_booth(chair)).to_have_count(0)
    assert await booth.place_of("#signals button") == before[3] and await booth.place_of("#notice") == before[4]


async def test_the_clock_of_the_booth_does_not_hurry(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    booth = await participants.person("booth")
    await participants.hosted.chair(GiveFloorToNext())
    await expect(booth.digits).to_have_text("3:00")
    colour = "() => getComputedStyle(document.querySelector('speaking-clock')).color"
    calm = await booth.page.evaluate(colour)
    for minutes, word in ((2, "under 1 minute"), (2, "over time")):
        await participants.later(minutes=minutes, seconds=5)
        await expect(booth.word).to_have_text(word)
        assert await booth.page.evaluate(colour) == calm


async def test_nothing_is_cut_with_long_names_at_any_size(invite: Invite) -> None:
    participants = await invite()
    booth, chair = await participants.person("booth"), participants.hosted.chair
    await participants.hosted.open_floor()
    await chair(SendNotice("booth", f"{LONG} {LONG}"))
    await chair(*(AddInscription(guest=f"{LONG} {n}", on_behalf_of=LONG, form="question") for n in range(4)))
    await chair(GiveFloorToNext())
    for width, height in SIZES:
        await booth.page.set_viewport_size({"width": width, "height": height})
        await booth.page.wait_for_function(f"() => !({CUT})().length")
    await chair(GiveFloor(item="p-4"))
    await expect(booth.see("#floor .theme")).to_contain_text("realizing the right to development")


async def test_the_language_is_a_filled_field_and_titles_break_between_their_parts(invite: Invite) -> None:
    participants = await invite(spoken())
    booth = await participants.person("booth", viewport={"width": 1280, "height": 720})
    await participants.hosted.chair(OpenSitting(SITTING), *(GiveFloor(item=f"p-{number}") for number in range(1, 7)))
    language = booth.see("#floor .prepared strong")
    await expect(language).to_have_text("English")
    assert await language.evaluate(GROUND) != await booth.see("#floor .prepared").evaluate(GROUND)
    await expect(booth.see("#floor .name")).to_have_text("Ms. Kristin Hetle")
    assert await booth.see("#floor .speaker p").nth(1).evaluate(LINES, "UN Women") == 1
    assert await booth.see("#next .name", has_text="Monedero").evaluate(LINES, "Fernández-Gala") == 1


def spoken() -> MeetingCreated:
    """The panel. The language of one presentation is known."""
    created = panel(new_code())
    (sitting,) = created.sittings
    items = tuple(replace(item, language="en") if item.id == "p-6" else item for item in sitting.items)
    return replace(created, sittings=(replace(sitting, items=items),))
