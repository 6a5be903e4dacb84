"""The log: its lines can be read by people and by programs, and no client can flood it."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
from contextlib import suppress

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from nameplate.serving.log_lines import ALIKE_SECONDS, MOST_ALIKE, FloodFilter, JsonLine, LogFormat, TextLine
from tests.faults.conftest import Serve
from tests.journeys.nameplate_process import Program, free_port, nameplate
from tests.serving import Hosted, heard

BAD_FRAMES = (
    Frame(Opcode.TEXT, b"\xff\xfe"),
    Frame(Opcode.TEXT, b"\xed\xa0\x80"),
    Frame(Opcode.BINARY, b"\x00" * 100),
    Frame(Opcode.TEXT, b"[" * 16_000),
    Frame(Opcode.TEXT, b"x" * 70_000),
    Frame(Opcode.CONT, b"nothing before it"),
    Frame(Opcode.TEXT, b"half", fin=False),
    Frame(Opcode.CLOSE, b"\x00"),
)
TEXT_LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (INFO|WARNING|ERROR|CRITICAL) [a-z_]+ .+")


async def send_bad_frame(meeting: Hosted, frame: Frame) -> None:
    """Join as the hall, send a frame and its like again, and wait until the server closes the socket."""
    async with meeting.live("hall", "state") as socket:
        await heard(socket)
        await send(socket, frame)
        with suppress(ConnectionClosed):
            await send(socket, frame)
            async with asyncio.timeout(20):
                while True:
                    await socket.recv()


async def send(socket: ClientConnection, frame: Frame) -> None:
    """Send a frame as it is."""
    data = frame.serialize(mask=True, extensions=[])
    socket.transport.write(data)
    await asyncio.sleep(0)


@pytest.mark.parametrize("frame", BAD_FRAMES, ids=lambda frame: f"{frame.opcode.name} {bytes(frame.data[:4])!r}")
async def test_bad_frames_are_a_few_lines_without_a_traceback(meeting: Hosted, serve: Serve, frame: Frame) -> None:
    async with serve() as program:
        for _ in range(20):
            await send_bad_frame(meeting, frame)
        assert (await meeting.post("delegate:FR", "request-floor")).status_code == 204
        figures = (await meeting.host.client.get(meeting.host.url + "/metrics")).text
        await program.kill()
    lines = program.complaints.splitlines()
    assert len(lines) <= MOST_ALIKE
    assert all(TEXT_LINE.fullmatch(line) for line in lines), lines
    counted = re.search(r"^nameplate_bad_messages_total (\d+)", figures, re.MULTILINE)
    assert counted and int(counted[1]) == 20


async def test_bad_requests_are_a_few_lines(meeting: Hosted, serve: Serve) -> None:
    async with serve() as program:
        port = int(meeting.host.url.rpartition(":")[2])
        for _ in range(50):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"\x16\x03\x01 this is TLS\r\n\r\n")
            assert b"400" in await reader.read()
            writer.close()
        await program.kill()
    assert len(program.complaints.splitlines()) <= MOST_ALIKE


async def test_a_bad_request_behind_two_that_wait_leaves_no_traceback(meeting: Hosted, serve: Serve) -> None:
    async with serve() as program:
        port = int(meeting.host.url.rpartition(":")[2])
        lines = (f"GET /m/{meeting.code}/record.html HTTP/1.1", "Host: x", f"Authorization: {bearer(meeting)}", "", "")
        for _ in range(5):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write("\r\n".join(lines).encode() * 2 + b"\x00 no request\r\n\r\n")
            assert await reader.read() == b""  # no answer to the bad one in the middle of another answer
            writer.close()
        assert (await meeting.get("chair", "record.html")).status_code == 200
        await program.kill()
    assert len(program.complaints.splitlines()) <= MOST_ALIKE


def bearer(meeting: Hosted) -> str:
    """The value of the header that carries the chair's pass."""
    return meeting.bearer("chair")["Authorization"]


async def test_the_log_can_be_json(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("data") / "nameplate.db"
    port = free_port()
    address = ("--port", str(port), "--database", f"sqlite:///{file}")
    async with nameplate("serve", *address, "--log-format", "json") as program:
        await program.says("There is no meeting yet.")
        os.unlink(file)
        await ready(program, port)
        await program.kill()
    (line,) = program.complaints.splitlines()
    values = json.loads(line)
    assert (values["level"], values["event"]) == ("CRITICAL", "database_file_lost")
    assert values["time"].endswith("Z")


async def ready(program: Program, port: int) -> None:
    """Ask whether the server is ready."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert b" 503 " in await reader.read()
    writer.close()


def record(template: str, *values: object, line: int = 1) -> logging.LogRecord:
    """A record of the log, written by a line of code."""
    return logging.LogRecord("nameplate.rooms.commits", logging.WARNING, "file", line, template, values, None)


def test_a_flood_is_counted_and_the_next_line_tells_the_count() -> None:
    now = 0.0
    flood = FloodFilter(lambda: now)
    written = [flood.filter(record("Not stored: %s", n)) for n in range(100)]
    assert written == [True] * MOST_ALIKE + [False] * (100 - MOST_ALIKE)
    assert not flood.filter(record("Not stored, and with the text of a client in its template"))
    assert flood.filter(record("Another event", line=2))
    now = ALIKE_SECONDS
    last = record("Not stored: %s", "disk full")
    assert flood.filter(last)
    assert (
        TextLine()
        .format(last)
        .endswith(f"commits Not stored: disk full ({101 - MOST_ALIKE} more like this were not written)")
    )


@pytest.mark.parametrize("form", LogFormat)
def test_the_text_of_a_client_stays_on_its_line(form: LogFormat) -> None:
    line = {LogFormat.TEXT: TextLine(), LogFormat.JSON: JsonLine()}[form].format(record("%s", "a\nb\r\n\u2028c"))
    assert len(line.splitlines()) == 1


async def test_security_events_have_names_and_hold_no_secret(database_url: str, meeting: Hosted) -> None:
    port = meeting.host.url.rpartition(":")[2]
    arguments = ("serve", "--port", port, "--database", database_url, "--log-format", "json")
    client, link = meeting.host.client, f"{meeting.host.url}/in/"
    async with nameplate(*arguments) as program:
        await program.says("join: ")
        await client.get(link + meeting.links["chair"])
        for _ in range(20):
            client.cookies.clear()
            await client.get(link + meeting.links["delegate:FR"])
        await client.get(link + "nobodys-secret")
        await meeting.post("chair", "open-list", Origin="https://evil.example")
        form, headers = {"name": "delegate:FR"}, meeting.bearer("desk")
        renewed = await client.post(f"{meeting.url}/devices/renew", data=form, headers=headers)
        assert renewed.status_code == 200, renewed.text
        client.cookies.clear()
    lines = [json.loads(line) for line in program.complaints.splitlines()]
    events = [line["event"] for line in lines]
    assert {"sign_in", "unknown_link", "foreign_origin", "link_revoked", "link_renewed"} <= set(events)
    assert any("chair: " in line["message"] for line in lines if line["event"] == "sign_in")
    assert events.count("sign_in") <= 1 + MOST_ALIKE
    secrets = [secret for name, secret in meeting.links.items() if name != "join"]
    assert not any(secret in program.complaints for secret in ("nobodys-secret", *secrets))
