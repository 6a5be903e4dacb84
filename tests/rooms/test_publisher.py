"""Screens are shown what is newer than what they saw, skip what they missed, and are let go when they never read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace

import msgspec
import pytest

from nameplate.meeting import Meeting
from nameplate.rooms import fan_out, publisher, yielding
from nameplate.rooms.frame import Frame
from nameplate.rooms.picture import RenderedViews, Subject
from nameplate.rooms.publisher import Publisher, RenderSubject
from nameplate.rooms.subscriber import Subscriber
from nameplate.screens.audiences import AUDIENCES, PHONES_SECONDS, ROOM_SECONDS, Audience, Group
from tests.rooms.connections import RecordingConnection
from tests.serving import until

HALL, PHONES, FRANCE = Subject("hall"), Subject("delegate"), Subject("delegate", seat="FR")


class Show:
    """What is shown: a meeting whose version grows; each picture says at which version it was drawn."""

    def __init__(self) -> None:
        self.meeting = Meeting(version=3)
        self.drawn: list[Subject] = []

    def render(self, meeting: Meeting, subject: Subject, drawings: RenderedViews) -> Mapping[str, str]:
        """The regions of a subject."""
        self.drawn.append(subject)
        return {subject.seat or "floor": f"at {meeting.version}"}


@pytest.fixture
def show() -> Show:
    """A meeting at version 3."""
    return Show()


@pytest.fixture
async def shown(show: Show) -> AsyncIterator[Publisher]:
    """Its publisher."""
    made = publishing(show, show.render)
    yield made
    await made.close()


def publishing(show: Show, render: RenderSubject, is_held: Callable[[], bool] = lambda: False) -> Publisher:
    """A publisher of all audiences."""
    return Publisher("boot", AUDIENCES.values(), lambda: show.meeting, render, lambda: 0, is_held)


def look(shown: Publisher, subject: Subject = HALL, seen: int = -1) -> RecordingConnection:
    """Somebody begins to look."""
    socket = RecordingConnection()
    shown.join(Subscriber(subject, lambda: shown.picture(subject), seen, socket))
    return socket


def change(shown: Publisher, show: Show) -> None:
    """The meeting goes on by a version."""
    show.meeting = replace(show.meeting, version=show.meeting.version + 1)
    shown.changed()


async def test_every_audience_that_is_registered_is_published(show: Show) -> None:
    gallery = Audience(name="gallery", visible_to=frozenset(), group=Group.PHONES, interval_seconds=ROOM_SECONDS)
    audiences = [*AUDIENCES.values(), gallery]
    shown = Publisher("boot", audiences, lambda: show.meeting, show.render, lambda: 0)
    screens = [look(shown, Subject(audience.name)) for audience in audiences if not audience.is_document]
    change(shown, show)
    await until(lambda: all(screen.versions() == [3, 4] for screen in screens))
    await shown.close()


async def test_an_audience_that_is_not_registered_has_no_channel(shown: Publisher) -> None:
    with pytest.raises(LookupError):
        look(shown, Subject("gallery"))


async def test_who_joins_is_shown_the_picture_at_once_and_then_what_changes(shown: Publisher, show: Show) -> None:
    hall = look(shown)
    assert hall.versions() == [3]
    change(shown, show)
    await until(lambda: hall.versions() == [3, 4])


async def test_joining_costs_no_drawing_once_somebody_looks(shown: Publisher, show: Show) -> None:
    screens = [look(shown) for _ in range(50)]
    assert show.drawn == [HALL]
    change(shown, show)
    await until(lambda: all(screen.versions() == [3, 4] for screen in screens))
    look(shown)
    assert show.drawn == [HALL] * 2


async def test_who_comes_back_and_missed_nothing_is_written_nothing(shown: Publisher) -> None:
    look(shown)
    assert look(shown, seen=3).got == []


async def test_a_slow_screen_skips_what_it_missed(shown: Publisher, show: Show) -> None:
    slow, quick = look(shown), look(shown)
    slow.full = True
    for version in range(4, 8):
        change(shown, show)
        await until(lambda version=version: quick.versions()[-1] == version)  # type: ignore[misc]
    slow.free()
    assert slow.versions() == [3, 7]
    assert quick.versions() == [3, 4, 5, 6, 7]


async def test_a_burst_is_shown_as_a_few_pictures_and_the_last_of_it_to_everybody(shown: Publisher, show: Show) -> None:
    hall, phone = look(shown), look(shown, PHONES)
    for _ in range(40):
        change(shown, show)
        await asyncio.sleep(0.005)
    await until(lambda: hall.versions()[-1] == phone.versions()[-1] == 43)
    assert len(phone.got) < len(hall.got) < 20
    assert phone.versions()[1] == 4, "the first change goes at once"


async def test_what_took_very_long_to_draw_is_followed_by_the_next_change_soon(
    shown: Publisher, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "RENDERING_SHARE", 1e-9)
    hall = look(shown)
    for version in (4, 5):
        change(shown, show)
        await until(lambda version=version: hall.versions()[-1] == version)  # type: ignore[misc]


async def test_what_takes_long_to_show_to_some_keeps_the_hall_from_nothing(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yielding, "LONGEST_FOR_COMMANDS_SECONDS", 3600)
    held, last = False, Subject("podium", seat=f"S{publisher.SEATS_AT_ONCE}")

    def is_held() -> bool:
        task = asyncio.current_task()
        return held and task is not None and task.get_name() == "publish podium"

    shown = publishing(show, show.render, is_held)
    hall = look(shown)
    many_look(shown)
    change(shown, show)
    while show.drawn.count(Subject("podium", seat="S0")) < 2:  # noqa: ASYNC110 - turn by turn, to stop half-way
        await asyncio.sleep(0)
    held = True
    change(shown, show)
    await until(lambda: hall.versions()[-1] == 5)
    assert show.drawn.count(last) == 1, "when it came"
    held = False
    await until(lambda: show.drawn.count(last) == 3)
    await shown.close()


async def test_chair_and_desk_are_shown_the_same_moment(show: Show) -> None:
    seen: list[tuple[str, Meeting]] = []

    def render(meeting: Meeting, subject: Subject, drawings: RenderedViews) -> Mapping[str, str]:
        seen.append((subject.audience, meeting))
        show.meeting = replace(show.meeting, version=show.meeting.version + 1)
        return {"floor": f"at {meeting.version}"}

    shown = publishing(show, render)
    look(shown, Subject("chair"))
    desk = look(shown, Subject("desk"))
    seen.clear()
    change(shown, show)
    await until(lambda: len(desk.got) > 1)
    (chair, at), (other, also_at) = seen
    assert (chair, other) == ("chair", "desk")
    assert at is also_at, "though the meeting went on in between"
    await shown.close()


async def test_a_picture_that_was_drawn_for_who_joined_in_the_middle_of_a_change_is_never_taken_back(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yielding, "LONGEST_FOR_COMMANDS_SECONDS", 3600)
    held, drawn = True, list[int]()

    def is_held() -> bool:
        task = asyncio.current_task()
        return held and task is not None and task.get_name() == "publish chair"

    def render(meeting: Meeting, subject: Subject, drawings: RenderedViews) -> Mapping[str, str]:
        if subject.audience == "desk":
            drawn.append(meeting.version)
        return show.render(meeting, subject, drawings)

    shown = publishing(show, render, is_held)
    look(shown, chair := Subject("chair", seat="S0"))
    shown.picture(Subject("desk"))
    change(shown, show)
    await until(lambda: show.drawn.count(chair) == 2)
    change(shown, show)
    desk = look(shown, Subject("desk"))
    held = False
    await until(lambda: show.drawn.count(chair) == 3)
    change(shown, show)
    await until(lambda: desk.versions() == [5, 6])
    assert drawn == sorted(drawn)
    await shown.close()


async def test_a_seat_is_shown_its_own_and_others_are_not(shown: Publisher, show: Show) -> None:
    france, phone = look(shown, FRANCE), look(shown, PHONES)
    regions = [set(msgspec.json.decode(screen.got[0])["regions"]) for screen in (france, phone)]
    assert regions == [{"floor", "FR"}, {"floor"}]


async def test_who_comes_after_a_change_that_only_others_see_is_told_the_version_that_its_beats_will_tell(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(meeting: Meeting, subject: Subject, drawings: RenderedViews) -> Mapping[str, str]:
        own = subject.seat or subject.audience == "hall"
        return {subject.seat or "floor": f"at {meeting.version}" if own else "the same"}

    monkeypatch.setattr(publisher, "HEARTBEAT_SECONDS", 0.01)
    shown = publishing(show, render)
    hall, phone = look(shown), look(shown, PHONES)
    change(shown, show)
    await until(lambda: 4 in hall.versions())
    france = look(shown, FRANCE)
    assert msgspec.json.decode(france.got[0])["regions"] == {"floor": "the same", "FR": "at 4"}
    assert shown.region_picture(FRANCE).shared_version == 3
    await until(lambda: len(france.got) > 3)
    assert {*france.versions(), *phone.versions()} == {3}
    back = look(shown, FRANCE, seen=3)
    assert msgspec.json.decode(back.got[0]) == {"version": 3, "boot": "boot", "regions": {"FR": "at 4"}}
    await shown.close()


def many_look(shown: Publisher) -> None:
    """More seats than are drawn at a stretch."""
    for nth in range(publisher.SEATS_AT_ONCE + 1):
        look(shown, Subject("podium", seat=f"S{nth}"))


async def half_shown(show: Show) -> None:
    """A change is on its way: what is shared is drawn, and what belongs to the first seats, but not to the last."""
    before = len(show.drawn)
    while len(show.drawn) < before + 1 + publisher.SEATS_AT_ONCE:  # noqa: ASYNC110 - turn by turn, to stop half-way
        await asyncio.sleep(0)
    assert len(show.drawn) == before + 1 + publisher.SEATS_AT_ONCE


async def test_whose_page_came_before_a_change_and_whose_socket_comes_while_it_is_shown_sees_it(
    shown: Publisher, show: Show
) -> None:
    many_look(shown)
    france = Subject("podium", seat="FR")
    change(shown, show)
    assert shown.region_picture(france).regions()["FR"] == "at 3", (
        "as all others see it, until they are shown the change"
    )
    await half_shown(show)
    (message,) = map(msgspec.json.decode, look(shown, france).got)
    assert message["regions"] == {"floor": "at 4", "FR": "at 4"}


async def test_who_joins_a_seat_while_a_change_is_shown_and_before_its_turn_hears_it_too(
    shown: Publisher, show: Show
) -> None:
    many_look(shown)
    change(shown, show)
    await half_shown(show)
    last = f"S{publisher.SEATS_AT_ONCE}"
    late = look(shown, Subject("podium", seat=last))
    assert msgspec.json.decode(late.got[0])["regions"] == {"floor": "at 4", last: "at 3"}
    await until(lambda: len(late.got) > 1)
    assert msgspec.json.decode(late.got[-1])["regions"][last] == "at 4"


@pytest.mark.parametrize("audience", ["state", "chair"])
async def test_a_picture_that_fails_keeps_nobody_from_the_next(shown: Publisher, show: Show, audience: str) -> None:
    class Broken:
        version, outdated = 9, False

        def frame(self, since: int) -> Frame | None:
            raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        shown.join(Subscriber(Subject(audience), Broken, 9, RecordingConnection()))
    screens = [look(shown), look(shown, Subject("desk"))]
    for version in (4, 5):
        change(shown, show)
        await until(lambda version=version: all(s.versions()[-1] == version for s in screens))  # type: ignore[misc]


class Fragile(Show):
    """A show that cannot render the picture of the subject that is `broken`."""

    broken: Subject | None = None

    def render(self, meeting: Meeting, subject: Subject, drawings: RenderedViews) -> Mapping[str, str]:
        """The regions of a subject that is not broken."""
        if subject == self.broken:
            raise ValueError("a fault")
        return {subject.seat or "floor": "the same"}


def told(socket: RecordingConnection) -> dict[str, object]:
    """What a screen heard last."""
    message: dict[str, object] = msgspec.json.decode(socket.got[-1])
    return message


async def test_a_seat_whose_own_part_fails_is_told_and_the_others_are_not() -> None:
    show, own = Fragile(), Subject("podium", seat="FR")
    shown = publishing(show, show.render)
    mine, other = look(shown, own), look(shown, Subject("podium"))
    show.broken = own
    change(shown, show)
    await until(lambda: told(mine) == {"version": 3, "outdated": True})
    assert (len(other.got), shown.outdated(), shown.failed_renders) == (1, {"podium"}, 1)
    show.broken = None
    change(shown, show)
    await until(lambda: "outdated" not in told(mine))
    assert shown.outdated() == set()
    await shown.close()


async def test_a_picture_that_is_the_same_when_it_can_be_rendered_again_is_said_to_be_so_at_once() -> None:
    show = Fragile()
    shown = publishing(show, show.render)
    hall = look(shown)
    for broken, said in ((HALL, {"version": 3, "outdated": True}), (None, {"version": 3})):
        show.broken = broken
        change(shown, show)
        await until(lambda said=said: told(hall) == said)  # type: ignore[misc]
    await shown.close()


async def test_what_nobody_looks_at_is_not_drawn(shown: Publisher, show: Show) -> None:
    hall = look(shown)
    shown.picture(FRANCE)
    shown.picture(Subject("desk"))
    show.drawn.clear()
    change(shown, show)
    await until(lambda: hall.versions() == [3, 4])
    assert show.drawn == [HALL]
    assert shown.region_picture(Subject("desk")).regions() == {"floor": "at 4"}


async def test_a_page_that_is_fetched_while_nobody_looks_is_drawn_once_for_each_change(
    shown: Publisher, show: Show
) -> None:
    change(shown, show)
    shown.picture(FRANCE)
    await asyncio.sleep(PHONES_SECONDS / 10)
    shown.picture(FRANCE)
    assert show.drawn == [PHONES, FRANCE]
    change(shown, show)
    assert show.drawn == [PHONES, FRANCE], "and a change itself draws nothing"


async def test_everybody_hears_a_sign_of_life_and_who_never_reads_is_let_go(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "HEARTBEAT_SECONDS", 0.01)
    shown = publishing(show, show.render)
    hall, stuck = look(shown), look(shown)
    stuck.full = stuck.stuck = True
    await until(lambda: len(hall.got) > 3 and stuck.gone)
    assert set(hall.got[1:]) == {b'{"version":3}'}
    assert not hall.gone
    await shown.close()


async def test_more_screens_than_a_slice_all_hear_it(shown: Publisher, show: Show) -> None:
    screens = [look(shown) for _ in range(fan_out.SLICE * 2 + 1)]
    change(shown, show)
    await until(lambda: all(screen.versions() == [3, 4] for screen in screens))


async def test_who_comes_after_the_last_one_left_sees_what_changed_meanwhile(shown: Publisher, show: Show) -> None:
    hall = RecordingConnection()
    screen = Subscriber(HALL, lambda: shown.picture(HALL), -1, hall)
    shown.join(screen)
    change(shown, show)
    await until(lambda: hall.versions() == [3, 4])
    change(shown, show)
    shown.leave(screen)
    await asyncio.sleep(ROOM_SECONDS * 2)
    assert look(shown).versions() == [5]


async def test_who_leaves_hears_no_more(shown: Publisher, show: Show) -> None:
    socket, other = RecordingConnection(), look(shown)
    screen = Subscriber(HALL, lambda: shown.picture(HALL), -1, socket)
    shown.join(screen)
    shown.leave(screen)
    change(shown, show)
    await until(lambda: other.versions() == [3, 4])
    assert socket.versions() == [3]
    assert len([*shown.subscribers()]) == 1
