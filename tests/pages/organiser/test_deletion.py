"""A meeting that never began is deleted in the browser, and the list of meetings says their state."""

from __future__ import annotations

import re

from httpx2 import AsyncClient

from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.rehearsal import BeginRehearsal, EndRehearsal
from nameplate.store import event_log
from tests.cast import CHAIR
from tests.serving import Host

from .test_new_meeting import EXAMPLE, create, draft


async def made(organiser: AsyncClient) -> tuple[str, str]:
    """A new meeting: the address of its page, and its code."""
    answer = await create(organiser, await draft(organiser, **{"from": "example", "example": EXAMPLE}))
    return answer.headers["Location"], answer.headers["Location"].rpartition("/")[2]


def state_of(page: str, code: str) -> str:
    row = next(each for each in page.split("<tr>") if f"/m/{code}" in each)
    return str(re.findall('data-state="([^"]*)"', row)[0])


async def test_a_meeting_that_never_began_is_deleted_after_a_question(organiser: AsyncClient, host: Host) -> None:
    address, code = await made(organiser)
    room = await host.context.room(code)
    await room.handle(BeginRehearsal(), CHAIR)
    assert (await organiser.post(f"{address}/delete", data={"confirmed": code})).status_code == 409
    await room.handle(OpenSitting(room.meeting.sittings[0].id), CHAIR)
    await room.handle(EndRehearsal(), CHAIR)
    assert "Delete this meeting…" in (await organiser.get(address)).text
    asked = await organiser.post(f"{address}/delete")
    assert asked.status_code == 200 and f"Delete “{room.meeting.title}”?" in asked.text
    assert (await organiser.get(address)).status_code == 200
    gone = await organiser.post(f"{address}/delete", data={"confirmed": code})
    assert gone.status_code == 303, gone.text
    assert (await organiser.get(address)).status_code == 404
    listed = (await organiser.get(gone.headers["Location"])).text
    assert "The meeting was deleted." in listed and code not in listed
    assert await host.database.run(lambda connection: event_log.remove(connection, code)) == 0


async def test_a_meeting_that_has_begun_is_kept(organiser: AsyncClient, host: Host) -> None:
    address, code = await made(organiser)
    room = await host.context.room(code)
    await room.handle(OpenSitting(room.meeting.sittings[0].id), CHAIR)
    assert "Delete this meeting" not in (await organiser.get(address)).text
    refused = await organiser.post(f"{address}/delete", data={"confirmed": code})
    assert refused.status_code == 409 and (await organiser.get(address)).status_code == 200


async def test_the_list_says_whether_a_meeting_is_planned_or_under_way(organiser: AsyncClient, host: Host) -> None:
    _, code = await made(organiser)
    room = await host.context.room(code)
    for command, state in (
        (BeginRehearsal(), "rehearsal"),
        (EndRehearsal(), "planned"),
        (OpenSitting(room.meeting.sittings[0].id), "under_way"),
    ):
        await room.handle(command, CHAIR)
        assert state_of((await organiser.get("/organiser")).text, code) == state
