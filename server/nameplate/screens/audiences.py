"""The audiences: one entry for each kind of screen, and one for programs.

A new screen needs an entry here, and its views, templates and style sheet. Rooms publish all audiences that are
registered here. Pages, permissions, links and metrics also use these entries.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from nameplate.access.passes import MODERATORS, Link, Pass, make_passes
from nameplate.meeting import Meeting, Role
from nameplate.meeting.affected_seats import affected_seats
from nameplate.meeting.model.seats import CHAIR_SEAT
from nameplate.meeting.model.values import Seat
from nameplate.wording.labels import LINK_LABELS
from nameplate.wording.language import Words

from . import air, booth, chair, delegate, desk, hall, json_picture, lobby, podium, public, timer
from .form_choices import categories
from .render_context import RenderContext

Regions = Callable[[RenderContext, str | None], dict[str, object]]
"""The view of each region by name. The second argument is the speech whose clock was recovered after a restart."""
OwnRegions = Callable[[RenderContext, str], dict[str, object]]
"""The views of the regions that only one seat sees."""
Document = Callable[[RenderContext, int, bool, str | None, bool, bool], Mapping[str, Any]]
"""The values of a JSON document: for a time (UTC, ms), with or without fields for moderators, perhaps for a seat, with
or without fields for the booth, and with or without fields for bridges."""

ROOM_SECONDS, PHONES_SECONDS = 0.1, 0.5
PRIVATE_CATEGORIES = ("chair", "panellist")
"""Seats of these categories get no link to a delegate's phone."""


class Group(IntEnum):
    """The audiences of one group are rendered from the same version. The lowest number is published first."""

    HALL = 1
    PODIUM = 2
    MODERATORS = 3
    """The chair and the desk. Their screens have many values in common, which are computed only once."""
    PHONES = 4
    PROGRAMS = 5


def no_links(_: Meeting) -> Iterable[Link]:
    return ()


def no_seat(_: Meeting, __: Pass) -> str | None:
    return None


def every_seat(_: Meeting, __: Meeting) -> Collection[str] | None:
    return None


def no_values(_: Meeting, __: Words) -> dict[str, object]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """All properties of an audience.

    The audience of a screen has `regions`. Its page is `web/templates/{name}.html`. The template of a region is
    `web/templates/{name}/_{region}.html`. The audience of programs has a `document` instead, and no page.
    """

    name: str
    visible_to: frozenset[Role]
    group: Group
    interval_seconds: float
    """During a burst of changes the audience is rendered at most once per interval."""
    regions: Regions | None = None
    own_regions: OwnRegions | None = None
    document: Document | None = None
    seat_of: Callable[[Meeting, Pass], str | None] = no_seat
    """The seat of a pass. Its holder sees the own regions of this seat, or the notes to this seat in the document."""
    affected_seats: Callable[[Meeting, Meeting], Collection[str] | None] = every_seat
    """The seats whose own regions may differ between two versions. None means all seats."""
    links: Callable[[Meeting], Iterable[Link]] = no_links
    """The links to this audience that participants get."""
    by_code: bool = False
    """Whoever knows the address sees the screen, without a cookie: its code is the join code, as long as it is valid.

    Sites that the operator names may show the screen in a frame.
    """
    beside_others: bool = False
    """Pages of this server may show the screen in a frame."""
    page_values: Callable[[Meeting, Words], dict[str, object]] = no_values
    """Additional values for the template of the page."""

    @property
    def is_document(self) -> bool:
        return self.document is not None


def _seat_of_delegate(_: Meeting, pass_: Pass) -> str | None:
    return pass_.seat if pass_.role is Role.DELEGATE else None


def _seat_of_panellist(meeting: Meeting, pass_: Pass) -> str | None:
    """The seat of a panellist's link. The link belongs to an item, so it follows a change of the speaker."""
    if pass_.role is not Role.PANELLIST:
        return None
    item = next((i for i in meeting.items() if pass_.name == f"panellist:{i.id}"), None)
    return item.speaker if item and item.speaker else pass_.seat


def _chair_links(_: Meeting) -> Iterable[Link]:
    yield Link("chair", Role.CHAIR, "chair")


def _desk_links(_: Meeting) -> Iterable[Link]:
    yield Link("desk", Role.DESK, "desk")


def _hall_links(_: Meeting) -> Iterable[Link]:
    yield Link("hall", Role.SCREEN, "hall")


def _air_links(_: Meeting) -> Iterable[Link]:
    yield Link("air", Role.SCREEN, "air")


def _timer_links(_: Meeting) -> Iterable[Link]:
    yield Link("timer", Role.SCREEN, "timer")


def _booth_links(_: Meeting) -> Iterable[Link]:
    yield Link("booth", Role.BOOTH, "booth")


def _lobby_links(_: Meeting) -> Iterable[Link]:
    yield Link("lobby", Role.SCREEN, "lobby")


