"""The participants of one meeting, each with a browser page, and the actions that many journeys need."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from playwright.async_api import Browser, Locator, Route, expect

from nameplate.meeting import Actor, Command, Meeting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.rooms.answers import Done
from tests.serving import Hosted, until

from .adjustable_clock import AdjustableClock
from .person import Person, Visitors


class Participants(Visitors):
    """The participants of one meeting. Their browsers and the server share one clock."""

    def __init__(self, browser: Browser, hosted: Hosted, clock: AdjustableClock) -> None:
        super().__init__(browser)
        self.hosted = hosted
        self.clock = clock

    async def person(self, name: str, *, server: str = "", **options: Any) -> Person:
        """Open a link of the meeting by its name: `chair`, `hall`, `delegate:FR`, `join` ...

        `server` is another address of the server, for example one with an unreliable network.
        """
        url = f"{server or self.hosted.host.url}/in/{self.hosted.links[name]}"
        person = await self.visit(name, url, **options)
        await person.is_live()
        return person

    async def persons(self, *names: str) -> list[Person]:
        """Open several links at the same time."""
        return list(await asyncio.gather(*(self.person(name) for name in names)))

    async def later(self, *, minutes: int = 0, seconds: int = 0) -> None:
        """Put the clock forward for everybody.

        First wait for the answers to all commands: a page must not report a command as lost because of the jump.
        """
        ms = (minutes * 60 + seconds) * 1000
        await until(lambda: not any(person.open_requests for person in self.people))
        self.clock.forward(ms)
        await asyncio.gather(*(person.page.clock.fast_forward(ms) for person in self.people))
        await asyncio.gather(*(person.is_live() for person in self.people))

    async def step(self, chair: Person, says: str) -> None:
        """Check the text of the chair's next step, then take it with the key N, a second after the command before."""
        await expect(chair.see("#next button")).to_have_text(re.compile(rf"^{re.escape(says)}\s+N$"))
        await self.later(seconds=1)
        await chair.press_shortcut("n")

    async def floor_open(self, *asking: Actor) -> None:
        """Open the first slot of the discussion and its list. These delegations then request the floor."""
        await self.hosted.open_floor()
        await self.ask(*asking)

    async def ask(self, *delegations: Actor) -> None:
        """Let delegations request the floor without their pages."""
        for by in delegations:
            await self.press(by, RequestFloor())

    async def press(self, by: Actor, command: Command) -> None:
        """Give a command to the room without a page. It must be accepted."""
        room = await self.hosted.room()
        answer = await room.handle(command, by)
        assert isinstance(answer, Done), answer

    async def meeting(self) -> Meeting:
        """The meeting in the memory of the server."""
        return (await self.hosted.room()).meeting

    async def waiting(self) -> list[str]:
        """The seats with waiting inscriptions, in order."""
        meeting = await self.meeting()
        return [i.seat for speakers in meeting.lists.values() for i in speakers.waiting]


async def open_item(chair: Person, step: str) -> None:
    """Let the chair open an item of the programme, although people still wait."""
    row = chair.see(f"#step-{step}")
    await row.hover()
    await row.get_by_role("button", name="Open").click()


async def open_change_form(person: Person, step: str) -> Locator:
    """Open the form in which the chair or the desk changes an item of the programme."""
    row = person.see(f"#step-{step}")
    await row.hover()
    await row.get_by_role("button", name="Change").first.click()
    return person.see(f"#change-{step}")


async def open_more_menu(phone: Person) -> Locator:
    """Open the menu “More” of a delegate."""
    await phone.see("#mine .more").tap()
    return phone.see("#more")


async def open_more_fields(desk: Person) -> None:
    """Open the fields of the desk's form that are not shown at first."""
    if not await desk.see(".add .fields").is_visible():
        await desk.see(".add summary").click()


async def inscribe(desk: Person, letters: str, name: str, on_behalf_of: str = "") -> None:
    """Let the desk add an inscription by a few letters and Enter."""
    if on_behalf_of:
        await open_more_fields(desk)
        await desk.page.get_by_label("On behalf of").first.fill(on_behalf_of)
    await desk.page.get_by_role("combobox", name="Delegation or name").press_sequentially(letters)
    await desk.press("Enter")
    await expect(desk.waiting.last).to_have_text(name)


async def drag(mover: Person, name: str, to: str) -> None:
    """Drag an inscription by its handle to another one, and do not drop it yet."""
    start = await mover.button(f"Move {name}").bounding_box()
    goal = await mover.button(f"Move {to}").bounding_box()
    assert start and goal
    x = start["x"] + start["width"] / 2
    down = goal["y"] > start["y"]
    await mover.page.mouse.move(x, start["y"] + start["height"] / 2)
    await mover.page.mouse.down()
    await mover.page.mouse.move(x, goal["y"] + (-2 if down else 2), steps=8)


async def send_together(command: str, *people: Person) -> None:
    """Hold back this command from all of them until every one of them has given it, then send all together."""
    together = asyncio.Barrier(len(people))

    async def wait_for_the_others(route: Route) -> None:
        await together.wait()
        await route.continue_()

    for person in people:
        await person.page.route(f"**/{command}", wait_for_the_others)


async def hold_back(command: str, person: Person) -> asyncio.Event:
    """Hold back this command of one person until the returned event is set."""
    let_go = asyncio.Event()

    async def wait(route: Route) -> None:
        await let_go.wait()
        await route.continue_()

    await person.page.route(f"**/{command}", wait)
    return let_go
