"""Devices: each browser that opens a link has a secret of its own, and can be signed out by the desk."""

from __future__ import annotations

import re
from dataclasses import replace
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from httpx2 import AsyncClient
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from nameplate.access.passes import hash_of
from nameplate.meeting import Role
from nameplate.pages import rate_limit
from nameplate.pages.token_buckets import Rate
from nameplate.store import device_table
from nameplate.store.database import Database
from tests.serving import PATIENCE_SECONDS, Hosted, heard, serving, until

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone) Version/18.0 Mobile/15E148 Safari/604.1"}
LAPTOP = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"}
MODERATORS_NOT = ("delegate:FR", "panellist:p-4", "hall", "join")


async def cookie_of(meeting: Hosted, name: str, **headers: str) -> str:
    """Open a link in a new browser. Returns its cookie, as a browser sends it."""
    async with AsyncClient(timeout=PATIENCE_SECONDS) as browser:
        opened = await browser.get(f"{meeting.host.url}/in/{meeting.links[name]}", headers=headers)
    assert opened.status_code == 303
    ((key, morsel),) = SimpleCookie(opened.headers.get_list("Set-Cookie")[-1]).items()
    return f"{key}={morsel.value}"


def with_cookie(meeting: Hosted, cookie: str) -> dict[str, str]:
    """The headers of a browser with this cookie, and without a bearer header."""
    return {"Cookie": cookie, "Authorization": "", "Origin": meeting.host.url}


async def ask(meeting: Hosted, cookie: str, path: str) -> str:
    """GET a fragment as a browser with this cookie."""
    answer = await meeting.host.client.get(f"{meeting.url}/{path}", headers=with_cookie(meeting, cookie))
    assert answer.status_code == 200
    return answer.text


async def press(meeting: Hosted, cookie: str, action: str, **fields: str) -> tuple[int, str]:
    """POST a form as a browser with this cookie. Returns the status and the text."""
    url = f"{meeting.url}/devices/{action}"
    answer = await meeting.host.client.post(url, data=fields, headers=with_cookie(meeting, cookie))
    return answer.status_code, answer.text


def hashes(fragment: str) -> list[str]:
    """The devices that a list offers to sign out."""
    return re.findall(r'"device": "(\w{64})"', fragment.replace("&#34;", '"'))


def device_hash(cookie: str) -> str:
    """The hash by which the list names the device with this cookie."""
    return hash_of(cookie.partition("=")[2])


async def close_code(screen: ClientConnection) -> int:
    """The code with which the server closes a socket."""
    with pytest.raises(ConnectionClosed) as closed:
        while True:
            await heard(screen)
    assert closed.value.rcvd
    return closed.value.rcvd.code


@pytest.fixture
async def desk(meeting: Hosted) -> str:
    """The cookie of the desk's browser."""
    return await cookie_of(meeting, "desk", **LAPTOP)


async def test_each_browser_gets_a_secret_of_its_own_that_is_no_link(meeting: Hosted) -> None:
    cookies = [await cookie_of(meeting, "delegate:FR", **PHONE) for _ in range(2)]
    secrets = {cookie.partition("=")[2] for cookie in cookies}
    assert len(secrets) == 2 and meeting.links["delegate:FR"] not in secrets
    for cookie in cookies:
        assert "France" in await ask(meeting, cookie, "delegate")
    for secret in secrets:
        assert (await meeting.host.client.get(f"{meeting.host.url}/in/{secret}")).status_code == 404


async def test_a_browser_that_was_signed_out_is_refused_and_counted_but_not_as_a_guess(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limit, "UNKNOWN_LINK_RATE", Rate(3, 0))
    async with serving(database_url) as host:
        meeting = await host.meeting()
        desk, cookie = await cookie_of(meeting, "desk"), await cookie_of(meeting, "delegate:FR")
        assert (await press(meeting, desk, "sign-out", device=device_hash(cookie)))[0] == 200
        await meeting.revoke("hall")
        await host.context.pass_cache.refresh()
        await is_refused_without_limit(meeting, cookie)
    async with serving(database_url) as host:  # after a restart
        await is_refused_without_limit(replace(meeting, host=host), cookie)


