"""A delegation raises a point of order on its phone. Chair and desk are told at once, and no speaker loses time."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Speech
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speakers_list.order_choice import SetOrder
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import BR, FR, KE

from .conftest import Invite
from .participants import Participants, hold_back, open_more_menu
from .person import REFUSED, Person

pytestmark = pytest.mark.journey

SCREENS = ("chair", "desk", "hall", "podium", "delegate:FR", "delegate:KE", "delegate:BR")
HANDS = {
    "chair": ("#next button", "#floor .controls", "#floor .controls .wide", "#undo .undo", "#speakers-list header"),
    "desk": ("#seat", "#next button", "#floor .controls", "#undo .undo", "#speakers-list header"),
}
LISTEN = "() => { window.heard = []; addEventListener('sound:played', event => window.heard.push(...event.detail)); }"


async def france_speaks(participants: Participants) -> None:
    """Three delegations asked for the floor. The first has had it for two minutes."""
    await participants.floor_open(FR, KE, BR)
    await participants.hosted.chair(GiveFloorToNext())
    await participants.later(minutes=2)


async def raise_now(phone: Person, note: str = "", motion: str = "Point of order") -> None:
    """Raise a point of order, or a motion, from the phone."""
    menu = await open_more_menu(phone)
    await menu.get_by_label("Point of order or motion").select_option(motion)
    await menu.get_by_label("In short (may be left out)").fill(note)
    await menu.get_by_role("button", name="Raise it now").tap()
    await expect(menu).to_be_hidden()
    await expect(phone.see("#mine")).to_contain_text("with the chair")


async def test_chair_and_desk_see_and_hear_it_at_once_without_a_shift_of_the_page(
    invite: Invite,
) -> None:
    participants = await invite()
    await france_speaks(participants)
    consoles = await participants.persons("chair", "desk")
    ke = await participants.person("delegate:KE")
    before = [await places(console) for console in consoles]
    for console in consoles:
        await console.page.evaluate(LISTEN)
        await console.press("Shift")  # a browser lets no page sound before somebody has touched it

    await raise_now(ke, "This is off the subject.")

    for console, was in zip(consoles, before, strict=True):
        await expect(console.see("#points .point")).to_contain_text("Point of order: Kenya This is off the subject.")
        await console.page.wait_for_function("() => window.heard.length === 1")
        bar, title = await console.see("#points").bounding_box(), await console.see("#status h1").bounding_box()
        assert bar and title and bar["y"] <= title["y"] and bar["x"] <= title["x"]
        assert await places(console) == was
    await expect(consoles[0].holder).to_have_text("France")
    await expect(consoles[0].word).not_to_contain_text("paused")


async def test_the_interrupted_speaker_loses_no_time(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    people = await participants.persons(*SCREENS)
    chair, _, hall, _, fr, ke, _ = people
    await chair.press_shortcut("n")
    await expect(chair.holder).to_have_text("France")
    await participants.later(minutes=2)
    await raise_now(ke)

    await chair.press_shortcut("p")
    for person in people:
        await expect(person.holder).to_have_text("Kenya")
        await person.in_step()
    await expect(hall.see("#floor h2")).to_have_text("Point of order")
    await expect(chair.see("#points")).to_contain_text("France waits; the clock stands at")
    await expect(fr.see("#mine")).to_contain_text("You go on after the point of order")
    stood = (await interrupted(participants)).clock
    assert stood.running_since is None
    await participants.later(seconds=40)

    await participants.step(chair, "Settled: France goes on")
    for person in people:
        await expect(person.holder).to_have_text("France")
        await person.in_step()
    goes_on = await speaking(participants)
    assert goes_on.seat == "FR"
    assert (goes_on.clock.limit_ms, goes_on.clock.elapsed_ms) == (stood.limit_ms, stood.elapsed_ms)


async def test_all_screens_show_the_same_second_before_and_after_the_interruption(invite: Invite) -> None:
    participants = await invite()
    await france_speaks(participants)
    people = await participants.persons(*SCREENS)
    chair, ke = people[0], people[5]
    await chair.press_shortcut("Space")
    await expect(chair.word).to_contain_text("paused")
    stands = await chair.digits.inner_text()
    await raise_now(ke)

    await chair.press_shortcut("p")
    await expect(people[4].see("#mine speaking-clock [part=digits]")).to_have_text(stands)
    await participants.later(seconds=70)
    for person in people:
        await expect(person.word).to_have_text("over time")
    await participants.step(chair, "Settled: France goes on")

    for person in people:
        await expect(person.holder).to_have_text("France")
        await expect(person.digits).to_have_text(stands)
        await expect(person.word).to_contain_text("paused")


async def test_a_point_of_order_does_not_change_the_order_of_the_list(invite: Invite) -> None:
    participants = await invite()
    await participants.hosted.open_floor()
    await participants.hosted.chair(SetOrder("least_heard"))
    await participants.ask(FR, KE, BR)
    chair, ke = await participants.persons("chair", "delegate:KE")
    await participants.step(chair, "Give the floor to France")
    await raise_now(ke, "A point")
    await chair.press_shortcut("p")
    await expect(ke.see("#mine .big")).to_have_text("You have the floor")
    await expect(chair.waiting).to_have_text(["Kenya", "Brazil"])

    await participants.step(chair, "Settled: France goes on")

    await expect(ke.see("#mine .big")).to_have_text("You are next")
    await expect(chair.waiting).to_have_text(["Kenya", "Brazil"])
    for name in ("Kenya", "Brazil"):
        await expect(chair.see("#speakers-list li", has_text=name)).to_contain_text("has not yet spoken")
    await participants.step(chair, "Give the floor to Kenya")
    await expect(ke.digits).to_have_text(re.compile(r"^(3:00|2:[345]\d)$"))


async def test_a_point_of_order_proper_comes_before_a_motion_that_was_raised_first(
    invite: Invite,
) -> None:
    participants = await invite()
    await france_speaks(participants)
    chair, desk, ke, br = await participants.persons("chair", "desk", "delegate:KE", "delegate:BR")
    await raise_now(br, motion="Motion to adjourn the meeting")
    for console in (chair, desk):
        await expect(console.see("#points strong")).to_have_text("Motion to adjourn the meeting: Brazil")

    await raise_now(ke, "The speaker goes on too long.")

    for console in (chair, desk):
        await expect(console.see("#points strong")).to_have_text("Point of order: Kenya")
        await expect(console.see("#points .more")).to_have_text("then: Motion to adjourn the meeting: Brazil")
    await desk.button("Hear it").click()
    await expect(chair.see("#points strong")).to_have_text("Point of order: Kenya")
    await chair.button("Not well taken").click()
    await expect(chair.see("#points strong")).to_have_text("Motion to adjourn the meeting: Brazil")
    await chair.button("Set aside").click()
    await expect(chair.see("#points")).to_be_hidden()
    await expect(chair.holder).to_have_text("France")
    points = (await participants.meeting()).points
    assert [(p.seat, p.motion, p.ruling) for p in points] == [
        ("BR", "adjourn_meeting", "set aside"),
        ("KE", "", "not well taken"),
    ]


async def test_it_can_be_raised_with_a_closed_list_and_only_once(
    invite: Invite,
) -> None:
    participants = await invite()
    await france_speaks(participants)
    await participants.hosted.chair(CloseList())
    chair, ke, other = await participants.persons("chair", "delegate:KE", "delegate:KE")
    other.expects(REFUSED)
    menus = [await open_more_menu(phone) for phone in (ke, other)]
    let_go = await hold_back("raise-point-of-order", ke)
    box = await menus[0].get_by_role("button", name="Raise it now").bounding_box()
    assert box

    for _ in range(2):
        await ke.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    let_go.set()

    for phone in (ke, other):
        await expect(phone.see("#mine")).to_contain_text("Your point of order is with the chair.")
        await expect(phone.see("#more").get_by_role("button", name="Raise it now")).to_have_count(0)
    await expect(chair.see("#points strong")).to_have_text("Point of order: Kenya")
    await expect(chair.see("#points .more")).to_have_count(0)
    assert len((await participants.meeting()).points) == 1


async def test_the_delegation_ends_its_point_of_order_and_the_chair_rules(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    await participants.hosted.chair(GiveFloorToNext(), EndSpeech())
    chair, br = await participants.persons("chair", "delegate:BR")
    await raise_now(br)
    await chair.press_shortcut("p")
    await expect(br.see("#mine .big")).to_have_text("You have the floor")

    await br.button("I have finished").tap()

    await expect(chair.holder).to_have_text("Nobody")
    await expect(chair.see("#points")).to_contain_text("Point of order: Brazil Heard. How do you rule?")
    await expect(br.see("#mine")).to_contain_text("Your point of order was heard. The chair rules on it.")
    await participants.step(chair, "Give the floor to Kenya")
    await chair.page.get_by_role("button", name="Well taken", exact=True).click()
    await expect(chair.see("#points")).to_be_hidden()
    await expect(chair.holder).to_have_text("Kenya")
    await raise_now(br, "Another one")


async def interrupted(participants: Participants) -> Speech:
    """The speech that a point of order interrupts."""
    meeting = await participants.meeting()
    assert meeting.interrupted
    return meeting.speeches[meeting.interrupted]


async def speaking(participants: Participants) -> Speech:
    """The current speech."""
    speech = (await participants.meeting()).speech
    assert speech
    return speech


async def places(person: Person) -> list[tuple[float, ...]]:
    """The positions of the controls of the chair or the desk."""
    return [await person.place_of(each) for each in HANDS[person.name]]
