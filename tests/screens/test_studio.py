"""What a technician sees of all screens."""

from __future__ import annotations

import pytest

from nameplate.paths import WEB
from nameplate.screens.audiences import AUDIENCES
from nameplate.screens.studio import GRACE_MS, ConnectedScreen, ScreenTile, studio
from nameplate.wording.language import load_words
from tests.panel import begun, floor_open

WORDS = load_words(WEB / "locale", "en")
MEETING = floor_open()
LATER = MEETING.at + GRACE_MS + 1


def tile(name: str, *lacks: int, failed: bool = False, now: int = LATER) -> ScreenTile:
    """The tile of an audience whose screens lack so many versions of its picture."""
    seen = studio(MEETING, WORDS, [ConnectedScreen(name, each) for each in lacks], [name] if failed else [], now)
    return next(each for each in seen.tiles if each.name == name)


def test_every_audience_has_a_tile() -> None:
    seen = studio(begun(), WORDS, [], [], 0)
    assert [each.name for each in seen.tiles] == [*AUDIENCES]
    assert {each.state for each in seen.tiles} == {"none"}
    assert len({each.label for each in seen.tiles} | {*AUDIENCES}) == 2 * len(AUDIENCES)  # each has a name for people


@pytest.mark.parametrize(
    ("lacks", "state", "behind", "most"),
    [((0,), "current", 0, 0), ((0, 3), "behind", 1, 3), ((12, 1), "behind", 2, 12)],
)
def test_screens_behind_the_newest_picture_are_counted(
    lacks: tuple[int, ...], state: str, behind: int, most: int
) -> None:
    shown = tile("hall", *lacks)
    assert (shown.state, shown.connected, shown.behind, shown.versions) == (state, len(lacks), behind, most)


def test_a_change_that_is_on_its_way_is_no_fault() -> None:
    assert tile("hall", 1, now=MEETING.at + GRACE_MS).state == "current"


def test_an_audience_that_cannot_be_rendered_is_a_fault_even_when_nobody_sees_it() -> None:
    assert tile("podium", failed=True).state == "failed"


def test_the_slowest_answer_that_a_screen_has_told_is_shown() -> None:
    told = (None, 12, 480, 35)
    screens = [ConnectedScreen("hall", 0, each) for each in told]
    tiles = {each.name: each for each in studio(MEETING, WORDS, screens, [], LATER).tiles}
    assert (tiles["hall"].slowest_ms, tiles["podium"].slowest_ms) == (480, None)