async def is_refused_without_limit(meeting: Hosted, cookie: str) -> None:
    """A cookie and the revoked link of the hall are refused again and again. Then a guess is still looked up."""
    for _ in range(10):
        with_link = {"Authorization": f"Bearer {meeting.links['hall']}"}
        for headers in (with_cookie(meeting, cookie), with_link):
            answer = await meeting.host.client.get(f"{meeting.url}/state", headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (401, "no_pass")
    async with meeting.live("delegate:FR", "delegate", **with_cookie(meeting, cookie)) as screen:
        assert await close_code(screen) == 4401
    figures = (await meeting.host.client.get(f"{meeting.host.url}/metrics")).text
    assert 'nameplate_refusals_total{code="signed_out"} 21.0' in figures
    assert "nameplate_unknown_links_total 0.0" in figures
    guess = await meeting.host.client.get(f"{meeting.host.url}/in/guess")
    assert guess.status_code == 404


async def test_a_browser_that_opens_its_link_again_stays_the_same_device(
    meeting: Hosted, browser: AsyncClient, desk: str
) -> None:
    for _ in range(3):
        assert (await browser.get(f"/in/{meeting.links['chair']}")).status_code == 200
    assert len(hashes(await ask(meeting, desk, "devices"))) == 1


async def test_the_join_code_and_programs_that_check_a_link_make_no_device(meeting: Hosted, desk: str) -> None:
    assert (await cookie_of(meeting, "join")).endswith(f"={meeting.code}")
    checked = await meeting.host.client.head(f"{meeting.host.url}/in/{meeting.links['chair']}")
    assert checked.status_code == 303 and "Set-Cookie" not in checked.headers
    assert hashes(await ask(meeting, desk, "devices")) == []


async def test_the_list_names_devices_and_says_which_are_open(meeting: Hosted, desk: str) -> None:
    cookie = await cookie_of(meeting, "delegate:FR", **PHONE)
    shown = await ask(meeting, desk, "devices")
    assert "France" in shown and "Phone, Safari" in shown and "Computer, Firefox" in shown
    assert "Kenya" not in shown and "open now" not in shown and shown.count("this device") == 1
    async with meeting.live("delegate:FR", "delegate", **with_cookie(meeting, cookie)) as screen:
        await heard(screen)
        assert "open now" in await ask(meeting, desk, "devices")
        await until(lambda: stored_as_open(meeting))
    await until(lambda: not stored_as_open(meeting))
    assert "open now" not in await ask(meeting, desk, "devices")
    assert "Kenya" in await ask(meeting, desk, "devices?named=ken")
    async with meeting.live("delegate:KE", "delegate") as program:
        await heard(program)
        assert "1 program uses this link." in await ask(meeting, desk, "devices")


def stored_as_open(meeting: Hosted) -> bool:
    """Whether the database says that a device of the meeting has a screen open."""
    found = meeting.host.database.run_blocking(lambda c: device_table.of_meeting(c, meeting.code))
    return any(device.open_at for _, device in found)


async def test_signing_out_a_device_ends_its_socket_and_cookie_on_every_server_and_no_other_device(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    async with serving(url) as first, serving(url) as second:
        here = await first.meeting()
        there = Hosted(second, here.code, here.links)
        desk, lost = await cookie_of(here, "desk"), await cookie_of(here, "delegate:FR", **PHONE)
        kept = await cookie_of(there, "delegate:FR", **LAPTOP)
        async with (
            here.live("delegate:FR", "delegate", **with_cookie(here, lost)) as screen,
            there.live("delegate:FR", "delegate", **with_cookie(there, lost)) as other_screen,
            there.live("delegate:FR", "delegate", **with_cookie(there, kept)) as kept_screen,
        ):
            for each in (screen, other_screen, kept_screen):
                await heard(each)
            phone = next(d for d in hashes(await ask(here, desk, "devices")) if d == device_hash(lost))
            assert (await press(here, desk, "sign-out", device=phone))[0] == 200
            assert [await close_code(each) for each in (screen, other_screen)] == [4401, 4401]
            for meeting in (here, there):
                answer = await first.client.get(f"{meeting.url}/delegate", headers=with_cookie(meeting, lost))
                assert answer.status_code == 401
            await ask(there, kept, "delegate")
            await (await kept_screen.ping())
        assert (await press(here, desk, "sign-out", device=phone))[0] == 404


async def test_a_new_link_ends_the_old_one_with_all_its_devices(meeting: Hosted, desk: str) -> None:
    cookies = [await cookie_of(meeting, "delegate:FR", **PHONE) for _ in range(2)]
    other = await cookie_of(meeting, "delegate:KE")
    async with meeting.live("delegate:FR", "delegate") as program:
        await heard(program)
        status, shown = await press(meeting, desk, "renew", name="delegate:FR")
        assert status == 200 and "France" in shown and "<svg" in shown
        assert await close_code(program) == 4401
    for headers in (*(with_cookie(meeting, each) for each in cookies), meeting.bearer("delegate:FR")):
        assert (await meeting.host.client.get(f"{meeting.url}/delegate", headers=headers)).status_code == 401
    old = await meeting.host.client.get(f"{meeting.host.url}/in/{meeting.links['delegate:FR']}")
    assert old.status_code == 404
    (link,) = re.findall(r'href="([^"]+/in/[^"]+)"', shown)
    assert (await meeting.host.client.get(link)).status_code == 303
    await ask(meeting, other, "delegate")
    assert (await press(meeting, desk, "renew", name="join"))[0] == 404
    assert (await press(meeting, desk, "renew", name="delegate:XX"))[0] == 404


async def test_the_desk_that_makes_a_new_link_for_itself_is_told_to_open_it(meeting: Hosted, desk: str) -> None:
    status, shown = await press(meeting, desk, "renew", name="desk")
    assert status == 200 and "This page used the old link." in shown
    answer = await meeting.host.client.get(f"{meeting.url}/desk", headers=with_cookie(meeting, desk))
    assert answer.status_code == 401


async def test_a_second_device_of_the_chair_is_shown_to_the_first(meeting: Hosted) -> None:
    first, second = [await cookie_of(meeting, "chair", **device) for device in (LAPTOP, PHONE)]
    async with meeting.live("chair", "chair", **with_cookie(meeting, first)) as screen:
        await heard(screen)
        assert (await ask(meeting, first, "devices/note")).strip() == ""
        async with meeting.live("chair", "hall", **with_cookie(meeting, second)) as other:
            await heard(other)
            assert "Open on 2 devices" in await ask(meeting, first, "devices/note")


async def test_the_device_in_use_cannot_sign_itself_out(meeting: Hosted, desk: str) -> None:
    status, text = await press(meeting, desk, "sign-out", device=device_hash(desk))
    assert status == 409 and "You use this device now" in text


@pytest.mark.parametrize("name", MODERATORS_NOT)
async def test_only_moderators_see_and_end_devices(meeting: Hosted, name: str) -> None:
    cookie = await cookie_of(meeting, "chair")
    assert [(await meeting.get(name, path)).status_code for path in ("devices", "devices/note")] == [403, 403]
    fields, headers = {"device": device_hash(cookie), "name": "chair"}, meeting.bearer(name)
    for action in ("sign-out", "renew"):
        url = f"{meeting.url}/devices/{action}"
        assert (await meeting.host.client.post(url, data=fields, headers=headers)).status_code == 403
    await ask(meeting, cookie, "chair")


async def test_devices_of_another_meeting_are_out_of_reach(meeting: Hosted, desk: str) -> None:
    other = await meeting.host.meeting()
    cookie = await cookie_of(other, "chair")
    assert (await press(meeting, desk, "sign-out", device=device_hash(cookie)))[0] == 404
    await ask(other, cookie, "chair")


async def test_a_page_of_another_site_ends_nothing(meeting: Hosted, desk: str) -> None:
    cookie = await cookie_of(meeting, "chair")
    headers = with_cookie(meeting, desk) | {"Origin": "https://evil.example"}
    for action, fields in (("sign-out", {"device": device_hash(cookie)}), ("renew", {"name": "chair"})):
        answer = await meeting.host.client.post(f"{meeting.url}/devices/{action}", data=fields, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")
    await ask(meeting, cookie, "chair")


@pytest.mark.parametrize("fields", [{}, {"device": ""}, {"device": "x" * 300}])
async def test_a_malformed_form_is_refused(meeting: Hosted, desk: str, fields: dict[str, str]) -> None:
    assert (await press(meeting, desk, "sign-out", **fields))[0] == 422


async def test_too_many_sign_ins_with_one_link_are_refused_and_the_others_go_on(
    meeting: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limit, "SIGN_IN_RATE", Rate(3, 0))
    link = f"{meeting.host.url}/in/{meeting.links['delegate:FR']}"
    answers = []
    for _ in range(5):
        meeting.host.client.cookies.clear()
        answers.append((await meeting.host.client.get(link)).status_code)
    meeting.host.client.cookies.clear()
    assert answers == [303, 303, 303, 429, 429]
    await cookie_of(meeting, "delegate:KE")


async def test_sign_ins_and_sign_outs_are_logged_by_name_and_counted(
    meeting: Hosted, desk: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "nameplate.security")
    lost = await cookie_of(meeting, "chair", **PHONE)
    await press(meeting, desk, "sign-out", device=device_hash(lost))
    await press(meeting, desk, "renew", name="hall")
    events = [getattr(record, "event", "") for record in caplog.records if record.name == "nameplate.security"]
    assert events == ["sign_in", "device_signed_out", "sign_out", "link_revoked", "link_renewed"]
    assert "The link of a moderator was opened: chair: phone Safari" in caplog.text
    assert not any(secret in caplog.text for name, secret in meeting.links.items() if name != "join")
    assert lost.partition("=")[2] not in caplog.text
    figures = (await meeting.host.client.get(f"{meeting.host.url}/metrics")).text
    assert f'nameplate_sign_ins_total{{role="{Role.CHAIR.value}"}}' in figures


async def test_a_server_that_stops_leaves_no_device_open(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'stopped.db'}"
    async with serving(url) as host:
        meeting = await host.meeting()
        cookie = await cookie_of(meeting, "chair")
        screen = await meeting.live("chair", "chair", **with_cookie(meeting, cookie))
        await heard(screen)
        await until(lambda: stored_as_open(meeting))
    assert await close_code(screen) == 1012
    database = Database(url)
    ((_, device),) = database.run_blocking(lambda connection: device_table.of_meeting(connection, meeting.code))
    database.close()
    assert device.open_at == ""
