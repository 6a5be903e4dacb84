"""The booth: who speaks and the next three in full, and the signals on the screens that show them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nameplate.meeting import Meeting
from nameplate.meeting.booth_signals import AGAIN_MS, SHOWN_MS, SendSignal
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder
from nameplate.meeting.notices import SendNotice, WithdrawNotice
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.programme_changes import ReplaceSpeaker
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.advance_inscriptions import ConfirmInscriptions, InscribeInAdvance
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.paths import WEB
from nameplate.screens import booth
from nameplate.screens.booth_signals import signal_buttons
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from nameplate.wording.language import load_words
from tests.advance import with_window
from tests.audiences import PAGES
from tests.cast import BOOTH, CHAIR, DESK, FR, KE
from tests.panel import AT, DELEGATIONS, FLOOR_OPEN, PRESENTATIONS, SITTING, begun, floor_open, panel, then

SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")
WORDS = load_words(WEB / "locale", "en")


def shown(meeting: Meeting, region: str, audience: str = "booth") -> str:
    """A region of a screen."""
    return SCREENS.regions(meeting, audience, "en", None, None)[region]


def coming(meeting: Meeting) -> list[str]:
    """The names of the next three."""
    return [each.name for each in booth.next_speakers(RenderContext(meeting, WORDS))]


def speaking() -> Meeting:
    """France asks the first panellist something, and has the floor. Kenya waits."""
    first = next(str(item.speaker) for item in begun().items() if item.id == PRESENTATIONS[0])
    asking = (FR, RequestFloor("question", "What will it cost?", first)), (KE, RequestFloor("question", "When?"))
    return then(floor_open(), *asking, (CHAIR, GiveFloorToNext()))


def test_a_presentation_has_title_and_theme_in_full() -> None:
    created = panel()
    first, *others = created.sittings
    long = "The theme of an address " * 12
    items = tuple(replace(item, theme=long) if item.id == "p-4" else item for item in first.items)
    meeting = begun(replace(created, sittings=(replace(first, items=items), *others)))
    meeting = then(meeting, (CHAIR, OpenSitting(SITTING)), (CHAIR, GiveFloor(item="p-4")))
    floor = shown(meeting, "floor")
    assert "Mr. Martin Khor" in floor and "Executive Director of the South Centre" in floor and long in floor


def test_a_delegation_has_its_category_and_its_group() -> None:
    meeting = then(floor_open(), (DESK, AddInscription("KE", on_behalf_of="the African Group")))
    for seen in (shown(meeting, "next"), shown(then(meeting, (CHAIR, GiveFloorToNext())), "floor")):
        assert "Kenya" in seen and "Member State" in seen and "on behalf of the African Group" in seen


def test_the_text_of_a_question_is_shown_from_the_moment_it_is_asked() -> None:
    assert "What will it cost?" in shown(speaking(), "floor") and "Mr. Martin Khor" in shown(speaking(), "floor")
    assert "Question" in shown(speaking(), "next") and "When?" not in shown(speaking(), "next")
    assert "When?" in shown(then(speaking(), (CHAIR, GiveFloorToNext())), "floor")


def prepared(meeting: Meeting) -> list[tuple[str, str]]:
    """Language and text of the next three."""
    three = [each.prepared for each in booth.next_speakers(RenderContext(meeting, WORDS))]
    return [(each.language, each.text) if each else ("", "") for each in three]


def with_languages() -> Meeting:
    """The first panellist speaks French, with a text; Kenya will speak Swahili."""
    created = panel(delegations=tuple(replace(s, language="sw") if s.id == "KE" else s for s in DELEGATIONS))
    (sitting,) = created.sittings
    spoken = {"p-4": ("fr", "check_against_delivery"), "p-5": ("", "provided")}
    items = tuple(
        replace(item, language=spoken[item.id][0], text=spoken[item.id][1]) if item.id in spoken else item
        for item in sitting.items
    )
    return begun(replace(created, sittings=(replace(sitting, items=items),)))


def test_the_language_and_the_text_of_a_speech_are_shown_before_it_and_during_it() -> None:
    meeting = then(with_languages(), (CHAIR, OpenSitting(SITTING)))
    meeting = then(meeting, *((CHAIR, GiveFloor(item=item)) for item in ("p-1", "p-2", "p-3")))
    assert prepared(meeting) == [("French", "Text: check against delivery"), ("", "Text provided"), ("", "")]
    seen = shown(meeting, "next")
    assert "<strong>French</strong>" in seen and "Text: check against delivery" in seen and "Text provided" in seen
    assert '<p class="prepared"></p>' in shown(meeting, "floor")
    seen = shown(then(meeting, (CHAIR, GiveFloor(item="p-4"))), "floor")
    assert "<strong>French</strong>" in seen and "Text: check against delivery" in seen


def test_the_language_of_a_delegation_is_shown_on_the_list_and_on_the_floor() -> None:
    meeting = then(with_languages(), *((CHAIR, command) for command in FLOOR_OPEN), (KE, RequestFloor()))
    assert prepared(meeting)[0] == ("Swahili", "")
    assert "<strong>Swahili</strong>" in shown(then(meeting, (CHAIR, GiveFloorToNext())), "floor")


def test_the_language_that_a_delegation_gave_in_advance_goes_before_its_usual_one() -> None:
    meeting = then(begun(with_window(AT)), (KE, InscribeInAdvance(language="ar")), (DESK, ConfirmInscriptions()))
    meeting = then(meeting, *((CHAIR, command) for command in FLOOR_OPEN))
    assert prepared(meeting)[0] == ("Arabic", "")
    assert "<strong>Arabic</strong>" in shown(then(meeting, (CHAIR, GiveFloorToNext())), "floor")


def test_a_panellist_replies_in_the_language_of_the_presentation_and_without_its_text() -> None:
    meeting = then(with_languages(), (CHAIR, OpenSitting(SITTING)), (CHAIR, GiveFloor(item="p-4")))
    meeting = then(meeting, (CHAIR, OpenItem("p-10", ending=True)))
    assert prepared(meeting)[0] == ("French", "")
    seen = shown(then(meeting, (CHAIR, GiveFloorToNext())), "floor")
    assert "Mr. Martin Khor" in seen and "French" in seen and "Text" not in seen


def test_language_and_text_of_a_replaced_speaker_are_not_shown_for_the_other_one() -> None:
    meeting = then(with_languages(), (CHAIR, ReplaceSpeaker("p-4", "Ms. Lindqvist")), (CHAIR, OpenSitting(SITTING)))
    seen = shown(then(meeting, (CHAIR, GiveFloor(item="p-4"))), "floor")
    assert "Ms. Lindqvist" in seen and '<p class="prepared"></p>' in seen


@pytest.mark.parametrize("audience", [name for name in PAGES if name != "booth"])
def test_other_screens_do_not_change_with_a_language(audience: str) -> None:
    steps = [(CHAIR, OpenSitting(SITTING)), (CHAIR, GiveFloor(item="p-4"))]
    with_, without = (then(meeting, *steps) for meeting in (with_languages(), begun()))
    assert SCREENS.regions(with_, audience, "en", None, None) == SCREENS.regions(without, audience, "en", None, None)


def test_the_next_three_are_speakers_and_then_items() -> None:
    meeting = then(floor_open(), *((DESK, AddInscription(seat)) for seat in ("FR", "KE", "BR", "NO", "EU")))
    assert coming(meeting) == ["France", "Kenya", "Brazil"]
    meeting = then(speaking(), (CHAIR, GiveFloorToNext()))
    assert coming(meeting)[:2] == ["Comments and replies by the panellists", "Interactive discussion, slot 2"]


def test_before_the_sitting_the_first_items_have_their_times_and_themes() -> None:
    assert len(coming(begun())) == 3
    assert "The sitting opens at 09:00." in shown(begun(), "floor") and "09:00" in shown(begun(), "next")


def test_a_point_of_order_names_the_speaker_who_waits() -> None:
    raised = then(speaking(), (KE, RaisePointOfOrder()))
    heard = then(raised, (CHAIR, GivePointOfOrder(raised.points[-1].id)))
    assert "Kenya" in shown(heard, "floor") and "France waits" in shown(heard, "floor")


def test_a_signal_is_shown_to_the_speaker_and_to_the_chair_without_a_sender() -> None:
    meeting = then(speaking(), (BOOTH, SendSignal("slow_down")))
    for audience in ("podium", "chair"):
        assert "timed-note" not in shown(speaking(), "signal", audience)
        seen = shown(meeting, "signal", audience)
        assert "Interpreters: Please slow down" in seen
        assert f'begins="{meeting.at}" ends="{meeting.at + SHOWN_MS}"' in seen


def test_the_buttons_of_the_booth_say_that_a_signal_is_shown_and_when_they_rest() -> None:
    meeting = then(speaking(), (BOOTH, SendSignal("slow_down")))
    slow, wait = signal_buttons(meeting, WORDS)
    assert slow.sent and slow.sent.begins == meeting.at and slow.again_at == meeting.at + AGAIN_MS
    assert wait.sent is None and wait.again_at == meeting.at + SHOWN_MS
    assert "The speaker and the chair see it now" in shown(meeting, "signals")


def test_a_message_to_the_booth_is_shown_with_its_time_until_it_is_withdrawn() -> None:
    assert "<p" not in shown(speaking(), "notice") and 'role="status"' in shown(speaking(), "notice")
    meeting = then(speaking(), (DESK, SendNotice("booth", "A film comes next")), (CHAIR, EndSpeech()))
    assert ">A film comes next</p>" in shown(meeting, "notice") and "09:00" in shown(meeting, "notice")
    withdrawn = then(meeting, (CHAIR, WithdrawNotice(meeting.notices[0].id)))
    assert shown(withdrawn, "notice") == shown(speaking(), "notice")


@pytest.mark.parametrize("audience", [name for name in PAGES if name not in ("chair", "desk", "booth")])
def test_no_other_screen_shows_a_message_to_the_booth(audience: str) -> None:
    without = then(speaking(), (CHAIR, SendNotice("hall", "Lunch at one")))
    meeting = then(without, (CHAIR, SendNotice("booth", "A film comes next")))
    assert SCREENS.regions(meeting, audience, "en", None, None) == SCREENS.regions(without, audience, "en", None, None)


def test_nobody_can_be_asked_to_slow_down_while_the_floor_is_free() -> None:
    slow, wait = signal_buttons(floor_open(), WORDS)
    assert (slow.possible, wait.possible) == (False, True)
    assert shown(floor_open(), "signals").count("disabled") == 1
