"""Copies of frozen dataclasses with some fields changed, faster than `dataclasses.replace`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def changed(value: T, **changes: Any) -> T:
    """A copy of a frozen dataclass with these fields changed, in half the time of `dataclasses.replace`.

    A replay spends most of its time in this function. Raises TypeError for an unknown field.
    """
    cls: Any = type(value)
    after: T = object.__new__(cls)
    if hasattr(value, "__dict__"):
        object.__setattr__(after, "__dict__", {**vars(value), **changes})
        if len(vars(after)) > len(vars(value)):
            raise TypeError(f"{cls.__name__} has no {', '.join(changes.keys() - vars(value).keys())}")
        return after
    read_all, writers = _slots(cls)
    for write, old in zip(writers.values(), read_all(value), strict=False):
        write(after, old)
    for name, new in changes.items():
        if name not in writers:
            raise TypeError(f"{cls.__name__} has no {name}")
        writers[name](after, new)
    return after


@cache
def _slots(cls: type[Any]) -> tuple[Callable[[Any], tuple[Any, ...]], dict[str, Callable[[Any, Any], None]]]:
    """For a class with slots: a function that reads all fields, and for each field a function that writes it.

    The reader returns the first field twice, because `attrgetter` with a single name would not return a tuple.
    """
    names = [field.name for field in fields(cls)]
    return attrgetter(*names, *names[:1]), {name: getattr(cls, name).__set__ for name in names}
