"""The programmes of real meetings that come with Nameplate, from which an organiser can begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from nameplate.paths import EXAMPLES
from nameplate.planning import programme_data
from nameplate.planning.programme_data import Data
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message

SHOWS: Mapping[str, Message] = {
    "hrc28-panel-2015.yaml": N_("A panel of three hours. Its items fit exactly: two rounds of questions with replies."),
    "hrc28-panel-2015-standard-slots.yaml": N_(
        "The same panel with slots of 60 minutes. It is 8 minutes too long on purpose: you see the warning."
    ),
    "seminar-2013.yaml": N_("A seminar of one day in two sittings, with presentations of 10 minutes and a discussion."),
}
"""By the name of its file: what an example shows. The page has this order."""


@dataclass(frozen=True, slots=True)
class Example:
    """`name` is the name of its file. `shows` says what a reader can learn from it."""

    name: str
    title: str
    date: str
    shows: str


def names() -> tuple[str, ...]:
    """The names of the files, in their order."""
    order = [*SHOWS]
    found = sorted(each.name for each in EXAMPLES.glob("*.yaml"))
    return tuple(sorted(found, key=lambda name: order.index(name) if name in order else len(order)))


@cache
def programme(name: str) -> Data:
    """The programme of an example. Do not change it: it is kept."""
    return programme_data.load((EXAMPLES / name).read_text(encoding="utf-8"), name)


def listed(words: Words) -> list[Example]:
    """All examples, as the page shows them. This reads the files when it is called for the first time."""
    return [_example(name, words) for name in names()]


def _example(name: str, words: Words) -> Example:
    data = programme(name)
    noon = datetime.fromisoformat(f"{data['date']}T12:00").replace(tzinfo=UTC)
    date = words.date(int(noon.timestamp()) * 1000, "UTC")
    shows = SHOWS.get(name)
    return Example(name, str(data["title"]), date, words.translate(shows) if shows else "")
