"""Takes the pictures of the README and the manual: `python -m tests.journeys.pictures FOLDER`.

A fixed story is played, and the screens are photographed at each stop, light and dark: `chair.png` and
`chair-dark.png` during the discussion, `hall-over-time.png` and so on at the other stops.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
from base64 import b64encode
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from playwright.async_api import expect

from nameplate.access.passes import hash_of
from nameplate.meeting import Actor, Role
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.notices import SendNotice, WithdrawNotice
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.remote_delegations import RecordConnectionTest, ReportConnection, SetRemote
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.pages.microphone_reports import MicrophoneState
from nameplate.paths import EXAMPLES, WEB
from nameplate.planning.delegations_file import read_delegations
from nameplate.planning.programme_file import read_programme
from nameplate.rooms.answers import Done
from nameplate.screens.audiences import passes_for
from nameplate.store import event_log, organiser_table
from nameplate.wording.country_names import country_names
from tests.cast import BRIDGE, DESK
from tests.panel import begun
from tests.planning.concept_notes_read import note
from tests.serving import Hosted, heard, until

from .adjustable_clock import AdjustableClock, serve_with_clock
from .browser import chromium
from .participants import Participants
from .person import PHONE, Person

CODE = "PANEL234"
PEOPLE = ("chair", "desk", "hall", "podium", "panellist:p-4", "timer", "booth", "lobby", "delegate:BR")
CAMERA = """
body { margin: 0; background: linear-gradient(#6b5a48, #3a2f27 62%, #574536 63%, #2b211a); }
i, b { position: absolute; filter: blur(12px); }
i { inset: 46% 30% -6%; background: #20242b; border-radius: 45% 45% 0 0 / 40% 40% 0 0; }
b { inset: 16% 43.5% 50%; background: #a97f63; border-radius: 46%; }
img { position: absolute; inset: 0; }
"""
"""A speaker in front of a wooden wall, out of focus."""
STANDS_STILL = "performance.now = () => 0;"
"""In a picture the clocks stand still, like the server's. So the same story always gives the same pictures."""
ORGANISER: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
SHARP_PHONE = PHONE | {"device_scale_factor": 2}
PAIRING_CODE = "K7M4QP"
"""In the picture of a screen that waits, whose code is another one each time."""
REMOTE = ("BR", "EG", "MX", "ZA")
ASKING = ("FR", "KE", "BR", "CN", "EU", "ZA", "CH", "IN", "MX", "EG", "ID", "NO")


async def take(folder: Path, wanted: Collection[str] | None = None) -> None:
    """Play the story and take the pictures: all, or only those with the `wanted` file names."""
    async with chromium() as browser, meeting() as (hosted, clock):
        participants = Participants(browser, hosted, clock)
        for name in PEOPLE:
            person = await participants.person(name, **(SHARP_PHONE if name.startswith("delegate") else {}))
            await person.page.add_init_script(STANDS_STILL)
        async for stop in story(participants):
            for person in participants.people:
                await photograph(person, folder, stop, wanted)
            if stop == "welcome":
                await checklist(participants, folder)
                await organiser(participants, folder)
            if not stop:
                await panels(participants, folder)
                await paper(participants, folder)
                await studio(participants, folder)
                await webcast(participants, folder / "webcast.png")
                await public(participants, folder)
                await connected(participants, folder)
            if stop == "suspended":
                await webcast(participants, folder / "webcast-pause.png")
        await participants.leave()


@asynccontextmanager
async def meeting() -> AsyncIterator[tuple[Hosted, AdjustableClock]]:
    """The panel with every delegation of the example file, at nine on its day."""
    clock = AdjustableClock(runs=False)
    delegations = read_delegations(EXAMPLES / "delegations.csv", country_names(WEB / "locale", "en"))
    created = read_programme(EXAMPLES / "hrc28-panel-2015.yaml", CODE, delegations).created
    made = passes_for(begun(created))
    with TemporaryDirectory() as kept:
        async with serve_with_clock(clock, f"sqlite:///{kept}/nameplate.db") as host:
            now = clock.timebase.now_ms()
            await host.database.run(lambda connection: event_log.create(connection, created, now))
            await host.issue(*(held for _, held in made.values()))
            yield Hosted(host, CODE, {name: secret for name, (secret, _) in made.items()}), clock


async def story(participants: Participants) -> AsyncIterator[str]:
    """The moments at which pictures are taken. Brazil waits, speaks and has finished."""
    chair = participants.hosted.chair
    await chair(ShowJoinCode())
    yield "welcome"
    await chair(OpenSitting("meeting-1"), ShowJoinCode(False), GiveFloor(item="p-1"))
    for item in ("p-2", "p-3", "p-4", "p-5", "p-6"):
        await participants.later(minutes=5)
        await chair(GiveFloor(item=item))
    await participants.later(minutes=6, seconds=18)
    await chair(SendNotice("booth", "The texts of the next two speakers are on their way to you."))
    yield "presentation"
    (to_booth,) = (await participants.meeting()).notices
    await chair(WithdrawNotice(to_booth.id))
    for item in ("p-7", "p-8"):
        await participants.later(minutes=4)
        await chair(GiveFloor(item=item))
    await participants.later(minutes=10)
    await chair(OpenItem("p-9", ending=True), OpenList())
    for seat in ASKING:
        await ask(participants, seat)
    await chair(AddInscription("MY", on_behalf_of="Non-Aligned Movement"))
    await chair(AddInscription(guest="International Service for Human Rights", source="paper", form="question"))
    await chair(GiveFloorToNext())
    await participants.later(minutes=2, seconds=40)
    await chair(GiveFloorToNext())
    await participants.later(minutes=1, seconds=12)
    yield ""
    await chair(GiveFloorToNext())
    await participants.later(minutes=2, seconds=37)
    yield "last-seconds"
    await participants.later(seconds=40)
    await chair(
        SendNotice("speaker", "Please conclude"), SendNotice("hall", "The documents are at the back of the room.")
    )
    yield "over-time"
    await chair(SuspendSitting("15:00"))
    yield "suspended"
    await chair(AdjournSitting(ending=True))
    yield "adjourned"


async def checklist(participants: Participants, folder: Path) -> None:
    """The checklist before the meeting. The picture ends above the join code, which has the port of the server."""
    desk = participants.people[PEOPLE.index("desk")]
    page = await desk.page.context.new_page()
    await page.set_viewport_size({"width": 1280, "height": 700})
    await page.goto(f"{participants.hosted.url}/checklist")
    await expect(page.locator("#check-hall.good")).to_be_visible()
    await page.screenshot(path=folder / "checklist.png")
    await page.close()


async def panels(participants: Participants, folder: Path) -> None:
    """What opens on the chair's console, and a point of order on it."""
    chair = participants.people[0]
    await chair.page.emulate_media(color_scheme="light")
    await chair.press_shortcut("w")
    await chair.see("#if-seconds").fill("240")
    await expect(chair.see("#what-if-answer .if")).to_have_text("4:00 for all")
    await chair.page.screenshot(path=folder / "chair-what-if.png")
    await chair.press("Escape")
    await chair.button("Order…").click()
    await chair.page.screenshot(path=folder / "chair-order.png")
    await chair.press("Escape")
    room = await participants.hosted.room()
    raised = RaisePointOfOrder("The statement is not about the item.")
    assert isinstance(await room.handle(raised, Actor("delegate:EG", Role.DELEGATE, "EG")), Done)
    await expect(chair.see("#points")).to_contain_text("Egypt")
    await chair.page.screenshot(path=folder / "chair-point-of-order.png")
    await participants.hosted.chair(RulePointOfOrder(room.meeting.points[-1].id, "set aside"))


async def paper(participants: Participants, folder: Path) -> None:
    """The list of speakers as it stands, as a sheet on a screen."""
    page = await participants.people[0].page.context.new_page()
    await page.goto(f"{participants.hosted.url}/print/list")
    await page.locator("main").screenshot(path=folder / "list-on-paper.png")
    await page.close()


async def studio(participants: Participants, folder: Path) -> None:
    """The technician's page, with all the screens of the story."""
    desk = participants.people[PEOPLE.index("desk")]
    page = await desk.page.context.new_page()
    await page.set_viewport_size({"width": 1920, "height": 1080})
    await page.goto(f"{participants.hosted.url}/studio")
    await expect(page.locator("#screens li")).to_have_count(len(PEOPLE))
    await page.screenshot(path=folder / "studio.png")
    await page.close()


async def organiser(participants: Participants, folder: Path) -> None:
    """The page of the meeting before it begins, and the form of a new one beside its concept note."""
    secret = secrets.token_urlsafe(24)
    host = participants.hosted.host
    await host.database.run(partial(organiser_table.add_link, link=hash_of(secret), at=1))
    browser = participants.people[0].page.context.browser
    assert browser
    page = await browser.new_page(**ORGANISER)
    await page.goto(f"{host.url}/organiser/in/{secret}")
    await page.goto(f"{host.url}/organiser/m/{CODE}")
    await page.screenshot(path=folder / "organiser-meeting.png")
    await page.goto(f"{host.url}/organiser/m/{CODE}/webhooks")
    await page.get_by_label("Address of the receiver").fill("https://captions.example/nameplate")
    await page.locator("section", has=page.locator(".stacked")).screenshot(path=folder / "organiser-webhooks.png")
    await page.goto(f"{host.url}/organiser/new")
    await page.get_by_label("Paste the text").fill(note("hrc28-panel-2015"))
    await page.get_by_role("button", name="Propose a programme").click()
    await expect(page.locator("#sums")).to_contain_text("of 180")  # the script of the form has run
    await page.get_by_role("button", name="Fill in the empty minutes").click()
    await page.evaluate("document.getElementById('sittings').scrollIntoView()")
    await expect(page.locator("#sums")).to_contain_text("180 of 180")
    await page.mouse.move(0, 0)
    await page.evaluate("document.activeElement.blur()")
    await page.screenshot(path=folder / "organiser-form.png")
    await page.close(run_before_unload=False)


async def connected(participants: Participants, folder: Path) -> None:
    """What the chair sees of microphones and the desk of remote delegations, and a screen that waits for its code."""
    chair, desk = participants.people[0], participants.people[PEOPLE.index("desk")]
    hosted = participants.hosted
    async with hosted.live("desk", "state") as adapter:
        await heard(adapter)
        await adapter.send('{"op": "report", "microphones": false}')
        await until(lambda: hosted.host.context.microphones.of(CODE) is MicrophoneState.FAIL)
        await chair.page.reload()
        await expect(chair.see("#devices-note")).to_contain_text("Microphones do not answer")
        await chair.page.screenshot(path=folder / "chair-microphones.png")

    for seat in REMOTE:
        await participants.press(DESK, SetRemote(seat))
    for seat, microphone, hand in (("ZA", "muted", True), ("MX", "on", False)):
        await participants.press(BRIDGE, ReportConnection(seat, True, microphone, hand))
    await participants.press(Actor("delegate:BR", Role.DELEGATE, "BR"), RecordConnectionTest(85, live=True))
    await desk.page.emulate_media(color_scheme="light")
    await desk.page.reload()
    await desk.see("[popovertarget=remote]:not(.close)").click()
    await expect(desk.see("#remote-list li")).to_have_count(len(REMOTE))
    await desk.see("#remote").screenshot(path=folder / "desk-remote.png")
    await desk.press("Escape")
    for seat in REMOTE:
        await participants.press(DESK, SetRemote(seat, remote=False))

    screen = await desk.page.context.new_page()
    await screen.set_viewport_size({"width": 1280, "height": 720})
    await screen.goto(f"{hosted.host.url}/screen")
    await screen.locator(".code").evaluate("(e, code) => { e.textContent = code }", PAIRING_CODE)
    await screen.screenshot(path=folder / "screen-code.png")
    await screen.close()


async def public(participants: Participants, folder: Path) -> None:
    """The public screen on a laptop and on a phone."""
    laptop: dict[str, Any] = {"viewport": {"width": 1280, "height": 720}}
    for name, size in (("public", laptop), ("public-phone", SHARP_PHONE)):
        reader = await participants.visit(name, "about:blank", **size)
        await reader.page.add_init_script(STANDS_STILL)
        await reader.page.goto(f"{participants.hosted.url}/public")
        await reader.is_live()
        await reader.page.screenshot(path=folder / f"{name}.png")


async def webcast(participants: Participants, file: Path) -> None:
    """All parts of the webcast's screen, over a picture that stands for the camera's."""
    air = await participants.person("air", viewport={"width": 1280, "height": 720})
    await air.page.add_init_script(STANDS_STILL)
    await air.page.goto(f"{air.page.url}&parts=name,clock,next,slate")
    await air.is_live()
    shown = b64encode(await air.page.screenshot(omit_background=True)).decode()
    frame = await air.page.context.new_page()
    await frame.set_content(f'<style>{CAMERA}</style><i></i><b></b><img src="data:image/png;base64,{shown}">')
    await frame.screenshot(path=file)
    await frame.close()


async def ask(participants: Participants, seat: str) -> None:
    """A delegation asks for the floor."""
    room = await participants.hosted.room()
    assert isinstance(await room.handle(RequestFloor(), Actor(f"delegate:{seat}", Role.DELEGATE, seat)), Done)


async def photograph(person: Person, folder: Path, stop: str, wanted: Collection[str] | None) -> None:
    """One screen, light and dark, with the newest picture."""
    name = "-".join(filter(None, (person.name.partition(":")[0], stop)))
    files: dict[str, Literal["light", "dark"]] = {f"{name}.png": "light", f"{name}-dark.png": "dark"}
    taken = {file: scheme for file, scheme in files.items() if wanted is None or file in wanted}
    if taken:
        await person.page.reload()
        await person.is_live()
    for file, scheme in taken.items():
        await person.page.emulate_media(color_scheme=scheme)
        await person.page.screenshot(path=folder / file)


if __name__ == "__main__":
    wanted = Path(sys.argv[1])
    wanted.mkdir(parents=True, exist_ok=True)
    asyncio.run(take(wanted))
