"""Hints between nodes, and a pooler in between that swallows them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from sqlalchemy.engine import make_url

from nameplate.nodes import hints
from nameplate.nodes.hints import HintListener, HintSender
from tests.postgres import PostgresServer
from tests.serving import until

NOTIFICATION = b"A"
"""The type of a message of PostgreSQL's protocol: what another session has sent with NOTIFY."""


@asynccontextmanager
async def pooler(port: int) -> AsyncIterator[int]:
    """A proxy that forwards everything but notifications, as a pooler in transaction mode does. Returns its port."""

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                writer.write(data)
                await writer.drain()
        writer.close()

    async def forward_messages(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            writer.write(await reader.readexactly(1))  # no TLS
            while True:
                head = await reader.readexactly(5)
                body = await reader.readexactly(int.from_bytes(head[1:]) - 4)
                if head[:1] != NOTIFICATION:
                    writer.write(head + body)
        writer.close()

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(forward(reader, server_writer), forward_messages(server_reader, writer))

    listening = await asyncio.start_server(carry, "127.0.0.1", 0)
    async with listening:
        yield listening.sockets[0].getsockname()[1]


async def test_a_pooler_that_swallows_hints_is_named_at_the_start(
    postgres: PostgresServer, database_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hints, "SELF_TEST_SECONDS", 0.3)
    await asyncio.to_thread(hints.self_test, make_url(postgres.url(database_name)))
    async with pooler(postgres.port) as port:
        with pytest.raises(hints.NoHints, match="PgBouncer in transaction mode"):
            await asyncio.to_thread(hints.self_test, make_url(postgres.url(database_name, port)))


async def test_several_changes_of_a_meeting_share_a_hint_and_the_newest_arrives(database_url: str) -> None:
    heard: list[tuple[str, int]] = []
    sender = HintSender(make_url(database_url))
    listener = HintListener(make_url(database_url), lambda code, version: heard.append((code, version)), lambda: None)
    tasks = [asyncio.create_task(run()) for run in (sender.run, listener.run)]
    await until(lambda: listener.is_connected)
    for version in range(1, 101):
        sender.send("A", version)
        sender.send("B", version)
        if version % 10 == 0:
            await asyncio.sleep(0.001)
    await until(lambda: {("A", 100), ("B", 100)} <= set(heard))
    assert len(heard) < 100
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_listener_whose_connection_was_ended_listens_again(
    postgres: PostgresServer, database_name: str, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[tuple[str, int]] = []
    listener = HintListener(make_url(database_url), lambda code, version: heard.append((code, version)), lambda: None)
    task = asyncio.create_task(listener.run())
    await until(lambda: listener.is_connected)
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'nameplate node%'"
    postgres.execute(end)
    await until(lambda: not listener.is_connected)
    await until(lambda: listener.is_connected)
    sender = HintSender(make_url(database_url))
    sending = asyncio.create_task(sender.run())
    postgres.execute("NOTIFY nameplate, 'no hint'", database_name)
    sender.send("A", 1)
    await until(lambda: heard == [("A", 1)])
    assert "hints_lost" in {getattr(record, "event", "") for record in caplog.records}
    for each in (task, sending):
        each.cancel()
    await asyncio.gather(task, sending, return_exceptions=True)


async def test_a_hint_on_a_connection_that_had_ended_is_sent_again_without_a_word(
    postgres: PostgresServer, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[tuple[str, int]] = []
    sender = HintSender(make_url(database_url))
    listener = HintListener(make_url(database_url), lambda code, version: heard.append((code, version)), lambda: None)
    tasks = [asyncio.create_task(run()) for run in (sender.run, listener.run)]
    await until(lambda: listener.is_connected)
    sender.send("A", 1)
    await until(lambda: heard == [("A", 1)])
    postgres.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'nameplate hint sender%'"
    )
    sender.send("A", 2)
    await until(lambda: heard[-1] == ("A", 2))
    assert not [each for each in caplog.records if getattr(each, "event", "") in ("hints_not_sent", "hints_sent")]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
