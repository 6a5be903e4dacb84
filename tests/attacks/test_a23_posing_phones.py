"""A23: a phone with only the join link that poses as a delegation, or takes over the phone that the desk admits."""

from __future__ import annotations

import asyncio
import logging
from http.cookies import SimpleCookie

import pytest
from httpx2 import AsyncClient

from nameplate.access.join_requests import JoinRequest, candidate_codes, new_request
from nameplate.access.passes import hash_of
from nameplate.store import join_request_table
from tests.self_service import (
    IPHONE,
    ROW,
    Phones,
    admitted,
    at_desk,
    chosen,
    open_meeting,
    phone,
    pressed,
    self_service,
)
from tests.serving import Hosted, serving

from .conftest import PUBLIC

__all__ = ["open_meeting", "phone"]

NOBODY = "0" * 64


def cookie_of(meeting: Hosted, holder: AsyncClient) -> str:
    """The secret of the request of a phone."""
    return str(holder.cookies[f"joining-{meeting.code}"])


async def is_delegate(meeting: Hosted, holder: AsyncClient) -> bool:
    """Whether a phone may act for a delegation."""
    await holder.get(f"/m/{meeting.code}/delegation")
    answer = await holder.post(f"/m/{meeting.code}/request-floor", headers={"Nameplate-As": "delegate:FR"})
    return answer.status_code != 403


async def test_nobody_is_a_delegation_before_the_desk_has_admitted_it(open_meeting: Hosted, phone: Phones) -> None:
    poser = await phone(open_meeting)
    await chosen(open_meeting, poser)
    secret = cookie_of(open_meeting, poser)
    assert not await is_delegate(open_meeting, poser)
    poser.cookies.set("np-own", secret)
    assert not await is_delegate(open_meeting, poser)
    as_program = {"Authorization": f"Bearer {secret}", "X-Forwarded-For": "198.51.100.230"}
    url = f"{open_meeting.url}/request-floor"
    assert (await open_meeting.host.client.post(url, headers=as_program)).status_code == 401
    assert (await open_meeting.host.client.get(f"{open_meeting.host.url}/in/{secret}")).status_code == 404


async def test_the_desk_admits_what_it_saw_and_nothing_that_came_after(open_meeting: Hosted, phone: Phones) -> None:
    """A phone that chooses again has another request. The row that the desk has before its eyes admits nobody."""
    poser = await phone(open_meeting)
    await chosen(open_meeting, poser, "KE")
    (seen,) = ROW.findall((await at_desk(open_meeting)).text)
    before = cookie_of(open_meeting, poser)
    await chosen(open_meeting, poser, "FR")
    assert cookie_of(open_meeting, poser) != before
    assert (await pressed(open_meeting, "admit", seen)).status_code == 404
    assert not await is_delegate(open_meeting, poser)


async def test_two_desks_take_one_decision(open_meeting: Hosted, phone: Phones) -> None:
    waits = await phone(open_meeting)
    await chosen(open_meeting, waits)
    (row,) = ROW.findall((await at_desk(open_meeting)).text)
    buttons = ("admit", "refuse", "admit", "refuse")
    answers = await asyncio.gather(*(pressed(open_meeting, button, row) for button in buttons))
    assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404]
    (taken,) = (button for button, answer in zip(buttons, answers, strict=True) if answer.status_code == 200)
    assert await is_delegate(open_meeting, waits) == (taken == "admit")


async def test_a_request_of_another_meeting_is_not_decided(open_meeting: Hosted, phone: Phones) -> None:
    other = await open_meeting.host.meeting(self_service())
    waits = await phone(other)
    await chosen(other, waits)
    (row,) = ROW.findall((await at_desk(other)).text)
    for button in ("admit", "refuse"):
        assert (await pressed(open_meeting, button, row)).status_code == 404
    await pressed(open_meeting, "refuse-all")
    assert ROW.findall((await at_desk(other)).text) == [row]
    await other.remove()


