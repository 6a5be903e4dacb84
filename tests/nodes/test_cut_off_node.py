"""A node that does not reach the database, and a database that has lost events."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec
import pytest
from sqlalchemy.engine import URL, make_url
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from nameplate.nodes import connection, polling, served_lock
from nameplate.store import event_log
from nameplate.store.database import Database
from nameplate.store.database_file import Served
from tests.postgres import PostgresServer
from tests.serving import PATIENCE_SECONDS, Hosted, heard, serving, until
from tests.unreliable_network import Link, proxy_to


async def next_message(screen: ClientConnection) -> dict[str, Any]:
    """The next message to a screen, also a heartbeat."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        message: dict[str, Any] = msgspec.json.decode(await screen.recv())
        return message


async def current_state(meeting: Hosted) -> Any:
    """The JSON picture, once it does not say any more that it may be out of date."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while "outdated" in (state := (await meeting.get("hall", "state")).json()):  # noqa: ASYNC110 - it is not announced
            await asyncio.sleep(0.05)
        return state


async def test_screens_say_that_they_are_out_of_date_until_the_node_has_read_what_it_missed(
    postgres: PostgresServer, database_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "ANSWER_SECONDS", 0.3)
    monkeypatch.setattr(polling, "POLL_SECONDS", 0.1)
    monkeypatch.setattr(polling, "CUT_OFF_SECONDS", 0.5)
    async with proxy_to("127.0.0.1", postgres.port) as network:
        far = postgres.url(database_name, int(network.url.rpartition(":")[2]))
        async with serving(postgres.url(database_name)) as near, serving(far) as node:
            there = await (await near.meeting()).open_floor()
            here = replace(there, host=node)
            async with here.live("hall", "hall") as hall:
                await heard(hall)
                network.swallow()
                while "outdated" not in await next_message(hall):
                    pass
                assert (await there.post("delegate:FR", "request-floor")).status_code == 204
                refused = await here.post("delegate:KE", "request-floor")
                assert (refused.status_code, refused.json()["code"]) == (503, "not_stored")
                ready = await node.client.get(f"{node.url}/readyz")
                assert (ready.status_code, ready.json()["status"]) == (503, "not ready")
                assert (await here.get("hall", "state")).json()["outdated"] is True
                async with here.live("hall", "state") as program:
                    assert (await next_message(program))["outdated"] is True
                assert "outdated" not in (await there.get("hall", "state")).json()
                assert "\nnameplate_cut_off 1.0\n" in (await node.client.get(f"{node.url}/metrics")).text
                network.mend()
                messages = [await next_message(hall)]
                while "outdated" in messages[-1]:
                    messages.append(await next_message(hall))
                assert "France" in str(messages), "it had read what it missed before it said that it was current"
                assert (await current_state(here))["lists"][0]["inscriptions"][0]["seat"] == "FR"
                assert (await here.post("delegate:KE", "request-floor")).status_code == 204


async def test_a_meeting_whose_events_were_lost_is_refused_and_not_taken_back(
    postgres: PostgresServer, database_name: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(postgres.url(database_name)) as node:
        meeting = await (await node.meeting()).open_floor()
        async with meeting.live("hall", "hall") as hall:
            await heard(hall)
            postgres.execute("DELETE FROM events WHERE version = 4", database_name)
            postgres.execute("UPDATE meetings SET head = 3", database_name)
            while "outdated" not in await next_message(hall):
                pass
            assert (await meeting.post("delegate:FR", "request-floor")).status_code == 503
        assert (await meeting.room()).meeting.version == 4
    assert "events_lost" in {getattr(record, "event", "") for record in caplog.records}


def through(network: Link, url: URL) -> str:
    """The address of a database behind a network."""
    return url.set(port=int(network.url.rpartition(":")[2])).render_as_string(hide_password=False)


def may_erase(url: URL) -> bool:
    """Whether no node holds the lock of those that serve a database."""
    try:
        with served_lock.exclusive(url):
            return True
    except Served:
        return False


async def test_a_node_that_was_cut_off_while_a_meeting_was_erased_forgets_the_names_too(
    postgres: PostgresServer, database_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "ANSWER_SECONDS", 0.3)
    monkeypatch.setattr(polling, "POLL_SECONDS", 0.1)
    monkeypatch.setattr(polling, "CUT_OFF_SECONDS", 0.5)
    url = make_url(postgres.url(database_name))
    async with proxy_to("127.0.0.1", postgres.port) as network, serving(through(network, url)) as node:
        meeting = await (await node.meeting()).open_floor()
        found = node.context.node
        assert found
        await until(lambda: found.hears_hints)
        assert "Ms. Flavia Pansieri" in (await meeting.get("chair", "chair")).text
        async with meeting.live("hall", "hall") as hall:
            await heard(hall)
            network.cut()
            await until(lambda: found.is_cut_off)
            await until(lambda: may_erase(url))
            database = Database(url.render_as_string(hide_password=False))
            assert await database.run(partial(event_log.erase, code=meeting.code))
            await asyncio.to_thread(database.close)
            network.mend()
            with pytest.raises(ConnectionClosed) as closed:
                while True:
                    await next_message(hall)
        assert closed.value.rcvd and closed.value.rcvd.code == 1012
        assert "Ms. Flavia Pansieri" not in (await meeting.get("chair", "chair")).text
        assert (await meeting.room()).meeting.seats["speaker-p-2"].name == ""
