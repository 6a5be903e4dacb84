"""What a technician sees of all screens of a meeting: which are connected, and whether they show the newest version."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.wording.labels import AUDIENCE_LABELS
from nameplate.wording.language import Words

from .audiences import AUDIENCES

GRACE_MS = 2_000
"""A change may take this long until it is on a screen. Phones get changes once in half a second."""


@dataclass(frozen=True, slots=True)
class ScreenTile:
    """The screens of one audience. `state`: none (not connected), current, behind, failed (cannot be rendered).

    `behind` is the number of screens that do not show the newest version, and `versions` how many the slowest lacks.
    """

    name: str
    label: str
    state: str
    connected: int
    behind: int
    versions: int


@dataclass(frozen=True, slots=True)
class Studio:
    """All screens. `changed_at` is the time of the newest version (UTC, ms)."""

    version: int
    changed_at: int
    tiles: tuple[ScreenTile, ...]


def studio(
    meeting: Meeting, words: Words, shown: Iterable[tuple[str, int]], failed: Collection[str], now_ms: int
) -> Studio:
    """The tile of every audience. `shown` has the audience of each connected screen, and the version that it shows.

    `failed` are the audiences whose newest version could not be rendered.
    """
    lacks: dict[str, list[int]] = {name: [] for name in AUDIENCES}
    is_settled = now_ms - meeting.at > GRACE_MS
    for audience, version in shown:
        lacks[audience].append(meeting.version - version if is_settled else 0)
    tiles = (_tile(words, name, each, name in failed) for name, each in lacks.items())
    return Studio(meeting.version, meeting.at, tuple(tiles))


def _tile(words: Words, name: str, lacks: list[int], is_failed: bool) -> ScreenTile:
    behind = sum(each > 0 for each in lacks)
    state = "failed" if is_failed else "behind" if behind else "current" if lacks else "none"
    return ScreenTile(name, words.label(AUDIENCE_LABELS, name), state, len(lacks), behind, max(lacks, default=0))
