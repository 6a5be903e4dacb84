"""Who may see the pages of the organiser, and how a link ends."""

from __future__ import annotations

from functools import partial

import pytest
from httpx2 import AsyncClient

from nameplate.store import organiser_table
from tests.serving import Host, Hosted

PAGES = ("/organiser", "/organiser/m/NOSUCH22")
FORMS = ("links", "revoke", "desk")


async def test_a_link_signs_a_browser_in_and_the_cookie_has_another_secret(browser: AsyncClient, link: str) -> None:
    answer = await browser.get(f"/organiser/in/{link}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/organiser")
    assert link not in str(answer.headers)
    assert (await browser.get("/organiser")).status_code == 200
    set_cookie = answer.headers["Set-Cookie"].lower()
    assert "httponly" in set_cookie and "path=/organiser" in set_cookie and "samesite=lax" in set_cookie


@pytest.mark.parametrize("cookie", ["", "nonsense"])
async def test_without_a_valid_cookie_nothing_is_shown_and_nothing_is_done(
    browser: AsyncClient, meeting: Hosted, cookie: str
) -> None:
    headers = {"Cookie": f"organiser={cookie}"} if cookie else {}
    for page in (*PAGES, f"/organiser/m/{meeting.code}"):
        assert (await browser.get(page, headers=headers)).status_code == 401
    for form in FORMS:
        answer = await browser.post(f"/organiser/m/{meeting.code}/{form}", data={"name": "*"}, headers=headers)
        assert answer.status_code == 401
    assert (await meeting.get("chair", "chair")).status_code == 200


async def test_passes_of_a_meeting_open_no_page_of_the_organiser(browser: AsyncClient, meeting: Hosted) -> None:
    for name in ("chair", "desk", "delegate:FR"):
        await browser.get(f"/in/{meeting.links[name]}")
        secret = meeting.links[name]
        for headers in ({}, {"Authorization": f"Bearer {secret}"}, {"Cookie": f"organiser={secret}"}):
            assert (await browser.get("/organiser", headers=headers)).status_code == 401
        assert (await browser.get(f"/organiser/in/{secret}")).status_code == 404


async def test_an_organiser_has_no_pass_in_a_meeting(organiser: AsyncClient, meeting: Hosted) -> None:
    assert (await organiser.get(f"/m/{meeting.code}/chair")).status_code == 401
    secret = organiser.cookies["organiser"]
    answer = await organiser.get(f"/m/{meeting.code}/chair", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


async def test_a_revoked_link_ends_its_browsers_at_once(organiser: AsyncClient, host: Host, link: str) -> None:
    assert (await organiser.get("/organiser")).status_code == 200
    await host.database.run(partial(organiser_table.revoke, at=2))
    assert (await organiser.get("/organiser")).status_code == 401
    assert (await organiser.get(f"/organiser/in/{link}")).status_code == 404


async def test_signing_out_ends_this_browser_and_no_other(organiser: AsyncClient, host: Host, link: str) -> None:
    async with AsyncClient(base_url=host.url) as other:
        await other.get(f"/organiser/in/{link}")
        assert (await organiser.post("/organiser/sign-out")).status_code == 303
        assert (await organiser.get("/organiser")).status_code == 401
        assert (await other.get("/organiser")).status_code == 200


async def test_a_link_signs_in_a_limited_number_of_browsers(
    browser: AsyncClient, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(organiser_table, "MOST_BROWSERS", 2)
    statuses = []
    for _ in range(3):
        browser.cookies.clear()
        statuses.append((await browser.get(f"/organiser/in/{link}")).status_code)
    assert statuses == [303, 303, 404]


async def test_a_form_of_another_site_is_refused(organiser: AsyncClient, meeting: Hosted) -> None:
    for origin in ("https://evil.example", "null"):
        answer = await organiser.post(
            f"/organiser/m/{meeting.code}/revoke", data={"name": "*"}, headers={"Origin": origin}
        )
        assert answer.status_code == 403
    assert (await meeting.get("chair", "chair")).status_code == 200


async def test_guessing_is_limited(browser: AsyncClient) -> None:
    headers = {"X-Forwarded-For": "203.0.113.77"}
    statuses = {(await browser.get(f"/organiser/in/guess-{n}", headers=headers)).status_code for n in range(130)}
    assert statuses == {404, 429}
