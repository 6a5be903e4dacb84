"""Expected times, speakers who will not be reached, and reminders follow the clock without new events."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from nameplate.meeting import Actor, Role
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Seat
from nameplate.meeting.programme.sittings import ResumeSitting, SuspendSitting
from tests.cast import BR, FR, KE
from tests.serving import PATIENCE_SECONDS

from .conftest import Invite
from .participants import Participants
from .person import Person
from .short_programmes import discussion

pytestmark = pytest.mark.journey

NO = Actor("delegate:NO", Role.DELEGATE, "NO")
MANY = tuple(Seat(f"O{number}", "igo", f"Organization {number}") for number in range(1, 17))
SPAN = re.compile(r"^\d\d:\d\d–\d\d:\d\d$")
TEXTS = "times => times.map(time => time.shadowRoot.textContent.trim())"
HEARD = "list-outlook [part=heard]"
SITTING = "list-outlook [part=sitting]"


async def france_speaks(invite: Invite, minutes: int = 180) -> Participants:
    """A discussion of `minutes` minutes. France has the floor, and three other delegations wait."""
    participants = await invite(discussion(minutes=minutes))
    await participants.floor_open(FR, KE, BR, NO)
    await participants.hosted.chair(GiveFloorToNext())
    return participants


async def times(participants: Participants, *after_seconds: int) -> list[re.Pattern[str]]:
    """The times that the page may show for a time after the current speech. At the change of a minute there are two."""
    speech = (await participants.meeting()).speech
    assert speech and speech.clock.running_since is not None
    end = speech.clock.running_since + speech.clock.limit_ms - speech.clock.elapsed_ms
    return [re.compile("|".join({clock(end + s * 1000 + near) for near in (-500, 500)})) for s in after_seconds]


async def shows_from_now(participants: Participants, person: Person, *after_seconds: int) -> None:
    """Wait until the list shows these times, which move on while time passes."""
    room, agrees = await participants.hosted.room(), False
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not agrees:
            shown = await person.see("#speakers-list likely-time").evaluate_all(TEXTS)
            now = room.now_ms()
            begin = [{f"about {clock(now + s * 1000 + near)}" for near in (-1500, 500)} for s in after_seconds]
            agrees = all(text in either for text, either in zip(shown, begin, strict=True))


def clock(at_ms: int) -> str:
    """A time of day as the screens show it."""
    return datetime.fromtimestamp(at_ms / 1000, ZoneInfo("Europe/Zurich")).strftime("%H:%M")


async def end(participants: Participants) -> str:
    """The end of the sitting. It opened outside its booking, so it has its whole length from its opening."""
    sitting = (await participants.meeting()).sitting
    assert sitting
    return clock(sitting.ends_at)


async def test_the_list_shows_times_and_the_phone_its_own_wait(invite: Invite) -> None:
    participants = await france_speaks(invite)
    chair, desk, phone = await participants.persons("chair", "desk", "delegate:BR")
    begin, over = await times(participants, 20, 220, 420), await times(participants, 540)
    for console in (chair, desk):
        await expect(console.see("#speakers-list likely-time")).to_have_text(begin)
        await expect(console.see(HEARD)).to_have_text(over[0])
    await expect(phone.see("#mine .answer")).to_contain_text("1 before you, in about 7 min")
    await participants.later(minutes=2)
    await expect(phone.see("#mine .answer")).to_contain_text("1 before you, in about 5 min")
    await expect(chair.see("#speakers-list likely-time").first).to_have_text(begin[0])


async def test_no_time_is_told_while_the_sitting_is_suspended(invite: Invite) -> None:
    participants = await france_speaks(invite)
    chair, phone = await participants.persons("chair", "delegate:BR")
    own = phone.see("#mine .answer").get_by_text("1 before you")
    await expect(own).to_have_text("1 before you, in about 7 min")
    await participants.hosted.chair(SuspendSitting("15:00"))
    await expect(own).to_have_text(re.compile(r"1 before you\s*$"))
    await expect(phone.see("#speakers-list .detail")).to_have_text(["Member State", "Member State", "Observer State"])
    await expect(chair.see("#speakers-list likely-time")).to_have_count(0)
    await expect(chair.see("#outlook .expected")).to_have_text("While the sitting is suspended, there is no forecast.")
    await participants.hosted.chair(ResumeSitting())
    await expect(own).to_have_text("1 before you, in about 7 min")
    await expect(chair.see(HEARD)).to_be_visible()


async def test_the_next_speaker_sees_the_wait_on_the_phone(invite: Invite) -> None:
    participants = await france_speaks(invite)
    phone = await participants.person("delegate:KE")
    await expect(phone.see("#mine .answer")).to_contain_text("the chair calls you next, in about 3 min")
    await participants.later(minutes=2, seconds=50)
    await expect(phone.see("#mine .answer")).to_contain_text("the chair calls you next, in less than a minute")


async def test_a_later_speaker_sees_a_wider_span_of_time(invite: Invite) -> None:
    participants = await invite(discussion(180, *MANY))
    await participants.floor_open(FR, KE, BR, *(Actor(f"delegate:{s.id}", Role.DELEGATE, s.id) for s in MANY))
    await participants.hosted.chair(GiveFloorToNext())
    chair, soon, far = await participants.persons("chair", "delegate:O2", "delegate:O16")
    rows = chair.see("#speakers-list likely-time")
    await expect(rows.nth(1)).to_have_text(re.compile(r"^about \d\d:\d\d$"))
    await expect(rows.nth(3)).to_have_text(SPAN)
    await expect(soon.see("#mine .answer")).to_contain_text(re.compile("3 before you, in 10 to 1[45] min"))
    await expect(far.see("#mine likely-time")).to_have_text(SPAN)
    told = await far.see("#mine likely-time").evaluate("time => time.shadowRoot.textContent")
    await expect(rows.last).to_have_text(told)

    await participants.later(minutes=2, seconds=40)

    await expect(rows.nth(3)).to_have_text(re.compile(r"^about \d\d:\d\d$"))
    await expect(soon.see("#mine .answer")).to_contain_text(re.compile("3 before you, in about (9|10) min"))


async def test_overrunning_delays_all_times_without_a_message_from_the_server(
    invite: Invite,
) -> None:
    participants = await france_speaks(invite)
    chair, phone = await participants.persons("chair", "delegate:NO")
    version = (await participants.meeting()).version
    await expect(chair.see("#speakers-list likely-time").last).to_have_text((await times(participants, 420))[0])

    await participants.later(minutes=23)

    for person in (chair, phone):
        await shows_from_now(participants, person, 20, 220, 420)
    assert (await participants.meeting()).version == version


async def test_speakers_who_will_not_be_reached_see_no_time(invite: Invite) -> None:
    participants = await france_speaks(invite, minutes=10)
    chair, reached, unreached = await participants.persons("chair", "delegate:BR", "delegate:NO")
    ends = await end(participants)
    rows = chair.see("#speakers-list [data-inscription]")
    await expect(rows.last).to_contain_text(f"not before {ends}")
    await expect(chair.see(HEARD)).to_have_text(f"1 of 3 not reached before {ends}")
    assert await chair.page.evaluate("() => document.querySelectorAll('likely-time:state(unreached)').length") == 1
    await expect(unreached.see("#mine .answer")).to_contain_text(f"probably not before the end at {ends}")
    await expect(reached.see("#mine .answer")).to_contain_text("in about")

    await participants.later(minutes=5)

    await expect(chair.see(HEARD)).to_have_text(f"2 of 3 not reached before {ends}")
    await expect(chair.see(SITTING)).to_contain_text("min over")
    await expect(reached.see("#mine .answer")).to_contain_text(f"probably not before the end at {ends}")


async def test_reminders_appear_and_disappear_without_taking_the_focus(invite: Invite) -> None:
    participants = await france_speaks(invite, minutes=20)
    chair = await participants.person("chair")
    await chair.page.get_by_label("Message", exact=True).focus()
    shown = chair.see("#outlook timed-note:visible")
    version = (await participants.meeting()).version

    await participants.later(minutes=6)
    await expect(shown).to_have_text(["The sitting ends in 15 minutes."])
    await expect(chair.page.get_by_label("Message", exact=True)).to_be_focused()
    await expect(chair.see("[popover]:popover-open, dialog[open]")).to_have_count(0)
    place = await chair.place_of("#next button")
    await participants.later(minutes=9)
    await expect(shown).to_have_text(["The sitting ends in 5 minutes."])
    await participants.later(minutes=6)
    await expect(shown).to_have_text([re.compile("past its end")])

    assert await chair.place_of("#next button") == place
    assert (await participants.meeting()).version == version
