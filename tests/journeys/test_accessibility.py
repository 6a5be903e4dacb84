"""axe-core finds no problem on any of the five screens, light and dark, in every state of a sitting."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from playwright.async_api import expect

from nameplate.meeting import Actor, Role
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.model.command import Command
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.remote_delegations import SetRemote
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.clock import AdjustClock
from tests.advance import with_window
from tests.cast import BR, FR, KE
from tests.panel import SITTING, SLOT_1

from .conftest import Invite
from .participants import open_change_form, open_more_menu
from .person import LAPTOP, UNREACHABLE, Person

pytestmark = pytest.mark.journey

EU = Actor("delegate:EU", Role.DELEGATE, "EU")
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = "options => axe.run({ resultTypes: ['violations'], preload: false, ...options })"
EVERY_RULE: dict[str, Any] = {}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}

STATES: dict[str, tuple[Command, ...]] = {
    "before opening": (),
    "presentation": (OpenSitting(SITTING), GiveFloor(item="p-4"), SendNotice("hall", "Please take your seats.")),
    "floor block with list": (OpenItem(SLOT_1, ending=True), OpenList(), ShowJoinCode()),
    "somebody speaks": (AddInscription(guest="A guest", on_behalf_of="A group", source="paper"), GiveFloorToNext()),
    "a point of order is raised": (),
    "a point of order is heard": (),
    "list closed, some ask late": (CloseList(),),
    "over time": (AdjustClock(-3600), SendNotice("speaker", "Please conclude")),
    "suspended": (SuspendSitting("15:00"),),
    "adjourned": (AdjournSitting(ending=True),),
}
CLOSURE = RaisePointOfOrder("Enough was said", "close_debate")
ASKED: dict[str, tuple[tuple[Actor, Command], ...]] = {
    "floor block with list": ((FR, RequestFloor()), (KE, RequestFloor("question", "How?")), (BR, RequestFloor())),
    "a point of order is raised": ((KE, RaisePointOfOrder("Off the subject")), (BR, CLOSURE)),
    "list closed, some ask late": ((EU, RequestFloor(late=True)), (KE, RequestRightOfReply())),
}


async def test_axe_finds_nothing_on_any_screen_in_any_state_of_a_sitting(invite: Invite) -> None:
    participants = await invite()
    people = await participants.persons(
        "chair", "desk", "hall", "podium", "delegate:FR", "panellist:p-4", "booth", "lobby"
    )
    for state, commands in STATES.items():
        await participants.hosted.chair(*commands)
        for by, command in ASKED.get(state, ()):
            await participants.press(by, command)
        if state == "a point of order is heard":
            await people[0].press_shortcut("p")
            await expect(people[2].see("#floor h2")).to_have_text("Point of order")
        await participants.later(seconds=1)
        await asyncio.gather(*(has_no_barrier(person, state) for person in people))


async def test_axe_finds_nothing_in_dialogs_and_popovers(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(BR, FR, KE)
    await participants.hosted.chair(GiveFloorToNext())
    chair, desk, fr = await participants.persons("chair", "desk", "delegate:FR")
    for button in ("Earlier", "Screens…", "Keys", "Suspend", "What if…", "Order…", "Absent, but call again"):
        await chair.button(button).click()
        await expect(chair.see("[popover]:popover-open")).to_be_visible()
        await has_no_barrier(chair, button)
        await chair.press("Escape")
    await open_change_form(chair, "p-11")
    await has_no_barrier(chair, "Change")
    await chair.press("Escape")
    await desk.button("Add a step").click()
    await has_no_barrier(desk, "Add a step")
    await desk.press("Escape")
    await desk.see("#seat").press_sequentially("a")
    await has_no_barrier(desk, "names to choose from")
    await desk.press("Escape")
    await desk.see("#speakers-list li").first.hover()
    await desk.button("Correct").first.click()
    await has_no_barrier(desk, "Correct")
    await fr.button("Withdraw").tap()
    await has_no_barrier(fr, "Withdraw")
    await fr.button("No, keep my place").tap()
    await open_more_menu(fr)
    await has_no_barrier(fr, "More")


async def test_axe_finds_nothing_on_a_disconnected_screen(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    for person in await participants.persons("chair", "hall", "podium", "booth", "delegate:KE"):
        person.expects(UNREACHABLE)
        await person.page.context.set_offline(True)
        await person.is_stale()
        await has_no_barrier(person, "stale")


async def test_axe_finds_nothing_on_the_front_page_and_the_problem_page(invite: Invite) -> None:
    participants = await invite()
    guest = await participants.visit("guest", participants.hosted.host.url, **LAPTOP)
    guest.expects(r"status of 404")
    await expect(guest.page.get_by_label("Code of the meeting")).to_be_focused()
    await has_no_barrier(guest, "front page")
    await guest.page.goto(participants.hosted.host.url + "/in/nobody")
    await has_no_barrier(guest, "problem page")
    await has_no_barrier(await participants.person("join"), "following")


async def test_axe_finds_nothing_on_the_pages_beside_the_meeting(invite: Invite) -> None:
    now = (await (await invite()).hosted.room()).now_ms()
    created = with_window(now)
    participants = await invite(replace(created, rules=replace(created.rules, statements="published")))
    await participants.hosted.chair(SetRemote("FR"))
    fr, desk = await participants.persons("delegate:FR", "desk")
    own, desks = ("advance", "connection", "statement", "statements"), ("checklist", "statements", "studio")
    for person, names in ((fr, own), (desk, desks)):
        for name in names:
            await person.page.goto(f"{participants.hosted.url}/{name}")
            if name == "checklist":
                await expect(person.see("#check-links.bad")).to_be_visible()
            await has_no_barrier(person, name)


async def has_no_barrier(person: Person, state: str) -> None:
    """Apply all rules to the light colours, and the rules about colours to the dark ones."""
    if not await person.page.evaluate("'axe' in window"):  # it stays until the page is left
        await person.page.evaluate(AXE)
    for scheme, options in (("light", EVERY_RULE), ("dark", COLOURS)):
        await person.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = await person.page.evaluate(RUN, options)
        told = [f"{v['id']}: {v['help']}: {n['html'][:200]}" for v in found["violations"] for n in v["nodes"]]
        assert not told, f"{person.name}, {state}, {scheme}:\n" + "\n".join(told)
