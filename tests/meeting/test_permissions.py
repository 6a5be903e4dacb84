"""Each role against each command: only the roles in the table may give it."""

import pytest

from nameplate.meeting import PERMISSIONS, Command, Reason, Refused, Role, perform
from nameplate.meeting.permissions import allowed
from tests.cast import EVERYBODY
from tests.meeting.commands import COMMANDS, anyhow
from tests.meeting.stories import floor_open

MODERATORS = frozenset({Role.CHAIR, Role.DESK})
ALSO = {
    "RequestFloor": {Role.DELEGATE},
    "WithdrawRequest": {Role.DELEGATE},
    "DeferInscription": {Role.DELEGATE},
    "SwapInscriptions": {Role.DELEGATE},
    "RaisePointOfOrder": {Role.DELEGATE},
    "WithdrawPointOfOrder": {Role.DELEGATE},
    "RequestRightOfReply": {Role.DELEGATE},
    "AttachStatement": {Role.DELEGATE, Role.PANELLIST},
    "WithdrawStatement": {Role.DELEGATE, Role.PANELLIST},
    "YieldFloor": {Role.DELEGATE, Role.PANELLIST},
    "AddParticipant": {Role.ORGANISER},
    "SetAppearance": {Role.ORGANISER},
    "SetReadyMessages": {Role.ORGANISER},
    "BeginRehearsal": {Role.ORGANISER},
    "EndRehearsal": {Role.ORGANISER},
}
ONLY = {
    "InscribeInAdvance": {Role.DELEGATE},
    "SendSignal": {Role.BOOTH},
    "ReviseProgramme": {Role.ORGANISER},
    "RecordConnectionTest": {Role.DELEGATE},
    "ReportConnection": {Role.BRIDGE},
    "ForgetConnections": {Role.BRIDGE},
    "RaiseHand": {Role.BRIDGE},
    "LowerHand": {Role.BRIDGE},
}


def may(command: type[Command], role: Role) -> bool:
    """Whether the role should be in the table for the command."""
    return role in ONLY.get(command.__name__, MODERATORS | ALSO.get(command.__name__, set()))


def test_every_command_is_in_the_table() -> None:
    assert set(PERMISSIONS) == set(COMMANDS)


def test_the_cast_has_every_role() -> None:
    assert {actor.role for actor in EVERYBODY} == set(Role)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_a_command_is_forbidden_to_exactly_the_roles_that_may_not_give_it(command: type[Command], role: Role) -> None:
    actor = next(actor for actor in EVERYBODY if actor.role is role)
    answer = perform(floor_open().meeting, anyhow(command), actor, 0)
    forbidden = isinstance(answer, Refused) and answer.reason is Reason.FORBIDDEN
    assert forbidden is not may(command, role)
    assert allowed(command, role) is may(command, role)
