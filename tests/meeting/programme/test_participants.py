"""A forgotten participant is added while the meeting runs."""

from __future__ import annotations

import pytest

from nameplate.meeting import Actor, Reason, Role
from nameplate.meeting.programme.participants import AddParticipant
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.undo import Redo, Undo
from nameplate.planning.export import delegation_rows
from tests.cast import CHAIR, DESK, FR
from tests.meeting.stories import floor_open

SWEDEN = Actor("delegate:SE", Role.DELEGATE, "SE")


def test_an_added_delegation_inscribes_like_the_others_and_is_exported() -> None:
    story = floor_open(FR)
    assert story.refuse(SWEDEN, RequestFloor()).reason is Reason.NO_SEAT
    story.give(DESK, AddParticipant("SE", sort="Sweden"))
    story.give(SWEDEN, RequestFloor())
    assert story.waiting() == ["FR", "SE"]
    assert delegation_rows(story.meeting)[-1] == ("SE", "member_state", "", "", "")


def test_it_is_undone_unless_something_rests_on_it() -> None:
    story = floor_open(FR)
    story.give(CHAIR, AddParticipant("Amnesty", "ngo", "Amnesty International"))
    story.give(CHAIR, Undo())
    assert "Amnesty" not in story.meeting.seats
    assert "Amnesty" not in [row[0] for row in delegation_rows(story.meeting)]
    story.give(CHAIR, Redo())
    story.give(Actor("delegate:Amnesty", Role.DELEGATE, "Amnesty"), RequestFloor())
    assert story.refuse(DESK, Undo(story.meeting.version - 1)).reason is Reason.RESTS_ON_IT


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (AddParticipant("chair", "ngo", "X"), "code"),
        (AddParticipant("a b", "ngo", "X"), "code"),
        (AddParticipant("SE", "panellist", "X"), "category"),
        (AddParticipant("SE", "queen"), "category"),
        (AddParticipant("Amnesty", "ngo"), "name"),
        (AddParticipant("SE", name="x" * 300), "name"),
        (AddParticipant("SE", sort="\x07"), "sort"),
        *((AddParticipant("X", "ngo", f"X{each}Y"), "name") for each in "\0\x1f\u202a\u202e\u2066\u2069"),
    ],
)
def test_what_is_no_participant_is_refused_by_its_field(command: AddParticipant, field: str) -> None:
    refused = floor_open().refuse(DESK, command)
    assert refused.reason is Reason.INVALID and refused.facts == {"field": field}


def test_nobody_is_added_twice() -> None:
    assert floor_open().refuse(DESK, AddParticipant("FR")).reason is Reason.ALREADY
