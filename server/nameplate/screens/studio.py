"""What a technician sees on one wall: the state of the room, and every screen of the meeting with its faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from nameplate.meeting import Meeting
from nameplate.meeting.forecast.forecast import forecast
from nameplate.wording.labels import AUDIENCE_LABELS, LINK_LABELS
from nameplate.wording.language import Words

from .audiences import AUDIENCES
from .floor_holder import FloorHolder, current_holder
from .inscription_views import hidden_inscriptions, upcoming_speakers
from .meeting_status import Status, shown_sitting, status
from .render_context import RenderContext

GRACE_MS = 2_000
"""A change may take this long until it is on a screen. Phones get changes once in half a second."""
SLOW_MS = 1_000
"""A screen that waits longer for an answer has a bad network."""
MOST_TILES = 60
NAMED_NEXT = 5
MINUTE_MS = 60_000
SEVERITY = ("failed", "behind", "lost", "slow", "current")
"""The states of a tile, the worst first. All but the last one are faults."""
ORDER = ("hall", "podium", "timer", "air", "booth", "lobby", "chair", "desk", "public", "state", "delegate")
"""The audiences on the wall: the room, the consoles, and then the many."""


@dataclass(frozen=True, slots=True)
class ConnectedScreen:
    """A screen that is connected.

    `versions_behind` is how much newer the picture of the audience is. A change that the screen does not show leaves
    the picture as it is. `since` is when its device signed in (UTC, ms); it keeps the numbers of equal screens stable.
    """

    audience: str
    versions_behind: int = 0
    round_trip_ms: int | None = None
    seat: str | None = None
    device: str = ""
    since: int = 0


@dataclass(frozen=True, slots=True)
class ScreenTile:
    """A screen. `state` is one of `SEVERITY`. `kind` is what the screen is when `name` is that of a panellist.

    `version` is the newest version of the meeting that it shows. `behind` is how many changes it lacks. `lost_at` is
    when the last screen of its audience was closed (UTC, ms).
    """

    id: str
    audience: str
    name: str
    kind: str
    state: str
    device: str = ""
    version: int = 0
    behind: int = 0
    round_trip_ms: int | None = None
    lost_at: int = 0


@dataclass(frozen=True, slots=True)
class RoomState:
    """Who speaks and who is next, and when the sitting ends. Before and after it, `ends` is None.

    `late` is in minutes, against the booked end; a negative value is spare time.
    """

    status: Status
    holder: FloorHolder | None
    next: tuple[str, ...]
    more: int
    ends: int | None
    booked: int
    late: int


@dataclass(frozen=True, slots=True)
class Studio:
    """The room and all screens, the worst first. `changed_at` is the time of the newest version (UTC, ms).

    `beyond` tiles are left out; none of them has a fault unless all shown ones have. `unused` are the labels of the
    audiences without a screen.
    """

    version: int
    changed_at: int
    now_ms: int
    room: RoomState
    tiles: tuple[ScreenTile, ...]
    beyond: int
    connected: int
    faults: int
    unused: tuple[str, ...]


def studio(
    context: RenderContext,
    screens: Iterable[ConnectedScreen],
    failed: Collection[str],
    lost: Mapping[str, int],
    now_ms: int,
) -> Studio:
    """The wall. `failed` are the audiences whose newest version could not be rendered.

    `lost` has, by audience, when the last of its screens was closed, if none is open.
    """
    meeting, words = context.meeting, context.words
    connected = sorted(screens, key=lambda each: (each.since, each.device))
    is_due = now_ms - meeting.at > GRACE_MS
    tiles = [*_numbered(_tile(meeting, words, each, failed, is_due) for each in connected)]
    shown = {tile.audience for tile in tiles}
    for audience in ORDER:
        if audience in shown:
            continue
        label = words.label(AUDIENCE_LABELS, audience)
        if audience in failed:
            tiles.append(ScreenTile(audience, audience, label, "", "failed"))
        elif audience in LINK_LABELS and audience in lost:
            tiles.append(ScreenTile(audience, audience, label, "", "lost", lost_at=lost[audience]))
    tiles.sort(key=lambda tile: (SEVERITY.index(tile.state), ORDER.index(tile.audience), bool(tile.kind), tile.name))
    named = {tile.audience for tile in tiles}
    return Studio(
        version=meeting.version,
        changed_at=meeting.at,
        now_ms=now_ms,
        room=room_state(context, now_ms),
        tiles=tuple(tiles[:MOST_TILES]),
        beyond=max(0, len(tiles) - MOST_TILES),
        connected=len(connected),
        faults=sum(tile.state != "current" for tile in tiles),
        unused=tuple(words.label(AUDIENCE_LABELS, name) for name in ORDER if name in AUDIENCES and name not in named),
    )


def room_state(context: RenderContext, now_ms: int) -> RoomState:
    meeting, words = context.meeting, context.words
    seen, sitting = forecast(meeting, now_ms), shown_sitting(meeting)
    names = [speaker.name for speaker in upcoming_speakers(context)]
    beyond = len(hidden_inscriptions(meeting)) if meeting.item and meeting.item.list else 0
    return RoomState(
        status=status(meeting, words),
        holder=current_holder(meeting, words),
        next=tuple(names[:NAMED_NEXT]),
        more=max(0, len(names) - NAMED_NEXT) + beyond,
        ends=seen.sitting_ends,
        booked=sitting.ends_at if sitting else 0,
        late=round((seen.sitting_over_ms or 0) / MINUTE_MS),
    )


def _tile(meeting: Meeting, words: Words, screen: ConnectedScreen, failed: Collection[str], is_due: bool) -> ScreenTile:
    label = words.label(AUDIENCE_LABELS, screen.audience)
    seat = meeting.seats.get(screen.seat or "")
    behind = screen.versions_behind if is_due else 0
    if screen.audience in failed:
        state = "failed"
    elif behind:
        state = "behind"
    else:
        state = "slow" if (screen.round_trip_ms or 0) >= SLOW_MS else "current"
    return ScreenTile(
        id="-".join(filter(None, (screen.audience, seat.id if seat else ""))),
        audience=screen.audience,
        name=words.seat_name(seat) if seat else label,
        kind=label if seat and screen.audience != "delegate" else "",
        state=state,
        device=screen.device,
        version=meeting.version - behind,
        behind=behind,
        round_trip_ms=screen.round_trip_ms,
    )


def _numbered(tiles: Iterable[ScreenTile]) -> Iterator[ScreenTile]:
    """Screens of the same audience and seat get the numbers 2, 3 and so on."""
    numbers: Counter[str] = Counter()
    for tile in tiles:
        numbers[tile.id] += 1
        number = numbers[tile.id]
        yield tile if number == 1 else replace(tile, id=f"{tile.id}-{number}", name=f"{tile.name} {number}")
