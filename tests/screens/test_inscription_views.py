"""The next speakers, in each part of a meeting."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.programme.items import OpenItem, SkipItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.paths import EXAMPLES, WEB
from nameplate.planning.programme_file import read_programme
from nameplate.screens import inscription_views
from nameplate.screens.render_context import RenderContext
from nameplate.wording.language import load_words
from tests.cast import CHAIR, FR, KE
from tests.panel import DELEGATIONS, SITTING, begun, floor_open, then

WORDS = load_words(WEB / "locale", "en")


def upcoming(meeting: Meeting) -> list[str]:
    """The seats of the next speakers."""
    return [speaker.seat for speaker in inscription_views.upcoming_speakers(RenderContext(meeting, WORDS))]


def seminar() -> Meeting:
    """The seminar of 2013, with its two sittings."""
    return begun(read_programme(EXAMPLES / "seminar-2013.yaml", "SEMINAR2", DELEGATIONS).created)


def test_before_the_first_item_the_programmes_speakers_come() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)))
    assert upcoming(meeting) == ["chair", *(f"speaker-p-{n}" for n in range(2, 9))]


def test_the_speaker_of_an_item_that_was_only_opened_comes_first() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, SkipItem("p-1")), (CHAIR, OpenItem("p-2")))
    assert upcoming(meeting)[:2] == ["speaker-p-2", "speaker-p-3"]


def test_in_a_floor_block_those_on_the_list_come() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (KE, RequestFloor()))
    assert upcoming(meeting) == ["FR", "KE"]
    assert upcoming(then(meeting, (CHAIR, GiveFloorToNext()))) == ["KE"]


def test_in_the_replies_those_who_have_not_replied_come() -> None:
    meeting = then(floor_open(), (CHAIR, OpenItem("p-10")), (CHAIR, GiveFloorToNext()), (CHAIR, GiveFloorToNext()))
    assert upcoming(meeting)[:3] == ["speaker-p-6", "speaker-p-7", "speaker-p-8"]


def test_whom_the_programme_names_twice_in_a_row_comes_once() -> None:
    earlier = [(CHAIR, SkipItem(f"pm-{n}")) for n in range(1, 8)]
    meeting = then(seminar(), (CHAIR, OpenSitting("afternoon")), *earlier)
    assert upcoming(meeting) == ["chair"]
