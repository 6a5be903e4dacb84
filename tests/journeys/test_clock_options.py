"""Options in the link of a room screen that concern its clock: which clock, up or down, and a bell."""

from __future__ import annotations

import re

from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock
from tests.panel import SITTING, SLOT_1

from .conftest import Invite
from .participants import Participants
from .person import Person

LISTEN = "() => { window.rung = []; addEventListener('bell:rung', event => window.rung.push(event.detail)); }"


async def france_speaks(invite: Invite) -> Participants:
    """France has the floor, for three minutes."""
    participants = await invite()
    chair = participants.hosted.chair
    await chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList(), AddInscription("FR"), GiveFloorToNext())
    return participants


async def screen(participants: Participants, name: str, options: str) -> Person:
    """A room screen with options in its link."""
    person = await participants.person(name)
    await person.page.goto(f"{participants.hosted.host.url}/in/{participants.hosted.links[name]}?{options}")
    await person.is_live()
    return person


async def test_the_clock_counts_up(invite: Invite) -> None:
    participants = await france_speaks(invite)
    up, down = await screen(participants, "podium", "count=up"), await participants.person("hall")
    await participants.hosted.chair(PauseClock())
    await expect(up.word).to_contain_text("paused")
    used, left = await up.digits.text_content(), await down.digits.text_content()
    assert used and left
    assert seconds(used) + seconds(left) == 180


async def test_overtime_goes_on_counting_up(invite: Invite) -> None:
    participants = await france_speaks(invite)
    up = await screen(participants, "timer", "count=up")
    await participants.later(minutes=3, seconds=30)
    await expect(up.digits).to_contain_text("3:3")
    await expect(up.word).to_have_text("over time")


async def test_the_timer_shows_the_time_of_the_item_or_of_the_sitting(invite: Invite) -> None:
    participants = await france_speaks(invite)
    meeting = await participants.meeting()
    assert meeting.item and meeting.item.minutes and meeting.sitting
    item = await screen(participants, "timer", "clock=item")
    await expect(item.see("#of-item")).to_be_attached()
    await participants.later(seconds=30)
    assert await visible_minutes(item) == meeting.item.minutes - 1
    sitting = await screen(participants, "timer", "clock=sitting")
    opened, ends = meeting.sitting.opened_at or 0, meeting.sitting.ends_at
    assert await visible_minutes(sitting) in ((ends - opened) // 60_000 - 1, (ends - opened) // 60_000)
    await participants.later(minutes=meeting.item.minutes + 1)
    await expect(item.see("#of-item [part=word]")).to_have_text("over time")


async def test_the_timer_shows_hours_of_the_sitting(invite: Invite) -> None:
    participants = await france_speaks(invite)
    sitting = (await participants.meeting()).sitting
    assert sitting and sitting.opened_at
    timer = await screen(participants, "timer", "clock=sitting")
    digits = timer.see("#of-sitting [part=digits]")
    await expect(digits).to_have_text(re.compile(r"^2:5\d:\d\d$"))
    for width, height in ((1024, 768), (1280, 720), (1920, 1080)):
        await timer.page.set_viewport_size({"width": width, "height": height})
        place = await digits.bounding_box()
        assert place and place["x"] >= 0 and place["x"] + place["width"] <= width
    up = await screen(participants, "timer", "clock=sitting&count=up")
    await participants.later(minutes=65)
    await expect(digits).to_have_text(re.compile(r"^1:5\d:\d\d$"))
    await expect(up.see("#of-sitting [part=digits]")).to_have_text(re.compile(r"^1:0\d:\d\d$"))
    await participants.later(minutes=60)
    await expect(digits).to_have_text(re.compile(r"^5\d:\d\d$"))


async def test_a_bell_rings_at_amber_red_and_the_end(invite: Invite) -> None:
    assert await rung(invite, "bell=20,40,100") == [1, 2, 3]


async def test_without_a_volume_nothing_rings(invite: Invite) -> None:
    assert await rung(invite, "bell=0,0,100") == [3]


async def rung(invite: Invite, options: str) -> list[int]:
    """The strokes of the bell during a speech of ten seconds."""
    participants = await invite()
    chair = participants.hosted.chair
    await chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList(), AddInscription("FR"))
    timer = await screen(participants, "timer", options)
    await timer.page.evaluate(LISTEN)
    await timer.page.keyboard.press("f")  # browsers allow sound only after a key or a click
    await chair(GiveFloorToNext(), AdjustClock(-170))
    await timer.page.wait_for_function("() => window.rung.includes(3)")
    found: list[int] = await timer.page.evaluate("() => window.rung")
    return found


def seconds(digits: str) -> int:
    *hours, minutes, rest = map(int, digits.lstrip("+").split(":"))
    return sum(hours) * 3600 + minutes * 60 + rest


async def visible_minutes(person: Person) -> int:
    """The minutes of the only clock that is visible."""
    clocks = person.see("speaking-clock [part=digits], wall-clock")
    shown = [clock for clock in await clocks.all() if await clock.is_visible()]
    assert len(shown) == 1
    return seconds(await shown[0].text_content() or "") // 60
