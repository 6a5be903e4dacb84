"""Inscriptions are moved, swapped and deferred by hand."""

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import WithdrawRequest
from nameplate.meeting.speakers_list.reordering import DeferInscription, MoveInscription
from nameplate.meeting.speakers_list.swaps import SwapInscriptions
from tests.cast import BR, DESK, FR, KE
from tests.meeting.stories import Story, floor_open


def both_lists() -> Story:
    """France is on the list of the morning, Kenya on the one of the afternoon."""
    story = floor_open(FR)
    story.give(DESK, AddInscription("KE", item="f3"))
    return story


@pytest.mark.parametrize(("before", "order"), [("FR", ["BR", "FR", "KE"]), ("KE", ["FR", "BR", "KE"])])
def test_an_inscription_is_moved_before_another(before: str, order: list[str]) -> None:
    story = floor_open(FR, KE, BR)
    story.give(DESK, MoveInscription(story.id_of("BR"), story.id_of(before)))
    assert story.waiting() == order


def test_an_inscription_is_moved_to_the_end() -> None:
    story = floor_open(FR, KE, BR)
    story.give(DESK, MoveInscription(story.id_of("FR")))
    assert story.waiting() == ["KE", "BR", "FR"]


def test_a_move_to_the_present_position_is_refused() -> None:
    story = floor_open(FR, KE)
    first, second = story.id_of("FR"), story.id_of("KE")
    for command in (MoveInscription(first, second), MoveInscription(first, first), MoveInscription(second)):
        assert story.refuse(DESK, command).reason is Reason.ALREADY


def test_a_move_before_an_inscription_that_has_left_is_overtaken() -> None:
    story = floor_open(FR, KE, BR)
    story.give(FR, WithdrawRequest(story.id_of("FR")))
    assert story.refuse(DESK, MoveInscription(story.id_of("BR"), story.id_of("FR"))).reason is Reason.OVERTAKEN


def test_the_desk_swaps_two_inscriptions() -> None:
    story = floor_open(FR, KE, BR)
    story.give(DESK, SwapInscriptions(story.id_of("FR"), story.id_of("BR")))
    assert story.waiting() == ["BR", "KE", "FR"]


def test_an_inscription_is_not_swapped_with_itself() -> None:
    story = floor_open(FR, KE)
    assert story.refuse(DESK, SwapInscriptions(story.id_of("FR"), story.id_of("FR"))).reason is Reason.ALREADY


def test_inscriptions_of_two_lists_are_not_mixed() -> None:
    story = both_lists()
    morning, afternoon = story.id_of("FR"), story.id_of("KE")
    assert story.refuse(DESK, MoveInscription(morning, afternoon)).reason is Reason.INVALID
    assert story.refuse(DESK, SwapInscriptions(morning, afternoon)).reason is Reason.INVALID


@pytest.mark.parametrize(
    ("places", "order"), [(1, ["KE", "FR", "BR"]), (2, ["KE", "BR", "FR"]), (50, ["KE", "BR", "FR"])]
)
def test_a_delegation_lets_others_speak_first(places: int, order: list[str]) -> None:
    story = floor_open(FR, KE, BR)
    story.give(FR, DeferInscription(story.id_of("FR"), places))
    assert story.waiting() == order


@pytest.mark.parametrize("places", [0, -1])
def test_deferring_by_less_than_one_is_refused(places: int) -> None:
    story = floor_open(FR, KE)
    assert story.refuse(KE, DeferInscription(story.id_of("KE"), places)).reason is Reason.INVALID


def test_the_last_inscription_cannot_be_deferred() -> None:
    story = floor_open(FR, KE)
    assert story.refuse(KE, DeferInscription(story.id_of("KE"), 1)).reason is Reason.ALREADY
