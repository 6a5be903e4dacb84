"""A refused command shows one clear sentence, changes nothing, and keeps the typed text."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, expect

from nameplate.meeting.programme.items import SkipItem
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.store import pass_table
from tests.cast import BR, FR, KE

from .conftest import Invite
from .participants import Participants, hold_back, open_more_fields
from .person import LAPTOP, REFUSED, Person

pytestmark = pytest.mark.journey


async def test_a_message_to_nobody_is_refused_and_its_text_stays(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    chair, hall = await participants.persons("chair", "hall")
    chair.expects(REFUSED)
    message = chair.page.get_by_label("Message", exact=True)
    await message.fill("Please speak to the item.")

    await chair.button("Send").click()
    await refused(participants, chair, "Nobody has the floor now.")
    await expect(message).to_have_value("Please speak to the item.")

    await chair.page.get_by_label("To", exact=True).select_option("hall")
    await chair.button("Send").click()
    await expect(hall.see("#notice")).to_have_text("Please speak to the item.")
    await expect(message).to_have_value("")
    await expect(chair.answer).to_be_hidden()


async def test_a_seat_on_the_list_is_not_added_twice_and_the_form_keeps_its_text(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(KE, FR)
    desk = await participants.person("desk")
    desk.expects(REFUSED)
    await open_more_fields(desk)
    await desk.see("#behalf").fill("a group of countries")
    await desk.see("#source").select_option("paper")
    await desk.see("#seat").press_sequentially("fran")

    await desk.press("Enter")

    await refused(participants, desk, "Already on the list of speakers, in place 2.")
    await expect(desk.see("#seat")).to_have_value("France")
    await expect(desk.see("#behalf")).to_have_value("a group of countries")
    await expect(desk.see("#source")).to_have_value("paper")
    assert await participants.waiting() == ["KE", "FR"]
    await desk.see("#seat").fill("")
    await desk.see("#seat").press_sequentially("braz")
    await desk.press("Enter")
    await expect(desk.waiting).to_have_text(["Kenya", "France", "Brazil"])
    await expect(desk.see("#seat")).to_have_value("")


async def test_next_on_an_outdated_screen_calls_nobody(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    chair, desk = await participants.persons("chair", "desk")
    desk.expects(REFUSED)
    let_go = await hold_back("give-floor-to-next", desk)
    async with desk.page.expect_request("**/give-floor-to-next"):
        await desk.see("#next button").click()
    await chair.press_shortcut("n")
    await expect(desk.holder).to_have_text("France")
    let_go.set()

    await refused(participants, desk, "Somebody else was quicker. Nothing was changed; look again before you press.")
    assert await participants.waiting() == ["KE", "BR"]


async def test_a_closed_item_cannot_be_opened_again(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    chair = await participants.person("chair")
    chair.expects(REFUSED)
    let_go = await hold_back("open-item", chair)
    await chair.see("#step-p-11").hover()
    async with chair.page.expect_request("**/open-item"):
        await chair.see("#step-p-11").get_by_role("button", name="Open").click()
    await participants.hosted.chair(SkipItem("p-11"))
    let_go.set()

    await refused(participants, chair, "That item is over.")
    await expect(chair.see("#status h1")).to_have_text("Interactive discussion, slot 1")


async def test_a_request_to_a_list_closed_meanwhile_is_refused(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(KE)
    fr = await participants.person("delegate:FR")
    fr.expects(REFUSED)
    let_go = await hold_back("request-floor", fr)
    async with fr.page.expect_request("**/request-floor"):
        await fr.button("Request the floor").tap()
    await participants.hosted.chair(CloseList())
    let_go.set()

    await refused(participants, fr, "The list of speakers is not open. Speak to the desk if you wish to be added.")
    assert await participants.waiting() == ["KE"]
    await fr.answer.tap()
    await expect(fr.answer).to_be_hidden()


async def test_an_unknown_name_is_not_sent(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    chair = await participants.person("chair")
    version = (await participants.meeting()).version
    box = chair.page.get_by_role("combobox", name="Give the floor out of turn")
    await box.press_sequentially("atlantis")

    await chair.press("Enter")

    assert await complaint(box) == "No delegation or person is called that."
    await expect(box).to_have_value("atlantis")
    await box.fill("")
    await chair.button("Give the floor").last.click()
    assert await complaint(box) != ""
    assert (await participants.meeting()).version == version


async def test_an_empty_message_is_not_sent(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    chair = await participants.person("chair")
    version = (await participants.meeting()).version

    await chair.button("Send").click()

    assert await complaint(chair.page.get_by_label("Message", exact=True)) != ""
    assert (await participants.meeting()).version == version


async def test_a_revoked_link_signs_the_page_out_and_cannot_be_opened(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open()
    fr, ke = await participants.persons("delegate:FR", "delegate:KE")
    fr.expects(r"status of 40[14]")
    code, database = participants.hosted.code, participants.hosted.host.database
    ended = await database.run(lambda connection: pass_table.revoke(connection, code, "delegate:FR", 1))
    assert ended == 1

    gone = "This link is no longer valid. Ask the desk for a new one."
    await expect(fr.banner).to_be_visible()
    await expect(fr.banner).to_have_text(gone, use_inner_text=True)
    await fr.button("Request the floor").tap()
    await expect(fr.answer).to_have_text("Open your own link first, or scan your card again.")
    assert await participants.waiting() == []
    await fr.page.goto(f"{participants.hosted.host.url}/in/{participants.hosted.links['delegate:FR']}")
    await expect(fr.see(".sentence")).to_contain_text("This link or code is not valid (any more).")
    await ke.button("Request the floor").tap()
    await expect(ke.see("#mine .big")).to_have_text("You are next")


async def test_a_delegate_may_not_open_the_console(invite: Invite) -> None:
    participants = await invite()
    fr = await participants.person("delegate:FR")
    fr.expects(r"status of 403")

    await fr.page.goto(participants.hosted.url + "/chair")

    await expect(fr.see(".sentence")).to_have_text("This link does not let you see that.")


async def test_a_mistyped_code_is_reported(invite: Invite) -> None:
    participants = await invite()
    guest = await participants.visit("guest", participants.hosted.host.url, **LAPTOP)
    guest.expects(r"status of 404")
    await guest.page.get_by_label("Code of the meeting").fill("NOSUCHME")
    await guest.press("Enter")
    await expect(guest.see("[role=alert]")).to_contain_text("This link or code is not valid (any more).")
    await expect(guest.page.get_by_label("Code of the meeting")).to_have_value("NOSUCHME")

    await guest.page.get_by_label("Code of the meeting").fill(participants.hosted.code.lower())
    await guest.press("Enter")
    await expect(guest.see(".follow")).to_contain_text("You are following this meeting.")


async def refused(participants: Participants, person: Person, sentence: str) -> None:
    """Check that the page shows one visible sentence with the reason."""
    await expect(person.answer).to_have_text(sentence)
    await expect(person.answer).to_be_in_viewport(ratio=1)


async def complaint(box: Locator) -> str:
    """The browser's validation message of a field."""
    found: str = await box.evaluate("box => box.validationMessage")
    return found
