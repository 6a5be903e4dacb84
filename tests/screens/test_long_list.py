"""A list of thousands: the first are shown, the others counted. Each delegation sees its place and can be found."""

from __future__ import annotations

from functools import cache

import pytest

from nameplate.meeting import Actor, Command, Meeting, Role
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Seat
from nameplate.meeting.speakers_list.desk_inscriptions import RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.paths import WEB
from nameplate.screens import delegate, hall, inscription_views
from nameplate.screens.inscription_search import found
from nameplate.screens.outlook import expected, expected_inscriptions, outlook
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from tests.cast import CHAIR
from tests.panel import floor_open, panel, then

MANY = 1_000
SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")
WORDS = SCREENS.words("en")


@cache
def long_list() -> Meeting:
    """A thousand wait."""
    seats = tuple(Seat(f"S{n}", "ngo", f"Organisation {n} à Genève") for n in range(MANY + 1))
    asked: list[tuple[Actor, Command]] = [(Actor("x", Role.DELEGATE, f"S{n}"), RequestFloor()) for n in range(MANY)]
    return then(floor_open(panel(delegations=seats)), *asked)


def lists(meeting: Meeting, audience: str, drawings: dict[str, tuple[object, str]] | None = None) -> str:
    """The list of speakers as an audience sees it."""
    return SCREENS.regions(meeting, audience, "en", None, None, drawings)["speakers_list"]


@pytest.mark.parametrize("audience", ["chair", "desk", "delegate"])
def test_the_first_are_shown_and_it_is_said_how_many_more_wait(audience: str) -> None:
    html = lists(long_list(), audience)
    assert html.count("<li id=") == inscription_views.SHOWN
    assert "Organisation 199 " in html and "Organisation 200 " not in html
    assert f"and {MANY - inscription_views.SHOWN} more" in html


def test_the_hall_counts_all_who_wait() -> None:
    coming = hall.upcoming(RenderContext(long_list(), WORDS))
    assert len(coming.speakers) + coming.more == MANY


def test_a_delegation_that_is_not_shown_knows_its_place() -> None:
    mine = delegate.mine(RenderContext(long_list(), WORDS), "S999")
    assert (mine.state, mine.place, mine.ordinal) == ("waiting", 1000, "1000th")


def test_who_drops_a_row_behind_the_last_one_shown_names_who_follows_it() -> None:
    first_not_shown = inscription_views.hidden_inscriptions(long_list())[0]
    assert (first_not_shown.seat, f'data-beyond="{first_not_shown.id}"' in lists(long_list(), "desk")) == ("S200", True)


def test_who_is_not_shown_is_found_by_a_word_of_the_name_or_by_the_code() -> None:
    meeting = long_list()
    (place,) = found(meeting, WORDS, "organisation 777 a gen")
    assert (place.name, place.number) == ("Organisation 777 à Genève", 778)
    assert [place.seat for place in found(meeting, WORDS, " s500")] == ["S500"]
    assert len(found(meeting, WORDS, "GENEVE")) == 8
    assert found(meeting, WORDS, "nobody") == found(meeting, WORDS, " ") == ()


def test_what_comes_of_the_list_counts_all_who_wait() -> None:
    meeting = long_list()
    seen, ahead = expected(RenderContext(meeting, WORDS)), outlook(RenderContext(meeting, WORDS))
    assert (seen.beyond, seen.beyond_reached) == (MANY - inscription_views.SHOWN, 0)
    assert seen.list_ms and seen.list_ms > max(turn.after_ms for turn in ahead.speeches.values())


def test_the_rows_of_the_others_stay_as_they_are_when_somebody_asks_or_goes() -> None:
    meeting = long_list()
    before = expected_inscriptions(RenderContext(meeting, WORDS))
    more = then(meeting, (Actor("x", Role.DELEGATE, f"S{MANY}"), RequestFloor()))
    assert expected_inscriptions(RenderContext(more, WORDS)) == before
    gone = then(more, (CHAIR, RemoveInscription(inscription_views.hidden_inscriptions(more)[-1].id)))
    assert expected_inscriptions(RenderContext(gone, WORDS)) == before


def test_a_row_is_drawn_anew_when_what_it_says_is_another() -> None:
    meeting = long_list()
    drawings: dict[str, tuple[object, str]] = {}
    assert "Organisation 0 " in lists(meeting, "chair", drawings)
    html = lists(then(meeting, (CHAIR, GiveFloorToNext())), "chair", drawings)
    assert "Organisation 0 " not in html
    assert "Organisation 200 " in html
