"""The high-level panel of 3 March 2015 from opening to adjournment, with the keys of the chair's console."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.async_api import expect

from .conftest import Invite
from .participants import Participants, inscribe, open_item
from .person import Person

pytestmark = pytest.mark.journey

KHOR, SOMAVIA, HETLE = "Mr. Martin Khor", "H.E. Mr. Juan Somavía", "Ms. Kristin Hetle"
BORODAVKIN, MONEDERO = "H.E. Mr. Alexey Borodavkin", "Mr. Juan Carlos Monedero Fernández-Gala"
PRESENTATIONS = {
    KHOR: ("Executive Director of the South Centre", "realizing the right to development"),
    SOMAVIA: ("Former Director-General of International Labour Organization", "post-2015 development agenda"),
    HETLE: ("Director of the Strategic Partnerships Division, UN Women", "the role of women"),
    BORODAVKIN: ("Permanent Representative of the Russian Federation", "respect for cultural diversity"),
    MONEDERO: ("Universidad Complutense de Madrid", "developmental gap"),
}


@dataclass
class Panel:
    """The seven screens of the panel."""

    participants: Participants
    chair: Person
    desk: Person
    hall: Person
    podium: Person
    fr: Person
    ke: Person
    br: Person

    async def floor_goes_to(self, name: str, title: str, seconds: int) -> None:
        """Check that all seven screens show the speaker and the limit, and the hall also the title."""
        for person in self.participants.people:
            await expect(person.holder).to_have_text(name)
            await expect(person.digits).to_have_text(clock(seconds))
        await expect(self.hall.see("#floor .title")).to_contain_text(title)

    async def next_is(self, *names: str) -> None:
        """Check that the hall and the podium announce the next speaker."""
        await expect(self.hall.see("#next .name")).to_have_text(names)
        await expect(self.podium.see("#next .name")).to_have_text(names)


def clock(seconds: int) -> re.Pattern[str]:
    """The digits that a clock may show in the first half minute of a speech."""
    return re.compile("|".join(f"^{left // 60}:{left % 60:02}$" for left in range(seconds, max(seconds - 30, -1), -1)))


async def test_the_panel_of_2015_from_opening_to_adjournment(invite: Invite) -> None:
    participants = await invite()
    panel = Panel(
        participants,
        *await participants.persons("chair", "desk", "hall", "podium", "delegate:FR", "delegate:KE", "delegate:BR"),
    )
    await before_opening(panel)
    await opening(panel)
    await presentations(panel)
    await first_slot(panel)
    await first_replies(panel)
    await second_slot_begins_with_who_was_not_reached(panel)
    await last_replies_and_closing(panel)
    await adjournment(panel)


async def before_opening(panel: Panel) -> None:
    await expect(panel.hall.see("#floor")).to_contain_text("The sitting opens at 09:00.")
    for phone in (panel.fr, panel.ke, panel.br):
        await expect(phone.see("#mine")).to_contain_text("The list of speakers is not open yet.")
        await expect(phone.button("Request the floor")).to_be_disabled()
    await panel.participants.step(panel.chair, "Open the sitting")


async def opening(panel: Panel) -> None:
    chair, hall = panel.chair, panel.hall
    await expect(chair.see("#next .aloud")).to_have_text(
        "“I now give the floor to H.E. Mr. Joachim Rücker, to be followed by Ms. Flavia Pansieri.”"
    )
    await panel.participants.step(panel.chair, "Give the floor to H.E. Mr. Joachim Rücker")
    await panel.floor_goes_to("H.E. Mr. Joachim Rücker", "President of the Human Rights Council", 180)
    await expect(hall.see("#status h1")).to_have_text("Opening by the chair")
    await panel.participants.later(minutes=2)

    await panel.participants.step(panel.chair, "Give the floor to Ms. Flavia Pansieri")
    await panel.floor_goes_to("Ms. Flavia Pansieri", "United Nations Deputy High Commissioner for Human Rights", 300)
    await panel.participants.later(minutes=4, seconds=2)
    await expect(panel.podium.word).to_have_text("under 1 minute")

    await panel.participants.step(panel.chair, "Give the floor to H.E. Mr. Abbas Bagherpour Ardekani")
    await panel.floor_goes_to(
        "H.E. Mr. Abbas Bagherpour Ardekani", "Ambassador and Deputy Permanent Representative", 420
    )
    await expect(hall.see("#floor .behalf")).to_have_text("on behalf of Non-Aligned Movement")
    await expect(chair.see("#floor .aloud")).to_contain_text(
        "H.E. Mr. Abbas Bagherpour Ardekani, on behalf of the Non-Aligned Movement, to be followed by Mr. Martin Khor."
    )
    await panel.participants.later(minutes=7)
    for screen in (hall, panel.podium, panel.fr):
        await expect(screen.word).to_have_text("over time")
        await expect(screen.digits).to_have_text(re.compile(r"^\+0:[0-2]\d$"))
    await chair.press_shortcut("c")
    await expect(panel.podium.see("#floor .from-chair")).to_have_text("Please conclude")
    await expect(hall.see("body")).not_to_contain_text("Please conclude")


async def presentations(panel: Panel) -> None:
    left = list(PRESENTATIONS)
    for name, (title, theme) in PRESENTATIONS.items():
        await panel.participants.step(panel.chair, f"Give the floor to {name}")
        left.remove(name)
        await panel.floor_goes_to(name, title, 600)
        await expect(panel.hall.see("#floor .theme")).to_contain_text(theme)
        await expect(panel.podium.see("#floor .from-chair")).to_be_empty()
        await panel.next_is(*left)
        await panel.participants.later(minutes=9, seconds=2)
        await expect(panel.podium.word).to_have_text("under 1 minute")


async def first_slot(panel: Panel) -> None:
    chair, participants = panel.chair, panel.participants
    await panel.participants.step(panel.chair, "Go on to: Interactive discussion, slot 1")
    await expect(panel.hall.see("#status h1")).to_have_text("Interactive discussion, slot 1")
    await expect(panel.hall.see("#floor")).to_contain_text("Nobody has the floor")
    await panel.participants.step(panel.chair, "Open the list of speakers")
    for place, phone in (("You are next", panel.fr), ("2nd", panel.ke), ("3rd", panel.br)):
        await phone.button("Request the floor").tap()
        await expect(phone.see("#mine .big")).to_have_text(place)
    await inscribe(panel.desk, "norw", "Norway")
    await inscribe(panel.desk, "european", "European Union", on_behalf_of="its member States")
    await panel.next_is("France", "Kenya", "Brazil", "Norway", "European Union")
    await expect(panel.hall.see("#next")).to_contain_text("on behalf of its member States")
    await expect(chair.see("#next .aloud")).to_have_text(
        "“I now give the floor to the distinguished representative of France,"
        " to be followed by the distinguished representative of Kenya.”"
    )

    await panel.participants.step(panel.chair, "Give the floor to France")
    await panel.floor_goes_to("France", "Member State", 180)
    await expect(panel.fr.see("#mine .big")).to_have_text("You have the floor")
    await expect(panel.fr.see("#mine speaking-clock [part=digits]")).to_have_text(clock(180))
    await expect(panel.ke.see("#mine .big")).to_have_text("You are next")
    await expect(panel.br.see("#mine .big")).to_have_text("2nd")
    await participants.later(minutes=2, seconds=50)

    await panel.participants.step(panel.chair, "Give the floor to Kenya")
    await panel.floor_goes_to("Kenya", "Member State", 180)
    await expect(panel.fr.see("#mine")).to_contain_text("You have spoken.")
    await expect(panel.br.see("#mine .big")).to_have_text("You are next")
    await panel.next_is("Brazil", "Norway", "European Union")
    await chair.press_shortcut("l")
    await expect(panel.hall.see("#next .chip")).to_have_text("List closed")
    await expect(panel.br.see("#mine .big")).to_have_text("You are next")
    await expect(panel.fr.button("Ask to be added late")).to_be_enabled()


async def first_replies(panel: Panel) -> None:
    await open_item(panel.chair, "p-10")
    await expect(panel.hall.see("#status h1")).to_have_text("Comments and replies by the panellists")
    await expect(panel.ke.see("#mine")).to_contain_text("You have spoken.")
    left = list(PRESENTATIONS)
    await panel.next_is(*left)
    for name, (title, _) in PRESENTATIONS.items():
        await panel.participants.step(panel.chair, f"Give the floor to {name}")
        left.remove(name)
        await panel.floor_goes_to(name, title, 168)
        await panel.next_is(*left)
        await panel.participants.later(minutes=2)


async def second_slot_begins_with_who_was_not_reached(panel: Panel) -> None:
    await panel.participants.step(panel.chair, "Go on to: Interactive discussion, slot 2")
    await panel.next_is("Brazil", "Norway", "European Union")
    await panel.chair.press_shortcut("l")
    await expect(panel.hall.see("#next .chip")).to_have_text("List open")
    await panel.fr.button("Request the floor").tap()
    await expect(panel.fr.see("#mine .big")).to_have_text("4th")

    await panel.participants.step(panel.chair, "Give the floor to Brazil")
    await panel.floor_goes_to("Brazil", "Member State", 180)
    await panel.participants.later(minutes=1)
    await panel.br.button("I have finished").tap()
    await expect(panel.hall.see("#floor")).to_contain_text("Nobody has the floor")
    await panel.participants.step(panel.chair, "Give the floor to Norway")
    await panel.floor_goes_to("Norway", "Observer State", 120)
    await panel.participants.later(minutes=2)
    await panel.participants.step(panel.chair, "Give the floor to European Union")
    await expect(panel.hall.holder).to_have_text("European Union")
    await expect(panel.hall.see("#floor .behalf")).to_have_text("on behalf of its member States")


async def last_replies_and_closing(panel: Panel) -> None:
    await open_item(panel.chair, "p-12")
    await expect(panel.hall.see("#status h1")).to_have_text("Replies and concluding remarks")
    for name in PRESENTATIONS:
        await panel.participants.step(panel.chair, f"Give the floor to {name}")
        await expect(panel.hall.holder).to_have_text(name)
    await panel.participants.step(panel.chair, "Give the floor to H.E. Mr. Joachim Rücker")
    await panel.floor_goes_to("H.E. Mr. Joachim Rücker", "President of the Human Rights Council", 180)
    await expect(panel.hall.see("#status h1")).to_have_text("Closing")


async def adjournment(panel: Panel) -> None:
    await panel.participants.step(panel.chair, "Adjourn the sitting")
    await expect(panel.chair.see("#next button")).to_have_text("All sittings are adjourned.")
    await expect(panel.hall.see("#floor")).to_contain_text("The sitting is adjourned.")
    await expect(panel.podium.see("#floor .nobody")).to_have_text("The sitting is adjourned.")
    await expect(panel.desk.see("#programme")).to_contain_text("Nothing to come")
    await expect(panel.fr.see("#mine")).to_contain_text("The sitting ended before you were reached.")
    for phone in (panel.ke, panel.br):
        await expect(phone.see("#mine")).to_contain_text("You have spoken.")
    meeting = await panel.participants.meeting()
    states = [(i.seat, i.state) for i in meeting.lists["meeting-1-list"].past]
    assert states == [(seat, "heard") for seat in ("FR", "KE", "BR", "NO", "EU")] + [("FR", "not_reached")]
