"""The seminar of 15 February 2013: a morning and an afternoon with the same links and pages."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.access.passes import new_code
from nameplate.paths import EXAMPLES
from nameplate.planning.programme_file import read_programme
from tests.panel import DELEGATIONS

from .conftest import Invite
from .participants import Participants, open_item
from .person import Person

pytestmark = pytest.mark.journey

CHAIR = "Bertrand Ramcharan"
MORNING = [f"Expert {number} (to be named)" for number in (1, 2, 3, 4)]
AFTERNOON = [f"Expert {number} (to be named)" for number in (5, 6, 7, 8)]
HENCZEL = "H.E. Mr. Remigiusz A. Henczel, President of the Human Rights Council"


async def test_the_seminar_of_2013_runs_morning_and_afternoon_with_one_set_of_links(
    invite: Invite,
) -> None:
    programme = read_programme(EXAMPLES / "seminar-2013.yaml", new_code(), DELEGATIONS)
    participants = await invite(programme.created)
    chair, hall, fr, ke = await participants.persons("chair", "hall", "delegate:FR", "delegate:KE")

    await expect(hall.see("#floor")).to_contain_text("The sitting opens at 10:00.")
    await participants.step(chair, "Open the sitting")
    await speak(participants, chair, hall, CHAIR, "Deputy High Commissioner for Human Rights", HENCZEL)
    await speak(participants, chair, hall, *MORNING)
    await participants.step(chair, "Go on to: Interactive dialogue")
    await participants.step(chair, "Open the list of speakers")
    await fr.button("Request the floor").tap()
    await expect(fr.see("#mine .big")).to_have_text("You are next")
    await ke.button("Request the floor").tap()
    await expect(ke.see("#mine .big")).to_have_text("2nd")
    await speak(participants, chair, hall, "France")
    await open_item(chair, "am-9")
    await speak(participants, chair, hall, *MORNING, CHAIR)
    await participants.step(chair, "Adjourn the sitting")

    await expect(ke.see("#mine")).to_contain_text("The sitting ended before you were reached.")
    await expect(hall.see("#floor")).to_contain_text("The sitting opens at 15:00.")
    await expect(chair.see("#step-pm-2")).to_be_visible()
    late = await participants.person("delegate:KE")  # the same link again, on another phone

    await participants.step(chair, "Open the sitting")
    await speak(participants, chair, hall, CHAIR, *AFTERNOON)
    await participants.step(chair, "Go on to: Interactive dialogue")
    await participants.step(chair, "Open the list of speakers")
    await expect(chair.waiting).to_have_count(0)
    await late.button("Request the floor").tap()
    for phone in (ke, late):
        await expect(phone.see("#mine .big")).to_have_text("You are next")
    await speak(participants, chair, hall, "Kenya")
    await participants.step(chair, "End the speech")
    await participants.step(chair, "Go on to: Comments and replies by the panellists")
    await speak(participants, chair, hall, *AFTERNOON, CHAIR)
    await expect(hall.see("#status h1")).to_have_text("Wrap-up")
    await speak(participants, chair, hall, CHAIR)
    await expect(hall.see("#status h1")).to_have_text("Closing")
    await participants.step(chair, "Adjourn the sitting")

    await expect(chair.see("#next button")).to_have_text("All sittings are adjourned.")
    await expect(hall.see("#floor")).to_contain_text("The sitting is adjourned.")
    await expect(fr.see("#mine")).to_contain_text("You have spoken.")


async def speak(participants: Participants, chair: Person, hall: Person, *names: str) -> None:
    """Give the floor to these speakers with the key N, for some minutes each."""
    for name in names:
        await participants.step(chair, f"Give the floor to {name}")
        for person in (hall, chair):
            await expect(person.holder).to_have_text(name)
        await participants.later(minutes=3)
