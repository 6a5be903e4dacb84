"""Names and messages that are meant to break a page are shown as plain text."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.programme.programme_changes import AddItem, ReplaceSpeaker
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import FR, KE

from .conftest import Invite
from .participants import Participants, open_more_fields
from .person import LAPTOP, Person

pytestmark = pytest.mark.journey

HOSTILE = {
    "markup": "<img src=x onerror=alert(1)><script>alert(2)</script><b>bold</b>",
    "an htmx fragment": '<hx-partial hx-target="#floor"><p hx-post="/x" hx-trigger="load">gone</p></hx-partial>',
    "quotes": "\"quoted' onmouseover=alert(3) `${1}` {{ 7*7 }} %(name)s &amp; \\",
    "right to left": "\u202eevil\u202c محمد عبد الله (الوفد)",
    "very long": "Interministerial" * 12,
}


async def test_hostile_names_and_messages_are_shown_as_text(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open()
    people = await participants.persons("chair", "desk", "hall", "podium", "delegate:KE")
    for kind, words in HOSTILE.items():
        await say_it_everywhere(words, *people)
        await nothing_is_broken(participants, kind)
        await people[0].press("Escape")
        await participants.later(seconds=1)


async def test_hostile_notes_and_items_are_shown_as_text(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open()
    chair, desk, hall, podium, _ = await participants.persons("chair", "desk", "hall", "podium", "delegate:FR")
    khor = await participants.person("panellist:p-4", **LAPTOP)
    for kind, words in HOSTILE.items():
        await participants.press(FR, RequestFloor("question", words))
        await participants.press(KE, RaisePointOfOrder(words))
        await participants.hosted.chair(ReplaceSpeaker("p-13", words, words), AddItem("break", words, 5))
        for person in (chair, desk):
            await expect(person.see("#points q")).to_have_text(words)
            await expect(person.see("#speakers-list q")).to_have_text(words)
            await expect(person.see("#step-p-13")).to_contain_text(words)
            await expect(person.see("#programme > ol > li").last).to_contain_text(words)
        await expect(khor.see("#mine .to-come q").last).to_have_text(words)
        await nothing_is_broken(participants, kind)

        point = (await participants.meeting()).points[-1].id
        await participants.hosted.chair(RulePointOfOrder(point, words), GiveFloorToNext())
        await expect(podium.see("#questions q").last).to_have_text(words)
        await expect(hall.holder).to_have_text("France")
        await nothing_is_broken(participants, kind)
        await participants.hosted.chair(EndSpeech())


async def say_it_everywhere(words: str, chair: Person, desk: Person, hall: Person, podium: Person, ke: Person) -> None:
    """Use a text as the name and group of a speaker, and as messages to the speaker and the hall."""
    await open_more_fields(desk)
    await desk.see("#behalf").fill(words)
    await desk.see("#seat").press_sequentially(words)
    await desk.page.get_by_role("option", name="as a guest").click()
    await desk.page.get_by_role("button", name="Add", exact=True).click()
    for person in (chair, desk, ke):
        await expect(person.waiting.first).to_contain_text(words)
    await expect(hall.see("#next .name")).to_have_text(words)
    await chair.press_shortcut("n")
    for person in (chair, desk, hall, podium, ke):
        await expect(person.holder).to_have_text(words)
    await expect(hall.see("#floor .behalf")).to_have_text(f"on behalf of {words}")
    await say(chair, words)
    for person in (hall, ke):
        await expect(person.see("#notice")).to_have_text(words)
    await say(chair, words, to="speaker")
    await expect(podium.see("#floor .from-chair")).to_have_text(words)
    await chair.button("Earlier").click()
    await expect(chair.see("#earlier")).to_contain_text(f"Gave the floor to {words}")


async def say(chair: Person, words: str, to: str = "hall") -> None:
    """Send a message as the chair."""
    message = chair.page.get_by_label("Message", exact=True)
    await chair.page.get_by_label("To", exact=True).select_option(to)
    await message.fill(words)
    await chair.button("Send").click()
    await expect(message).to_have_value("")


async def nothing_is_broken(participants: Participants, kind: str) -> None:
    """Check that no page has an injected element, is wider than its screen, or has lost a region."""
    for person in participants.people:
        assert await person.see("img, main b:not([role=option] b), hx-partial, main script").count() == 0
        wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await person.page.evaluate(wide) <= 0, f"{person.name} is too wide: {kind}"
        await expect(person.see("#floor")).to_be_visible()
