"""A8: a delegation that pretends to be another one. The seat comes from the pass, and from nothing else."""

from __future__ import annotations

import pytest

from nameplate.meeting import PERMISSIONS, Role
from nameplate.store import codec
from tests.pages.test_commands import problem
from tests.serving import Hosted

from .roles import valid_fields, waiting

FORGED = {"by": "delegate:KE", "actor": "delegate:KE", "name": "delegate:KE", "role": "chair", "pass": "chair"}
"""Fields that no command has. A server that passed them on would act for somebody else."""


COMMANDS = [name for name, cls in codec.COMMANDS.items() if Role.DELEGATE in PERMISSIONS[cls]]


@pytest.mark.parametrize("field", [*FORGED, "seat"])
@pytest.mark.parametrize("command", COMMANDS)
async def test_a_field_does_not_change_who_acts(floor: Hosted, command: str, field: str) -> None:
    known = {each.name for each in codec.fields_of(codec.COMMANDS[command])}
    answer = await floor.post("delegate:FR", command, valid_fields(command) | {field: FORGED.get(field, "KE")})
    assert problem(answer) == ((403, "not_yours") if field in known else (422, "invalid"))
    assert (await floor.room()).meeting.version == 4


@pytest.mark.parametrize("header", ["X-Remote-User", "X-Forwarded-User", "Nameplate-Seat", "Nameplate-Actor", "From"])
async def test_a_header_does_not_change_who_acts(floor: Hosted, header: str) -> None:
    assert (await floor.post("delegate:FR", "request-floor", **{header: "delegate:KE"})).status_code == 204
    assert [each.seat for each in await waiting(floor)] == ["FR"]


LOOKALIKES = {
    "the same": "France",
    "another case": "fRANCE",
    "spaces": "  France ",
    "a no-break space": "France\u00a0",
    "a zero-width space": "Fra\u200bnce",
    "a letter of another alphabet": "Fr\u0430nce",
    "full width": "\uff26\uff52\uff41\uff4e\uff43\uff45",
}


@pytest.mark.parametrize("name", LOOKALIKES.values(), ids=LOOKALIKES)
async def test_a_guest_with_the_name_of_a_delegation_is_not_this_delegation(floor: Hosted, name: str) -> None:
    assert (await floor.post("desk", "add-inscription", {"guest": name})).status_code == 204
    (guest,) = await waiting(floor)
    for command in ("withdraw-request", "defer-inscription"):
        answer = await floor.post("delegate:FR", command, valid_fields(command) | {"inscription": guest.id})
        assert problem(answer) == (403, "not_yours")
    assert (await floor.post("delegate:FR", "request-floor")).status_code == 204
    assert [each.seat for each in await waiting(floor)][1:] == ["FR"]
