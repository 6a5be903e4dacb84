"""The one table of who may press what, each role against each command."""

import pytest

from nameplate.meeting import PERMISSIONS, Command, Reason, Refused, Role, perform
from nameplate.meeting.permissions import allowed
from tests.cast import EVERYBODY
from tests.meeting.commands import COMMANDS, anyhow
from tests.meeting.stories import floor_open

OF_THE_CHAIR_AND_THE_DESK = frozenset({Role.CHAIR, Role.DESK})
ALSO = {
    "RequestFloor": {Role.DELEGATE},
    "WithdrawRequest": {Role.DELEGATE},
    "DeferInscription": {Role.DELEGATE},
    "SwapInscriptions": {Role.DELEGATE},
    "RaisePointOfOrder": {Role.DELEGATE},
    "WithdrawPointOfOrder": {Role.DELEGATE},
    "RequestRightOfReply": {Role.DELEGATE},
    "YieldFloor": {Role.DELEGATE, Role.PANELLIST},
}


def may(command: type[Command], role: Role) -> bool:
    """What the table should say."""
    return role in OF_THE_CHAIR_AND_THE_DESK | ALSO.get(command.__name__, set())


def test_every_command_has_its_row() -> None:
    assert set(PERMISSIONS) == set(COMMANDS)


def test_the_cast_has_every_role() -> None:
    assert {presser.role for presser in EVERYBODY} == set(Role)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_a_command_is_forbidden_to_exactly_the_roles_that_may_not_give_it(command: type[Command], role: Role) -> None:
    presser = next(presser for presser in EVERYBODY if presser.role is role)
    answer = perform(floor_open().meeting, anyhow(command), presser, 0)
    forbidden = isinstance(answer, Refused) and answer.reason is Reason.FORBIDDEN
    assert forbidden is not may(command, role)
    assert allowed(command, role) is may(command, role)
