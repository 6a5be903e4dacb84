"""The ready-made messages change while the meeting runs."""

from __future__ import annotations

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.model.values import ReadyMessage
from nameplate.meeting.ready_messages import SetReadyMessages, ready_messages
from nameplate.meeting.undo import Undo
from tests.cast import CHAIR, DESK, FR
from tests.meeting.stories import floor_open

HALL, SPEAKER = ReadyMessage("hall", "Please be seated"), ReadyMessage("speaker", "Please slow down")


def test_the_messages_to_one_addressee_are_replaced_and_the_others_stay() -> None:
    story = floor_open(FR)
    story.give(DESK, SetReadyMessages("hall", "Lunch is served\n\n Please  be seated \nLunch is served"))
    story.give(DESK, SetReadyMessages("speaker", SPEAKER.text))
    assert ready_messages(story.meeting) == (SPEAKER, ReadyMessage("hall", "Lunch is served"), HALL)
    story.give(CHAIR, SetReadyMessages("hall", HALL.text))
    assert ready_messages(story.meeting) == (SPEAKER, HALL)
    story.give(CHAIR, Undo())
    assert len(ready_messages(story.meeting)) == 3
    story.give(CHAIR, SetReadyMessages("hall"))
    assert ready_messages(story.meeting) == (SPEAKER,)
    assert story.refuse(CHAIR, SetReadyMessages("hall")).reason is Reason.ALREADY


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (SetReadyMessages("booths", "Louder"), "to"),
        (SetReadyMessages("hall", "x" * 61), "text"),
        (SetReadyMessages("hall", "a\x07"), "text"),
        (SetReadyMessages("hall", "\n".join("abcdef")), "text"),
    ],
)
def test_what_is_too_much_is_refused_by_its_field(command: SetReadyMessages, field: str) -> None:
    story = floor_open()
    story.give(DESK, SetReadyMessages("speaker", "Please slow down"))
    assert story.refuse(DESK, command).facts == {"field": field}
