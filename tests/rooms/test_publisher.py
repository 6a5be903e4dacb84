"""The publisher: which subscriber gets which frames at which time, and how often pictures are rendered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

import msgspec
import pytest

from nameplate.meeting import Meeting
from nameplate.rooms import fan_out, publisher
from nameplate.rooms.frame import Frame
from nameplate.rooms.picture import RenderedViews, Subject
from nameplate.rooms.publisher import Publisher, RenderSubject
from nameplate.rooms.subscriber import Subscriber
from nameplate.rooms.yielding import YieldToLoop, yielding
from nameplate.screens.audiences import AUDIENCES, PHONES_SECONDS, ROOM_SECONDS, Audience, Group
from tests.rooms.connections import RecordingConnection
from tests.serving import until

HALL, PHONES, FRANCE = Subject("hall"), Subject("delegate"), Subject("delegate", seat="FR")


class Source:
    """A meeting whose version grows. Each region contains the version from which it was rendered."""

    def __init__(self) -> None:
        self.meeting = Meeting(version=3)
        self.rendered: list[Subject] = []

    def render(self, meeting: Meeting, subject: Subject, views: RenderedViews) -> Mapping[str, str]:
        self.rendered.append(subject)
        return {subject.seat or "floor": f"at {meeting.version}"}


@pytest.fixture
def source() -> Source:
    """A meeting at version 3."""
    return Source()


@pytest.fixture
async def published(source: Source) -> AsyncIterator[Publisher]:
    """The publisher of this meeting."""
    made = publishing(source, source.render)
    yield made
    await made.close()


def publishing(source: Source, render: RenderSubject, yield_to_loop: YieldToLoop | None = None) -> Publisher:
    """A publisher of all audiences."""
    return Publisher("boot", AUDIENCES.values(), lambda: source.meeting, render, lambda: 0, yield_to_loop or yielding())


def pausing(audience: str, go_on: asyncio.Event) -> YieldToLoop:
    """A yield function in which the task of an audience waits until the test lets it continue."""

    async def yield_to_loop() -> None:
        await asyncio.sleep(0)
        task = asyncio.current_task()
        if task is not None and audience in task.get_name():
            await go_on.wait()

    return yield_to_loop


def subscribe(published: Publisher, subject: Subject = HALL, seen: int = -1) -> RecordingConnection:
    """A new subscriber."""
    socket = RecordingConnection()
    published.join(Subscriber(subject, lambda: published.picture(subject), seen, socket))
    return socket


def change(published: Publisher, source: Source) -> None:
    """The meeting gets a new version."""
    source.meeting = replace(source.meeting, version=source.meeting.version + 1)
    published.changed()


async def test_every_audience_that_is_registered_is_published(source: Source) -> None:
    gallery = Audience(name="gallery", visible_to=frozenset(), group=Group.PHONES, interval_seconds=ROOM_SECONDS)
    audiences = [*AUDIENCES.values(), gallery]
    published = Publisher("boot", audiences, lambda: source.meeting, source.render, lambda: 0, yielding())
    screens = [subscribe(published, Subject(audience.name)) for audience in audiences if not audience.is_document]
    change(published, source)
    await until(lambda: all(screen.versions() == [3, 4] for screen in screens))
    await published.close()


async def test_an_audience_that_is_not_registered_has_no_channel(published: Publisher) -> None:
    with pytest.raises(LookupError):
        subscribe(published, Subject("gallery"))


async def test_a_new_subscriber_gets_the_picture_at_once_and_then_each_change(
    published: Publisher, source: Source
) -> None:
    hall = subscribe(published)
    assert hall.versions() == [3]
    change(published, source)
    await until(lambda: hall.versions() == [3, 4])


async def test_further_subscribers_cost_no_rendering(published: Publisher, source: Source) -> None:
    screens = [subscribe(published) for _ in range(50)]
    assert source.rendered == [HALL]
    change(published, source)
    await until(lambda: all(screen.versions() == [3, 4] for screen in screens))
    subscribe(published)
    assert source.rendered == [HALL] * 2


async def test_a_subscriber_that_missed_nothing_is_sent_nothing(published: Publisher) -> None:
    subscribe(published)
    assert subscribe(published, seen=3).got == []


async def test_a_slow_subscriber_skips_versions(published: Publisher, source: Source) -> None:
    slow, quick = subscribe(published), subscribe(published)
    slow.full = True
    for version in range(4, 8):
        change(published, source)
        await until(lambda version=version: quick.versions()[-1] == version)  # type: ignore[misc]
    slow.free()
    assert slow.versions() == [3, 7]
    assert quick.versions() == [3, 4, 5, 6, 7]


async def test_only_a_change_of_the_picture_leaves_a_slow_subscriber_behind(source: Source) -> None:
    names = iter(("France", "France", "Kenya", "Brazil"))
    published = publishing(source, lambda meeting, subject, views: {"floor": next(names)})
    hall = Subscriber(HALL, lambda: published.picture(HALL), -1, connection := RecordingConnection())
    published.join(hall)
    connection.full = True
    for lacks in (0, 2, 3):
        change(published, source)
        rendered = published.renders + 1
        await until(lambda rendered=rendered: published.renders == rendered)  # type: ignore[misc]
        assert (published.versions_behind(hall), published.version_shown_to(hall)) == (lacks, 3)
    connection.free()
    assert (published.versions_behind(hall), published.version_shown_to(hall)) == (0, 6)
    await published.close()


async def test_a_burst_is_published_as_a_few_pictures_the_last_one_to_all(published: Publisher, source: Source) -> None:
    hall, phone = subscribe(published), subscribe(published, PHONES)
    for _ in range(40):
        change(published, source)
        await asyncio.sleep(0.005)
    await until(lambda: hall.versions()[-1] == phone.versions()[-1] == 43)
    assert len(phone.got) < len(hall.got) < 20
    assert phone.versions()[1] == 4, "the first change goes at once"


async def test_after_a_very_slow_rendering_the_next_change_follows_soon(
    published: Publisher, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "RENDERING_SHARE", 1e-9)
    hall = subscribe(published)
    for version in (4, 5):
        change(published, source)
        await until(lambda version=version: hall.versions()[-1] == version)  # type: ignore[misc]


async def test_a_slow_publication_to_one_audience_does_not_delay_the_hall(source: Source) -> None:
    go_on, last = asyncio.Event(), Subject("podium", seat=f"S{publisher.SEATS_AT_ONCE}")
    go_on.set()
    published = publishing(source, source.render, pausing("podium", go_on))
    hall = subscribe(published)
    subscribe_many_seats(published)
    change(published, source)
    while source.rendered.count(Subject("podium", seat="S0")) < 2:  # noqa: ASYNC110 - to stop half-way
        await asyncio.sleep(0)
    go_on.clear()
    change(published, source)
    await until(lambda: hall.versions()[-1] == 5)
    assert source.rendered.count(last) == 1, "once, when it joined"
    go_on.set()
    await until(lambda: source.rendered.count(last) == 3)
    await published.close()


async def test_chair_and_desk_are_rendered_from_the_same_version(source: Source) -> None:
    seen: list[tuple[str, Meeting]] = []

    def render(meeting: Meeting, subject: Subject, views: RenderedViews) -> Mapping[str, str]:
        seen.append((subject.audience, meeting))
        source.meeting = replace(source.meeting, version=source.meeting.version + 1)
        return {"floor": f"at {meeting.version}"}

    published = publishing(source, render)
    subscribe(published, Subject("chair"))
    desk = subscribe(published, Subject("desk"))
    seen.clear()
    change(published, source)
    await until(lambda: len(desk.got) > 1)
    (chair, at), (other, also_at) = seen
    assert (chair, other) == ("chair", "desk")
    assert at is also_at, "although there is a newer version"
    await published.close()


async def test_a_newer_picture_for_a_late_subscriber_is_not_replaced_by_an_older_one(source: Source) -> None:
    go_on, rendered = asyncio.Event(), list[int]()

    def render(meeting: Meeting, subject: Subject, views: RenderedViews) -> Mapping[str, str]:
        if subject.audience == "desk":
            rendered.append(meeting.version)
        return source.render(meeting, subject, views)

    published = publishing(source, render, pausing("chair", go_on))
    subscribe(published, chair := Subject("chair", seat="S0"))
    published.picture(Subject("desk"))
    change(published, source)
    await until(lambda: source.rendered.count(chair) == 2)
    change(published, source)
    desk = subscribe(published, Subject("desk"))
    go_on.set()
    await until(lambda: source.rendered.count(chair) == 3)
    change(published, source)
    await until(lambda: desk.versions() == [5, 6])
    assert rendered == sorted(rendered)
    await published.close()


async def test_only_the_subscribers_of_a_seat_get_its_own_region(published: Publisher, source: Source) -> None:
    france, phone = subscribe(published, FRANCE), subscribe(published, PHONES)
    regions = [set(msgspec.json.decode(screen.got[0])["regions"]) for screen in (france, phone)]
    assert regions == [{"floor", "FR"}, {"floor"}]


async def test_the_first_frame_and_the_heartbeats_of_a_seat_tell_the_same_version(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(meeting: Meeting, subject: Subject, views: RenderedViews) -> Mapping[str, str]:
        own = subject.seat or subject.audience == "hall"
        return {subject.seat or "floor": f"at {meeting.version}" if own else "the same"}

    monkeypatch.setattr(publisher, "HEARTBEAT_SECONDS", 0.01)
    published = publishing(source, render)
    hall, phone = subscribe(published), subscribe(published, PHONES)
    change(published, source)
    await until(lambda: 4 in hall.versions())
    france = subscribe(published, FRANCE)
    assert msgspec.json.decode(france.got[0])["regions"] == {"floor": "the same", "FR": "at 4"}
    assert published.region_picture(FRANCE).shared_version == 3
    await until(lambda: len(france.got) > 3)
    assert {*france.versions(), *phone.versions()} == {3}
    back = subscribe(published, FRANCE, seen=3)
    assert msgspec.json.decode(back.got[0]) == {"version": 3, "boot": "boot", "regions": {"FR": "at 4"}}
    await published.close()


def subscribe_many_seats(published: Publisher) -> None:
    """Subscribe more seats than are rendered at once."""
    for nth in range(publisher.SEATS_AT_ONCE + 1):
        subscribe(published, Subject("podium", seat=f"S{nth}"))


async def half_published(source: Source) -> None:
    """Wait until the shared picture and those of the first seats are rendered, but not that of the last seat."""
    before = len(source.rendered)
    while len(source.rendered) < before + 1 + publisher.SEATS_AT_ONCE:  # noqa: ASYNC110 - to stop half-way
        await asyncio.sleep(0)
    assert len(source.rendered) == before + 1 + publisher.SEATS_AT_ONCE


async def test_a_page_from_before_a_change_gets_it_when_it_connects_during_the_publication(
    published: Publisher, source: Source
) -> None:
    subscribe_many_seats(published)
    france = Subject("podium", seat="FR")
    change(published, source)
    assert published.region_picture(france).regions()["FR"] == "at 3", "the version that all others still see"
    await half_published(source)
    (message,) = map(msgspec.json.decode, subscribe(published, france).got)
    assert message["regions"] == {"floor": "at 4", "FR": "at 4"}


async def test_a_subscriber_that_joins_a_seat_before_its_turn_gets_the_change_too(
    published: Publisher, source: Source
) -> None:
    subscribe_many_seats(published)
    change(published, source)
    await half_published(source)
    last = f"S{publisher.SEATS_AT_ONCE}"
    late = subscribe(published, Subject("podium", seat=last))
    assert msgspec.json.decode(late.got[0])["regions"] == {"floor": "at 4", last: "at 3"}
    await until(lambda: len(late.got) > 1)
    assert msgspec.json.decode(late.got[-1])["regions"][last] == "at 4"


@pytest.mark.parametrize("audience", ["state", "chair"])
async def test_a_picture_that_fails_does_not_stop_the_next_publication(
    published: Publisher, source: Source, audience: str
) -> None:
    class Broken:
        version, outdated = 9, False

        def frame(self, since: int) -> Frame | None:
            raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        published.join(Subscriber(Subject(audience), Broken, 9, RecordingConnection()))
    screens = [subscribe(published), subscribe(published, Subject("desk"))]
    for version in (4, 5):
        change(published, source)
        await until(lambda version=version: all(s.versions()[-1] == version for s in screens))  # type: ignore[misc]


class Fragile(Source):
    """A meeting whose subject `broken` cannot be rendered."""

    broken: Subject | None = None

    def render(self, meeting: Meeting, subject: Subject, views: RenderedViews) -> Mapping[str, str]:
        if subject == self.broken:
            raise ValueError("a fault")
        return {subject.seat or "floor": "the same"}


def last_message(socket: RecordingConnection) -> dict[str, object]:
    """The last message to a connection."""
    message: dict[str, object] = msgspec.json.decode(socket.got[-1])
    return message


async def test_only_a_seat_whose_own_region_fails_is_told_that_it_is_out_of_date() -> None:
    source, own = Fragile(), Subject("podium", seat="FR")
    published = publishing(source, source.render)
    mine, other = subscribe(published, own), subscribe(published, Subject("podium"))
    source.broken = own
    change(published, source)
    await until(lambda: last_message(mine) == {"version": 3, "outdated": True})
    assert (len(other.got), published.outdated(), published.failed_renders) == (1, {"podium"}, 1)
    source.broken = None
    change(published, source)
    await until(lambda: "outdated" not in last_message(mine))
    assert published.outdated() == set()
    await published.close()


async def test_a_picture_that_is_rendered_again_is_current_at_once_even_if_equal() -> None:
    source = Fragile()
    published = publishing(source, source.render)
    hall = subscribe(published)
    for broken, said in ((HALL, {"version": 3, "outdated": True}), (None, {"version": 3})):
        source.broken = broken
        change(published, source)
        await until(lambda said=said: last_message(hall) == said)  # type: ignore[misc]
    await published.close()


async def test_a_picture_without_subscribers_is_not_rendered(published: Publisher, source: Source) -> None:
    hall = subscribe(published)
    published.picture(FRANCE)
    published.picture(Subject("desk"))
    source.rendered.clear()
    change(published, source)
    await until(lambda: hall.versions() == [3, 4])
    assert source.rendered == [HALL]
    assert published.region_picture(Subject("desk")).regions() == {"floor": "at 4"}


async def test_a_page_without_subscribers_is_rendered_once_for_each_change(
    published: Publisher, source: Source
) -> None:
    change(published, source)
    published.picture(FRANCE)
    await asyncio.sleep(PHONES_SECONDS / 10)
    published.picture(FRANCE)
    assert source.rendered == [PHONES, FRANCE]
    change(published, source)
    assert source.rendered == [PHONES, FRANCE], "a change itself renders nothing"


async def test_heartbeats_go_to_all_and_stuck_connections_are_aborted(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "HEARTBEAT_SECONDS", 0.01)
    published = publishing(source, source.render)
    hall, stuck = subscribe(published), subscribe(published)
    stuck.full = stuck.stuck = True
    await until(lambda: len(hall.got) > 3 and stuck.gone)
    assert set(hall.got[1:]) == {b'{"version":3}'}
    assert not hall.gone
    await published.close()


async def test_more_subscribers_than_a_slice_all_get_a_change(published: Publisher, source: Source) -> None:
    screens = [subscribe(published) for _ in range(fan_out.SLICE * 2 + 1)]
    change(published, source)
    await until(lambda: all(screen.versions() == [3, 4] for screen in screens))


async def test_a_subscriber_after_the_last_one_left_gets_the_newest_version(
    published: Publisher, source: Source
) -> None:
    hall = RecordingConnection()
    screen = Subscriber(HALL, lambda: published.picture(HALL), -1, hall)
    published.join(screen)
    change(published, source)
    await until(lambda: hall.versions() == [3, 4])
    change(published, source)
    published.leave(screen)
    await asyncio.sleep(ROOM_SECONDS * 2)
    assert subscribe(published).versions() == [5]


async def test_a_subscriber_that_has_left_gets_nothing_more(published: Publisher, source: Source) -> None:
    socket, other = RecordingConnection(), subscribe(published)
    screen = Subscriber(HALL, lambda: published.picture(HALL), -1, socket)
    published.join(screen)
    published.leave(screen)
    change(published, source)
    await until(lambda: other.versions() == [3, 4])
    assert socket.versions() == [3]
    assert len([*published.subscribers()]) == 1
