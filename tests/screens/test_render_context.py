"""Values that several audiences show for one version of a meeting are computed once."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.paths import WEB
from nameplate.screens.render_context import NewestContexts, RenderContext, computed_once, kept_while_equal
from nameplate.wording.language import load_words

WORDS = load_words(WEB / "locale", "en")


def test_a_result_holds_for_one_context_and_the_last_arguments() -> None:
    asked: list[tuple[str, str]] = []

    @computed_once
    def answer(context: RenderContext, word: str) -> str:
        asked.append((context.meeting.code, word))
        return f"{context.meeting.code} {word}"

    first, second = RenderContext(Meeting("A"), WORDS), RenderContext(Meeting("B"), WORDS)
    assert [answer(m, w) for m, w in ((first, "x"), (first, "x"), (first, "y"), (second, "y"), (second, "y"))] == [
        *("A x", "A x", "A y", "B y", "B y"),
    ]
    assert asked == [("A", "x"), ("A", "y"), ("B", "y")]


def test_functions_do_not_mix_their_results() -> None:
    context = RenderContext(Meeting("A"), WORDS)
    one, two = computed_once(lambda _: 1), computed_once(lambda _: 2)
    assert (one(context), two(context), one(context)) == (1, 2, 1)


def test_the_newest_context_is_kept_until_the_meeting_changes() -> None:
    contexts, meeting = NewestContexts(), Meeting("A")
    first = contexts.context(meeting, WORDS)
    assert contexts.context(meeting, WORDS) is first
    assert contexts.context(Meeting("A"), WORDS) is not first


def test_a_kept_result_passes_to_later_versions_until_its_arguments_change() -> None:
    asked: list[str] = []

    @kept_while_equal
    def answer(context: RenderContext, word: str) -> str:
        asked.append(f"{context.meeting.code} {word}")
        return asked[-1]

    contexts = NewestContexts()
    versions = [contexts.context(Meeting(code), WORDS) for code in "ABC"]
    assert [answer(*each) for each in zip(versions, "xxy", strict=True)] == ["A x", "A x", "C y"]
    assert answer(RenderContext(Meeting("D"), WORDS), "y") == "D y"