async def test_an_admitted_phone_of_one_meeting_is_nobody_in_another(open_meeting: Hosted, phone: Phones) -> None:
    other = await open_meeting.host.meeting(self_service())
    fr = await phone(open_meeting)
    await admitted(open_meeting, fr)
    await fr.get(f"/?code={other.code}")
    fr.cookies.set(f"joining-{other.code}", cookie_of(open_meeting, fr))
    assert not await is_delegate(other, fr)
    await other.remove()


@pytest.mark.parametrize("role", ["delegate:FR", "join", "hall", "booth"])
@pytest.mark.parametrize("button", ["admit", "refuse", "refuse-all"])
async def test_only_moderators_decide(open_meeting: Hosted, phone: Phones, role: str, button: str) -> None:
    await chosen(open_meeting, await phone(open_meeting))
    (row,) = ROW.findall((await at_desk(open_meeting)).text)
    assert (await pressed(open_meeting, button, row, role)).status_code == 403
    assert (await at_desk(open_meeting, role=role)).status_code == 403
    assert ROW.findall((await at_desk(open_meeting)).text) == [row]


async def test_another_site_can_neither_choose_nor_admit(open_meeting: Hosted, phone: Phones) -> None:
    fr = await phone(open_meeting)
    await chosen(open_meeting, fr)
    (row,) = ROW.findall((await at_desk(open_meeting)).text)
    foreign = {"Origin": "https://evil.example"}
    for action in ("choose", "cancel"):
        answer = await fr.post(f"/m/{open_meeting.code}/delegation/{action}", data={"seat": "KE"}, headers=foreign)
        assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")
    for button in ("admit", "refuse", "refuse-all"):
        url, headers = f"{open_meeting.url}/devices/{button}", open_meeting.bearer("desk") | foreign
        answer = await open_meeting.host.client.post(url, data={"request": row}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")
    assert ROW.findall((await at_desk(open_meeting)).text) == [row]


async def test_the_server_makes_each_secret_and_takes_none_that_was_set(open_meeting: Hosted, phone: Phones) -> None:
    """Somebody who knows the cookie that a phone brings does not know the one with which it is admitted."""
    victim, name = await phone(open_meeting), f"joining-{open_meeting.code}"
    victim.cookies.set(name, "chosen-by-the-attacker")
    await victim.post(f"/m/{open_meeting.code}/delegation/choose", data={"seat": "FR"}, follow_redirects=False)
    held = [cookie.value for cookie in victim.cookies.jar if cookie.name == name]
    assert len([each for each in held if each != "chosen-by-the-attacker"]) == 1
    (row,) = ROW.findall((await at_desk(open_meeting)).text)
    assert row != hash_of("chosen-by-the-attacker")


async def test_by_https_only_a_cookie_of_the_host_itself_counts(database_url: str, phone: Phones) -> None:
    """A cookie that another host of the domain throws in has no prefix. So nobody waits with the attacker's code."""
    async with serving(database_url, public_url=PUBLIC) as host:
        meeting = await host.meeting(self_service())
        sent = meeting.bearer("join") | {"Host": "un.example", "Origin": PUBLIC, "Accept": "text/html"}
        url = f"{meeting.url}/delegation"
        answer = await host.client.post(f"{url}/choose", data={"seat": "FR"}, headers=sent)
        ((name, cookie),) = SimpleCookie(answer.headers["Set-Cookie"]).items()
        assert name == f"__Host-joining-{meeting.code}"
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, True, "/", "lax")
        own = await host.client.get(url, headers=sent | {"Cookie": f"{name}={cookie.value}"})
        assert 'class="code"' in own.text
        tossed = await host.client.get(url, headers=sent | {"Cookie": f"{name[7:]}={cookie.value}"})
        assert "Which delegation are you?" in tossed.text


async def test_the_cookie_by_http_is_hidden_from_scripts_and_other_meetings(
    open_meeting: Hosted, phone: Phones
) -> None:
    fr = await phone(open_meeting)
    url = f"/m/{open_meeting.code}/delegation/choose"
    answer = await fr.post(url, data={"seat": "FR"}, follow_redirects=False)
    (cookie,) = SimpleCookie(answer.headers["Set-Cookie"]).values()
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "lax", f"/m/{open_meeting.code}")


