"""An organiser replaces the whole programme until the meeting begins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nameplate.meeting import Command, Meeting, Reason, Refused, perform, record
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.model.values import Seat
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.programme_revision import ProgrammeRevised, ReviseProgramme
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.store import codec
from tests.cast import CHAIR, ORGANISER
from tests.panel import AT, SITTING, SLOT_1, begun, panel, then

NEW = replace(
    panel(delegations=(Seat("AT", "member_state", sort="Austria"),)),
    title="Another title",
    room="Room XXI",
    people=tuple(replace(person, name=f"New {person.name}") for person in panel().people),
)


def revised(meeting: Meeting, programme: MeetingCreated = NEW) -> Meeting | Refused:
    """The meeting after a revision."""
    return perform(meeting, ReviseProgramme(programme), ORGANISER, meeting.at + 1000)


def test_all_that_the_file_says_is_replaced_and_the_rest_stays() -> None:
    meeting = revised(then(begun(), (CHAIR, ShowJoinCode())))
    assert isinstance(meeting, Meeting)
    new = record(Meeting(), NEW, AT, "secretariat", 1)
    for name in ("title", "room", "sittings", "lists", "seats", "limits", "rules", "messages", "colour", "code"):
        assert getattr(meeting, name) == getattr(new, name)
    assert meeting.join_shown and meeting.version == 3


@pytest.mark.parametrize("command", [OpenSitting(SITTING), OpenList(SLOT_1)])
def test_a_meeting_that_has_begun_is_left_alone(command: Command) -> None:
    answer = revised(then(begun(), (CHAIR, command)))
    assert isinstance(answer, Refused) and answer.reason is Reason.MEETING_BEGUN


def test_a_version_that_the_editor_has_not_seen_is_not_replaced() -> None:
    seen = begun()
    newer = then(seen, (CHAIR, ShowJoinCode()))
    command = ReviseProgramme(NEW, replaces=seen.version)
    answer = perform(newer, command, ORGANISER, newer.at)
    assert isinstance(answer, Refused) and answer.reason is Reason.OVERTAKEN
    assert isinstance(perform(seen, command, ORGANISER, seen.at), Meeting)


@pytest.mark.parametrize("programme", ["x", None, replace(NEW, code="OTHER234")])
def test_another_meeting_is_no_programme(programme: MeetingCreated) -> None:
    answer = revised(begun(), programme)
    assert isinstance(answer, Refused) and answer.reason is Reason.INVALID


def test_it_is_stored_and_names_of_persons_are_private() -> None:
    meeting = revised(begun())
    assert isinstance(meeting, Meeting) and meeting.newest_entry
    event = meeting.newest_entry.event
    assert isinstance(event, ProgrammeRevised)
    body, private_body = codec.encode(event)
    assert codec.decode("ProgrammeRevised", body, private_body) == event
    assert "New " not in body and private_body and "New " in private_body
    erased = codec.decode("ProgrammeRevised", body, None)
    assert isinstance(erased, ProgrammeRevised) and erased.people == ()


def test_it_can_be_revised_again_and_then_the_meeting_runs() -> None:
    meeting = revised(begun())
    assert isinstance(meeting, Meeting)
    again = revised(meeting, replace(NEW, title="A third title"))
    assert isinstance(again, Meeting) and again.title == "A third title"
    assert then(again, (CHAIR, OpenSitting(SITTING))).sitting
