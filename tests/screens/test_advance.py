"""What the consoles and the chair's script say about inscriptions that were made in advance."""

from __future__ import annotations

import pytest

from nameplate.meeting import Meeting
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.rehearsal import BeginRehearsal
from nameplate.meeting.speakers_list.advance_inscriptions import ConfirmInscriptions, InscribeInAdvance
from nameplate.paths import WEB
from nameplate.screens import chair
from nameplate.screens.advance import advance_page
from nameplate.screens.next_step import next_step
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from nameplate.wording.language import load_words
from tests.advance import HOUR, with_window
from tests.cast import CHAIR, DESK, FR, KE
from tests.panel import AT, FLOOR_OPEN, begun, then

WORDS = load_words(WEB / "locale", "en")
MINISTER = InscribeInAdvance(language="fr", dignitary="H.E. Ms. Martin", dignitary_title="Minister of Foreign Affairs")
SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")


def inscribed() -> Meeting:
    """France has inscribed with a dignitary, Kenya without one. Nobody is confirmed."""
    return then(begun(with_window(AT)), (KE, InscribeInAdvance()), (FR, MINISTER))


def test_the_consoles_show_who_is_not_confirmed_apart_from_late_requests() -> None:
    shown = chair.speakers_list(RenderContext(inscribed(), WORDS))
    assert [each.name for each in shown.advance] == ["Kenya", "France"]
    assert (shown.asked_in_advance, shown.late, shown.asked_late) == (2, (), 0)
    assert (shown.advance[1].dignitary, shown.advance[1].language) == (
        "H.E. Ms. Martin, Minister of Foreign Affairs",
        "French",
    )


def test_the_chair_addresses_the_dignitary() -> None:
    meeting = then(inscribed(), (DESK, ConfirmInscriptions()), *((CHAIR, command) for command in FLOOR_OPEN))
    step = next_step(RenderContext(meeting, WORDS))
    assert step is not None
    assert "the floor to H.E. Ms. Martin, Minister of Foreign Affairs, of France" in step.read_aloud
    floor = chair.floor(RenderContext(then(meeting, (CHAIR, GiveFloorToNext())), WORDS), None)
    assert "H.E. Ms. Martin" in floor.read_aloud and "Kenya" in floor.read_aloud


@pytest.mark.parametrize("audience", ["hall", "podium", "air", "booth", "chair", "public"])
def test_while_a_dignitary_speaks_the_screens_have_name_and_title_below_the_delegation(audience: str) -> None:
    meeting = then(inscribed(), (DESK, ConfirmInscriptions()), *((CHAIR, command) for command in FLOOR_OPEN))
    shown = SCREENS.regions(then(meeting, (CHAIR, GiveFloorToNext())), audience, "en", None, None)["floor"]
    name, title = shown.find(">France<"), shown.find(">H.E. Ms. Martin, Minister of Foreign Affairs<")
    if audience == "chair":  # other facts stand in the same line
        title = shown.replace("\n", "").find(">H.E. Ms. Martin, Minister of Foreign Affairs<")
    assert 0 < name < title
    assert audience == "air" or "Member State" not in shown


def test_the_booth_has_the_dignitary_and_the_language_before_and_during_the_speech() -> None:
    meeting = then(inscribed(), (DESK, ConfirmInscriptions()), *((CHAIR, command) for command in FLOOR_OPEN))
    for region, shown in (("next", meeting), ("floor", then(meeting, (CHAIR, GiveFloorToNext())))):
        booth = SCREENS.regions(shown, "booth", "en", None, None)[region]
        assert "H.E. Ms. Martin, Minister of Foreign Affairs" in booth and "French" in booth


@pytest.mark.parametrize(("later", "state"), [(-2 * HOUR, "to_come"), (0, "open"), (2 * HOUR, "over")])
def test_the_page_of_a_delegation_says_whether_the_window_is_open(later: int, state: str) -> None:
    page = advance_page(begun(with_window(AT)), WORDS, "FR", AT + later)
    assert [window.state for window in page.windows] == [state]
    assert bool(page.items) is (state == "open")


def test_during_a_rehearsal_the_page_says_to_come_later() -> None:
    page = advance_page(then(begun(with_window(AT)), (CHAIR, BeginRehearsal())), WORDS, "FR", AT + 1000)
    assert ([window.state for window in page.windows], page.items) == (["rehearsal"], ())


def test_the_page_offers_no_form_to_a_delegation_that_is_confirmed() -> None:
    meeting = inscribed()
    assert advance_page(meeting, WORDS, "FR", AT).given["dignitary"] == "H.E. Ms. Martin"
    meeting = then(meeting, (DESK, ConfirmInscriptions()))
    page = advance_page(meeting, WORDS, "FR", AT)
    assert page.items == () and [own.is_confirmed for own in page.own] == [True]
