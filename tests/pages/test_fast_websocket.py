"""The fast connections over real sockets: frames are compressed once for all clients. Slow clients get whole frames."""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
import socket
import weakref

import msgspec
import pytest
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.asyncio.client import connect
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

from nameplate.meeting.notices import SendNotice
from nameplate.rooms.frame import Frame
from nameplate.serving import websocket
from nameplate.serving.websocket import USER_TIMEOUT_MS, FastWebSocket
from tests.cast import CHAIR
from tests.serving import Hosted, heard, serving, until

PINGS = ("schedule_ping", "send_keepalive_ping", "keepalive_timeout")


def screen(floor: Hosted, audience: str = "hall", **options: object) -> connect:
    """The connection of a screen, with other options than usual."""
    url = f"ws{floor.url.removeprefix('http')}/live?audience={audience}"
    return connect(url, additional_headers=floor.bearer("chair"), proxy=None, **options)  # type: ignore[arg-type]


async def test_compression_is_agreed_without_context_and_changes_no_message(floor: Hosted) -> None:
    async with screen(floor) as compressed, screen(floor, compression=None) as plain:
        assert compressed.response and plain.response
        agreed = compressed.response.headers["Sec-WebSocket-Extensions"]
        assert "server_no_context_takeover" in agreed and "client_no_context_takeover" in agreed
        assert "Sec-WebSocket-Extensions" not in plain.response.headers
        for text in ("Lunch at one", "Documents at the back"):
            await floor.chair(SendNotice("hall", text))
            messages = await asyncio.gather(until_says(compressed, text), until_says(plain, text))
            assert messages[0] == messages[1]


@pytest.mark.parametrize("bits", [9, 11, 12, 15])
async def test_every_window_size_that_a_client_asks_for_is_kept(floor: Hosted, bits: int) -> None:
    extensions = [ClientPerMessageDeflateFactory(server_max_window_bits=bits)]
    async with screen(floor, "chair", compression=None, extensions=extensions) as chair:
        await floor.chair(SendNotice("hall", "Lunch at one"))
        assert "Lunch at one" in str(await until_says(chair, "Lunch at one"))


async def test_messages_to_one_client_and_to_all_come_whole_and_in_order(floor: Hosted) -> None:
    async with screen(floor) as hall:
        await heard(hall)
        for n in range(50):
            await hall.send(f'{{"op": "ping", "c": {n}}}')
            await floor.chair(SendNotice("hall", f"Notice {n}"))
        room = await floor.room()
        said, pongs = 0, list[int]()
        while said < room.meeting.version or len(pongs) < 50:
            message = msgspec.json.decode(await hall.recv())
            assert message["version"] >= said
            said = message["version"]
            pongs += [message["c"]] if "c" in message else []
        assert pongs == list(range(50))


async def test_a_slow_client_gets_whole_frames_and_the_newest_one_last(database_url: str) -> None:
    async with serving(database_url, buffer=4096) as host:
        floor = await (await host.meeting()).open_floor()
        async with screen(floor, "chair", compression=None) as slow, screen(floor) as quick:
            await asyncio.gather(heard(slow), heard(quick))
            slow.transport.pause_reading()
            for n in range(200):
                await floor.chair(SendNotice("hall", f"Notice {n}" + " again" * 40))
            await until_says(quick, "Notice 199")
            slow.transport.resume_reading()
            assert "Notice 199" in str(await until_says(slow, "Notice 199"))


async def test_connections_that_break_during_a_push_disturb_no_other(floor: Hosted) -> None:
    room = await floor.room()
    async with screen(floor) as good:
        for n in range(20):
            broken = [await screen(floor) for _ in range(3)]
            for each in broken:
                each.transport.abort()
            await floor.chair(SendNotice("hall", f"Notice {n}"))
            assert f"Notice {n}" in str(await until_says(good, f"Notice {n}"))
        await until(lambda: len([*room.publisher.subscribers()]) == 1)


async def test_nothing_is_written_after_a_close_frame(floor: Hosted) -> None:
    room = await floor.room()
    async with screen(floor) as hall:
        await heard(hall)
        (shown,) = room.publisher.subscribers()
        shown.connection.close(4401)
        await asyncio.sleep(0)
        await asyncio.gather(*(room.handle(SendNotice("hall", f"Notice {n}"), CHAIR) for n in range(5)))
        await hall.wait_closed()
        assert hall.close_code == 4401


