"""What a technician sees of the room and of all screens."""

from __future__ import annotations

import pytest

from nameplate.paths import WEB
from nameplate.screens.audiences import AUDIENCES
from nameplate.screens.render_context import RenderContext
from nameplate.screens.studio import (
    GRACE_MS,
    MOST_TILES,
    NAMED_NEXT,
    ORDER,
    SLOW_MS,
    ConnectedScreen,
    ScreenTile,
    Studio,
    studio,
)
from nameplate.wording.language import load_words
from tests.panel import begun, floor_open

WORDS = load_words(WEB / "locale", "en")
MEETING = floor_open()
LATER = MEETING.at + GRACE_MS + 1


def seen(*screens: ConnectedScreen, failed: str = "", lost: dict[str, int] | None = None, now: int = LATER) -> Studio:
    return studio(RenderContext(MEETING, WORDS), screens, {failed} - {""}, lost or {}, now)


def tiles(name: str, *lacks: int, failed: str = "", now: int = LATER) -> list[ScreenTile]:
    """The tiles of an audience whose screens lack so many versions of its picture."""
    screens = [ConnectedScreen(name, each) for each in lacks]
    return [tile for tile in seen(*screens, failed=failed, now=now).tiles if tile.audience == name]


def test_audiences_without_a_screen_are_named() -> None:
    view = studio(RenderContext(begun(), WORDS), [ConnectedScreen("hall")], set(), {}, 0)
    assert {*ORDER} == {*AUDIENCES}
    assert len(view.unused) == len(AUDIENCES) - 1 and "Hall screen" not in view.unused


@pytest.mark.parametrize(
    ("lacks", "states", "faults"),
    [((0,), ["current"], 0), ((0, 3), ["behind", "current"], 1), ((12, 1), ["behind", "behind"], 2)],
)
def test_screens_behind_the_newest_picture_come_first(lacks: tuple[int, ...], states: list[str], faults: int) -> None:
    view = seen(*(ConnectedScreen("hall", each) for each in lacks))
    assert [tile.state for tile in view.tiles] == states
    assert (view.connected, view.faults) == (len(lacks), faults)


def test_a_tile_says_which_version_its_screen_shows() -> None:
    (tile,) = tiles("hall", 3)
    assert (tile.version, tile.behind) == (MEETING.version - 3, 3)


def test_a_change_that_is_on_its_way_is_no_fault() -> None:
    (tile,) = tiles("hall", 1, now=MEETING.at + GRACE_MS)
    assert (tile.state, tile.version) == ("current", MEETING.version)


def test_an_audience_that_cannot_be_rendered_is_a_fault_even_when_nobody_sees_it() -> None:
    assert [tile.state for tile in tiles("podium", failed="podium")] == ["failed"]


def test_a_screen_that_waits_long_for_an_answer_is_slow() -> None:
    told = (None, SLOW_MS - 1, SLOW_MS)
    view = seen(*(ConnectedScreen("hall", 0, each, since=n) for n, each in enumerate(told)))
    assert [(tile.name, tile.state) for tile in view.tiles] == [
        ("Hall screen 3", "slow"),
        ("Hall screen", "current"),
        ("Hall screen 2", "current"),
    ]


def test_a_screen_of_the_room_that_was_closed_is_missed() -> None:
    view = seen(ConnectedScreen("hall"), lost={"podium": 1, "hall": 1, "delegate": 1})
    assert [(tile.audience, tile.state) for tile in view.tiles] == [("podium", "lost"), ("hall", "current")]
    assert "Phones" in view.unused and "Podium screen" not in view.unused


def test_equal_screens_keep_their_numbers_and_phones_have_the_name_of_their_delegation() -> None:
    screens = [
        ConnectedScreen("delegate", seat="FR", device="Phone, Safari"),
        ConnectedScreen("hall", device="Tablet", since=2),
        ConnectedScreen("hall", device="Computer", since=1),
    ]
    for order in (screens, screens[::-1]):
        assert [(tile.id, tile.name, tile.device) for tile in seen(*order).tiles] == [
            ("hall", "Hall screen", "Computer"),
            ("hall-2", "Hall screen 2", "Tablet"),
            ("delegate-FR", "France", "Phone, Safari"),
        ]


def test_of_very_many_screens_those_with_a_fault_are_shown() -> None:
    screens = [ConnectedScreen("delegate", int(n == MOST_TILES + 4), since=n) for n in range(MOST_TILES + 5)]
    view = seen(*screens)
    assert (len(view.tiles), view.beyond, view.connected) == (MOST_TILES, 5, MOST_TILES + 5)
    assert view.tiles[0].state == "behind"


def test_the_state_of_the_room_has_the_speaker_the_next_ones_and_the_end() -> None:
    room = seen().room
    assert room.holder is None and room.status.sitting_state == "open"
    assert room.ends is not None and room.booked == MEETING.sittings[0].ends_at
    assert room.late == round((room.ends - room.booked) / 60_000)
    assert len(room.next) <= NAMED_NEXT
