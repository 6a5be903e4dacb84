"""A delegation inscribes before the sitting on a page of its own, and the desk confirms it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from httpx2 import AsyncClient, Response
from websockets.asyncio.client import connect

from nameplate.meeting.model.values import Inscription
from tests.advance import HOUR, window, with_window
from tests.pages.test_devices import PHONE, ask, cookie_of, with_cookie
from tests.serving import Host, Hosted, heard

__all__ = ["window"]

FIELDS = {"language": "fr", "dignitary": "H.E. Ms. Martin", "dignitary_title": "Minister", "note": "On water"}


async def inscribed(meeting: Hosted, by: str = "delegate:FR", **fields: str) -> Response:
    """Send the form of the page."""
    return await meeting.form(by, "advance/inscribe", **fields)


async def requests(meeting: Hosted) -> list[Inscription]:
    """The inscriptions that are not confirmed."""
    lists = (await meeting.room()).meeting.lists.values()
    return [one for speakers in lists for one in speakers.late]


async def test_a_delegation_inscribes_with_language_dignitary_and_note(window: Hosted) -> None:
    phone = (await window.get("delegate:FR", "delegate")).text
    assert f'<form id="advance" action="/m/{window.code}/advance">' in phone
    assert re.findall(r"<button[^>]*wide[^>]*>([^<]*)", phone) == ["Inscribe in advance"]  # and none that does nothing
    assert '<button form="advance" name="as" value="delegate:FR"' in phone
    page = (await window.get("delegate:FR", "advance")).text
    assert "You can inscribe now." in page and "<h1>France</h1>" in page
    answer = await inscribed(window, **FIELDS)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/m/{window.code}/advance?as=delegate%3AFR")
    (found,) = await requests(window)
    assert (found.seat, found.language, found.note) == ("FR", "fr", "On water")
    assert (found.dignitary, found.dignitary_title) == ("H.E. Ms. Martin", "Minister")
    page = (await window.get("delegate:FR", "advance")).text
    assert f'action="/m/{window.code}/advance/withdraw?lang=en&amp;as=delegate%3AFR"' in page  # no note in an address
    assert "Not confirmed yet" in page and "H.E. Ms. Martin, Minister" in page and "French" in page
    phone = (await window.get("delegate:FR", "delegate")).text
    assert "You have inscribed in advance." in phone and "The desk has not confirmed it yet." in phone
    assert ">Your inscription in advance</button>" in phone and ">Withdraw</button>" in phone


async def test_the_desk_sees_and_confirms_one_or_all(window: Hosted) -> None:
    for seat in ("FR", "KE", "BR"):
        await inscribed(window, f"delegate:{seat}", **(FIELDS if seat == "BR" else {}))
    desk = (await window.get("desk", "desk")).text
    assert "In advance, not confirmed: 3" in desk and "H.E. Ms. Martin, Minister · French" in desk
    assert "Asked late" not in desk
    first = (await requests(window))[0]
    assert (await window.form("desk", "admit-inscription", inscription=first.id)).status_code == 204
    (item,) = re.findall(r'confirm-inscriptions"[^>]*"item": "([\w-]+)"', desk)
    assert (await window.form("desk", "confirm-inscriptions", item=item)).status_code == 204
    room = await window.room()
    waiting = [one.seat for speakers in room.meeting.lists.values() for one in speakers.waiting]
    assert waiting == ["BR", "FR", "KE"], "the dignitary is first"
    assert "Confirmed by the desk" in (await window.get("delegate:FR", "advance")).text
    desk = (await window.get("desk", "desk")).text
    assert "In advance, not confirmed" not in desk and "in advance" in desk


async def test_the_screens_follow_when_a_delegation_inscribes_and_withdraws(window: Hosted) -> None:
    await inscribed(window)
    (found,) = await requests(window)
    answer = await window.form("delegate:FR", "advance/withdraw", inscription=found.id)
    assert answer.status_code == 303 and await requests(window) == []
    assert "You withdrew your request." in (await window.get("delegate:FR", "delegate")).text


@pytest.mark.parametrize(
    ("fields", "label", "says"),
    [
        ({"language": "French"}, "language", "cannot be like that"),
        ({"dignitary_title": "Minister"}, "dignitary", "Enter the name, too"),
        ({"note": "x" * 281}, "note", "at most 280 characters"),
        ({"dignitary": "x" * 281}, "dignitary", "at most 280 characters"),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_is_lost(
    window: Hosted, fields: dict[str, str], label: str, says: str
) -> None:
    answer = await inscribed(window, **{"note": "Keep me", **fields})
    assert answer.status_code == 409 and answer.text.count('class="fault" role="alert"') == 1
    after = answer.text.partition(f'name="{label}"')[2]
    assert says in after.partition("</label>")[0]
    assert fields.get("note", "Keep me") in answer.text
    assert await requests(window) == []


@pytest.mark.parametrize(
    ("opens", "closes", "says"),
    [(HOUR, 2 * HOUR, "You cannot inscribe yet."), (-2 * HOUR, -HOUR, "It is too late to inscribe in advance.")],
)
async def test_outside_of_the_window_the_page_says_so(host: Host, opens: int, closes: int, says: str) -> None:
    meeting = await host.meeting(with_window(host.context.lobby.time.now_ms(), opens, closes))
    page = (await meeting.get("delegate:FR", "advance")).text
    assert says in page and "advance/inscribe" not in page
    answer = await inscribed(meeting)
    assert answer.status_code == 409 and "It is not possible now to inscribe in advance." in answer.text
    assert await requests(meeting) == []
    await meeting.remove()


async def test_a_meeting_without_a_window_says_so(meeting: Hosted) -> None:
    assert "/advance" not in (await meeting.get("delegate:FR", "delegate")).text
    assert "no inscription in advance" in (await meeting.get("delegate:FR", "advance")).text


async def test_programs_inscribe_and_read_it_too(window: Hosted) -> None:
    assert (await window.post("delegate:FR", "inscribe-in-advance", FIELDS)).status_code == 204
    state = (await window.get("desk", "state")).json()
    (sitting,) = [each for each in state["sittings"] if each["inscribe_from_ms"]]
    assert sitting["inscribe_from_ms"] < state["now_ms"] < sitting["inscribe_until_ms"]
    (late,) = [one for speakers in state["lists"] for one in speakers["late"]]
    assert (late["source"], late["language"], late["dignitary"]) == ("advance", "fr", "H.E. Ms. Martin")
    (public,) = [one for speakers in (await window.get("join", "state")).json()["lists"] for one in speakers["late"]]
    assert public["language"] == "fr" and not {"note", "dignitary", "dignitary_title"} & public.keys()


async def test_the_form_of_a_browser_with_several_passes_is_for_the_delegation_of_the_page(
    window: Hosted, browser: AsyncClient
) -> None:
    for name in ("desk", "delegate:FR", "delegate:KE"):
        await browser.get(f"/in/{window.links[name]}")
    page = (await browser.get(f"/m/{window.code}/advance?as=delegate:KE")).text
    assert "<h1>Kenya</h1>" in page
    (action,) = re.findall(r'action="([^"]+/inscribe[^"]*)"', page)
    origin = {"Origin": window.host.url}
    answer = await browser.post(action.replace("&amp;", "&"), data={"note": "Kenya's"}, headers=origin)
    assert "<h1>Kenya</h1>" in answer.text
    assert [one.seat for one in await requests(window)] == ["KE"]


@pytest.mark.parametrize("page", ["advance", "connection"])
async def test_a_phone_on_a_page_beside_the_meeting_is_open_for_the_desk(window: Hosted, page: str) -> None:
    phone = await cookie_of(window, "delegate:FR", **PHONE)
    shown = await ask(window, phone, page)
    (live,) = re.findall(r'data-live="/m/\w+/live\?([^"]+)"', shown)
    assert re.search(r"(present|connection)-[\w.-]+\.js|/(present|connection)\.js", shown)
    desk = await cookie_of(window, "desk")
    assert "closed, last seen" in await ask(window, desk, "devices?named=france")
    address = f"ws{window.url.removeprefix('http')}/live?{unescape(live)}"
    async with connect(address, additional_headers=with_cookie(window, phone), proxy=None) as screen:
        await heard(screen)
        assert "open now" in await ask(window, desk, "devices?named=france")
