"""The podium: questions to the panellists, and the own region of each panellist."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.programme.items import OpenItem, SkipItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.paths import WEB
from nameplate.screens import podium
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from nameplate.wording.language import load_words
from tests.cast import CHAIR, FR, KE
from tests.panel import PRESENTATIONS, REPLIES_1, SITTING, begun, floor_open, then

WORDS = load_words(WEB / "locale", "en")
SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")


def speaker(meeting: Meeting, presentation: str) -> str:
    """The seat of the speaker of an item."""
    return next(str(item.speaker) for item in meeting.items() if item.id == presentation)


def asked() -> Meeting:
    """France asks the first panellist something, Kenya asks all of them; France has the floor."""
    meeting = floor_open()
    first = speaker(meeting, PRESENTATIONS[0])
    requests = (FR, RequestFloor("question", "What will it cost?", first)), (KE, RequestFloor("question", "When?"))
    return then(meeting, *requests, (CHAIR, GiveFloorToNext()))


def public(meeting: Meeting) -> str:
    """The questions on the screen that everybody on the podium sees."""
    return SCREENS.regions(meeting, "podium", "en", None, None)["questions"]


def mine(meeting: Meeting, presentation: str) -> podium.OwnTime:
    """The own region of the panellist of an item."""
    return podium.mine(RenderContext(meeting, WORDS), speaker(meeting, presentation))


def test_a_question_stands_on_the_podium_from_the_moment_it_is_asked() -> None:
    assert "What will it cost?" in public(asked())
    assert "When?" not in public(asked())
    assert "When?" in public(then(asked(), (CHAIR, GiveFloorToNext())))


def test_a_panellist_sees_what_is_addressed_to_the_own_seat_or_to_all_before_it_is_asked() -> None:
    meeting = asked()
    notes = [(q.note, q.to_come) for q in mine(meeting, PRESENTATIONS[0]).questions]
    assert notes == [("What will it cost?", False), ("When?", True)]
    assert [q.note for q in mine(meeting, PRESENTATIONS[1]).questions] == ["When?"]


def test_of_the_questions_that_were_asked_the_newest_comes_first() -> None:
    meeting = then(asked(), (CHAIR, GiveFloorToNext()))
    notes = [(q.note, q.to_come) for q in mine(meeting, PRESENTATIONS[0]).questions]
    assert notes == [("When?", False), ("What will it cost?", False)]


def test_a_statement_is_no_question_and_a_withdrawn_one_is_gone() -> None:
    meeting = then(floor_open(), (FR, RequestFloor("statement", "Thanks")))
    assert mine(meeting, PRESENTATIONS[0]).questions == ()


def test_in_the_round_of_replies_a_panellist_knows_the_turn_and_the_share() -> None:
    meeting = then(asked(), (CHAIR, EndSpeech()), (CHAIR, OpenItem(REPLIES_1)))
    panellists = next(item.speakers for item in meeting.items() if item.id == REPLIES_1)
    minutes = next(item.minutes for item in meeting.items() if item.id == REPLIES_1)
    seen = [podium.mine(RenderContext(meeting, WORDS), seat) for seat in panellists]
    assert minutes and [(each.before, each.ms) for each in seen] == [
        (place, minutes * 60_000 // len(panellists)) for place in range(len(panellists))
    ]
    meeting = then(meeting, (CHAIR, GiveFloorToNext()))
    assert [podium.mine(RenderContext(meeting, WORDS), seat).speaking for seat in panellists][:2] == [True, False]
    assert podium.mine(RenderContext(meeting, WORDS), panellists[1]).before == 0


def shown(meeting: Meeting, region: str) -> str:
    """A region of the screen that everybody on the podium sees."""
    return SCREENS.regions(meeting, "podium", "en", None, None)[region]


def test_the_podium_shows_the_limit_beside_the_rest() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (CHAIR, GiveFloorToNext()))
    assert "of 3:00" in shown(meeting, "floor")


def test_before_the_sitting_the_podium_shows_the_programme_with_its_times() -> None:
    assert "The sitting opens at 09:00." in shown(begun(), "floor")
    programme = shown(begun(), "next")
    assert "Programme" in programme and "09:15" in programme and "Mr. Martin Khor" in programme


def test_when_nobody_waits_the_podium_shows_the_items_that_follow() -> None:
    earlier = [(CHAIR, SkipItem(f"p-{n}")) for n in range(1, 8)]
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), *earlier, (CHAIR, GiveFloor(item=PRESENTATIONS[-1])))
    assert "Interactive discussion, slot 1" in shown(meeting, "next")


def test_the_own_presentation_is_foretold_with_its_minutes() -> None:
    meeting = then(floor_open(), (CHAIR, GiveFloor(item=PRESENTATIONS[0])))
    assert mine(meeting, PRESENTATIONS[1]).ms == 10 * 60_000
    assert mine(meeting, PRESENTATIONS[0]).speaking
