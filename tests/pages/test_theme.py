"""The colour and the logo of a meeting, on its pages."""

from __future__ import annotations

import base64
from dataclasses import replace

from nameplate.access.passes import new_code
from tests.panel import panel
from tests.serving import Host, Hosted, until

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


async def themed(host: Host) -> Hosted:
    """A meeting with a colour and a logo."""
    return await host.meeting(replace(panel(new_code()), colour="#7a1f5c", logo=base64.b64encode(PICTURE).decode()))


async def test_the_pages_of_a_meeting_have_its_colour_and_the_hall_its_logo(host: Host) -> None:
    meeting = await themed(host)
    for name in ("chair", "hall", "delegate:FR"):
        page = (await meeting.get(name, name.partition(":")[0])).text
        assert f'<link rel="stylesheet" href="/m/{meeting.code}/theme.css">' in page
    assert f'src="/m/{meeting.code}/logo.png"' in (await meeting.get("hall", "hall")).text
    assert f'src="/m/{meeting.code}/logo.png"' in (await meeting.get("desk", "print/poster")).text
    style = await meeting.get("delegate:FR", "theme.css")
    assert style.headers["Content-Type"].startswith("text/css") and "--accent:light-dark(#" in style.text
    logo = await meeting.get("hall", "logo.png")
    assert logo.headers["Content-Type"] == "image/png" and logo.content == PICTURE


async def test_a_meeting_without_them_asks_for_neither(host: Host) -> None:
    meeting = await host.meeting()
    page = (await meeting.get("hall", "hall")).text
    assert "theme.css" not in page and "logo.png" not in page
    for name in ("theme.css", "logo.png"):
        assert (await meeting.get("hall", name)).status_code == 404


async def test_who_has_no_link_of_the_meeting_gets_only_the_colour_of_the_public_screen(host: Host) -> None:
    meeting = await themed(host)
    for name, status in (("theme.css", 200), ("logo.png", 401)):
        assert (await host.client.get(f"{host.url}/m/{meeting.code}/{name}")).status_code == status
    await meeting.revoke("join")
    await until(lambda: not host.context.pass_cache.find(meeting.code))
    assert (await host.client.get(f"{host.url}/m/{meeting.code}/theme.css")).status_code == 401
