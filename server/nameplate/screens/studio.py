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

    `behind` is the number of screens to which the newest picture of the audience was not written, and `versions` how
    many versions the slowest one lacks.
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
    """A screen that is connected: its audience, and its time from question to answer.

    `versions_behind` is how much newer the picture of the audience is. A change that the screen does not show leaves
    the picture as it is.
    """

    audience: str
    versions_behind: int = 0
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
    is_due = now_ms - meeting.at > GRACE_MS
    tiles = (_tile(words.label(AUDIENCE_LABELS, name), name, each, is_due, name in failed) for name, each in of.items())
    return Studio(meeting.version, meeting.at, tuple(tiles))


def _tile(label: str, name: str, screens: Collection[ConnectedScreen], is_due: bool, is_failed: bool) -> ScreenTile:
    lacks = [screen.versions_behind if is_due else 0 for screen in screens]
    behind = sum(each > 0 for each in lacks)
    state = "failed" if is_failed else "behind" if behind else "current" if screens else "none"
    told = [screen.round_trip_ms for screen in screens if screen.round_trip_ms is not None]
    slowest = max(told, default=None)
    return ScreenTile(name, label, state, len(screens), behind, max([0, *lacks]), slowest)
