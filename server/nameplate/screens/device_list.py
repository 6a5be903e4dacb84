"""The links of a meeting with the devices that are signed in, for the desk and the chair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from nameplate.access.devices import Device
from nameplate.access.passes import Pass
from nameplate.meeting import Meeting, Role
from nameplate.wording.labels import DEVICE_LABELS, LINK_LABELS
from nameplate.wording.language import Words

from .audiences import passes_for

MOST_LINKS = 40
"""The panel shows so many links. Others are found by name."""
RENEWED_ROLES = frozenset(Role) - {Role.PUBLIC}
"""The join code is the code of the meeting, and cannot be changed."""


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A device. Times are UTC in milliseconds. `is_this` marks the device that asks for the list.

    `code` is the code with which the desk has admitted it. "" if it has opened a link.
    """

    hash: str
    label: str
    signed_in_at: int
    seen_at: int
    is_open: bool
    is_this: bool
    code: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link. `name` is that of its pass. `programs` is the number of connections that came from no device."""

    name: str
    label: str
    devices: tuple[DeviceView, ...]
    programs: int


@dataclass(frozen=True, slots=True)
class DeviceListView:
    """The links with devices, or those that match a search. `beyond` is the number of links that are left out."""

    links: tuple[LinkView, ...]
    beyond: int


def device_list(
    meeting: Meeting,
    words: Words,
    own: Pass,
    devices: Iterable[tuple[Pass, Device]],
    is_open: Callable[[Device], bool],
    programs: Mapping[str, int],
    named: str = "",
    codes: Mapping[str, str] | None = None,
) -> DeviceListView:
    """The links that match `named`. Without it, the links that are in use. `programs` is by the name of the pass.

    `codes` has the codes of the devices that the desk has admitted, by the hash of the device.

    The order of the devices does not depend on which are open, so that no button moves under a finger.
    """
    by_name: dict[str, list[DeviceView]] = {}
    for pass_, device in devices:
        shown = DeviceView(
            device.hash,
            device_label(words, device),
            device.signed_in_at,
            device.seen_at,
            is_open(device),
            device.hash == own.device,
            (codes or {}).get(device.hash, ""),
        )
        by_name.setdefault(pass_.name, []).append(shown)
    names = [name for name, (_, pass_) in passes_for(meeting).items() if pass_.role in RENEWED_ROLES]
    names += [name for name in by_name if name not in names]  # of a panellist whose item was removed
    labels = {name: link_label(meeting, words, name) for name in names}
    wanted = named.strip().casefold()
    found = [
        LinkView(
            name,
            labels[name],
            tuple(by_name.get(name, ())),
            programs.get(name, 0),
        )
        for name in names
        if (wanted in labels[name].casefold() if wanted else name in by_name or programs.get(name))
    ]
    found.sort(key=lambda link: (link.name not in LINK_LABELS, link.label if link.name not in LINK_LABELS else ""))
    return DeviceListView(tuple(found[:MOST_LINKS]), max(0, len(found) - MOST_LINKS))


def link_label(meeting: Meeting, words: Words, name: str) -> str:
    """The name of a link for people: the delegation, the panellist, or the screen."""
    kind, _, key = name.partition(":")
    seat = meeting.seats.get(key)
    if kind == "panellist":
        item = next((item for item in meeting.items() if item.id == key), None)
        seat = meeting.seats.get(item.speaker) if item and item.speaker else None
    return words.seat_name(seat) if seat else words.label(LINK_LABELS, name)


def device_label(words: Words, device: Device) -> str:
    """Such as “Computer, Firefox”."""
    kind = words.label(DEVICE_LABELS, device.kind.value)
    return words.text("%(device)s, %(browser)s", device=kind, browser=device.browser) if device.browser else kind
