"""A2: every command, page and socket, tried by every role with every kind of pass.

The attempts are made from the table of permissions, the routes, the audiences and the passes. So a new command, role
or screen is tried too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator, Mapping

import pytest
from starlette.routing import Route, WebSocketRoute

from nameplate.access.passes import MODERATORS, hash_of
from nameplate.meeting import PERMISSIONS, Role
from nameplate.pages.routes import routes
from nameplate.paper import DOCUMENTS
from nameplate.paths import WEB
from nameplate.record import FORMATS, MARKS
from nameplate.screens.assets import Assets
from nameplate.screens.audiences import AUDIENCES
from nameplate.store import codec
from tests.audiences import MAY_SEE, PAGES, ROLES
from tests.meeting.commands import anyhow
from tests.serving import Host, Hosted, close_code, heard, until

from .roles import PASS_OF_ROLE, cookie, demanded, outcome, pass_of, valid_fields

WITHOUT_PASS = (
    *("/", "/demo/play", "/demo/{picture}", "/screen", "/screen/{secret}", "/in/{secret}"),
    *("/openapi.json", "/asyncapi.json", "/record-schema.json", "/healthz", "/readyz", "/metrics"),
    "/static/{stamp}/{name}",
)
READERS: Mapping[str, Collection[Role]] = {
    "/m/{code}/state": ROLES,
    "/m/{code}/seats": MODERATORS | {Role.BRIDGE},
    "/m/{code}/events": MODERATORS,
    "/m/{code}/what-if": MODERATORS,
    "/m/{code}/places": MODERATORS,
    "/m/{code}/checklist": MODERATORS,
    "/m/{code}/checklist/checks": MODERATORS,
    "/m/{code}/studio": MODERATORS,
    "/m/{code}/studio/tiles": MODERATORS,
    "/m/{code}/devices": MODERATORS,
    "/m/{code}/devices/note": MODERATORS,
    "/m/{code}/devices/requests": MODERATORS,
    "/m/{code}/advance": {Role.DELEGATE},
    "/m/{code}/delegation": (),
    "/m/{code}/delegation/answer": (),
    "/m/{code}/connection": {Role.DELEGATE},
    "/m/{code}/remote": MODERATORS,
    "/m/{code}/remote/note": MODERATORS,
    "/m/{code}/record.{format}": MODERATORS,
    "/m/{code}/recording.{format}": MODERATORS,
    "/m/{code}/print/{document}": MODERATORS,
    "/m/{code}/programme.ics": ROLES,
    "/m/{code}/statement": MODERATORS | {Role.DELEGATE, Role.PANELLIST},
    "/m/{code}/statements": ROLES,
    "/m/{code}/statements.zip": MODERATORS,
}
"""The addresses below a meeting, and the roles that may read them. Screens are in the table of the audiences.

