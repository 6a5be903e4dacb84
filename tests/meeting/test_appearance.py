"""The colour and the logo of a meeting change while it runs."""

from __future__ import annotations

import base64

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.appearance import LARGEST_LOGO_BYTES, PNG, AppearanceSet, SetAppearance
from nameplate.meeting.undo import Redo, Undo
from tests.cast import CHAIR, DESK, FR
from tests.meeting.stories import Story, floor_open


def picture(more: bytes = b"") -> str:
    """A logo in Base64."""
    return base64.b64encode(PNG + more).decode()


def shown(story: Story) -> tuple[str, str]:
    return (story.meeting.colour, story.meeting.logo)


def newest(story: Story) -> object:
    return next(iter(story.meeting.entries())).event


def test_the_colour_and_the_logo_change_together_and_alone() -> None:
    story = floor_open(FR)
    story.give(DESK, SetAppearance("#7A1F5C", picture()))
    assert shown(story) == ("#7a1f5c", picture())
    story.give(CHAIR, SetAppearance(colour=""))
    assert shown(story) == ("", picture())
    story.give(CHAIR, SetAppearance(logo=picture(b"new")))
    assert shown(story) == ("", picture(b"new"))
    story.give(CHAIR, SetAppearance(logo=""))
    assert shown(story) == ("", "")


def test_undo_and_redo_bring_back_what_the_screens_had() -> None:
    story = floor_open(FR)
    story.give(DESK, SetAppearance("#7a1f5c", picture()))
    story.give(DESK, SetAppearance("#00558c", picture(b"new")))
    story.give(DESK, Undo())
    assert shown(story) == ("#7a1f5c", picture())
    story.give(DESK, Redo())
    assert shown(story) == ("#00558c", picture(b"new"))


def test_the_log_holds_only_what_has_changed() -> None:
    story = floor_open(FR)
    story.give(DESK, SetAppearance("#7a1f5c", picture()))
    story.give(DESK, SetAppearance("#00558c", picture()))
    assert newest(story) == AppearanceSet(colour="#00558c")
    story.give(DESK, SetAppearance("#00558C", ""))
    assert newest(story) == AppearanceSet(logo="")
    for same in (SetAppearance(), SetAppearance("#00558C", "")):
        assert story.refuse(DESK, same).reason is Reason.ALREADY


@pytest.mark.parametrize(
    ("command", "field"),
    [
        *((SetAppearance(wrong), "colour") for wrong in ("red", "#7a1f5", "#7a1f5c;", " #7a1f5c", "#7a1f5c\n")),
        *((SetAppearance(logo=wrong), "logo") for wrong in ("#", "AAAA", "iVBORw0KGg", picture() + "\n")),
        (SetAppearance(logo=picture(bytes(LARGEST_LOGO_BYTES - len(PNG) + 1))), "logo"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_its_field(command: SetAppearance, field: str) -> None:
    assert floor_open().refuse(DESK, command).facts == {"field": field}


def test_a_logo_may_be_as_large_as_in_a_programme_file() -> None:
    story = floor_open()
    story.give(DESK, SetAppearance(logo=picture(bytes(LARGEST_LOGO_BYTES - len(PNG)))))
    assert len(base64.b64decode(story.meeting.logo)) == LARGEST_LOGO_BYTES
