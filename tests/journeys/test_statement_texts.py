"""A delegation attaches its text on its phone; booth and desk have it at once, the public after the speech."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from playwright.async_api import FilePayload, Locator, expect

from nameplate.access.passes import new_code
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import CHAIR, FR, KE
from tests.panel import panel
from tests.statement_files import pdf

from .conftest import Invite
from .person import Person
from .test_accessibility import has_no_barrier

pytestmark = pytest.mark.journey

WRONG: FilePayload = {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"MZ"}
UNREADABLE = r"status of 422"


async def saved(person: Person, link: Locator) -> tuple[str, bytes]:
    """Press a link that saves a file. Returns the name and the content of the file."""
    async with person.page.expect_download() as coming:
        await link.click()
    download = await coming.value
    return download.suggested_filename, await asyncio.to_thread((await download.path()).read_bytes)


async def test_a_text_goes_from_the_phone_to_the_booth_and_to_the_public_after_the_speech(invite: Invite) -> None:
    created = panel(new_code())
    participants = await invite(replace(created, rules=replace(created.rules, statements="published")))
    await participants.floor_open(FR, KE)
    phone, booth, desk, public = await participants.persons("delegate:FR", "booth", "desk", "join")
    phone.expects(UNREADABLE)

    await phone.see("#mine a").tap()
    await phone.see("input[type=file]").set_input_files(
        {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"MZ"}
    )
    await phone.button("Attach the text").tap()
    await expect(phone.see("form .problem")).to_contain_text("neither a PDF nor a Word document")
    file: FilePayload = {"name": "Déclaration.pdf", "mimeType": "application/pdf", "buffer": pdf(size=2_000_000)}
    await phone.see("input[type=file]").set_input_files(file)
    await phone.button("Attach the text").tap()
    await expect(phone.see(".done")).to_contain_text("The text is attached")
    await has_no_barrier(phone, "attached")
    await phone.page.get_by_role("link", name="Back to the meeting").tap()
    await expect(phone.see("#mine a")).to_have_text("Your text is attached")

    link = booth.page.get_by_role("link", name="Text: check against delivery")
    assert await saved(booth, link) == ("France - Déclaration.pdf", pdf(size=2_000_000))
    await booth.is_live()
    name, _ = await saved(desk, desk.see("#speakers-list a.statement"))
    assert name == "France - Déclaration.pdf"

    await public.page.get_by_role("link", name="Texts of the statements").tap()
    await expect(public.see("main")).to_contain_text("There are no texts to read yet.")
    await participants.press(CHAIR, GiveFloorToNext())
    await public.page.reload()
    await expect(public.see("main")).to_contain_text("There are no texts to read yet.")
    await participants.press(CHAIR, EndSpeech())
    await public.page.reload()
    assert await saved(public, public.see("main a[download]")) == ("France - Déclaration.pdf", pdf(size=2_000_000))
    await has_no_barrier(public, "texts")

    record = await participants.hosted.get("desk", "record.html")
    assert "check against delivery" in record.text and "Déclaration.pdf" in record.text