@pytest.mark.parametrize("closing", ["it closes", "we close", "we abort", "the server ends"])
async def test_a_connection_gives_up_its_descriptor_before_it_is_closed(floor: Hosted, closing: str) -> None:
    room = await floor.room()
    async with screen(floor) as hall:
        await heard(hall)
        (shown,) = room.publisher.subscribers()
        await until(lambda: shown.group is not None)
        wire = shown.connection
        assert isinstance(wire, FastWebSocket)
        match closing:
            case "it closes":
                await hall.close()
            case "we close":
                await wire.send({"type": "websocket.close", "code": 4401})
            case "we abort":
                wire.abort()
            case _:
                wire.shutdown()
        assert (wire.fd, shown.group) == (-1, None)
        assert wire.write(Frame(b"too late")), "the subscriber does not ask again"
    assert hall.close_code in (1000, 4401, 1006, 1012)
    await until(lambda: not [*room.publisher.subscribers()])


async def test_closed_connections_are_freed_without_the_garbage_collector(floor: Hosted) -> None:
    room = await floor.room()
    gc.collect()
    gc.disable()
    try:
        screens = [await screen(floor) for _ in range(3)]
        await until(lambda: len([*room.publisher.subscribers()]) == 3)
        wires = [weakref.ref(each.connection) for each in room.publisher.subscribers()]
        for each in screens:
            await each.close()
        await until(lambda: not any(wire() for wire in wires))
    finally:
        gc.enable()


async def test_the_kernel_closes_a_socket_whose_bytes_are_not_acknowledged(floor: Hosted) -> None:
    room = await floor.room()
    async with screen(floor) as hall:
        await heard(hall)
        (shown,) = room.publisher.subscribers()
        with socket.socket(fileno=os.dup(shown.connection.fd)) as same:
            assert same.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == USER_TIMEOUT_MS


class Asked:
    """Says whether a client is watched, and counts how often a ping was due."""

    def __init__(self) -> None:
        self.times, self.answer = 0, False

    def __call__(self) -> bool:
        self.times += 1
        return self.answer


async def test_a_watched_client_that_answers_is_asked_again(floor: Hosted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "PING_SECONDS", 0.01)
    room, watched = await floor.room(), Asked()
    async with screen(floor) as hall:
        await heard(hall)
        (shown,) = room.publisher.subscribers()
        watched.answer = True
        shown.connection.watch(watched)
        await until(lambda: watched.times > 5)  # the next ping is due only after an answer
        await floor.chair(SendNotice("hall", "Lunch at one"))
        assert await until_says(hall, "Lunch at one")


async def test_a_client_that_answers_no_ping_is_dropped_once_it_is_watched(
    floor: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websocket, "PING_SECONDS", 0.01)
    monkeypatch.setattr(websocket, "PONG_SECONDS", 0.01)
    room, watched = await floor.room(), Asked()
    async with screen(floor) as hall:
        await heard(hall)
        (shown,) = room.publisher.subscribers()
        hall.transport.pause_reading()  # as a frozen phone, or a proxy that lost the phone
        shown.connection.watch(watched)
        await until(lambda: watched.times > 5)
        assert [*room.publisher.subscribers()] == [shown]
        watched.answer = True
        await until(lambda: not [*room.publisher.subscribers()])


def test_uvicorn_still_has_the_parts_that_fast_websocket_uses() -> None:
    source = inspect.getsource(WebSocketsSansIOProtocol)
    for name in ("self.transport", "self.close_sent", "self.scope", "self.conn", "self.tasks", "self.disconnected"):
        assert name in source, f"uvicorn has changed: {name}"
    for method in ("run_asgi", "pause_writing", "resume_writing", "send", "on_task_complete", *PINGS):
        assert callable(getattr(FastWebSocket, method))
    closing = {
        name
        for name, method in inspect.getmembers(WebSocketsSansIOProtocol, inspect.isfunction)
        if "transport.close()" in inspect.getsource(method)
    }
    assert closing == {
        "connection_lost",
        "handle_close",
        "handle_connect",
        "handle_parser_exception",
        "keepalive_timeout",
        "run_asgi",
        "send",
        "shutdown",
    }, "each of these must give up the descriptor first"


async def until_says(hears: object, text: str) -> dict[str, object]:
    """The first message that contains a text."""
    while True:
        message: dict[str, object] = await heard(hears)  # type: ignore[arg-type]
        if text in str(message):
            return message
