"""A live meeting: presses are decided one after the other, stored together, answered once, published once."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from nameplate.app import renderer
from nameplate.meeting import Actor, Command, Meeting, Reason, Refused, Role
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Seat, Speech
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.sittings import OpenSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.clock import PauseClock, elapsed_ms
from nameplate.rooms import automatic_timer, command_queue, commits
from nameplate.rooms.answers import Done, KeyReused, TooLate
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.picture import RenderedViews, Subject
from nameplate.rooms.room import Circumstances, Room
from nameplate.rooms.subscriber import Subscriber
from nameplate.screens.audiences import AUDIENCES
from nameplate.screens.rendering import Renderer
from nameplate.store import event_log
from nameplate.store.database import NotStored
from nameplate.store.event_log import ConcurrentWrite, NoMeeting
from tests.audiences import PAGES
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.panel import AT, CODE, FLOOR_OPEN, SITTING, panel
from tests.rooms.clocks import Clocks
from tests.rooms.connections import RecordingConnection
from tests.serving import until

Restart = Callable[[], Lobby]
DELEGATES = tuple(Actor(f"delegate:S{n}", Role.DELEGATE, f"S{n}") for n in range(250))


def waiting(room: Room) -> list[str]:
    """The seats on the list, in order of call."""
    return [i.seat for i in room.meeting.lists["meeting-1-list"].waiting]


def speech(room: Room) -> Speech:
    """The speech that is on."""
    assert room.meeting.speech
    return room.meeting.speech


async def logged(lobby: Lobby, code: str = CODE) -> list[str]:
    """The names of the events that are stored, the oldest first."""
    entries = (await lobby.log.open(code)).meeting.entries()
    return [type(entry.event).__name__ for entry in entries][::-1]


async def crowd(lobby: Lobby) -> Room:
    """A meeting of 250 delegations whose list is open."""
    seats = tuple(Seat(str(by.seat), "member_state") for by in DELEGATES)
    await lobby.log.database.run(lambda connection: event_log.create(connection, panel("CROWD", seats), AT))
    room = await lobby.room("CROWD")
    await asyncio.gather(*(room.handle(command, CHAIR) for command in FLOOR_OPEN))
    return room


async def test_a_press_is_answered_with_the_version_it_led_to(room: Room) -> None:
    assert await room.handle(OpenSitting(SITTING), CHAIR) == Done(2)
    assert await room.handle(SuspendSitting(), CHAIR) == Done(3)


async def test_a_refusal_changes_nothing_and_is_not_stored(lobby: Lobby, room: Room) -> None:
    assert await room.handle(OpenSitting(SITTING), FR) == Refused(Reason.FORBIDDEN)
    assert room.meeting.version == 1
    assert await logged(lobby) == ["MeetingCreated"]


async def test_when_250_delegations_ask_at_the_same_moment_each_is_on_the_list_once_in_the_order_of_the_log(
    lobby: Lobby,
) -> None:
    room = await crowd(lobby)
    answers = await asyncio.gather(*(room.handle(RequestFloor(), by) for by in DELEGATES))
    assert sorted(a.version for a in answers if isinstance(a, Done)) == list(range(5, 255))
    assert sorted(waiting(room)) == sorted(str(by.seat) for by in DELEGATES)
    stored = (await lobby.log.open("CROWD")).meeting
    assert stored == room.meeting
    assert [getattr(e.event, "seat", "") for e in stored.entries()][249::-1] == waiting(room)


async def test_a_crowd_of_presses_needs_one_picture_for_each_audience(lobby: Lobby, rendered: list[Subject]) -> None:
    room = await crowd(lobby)
    for audience in PAGES:
        room.picture(Subject(audience))
    rendered.clear()
    await asyncio.gather(*(room.handle(RequestFloor(), by) for by in DELEGATES))
    for audience in [*PAGES] * 2:
        assert room.region_picture(Subject(audience)).version == 254
    assert Counter(rendered) == {Subject(audience): 1 for audience in PAGES}


async def test_in_a_burst_delegations_are_stored_together_and_nobody_else_waits_for_that(
    lobby: Lobby, floor: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(await floor.handle(RequestFloor(), FR), Done)
    monkeypatch.setattr(command_queue, "BATCH_SECONDS", 3600)
    jobs = lobby.log.database.jobs
    gathering = [asyncio.create_task(floor.handle(RequestFloor(), by)) for by in (KE, BR)]
    await asyncio.sleep(0.05)
    assert not any(press.done() for press in gathering)
    chairs = await floor.handle(SendNotice("hall", "Lunch is at one."), CHAIR)
    assert isinstance(chairs, Done)
    assert await asyncio.gather(*gathering) == [Done(chairs.version - 2), Done(chairs.version - 1)]
    assert lobby.log.database.jobs == jobs + 1
    assert waiting(floor) == ["FR", "KE", "BR"]


async def test_who_has_pressed_in_a_burst_is_answered_before_the_room_closes(
    floor: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await floor.handle(RequestFloor(), FR)
    monkeypatch.setattr(command_queue, "BATCH_SECONDS", 3600)
    second = asyncio.create_task(floor.handle(RequestFloor(), KE))
    await asyncio.sleep(0)
    await floor.close()
    assert isinstance(first, Done)
    assert await second == Done(first.version + 1)


async def test_who_pressed_is_answered_before_anything_is_drawn(floor: Room, rendered: list[Subject]) -> None:
    floor.publisher.join(Subscriber(Subject("hall"), lambda: floor.picture(Subject("hall")), -1, RecordingConnection()))
    rendered.clear()
    assert isinstance(await floor.handle(SendNotice("hall", "Lunch is at one."), CHAIR), Done)
    assert rendered == []
    await until(lambda: rendered == [Subject("hall")])


async def test_one_press_that_arrives_twenty_times_acts_once_and_all_hear_the_same(lobby: Lobby, floor: Room) -> None:
    press = (RequestFloor(), FR, "key-1", "digest")
    answers = await asyncio.gather(*(floor.handle(*press) for _ in range(20)))
    assert answers == [Done(5)] * 20
    assert await floor.handle(*press) == Done(5)
    assert (await logged(lobby)).count("FloorRequested") == 1


async def test_a_retry_is_known_also_after_a_restart(floor: Room, restart: Restart) -> None:
    await floor.handle(RequestFloor(), FR, "key-1", "digest")
    again = await restart().room(CODE)
    assert await again.handle(RequestFloor(), FR, "key-1", "digest") == Done(5)
    assert waiting(again) == ["FR"]


async def test_a_key_with_another_command_is_told_as_reused(floor: Room) -> None:
    presses = [floor.handle(RequestFloor(), FR, "key", "one"), floor.handle(RequestFloor(note="x"), FR, "key", "two")]
    first, second = await asyncio.gather(*presses, return_exceptions=True)
    assert first == Done(5)
    assert isinstance(second, KeyReused)
    with pytest.raises(KeyReused):
        await floor.handle(RequestFloor(), FR, "key", "three")


async def test_a_key_belongs_to_its_pass(floor: Room) -> None:
    answers = await asyncio.gather(*(floor.handle(RequestFloor(), by, "key", "digest") for by in (FR, KE, BR)))
    assert sorted(a.version for a in answers if isinstance(a, Done)) == [5, 6, 7]


async def test_a_key_that_was_refused_may_be_pressed_again(floor: Room) -> None:
    await floor.handle(CloseList(), CHAIR)
    assert await floor.handle(RequestFloor(), FR, "key", "digest") == Refused(Reason.LIST_CLOSED)
    await floor.handle(OpenList(), CHAIR)
    assert isinstance(await floor.handle(RequestFloor(), FR, "key", "digest"), Done)


async def test_two_who_press_next_at_the_same_moment_call_one_speaker(floor: Room) -> None:
    for by in (FR, KE):
        await floor.handle(RequestFloor(), by)
    presses = (floor.handle(GiveFloorToNext(after=""), by) for by in (CHAIR, DESK))
    answers = await asyncio.gather(*presses)
    assert answers == [Done(7), Refused(Reason.OVERTAKEN)]
    assert (speech(floor).seat, waiting(floor)) == ("FR", ["KE"])


@pytest.mark.parametrize("held", [0.0, 60.0])
async def test_a_request_that_is_cancelled_is_neither_lost_nor_half_applied(
    lobby: Lobby, floor: Room, monkeypatch: pytest.MonkeyPatch, held: float
) -> None:
    monkeypatch.setattr(commits, "BLOCK_SECONDS", held)
    for turns in range(12):
        command: Command = SendNotice("hall", f"Notice {turns}")
        press = asyncio.create_task(floor.handle(command, CHAIR, f"key-{turns}", "digest"))
        for _ in range(turns):
            await asyncio.sleep(0)
        press.cancel()
        await asyncio.gather(press, return_exceptions=True)
    answers = [await floor.handle(SendNotice("hall", f"Notice {n}"), CHAIR, f"key-{n}", "digest") for n in range(12)]
    assert all(isinstance(answer, Done) for answer in answers)
    assert (await logged(lobby)).count("NoticeSent") == 12
    assert (await lobby.log.open(CODE)).meeting == floor.meeting


class Unheard(Command):
    """A command of which the domain knows nothing: deciding it is a fault."""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> Refused:
        """Never reached."""
        raise NotImplementedError


async def test_a_fault_in_one_press_fails_that_press_alone(lobby: Lobby, floor: Room) -> None:
    presses = (floor.handle(RequestFloor(), FR), floor.handle(Unheard(), KE), floor.handle(RequestFloor(), BR))
    answers = await asyncio.gather(*presses, return_exceptions=True)
    assert [type(answer) for answer in answers] == [Done, KeyError, Done]
    assert (await lobby.log.open(CODE)).meeting == floor.meeting


async def test_a_picture_that_cannot_be_drawn_keeps_no_other_screen_waiting(
    lobby: Lobby, screens: Renderer, clocks: Clocks
) -> None:
    def render(
        meeting: Meeting, subject: Subject, circumstances: Circumstances, views: RenderedViews
    ) -> Mapping[str, Any]:
        if meeting.version > 1 and subject.audience == "chair":
            raise ValueError("a fault in a template")
        return renderer(screens)(meeting, subject, circumstances, views)

    room = await Lobby(lobby.log, clocks.timebase(), AUDIENCES.values(), render).room(CODE)
    chair, hall = room.picture(Subject("chair")), room.picture(Subject("hall"))
    assert await room.handle(OpenSitting(SITTING), CHAIR) == Done(2)
    assert room.picture(Subject("chair")) is chair and room.picture(Subject("hall")) is hall
    assert (chair.version, hall.version) == (1, 2)
    await room.close()


async def test_what_cannot_be_stored_is_refused_whole_and_the_meeting_goes_on(lobby: Lobby, floor: Room) -> None:
    database = lobby.log.database
    pages = await database.run(lambda connection: connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    await database.run(lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(NotStored):
        for n in range(1000, 2000):
            await press(floor, n)
    before, tried = floor.meeting, database.jobs
    answers = await asyncio.gather(*(press(floor, n) for n in range(100)), return_exceptions=True)
    assert {type(answer) for answer in answers} == {NotStored}
    assert floor.meeting is before
    assert database.jobs == tried + 1  # who waited behind the first need not wait for the database too
    await database.run(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 100000"))
    assert await press(floor, 0) == Done(before.version + 1)
    assert (await lobby.log.open(CODE)).meeting == floor.meeting


async def test_what_rested_on_a_press_that_is_not_stored_is_decided_anew(
    lobby: Lobby, floor: Room, restart: Restart
) -> None:
    elsewhere = await restart().room(CODE)
    assert await elsewhere.handle(SendNotice("hall", "From another process"), CHAIR) == Done(5)
    database, opened = lobby.log.database, threading.Event()
    held = asyncio.create_task(database.run(lambda _: opened.wait()))
    await asyncio.sleep(0)
    jobs = database.jobs
    first = asyncio.create_task(press(floor, 1))
    await until(lambda: database.jobs > jobs)
    second = asyncio.create_task(floor.handle(RequestFloor(), FR, "key-2", "digest"))
    await asyncio.sleep(0)
    opened.set()
    await held
    with pytest.raises(ConcurrentWrite):
        await first
    assert await second == Done(6)
    assert await press(floor, 1) == Done(7)
    assert await floor.handle(RequestFloor(), FR, "key-2", "digest") == Done(6)
    assert (await lobby.log.open(CODE)).meeting == floor.meeting


async def test_a_press_that_was_given_up_is_not_carried_out_when_it_is_decided_anew(
    lobby: Lobby, floor: Room, restart: Restart, clocks: Clocks
) -> None:
    elsewhere = await restart().room(CODE)
    await elsewhere.handle(SendNotice("hall", "From another process"), CHAIR)
    database, opened = lobby.log.database, threading.Event()
    held = asyncio.create_task(database.run(lambda _: opened.wait()))
    await asyncio.sleep(0)
    jobs, given_up_at = database.jobs, floor.now_ms() + 1000
    first = asyncio.create_task(press(floor, 1))
    await until(lambda: database.jobs > jobs)
    second = asyncio.create_task(floor.handle(RequestFloor(), FR, deadline=given_up_at))
    await asyncio.sleep(0)
    clocks.pass_ms(1001)
    opened.set()
    await held
    for given_up, why in ((first, ConcurrentWrite), (second, TooLate)):
        with pytest.raises(why):
            await given_up
    assert waiting(floor) == []


async def test_a_late_retry_of_a_press_that_is_on_its_way_hears_what_becomes_of_it(
    lobby: Lobby, floor: Room, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commits, "BLOCK_SECONDS", 0)
    soon = floor.now_ms() + 1000
    presses = [asyncio.create_task(floor.handle(RequestFloor(), FR, "key-1", "digest", soon))]
    await asyncio.sleep(0)
    clocks.pass_ms(1001)
    presses.append(asyncio.create_task(floor.handle(RequestFloor(), FR, "key-1", "digest", soon)))
    assert await asyncio.gather(*presses) == [Done(5), Done(5)]
    with pytest.raises(TooLate):
        await floor.handle(RequestFloor(), KE, "key-2", "digest", soon)
    assert waiting(floor) == ["FR"]


async def test_a_long_queue_behind_a_failure_is_stored_in_its_order(lobby: Lobby, restart: Restart) -> None:
    room = await crowd(lobby)
    elsewhere = await restart().room("CROWD")
    assert await elsewhere.handle(SendNotice("hall", "From another process"), CHAIR) == Done(5)
    answers = await asyncio.gather(*(room.handle(RequestFloor(), by) for by in DELEGATES), return_exceptions=True)
    lost = sum(isinstance(answer, ConcurrentWrite) for answer in answers)
    assert 0 < lost < len(DELEGATES)
    assert answers[lost:] == [Done(6 + n) for n in range(len(DELEGATES) - lost)]
    assert waiting(room) == [by.seat for by in DELEGATES[lost:]]
    assert (await lobby.log.open("CROWD")).meeting == room.meeting


async def test_what_cannot_be_written_down_fails_and_the_room_goes_on(lobby: Lobby, floor: Room) -> None:
    with pytest.raises(UnicodeEncodeError):
        await floor.handle(SendNotice("hall", "\ud800"), CHAIR, "key-1", "digest")
    assert await press(floor, 1) == Done(5)
    assert (await lobby.log.open(CODE)).meeting == floor.meeting


async def test_who_presses_while_nothing_is_being_stored_is_answered_before_anything_else_has_its_turn(
    floor: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commits, "BLOCK_SECONDS", 60)
    monkeypatch.setattr(command_queue, "BATCH_SECONDS", 0)
    for by in (CHAIR, FR):
        other = asyncio.create_task(asyncio.sleep(0))
        assert isinstance(await floor.handle(SendNotice("hall", by.name) if by is CHAIR else RequestFloor(), by), Done)
        assert not other.done()
        await other


async def test_presses_that_come_together_are_stored_together_but_for_the_first(lobby: Lobby, floor: Room) -> None:
    jobs = lobby.log.database.jobs
    answers = await asyncio.gather(*(press(floor, n) for n in range(40)))
    assert answers == [Done(5 + n) for n in range(40)]
    assert lobby.log.database.jobs == jobs + 2


async def test_who_presses_in_a_burst_while_something_is_being_stored_is_stored_after_it(
    lobby: Lobby, floor: Room
) -> None:
    opened = threading.Event()
    held = asyncio.create_task(lobby.log.database.run(lambda _: opened.wait()))
    await asyncio.sleep(0)
    presses = [asyncio.create_task(floor.handle(*press)) for press in ((SuspendSitting(), CHAIR), (RequestFloor(), FR))]
    await asyncio.sleep(command_queue.BATCH_SECONDS * 2)  # the burst is over before the first of them is stored
    opened.set()
    await held
    assert await asyncio.gather(*presses) == [Done(5), Done(6)]


async def test_a_meeting_that_is_gone_answers_that(lobby: Lobby, floor: Room) -> None:
    await lobby.log.database.run(lambda connection: event_log.remove(connection, CODE))
    answers = await asyncio.gather(*(press(floor, n) for n in range(3)), return_exceptions=True)
    assert {type(answer) for answer in answers} == {NoMeeting}


async def test_a_list_that_is_being_given_another_end_is_not_closed_by_the_old_one(
    lobby: Lobby, floor: Room, clocks: Clocks
) -> None:
    await floor.handle(OpenList(minutes=1), DESK)
    opened, database = threading.Event(), lobby.log.database
    held = asyncio.create_task(database.run(lambda _: opened.wait()))
    await asyncio.sleep(0)
    later = asyncio.create_task(floor.handle(OpenList(minutes=10), DESK))
    await asyncio.sleep(0)
    clocks.pass_ms(60_001)
    await asyncio.sleep(automatic_timer.LONGEST_WAIT_SECONDS)  # the alarm has looked since
    opened.set()
    await held
    assert isinstance(await later, Done)
    await asyncio.sleep(0.05)
    assert floor.meeting.lists["meeting-1-list"].state == "open"


async def press(room: Room, number: int) -> Done | Refused:
    """The chair sends a long notice, under a key of its own."""
    return await room.handle(SendNotice("hall", f"{number} ".ljust(280, "x")), CHAIR, f"key-{number}", "digest")


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
async def test_after_a_restart_the_clock_has_not_lost_what_was_stored_and_goes_on(
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


async def test_withdrawing_and_asking_at_the_same_moment_leaves_nobody_twice(floor: Room) -> None:
    await floor.handle(RequestFloor(), FR)
    place = floor.meeting.lists["meeting-1-list"].waiting[0].id
    presses: Sequence[tuple[Command, Actor]] = [
        (WithdrawRequest(place), FR),
        (RequestFloor(), FR),
        (AddInscription("FR"), DESK),
        (WithdrawRequest(place), FR),
    ]
    answers = await asyncio.gather(*(floor.handle(*press) for press in presses))
    assert [type(answer) for answer in answers] == [Done, Done, Refused, Refused]
    assert waiting(floor) == ["FR"]
