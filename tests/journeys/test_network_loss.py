"""The phone loses the network before, during and after a tap: the request is done once or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from tests.cast import BR, KE
from tests.serving import Host, until
from tests.unreliable_network import Link, link_to

from .conftest import Invite
from .participants import Participants
from .person import UNREACHABLE, Person

pytestmark = pytest.mark.journey

TRYING = "No connection. Trying for a few seconds…"
THROUGH = "It got through."
LOST = "Your press was not confirmed, and it will not be sent later."
RECEIVED = "The connection is back. Your request was received."
NOT_RECEIVED = "The connection is back. Your request was not received. Tap again if you still want the floor."


@pytest.fixture
async def link(journey_host: Host) -> AsyncIterator[Link]:
    """The unreliable network of one phone."""
    async with link_to(journey_host.url) as carrying:
        yield carrying


async def phone_of_france(participants: Participants, link: Link) -> Person:
    fr = await participants.person("delegate:FR", server=link.url)
    fr.expects(UNREACHABLE)
    return fr


async def test_a_tap_without_network_is_reported_as_lost_and_never_sent(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open()
    fr = await participants.person("delegate:FR")
    fr.expects(UNREACHABLE)
    await fr.page.context.set_offline(True)
    await fr.is_stale()

    await fr.button("Request the floor").tap()
    await expect(fr.answer).to_have_text(TRYING)
    await fr.page.clock.fast_forward(11_000)
    await expect(fr.answer).to_contain_text(LOST)
    await fr.page.context.set_offline(False)

    await expect(fr.answer).to_have_text(NOT_RECEIVED)
    await fr.is_live()
    await participants.later(minutes=1)
    await participants.ask(KE)
    await expect(fr.waiting).to_have_text(["Kenya"])
    await expect(fr.see("#mine")).to_contain_text("You are not on the list of speakers.")
    assert await participants.waiting() == ["KE"]
    await fr.button("Request the floor").tap()
    await expect(fr.see("#mine .big")).to_have_text("2nd")
    await expect(fr.answer).to_be_hidden()


async def test_a_tap_whose_answer_is_lost_is_repeated_and_done_once(invite: Invite, link: Link) -> None:
    participants = await invite()
    await participants.floor_open(KE)
    fr = await phone_of_france(participants, link)
    room = await participants.hosted.room()
    before = room.meeting.version
    link.lose_answers()

    await fr.button("Request the floor").tap()
    await until(lambda: room.meeting.version > before)
    link.cut()
    await expect(fr.answer).to_have_text(TRYING)
    link.mend()

    await expect(fr.see("#mine .big")).to_have_text("2nd")
    await expect(fr.answer).to_have_text(THROUGH)
    await fr.is_live()
    await fr.page.clock.fast_forward(5000)
    await expect(fr.answer).to_be_hidden()
    assert room.meeting.version == before + 1
    assert await participants.waiting() == ["KE", "FR"]


async def test_a_stored_tap_is_reported_as_received_after_network_loss(invite: Invite, link: Link) -> None:
    participants = await invite()
    await participants.floor_open()
    fr = await phone_of_france(participants, link)
    room = await participants.hosted.room()
    before = room.meeting.version
    link.lose_answers()

    await fr.button("Request the floor").tap()
    await until(lambda: room.meeting.version > before)
    link.cut()
    await fr.page.clock.fast_forward(11_000)
    await expect(fr.answer).to_contain_text(LOST)
    await fr.is_stale()
    link.mend()

    await expect(fr.answer).to_have_text(RECEIVED)
    await expect(fr.see("#mine .big")).to_have_text("You are next")
    assert await participants.waiting() == ["FR"]


async def test_a_delegate_who_was_called_meanwhile_is_not_asked_to_tap_again(invite: Invite, link: Link) -> None:
    participants = await invite()
    await participants.floor_open()
    fr = await phone_of_france(participants, link)
    room = await participants.hosted.room()
    before = room.meeting.version
    link.lose_answers()
    await fr.button("Request the floor").tap()
    await until(lambda: room.meeting.version > before)
    link.cut()
    await fr.page.clock.fast_forward(11_000)
    await expect(fr.answer).to_contain_text(LOST)

    await participants.hosted.chair(GiveFloorToNext())
    link.mend()

    await expect(fr.see("#mine .big")).to_have_text("You have the floor")
    await expect(fr.answer).to_have_text(RECEIVED)


async def test_a_tap_that_arrives_after_its_deadline_has_no_effect(invite: Invite, link: Link) -> None:
    participants = await invite()
    await participants.floor_open()
    fr = await phone_of_france(participants, link)
    link.fall_silent()

    await fr.button("Request the floor").tap()
    await fr.page.clock.fast_forward(11_000)
    await expect(fr.answer).to_contain_text(LOST)
    await fr.is_stale()
    participants.clock.forward(11_000)
    link.mend()

    await until(lambda: any(b" 409 " in answer for answer in link.answers))
    await expect(fr.answer).to_have_text(NOT_RECEIVED)
    await expect(fr.see("#mine")).to_contain_text("You are not on the list of speakers.")
    assert await participants.waiting() == []


async def test_a_phone_without_network_says_so_and_catches_up(invite: Invite, link: Link) -> None:
    participants = await invite()
    await participants.floor_open(KE, BR)
    fr = await phone_of_france(participants, link)
    await fr.button("Request the floor").tap()
    await expect(fr.see("#mine .big")).to_have_text("3rd")

    link.cut()
    await fr.is_stale()
    await participants.hosted.chair(GiveFloorToNext())
    await expect(fr.see("#mine .big")).to_have_text("3rd")
    link.mend()

    await expect(fr.see("#mine .big")).to_have_text("2nd")
    await expect(fr.holder).to_have_text("Kenya")
    await fr.is_live()
