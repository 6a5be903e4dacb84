"""A3: ids of inscriptions, requests and speeches of another delegation, or of another meeting."""

from __future__ import annotations

from dataclasses import MISSING

import pytest
from httpx2 import AsyncClient

from nameplate.meeting import PERMISSIONS, Role
from nameplate.store import codec
from tests.pages.test_commands import problem
from tests.serving import Host, Hosted, close_code

from .roles import PASS_OF_ROLE, waiting


@pytest.mark.parametrize("name", ["chair", "delegate:FR", "join"])
async def test_a_pass_gives_no_access_to_another_meeting(host: Host, meeting: Hosted, name: str) -> None:
    other = await host.meeting()
    for headers in ({"Cookie": f"np-0123456789ab={meeting.links[name]}"}, meeting.bearer(name)):
        for what in ("chair", "delegate", "hall", "state", "events"):
            assert (await host.client.get(f"{other.url}/{what}", headers=headers)).status_code == 401
        assert (await host.client.post(f"{other.url}/open-list", headers=headers)).status_code == 401
    async with other.live("chair", "chair", **meeting.bearer(name)) as screen:
        assert await close_code(screen) == 4401
    assert (await other.room()).meeting.version == 1


async def test_a_pass_is_not_valid_in_another_meeting(host: Host, meeting: Hosted, browser: AsyncClient) -> None:
    other = await host.meeting()
    await browser.get(f"/in/{other.links['chair']}")
    assert (await browser.get(f"{meeting.url}/chair")).status_code == 401
    assert (await host.client.get(f"{meeting.url}/state", headers=other.bearer("chair"))).status_code == 401


async def test_a_delegation_cannot_withdraw_the_inscription_of_another(floor: Hosted) -> None:
    await floor.post("delegate:FR", "request-floor")
    (inscription,) = (await floor.get("chair", "state")).json()["lists"][0]["inscriptions"]
    refused = await floor.post("delegate:KE", "withdraw-request", {"inscription": inscription["id"]})
    assert problem(refused) == (403, "not_yours")


async def objects_of_kenya(floor: Hosted) -> dict[str, object]:
    """Let Kenya speak, wait, and raise a point. Returns a value of Kenya's for each field that names an object."""
    for command in ("request-floor", "request-floor"):
        assert (await floor.post("delegate:KE", command)).status_code == 204
        if (await floor.get("chair", "state")).json()["floor"] is None:
            assert (await floor.post("chair", "give-floor-to-next")).status_code == 204
    assert (await floor.post("delegate:KE", "raise-point-of-order")).status_code == 204
    assert (await floor.post("delegate:BR", "request-floor")).status_code == 204
    meeting = (await floor.room()).meeting
    ids = {each.seat: each.id for each in await waiting(floor)}
    return {
        "inscription": ids["KE"],
        "a": ids["KE"],
        "b": ids["BR"],
        "point": meeting.points[-1].id,
        "speech": meeting.floor,
        "seat": "KE",
        "places": 1,
    }


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.PANELLIST])
async def test_nobody_acts_on_the_inscription_point_speech_or_seat_of_another(floor: Hosted, role: Role) -> None:
    """Every command that the role may give and that names an object is tried with Kenya's objects."""
    kenyan = await objects_of_kenya(floor)
    before = (await floor.room()).meeting.version
    for command, cls in codec.COMMANDS.items():
        names = [field.name for field in codec.fields_of(cls) if field.name in kenyan]
        required = [field.name for field in codec.fields_of(cls) if field.default is MISSING]
        if role not in PERMISSIONS[cls] or not names:
            continue
        assert set(required) <= set(kenyan), f"give {command} an object of Kenya for {required}"
        answer = await floor.post(PASS_OF_ROLE[role], command, {name: kenyan[name] for name in names})
        assert problem(answer) == (403, "not_yours"), command
    assert (await floor.room()).meeting.version == before


async def test_a_swap_with_another_needs_the_others_consent(floor: Hosted) -> None:
    for name in ("delegate:FR", "delegate:KE"):
        await floor.post(name, "request-floor")
    mine, other = (each.id for each in await waiting(floor))
    assert (await floor.post("delegate:FR", "swap-inscriptions", {"a": mine, "b": other})).status_code == 204
    assert (await floor.post("delegate:FR", "swap-inscriptions", {"a": other, "b": mine})).status_code == 409
    assert [each.seat for each in await waiting(floor)] == ["FR", "KE"]


async def test_ids_of_another_meeting_are_unknown_here(host: Host, floor: Hosted) -> None:
    other = await (await host.meeting()).open_floor()
    ids = await objects_of_kenya(other)
    for command in ("withdraw-request", "remove-inscription", "withdraw-point-of-order", "rule-point-of-order"):
        field = "point" if "point" in command else "inscription"
        status, code = problem(await floor.post("desk", command, {field: ids[field]}))
        assert (status, code.partition("_")[0]) == (404, "unknown"), command
