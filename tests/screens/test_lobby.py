"""The lobby's board: which item is on, and from what the browser computes when the others begin."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.programme.items import OpenItem, SkipItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speeches.clock import PauseClock
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.paths import WEB
from nameplate.screens import lobby
from nameplate.screens.lobby import Board
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from nameplate.wording.language import load_words
from tests.cast import CHAIR, DESK
from tests.panel import SITTING, SLOT_1, begun, floor_open, then

SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")
WORDS = load_words(WEB / "locale", "en")
MINUTE_MS = 60_000


def board(meeting: Meeting) -> Board:
    """The view of the board."""
    return lobby.board(RenderContext(meeting, WORDS))


def shown(meeting: Meeting) -> str:
    """The board as HTML."""
    return SCREENS.regions(meeting, "lobby", "en", None, None)["board"]


def presentation() -> Meeting:
    """The first panellist has the floor."""
    return then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, GiveFloor(item="p-1")))


def test_before_the_sitting_every_item_has_its_planned_time() -> None:
    seen = board(begun())
    assert [(i.id, (i.planned - seen.items[0].planned) // MINUTE_MS) for i in seen.items[:4]] == [
        *(("p-1", 0), ("p-2", 3), ("p-3", 8), ("p-4", 15))
    ]
    assert len(seen.items) == len(begun().sittings[0].items) and seen.beyond == 0 and seen.expects
    assert "09:15" in shown(begun()) and "End of the sitting" in shown(begun())


def test_the_item_that_is_on_is_marked_and_only_the_last_one_before_it_is_shown() -> None:
    meeting = then(presentation(), (CHAIR, GiveFloor(item="p-2")), (CHAIR, GiveFloor(item="p-3")))
    assert [(i.id, i.state) for i in board(meeting).items[:3]] == [
        *(("p-2", "closed"), ("p-3", "open"), ("p-4", "planned"))
    ]
    assert shown(meeting).count('aria-current="step"') == 1


def test_times_count_from_what_the_speaker_has_left() -> None:
    seen = board(presentation())
    assert (seen.left_ms, seen.since, seen.item_ms) == (3 * MINUTE_MS, presentation().at, 0)
    assert [i.after_ms for i in seen.items[:3]] == [None, 0, 5 * MINUTE_MS]
    paused = board(then(presentation(), (CHAIR, PauseClock()), later=59_000))
    assert (paused.left_ms, paused.since) == (2 * MINUTE_MS, None)


def test_an_item_that_was_left_out_is_not_on_the_board_and_moves_no_planned_time() -> None:
    planned = {i.id: i.planned for i in board(presentation()).items}
    meeting = then(presentation(), (CHAIR, SkipItem("p-2")))
    assert [i.id for i in board(meeting).items[:2]] == ["p-1", "p-3"]
    assert board(meeting).items[1].planned == planned["p-3"] and board(meeting).items[1].after_ms == 0


def test_a_discussion_names_the_speaker_and_a_presentation_does_not_name_its_own_twice() -> None:
    meeting = then(floor_open(), (DESK, AddInscription("FR")), (CHAIR, GiveFloorToNext()))
    assert "Has the floor: France" in shown(meeting)
    assert "Has the floor" not in shown(presentation())


def test_no_time_is_expected_while_the_sitting_is_suspended_or_after_it() -> None:
    suspended = then(presentation(), (CHAIR, SuspendSitting("15:00")))
    adjourned = then(presentation(), (CHAIR, AdjournSitting(ending=True)))
    for meeting in (suspended, adjourned):
        assert "<board-time" not in shown(meeting) and "now" not in shown(meeting)
        assert "12:00" in shown(meeting) and "End of the sitting" in shown(meeting)
    assert "The sitting is suspended until 15:00." in SCREENS.regions(suspended, "lobby", "en", None, None)["status"]


def test_the_end_does_not_count_items_that_were_jumped_over() -> None:
    meeting = then(presentation(), (CHAIR, EndSpeech()))
    skipped = then(meeting, *((CHAIR, SkipItem(f"p-{number}")) for number in range(2, 9)))
    jumped, skipped = (then(each, (CHAIR, OpenItem(SLOT_1))) for each in (meeting, skipped))
    seen, left_out = board(jumped), board(skipped)
    assert (seen.sitting_ms, seen.total_ms) == (left_out.sitting_ms, left_out.total_ms)
