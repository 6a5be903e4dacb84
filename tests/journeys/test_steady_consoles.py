"""No control of a console moves, and typed text stays, whatever happens in the meeting."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from nameplate.access.passes import new_code
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.model.command import Command
from nameplate.meeting.model.values import Seat
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.order_choice import SetOrder
from nameplate.meeting.speeches.clock import PauseClock, ResumeClock
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from nameplate.screens.recent_actions import recent
from nameplate.screens.render_context import RenderContext
from tests.cast import BR, CHAIR, FR, KE
from tests.panel import DELEGATIONS, SITTING, SLOT_1, panel

from .conftest import Invite
from .participants import Participants, open_more_fields
from .person import REFUSED, Person

pytestmark = pytest.mark.journey

VERY_LONG = "Office of the Special Representative for the Coordination of " + "Interregional and Intersectoral " * 4
MANY = tuple(Seat(f"O{number}", "ngo", f"Organization number {number} of many") for number in range(40))
LONG = Seat("LONG", "igo", VERY_LONG, VERY_LONG)
UNDO = "#undo .undo"
HANDS = {
    "chair": ("#next button", "#floor .controls .wide", "#floor .controls button:nth-child(5)", UNDO),
    "desk": ("#seat", "#next button", UNDO, ".add button.primary"),
}
DELEGATES = (RaisePointOfOrder, RequestFloor, RequestRightOfReply)
LIST_HEADER = "#speakers-list header"


async def story(participants: Participants) -> AsyncIterator[str]:
    """Let everything happen that makes a console longer or shorter."""
    acts: list[tuple[str, tuple[Command, ...]]] = [
        ("the sitting is open", (OpenSitting(SITTING),)),
        ("a speaker with a short name", (GiveFloor(item="p-4"),)),
        ("a pause", (PauseClock(),)),
        ("messages to the speaker and to the hall", (ResumeClock(), SendNotice("speaker", "Slower"))),
        ("a long message", (SendNotice("hall", "The next meeting is in another room. " * 7),)),
        ("an empty list", (OpenItem(SLOT_1, ending=True), OpenList())),
        ("a full list", tuple(AddInscription(seat.id, on_behalf_of=VERY_LONG) for seat in (LONG, *MANY))),
        ("a very long name has the floor", (GiveFloorToNext(),)),
        ("points of order wait", (RaisePointOfOrder(VERY_LONG), RaisePointOfOrder("", "close_debate"))),
        ("another speaking time is announced", (SetSpeakingTime("all", 90),)),
        ("the floor is free again", (EndSpeech(), CloseList(), ShowJoinCode())),
        ("some ask late, or for a reply", (RequestFloor(late=True), RequestRightOfReply(), SetOrder("alternate"))),
        ("something to redo", (Undo(),)),
        ("the sitting is suspended", (SuspendSitting("15:00"),)),
        ("the sitting goes on", (ResumeSitting(),)),
        ("the sitting is adjourned", (AdjournSitting(ending=True),)),
    ]
    for what, commands in acts:
        for command in commands:
            await participants.press(KE if isinstance(command, DELEGATES) else CHAIR, command)
        yield what


@pytest.mark.parametrize("moderator", ["chair", "desk"])
async def test_events_shift_no_control_of_a_console(invite: Invite, moderator: str) -> None:
    participants = await invite(panel(new_code(), (*DELEGATIONS, LONG, *MANY)))
    person = await participants.person(moderator)
    places = (*HANDS[moderator], LIST_HEADER)
    at_first = [await place_of(person, place) for place in places]

    async for what in story(participants):
        await up_to_date(participants, person)
        for place, first in zip(places, at_first, strict=True):
            assert await place_of(person, place) == first, f"{place} moved: {what}"


async def test_a_refusal_shifts_nothing(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    chair = await participants.person("chair")
    chair.expects(REFUSED)
    places = (*HANDS["chair"], LIST_HEADER)
    before = [await place_of(chair, place) for place in places]

    await chair.page.get_by_label("Message", exact=True).fill("To nobody")
    await chair.button("Send").click()

    await expect(chair.answer).to_be_visible()
    assert [await place_of(chair, place) for place in places] == before


async def test_text_typed_by_the_chair_survives_events(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    chair = await participants.person("chair")
    message = chair.page.get_by_label("Message", exact=True)
    await chair.page.get_by_label("To", exact=True).select_option("hall")
    await message.press_sequentially("We resume at three.")
    await message.evaluate("box => box.setSelectionRange(3, 9)")

    await much_happens(participants, chair)

    await expect(message).to_be_focused()
    await expect(message).to_have_value("We resume at three.")
    assert await message.evaluate("box => [box.selectionStart, box.selectionEnd]") == [3, 9]
    await expect(chair.page.get_by_label("To", exact=True)).to_have_value("hall")
    await chair.page.keyboard.type("restart")
    await expect(message).to_have_value("We restart at three.")


async def test_choices_of_the_chair_survive_events(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    chair = await participants.person("chair")
    box = chair.page.get_by_role("combobox", name="Give the floor out of turn")
    await box.press_sequentially("no")

    await much_happens(participants, chair)

    await expect(box).to_be_focused()
    await expect(chair.page.get_by_role("option", name="Norway")).to_be_visible()
    await chair.press("Enter")
    await expect(chair.holder).to_have_text("Norway")
    await expect(box).to_have_value("")


@pytest.mark.parametrize("opened", ["Earlier", "Keys"])
async def test_an_open_popover_survives_events(invite: Invite, opened: str) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    chair = await participants.person("chair")
    await chair.button(opened).click()
    popover = chair.see("[popover]:popover-open")
    await expect(popover).to_be_visible()

    await much_happens(participants, chair)

    await expect(popover).to_be_visible()
    await chair.press("Escape")
    await expect(popover).to_have_count(0)


async def test_text_typed_by_the_desk_survives_events(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    desk = await participants.person("desk")
    behalf = desk.see("#behalf")
    await open_more_fields(desk)
    await desk.see("#seat").press_sequentially("norw")
    await desk.press("Tab")
    await behalf.press_sequentially("a group")
    await behalf.press("Home")

    await much_happens(participants, desk)

    await expect(desk.see("#seat")).to_have_value("Norway")
    await expect(behalf).to_be_focused()
    await desk.page.keyboard.type("half of ")
    await expect(behalf).to_have_value("half of a group")
    await desk.press("Enter")
    await expect(desk.waiting.last).to_have_text("Norway")
    await expect(desk.see("#speakers-list .detail").last).to_contain_text("on behalf of half of a group")
    await expect(behalf).to_have_value("")


async def test_an_open_correction_survives_events(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(KE, FR)
    desk = await participants.person("desk")
    row = desk.see("#speakers-list li", has_text="France")
    await row.hover()
    await row.get_by_role("button", name="Correct").click()
    behalf = desk.see("#correct").get_by_label("On behalf of")
    await behalf.fill("the other group")

    await much_happens(participants, desk)

    await expect(behalf).to_be_focused()
    await expect(behalf).to_have_value("the other group")
    await desk.press("Enter")
    await expect(row.locator(".detail").first).to_contain_text("on behalf of the other group")
    await expect(behalf).to_be_hidden()


async def much_happens(participants: Participants, person: Person) -> None:
    """Let the meeting go on, and wait until the page shows all of it."""
    await participants.ask(BR)
    await participants.hosted.chair(SendNotice("hall", "Water is at the back."), GiveFloor(item="p-4"), CloseList())
    await up_to_date(participants, person)
    await participants.hosted.chair(OpenItem("p-11", ending=True), OpenList(), AddInscription("EU"))
    await up_to_date(participants, person)


async def up_to_date(participants: Participants, person: Person) -> None:
    """Wait until Undo shows the newest action. That region is swapped in last."""
    words = participants.hosted.host.context.screens.words("en")
    newest = recent(RenderContext(await participants.meeting(), words)).undo
    assert newest
    await expect(person.see(f"#undo > button[hx-vals*='{newest.version}}}']")).to_have_count(1)


async def place_of(person: Person, selector: str) -> tuple[float, ...]:
    """The position of a part of the page. The text on Undo may change its width, but not its start."""
    place = await person.place_of(selector)
    return place[:-1] if selector == UNDO else place
