"""The JSON picture and the log, for programs."""

import asyncio
from typing import Any

import pytest

from nameplate.meeting.booth_signals import SendSignal
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.remote_delegations import SetRemote
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speeches.clock import PauseClock
from nameplate.rooms import document
from nameplate.rooms.room import Room
from tests.cast import BOOTH, BR, CHAIR, DESK, FR, KE
from tests.panel import SITTING, SLOT_1, SLOT_2
from tests.serving import Hosted


async def room_with_speakers(floor: Hosted) -> Room:
    """France has the floor, Kenya waits, Brazil withdrew, a guest was absent. There are three notices and a signal."""
    room = await floor.room()
    for by in (FR, KE, BR):
        await room.handle(RequestFloor(note=f"a note of {by.seat}"), by)
    await room.handle(AddInscription(guest="Ada Lovelace", on_behalf_of="engineers"), DESK)
    waiting = room.meeting.lists["meeting-1-list"].waiting
    await room.handle(WithdrawRequest(waiting[2].id), BR)
    await room.handle(CallAbsent(waiting[3].id), DESK)
    await room.handle(GiveFloorToNext(), CHAIR)
    await room.handle(SendNotice("speaker", "Please conclude"), CHAIR)
    await room.handle(SendNotice("hall", "Lunch at one"), CHAIR)
    await room.handle(SendNotice("booth", "A film comes next"), CHAIR)
    await room.handle(SendSignal("slow_down"), BOOTH)
    return room


async def picture(meeting: Hosted, name: str) -> Any:
    """The JSON picture that a pass may see."""
    answer = await meeting.get(name, "state")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    return answer.json()


async def test_the_picture_before_the_meeting(meeting: Hosted) -> None:
    seen = await picture(meeting, "chair")
    sitting = seen["sittings"][0]
    assert (seen["version"], seen["code"], seen["floor"]) == (1, meeting.code, None)
    assert (sitting["id"], sitting["state"]) == (SITTING, "planned")
    assert (sitting["start"], sitting["end"]) == ("2015-03-03T09:00:00+01:00", "2015-03-03T12:00:00+01:00")
    assert [item["id"] for item in sitting["items"]] == [f"p-{n}" for n in range(1, 14)]
    slot = [sitting["items"][8][key] for key in ("id", "kind", "title", "state", "minutes")]
    assert slot == [SLOT_1, "floor_block", "Interactive discussion, slot 1", "planned", 42]


async def test_the_floor_has_its_speaker_and_the_clock(floor: Hosted) -> None:
    room = await room_with_speakers(floor)
    on, speech = (await picture(floor, "chair"))["floor"], room.meeting.speech
    assert speech
    assert {key: on[key] for key in ("speech", "seat", "name", "item", "interrupted")} == {
        "speech": speech.id, "seat": "FR", "name": "France", "item": SLOT_1, "interrupted": None,
    }  # fmt: skip
    assert on["clock"] == {
        "limit_ms": 180_000, "elapsed_ms": 0, "running_since_ms": speech.clock.running_since, "phase": "calm",
        "warn_left_ms": 60_000, "last_left_ms": 30_000,
    }  # fmt: skip
    await room.handle(PauseClock(), CHAIR)
    assert (await picture(floor, "chair"))["floor"]["clock"]["running_since_ms"] is None


async def test_now_and_running_since_share_a_time_base(floor: Hosted) -> None:
    await room_with_speakers(floor)
    seen = await picture(floor, "hall")
    assert isinstance(seen["now_ms"], int)
    assert 0 <= seen["now_ms"] - seen["floor"]["clock"]["running_since_ms"] < 600_000


async def test_the_list_has_its_waiting_withdrawn_and_absent_inscriptions(floor: Hosted) -> None:
    await room_with_speakers(floor)
    (speakers,) = (await picture(floor, "chair"))["lists"]
    assert (speakers["items"], speakers["state"]) == ([SLOT_1, SLOT_2], "open")
    (kenya,) = speakers["inscriptions"]
    assert (kenya["seat"], kenya["name"], kenya["category"], kenya["form"], kenya["place"], kenya["state"]) == (
        "KE", "Kenya", "member_state", "statement", 1, "waiting",
    )  # fmt: skip
    assert [each["seat"] for each in speakers["withdrawn"]] == ["BR"]
    assert [each["name"] for each in speakers["absent"]] == ["Ada Lovelace"]
    assert (speakers["heard"], speakers["not_reached"], speakers["removed"]) == ([], [], [])


