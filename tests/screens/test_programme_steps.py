"""The items of the programme on the consoles."""

from __future__ import annotations

from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.programme.items import CloseItem, OpenItem, SkipItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.paths import WEB
from nameplate.screens import programme_steps
from nameplate.wording.language import load_words
from tests.cast import CHAIR
from tests.panel import SITTING, begun, then

WORDS = load_words(WEB / "locale", "en")


def test_the_steps_say_what_was_done_and_what_is_to_come() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, OpenItem("p-1")), (CHAIR, CloseItem("p-1")))
    meeting = then(meeting, (CHAIR, SkipItem("p-2")), (CHAIR, GiveFloor(item="p-3")))
    steps = programme_steps.programme_steps(meeting, WORDS)
    assert [step.state for step in steps[:4]] == ["closed", "skipped", "open", "planned"]
    assert (steps[2].speaker, steps[2].holds_floor) == ("H.E. Mr. Abbas Bagherpour Ardekani", True)
