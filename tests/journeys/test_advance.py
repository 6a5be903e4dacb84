"""A delegation inscribes the day before, the desk confirms it, and it is on the list when the sitting begins."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.advance_inscriptions import InscribeInAdvance
from nameplate.meeting.speakers_list.list_opening import OpenList
from tests.advance import with_window
from tests.cast import BR, KE
from tests.panel import SITTING, SLOT_1

from .conftest import Invite
from .person import LAPTOP, PHONE, REFUSED
from .test_accessibility import has_no_barrier

pytestmark = pytest.mark.journey


async def test_a_delegation_inscribes_in_advance_and_the_desk_confirms(invite: Invite) -> None:
    participants = await invite()
    now = (await participants.hosted.room()).now_ms()
    participants = await invite(with_window(now))
    desk = await participants.person("desk", **LAPTOP)
    fr = await participants.person("delegate:FR", **PHONE)
    await fr.button("Inscribe in advance").tap()
    await fr.page.get_by_label("Language of the speech").select_option("French")
    await fr.page.get_by_label("Title of the dignitary").fill("Minister of Foreign Affairs")
    await has_no_barrier(fr, "an inscription in advance")
    fr.expects(REFUSED)
    await fr.button("Inscribe").tap()
    await expect(fr.see(".fault")).to_be_visible()  # a title without a name
    await expect(fr.page.get_by_label("Title of the dignitary")).to_have_value("Minister of Foreign Affairs")
    await fr.page.get_by_label("Name of the dignitary").fill("H.E. Ms. Martin")
    await fr.button("Inscribe").tap()
    await expect(fr.see("main")).to_contain_text("Not confirmed yet")

    waiting = desk.see("#speakers-list .late", "In advance, not confirmed: 1")
    await expect(waiting.locator("li")).to_contain_text("H.E. Ms. Martin, Minister of Foreign Affairs · French")
    await has_no_barrier(desk, "an inscription that is not confirmed")
    await waiting.get_by_role("button", name="Confirm", exact=True).click()
    await expect(desk.waiting).to_have_text(["France"])
    for by in (KE, BR):
        await participants.press(by, InscribeInAdvance())
    await desk.button("Confirm all").click()
    await expect(desk.waiting).to_have_text(["France", "Kenya", "Brazil"])

    await participants.hosted.chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList())
    await fr.page.get_by_role("link", name="Back to the meeting").tap()
    await fr.is_live()
    await expect(fr.see("#mine .big")).to_have_text("You are next")
