"""Microphones follow the floor of a real server, with a simulator of the system."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from nameplate.cli import main
from nameplate.clients import microphones
from nameplate.clients.confero import Confero
from nameplate.clients.meeting_client import LinkRefused
from nameplate.clients.microphones import BadMapping, MicrophoneProgram, SystemFault, read_mapping
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speeches.clock import PauseClock
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.pages.microphone_reports import MicrophoneState
from tests.serving import Hosted, heard, until

from .confero_unit import TOKEN, ConferoUnit, confero_unit

MAPPING = {"FR": 12, "KE": 13, "BR": 14}


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often."""
    monkeypatch.setattr(microphones, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(microphones, "FAULT_SECONDS", 0.02)


@pytest.fixture
async def unit() -> AsyncIterator[ConferoUnit]:
    """A unit with 20 seats."""
    async with confero_unit() as running:
        yield running


def state_of(meeting: Hosted) -> MicrophoneState:
    """What the consoles of a meeting say."""
    return meeting.host.context.microphones.of(meeting.code)


def program(meeting: Hosted, unit: ConferoUnit, mapping: dict[str, int], name: str = "desk") -> MicrophoneProgram:
    """The program, with the link of this name."""
    link = f"{meeting.host.url}/in/{meeting.links[name]}"
    return MicrophoneProgram(link, Confero(unit.address, TOKEN), mapping)


@asynccontextmanager
async def following(meeting: Hosted, unit: ConferoUnit, name: str = "desk") -> AsyncIterator[asyncio.Task[None]]:
    """The program, until the block ends."""
    task = asyncio.create_task(program(meeting, unit, MAPPING, name).run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def waiting(meeting: Hosted) -> list[tuple[str, str]]:
    """The seats on the list, with the source of each."""
    found = (await meeting.get("desk", "state")).json()["lists"][0]["inscriptions"]
    return [(each["seat"], each["source"]) for each in found]


async def test_the_microphone_follows_the_floor(floor: Hosted, unit: ConferoUnit) -> None:
    async with following(floor, unit):
        await floor.chair(GiveFloor(seat="FR"))
        await unit.until(lambda: unit.on == {12})
        await floor.chair(PauseClock())
        await floor.post("delegate:KE", "raise-point-of-order", {"note": "Order"})
        (point,) = (await floor.get("desk", "state")).json()["points_of_order"]
        await floor.chair(GivePointOfOrder(point["id"]))
        await unit.until(lambda: unit.on == {13})
        await floor.post("chair", "rule-point-of-order", {"point": point["id"], "ruling": "upheld"})
        await unit.until(lambda: unit.on == {12})
        await floor.chair(EndSpeech())
        await unit.until(lambda: unit.on == set())
        await floor.chair(GiveFloor(seat="BR"))
        await unit.until(lambda: unit.on == {14})
        await floor.chair(GiveFloor(seat="EU"))  # has no microphone in the file
        await unit.until(lambda: unit.on == set())


async def test_a_pressed_button_becomes_an_inscription_and_is_lowered_when_called(
    floor: Hosted, unit: ConferoUnit
) -> None:
    unit.press(13, 12, 19)  # 19 is not in the file
    async with following(floor, unit):
        room = await floor.room()
        await until(lambda: len(next(iter(room.meeting.lists.values())).waiting) == 2)
        assert await waiting(floor) == [("KE", "microphone"), ("FR", "microphone")]
        assert unit.requests == [13, 12, 19]  # the lights stay on
        await floor.chair(GiveFloorToNext())
        await unit.until(lambda: (unit.on, unit.requests) == ({13}, [12, 19]))
        inscription = (await floor.get("desk", "state")).json()["next"][0]["inscription"]
        await floor.post("desk", "remove-inscription", {"inscription": inscription})
        await unit.until(lambda: unit.requests == [19])
        reads = unit.reads
        await unit.until(lambda: unit.reads > reads)
        unit.press(12)
        await until(lambda: len(next(iter(room.meeting.lists.values())).waiting) == 1)


async def test_seats_that_the_meeting_does_not_have_are_said_and_the_others_work(
    floor: Hosted, unit: ConferoUnit, caplog: pytest.LogCaptureFixture
) -> None:
    running = asyncio.create_task(program(floor, unit, {"XX": 11, "FR": 12, "Kenya": 13}).run())
    await floor.chair(GiveFloor(seat="FR"))
    await unit.until(lambda: unit.on == {12})
    await until(lambda: state_of(floor) is MicrophoneState.WORK)
    assert "Unknown seats: Kenya, XX<" in (await floor.get("desk", "devices/note")).text
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    said = [record.getMessage() for record in caplog.records if "seat map" in record.getMessage()]
    assert said == [
        f"The seat “{seat}” is in the seat map, but not in this meeting. It is left out." for seat in ("Kenya", "XX")
    ]


async def test_a_link_that_cannot_act_for_seats_ends_the_program(floor: Hosted, unit: ConferoUnit) -> None:
    with pytest.raises(LinkRefused, match="needs a link of the desk"):
        await program(floor, unit, MAPPING, "hall").run()


async def test_a_button_does_nothing_while_no_list_is_open(floor: Hosted, unit: ConferoUnit) -> None:
    await floor.chair(CloseList())
    unit.press(12)
    async with following(floor, unit):
        await unit.until(lambda: unit.requests == [])
    assert await waiting(floor) == []


async def test_what_a_person_switches_by_hand_stays(floor: Hosted, unit: ConferoUnit) -> None:
    async with following(floor, unit):
        await floor.chair(GiveFloor(seat="FR"))
        await unit.until(lambda: unit.on == {12})
        unit.on.discard(12)
        unit.on.add(17)
        unit.press(13)
        room = await floor.room()
        await until(lambda: len(next(iter(room.meeting.lists.values())).waiting) == 1)
        assert unit.on == {17}
        await floor.chair(EndSpeech())
        await unit.until(lambda: unit.calls[-1][1:] == ("/api/discussion/seats/12", OFF))
        assert unit.on == {17}


OFF = {"microphoneOn": False, "requestingToSpeak": False}


async def test_the_consoles_say_how_the_microphones_are(floor: Hosted, unit: ConferoUnit) -> None:
    async def said(name: str) -> str:
        return re.sub(r"<[^>]+>", "", (await floor.get(name, "devices/note")).text).strip()

    assert await said("chair") == ""
    async with following(floor, unit) as program:
        await until(lambda: state_of(floor) is MicrophoneState.WORK)
        assert await said("desk") == await said("chair") == "Microphones follow"
        unit.is_broken = True
        await until(lambda: state_of(floor) is MicrophoneState.FAIL)
        assert "do not answer" in await said("chair")
        await floor.chair(GiveFloor(seat="FR"))  # the meeting goes on
        unit.is_broken = False
        await unit.until(lambda: unit.on == {12})
        await until(lambda: state_of(floor) is MicrophoneState.WORK)
        program.cancel()
        await until(lambda: state_of(floor) is MicrophoneState.OFF)  # it has ended regularly
        assert await said("desk") == ""
    assert unit.on == {12}


async def test_a_program_that_is_gone_without_a_word_is_said(floor: Hosted) -> None:
    async with floor.live("desk", "state") as screen:
        await heard(screen)
        await screen.send('{"op": "report", "microphones": true}')
        await until(lambda: state_of(floor) is MicrophoneState.WORK)
    await until(lambda: state_of(floor) is MicrophoneState.LOST)
    assert "Microphones lost" in (await floor.get("desk", "devices/note")).text
    async with floor.live("desk", "state") as screen:
        await heard(screen)
        await screen.send('{"op": "report", "microphones": false}')
        await until(lambda: state_of(floor) is MicrophoneState.FAIL)


@pytest.mark.parametrize(
    ("reported", "said"),
    [
        ('["<b>"]', "Unknown seats: &lt;b&gt;<"),
        ('["D", "C", "B", "A"]', "Unknown seats: A, B, C, …<"),
        ('["A", 1, ""]', "Unknown seats: A<"),
        ('["Representative"]', "Unknown seats: Representat…<"),
        ('"XX"', "Microphones follow<"),
        ("null", "Microphones follow<"),
    ],
)
async def test_the_consoles_say_the_reported_seats_that_are_unknown(floor: Hosted, reported: str, said: str) -> None:
    async with floor.live("desk", "state") as screen:
        await heard(screen)
        await screen.send(f'{{"op": "report", "microphones": true, "unknown_seats": {reported}}}')
        await until(lambda: state_of(floor) is MicrophoneState.WORK)
        assert said in (await floor.get("chair", "devices/note")).text
        await screen.send('{"op": "report", "microphones": null}')
        await until(lambda: state_of(floor) is MicrophoneState.OFF)
    assert floor.host.context.microphones.unknown_seats(floor.code) == []


@pytest.mark.parametrize("name", ["hall", "delegate:FR"])
async def test_only_moderators_may_report(floor: Hosted, name: str) -> None:
    async with floor.live(name, "state") as screen:
        await heard(screen)
        await screen.send('{"op": "report", "microphones": true}')
        await screen.send('{"op": "ping", "c": 1}')
        assert (await heard(screen))["c"] == 1
        assert state_of(floor) is MicrophoneState.OFF


async def test_the_adapter_explains_what_is_wrong(unit: ConferoUnit) -> None:
    with pytest.raises(SystemFault, match="token"):
        await Confero(unit.address, "wrong").requests()
    with pytest.raises(SystemFault, match="number of the microphone"):
        await Confero(unit.address, TOKEN).open(99)
    with pytest.raises(SystemFault, match="no address"):
        Confero("the unit", TOKEN)
    unit.requests = [{"a": 1}]  # type: ignore[list-item]
    with pytest.raises(SystemFault, match="cannot be read"):
        await Confero(unit.address, TOKEN).requests()
    with pytest.raises(SystemFault, match="refused"):
        await Confero("http://127.0.0.1:9", TOKEN).requests()


async def test_closing_keeps_a_new_request(unit: ConferoUnit) -> None:
    unit.press(12)
    await Confero(unit.address, TOKEN).close(12)
    assert unit.requests == [12]
    unit.on.add(12)
    await Confero(unit.address, TOKEN).lower(12)
    assert (unit.on, unit.requests) == ({12}, [])


def test_a_file_of_microphones_is_read() -> None:
    assert read_mapping("\ufeffseat,microphone\nFR,12\n\nKE, 13\n") == {"FR": 12, "KE": 13}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "column “seat” is missing"),
        ("seat\nFR\n", "column “microphone” is missing"),
        ("seat,microphone\n", "names no microphone"),
        ("seat,microphone\nFR,x\n", "Line 2: “x” is no number"),
        ("seat,microphone\nFR\n", "Line 2: “” is no number"),
        ("seat,microphone\n,5\n", "Line 2: the seat is missing"),
        ("seat,microphone\nFR,1\nFR,2\n", "Line 3: the seat FR"),
        ("seat,microphone\nFR,1\nKE,1\n", "Line 3: the microphone 1"),
    ],
)
def test_a_wrong_file_is_explained(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadMapping, match=re.escape(said)):
        read_mapping(text)
    (tmp_path / "m.csv").write_text(text, encoding="utf-8")
    options = ["--url", "http://h/in/x", "--address", "http://h", "--token", "t", "--seats", str(tmp_path / "m.csv")]
    ended = CliRunner().invoke(main, ["microphones", *options])
    assert ended.exit_code != 0 and said in ended.output
