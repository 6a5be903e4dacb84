"""The join code is shown in the hall and hidden again."""

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.join_code import ShowJoinCode
from tests.cast import CHAIR, DESK
from tests.meeting.stories import floor_open


def test_the_join_code_is_shown_and_hidden() -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    assert story.meeting.join_shown
    story.give(CHAIR, ShowJoinCode(shown=False))
    assert not story.meeting.join_shown


@pytest.mark.parametrize("shown", [True, False])
def test_showing_or_hiding_the_join_code_twice_is_refused(shown: bool) -> None:
    story = floor_open()
    story.give(CHAIR, ShowJoinCode())
    if not shown:
        story.give(CHAIR, ShowJoinCode(shown=False))
    assert story.refuse(DESK, ShowJoinCode(shown)).reason is Reason.ALREADY
