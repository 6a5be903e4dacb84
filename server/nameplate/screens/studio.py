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
    `slowest_ms` is the longest time from a question of a screen to the answer of the server, if a screen has told one.
    """

    name: str
    label: str
    state: str
    connected: int
    behind: int
    versions: int
    slowest_ms: int | None


@dataclass(frozen=True, slots=True)
class ConnectedScreen:
    """A screen that is connected: its audience, the version that it shows, and its time from question to answer."""

    audience: str
    version: int
    round_trip_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Studio:
    """All screens. `changed_at` is the time of the newest version (UTC, ms)."""

    version: int
    changed_at: int
    tiles: tuple[ScreenTile, ...]


def studio(
    meeting: Meeting, words: Words, screens: Iterable[ConnectedScreen], failed: Collection[str], now_ms: int
) -> Studio:
    """The tile of every audience. `failed` are the audiences whose newest version could not be rendered."""
    of: dict[str, list[ConnectedScreen]] = {name: [] for name in AUDIENCES}
    for screen in screens:
        of[screen.audience].append(screen)
    newest = meeting.version if now_ms - meeting.at > GRACE_MS else 0
    tiles = (_tile(words.label(AUDIENCE_LABELS, name), name, each, newest, name in failed) for name, each in of.items())
    return Studio(meeting.version, meeting.at, tuple(tiles))


def _tile(label: str, name: str, screens: Collection[ConnectedScreen], newest: int, is_failed: bool) -> ScreenTile:
    lacks = [newest - screen.version for screen in screens]
    behind = sum(each > 0 for each in lacks)
    state = "failed" if is_failed else "behind" if behind else "current" if screens else "none"
    told = [screen.round_trip_ms for screen in screens if screen.round_trip_ms is not None]
    slowest = max(told, default=None)
    return ScreenTile(name, label, state, len(screens), behind, max([0, *lacks]), slowest)
