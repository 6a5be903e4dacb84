"""Devices in the database: sign in, sign out, and which have a screen open."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from nameplate.access.devices import Device, DeviceKind
from nameplate.access.passes import Pass, hash_of
from nameplate.meeting import Role
from nameplate.store import device_table, event_log, pass_table
from nameplate.store.database import Database
from nameplate.store.device_table import MOST_DEVICES
from tests.panel import AT, CODE, panel

FRANCE = Pass(hash_of("france"), CODE, "delegate:FR", Role.DELEGATE, "delegate", "FR")
KENYA = Pass(hash_of("kenya"), CODE, "delegate:KE", Role.DELEGATE, "delegate", "KE")


def device(name: str, pass_: Pass = FRANCE, at: int = AT) -> Device:
    """A device that signs in at that time."""
    return Device(hash_of(name), pass_.hash, DeviceKind.PHONE, "Safari", at, at)


@pytest.fixture
def issued(database: Database) -> Database:
    """A database with a meeting and two passes."""
    database.run_blocking(lambda connection: event_log.create(connection, panel(), AT))
    database.run_blocking(lambda connection: pass_table.issue(connection, [FRANCE, KENYA], AT))
    return database


def sign_in(database: Database, *devices: Device) -> None:
    """Sign devices in, one after the other."""
    for each in devices:
        database.run_blocking(partial(device_table.sign_in, devices=[each]))


def signed_in(database: Database) -> set[str | None]:
    """The hashes of the devices that are signed in."""
    return {pass_.device for pass_ in database.run_blocking(device_table.read_valid)}


def test_a_device_is_read_back_with_its_pass(issued: Database) -> None:
    phone = device("phone")
    sign_in(issued, phone)
    held = replace(FRANCE, device=phone.hash)
    assert issued.run_blocking(device_table.read_valid) == [held]
    assert issued.run_blocking(partial(device_table.of_meeting, meeting=CODE)) == [(held, phone)]
    assert issued.run_blocking(partial(device_table.of_meeting, meeting="OTHER")) == []
    assert issued.run_blocking(partial(device_table.find, hashes=[phone.hash, "other"])) == [held]


def test_signing_out_ends_one_device_of_this_meeting_only(issued: Database) -> None:
    phone, tablet = device("phone"), device("tablet")
    sign_in(issued, phone, tablet)
    stamp = issued.run_blocking(device_table.change_stamp)
    sign_out = partial(device_table.sign_out, device_hash=phone.hash, at=AT)
    assert issued.run_blocking(partial(sign_out, meeting="OTHER")) == 0
    assert issued.run_blocking(device_table.change_stamp) == stamp
    assert issued.run_blocking(partial(sign_out, meeting=CODE)) == 1
    assert issued.run_blocking(device_table.change_stamp) != stamp
    assert issued.run_blocking(partial(sign_out, meeting=CODE)) == 0
    assert signed_in(issued) == {tablet.hash}


def test_revoking_a_link_ends_its_devices(issued: Database) -> None:
    sign_in(issued, device("phone"), device("other", KENYA))
    issued.run_blocking(partial(pass_table.revoke, meeting=CODE, name="delegate:FR", at=AT))
    assert signed_in(issued) == {hash_of("other")}


def test_removing_a_meeting_removes_its_devices(issued: Database) -> None:
    sign_in(issued, device("phone"))
    issued.run_blocking(partial(event_log.remove, code=CODE))
    assert signed_in(issued) == set()


def test_one_device_too_many_ends_the_one_that_was_closed_for_the_longest_time(issued: Database) -> None:
    others = [device(f"phone {n}", at=AT + n) for n in range(MOST_DEVICES)]
    elsewhere = device("kenya's", KENYA)
    sign_in(issued, elsewhere, *others)
    issued.run_blocking(
        partial(device_table.note_seen, opened=[others[0].hash], closed=[], process="a", at=AT)
    )  # it is open, so it stays
    new = device("new", at=AT + 1000)
    sign_in(issued, new)
    ended = {each.hash for each in [*others, elsewhere, new]} - signed_in(issued)
    assert ended == {others[1].hash}


def test_only_the_process_that_has_seen_a_device_last_closes_it(issued: Database) -> None:
    phone = device("phone")
    sign_in(issued, phone)
    note = partial(device_table.note_seen, opened=[], closed=[])

    def state() -> tuple[int, str]:
        ((_, seen),) = issued.run_blocking(partial(device_table.of_meeting, meeting=CODE))
        return seen.seen_at, seen.open_at

    issued.run_blocking(partial(note, opened=[phone.hash], process="a", at=AT + 1))
    assert state() == (AT + 1, "a")
    issued.run_blocking(partial(note, opened=[phone.hash], process="b", at=AT + 2))
    issued.run_blocking(partial(note, closed=[phone.hash], process="a", at=AT + 3))
    assert state() == (AT + 2, "b")
    issued.run_blocking(partial(note, closed=[phone.hash], process="b", at=AT + 4))
    assert state() == (AT + 4, "")


def test_devices_that_sign_in_together_are_stored_together_and_leave_room(issued: Database) -> None:
    sign_in(issued, *(device(f"old {n}", at=AT + n) for n in range(MOST_DEVICES - 1)))
    new = [*(device(f"new {n}", at=AT + 1000) for n in range(3)), device("kenya's", KENYA)]
    issued.run_blocking(partial(device_table.sign_in, devices=new))
    left = signed_in(issued)
    assert {each.hash for each in new} <= left and len(left) == MOST_DEVICES + 1
    assert hash_of("old 0") not in left and hash_of("old 1") not in left and hash_of("old 2") in left