@pytest.mark.parametrize(
    ("name", "notes", "notices"),
    [
        ("chair", True, ["A film comes next", "Lunch at one", "Please conclude"]),
        ("desk", True, ["A film comes next", "Lunch at one", "Please conclude"]),
        ("booth", False, ["A film comes next", "Lunch at one"]),
        ("delegate:FR", False, ["Lunch at one"]),
        ("delegate:KE", True, ["Lunch at one"]),
        ("panellist:p-4", False, ["Lunch at one"]),
        ("hall", False, ["Lunch at one"]),
        ("join", False, ["Lunch at one"]),
    ],
)
async def test_notes_messages_and_signals_are_only_for_those_who_may_read_them(
    floor: Hosted, name: str, notes: bool, notices: list[str]
) -> None:
    await room_with_speakers(floor)
    answer = await floor.get(name, "state")
    assert ("a note of KE" in answer.text) == notes
    assert sorted(notice["text"] for notice in answer.json()["notices"]) == notices
    signals = [signal["signal"] for signal in answer.json()["booth_signals"]]
    assert signals == (["slow_down"] if name in ("chair", "desk", "booth") else [])


async def test_the_log_has_actor_command_body_and_time(floor: Hosted) -> None:
    await room_with_speakers(floor)
    told = (await floor.get("desk", "events")).json()
    assert [event["version"] for event in told] == list(range(1, len(told) + 1))
    request = told[4]
    assert (request["name"], request["by"], request["command"]) == ("FloorRequested", "delegate:FR", 5)
    assert request["body"] == {
        "list": "meeting-1-list",
        "seat": "FR",
        "form": "statement",
        "to": None,
        "late": False,
        "reply_to": None,
    }
    assert request["at"].endswith("Z") and sorted(event["at"] for event in told) == [event["at"] for event in told]


async def test_the_log_contains_no_private_text(floor: Hosted) -> None:
    await room_with_speakers(floor)
    told = (await floor.get("chair", "events")).text
    words = ("a note of", "Ada Lovelace", "Please conclude", "Lunch at one", "A film", "Martin Khor")
    assert [word for word in words if word in told] == []


@pytest.mark.parametrize(("after", "versions"), [("", [1, 2, 3, 4]), ("?after=0", [1, 2, 3, 4]), ("?after=2", [3, 4])])
async def test_the_log_can_be_read_after_a_version(floor: Hosted, after: str, versions: list[int]) -> None:
    assert [event["version"] for event in (await floor.get("chair", f"events{after}")).json()] == versions
    assert (await floor.get("chair", "events?after=4")).json() == []
    assert (await floor.get("chair", "events?after=99")).json() == []


async def test_a_program_that_acts_for_others_reads_which_seats_there_are(floor: Hosted) -> None:
    await floor.chair(SetRemote("KE"))
    seats = {each["seat"]: each for each in (await floor.get("bridge", "seats")).json()}
    assert seats.keys() == (await floor.room()).meeting.seats.keys()
    assert seats["KE"] == {"seat": "KE", "name": "Kenya", "category": "member_state", "remote": True}
    assert not seats["FR"]["remote"]
    assert (await floor.get("delegate:FR", "seats")).json()["code"] == "forbidden"


@pytest.mark.parametrize("after", ["-1", "x", "", "1.5", "٣", "9" * 5000])
async def test_an_invalid_version_is_refused(floor: Hosted, after: str) -> None:
    answer = await floor.get("chair", f"events?after={after}")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


async def test_every_page_contains_the_picture_and_the_boot_number(floor: Hosted) -> None:
    room = await room_with_speakers(floor)
    for audience in ("chair", "desk", "hall", "podium", "delegate"):
        page = await floor.get("chair", audience)
        assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
        assert f'data-boot="{room.boot}"' in page.text
        assert "France" in page.text


async def test_programs_that_ask_for_the_picture_share_it(floor: Hosted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "SAME_MOMENT_MS", 3_600_000)
    room = await floor.room()
    renders = room.publisher.renders
    answers = await asyncio.gather(*(floor.get("delegate:FR", "state") for _ in range(40)))
    assert {answer.json()["version"] for answer in answers} == {room.meeting.version}
    assert room.publisher.renders <= renders + 2
    await floor.post("delegate:FR", "request-floor")
    assert (await floor.get("delegate:FR", "state")).json()["version"] == room.meeting.version
    assert room.publisher.renders <= renders + 4
