"""The input of the views of a meeting, and a cache of values that several views use."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from nameplate.meeting import Meeting
from nameplate.wording.language import Words

P = ParamSpec("P")
R = TypeVar("R")
Results = dict[Callable[..., Any], tuple[object, Any]]
"""By function: the other arguments of the last call, and the result."""


class RenderContext:
    """A version of a meeting in a language.

    Several audiences show the same lists and forecasts. If a function has the decorator `computed_once`, the context
    keeps its result for the next audience. For five audiences this saves two thirds of the time.
    """

    def __init__(self, meeting: Meeting, words: Words, before: RenderContext | None = None) -> None:
        self.meeting = meeting
        self.words = words
        self.results: Results = {}
        self.kept_results: Results = before.kept_results if before else {}
        """The results of functions with the decorator `kept_while_equal`. They pass to the next version."""


class NewestContexts:
    """The newest context of each language. Each room has one `NewestContexts` object."""

    def __init__(self) -> None:
        self._by_language: dict[str, RenderContext] = {}

    def context(self, meeting: Meeting, words: Words) -> RenderContext:
        """The context of this version. If the kept context has another version, a new context replaces it."""
        kept = self._by_language.get(words.language)
        if kept is None or kept.meeting is not meeting:
            kept = self._by_language[words.language] = RenderContext(meeting, words, kept)
        return kept


def computed_once(compute: Callable[Concatenate[RenderContext, P], R]) -> Callable[Concatenate[RenderContext, P], R]:
    """Decorator: the function is computed again only for another context, or for other arguments than last time."""

    @wraps(compute)
    def computed(context: RenderContext, /, *args: P.args, **kwargs: P.kwargs) -> R:
        last = context.results.get(compute)
        if last is None or last[0] != (args, kwargs):
            last = context.results[compute] = ((args, kwargs), compute(context, *args, **kwargs))
        result: R = last[1]
        return result

    return computed


def kept_while_equal(compute: Callable[Concatenate[RenderContext, P], R]) -> Callable[Concatenate[RenderContext, P], R]:
    """Decorator: as `computed_once`, but the result stays for later versions, as long as the other arguments are equal.

    The function must use nothing of the context but its words. Arguments that are the same object are not compared.
    """

    @wraps(compute)
    def computed(context: RenderContext, /, *args: P.args, **kwargs: P.kwargs) -> R:
        last = context.kept_results.get(compute)
        if last is None or last[0] != (args, kwargs):
            last = context.kept_results[compute] = ((args, kwargs), compute(context, *args, **kwargs))
        result: R = last[1]
        return result

    return computed
