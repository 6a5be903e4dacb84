"""A live meeting: commands are answered, pictures follow, and clocks survive a restart."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from nameplate.app import room_renderer
from nameplate.meeting import Actor, Command, Meeting, Reason, Refused
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Speech
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.sittings import OpenSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speeches.clock import PauseClock, elapsed_ms
from nameplate.rooms.answers import Done
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.picture import RenderedViews, Subject
from nameplate.rooms.room import Circumstances, Room
from nameplate.rooms.subscriber import Subscriber
from nameplate.screens.audiences import AUDIENCES
from nameplate.screens.rendering import Renderer
from tests.audiences import PAGES
from tests.cast import CHAIR, DESK, FR, KE
from tests.panel import CODE, SITTING
from tests.rooms.clocks import Clocks
from tests.rooms.connections import RecordingConnection
from tests.rooms.crowds import DELEGATES, crowded_room, stored_events, waiting
from tests.serving import until

Restart = Callable[[], Lobby]


def speech(room: Room) -> Speech:
    """The current speech."""
    assert room.meeting.speech
    return room.meeting.speech


async def test_a_command_is_answered_with_the_version_after_it(room: Room) -> None:
    assert await room.handle(OpenSitting(SITTING), CHAIR) == Done(2)
    assert await room.handle(SuspendSitting(), CHAIR) == Done(3)


async def test_a_refusal_changes_nothing_and_is_not_stored(lobby: Lobby, room: Room) -> None:
    assert await room.handle(OpenSitting(SITTING), FR) == Refused(Reason.FORBIDDEN)
    assert room.meeting.version == 1
    assert await stored_events(lobby) == ["MeetingCreated"]


async def test_250_requests_at_the_same_moment_give_one_inscription_each_in_the_order_of_the_log(
    lobby: Lobby,
) -> None:
    room = await crowded_room(lobby)
    answers = await asyncio.gather(*(room.handle(RequestFloor(), by) for by in DELEGATES))
    assert sorted(a.version for a in answers if isinstance(a, Done)) == list(range(5, 255))
    assert sorted(waiting(room)) == sorted(str(by.seat) for by in DELEGATES)
    stored = (await lobby.log.open("CROWD")).meeting
    assert stored == room.meeting
    assert [getattr(e.event, "seat", "") for e in stored.entries()][249::-1] == waiting(room)


async def test_many_commands_at_once_need_one_picture_for_each_audience(lobby: Lobby, rendered: list[Subject]) -> None:
    room = await crowded_room(lobby)
    for audience in PAGES:
        room.picture(Subject(audience))
    rendered.clear()
    await asyncio.gather(*(room.handle(RequestFloor(), by) for by in DELEGATES))
    for audience in [*PAGES] * 2:
        shows_the_list = audience != "timer"
        assert room.region_picture(Subject(audience)).version == (254 if shows_the_list else 4)
    assert Counter(rendered) == {Subject(audience): 1 for audience in PAGES}


async def test_a_command_is_answered_before_anything_is_rendered(floor: Room, rendered: list[Subject]) -> None:
    floor.publisher.join(Subscriber(Subject("hall"), lambda: floor.picture(Subject("hall")), -1, RecordingConnection()))
    rendered.clear()
    assert isinstance(await floor.handle(SendNotice("hall", "Lunch is at one."), CHAIR), Done)
    assert rendered == []
    await until(lambda: rendered == [Subject("hall")])


async def test_two_commands_for_the_next_speaker_at_the_same_moment_call_one_speaker(floor: Room) -> None:
    for by in (FR, KE):
        await floor.handle(RequestFloor(), by)
    commands = (floor.handle(GiveFloorToNext(after=""), by) for by in (CHAIR, DESK))
    answers = await asyncio.gather(*commands)
    assert answers == [Done(7), Refused(Reason.OVERTAKEN)]
    assert (speech(floor).seat, waiting(floor)) == ("FR", ["KE"])


async def test_a_picture_that_cannot_be_rendered_delays_no_other_screen(
    lobby: Lobby, screens: Renderer, clocks: Clocks
) -> None:
    def render(
        meeting: Meeting, subject: Subject, circumstances: Circumstances, views: RenderedViews
    ) -> Mapping[str, Any]:
        if meeting.version > 1 and subject.audience == "chair":
            raise ValueError("a fault in a template")
        return room_renderer(screens)(meeting, subject, circumstances, views)

    room = await Lobby(lobby.log, clocks.timebase(), AUDIENCES.values(), lambda: render).room(CODE)
    chair, hall = room.picture(Subject("chair")), room.picture(Subject("hall"))
    assert await room.handle(OpenSitting(SITTING), CHAIR) == Done(2)
    assert room.picture(Subject("chair")) is chair and room.picture(Subject("hall")) is hall
    assert (chair.version, hall.version) == (1, 2)
    await room.close()


async def test_a_step_of_the_wall_clock_moves_no_running_clock(floor: Room, clocks: Clocks) -> None:
    await floor.handle(RequestFloor(), FR)
    await floor.handle(GiveFloorToNext(), CHAIR)
    clocks.pass_ms(20_000)
    clocks.step_ms(3_600_000)
    assert elapsed_ms(speech(floor).clock, floor.now_ms()) == 20_000
    clocks.step_ms(-7_200_000)
    await floor.handle(PauseClock(), CHAIR)
    assert speech(floor).clock.elapsed_ms == 20_000


@pytest.mark.parametrize("step", [-3_600_000, -15_000, 0])
async def test_after_a_restart_a_clock_goes_on_from_the_last_event(
    floor: Room, restart: Restart, clocks: Clocks, step: int
) -> None:
    await floor.handle(RequestFloor(), FR)
    await floor.handle(GiveFloorToNext(), CHAIR)
    clocks.pass_ms(20_000)
    await floor.handle(RequestFloor(), KE)
    clocks.step_ms(step)
    again = await restart().room(CODE)
    assert speech(again) == speech(floor)
    assert again.recovered == speech(again).id
    assert elapsed_ms(speech(again).clock, again.now_ms()) == 20_000
    clocks.pass_ms(5_000)
    await again.handle(PauseClock(), CHAIR)
    assert speech(again).clock.elapsed_ms == 25_000


async def test_time_in_the_log_never_goes_back(floor: Room, restart: Restart, clocks: Clocks) -> None:
    clocks.pass_ms(50_000)
    await floor.handle(RequestFloor(), FR)
    clocks.step_ms(-3_600_000)
    again = await restart().room(CODE)
    await again.handle(RequestFloor(), KE)
    times = [entry.at for entry in again.meeting.entries()][::-1]
    assert times == sorted(times)


async def test_withdrawing_and_asking_at_the_same_moment_leaves_no_seat_twice(floor: Room) -> None:
    await floor.handle(RequestFloor(), FR)
    place = floor.meeting.lists["meeting-1-list"].waiting[0].id
    commands: Sequence[tuple[Command, Actor]] = [
        (WithdrawRequest(place), FR),
        (RequestFloor(), FR),
        (AddInscription("FR"), DESK),
        (WithdrawRequest(place), FR),
    ]
    answers = await asyncio.gather(*(floor.handle(*each) for each in commands))
    assert [type(answer) for answer in answers] == [Done, Done, Refused, Refused]
    assert waiting(floor) == ["FR"]
