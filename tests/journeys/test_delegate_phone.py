"""A delegate's phone: one tap requests the floor; the place on the list; withdrawing; the clock of the own speech."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import expect

from nameplate.access.passes import new_code
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.model.values import Seat
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import BR, FR, KE
from tests.panel import DELEGATIONS, PRESENTATIONS, SITTING, SLOT_1, panel

from .conftest import Invite
from .participants import hold_back, send_together
from .person import REFUSED, Person

pytestmark = pytest.mark.journey


async def test_one_tap_requests_the_floor_and_the_place_follows_the_list(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(KE, BR)
    chair, fr = await participants.persons("chair", "delegate:FR")

    await fr.button("Request the floor").tap()

    await expect(fr.see("#mine .big")).to_have_text("3rd")
    await expect(fr.see("#mine")).to_contain_text("2 before you")
    await expect(chair.waiting).to_have_text(["Kenya", "Brazil", "France"])
    await participants.hosted.chair(GiveFloorToNext())
    await expect(fr.see("#mine .big")).to_have_text("2nd")
    await participants.hosted.chair(GiveFloorToNext())
    await expect(fr.see("#mine .big")).to_have_text("You are next")


async def test_a_double_tap_is_one_request(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(KE)
    fr = await participants.person("delegate:FR")
    box = await fr.button("Request the floor").bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    let_go = await hold_back("request-floor", fr)  # the second tap comes while the first is on its way
    for _ in range(2):
        await fr.page.touchscreen.tap(*middle)
    let_go.set()

    await expect(fr.see("#mine .big")).to_have_text("2nd")
    assert await participants.waiting() == ["KE", "FR"]
    await expect(fr.answer).to_be_hidden()


async def test_two_phones_of_one_delegation_share_one_inscription(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(KE)
    phones = await participants.persons("delegate:FR", "delegate:FR")
    await send_together("request-floor", *phones)
    for phone in phones:
        phone.expects(REFUSED)

    await asyncio.gather(*(phone.button("Request the floor").tap() for phone in phones))

    for phone in phones:
        await expect(phone.see("#mine .big")).to_have_text("2nd")
    assert await participants.waiting() == ["KE", "FR"]
    await withdraw(phones[0])
    for phone in phones:
        await expect(phone.see("#mine")).to_contain_text("You withdrew your request.")


async def test_a_delegation_can_withdraw_from_a_closed_list(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    chair, fr, ke = await participants.persons("chair", "delegate:FR", "delegate:KE")
    await withdraw(fr)
    await expect(fr.see("#mine")).to_contain_text("You withdrew your request.")
    await fr.button("Request the floor").tap()
    await expect(fr.see("#mine .big")).to_have_text("2nd")

    await participants.hosted.chair(CloseList())
    await expect(ke.see("#status .chip")).to_have_text("List closed")
    await ke.button("Withdraw").tap()
    await ke.button("No, keep my place").tap()
    await expect(ke.see("#mine .big")).to_have_text("You are next")
    await withdraw(ke)

    await expect(ke.see("#mine")).to_contain_text("You withdrew your request.")
    await expect(ke.button("Request the floor")).to_have_count(0)
    await expect(ke.button("Ask to be added late")).to_be_enabled()
    await expect(fr.see("#mine .big")).to_have_text("You are next")
    await expect(chair.waiting).to_have_text(["France"])


async def test_the_speaker_sees_the_clock_and_ends_the_speech(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    chair, fr, ke = await participants.persons("chair", "delegate:FR", "delegate:KE")
    await chair.press_shortcut("n")

    await expect(fr.see("#mine .big")).to_have_text("You have the floor")
    mine = fr.see("#mine speaking-clock [part=digits]")
    await expect(mine).to_have_text(re.compile(r"^(3:00|2:5\d)$"))
    await expect(ke.button("I have finished")).to_be_hidden()
    await participants.later(minutes=2, seconds=5)
    await expect(mine).to_have_text(re.compile(r"^0:[45]\d$"))
    await expect(fr.see("#mine speaking-clock [part=word]")).to_have_text("under 1 minute")
    await chair.press_shortcut("c")
    await expect(fr.see("#mine .from-chair")).to_have_text("Please conclude")
    await expect(ke.see("body")).not_to_contain_text("Please conclude")

    await fr.button("I have finished").tap()

    await expect(fr.see("#mine")).to_contain_text("You have spoken. Thank you.")
    for person in (chair, ke):
        await expect(person.holder).to_have_text("Nobody")


async def test_the_layout_of_the_phone_stays_when_a_speech_begins_or_ends(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(KE, FR, BR)
    chair = participants.hosted.chair
    await chair(GiveFloorToNext())
    fr = await participants.person("delegate:FR")
    before = await places(fr)

    async def shows(says: str, clock: str) -> None:
        await expect(fr.see("#mine")).to_contain_text(says)
        await expect(fr.see("speaking-clock:visible")).to_have_count(1 if clock else 0)
        await expect(fr.see(f"{clock} speaking-clock:visible")).to_have_count(1 if clock else 0)
        assert await places(fr) == before, says

    await chair(GiveFloorToNext())
    await shows("You have the floor", "#mine")
    await chair(RaisePointOfOrder(seat="BR"))
    point = (await participants.meeting()).points[0].id
    await chair(GivePointOfOrder(point))
    await shows("You go on after the point of order", "#mine")
    await chair(RulePointOfOrder(point))
    await shows("You have the floor", "#mine")
    await chair(EndSpeech())
    await shows("You have spoken. Thank you.", "")
    await chair(AddInscription(guest="International Service for Human Rights", on_behalf_of="A group", priority=True))
    await chair(GiveFloorToNext())
    await shows("You have spoken. Thank you.", "#floor")


async def test_before_the_list_opens_a_phone_shows_the_programme_and_when_the_list_opens(invite: Invite) -> None:
    participants = await invite()
    fr = await participants.person("delegate:FR")
    await expect(fr.see("#mine h2")).to_have_text("France")
    await expect(fr.see("#programme .opens")).to_have_text("List of speakers expected to open 10:05")
    for hidden in ("#floor", "#speakers-list"):
        await expect(fr.see(hidden)).to_be_hidden()

    await participants.hosted.chair(OpenSitting(SITTING), GiveFloor(item=PRESENTATIONS[3]))
    await expect(fr.see("#floor")).to_be_visible()
    await expect(fr.see("#programme li .name").first).to_have_text("Mr. Juan Carlos Monedero Fernández-Gala")
    await expect(fr.see("#programme li likely-time").first).to_have_text(re.compile(r"^about \d\d:\d\d$"))
    await expect(fr.see("#programme .opens likely-time")).to_have_text(re.compile(r"^\d\d:\d\d–\d\d:\d\d$"))

    await participants.hosted.chair(OpenItem(SLOT_1, ending=True), OpenList())
    await expect(fr.see("#programme")).to_be_hidden()
    await expect(fr.see("#speakers-list")).to_be_visible()


async def test_a_time_that_is_about_to_be_removed_is_no_error(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    ke = await participants.person("delegate:KE")
    own = ke.see("#mine likely-time")
    likely = re.compile(r"^in about \d+ min$")
    await expect(own).to_have_text(likely)
    # As in the middle of a picture that suspends the sitting: the list has no times any more, the own place still has.
    await ke.see("#speakers-list").evaluate("list => { delete list.dataset.stop; delete list.dataset.waits; }")
    await ke.page.evaluate("dispatchEvent(new Event('live:shown'))")
    await expect(own).to_have_text(likely)
    assert participants.people[0].unexpected == []


@pytest.mark.parametrize("size", [(390, 844), (320, 568)])
async def test_names_and_times_on_the_list_have_at_most_two_lines(invite: Invite, size: tuple[int, int]) -> None:
    participants = await invite(panel(new_code(), (*DELEGATIONS, Seat("IR", "member_state"))))
    await participants.floor_open(KE)
    fr = await participants.person("delegate:FR", viewport={"width": size[0], "height": size[1]})
    await participants.hosted.chair(AddInscription(guest="International Service for Human Rights"))
    await participants.hosted.chair(AddInscription("EU", on_behalf_of="its member States"))
    await expect(fr.waiting).to_have_count(3)
    lines = "names => names.map(e => e.offsetHeight / Number.parseFloat(getComputedStyle(e).lineHeight))"
    assert max(await fr.waiting.evaluate_all(lines)) < 2.1
    assert await fr.page.evaluate("() => document.documentElement.scrollWidth") <= size[0]


async def test_the_own_clock_covers_the_card_of_the_speaker(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    fr = await participants.person("delegate:FR")
    _, top, height, _ = await fr.place_of("#floor")
    await participants.hosted.chair(GiveFloorToNext())
    await expect(fr.see("#mine speaking-clock")).to_be_visible()
    _, own_top, own_height, _ = await fr.place_of("#mine")
    assert own_top < top and abs(own_top + own_height - top - height) <= 1
    assert await fr.page.evaluate(f"document.elementFromPoint(195, {top + height / 2}).closest('section').id") == "mine"


async def places(phone: Person) -> list[tuple[float, ...]]:
    """The vertical positions of the parts of the page."""
    return [(await phone.place_of(region))[:2] for region in ("#mine", "#floor", "#speakers-list")]


async def withdraw(phone: Person) -> None:
    """Withdraw the request. It takes a second tap, so that nobody does it by accident."""
    await phone.button("Withdraw").tap()
    await phone.button("Yes, withdraw").tap()
