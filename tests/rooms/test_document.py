"""The JSON picture for programs: requests at the same time share one document, later requests get a new one."""

from __future__ import annotations

import msgspec

from nameplate.meeting.notices import SendNotice
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.rooms.document import SAME_MOMENT_MS
from nameplate.rooms.frame import Frame
from nameplate.rooms.picture import Subject
from nameplate.rooms.room import Room
from nameplate.rooms.subscriber import Subscriber
from tests.cast import CHAIR, FR
from tests.rooms.clocks import Clocks
from tests.rooms.connections import RecordingConnection
from tests.serving import until

MODERATORS = Subject("state", moderates=True)


def said(frame: Frame | None) -> tuple[int, int]:
    """The version and the time in a message."""
    assert frame
    picture = msgspec.json.decode(frame.message)
    return picture["version"], picture["now_ms"]


async def test_a_document_is_rendered_again_for_a_later_moment_and_for_another_version(
    floor: Room, clocks: Clocks
) -> None:
    picture = floor.picture(MODERATORS)
    first = picture.frame(-1)
    clocks.pass_ms(SAME_MOMENT_MS)
    assert picture.frame(-1) is first
    clocks.pass_ms(1)
    later = picture.frame(-1)
    assert said(later) == (4, said(first)[1] + SAME_MOMENT_MS + 1)
    await floor.handle(SendNotice("hall", "Lunch is at one."), CHAIR)
    assert said(picture.frame(4)) == (5, said(later)[1])
    assert picture.frame(5) is None


async def test_a_document_of_a_node_that_is_cut_off_says_so_at_once(floor: Room) -> None:
    picture = floor.picture(MODERATORS)
    for is_cut_off in (False, True, False):
        floor.publisher.set_cut_off(is_cut_off)
        frame = picture.frame(-1)
        assert frame
        assert msgspec.json.decode(frame.message).get("outdated", False) is is_cut_off
        assert said(frame)[0] == 4 and picture.frame(4) is None


async def test_programs_that_see_the_same_share_a_document_and_others_have_their_own(
    floor: Room, rendered: list[Subject]
) -> None:
    subjects = [MODERATORS, Subject("state", seat="FR"), Subject("state", seat="FR"), Subject("state")]
    sockets = [RecordingConnection() for _ in subjects]
    for subject, socket in zip(subjects, sockets, strict=True):
        floor.publisher.join(Subscriber(subject, lambda subject=subject: floor.picture(subject), -1, socket))  # type: ignore[misc]
    rendered.clear()
    await floor.handle(RequestFloor(note="on item 3"), FR)
    await until(lambda: all(socket.versions() == [4, 5] for socket in sockets))
    assert sorted(map(str, rendered)) == sorted(map(str, set(subjects)))
    assert ["on item 3" in str(socket.got[-1]) for socket in sockets] == [True, True, True, False]
    for subscriber in [*floor.publisher.subscribers()]:
        floor.publisher.leave(subscriber)
    assert not [*floor.publisher.subscribers()]
