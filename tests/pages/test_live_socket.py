"""The WebSocket of a screen or program: its picture, changes, heartbeats, and what closes it.

Every test runs on the fast connections of our server, and on the plain ones of any other.
"""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.programme_changes import ReplaceSpeaker
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.rooms import asgi_connection, publisher
from nameplate.serving import websocket
from tests.cast import CHAIR, FR, KE
from tests.panel import SLOT_1
from tests.serving import Host, Hosted, close_code, heard, serving, until


@pytest.fixture(scope="session")
async def plain_host(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Host]:
    """A server without its own connections, so that `AsgiConnection` is used."""
    async with serving(f"sqlite:///{tmp_path_factory.mktemp('plain') / 'nameplate.db'}", plain=True) as running:
        yield running


@pytest.fixture(params=["fast", "plain"])
async def meeting(request: pytest.FixtureRequest, host: Host, plain_host: Host) -> AsyncIterator[Hosted]:
    """The panel; no command has been given."""
    meeting = await (plain_host if request.param == "plain" else host).meeting()
    yield meeting
    await meeting.remove()


@pytest.fixture
def frequent_heartbeats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rooms that open from now on send heartbeats often. A room that is already open first waits for 5 s."""
    monkeypatch.setattr(publisher, "HEARTBEAT_SECONDS", 0.01)


async def shown(screen: ClientConnection, word: str) -> Any:
    """The first message to a screen that contains a word."""
    while True:
        message = await heard(screen)
        if word in str(message):
            return message


async def test_a_screen_gets_its_picture_and_then_only_what_changes(floor: Hosted) -> None:
    async with floor.live("hall", "hall") as hall:
        first = await heard(hall)
        await floor.post("delegate:FR", "request-floor")
        then = await heard(hall)
    room = await floor.room()
    assert (first["version"], first["boot"], set(first["regions"])) == (
        4, room.boot, {"status", "floor", "announced", "next", "notice", "auxiliary_timer", "logo", "join", "theme"},
    )  # fmt: skip
    assert (then["version"], set(then["regions"])) == (5, {"next"})
    assert "France" in then["regions"]["next"]


@pytest.mark.parametrize(
    ("name", "audience"),
    [("chair", "chair"), ("desk", "desk"), ("hall", "hall"), ("podium", "podium"), ("delegate:KE", "delegate")],
)
async def test_every_screen_shows_the_speaker_that_was_given_the_floor(floor: Hosted, name: str, audience: str) -> None:
    async with floor.live(name, audience) as screen:
        await heard(screen)
        await floor.post("delegate:FR", "request-floor")
        await floor.post("chair", "give-floor-to-next")
        message = await shown(screen, "speaking-clock")
    assert "France" in message["regions"]["floor"]
    assert message["version"] == 6


@pytest.mark.parametrize("console", ["chair", "desk"])
async def test_an_open_console_gets_the_choices_only_when_the_participants_change(floor: Hosted, console: str) -> None:
    async with floor.live(console, console) as screen:
        first = await heard(screen)
        await floor.post("delegate:FR", "request-floor")
        then = await heard(screen)
        await floor.post("desk", "add-participant", {"code": "SE"})
        added = await heard(screen)
    assert "Kenya" in first["regions"]["choices"] and "Sweden" not in first["regions"]["choices"]
    assert "choices" not in then["regions"]
    assert "Sweden" in added["regions"]["choices"] and set(added["regions"]) == {"choices", "undo"}


async def test_only_the_phones_of_a_delegation_get_its_own_region(floor: Hosted) -> None:
    async with floor.live("delegate:FR", "delegate") as france, floor.live("delegate:KE", "delegate") as kenya:
        await asyncio.gather(heard(france), heard(kenya))
        await floor.post("delegate:FR", "request-floor")
        mine, theirs = await asyncio.gather(heard(france), heard(kenya))
    assert "You are next" in mine["regions"]["mine"]
    assert "mine" not in theirs["regions"]


async def test_a_phone_with_the_join_code_gets_no_own_region(floor: Hosted) -> None:
    async with floor.live("join", "delegate") as phone:
        assert "mine" not in (await heard(phone))["regions"]


async def test_a_program_gets_the_whole_document_at_each_version(floor: Hosted) -> None:
    async with floor.live("chair", "state") as program:
        assert (await heard(program))["version"] == 4
        await floor.post("delegate:FR", "request-floor", {"note": "on item 3"})
        pushed = await heard(program)
    asked = (await floor.get("chair", "state")).json()
    assert pushed["lists"][0]["inscriptions"][0]["note"] == "on item 3"
    of_the_moment = {"now_ms": 0, "forecast": {}}
    assert pushed | of_the_moment == asked | of_the_moment


async def test_a_pushed_document_has_only_what_the_pass_may_see(floor: Hosted) -> None:
    await floor.post("delegate:FR", "request-floor", {"note": "on item 3"})
    async with floor.live("hall", "state") as program:
        assert "on item 3" not in str(await heard(program))


async def test_a_screen_that_reconnects_and_missed_nothing_gets_only_heartbeats(
    frequent_heartbeats: None, floor: Hosted
) -> None:
    boot = (await floor.room()).boot
    async with floor.live("hall", "hall", f"&boot={boot}&version=4") as hall:
        assert [await hall.recv() for _ in range(3)] == ['{"version":4}'] * 3


async def test_a_screen_that_reconnects_gets_only_the_regions_that_it_missed(floor: Hosted) -> None:
    page = (await floor.get("hall", "hall")).text
    boot, version = (re.findall(rf'data-{name}="(\w+)"', page)[0] for name in ("boot", "version"))
    await floor.post("delegate:FR", "request-floor")
    async with floor.live("hall", "hall", f"&boot={boot}&version={version}") as hall:
        message = await heard(hall)
    assert (message["version"], set(message["regions"])) == (5, {"next"})


async def test_a_page_of_another_release_is_first_told_to_load_itself_again(floor: Hosted) -> None:
    boot = (await floor.room()).boot
    other = boot[:-3] + ("000" if not boot.endswith("000") else "111")
    async with floor.live("hall", "hall", f"&boot={other}&version=4") as hall:
        assert (await heard(hall))["regions"] == {"release": ""}
        assert "floor" in (await heard(hall))["regions"]


async def test_a_page_of_this_release_is_not_told_so_after_a_restart(floor: Hosted) -> None:
    boot = (await floor.room()).boot
    async with floor.live("hall", "hall", f"&boot=000000{boot[-3:]}&version=4") as hall:
        assert "floor" in (await heard(hall))["regions"]


@pytest.mark.parametrize(
    "query",
    ["", "&version=4", "&boot=other&version=4", "&boot={boot}", "&boot={boot}&version=x", "&boot={boot}&version=-1"],
)
async def test_a_screen_with_no_valid_version_of_this_boot_gets_all_regions(floor: Hosted, query: str) -> None:
    boot = (await floor.room()).boot
    async with floor.live("hall", "hall", query.format(boot=boot)) as hall:
        assert set((await heard(hall))["regions"]) == {
            "status",
            "floor",
            "announced",
            "next",
            "notice",
            "auxiliary_timer",
            "logo",
            "join",
            "theme",
        }


async def test_many_screens_of_one_audience_get_the_same_messages(floor: Hosted) -> None:
    websocket = [await floor.live("hall", "hall") for _ in range(60)]
    await asyncio.gather(*(heard(socket) for socket in websocket))
    await floor.post("delegate:FR", "request-floor")
    messages = [await heard(socket) for socket in websocket]
    assert messages == messages[:1] * 60
    await asyncio.gather(*(socket.close() for socket in websocket))


async def test_a_ping_is_answered_with_the_time(floor: Hosted) -> None:
    async with floor.live("hall", "hall") as hall:
        await heard(hall)
        await hall.send('{"op": "ping", "c": 12.5}')
        pong = await heard(hall)
    now = (await floor.room()).now_ms()
    assert (pong["c"], pong["version"]) == (12.5, 4)
    assert 0 <= now - pong["now_ms"] < 60_000


@pytest.mark.parametrize(
    ("told", "kept"),
    [("31.4", 31), ("0", 0), ("-1", None), ("60001", None), ("null", None), ("[]", None), ("1e300", None)],
)
async def test_a_screen_tells_how_long_the_last_answer_took(floor: Hosted, told: str, kept: int | None) -> None:
    room = await floor.room()
    async with floor.live("hall", "hall") as hall:
        await heard(hall)
        await hall.send('{"op": "ping", "took": ' + told + "}")
        await heard(hall)
        assert [each.round_trip_ms for each in room.publisher.subscribers()] == [kept]


async def test_a_screen_that_leaves_is_no_subscriber_any_more(floor: Hosted) -> None:
    room = await floor.room()
    async with floor.live("hall", "hall") as hall, floor.live("podium", "podium") as podium:
        await asyncio.gather(heard(hall), heard(podium))
        assert len([*room.publisher.subscribers()]) == 2
        hall.transport.abort()
        await until(lambda: len([*room.publisher.subscribers()]) == 1)
    await until(lambda: not [*room.publisher.subscribers()])


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (["not json"], 1008),
        (["[1]"], 1008),
        (['"ping"'], 1008),
        (["12345"], 1008),
        ([""], 1008),
        ([b"\x00\x01"], 1008),
        ([b'{"op": "ping"}'], 1008),
        (['{"op": "ping", "c": "' + "x" * 20_000 + '"}'], 1009),
        (['{"op": "ping"}'] * 100, 1008),
    ],
)
async def test_a_bad_message_closes_that_connection_and_no_other(
    floor: Hosted, sent: list[str | bytes], code: int
) -> None:
    async with floor.live("hall", "hall") as good, floor.live("hall", "hall") as bad:
        await heard(good)
        for message in sent:
            await bad.send(message)
        assert await close_code(bad) == code
        await floor.post("delegate:FR", "request-floor")
        assert (await heard(good))["version"] == 5


async def test_an_unknown_message_is_ignored(floor: Hosted) -> None:
    async with floor.live("hall", "hall") as hall:
        await heard(hall)
        for message in ("{}", '{"op": "dance"}', '{"op": {"op": "ping"}}', '{"op": "ping", "c": {"deep": [null]}}'):
            await hall.send(message)
        assert (await heard(hall))["c"] == {"deep": [None]}


@pytest.mark.parametrize(
    ("name", "audience", "headers", "code"),
    [
        ("delegate:FR", "chair", {}, 4403),
        ("hall", "delegate", {}, 4403),
        ("join", "hall", {}, 4403),
        ("chair", "nowhere", {}, 4404),
        ("chair", "", {}, 4404),
        ("chair", "chair", {"Authorization": "Bearer nonsense"}, 4401),
        ("chair", "chair", {"Origin": "https://evil.test"}, 4403),
        ("chair", "chair", {"Origin": "null"}, 4403),
        ("chair", "chair", {"Origin": "http://["}, 4403),
        ("chair", "state", {"Origin": "https://evil.test"}, 4403),
    ],
)
async def test_a_client_that_may_not_look_is_closed_with_a_code(
    meeting: Hosted, name: str, audience: str, headers: dict[str, str], code: int
) -> None:
    async with meeting.live(name, audience, **headers) as screen:
        assert await close_code(screen) == code
    assert not [*(await meeting.room()).publisher.subscribers()]


async def test_a_page_of_this_server_may_look(meeting: Hosted) -> None:
    async with meeting.live("chair", "chair", Origin=meeting.host.url) as screen:
        assert (await heard(screen))["version"] == 1


async def test_a_browser_names_the_pass_of_its_cookies_that_it_uses(floor: Hosted) -> None:
    cookies = "; ".join(f"np-{n}={floor.links[name]}" for n, name in enumerate(("chair", "delegate:FR", "delegate:KE")))
    headers = {"Authorization": "", "Cookie": cookies, "Origin": floor.host.url}
    async with floor.live("chair", "delegate", "&as=delegate:KE", **headers) as phone:
        assert "Kenya" in (await heard(phone))["regions"]["mine"]


@pytest.mark.parametrize("plain", [False, True])
async def test_a_client_that_never_reads_is_dropped_and_reported_and_delays_no_other(
    database_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, plain: bool
) -> None:
    monkeypatch.setattr(websocket, "STUCK_SECONDS", 0.2)
    monkeypatch.setattr(asgi_connection, "SEND_TIMEOUT_SECONDS", 0.2)
    monkeypatch.setattr(publisher, "HEARTBEAT_SECONDS", 0.1)
    async with serving(database_url, buffer=4096, plain=plain) as host:
        floor = await (await host.meeting()).open_floor()
        room = await floor.room()
        good, small = await floor.live("hall", "hall"), socket.socket()
        small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # else the kernel takes megabytes for the client
        small.connect(("127.0.0.1", int(host.url.rpartition(":")[2])))
        url = f"ws{floor.url.removeprefix('http')}/live?audience=state"
        stuck = await connect(url, additional_headers=floor.bearer("chair"), sock=small)
        await asyncio.gather(heard(stuck), heard(good))
        stuck.transport.pause_reading()
        while len([*room.publisher.subscribers()]) == 2:
            await floor.chair(SendNotice("hall", f"Notice {room.meeting.version}"))
            await shown(good, f"Notice {room.meeting.version - 1}")
            assert room.meeting.version < 5000
        stuck.transport.abort()
        await good.close()
        figures = (await host.client.get(host.url + "/metrics")).text
    assert "\nnameplate_stuck_sockets_total 1.0\n" in figures
    (line,) = (record for record in caplog.records if getattr(record, "event", "") == "stuck_socket")
    assert (line.levelname, line.getMessage()) == ("WARNING", "A screen of chair did not read. Its socket was closed.")


async def test_a_screen_that_joins_during_many_commands_misses_nothing(floor: Hosted) -> None:
    room = await floor.room()

    async def story() -> None:
        for by in (FR, KE):
            await room.handle(RequestFloor(), by)
        for _ in range(2):
            await room.handle(GiveFloorToNext(), CHAIR)

    async def look() -> dict[str, str]:
        regions: dict[str, str] = {}
        async with floor.live("hall", "hall") as hall:
            while True:
                message = await heard(hall)
                regions |= message.get("regions", {})
                if "Kenya" in regions["floor"]:
                    return regions

    looks = [asyncio.create_task(look()) for _ in range(10)]
    await story()
    seen = await asyncio.gather(*looks)
    assert seen == [seen[0]] * 10
    assert room.meeting.item and room.meeting.item.id == SLOT_1


async def test_a_panellists_link_belongs_to_the_item_also_after_a_replacement(floor: Hosted) -> None:
    async with floor.live("panellist:p-5", "podium") as before:
        assert "Somavía" in (await heard(before))["regions"]["mine"]
    await floor.chair(ReplaceSpeaker("p-5", "Ms. Ada Okafor"))
    async with floor.live("panellist:p-5", "podium") as after:
        assert "Ms. Ada Okafor" in (await heard(after))["regions"]["mine"]
