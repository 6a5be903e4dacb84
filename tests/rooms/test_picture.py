"""A picture: named regions, each with the version at which it last changed."""

from typing import Any

import msgspec
import pytest

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.rooms.frame import Frame
from nameplate.rooms.picture import RegionPicture, Subject
from nameplate.rooms.room import Room
from tests.audiences import PAGES
from tests.cast import BR, CHAIR, FR, KE


def decoded(frame: Frame | None) -> Any:
    """A message as plain values."""
    return msgspec.json.decode(frame.message) if frame else None


@pytest.fixture
def picture() -> RegionPicture:
    """Two regions, rendered at version 3. The list changed at version 5, the floor at version 7."""
    picture = RegionPicture("boot")
    picture.update(3, {"floor": "nobody", "list": "empty"})
    picture.update(5, {"floor": "nobody", "list": "FR"})
    picture.update(7, {"floor": "FR", "list": "FR"})
    return picture


@pytest.mark.parametrize(
    ("seen", "regions"),
    [
        (-1, {"floor": "FR", "list": "FR"}),
        (2, {"floor": "FR", "list": "FR"}),
        (3, {"floor": "FR", "list": "FR"}),
        (4, {"floor": "FR", "list": "FR"}),
        (5, {"floor": "FR"}),
        (6, {"floor": "FR"}),
    ],
)
def test_a_frame_has_exactly_the_regions_that_are_newer_than_the_version_seen(
    picture: RegionPicture, seen: int, regions: dict[str, str]
) -> None:
    assert decoded(picture.frame(seen)) == {"version": 7, "boot": "boot", "regions": regions}


def test_there_is_no_frame_for_the_newest_version(picture: RegionPicture) -> None:
    assert picture.frame(7) is None
    assert picture.frame(8) is None


def test_an_equal_region_keeps_its_version(picture: RegionPicture) -> None:
    picture.update(9, {"floor": "FR", "list": "FR"})
    assert picture.version == 7
    assert picture.frame(7) is None


def test_a_frame_is_encoded_once(picture: RegionPicture) -> None:
    assert picture.frame(5) is picture.frame(5)


def test_the_picture_of_a_seat_is_the_shared_one_and_its_own_regions(picture: RegionPicture) -> None:
    mine = RegionPicture("boot", picture)
    mine.update(6, {"mine": "you are next"})
    assert decoded(mine.frame(-1))["regions"] == {"floor": "FR", "list": "FR", "mine": "you are next"}
    assert decoded(mine.frame(5)) == {"version": 7, "boot": "boot", "regions": {"floor": "FR", "mine": "you are next"}}


def test_while_no_own_region_has_changed_all_seats_share_a_frame(picture: RegionPicture) -> None:
    seats = [RegionPicture("boot", picture) for _ in range(2)]
    for seat in seats:
        seat.update(5, {"mine": "waiting"})
    assert seats[0].frame(6) is seats[1].frame(6) is picture.frame(6)


def test_the_picture_of_a_seat_has_later_changes_of_the_shared_one(picture: RegionPicture) -> None:
    seat = RegionPicture("boot", picture)
    seat.update(6, {"mine": "waiting"})
    assert seat.frame(-1)
    picture.update(20, {"floor": "another"})
    newest = seat.frame(-1)
    assert (
        newest and b"another" in newest.message and b"waiting" in newest.message and b'"version":20' in newest.message
    )


async def test_own_regions_reach_no_other_seat(floor: Room) -> None:
    seats = {by: floor.picture(Subject("delegate", seat=by.seat)) for by in (FR, KE, BR)}
    for by in (FR, KE):
        await floor.handle(RequestFloor(note="for the chair"), by)
    await floor.handle(GiveFloorToNext(), CHAIR)
    await floor.handle(SendNotice("speaker", "Please conclude"), CHAIR)
    fresh = {by: floor.region_picture(Subject("delegate", seat=by.seat)).regions() for by in seats}
    assert [by.seat for by in seats if "Please conclude" in str(fresh[by])] == ["FR"]
    assert [by.seat for by in seats if "You are next" in str(fresh[by])] == ["KE"]
    assert [by.seat for by in seats if "Request the floor" in str(fresh[by])] == ["BR"]
    assert [by.seat for by in seats if "for the chair" in str(fresh[by])] == ["KE"], "its own note, while it waits"


async def test_the_shared_picture_of_the_phones_has_no_own_region(floor: Room) -> None:
    await floor.handle(RequestFloor(), FR)
    assert "mine" not in floor.region_picture(Subject("delegate")).regions()


async def test_a_picture_is_rendered_once_for_many_readers(floor: Room, rendered: list[Subject]) -> None:
    rendered.clear()
    for _ in range(50):
        for audience in PAGES:
            floor.picture(Subject(audience))
    assert sorted(subject.audience for subject in rendered) == sorted(PAGES)


async def test_the_picture_of_a_seat_without_subscribers_is_dropped(floor: Room, rendered: list[Subject]) -> None:
    floor.picture(Subject("delegate", seat="FR"))
    rendered.clear()
    await floor.handle(RequestFloor(), KE)
    assert rendered == []
    floor.picture(Subject("delegate"))
    assert rendered == [Subject("delegate")]
