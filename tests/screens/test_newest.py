"""What is asked again of the same meeting is not worked out again."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.screens.newest import of_newest


def test_an_answer_holds_for_one_meeting_and_one_question() -> None:
    asked: list[tuple[str, str]] = []

    @of_newest
    def answer(meeting: Meeting, word: str) -> str:
        asked.append((meeting.code, word))
        return f"{meeting.code} {word}"

    first, second = Meeting("A"), Meeting("B")
    assert [answer(m, w) for m, w in ((first, "x"), (first, "x"), (first, "y"), (second, "y"), (second, "y"))] == [
        *("A x", "A x", "A y", "B y", "B y"),
    ]
    assert asked == [("A", "x"), ("A", "y"), ("B", "y")]
