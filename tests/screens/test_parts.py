"""What several screens share: where the meeting is, and who comes after the one who has the floor."""

from __future__ import annotations

from nameplate.meeting import Actor, Command, Meeting
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.programme.items import CloseItem, OpenItem, SkipItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.paths import EXAMPLES, WEB
from nameplate.planning.programme_file import read_programme
from nameplate.screens import floor_holder, inscription_views, meeting_status, programme_steps
from nameplate.screens.render_context import RenderContext
from nameplate.wording.language import load_words
from tests.cast import CHAIR, FR, KE
from tests.panel import DELEGATIONS, SITTING, SLOT_1, begun, floor_open, pressed

WORDS = load_words(WEB / "locale", "en")


def then(meeting: Meeting, *presses: tuple[Actor, Command]) -> Meeting:
    """The meeting after presses, later than all before."""
    return pressed(meeting, *presses, at=meeting.at)


def upcoming(meeting: Meeting) -> list[str]:
    """The seats that come."""
    return [place.seat for place in inscription_views.upcoming_speakers(RenderContext(meeting, WORDS))]


def seminar() -> Meeting:
    """The seminar of 2013, with its two sittings."""
    return begun(read_programme(EXAMPLES / "seminar-2013.yaml", "SEMINAR2", DELEGATIONS).created)


def test_before_the_sitting_the_status_is_that_of_the_sitting_to_come() -> None:
    status = meeting_status.status(begun(), WORDS)
    assert (status.sitting, status.sitting_state, status.item, status.list_state) == (
        SITTING,
        "planned",
        None,
        "unopened",
    )


def test_during_an_item_the_status_names_it_and_counts_who_waits() -> None:
    status = meeting_status.status(then(floor_open(), (FR, RequestFloor()), (KE, RequestFloor())), WORDS)
    assert (status.item, status.item_title) == (SLOT_1, "Interactive discussion, slot 1")
    assert (status.list_state, status.waiting) == ("open", 2)


def test_a_suspended_sitting_says_until_when() -> None:
    status = meeting_status.status(then(floor_open(), (CHAIR, SuspendSitting("15:00"))), WORDS)
    assert (status.sitting_state, status.until) == ("suspended", "15:00")


def test_between_two_sittings_the_status_is_that_of_the_next() -> None:
    meeting = then(seminar(), (CHAIR, OpenSitting("morning")), (CHAIR, AdjournSitting()))
    status = meeting_status.status(meeting, WORDS)
    assert (status.sitting, status.sitting_state) == ("afternoon", "planned")
    assert status.theme.startswith("Good practices")


def test_after_the_last_sitting_the_status_is_still_its_own() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, AdjournSitting()))
    assert (meeting_status.status(meeting, WORDS).sitting, meeting_status.status(meeting, WORDS).sitting_state) == (
        SITTING,
        "adjourned",
    )


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


def test_the_holder_is_foreseen_when_the_programme_names_it() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, GiveFloor(item="p-4")))
    holder = floor_holder.current_holder(meeting, WORDS)
    assert holder and holder.foreseen and holder.theme
    guest = floor_holder.current_holder(then(meeting, (CHAIR, GiveFloor(seat="FR"))), WORDS)
    assert guest and not guest.foreseen and not guest.theme


def test_a_panellist_who_replies_is_foreseen() -> None:
    meeting = then(floor_open(), (CHAIR, OpenItem("p-10")), (CHAIR, GiveFloorToNext()))
    holder = floor_holder.current_holder(meeting, WORDS)
    assert holder and holder.foreseen and holder.theme == ""


def test_the_steps_say_what_was_done_and_what_is_to_come() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, OpenItem("p-1")), (CHAIR, CloseItem("p-1")))
    meeting = then(meeting, (CHAIR, SkipItem("p-2")), (CHAIR, GiveFloor(item="p-3")))
    steps = programme_steps.programme_steps(meeting, WORDS)
    assert [step.state for step in steps[:4]] == ["closed", "skipped", "open", "planned"]
    assert (steps[2].speaker, steps[2].holds_floor) == ("H.E. Mr. Abbas Bagherpour Ardekani", True)
