"""The desk corrects an inscription."""

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from tests.cast import DESK, FR, KE
from tests.meeting.stories import floor_open

LONGEST, TOO_LONG = "x" * 280, "x" * 281


def test_a_correction_changes_one_field_and_leaves_the_others() -> None:
    story = floor_open(FR, KE)
    story.give(DESK, CorrectInscription(story.id_of("FR"), form="question"))
    story.give(DESK, CorrectInscription(story.id_of("FR"), on_behalf_of=" the Group "))
    corrected = story.inscription(story.id_of("FR"))
    assert (corrected.form, corrected.on_behalf_of) == ("question", "the Group")
    assert story.waiting() == ["FR", "KE"]


def test_an_empty_correction_removes_the_group() -> None:
    story = floor_open()
    story.give(DESK, AddInscription("FR", on_behalf_of="the Group"))
    story.give(DESK, CorrectInscription(story.id_of("FR"), on_behalf_of=""))
    assert story.inscription(story.id_of("FR")).on_behalf_of == ""


def test_the_name_of_a_guest_is_corrected() -> None:
    story = floor_open()
    story.give(DESK, AddInscription(guest="A major"))
    guest = story.waiting()[0]
    story.give(DESK, CorrectInscription(story.id_of(guest), guest="A mayor"))
    assert story.meeting.seats[guest].name == "A mayor"


def test_a_correction_that_changes_nothing_is_refused() -> None:
    story = floor_open(FR)
    for command in (CorrectInscription(story.id_of("FR")), CorrectInscription(story.id_of("FR"), form="statement")):
        assert story.refuse(DESK, command).reason is Reason.ALREADY


@pytest.mark.parametrize(
    "wrong", [{"form": "song"}, {"guest": "France"}, {"on_behalf_of": TOO_LONG}], ids=["form", "guest", "on_behalf_of"]
)
def test_a_correction_with_an_invalid_field_is_refused(wrong: dict[str, str]) -> None:
    story = floor_open(FR)
    assert story.refuse(DESK, CorrectInscription(story.id_of("FR"), **wrong)).reason is Reason.INVALID


@pytest.mark.parametrize("name", ["", "  ", TOO_LONG])
def test_a_guest_needs_a_name_of_a_valid_length(name: str) -> None:
    story = floor_open()
    story.give(DESK, AddInscription(guest="A mayor"))
    guest = story.id_of(story.waiting()[0])
    assert story.refuse(DESK, CorrectInscription(guest, guest=name)).reason is Reason.INVALID
