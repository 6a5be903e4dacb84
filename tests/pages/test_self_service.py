"""A phone with only the join link chooses its delegation and shows a code, and the desk admits it."""

from __future__ import annotations

import re
from functools import partial

import pytest
from httpx2 import Response

from nameplate.access.join_requests import VALID_MS, candidate_codes, new_request
from nameplate.store import join_request_table
from tests.self_service import IPHONE, ROW, Phones, admitted, at_desk, chosen, open_meeting, phone, pressed
from tests.serving import Hosted

__all__ = ["open_meeting", "phone"]


async def test_an_admitted_phone_becomes_a_device_of_the_delegation(open_meeting: Hosted, phone: Phones) -> None:
    fr = await phone(open_meeting)
    follows = await fr.get(f"/m/{open_meeting.code}/delegate")
    assert f'href="/m/{open_meeting.code}/delegation' in follows.text
    page = await fr.get(f"/m/{open_meeting.code}/delegation")
    assert "Which delegation are you?" in page.text and ">France</button>" in page.text
    assert "President" not in page.text and ">chair<" not in page.text
    code = await chosen(open_meeting, fr)
    assert (await fr.get(f"/m/{open_meeting.code}/delegation/answer")).status_code == 204
    desk = (await at_desk(open_meeting)).text
    assert f'class="code">{code}<' in desk and "<h3>France</h3>" in desk and "Phone, Safari" in desk
    assert "This delegation has no device yet" in desk and "1 phone waits" in desk
    (row,) = ROW.findall(desk)
    done = await pressed(open_meeting, "admit", row)
    assert code in done.text and "Admitted" in done.text and "button" not in done.text
    assert "No phone waits." in (await at_desk(open_meeting)).text
    assert (await fr.get(f"/m/{open_meeting.code}/delegation/answer")).status_code == 200
    own = await fr.get(f"/m/{open_meeting.code}/delegation")
    assert own.url.path == f"/m/{open_meeting.code}/delegate" and 'data-as="delegate:FR"' in own.text
    await open_meeting.open_floor()
    asked = await fr.post(f"/m/{open_meeting.code}/request-floor", headers={"Nameplate-As": "delegate:FR"})
    assert asked.status_code == 204
    lists = (await open_meeting.room()).meeting.lists.values()
    assert [each.seat for speakers in lists for each in speakers.waiting] == ["FR"]


async def test_the_desk_sees_what_it_must_know_before_it_admits(open_meeting: Hosted, phone: Phones) -> None:
    first, second = await phone(open_meeting), await phone(open_meeting, "Mozilla/5.0 (X11; Linux) Firefox/130.0")
    await admitted(open_meeting, first)
    await chosen(open_meeting, second)
    desk = (await at_desk(open_meeting)).text
    assert "This delegation already has 1 device signed in" in desk and "Computer, Firefox" in desk
    third = await phone(open_meeting)
    await chosen(open_meeting, third)
    assert (await at_desk(open_meeting)).text.count("1 other phone waits for this delegation") == 2


async def test_an_admission_stays_on_the_page_of_the_desk_and_can_be_ended(open_meeting: Hosted, phone: Phones) -> None:
    fr = await phone(open_meeting)
    code = await admitted(open_meeting, fr)
    assert (await fr.get(f"/m/{open_meeting.code}/delegation")).url.path.endswith("/delegate")
    devices = (await open_meeting.get("desk", "devices")).text
    assert f"admitted with the code {code}" in devices and "Phone, Safari" in devices
    assert "Admitted without a card" in devices and "by: Desk" in devices
    (device,) = re.findall(r'{"device": "(\w+)"}', devices)
    assert (await open_meeting.form("desk", "devices/sign-out", device=device)).status_code == 200
    assert (await fr.get(f"/m/{open_meeting.code}/delegate?as=delegate:FR")).status_code == 403
    later = (await open_meeting.get("desk", "devices")).text
    assert "admitted with the code" not in later and f"<b>{code}</b>" in later


async def renewed(meeting: Hosted, name: str) -> Response:
    """Replace a link at the desk."""
    sent, headers = {"name": name}, meeting.bearer("desk")
    return await meeting.host.client.post(f"{meeting.url}/devices/renew", data=sent, headers=headers)


async def test_an_admitted_phone_ends_with_the_link_of_its_delegation(open_meeting: Hosted, phone: Phones) -> None:
    fr = await phone(open_meeting)
    await admitted(open_meeting, fr)
    await fr.get(f"/m/{open_meeting.code}/delegation")
    assert (await renewed(open_meeting, "delegate:FR")).status_code == 200
    assert (await fr.get(f"/m/{open_meeting.code}/delegate?as=delegate:FR")).status_code == 403


