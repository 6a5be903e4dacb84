"""The list of devices: which links it shows, in which order, and how they are named."""

from __future__ import annotations

from dataclasses import replace

from nameplate.access.devices import Device, DeviceKind
from nameplate.access.passes import Pass
from nameplate.paths import WEB
from nameplate.screens.audiences import passes_for
from nameplate.screens.device_list import MOST_LINKS, DeviceListView, device_list, link_label
from nameplate.wording.language import ENGLISH, load_words
from tests.panel import AT, begun

WORDS = load_words(WEB / "locale", ENGLISH)
MEETING = begun()
PASSES = {name: pass_ for name, (_, pass_) in passes_for(MEETING).items()}
DESK = replace(PASSES["desk"], device="desk's")


def signed_in(name: str, hash_: str, at: int = AT, browser: str = "Safari") -> tuple[Pass, Device]:
    """A device of a link."""
    return PASSES[name], Device(hash_, PASSES[name].hash, DeviceKind.PHONE, browser, at, at)


def listed(*devices: tuple[Pass, Device], named: str = "", programs: dict[str, int] | None = None) -> DeviceListView:
    """The list for the desk. The device `open` has a screen open."""
    return device_list(MEETING, WORDS, DESK, devices, lambda device: device.hash == "open", programs or {}, named)


def test_links_in_use_are_shown_with_the_moderators_first() -> None:
    view = listed(
        signed_in("delegate:KE", "a"),
        signed_in("hall", "b"),
        signed_in("desk", "desk's"),
        signed_in("delegate:FR", "open", browser=""),
        programs={"delegate:BR": 2},
    )
    assert [link.label for link in view.links] == ["Desk", "Hall screen", "Brazil", "France", "Kenya"]
    desk, _, brazil, france, kenya = view.links
    assert desk.devices[0].is_this and not kenya.devices[0].is_this
    assert (brazil.programs, brazil.devices) == (2, ())
    assert (france.devices[0].label, france.devices[0].is_open) == ("Phone", True)
    assert (kenya.devices[0].label, kenya.devices[0].is_open) == ("Phone, Safari", False)


def test_the_order_of_devices_does_not_depend_on_which_are_open() -> None:
    (link,) = listed(*(signed_in("delegate:FR", name) for name in ("new", "open", "old"))).links
    assert [device.hash for device in link.devices] == ["new", "open", "old"]


def test_a_search_finds_links_without_devices_and_never_the_join_code() -> None:
    assert [link.name for link in listed(named=" FRAN ").links] == ["delegate:FR"]
    assert [link.name for link in listed(named="chair").links] == ["chair"]
    assert listed(named="join").links == ()


def test_many_links_are_cut_off_with_their_number() -> None:
    used = [name for name in PASSES if name != "join"]
    view = listed(*(signed_in(name, name) for name in used))
    assert (len(view.links), view.beyond) == (min(MOST_LINKS, len(used)), max(0, len(used) - MOST_LINKS))


def test_a_panellists_link_has_the_name_of_the_speaker_of_its_item() -> None:
    item = next(item for item in MEETING.items() if f"panellist:{item.id}" in PASSES)
    assert item.speaker
    assert link_label(MEETING, WORDS, f"panellist:{item.id}") == WORDS.seat_name(MEETING.seats[item.speaker])
    assert link_label(MEETING, WORDS, "panellist:gone") == "panellist:gone"
