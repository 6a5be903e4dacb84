"""A24: inscriptions in advance for another delegation, outside of the window, by strangers, or past the desk."""

from __future__ import annotations

import asyncio

import pytest
from httpx2 import AsyncClient

from nameplate.store import tables
from tests.advance import HOUR, window, with_window
from tests.pages.test_advance import FIELDS, inscribed, requests
from tests.pages.test_commands import problem
from tests.serving import Host, Hosted

__all__ = ["window"]


@pytest.mark.parametrize("field", ["seat", "delegation", "actor", "as", "list", "source", "priority", "state", "at"])
async def test_no_field_changes_who_inscribes_or_how(window: Hosted, field: str) -> None:
    """The page ignores a field that it does not have. A program is told."""
    await inscribed(window, **{field: "KE"})
    (found,) = await requests(window)
    assert (found.seat, found.source, found.priority, found.state) == ("FR", "advance", False, "late")
    answer = await window.post("delegate:FR", "inscribe-in-advance", {field: "KE"})
    assert problem(answer) == (422, "invalid")


@pytest.mark.parametrize("role", ["join", "hall", "booth", "podium", "chair", "desk"])
async def test_only_a_delegation_inscribes_itself(window: Hosted, role: str) -> None:
    for answer in (await inscribed(window, role), await window.get(role, "advance")):
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert problem(await window.post(role, "inscribe-in-advance")) == (403, "forbidden")
    assert await requests(window) == []


@pytest.mark.parametrize("role", ["delegate:FR", "delegate:KE", "join", "hall", "booth"])
async def test_nobody_confirms_but_the_moderators(window: Hosted, role: str) -> None:
    await inscribed(window)
    (found,) = await requests(window)
    for command, fields in (("admit-inscription", {"inscription": found.id}), ("confirm-inscriptions", {})):
        assert problem(await window.post(role, command, fields)) == (403, "forbidden")
    assert await requests(window) == [found]


async def test_a_delegation_does_not_withdraw_for_another(window: Hosted) -> None:
    await inscribed(window)
    (found,) = await requests(window)
    answer = await window.form("delegate:KE", "advance/withdraw", inscription=found.id)
    assert answer.status_code == 409 and await requests(window) == [found]


async def test_another_site_neither_inscribes_nor_withdraws(window: Hosted, browser: AsyncClient) -> None:
    await browser.get(f"/in/{window.links['delegate:FR']}")
    for action in ("inscribe", "withdraw"):
        for origin in ("https://evil.example", "null"):
            answer = await browser.post(f"/m/{window.code}/advance/{action}", headers={"Origin": origin})
            assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")
    assert await requests(window) == []


async def test_the_time_is_that_of_the_server(host: Host) -> None:
    meeting = await host.meeting(with_window(host.context.lobby.time.now_ms(), HOUR, 2 * HOUR))
    for headers in ({"Date": "Mon, 01 Jan 2035 00:00:00 GMT"}, {"Nameplate-Until": "99999999999999"}):
        assert problem(await meeting.post("delegate:FR", "inscribe-in-advance", **headers)) == (409, "not_in_window")
    await meeting.remove()


async def test_presses_at_the_same_moment_make_one_inscription(window: Hosted) -> None:
    answers = await asyncio.gather(*(inscribed(window, note=str(number)) for number in range(8)))
    assert {answer.status_code for answer in answers} == {303}
    assert len(await requests(window)) == 1


async def test_many_presses_are_limited(window: Hosted) -> None:
    statuses = {(await inscribed(window, "delegate:BR")).status_code for _ in range(60)}
    assert statuses == {303, 429} and len(await requests(window)) == 1


async def test_markup_and_control_characters_stay_text(window: Hosted) -> None:
    markup = "<script>alert(1)</script>"
    await inscribed(window, note=markup, dignitary=markup, dignitary_title=markup)
    for role, page in (("delegate:FR", "advance"), ("desk", "desk"), ("chair", "chair")):
        text = (await window.get(role, page)).text
        assert markup not in text and "&lt;script&gt;" in text
    assert (await inscribed(window, "delegate:KE", note="a\x00b")).status_code == 422


async def test_names_and_notes_are_private_text_that_can_be_erased(window: Hosted) -> None:
    await inscribed(window, **FIELDS)
    rows = await window.host.database.run(
        lambda connection: [*connection.execute(tables.events.select().where(tables.events.c.meeting == window.code))]
    )
    (body,) = [row.body for row in rows if row.name == "InscribedInAdvance"]
    assert not any(FIELDS[name] in body for name in ("dignitary", "dignitary_title", "note"))
