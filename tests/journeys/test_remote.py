"""A delegation takes part remotely: it is on the one list, tests its connection, and is seen before the call."""

from __future__ import annotations

from playwright.async_api import expect

from nameplate.meeting.remote_delegations import ReportConnection
from nameplate.meeting.speakers_list.raised_hands import RaiseHand
from nameplate.rooms.answers import Done
from tests.cast import BRIDGE

from .conftest import Invite


async def test_a_remote_delegation_is_on_the_same_list_and_its_connection_is_seen(invite: Invite) -> None:
    participants = await invite()
    await participants.hosted.open_floor()
    desk, chair, hall = await participants.persons("desk", "chair", "hall")
    note = chair.see("#remote-note")

    await desk.button("Remote").click()
    await desk.page.get_by_role("combobox", name="Takes part remotely").fill("ken")
    await desk.page.keyboard.press("Enter")
    await desk.see("#remote form").get_by_role("button", name="Add").click()
    kenya = desk.see("#remote-list li", has_text="Kenya")
    await expect(kenya).to_contain_text("not connected")
    await expect(kenya).to_contain_text("not tested")

    room = await participants.hosted.room()
    assert isinstance(await room.handle(RaiseHand("KE"), BRIDGE), Done)
    await expect(chair.see("#speakers-list li", has_text="Kenya")).to_contain_text("remote")
    await expect(hall.see("#next li", has_text="Kenya")).to_contain_text("remote")
    await expect(note).to_have_text("Kenya is remote and not connected")

    phone = await participants.person("delegate:KE")
    await expect(note).to_have_text("Kenya is remote: connected")
    await expect(kenya).to_contain_text("connected: its page is open")
    await phone.button("Test my connection").click()
    await phone.button("Test my connection").click()
    await expect(phone.see("#outcome")).to_have_class("good")
    await expect(phone.see("#live")).to_have_text("yes")
    await expect(kenya).to_contain_text("tested at")
    await phone.page.get_by_role("link", name="To the list of speakers").click()
    await expect(phone.see("#mine")).to_contain_text("You are next")

    assert isinstance(await room.handle(ReportConnection("KE", True, "muted", True), BRIDGE), Done)
    await expect(note).to_have_text("Kenya is remote: in the conference, microphone muted")
    await chair.press_shortcut("n")
    await expect(hall.see("#floor")).to_contain_text("takes part remotely")
    await expect(kenya).to_contain_text("The hand is still raised in the conference. Lower it there.")
    await kenya.get_by_role("button", name="In the room").click()
    await expect(desk.see("#remote-list")).to_contain_text("No delegation takes part remotely.")
