"""What every screen says about the meeting: which sitting and item, and how many wait."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.paths import EXAMPLES, WEB
from nameplate.planning.programme_file import read_programme
from nameplate.screens import meeting_status
from nameplate.wording.language import load_words
from tests.cast import CHAIR, FR, KE
from tests.panel import DELEGATIONS, SITTING, SLOT_1, begun, floor_open, then

WORDS = load_words(WEB / "locale", "en")


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
