"""One page with the state of the room and of all screens, for the technician. It asks again every two seconds."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from nameplate.access.devices import Device
from nameplate.access.passes import Pass
from nameplate.rooms.publisher import Publisher
from nameplate.screens.device_list import device_label
from nameplate.screens.render_context import RenderContext
from nameplate.screens.studio import ConnectedScreen, studio
from nameplate.wording.language import Words
from nameplate.wording.messages import N_

from .context import context_of
from .moderators_page import fragment, moderator_and_room, moderators_page
from .open_devices import OpenDevices

TOLD = N_("Only the chair and the desk see the state of all screens.")
MISSED_MS = 3 * 3_600_000
"""A screen that was closed is missed for this time, which is as long as a sitting."""


async def show(request: Request) -> Response:
    """`GET /m/{code}/studio`: the page."""
    return await moderators_page(request, "studio.html", TOLD)


async def tiles(request: Request) -> Response:
    """`GET /m/{code}/studio/tiles`: the screens that are connected to this process, as an HTML fragment."""
    context, (pass_, room) = context_of(request), await moderator_and_room(request, TOLD)
    words, devices = context.words(request), await context.devices(pass_.meeting)
    view = studio(
        RenderContext(room.meeting, words),
        _connected(room.publisher, words, {device.hash: device for _, device in devices}),
        room.publisher.outdated(),
        _lost(devices, context.open_devices, context.lobby.time.now_ms() - MISSED_MS),
        room.now_ms(),
    )
    return fragment(request, "shared/studio_tiles.html", view=view, timezone=room.meeting.timezone)


def _connected(publisher: Publisher, words: Words, devices: dict[str, Device]) -> Iterable[ConnectedScreen]:
    for each in publisher.subscribers():
        device = devices.get(each.credential)
        yield ConnectedScreen(
            each.subject.audience,
            publisher.versions_behind(each),
            each.round_trip_ms,
            each.subject.seat,
            device_label(words, device) if device else "",
            device.signed_in_at if device else 0,
        )


def _lost(devices: Iterable[tuple[Pass, Device]], open_devices: OpenDevices, earliest: int) -> dict[str, int]:
    """By audience, when the last screen was closed, if none is open, and if that was not before `earliest`."""
    closed: dict[str, int] = {}
    still_open: set[str] = set()
    for pass_, device in devices:
        if open_devices.is_open(device):
            still_open.add(pass_.audience)
        elif pass_.seat is None:
            closed[pass_.audience] = max(device.seen_at, closed.get(pass_.audience, 0))
    return {audience: at for audience, at in closed.items() if audience not in still_open and at >= earliest}
