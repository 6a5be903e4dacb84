"""The desk adds inscriptions and removes them."""

import pytest

from nameplate.meeting import Command, Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from nameplate.meeting.speakers_list.list_opening import CloseList
from tests.cast import CHAIR, DESK, FR, KE
from tests.meeting.stories import floor_open

LONGEST, TOO_LONG = "x" * 280, "x" * 281


def test_the_desk_inscribes_a_delegation_on_a_closed_list_too() -> None:
    story = floor_open(FR)
    story.give(CHAIR, CloseList())
    story.give(DESK, AddInscription("BR", form="joint_statement", on_behalf_of=" the Group ", source="paper"))
    new = story.inscription(story.id_of("BR"))
    assert story.waiting() == ["FR", "BR"]
    assert (new.form, new.on_behalf_of, new.source) == ("joint_statement", "the Group", "paper")


def test_texts_of_the_greatest_length_are_accepted() -> None:
    story = floor_open()
    story.give(FR, RequestFloor(note=LONGEST))
    story.give(DESK, AddInscription(guest=LONGEST, on_behalf_of=LONGEST))
    guest = story.id_of(story.waiting()[-1])
    story.give(DESK, CorrectInscription(guest, guest=LONGEST.upper(), on_behalf_of=LONGEST.upper()))
    assert story.inscription(guest).on_behalf_of == LONGEST.upper()


def test_the_refusal_names_the_field_that_is_too_long() -> None:
    story = floor_open()
    story.give(DESK, AddInscription(guest="A mayor"))
    guest = story.id_of(story.waiting()[0])
    for command, field in [
        (AddInscription(guest=TOO_LONG), "guest"),
        (AddInscription(guest="A mayor", on_behalf_of=TOO_LONG), "on_behalf_of"),
        (CorrectInscription(guest, guest=TOO_LONG), "guest"),
        (CorrectInscription(guest, on_behalf_of=TOO_LONG), "on_behalf_of"),
    ]:
        assert story.refuse(DESK, command).facts == {"field": field}


def test_the_desk_inscribes_a_guest_without_a_seat() -> None:
    story = floor_open(FR)
    story.give(DESK, AddInscription(guest=" A mayor "))
    guest = story.meeting.seats[story.waiting()[-1]]
    assert (guest.name, guest.category) == ("A mayor", "other")


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (AddInscription(), Reason.INVALID),
        (AddInscription(guest="   "), Reason.INVALID),
        (AddInscription("FR", guest="A mayor"), Reason.INVALID),
        (AddInscription("XX"), Reason.UNKNOWN_SEAT),
        (AddInscription("FR", form="song"), Reason.INVALID),
        (AddInscription("FR", source="rumour"), Reason.INVALID),
        (AddInscription(guest=TOO_LONG), Reason.INVALID),
        (AddInscription("FR", on_behalf_of=TOO_LONG), Reason.INVALID),
        (AddInscription("FR", item="f99"), Reason.UNKNOWN_ITEM),
    ],
)
def test_an_inscription_with_an_invalid_field_is_refused(command: Command, reason: Reason) -> None:
    assert floor_open().refuse(DESK, command).reason is reason


def test_the_desk_removes_an_inscription() -> None:
    story = floor_open(FR, KE)
    story.give(DESK, RemoveInscription(story.id_of("FR")))
    assert story.waiting() == ["KE"]
    assert story.inscription(story.id_of("FR")).state == "removed"


def test_the_desk_notes_the_addressee_of_a_question_and_the_speech_of_a_reply() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext())
    panellist = next(seat.id for seat in story.meeting.seats.values() if seat.category == "panellist")
    story.give(DESK, AddInscription("BR", form="question", note=" How? ", to=panellist))
    story.give(DESK, AddInscription("KE", form="reply"))
    waiting = next(s.waiting for s in story.meeting.lists.values() if s.waiting)
    assert [(i.form, i.note, i.to, i.reply_to) for i in waiting] == [
        ("question", "How?", panellist, None),
        ("reply", "", None, story.meeting.floor),
    ]
    assert story.refuse(DESK, AddInscription("FR", form="question", to="nobody")).reason is Reason.UNKNOWN_SEAT
