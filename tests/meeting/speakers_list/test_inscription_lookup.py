"""Commands need an inscription that exists, is waiting, and belongs to the delegation."""

import pytest

from nameplate.meeting import Command, Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.speakers_list.desk_inscriptions import RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import WithdrawRequest
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from nameplate.meeting.speakers_list.reordering import DeferInscription, MoveInscription
from nameplate.meeting.speakers_list.swaps import SwapInscriptions
from tests.cast import CHAIR, DESK, FR, KE
from tests.meeting.stories import floor_open


@pytest.mark.parametrize("command", [WithdrawRequest, lambda inscription: DeferInscription(inscription, 1)])
def test_the_inscription_of_another_delegation_is_refused(command: type[WithdrawRequest]) -> None:
    story = floor_open(FR, KE)
    assert story.refuse(KE, command(story.id_of("FR"))).reason is Reason.NOT_YOURS
    story.give(DESK, command(story.id_of("FR")))


def about(inscription: str, other: str) -> list[Command]:
    """All commands that need a waiting inscription."""
    return [
        WithdrawRequest(inscription),
        RemoveInscription(inscription),
        DeferInscription(inscription, 1),
        MoveInscription(inscription),
        MoveInscription(inscription, other),
        CorrectInscription(inscription, form="question"),
        SwapInscriptions(inscription, other),
        SwapInscriptions(other, inscription),
    ]


def test_an_inscription_that_does_not_exist_is_unknown() -> None:
    story = floor_open(FR)
    for command in [*about("i99", story.id_of("FR")), MoveInscription(story.id_of("FR"), "i99")]:
        assert story.refuse(DESK, command).reason is Reason.UNKNOWN_INSCRIPTION


def test_an_inscription_that_has_the_floor_is_not_waiting() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    for command in about(story.id_of("FR"), story.id_of("KE")):
        assert story.refuse(DESK, command, at=20).reason is Reason.NOT_WAITING
