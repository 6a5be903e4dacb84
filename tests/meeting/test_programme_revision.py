"""An organiser replaces the whole programme until the meeting begins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nameplate.meeting import Command, Meeting, Reason, Refused, perform, record, replay
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.model.meeting import DoesNotApply
from nameplate.meeting.model.values import Seat, SpeakersList
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.programme_revision import ProgrammeRevised, ReviseProgramme, lost_inscriptions
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.advance_inscriptions import InscribeInAdvance
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.statements import AttachStatement
from nameplate.store import codec
from tests.cast import BR, CHAIR, DESK, KE, ORGANISER
from tests.meeting.stories import HOUR, PROGRAMME, START, Story, created
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


def inscribed() -> Story:
    """Kenya and Brazil have inscribed in advance, and France by the desk. Brazil has attached a text."""
    story = created()
    window = tuple(
        replace(each, inscribe_from=START - HOUR, inscribe_until=START + HOUR) for each in PROGRAMME.sittings
    )
    story.give(ORGANISER, ReviseProgramme(replace(PROGRAMME, sittings=window)))
    story.give(KE, InscribeInAdvance("f1", note="On water"))
    story.give(BR, InscribeInAdvance("f3"))
    story.give(DESK, AddInscription("FR", item="f1"))
    one = story.id_of("BR")
    text = AttachStatement("a" * 32, "pdf", 10, "b" * 64, inscription=one)
    story.give(BR, text)
    return story


def seats_on(meeting: Meeting, name: str) -> list[str]:
    return [one.seat for one in (*meeting.lists[name].waiting, *meeting.lists[name].late)]


def test_inscriptions_and_their_texts_stay_when_the_programme_is_replaced() -> None:
    story = inscribed()
    before = story.meeting
    story.give(ORGANISER, ReviseProgramme(replace(PROGRAMME, title="Another title")))
    assert story.meeting.title == "Another title"
    assert seats_on(story.meeting, "first") == ["FR", "KE"] and seats_on(story.meeting, "second") == ["BR"]
    assert story.meeting.lists == before.lists and story.meeting.statements == before.statements
    assert lost_inscriptions(before, PROGRAMME) == []


def test_an_inscription_goes_with_its_item_into_another_list() -> None:
    story = inscribed()
    morning, afternoon = PROGRAMME.sittings
    items = (replace(afternoon.items[0], list="late"),)
    lists = (PROGRAMME.lists[0], SpeakersList("late", ("f3",)), *PROGRAMME.lists[2:])
    new = replace(PROGRAMME, sittings=(morning, replace(afternoon, items=items)), lists=lists)
    assert lost_inscriptions(story.meeting, new) == []
    story.give(ORGANISER, ReviseProgramme(new))
    (one,) = story.meeting.lists["late"].late
    assert (one.seat, one.list) == ("BR", "late") and story.meeting.statements


def test_what_a_change_would_lose_is_known_before_and_gone_after_it() -> None:
    story = inscribed()
    seats = tuple(seat for seat in PROGRAMME.seats if seat.id != "KE")
    new = replace(PROGRAMME, seats=seats, sittings=PROGRAMME.sittings[:1], lists=(PROGRAMME.lists[0],))
    assert [one.seat for one in lost_inscriptions(story.meeting, new)] == ["KE", "BR"]
    story.give(ORGANISER, ReviseProgramme(new))
    assert seats_on(story.meeting, "first") == ["FR"] and story.meeting.statements == {}


def test_a_revision_of_an_earlier_release_still_needs_a_meeting_without_inscriptions() -> None:
    story = inscribed()
    with pytest.raises(DoesNotApply):
        ProgrammeRevised(PROGRAMME).apply(story.meeting, story.meeting.at)
    old = record(begun(), ProgrammeRevised(replace(NEW, people=()), NEW.people), AT + 1, "organiser", 2)
    assert old.title == "Another title" and replay(reversed([*old.entries()])) == old
