"""The bytes that a change sends to each phone: plain and compressed, with a short and a long list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .hall import Hall

SHORT, LONG = 20, 150
CHANGES: Mapping[str, Callable[[Hall, Sequence[str]], Any]] = {
    "somebody asks for the floor": lambda hall, left: hall.press("add-inscription", seat=left[0]),
    "the floor is given": lambda hall, left: hall.press("give-floor-to-next"),
    "the clock is paused": lambda hall, left: hall.press("pause-clock"),
    "a notice to the hall": lambda hall, left: hall.press("send-notice", to="hall", text="Lunch is at one o'clock."),
    "the speech is over": lambda hall, left: hall.press("end-speech"),
}


def measure() -> Mapping[str, Any]:
    """Bytes to one phone for each change, by the length of the list."""
    return {f"{count} wait": _with(count) for count in (SHORT, LONG)}


def _with(count: int) -> Mapping[str, Mapping[str, int]]:
    with Hall() as hall:
        hall.open_list()
        for seat in hall.seats[:count]:
            hall.press("add-inscription", seat=seat)
        crowds = {"plain": hall.crowd(1), "packed": hall.crowd(1, packed=True)}
        found: dict[str, Mapping[str, int]] = {}
        for name, change in CHANGES.items():
            for crowd in crowds.values():
                crowd.order(order="count", seconds=0.6)
            change(hall, hall.seats[count:])
            found[name] = {kind: crowd.order(order="watch", messages=1)["bytes"] for kind, crowd in crowds.items()}
        for crowd in crowds.values():
            crowd.end()
    return found
