"""The server is killed during a speech and started again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from nameplate.paths import EXAMPLES

from .nameplate_process import free_port, nameplate, output
from .person import UNREACHABLE, Person, Visitors

pytestmark = pytest.mark.journey


async def test_every_screen_reconnects_after_the_server_was_killed_during_a_speech(
    visitors: Visitors, tmp_path: Path
) -> None:
    database, port = f"sqlite:///{tmp_path / 'nameplate.db'}", str(free_port())
    serve = ("serve", "--port", port, "--database", database)
    code, links = await create(tmp_path, database, f"http://127.0.0.1:{port}")

    async with nameplate(*serve) as server:
        await server.says(f"join: http://127.0.0.1:{port}/in/{code}")
        chair, _, hall, _, fr, ke = [await visitors.visit(name, links[name]) for name in links]
        await speech_with_two_waiting(chair, hall, fr, ke)
        before = await state(chair)
        for person in visitors.people:
            person.expects(UNREACHABLE)
        await server.kill()
        for person in visitors.people:
            await person.is_stale()

    async with nameplate(*serve) as server:
        await server.says(f"join: http://127.0.0.1:{port}/in/{code}")
        for person in visitors.people:
            await person.is_live()
            await expect(person.holder).to_have_text("Ms. Flavia Pansieri")
        after = await state(chair)
        assert after["floor"] == before["floor"]
        assert after["lists"] == before["lists"]
        assert after["version"] == before["version"]
        for person in visitors.people:
            await expect(person.digits).to_have_text(re.compile(r"^4:[0-5]\d$"))
        await expect(chair.see("#floor .recovered")).to_be_visible()
        await expect(fr.see("#mine .big")).to_have_text("1st")
        await expect(ke.see("#mine .big")).to_have_text("2nd")

        await chair.press_shortcut("n")
        for person in visitors.people:
            await expect(person.holder).to_have_text("H.E. Mr. Abbas Bagherpour Ardekani")
        await expect(chair.see("#floor .recovered")).to_be_hidden()


async def create(folder: Path, database: str, url: str) -> tuple[str, dict[str, str]]:
    """Create the panel of 2015 with two delegations. Returns its code and its links."""
    seats = folder / "seats.csv"
    seats.write_text("code,category,name\nFR,member_state,\nKE,member_state,\n", encoding="utf-8")
    programme = str(EXAMPLES / "hrc28-panel-2015.yaml")
    more = ("--seats", str(seats), "--database", database, "--public-url", url, "--json")
    made = json.loads(await output("meeting", "create", programme, *more))
    main = {name: made["links"][name] for name in ("chair", "desk", "hall", "podium")}
    return made["code"], main | {f"delegate:{seat}": link for seat, link in made["seats"].items()}


async def speech_with_two_waiting(chair: Person, hall: Person, fr: Person, ke: Person) -> None:
    """Give the floor to the second speaker, after two delegations have requested it."""
    await chair.press_shortcut("n")
    await chair.press_shortcut("l")
    for phone, place in ((fr, "1st"), (ke, "2nd")):
        await phone.button("Request the floor").tap()
        await expect(phone.see("#mine .big")).to_have_text(place)
    for name in ("H.E. Mr. Joachim Rücker", "Ms. Flavia Pansieri"):
        await expect(chair.see("#next button")).to_contain_text(name)
        await chair.page.clock.fast_forward(1000)
        await chair.press_shortcut("n")
        await expect(hall.holder).to_have_text(name)


async def state(chair: Person) -> dict[str, Any]:
    """The JSON picture of the chair."""
    answer = await chair.page.request.get(chair.page.url.partition("/chair")[0] + "/state")
    picture: dict[str, Any] = await answer.json()
    return picture