async def test_neither_the_desk_nor_the_database_knows_the_secret(open_meeting: Hosted, phone: Phones) -> None:
    fr = await phone(open_meeting)
    await chosen(open_meeting, fr)
    secret = cookie_of(open_meeting, fr)
    assert secret not in (await at_desk(open_meeting)).text
    assert secret not in (await fr.get(f"/m/{open_meeting.code}/delegation")).text
    stored = await open_meeting.host.database.run(
        lambda connection: join_request_table.find(connection, open_meeting.code, hash_of(secret))
    )
    assert isinstance(stored, JoinRequest) and secret not in repr(stored)


async def test_each_admission_is_in_the_security_log(
    open_meeting: Hosted, phone: Phones, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "nameplate.security")
    fr = await phone(open_meeting)
    code, secret = await chosen(open_meeting, fr), cookie_of(open_meeting, fr)
    (row,) = ROW.findall((await at_desk(open_meeting)).text)
    await pressed(open_meeting, "admit", row)
    lines = {record.__dict__.get("event"): record.getMessage() for record in caplog.records}
    assert f"FR, code {code}" in lines["join_request"]
    assert lines["join_admitted"] == f"desk admitted a phone as delegate:FR, code {code}"
    assert secret not in caplog.text


async def test_a_meeting_has_a_bound_and_the_desk_ends_a_flood(open_meeting: Hosted, phone: Phones) -> None:
    now = open_meeting.host.context.lobby.time.now_ms()

    def flood(connection: object) -> int:
        stored = 0
        for _ in range(join_request_table.MOST_WAITING + 20):
            _, wanted = new_request(open_meeting.code, "FR", IPHONE, now)
            stored += join_request_table.add(connection, wanted, candidate_codes()) is not None  # type: ignore[arg-type]
        return stored

    assert await open_meeting.host.database.run(flood) == join_request_table.MOST_WAITING
    late = await phone(open_meeting)
    answer = await late.post(f"/m/{open_meeting.code}/delegation/choose", data={"seat": "FR"})
    assert answer.status_code == 429
    page = (await at_desk(open_meeting)).text
    assert len(ROW.findall(page)) == 40 and "and 160 more phones" in page
    await pressed(open_meeting, "refuse-all")
    await chosen(open_meeting, late)


async def test_requests_are_limited_by_address(open_meeting: Hosted, phone: Phones) -> None:
    many = await phone(open_meeting, address="203.0.113.61")
    url = f"/m/{open_meeting.code}/delegation/choose"
    statuses = [(await many.post(url, data={"seat": "FR"}, follow_redirects=False)).status_code for _ in range(80)]
    assert {*statuses} == {303, 429}
    assert len(ROW.findall((await at_desk(open_meeting)).text)) == 1
    await chosen(open_meeting, await phone(open_meeting), "KE")


async def test_guessed_secrets_are_limited_by_address(open_meeting: Hosted, phone: Phones) -> None:
    poser = await phone(open_meeting, address="203.0.113.62")
    url, statuses = f"/m/{open_meeting.code}/delegation/answer", set()
    for number in range(150):
        headers = {"Cookie": f"np-x={open_meeting.code}; joining-{open_meeting.code}=guess-{number}"}
        statuses.add(
            (
                await open_meeting.host.client.get(
                    f"{open_meeting.host.url}{url}", headers=headers | {"X-Forwarded-For": "203.0.113.62"}
                )
            ).status_code
        )
    assert statuses == {200, 429}
    assert (await poser.get(f"/m/{open_meeting.code}/delegate")).status_code == 200


@pytest.mark.parametrize("row", ["", NOBODY, "x" * 201, "' OR 1=1 --", "\u0000"])
async def test_a_row_that_nobody_has_seen_admits_nobody(open_meeting: Hosted, phone: Phones, row: str) -> None:
    await chosen(open_meeting, await phone(open_meeting))
    assert (await pressed(open_meeting, "admit", row)).status_code in (404, 422)
    assert len(ROW.findall((await at_desk(open_meeting)).text)) == 1