def _bridge_links(_: Meeting) -> Iterable[Link]:
    yield Link("bridge", Role.BRIDGE, "state")


def _podium_links(meeting: Meeting) -> Iterable[Link]:
    yield Link("podium", Role.SCREEN, "podium")
    for item in meeting.items():
        if item.speaker and item.speaker != CHAIR_SEAT:
            yield Link(f"panellist:{item.id}", Role.PANELLIST, "podium", item.speaker)


def _delegate_links(meeting: Meeting) -> Iterable[Link]:
    yield Link("join", Role.PUBLIC, "delegate", secret=meeting.code)
    for seat in delegations(meeting):
        yield delegate_link(seat)


def delegations(meeting: Meeting) -> Iterator[Seat]:
    """The seats that have a delegate's link."""
    return (seat for seat in meeting.seats.values() if seat.category not in PRIVATE_CATEGORIES)


def delegate_link(seat: Seat) -> Link:
    """The link of a delegation."""
    return Link(f"delegate:{seat.id}", Role.DELEGATE, "delegate", seat.id)


def _desk_values(meeting: Meeting, words: Words) -> dict[str, object]:
    """The categories in the forms of the desk, and the choices in the panel that makes links to screens."""
    return categories(meeting, words) | {
        "screens": [(link.name, words.label(LINK_LABELS, link.name)) for link in screen_links(meeting)],
    }


ROOM = MODERATORS | {Role.PANELLIST, Role.SCREEN}

AUDIENCES: dict[str, Audience] = {
    audience.name: audience
    for audience in (
        Audience(
            name="delegate",
            visible_to=MODERATORS | {Role.DELEGATE, Role.PANELLIST, Role.PUBLIC},
            group=Group.PHONES,
            interval_seconds=PHONES_SECONDS,
            regions=delegate.regions,
            own_regions=delegate.personal,
            seat_of=_seat_of_delegate,
            affected_seats=affected_seats,
            links=_delegate_links,
        ),
        Audience(
            name="chair",
            visible_to=MODERATORS,
            group=Group.MODERATORS,
            interval_seconds=ROOM_SECONDS,
            regions=chair.regions,
            links=_chair_links,
            page_values=categories,
        ),
        Audience(
            name="desk",
            visible_to=MODERATORS,
            group=Group.MODERATORS,
            interval_seconds=ROOM_SECONDS,
            regions=desk.regions,
            links=_desk_links,
            page_values=_desk_values,
        ),
        Audience(
            name="hall",
            visible_to=ROOM,
            group=Group.HALL,
            interval_seconds=ROOM_SECONDS,
            regions=hall.regions,
            links=_hall_links,
        ),
        Audience(
            name="podium",
            visible_to=ROOM,
            group=Group.PODIUM,
            interval_seconds=ROOM_SECONDS,
            regions=podium.regions,
            own_regions=podium.personal,
            seat_of=_seat_of_panellist,
            links=_podium_links,
        ),
        Audience(
            name="air",
            visible_to=ROOM,
            group=Group.HALL,
            interval_seconds=ROOM_SECONDS,
            regions=air.regions,
            links=_air_links,
        ),
        Audience(
            name="timer",
            visible_to=ROOM,
            group=Group.PODIUM,
            interval_seconds=ROOM_SECONDS,
            regions=timer.regions,
            links=_timer_links,
        ),
        Audience(
            name="booth",
            visible_to=MODERATORS | {Role.BOOTH},
            group=Group.PODIUM,
            interval_seconds=ROOM_SECONDS,
            regions=booth.regions,
            links=_booth_links,
        ),
        Audience(
            name="lobby",
            visible_to=ROOM,
            group=Group.PHONES,
            interval_seconds=PHONES_SECONDS,
            regions=lobby.regions,
            links=_lobby_links,
            beside_others=True,
        ),
        Audience(
            name="public",
            visible_to=frozenset(Role),
            group=Group.PHONES,
            interval_seconds=PHONES_SECONDS,
            regions=public.regions,
            by_code=True,
        ),
        Audience(
            name="state",
            visible_to=frozenset(Role),
            group=Group.PROGRAMS,
            interval_seconds=ROOM_SECONDS,
            document=json_picture.picture,
            links=_bridge_links,
            seat_of=lambda _, pass_: pass_.seat,
        ),
    )
}


SCREEN_ROLES = frozenset({Role.SCREEN, Role.BOOTH})


def screen_links(meeting: Meeting) -> Iterator[Link]:
    """The links to the screens of the room, which belong to no person."""
    return (link for link in links_of(meeting) if link.role in SCREEN_ROLES)


def links_of(meeting: Meeting) -> Iterator[Link]:
    """Every link of a meeting, without its secret."""
    return (link for audience in AUDIENCES.values() for link in audience.links(meeting))


def passes_for(meeting: Meeting) -> dict[str, tuple[str, Pass]]:
    """A new secret and a new pass for every link of a meeting, by the name of the pass."""
    return make_passes(meeting.code, [*links_of(meeting)])
