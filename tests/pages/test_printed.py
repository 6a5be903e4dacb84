"""The documents on paper over HTTP: who may print them, and what their pages load."""

from __future__ import annotations

import re

import pytest
from httpx2 import AsyncClient

from nameplate.pages.middleware.security_headers import HEADERS
from nameplate.paper import DOCUMENTS
from nameplate.screens.rendering import qr_svg
from tests.serving import Hosted

FORBIDDEN = ("delegate:FR", "hall", "podium", "air", "timer", "join", "panellist:p-4")


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("who", ["chair", "desk"])
async def test_the_chair_and_the_desk_print_every_document(floor: Hosted, who: str, name: str) -> None:
    answer = await floor.get(who, f"print/{name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Enhancement of international cooperation" in answer.text


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("who", FORBIDDEN)
async def test_nobody_else_may_print(meeting: Hosted, who: str, name: str) -> None:
    answer = await meeting.get(who, f"print/{name}")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize("name", ["record", "List", "list.html", "no"])
async def test_an_unknown_document_is_not_found(meeting: Hosted, name: str) -> None:
    answer = await meeting.get("desk", f"print/{name}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_a_document_keeps_to_the_content_security_policy(floor: Hosted, name: str) -> None:
    page = await floor.get("desk", f"print/{name}")
    assert page.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
    assert re.findall(r"<script>|<style|\sstyle=|\son\w+=|javascript:", page.text) == []
    for asked in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text):
        assert (await floor.host.client.get(floor.host.url + asked)).status_code == 200


async def test_everybody_may_have_the_programme_for_a_calendar(meeting: Hosted) -> None:
    for who in ("desk", "delegate:FR", "panellist:p-4", "join"):
        answer = await meeting.get(who, "programme.ics")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n") and b"Interactive discussion" in answer.content
    assert (await meeting.host.client.get(f"{meeting.url}/programme.ics")).status_code == 401


async def test_the_list_is_printed_as_it_stands(floor: Hosted) -> None:
    await floor.post("delegate:FR", "request-floor")
    assert "<strong>France</strong>" in (await floor.get("chair", "print/list")).text
    (speakers,) = (each for each in (await floor.room()).meeting.lists.values() if each.waiting)
    await floor.post("delegate:FR", "withdraw-request", {"inscription": speakers.waiting[0].id})
    assert "<strong>France</strong>" not in (await floor.get("chair", "print/list")).text


async def test_the_poster_has_the_join_code_and_no_secret(meeting: Hosted) -> None:
    page = (await meeting.get("desk", "print/poster")).text
    assert qr_svg(f"{meeting.host.url}/in/{meeting.code}") in page
    assert f'<p class="code">{meeting.code}</p>' in page
    assert meeting.host.url.partition("://")[2] in page
    assert not any(secret in page for name, secret in meeting.links.items() if name != "join")


@pytest.mark.parametrize("who", ["chair", "desk"])
async def test_the_consoles_link_to_every_document_and_the_record(
    meeting: Hosted, browser: AsyncClient, who: str
) -> None:
    console = await browser.get(f"/in/{meeting.links[who]}")
    paths = re.findall(rf'href="(/m/{meeting.code}/(?:print/|record|programme)[^"]+)"', console.text)
    wanted = [*(f"print/{name}" for name in DOCUMENTS), "programme.ics", "record.html"]
    assert [re.sub(r"\?.*", "", path).removeprefix(f"/m/{meeting.code}/") for path in paths] == wanted
    for path in paths:
        assert (await browser.get(path.replace("&amp;", "&"))).status_code == 200