The panel does not allow a phone to choose its delegation. For a meeting that does, see `test_a23_posing_phones.py`.
"""
SCREENS, COMMANDS, SOCKET = "/m/{code}/{audience}", "/m/{code}/{command}", "/m/{code}/live"
DEVICE_ACTIONS = (
    *("/m/{code}/devices/sign-out", "/m/{code}/devices/renew", "/m/{code}/devices/link"),
    *("/m/{code}/devices/admit", "/m/{code}/devices/refuse", "/m/{code}/participants/add"),
)
"""For moderators, as forms."""
OF_PHONES = (
    *("/m/{code}/delegation/choose", "/m/{code}/delegation/cancel", "/m/{code}/devices/refuse-all"),
    *("/m/{code}/advance/inscribe", "/m/{code}/advance/withdraw"),
)
"""The actions of phones without a card, and the one of the desk on all of them: see `test_a23_posing_phones.py`. The
actions of delegations before the sitting: see `test_a24_advance_inscriptions.py`."""
NAMES = {
    "/m/{code}/record.{format}": FORMATS,
    "/m/{code}/recording.{format}": MARKS,
    "/m/{code}/print/{document}": DOCUMENTS,
}
"""The names that an address can have."""
LOOKS = ("/m/{code}/theme.css", "/m/{code}/logo.png")
"""For everybody with a pass, or who knows the join code: see `tests/pages/test_theme.py`."""
FILES = ("/m/{code}/statement/{statement}", "/m/{code}/statement/withdraw")
"""For the speaker, the desk and the booth, and others after the speech: see `tests/pages/test_statements.py`."""
LOBBIES = "/lobby"
"""For everybody with a pass that may see a lobby: see `tests/pages/test_lobbies.py`."""
OF_ORGANISERS = "/organiser"
"""The begin of all addresses for organisers, who have no pass in a meeting: see `tests/pages/organiser`."""
SLOW_FORMAT = "docx"
"""It starts a process. Only refused readers try it here."""
NO_PASS = (401, "no_pass")


@pytest.fixture(scope="module")
async def other(host: Host) -> AsyncIterator[Hosted]:
    """Another meeting on the same server."""
    meeting = await host.meeting()
    yield meeting
    await meeting.remove()


@pytest.fixture(scope="module")
async def revoked(host: Host) -> AsyncIterator[Hosted]:
    """A meeting on the server. All its links were revoked."""
    meeting = await (await host.meeting()).open_floor()
    for name in PASS_OF_ROLE.values():
        await meeting.revoke(name)
    await until(lambda: not any(host.context.pass_cache.find(meeting.links[name]) for name in PASS_OF_ROLE.values()))
    yield meeting
    await meeting.remove()


def invalid_passes(target: Hosted, other: Hosted, revoked: Hosted) -> Iterator[tuple[Hosted, dict[str, str]]]:
    """Meetings, each with the headers of a request that has no valid pass of it."""
    for name in PASS_OF_ROLE.values():
        yield target, other.bearer(name)
        yield target, cookie(other, name)
        yield revoked, revoked.bearer(name)
        yield revoked, cookie(revoked, name)
    chair = hash_of(target.links["chair"])
    yield target, {}
    yield target, bearer("nonsense")
    yield target, bearer(chair)
    yield target, {"Authorization": "Basic Y2hhaXI6"}
    yield target, {"Cookie": f"np-x={chair}", "Origin": target.host.url}


def bearer(secret: str) -> dict[str, str]:
    """The header that carries a secret."""
    return {"Authorization": f"Bearer {secret}"}


def elsewhere(number: int) -> dict[str, str]:
    """An address of a network, so that unknown passes are not limited because other tests have sent some."""
    return {"X-Forwarded-For": f"198.51.{number // 250}.{number % 250}"}


def test_every_role_has_a_pass_and_every_audience_is_in_the_table() -> None:
    assert set(MAY_SEE) == ROLES == set(PASS_OF_ROLE)
    assert all(set(seen) <= set(PAGES) for seen in MAY_SEE.values())


def test_every_route_is_tried() -> None:
    tried = {*WITHOUT_PASS, *READERS, *DEVICE_ACTIONS, *OF_PHONES, *LOOKS, *FILES, LOBBIES, SCREENS, COMMANDS, SOCKET}
    paths = {route.path for route in routes(Assets(WEB / "static")) if isinstance(route, Route | WebSocketRoute)}
    assert {path for path in paths if not path.startswith(OF_ORGANISERS)} == tried


@pytest.mark.parametrize("command", codec.COMMANDS)
async def test_a_role_gets_exactly_the_answer_of_the_tables(floor: Hosted, command: str) -> None:
    cls, fields = codec.COMMANDS[command], valid_fields(command)
    for role, name in PASS_OF_ROLE.items():
        for headers in (floor.bearer(name), cookie(floor, name)):
            expected = await demanded(floor, name, anyhow(cls))
            assert (expected == (403, "forbidden")) == (role not in PERMISSIONS[cls])
            answer = await floor.host.client.post(f"{floor.url}/{command}", json=fields, headers=headers)
            assert outcome(answer) == expected, (name, headers)


@pytest.mark.parametrize("command", codec.COMMANDS)
async def test_no_command_is_taken_without_a_valid_pass(
    meeting: Hosted, other: Hosted, revoked: Hosted, command: str
) -> None:
    before = [(await each.room()).meeting.version for each in (meeting, revoked)]
    sent, place = valid_fields(command), elsewhere([*codec.COMMANDS].index(command))
    answers = await asyncio.gather(
        *(
            target.host.client.post(f"{target.url}/{command}", json=sent, headers=headers | place)
            for target, headers in invalid_passes(meeting, other, revoked)
        )
    )
    assert {outcome(answer) for answer in answers} == {NO_PASS}
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {"Bearer"}
    assert [(await each.room()).meeting.version for each in (meeting, revoked)] == before


def addresses() -> Iterator[tuple[str, Collection[Role]]]:
    """Every address below a meeting that can be read, and the roles that may read it."""
    for path, readers in READERS.items():
        for name in NAMES.get(path, ("",)):
            yield path.removeprefix("/m/{code}/").format(format=name, document=name), readers
    for audience in PAGES:
        yield audience, AUDIENCES[audience].visible_to


@pytest.mark.parametrize(("what", "readers"), [*addresses()], ids=lambda value: value if type(value) is str else "")
async def test_exactly_the_roles_of_the_table_may_read(
    meeting: Hosted, other: Hosted, revoked: Hosted, what: str, readers: Collection[Role]
) -> None:
    asked = f"{what}?category=all&seconds=120"
    for role, name in PASS_OF_ROLE.items():
        if role in readers and what.endswith(SLOW_FORMAT):
            continue
        for headers in (meeting.bearer(name), cookie(meeting, name)):
            answer = await meeting.host.client.get(f"{meeting.url}/{asked}", headers=headers)
            assert answer.status_code == (200 if role in readers else 403), name
            assert role in readers or answer.json()["code"] == "forbidden"
    by_code = what in AUDIENCES and AUDIENCES[what].by_code
    for target, headers in invalid_passes(meeting, other, revoked):
        place = elsewhere(sum(what.encode()))
        answer = await target.host.client.get(f"{target.url}/{asked}", headers=headers | place)
        if by_code and target is not revoked:
            assert answer.status_code == 200
        else:
            assert outcome(answer) == NO_PASS


@pytest.mark.parametrize("path", DEVICE_ACTIONS)
async def test_exactly_the_moderators_may_end_devices_and_links_and_add_participants(
    meeting: Hosted, other: Hosted, revoked: Hosted, path: str
) -> None:
    action, form = path.removeprefix("/m/{code}/"), {"device": "0" * 64, "name": "nobody", "request": "0" * 64}

    async def press(target: Hosted, headers: dict[str, str]) -> tuple[int, str | None]:
        return outcome(await target.host.client.post(f"{target.url}/{action}", data=form, headers=headers))

    for role, name in PASS_OF_ROLE.items():
        taken = (422, None) if action == "participants/add" else (404, "not_found")
        expected = taken if role in MODERATORS else (403, "forbidden")
        for headers in (meeting.bearer(name), cookie(meeting, name)):
            assert await press(meeting, headers) == expected, name
    place = elsewhere(sum(path.encode()))
    refused = {await press(target, headers | place) for target, headers in invalid_passes(meeting, other, revoked)}
    assert refused == {NO_PASS}


@pytest.mark.parametrize("audience", AUDIENCES)
async def test_exactly_the_roles_of_the_table_get_a_socket(
    meeting: Hosted, other: Hosted, revoked: Hosted, audience: str
) -> None:
    for role, name in PASS_OF_ROLE.items():
        for headers in ({}, cookie(meeting, name) | {"Authorization": ""}):
            async with meeting.live(name, audience, **headers) as screen:
                if role in AUDIENCES[audience].visible_to:
                    assert await heard(screen)
                else:
                    assert await close_code(screen) == 4403
    for number, (target, headers) in enumerate(invalid_passes(meeting, other, revoked)):
        place = elsewhere(1000 + number)
        async with target.live("chair", audience, **{"Authorization": "", **headers, **place}) as screen:
            if AUDIENCES[audience].by_code and target is not revoked and headers:
                assert await heard(screen)
                continue
            # A handshake without Authorization is taken for one of a page, which has an Origin.
            assert await close_code(screen) == (4401 if headers else 4403)


async def test_the_seat_and_the_role_of_a_pass_are_those_of_its_link(meeting: Hosted) -> None:
    for role, name in PASS_OF_ROLE.items():
        found = pass_of(meeting, name)
        assert (found.meeting, found.name, found.role) == (meeting.code, name, role)
