"""Every command and every screen, tried by every role."""

import asyncio

import msgspec
import pytest
from httpx2 import Response

from nameplate.meeting import PERMISSIONS, Role
from nameplate.store import codec
from tests.audiences import MAY_SEE, PAGES
from tests.meeting.commands import anyhow
from tests.serving import Host, Hosted, until

ROLE_OF_PASS = {
    "chair": Role.CHAIR,
    "desk": Role.DESK,
    "delegate:FR": Role.DELEGATE,
    "panellist:p-4": Role.PANELLIST,
    "hall": Role.SCREEN,
    "join": Role.PUBLIC,
}


def valid_fields(command: str) -> dict[str, object]:
    """Fields with which the command is well-formed."""
    values: dict[str, object] = msgspec.to_builtins(anyhow(codec.COMMANDS[command]))
    return values


def outcome(answer: Response) -> tuple[int, str | None]:
    """The status and the code of an answer."""
    return answer.status_code, answer.json().get("code") if answer.content else None


@pytest.mark.parametrize("command", codec.COMMANDS)
async def test_a_command_is_forbidden_for_the_roles_that_the_table_leaves_out(floor: Hosted, command: str) -> None:
    allowed = PERMISSIONS[codec.COMMANDS[command]]
    for name, role in ROLE_OF_PASS.items():
        answer = outcome(await floor.post(name, command, valid_fields(command)))
        assert (answer == (403, "forbidden")) == (role not in allowed), (name, answer)
        assert answer[0] in (204, 403, 404, 409, 422), (name, answer)


@pytest.mark.parametrize("command", codec.COMMANDS)
async def test_a_command_without_a_pass_of_the_meeting_is_refused(
    host: Host, meeting: Hosted, other: Hosted, command: str
) -> None:
    url, sent = f"{meeting.url}/{command}", valid_fields(command)
    headers = [{}, other.bearer("chair"), {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic Y2hhaXI6"}]
    answers = await asyncio.gather(*(host.client.post(url, json=sent, headers=each) for each in headers))
    assert [outcome(answer) for answer in answers] == [(401, "no_pass")] * 4
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {"Bearer"}


@pytest.fixture(scope="module")
async def other(host: Host) -> Hosted:
    """Another meeting on the same server."""
    return await host.meeting()


async def test_a_revoked_pass_may_do_nothing(host: Host, floor: Hosted) -> None:
    await floor.revoke("chair")
    await until(lambda: host.context.pass_cache.find(floor.links["chair"]) is None)
    commands = (floor.post("chair", command, valid_fields(command)) for command in codec.COMMANDS)
    screens = (floor.get("chair", what) for what in (*PAGES, "state", "events"))
    assert {outcome(answer) for answer in await asyncio.gather(*commands, *screens)} == {(401, "no_pass")}


@pytest.mark.parametrize("name", ROLE_OF_PASS)
async def test_a_role_may_see_exactly_the_screens_of_the_table(meeting: Hosted, name: str) -> None:
    seen = {audience: (await meeting.get(name, audience)).status_code for audience in PAGES}
    assert seen == {audience: 200 if audience in MAY_SEE[ROLE_OF_PASS[name]] else 403 for audience in PAGES}


@pytest.mark.parametrize("name", ROLE_OF_PASS)
async def test_every_role_may_read_the_picture_and_moderators_the_log(meeting: Hosted, name: str) -> None:
    assert (await meeting.get(name, "state")).status_code == 200
    expected = 200 if ROLE_OF_PASS[name] in (Role.CHAIR, Role.DESK) else 403
    assert (await meeting.get(name, "events")).status_code == expected


async def test_nothing_can_be_read_without_a_pass(meeting: Hosted) -> None:
    for what in (*PAGES, "state", "events"):
        assert (await meeting.host.client.get(f"{meeting.url}/{what}")).status_code == 401
