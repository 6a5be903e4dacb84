"""What a meeting that has ended still holds, and erasing it while the server runs and other meetings go on."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from httpx2 import AsyncClient
from sqlalchemy import Connection, select
from websockets.asyncio.client import connect

from nameplate.access.join_requests import new_request
from nameplate.access.passes import hash_of, new_code
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.sittings import AdjournSitting
from nameplate.meeting.rehearsal import BeginRehearsal
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.store import concept_note_table, erasure, event_log, join_request_table, organiser_table
from nameplate.store.erasure import DAY_MS, ended_at
from nameplate.store.tables import metadata
from tests.cast import DESK
from tests.pages.test_statements import attached, inscribed
from tests.panel import begun, panel
from tests.serving import Host, Hosted, close_code, serving
from tests.statement_files import pdf

KEPT = {"commands", "events"}
"""The tables that may have rows of an erased meeting. `commands` has the keys by which a command is given once."""
NAMES = ("Hypatia", "Lovelace", "Slowly", "Rücker", "Khor", "Somavía")


async def ended(host: Host) -> Hosted:
    """A meeting with names and free text, which has ended."""
    meeting = await (await host.meeting()).open_floor()
    room = await meeting.room()
    await room.handle(AddInscription(guest="Ada Lovelace"), DESK)
    await meeting.chair(GiveFloorToNext(), SendNotice("speaker", "Slowly"), EndSpeech())
    await meeting.chair(AdjournSitting(ending=True))
    return meeting


async def organiser_of(host: Host, client: AsyncClient) -> None:
    """Sign an organiser in at a server that the test has started itself."""
    secret = secrets.token_urlsafe(24)
    await host.database.run(partial(organiser_table.add_link, link=hash_of(secret), at=1))
    await client.get(f"/organiser/in/{secret}")


def on_disk(folder: Path) -> bytes:
    """All files of the database."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


def tables_of(connection: Connection, code: str) -> set[str]:
    """The tables with rows of a meeting."""
    of_meetings = [table for table in metadata.sorted_tables if "meeting" in table.c]
    rows = {table.name: select(table.c.meeting).where(table.c.meeting == code).limit(1) for table in of_meetings}
    return {name for name, chosen in rows.items() if connection.execute(chosen).first()}


def names_on_disk(folder: Path) -> list[str]:
    stored = on_disk(folder)
    return [name for name in NAMES if name.encode() in stored]


async def test_names_and_texts_are_gone_from_memory_and_from_all_files_of_a_running_server(tmp_path: Path) -> None:
    async with (
        serving(f"sqlite:///{tmp_path}/nameplate.db") as host,
        AsyncClient(base_url=host.url, headers={"Origin": host.url}) as client,
    ):
        await organiser_of(host, client)
        meeting = await ended(host)
        note = partial(concept_note_table.add, meeting=meeting.code, text="Keynote: Ms. Hypatia")
        await host.database.run(note)
        assert names_on_disk(tmp_path) == [*NAMES]
        _, asked = new_request(meeting.code, "FR", "", at=1)
        await host.database.run(partial(join_request_table.add, request=asked, codes=["7K3Q"]))
        before = (await meeting.room()).meeting
        assert f'/organiser/m/{meeting.code}#retention"' not in (await client.get("/organiser")).text  # ended just now
        page = await client.get(f"/organiser/m/{meeting.code}")
        assert "<li>the concept note</li>" in page.text
        assert "The server still has of it:" in page.text and f"of “{before.title}”" in page.text

        answer = await client.post(f"/organiser/m/{meeting.code}/erase", data={"confirmed": meeting.code})
        assert answer.headers["Location"] == f"/organiser/m/{meeting.code}?erased=done"
        assert names_on_disk(tmp_path) == []
        assert await host.database.run(partial(tables_of, code=meeting.code)) <= KEPT
        after = (await meeting.room()).meeting
        assert not any(name in str([*after.entries()]) for name in NAMES)
        assert after.speeches == before.speeches and after.lists == before.lists
        assert (await meeting.get("chair", "chair")).status_code == 401
        page = await client.get(f"/organiser/m/{meeting.code}?erased=done")
        assert "were erased" in page.text and "Erase them" not in page.text
        record = (await client.get(f"/organiser/m/{meeting.code}/record.html")).text
        assert not any(name in record for name in NAMES)


