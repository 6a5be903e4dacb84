"""What several screens want to know of one meeting is worked out once: they are drawn one after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from nameplate.meeting import Meeting

P = ParamSpec("P")
R = TypeVar("R")


def of_newest(work_out: Callable[Concatenate[Meeting, P], R]) -> Callable[Concatenate[Meeting, P], R]:
    """Keep what a function said last, for as long as the same is asked of the same meeting."""
    last: list[tuple[Meeting, object, R]] = []

    @wraps(work_out)
    def asked(meeting: Meeting, /, *rest: P.args, **named: P.kwargs) -> R:
        if last and last[0][0] is meeting and last[0][1] == (rest, named):
            return last[0][2]
        answer = work_out(meeting, *rest, **named)
        last[:] = [(meeting, (rest, named), answer)]
        return answer

    return asked