async def test_a_delegation_without_a_link_can_be_admitted(open_meeting: Hosted, phone: Phones) -> None:
    await open_meeting.revoke("delegate:FR")
    fr = await phone(open_meeting)
    await admitted(open_meeting, fr)
    assert 'data-as="delegate:FR"' in (await fr.get(f"/m/{open_meeting.code}/delegation")).text


async def test_a_refused_phone_is_told_and_may_choose_again(open_meeting: Hosted, phone: Phones) -> None:
    fr = await phone(open_meeting)
    await chosen(open_meeting, fr)
    (row,) = ROW.findall((await at_desk(open_meeting)).text)
    assert "Refused." in (await pressed(open_meeting, "refuse", row)).text
    page = await fr.get(f"/m/{open_meeting.code}/delegation")
    assert "The desk did not admit this phone as France." in page.text
    await chosen(open_meeting, fr, "KE")
    assert "<h3>Kenya</h3>" in (await at_desk(open_meeting)).text


async def test_a_phone_has_one_request_and_can_take_it_back(open_meeting: Hosted, phone: Phones) -> None:
    fr = await phone(open_meeting)
    first = await chosen(open_meeting, fr, "KE")
    second = await chosen(open_meeting, fr, "FR")
    desk = (await at_desk(open_meeting)).text
    assert first not in desk and second in desk and len(ROW.findall(desk)) == 1
    page = await fr.post(f"/m/{open_meeting.code}/delegation/cancel")
    assert "Which delegation are you?" in page.text and "has ended" not in page.text
    assert not ROW.findall((await at_desk(open_meeting)).text)


async def test_a_request_ends_after_some_minutes(open_meeting: Hosted, phone: Phones) -> None:
    now = open_meeting.host.context.lobby.time.now_ms()
    secret, old = new_request(open_meeting.code, "FR", IPHONE, now - VALID_MS - 1)
    add = partial(join_request_table.add, request=old, codes=candidate_codes())
    assert await open_meeting.host.database.run(add)
    assert not ROW.findall((await at_desk(open_meeting)).text)
    assert (await pressed(open_meeting, "admit", old.hash)).status_code == 404
    fr = await phone(open_meeting)
    fr.cookies.set(f"joining-{open_meeting.code}", secret)
    assert (await fr.get(f"/m/{open_meeting.code}/delegation/answer")).status_code == 200
    assert "Your request has ended." in (await fr.get(f"/m/{open_meeting.code}/delegation")).text


async def test_delegations_are_found_without_accents_and_by_code(open_meeting: Hosted, phone: Phones) -> None:
    fr = await phone(open_meeting)
    for named, found in (("unio", "European Union"), ("fr", "France"), ("KE", "Kenya")):
        page = (await fr.get(f"/m/{open_meeting.code}/delegation?named={named}")).text
        assert re.findall(r'value="\w+">([^<]+)</button>', page) == [found]
    assert "There is no such delegation" in (await fr.get(f"/m/{open_meeting.code}/delegation?named=xyz")).text


async def test_the_desk_finds_a_phone_by_its_code_and_refuses_all(open_meeting: Hosted, phone: Phones) -> None:
    codes = [await chosen(open_meeting, await phone(open_meeting), seat) for seat in ("FR", "KE", "BR")]
    for code, name in zip(codes, ("France", "Kenya", "Brazil"), strict=True):
        found = (await at_desk(open_meeting, code.lower())).text
        assert len(ROW.findall(found)) == 1 and f"<h3>{name}</h3>" in found and "3 phones wait" in found
    assert len(ROW.findall((await at_desk(open_meeting, "keny")).text)) == 1
    assert "No phone waits." in (await pressed(open_meeting, "refuse-all")).text


async def test_a_meeting_that_does_not_allow_it_says_so(meeting: Hosted, phone: Phones) -> None:
    fr = await phone(meeting)
    assert "/delegation" not in (await fr.get(f"/m/{meeting.code}/delegate")).text
    page = await fr.get(f"/m/{meeting.code}/delegation")
    assert page.status_code == 403 and "its own link or card" in page.text
    assert (await fr.post(f"/m/{meeting.code}/delegation/choose", data={"seat": "FR"})).status_code == 403
    assert "join-requests" not in (await meeting.get("desk", "desk")).text


@pytest.mark.parametrize("seat", ["chair", "ZZ", "", "FR "])
async def test_only_a_delegation_of_the_meeting_can_be_chosen(open_meeting: Hosted, phone: Phones, seat: str) -> None:
    fr = await phone(open_meeting)
    answer = await fr.post(f"/m/{open_meeting.code}/delegation/choose", data={"seat": seat})
    assert answer.status_code == 422 and not ROW.findall((await at_desk(open_meeting)).text)