async def test_a_program_that_reads_the_database_is_told_of_and_a_second_press_removes_the_traces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "PURGE_PAUSE_SECONDS", 0)
    file = tmp_path / "nameplate.db"
    async with (
        serving(f"sqlite:///{file}") as host,
        AsyncClient(base_url=host.url, headers={"Origin": host.url}) as client,
    ):
        await organiser_of(host, client)
        meeting = await ended(host)
        address = f"/organiser/m/{meeting.code}/erase"
        with closing(sqlite3.connect(file)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM events").fetchall()
            answer = await client.post(address, data={"confirmed": meeting.code})
            assert answer.headers["Location"].endswith("?erased=again")
            assert "Remove the traces now" in (await client.get(answer.headers["Location"])).text
            assert names_on_disk(tmp_path)
        answer = await client.post(address, data={"confirmed": meeting.code})
        assert answer.headers["Location"].endswith("?erased=done")
        assert names_on_disk(tmp_path) == []


async def test_screens_are_closed_and_other_meetings_go_on(host: Host, organiser: AsyncClient) -> None:
    meeting, other = await ended(host), await host.meeting()
    (own,) = await inscribed(await other.open_floor(), "FR")
    await attached(other, "delegate:FR", pdf(), inscription=own)
    address = f"{meeting.url}/live?audience=hall".replace("http", "ws", 1)
    kept = (await other.room()).meeting
    async with connect(address, additional_headers=meeting.bearer("hall")) as screen:
        await organiser.post(f"/organiser/m/{meeting.code}/erase", data={"confirmed": meeting.code})
        assert await close_code(screen) is not None
    assert (await other.room()).meeting is kept
    assert (await other.get("chair", "chair")).status_code == 200
    assert (await organiser.get(f"/organiser/m/{other.code}/statements.zip")).status_code == 200
    for each in (meeting, other):
        await each.remove()


async def test_requests_of_the_same_moment_never_see_the_names_again(host: Host, organiser: AsyncClient) -> None:
    meeting = await ended(host)
    record = f"/organiser/m/{meeting.code}/record.json"
    erasing = asyncio.create_task(
        organiser.post(f"/organiser/m/{meeting.code}/erase", data={"confirmed": meeting.code})
    )
    while not erasing.done():
        await organiser.get(record)
    assert "Lovelace" not in (await organiser.get(record)).text
    assert "Lovelace" not in str([*(await meeting.room()).meeting.entries()])
    await meeting.remove()


async def test_nothing_is_erased_before_the_end_or_without_the_tick(host: Host, organiser: AsyncClient) -> None:
    running, over = await (await host.meeting()).open_floor(), await ended(host)
    assert "When the meeting has ended" in (await organiser.get(f"/organiser/m/{running.code}")).text
    refused = await organiser.post(f"/organiser/m/{running.code}/erase", data={"confirmed": running.code})
    assert (refused.status_code, "has not ended" in refused.text) == (409, True)
    for confirmed in ("", running.code):
        answer = await organiser.post(f"/organiser/m/{over.code}/erase", data={"confirmed": confirmed})
        assert answer.status_code == 422
    for each, name in ((running, "Rücker"), (over, "Lovelace")):
        assert name in str([*(await each.room()).meeting.entries()])
        assert (await each.get("chair", "chair")).status_code == 200
        await each.remove()


async def test_a_meeting_that_was_not_held_has_ended_a_day_after_its_booking(host: Host) -> None:
    created = panel("UNHELD22")
    meeting = begun(created)
    end = max(meeting.at, *(sitting.end for sitting in meeting.sittings), 0)
    assert ended_at(meeting, end + DAY_MS) is None
    assert ended_at(meeting, end + DAY_MS + 1) == end
    rehearsed = await host.meeting()
    await rehearsed.chair(BeginRehearsal())
    in_rehearsal = (await rehearsed.room()).meeting
    assert ended_at(in_rehearsal, in_rehearsal.at + 10 * DAY_MS) is None
    await rehearsed.remove()


async def test_the_list_says_which_ended_meetings_still_have_names(host: Host, organiser: AsyncClient) -> None:
    created = panel(new_code())
    kept, erased = await host.meeting(created, at=1), await host.meeting(replace(created, code=new_code()), at=1)
    await host.database.run(partial(event_log.erase, code=erased.code))
    rows = (await organiser.get("/organiser")).text.split("<tr>")
    (of_kept,) = [row for row in rows if kept.code in row]
    (of_erased,) = [row for row in rows if erased.code in row]
    assert "Ended on 3 March 2015, still has names of persons" in of_kept and "#retention" in of_kept
    assert "names of persons erased" in of_erased and "#retention" not in of_erased
    for each in (kept, erased):
        await each.remove()
