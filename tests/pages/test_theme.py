"""The colour and the logo of a meeting, on its pages."""

from __future__ import annotations

import base64
import re
from dataclasses import replace

from nameplate.access.passes import new_code
from nameplate.meeting.appearance import SetAppearance
from nameplate.meeting.undo import Undo
from tests.cast import DESK
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
        look = f'rel="stylesheet" href="/m/{meeting.code}/theme.css?colour=7a1f5c"'
        assert f'<link id="theme" {look}>' in page
    assert f'src="/m/{meeting.code}/logo.png?stamp=' in (await meeting.get("hall", "hall")).text
    assert f'src="/m/{meeting.code}/logo.png"' in (await meeting.get("desk", "print/poster")).text
    style = await meeting.get("delegate:FR", "theme.css?colour=7a1f5c")
    assert style.headers["Content-Type"].startswith("text/css") and "--accent:light-dark(#" in style.text
    logo = await meeting.get("hall", "logo.png")
    assert logo.headers["Content-Type"] == "image/png" and logo.content == PICTURE


async def test_a_meeting_without_them_asks_for_neither(host: Host) -> None:
    meeting = await host.meeting()
    page = (await meeting.get("hall", "hall")).text
    assert "theme.css" not in page and "logo.png" not in page
    for name in ("theme.css", "theme.css?colour=red", "theme.css?colour=7a1f5c}", "logo.png"):
        assert (await meeting.get("hall", name)).status_code == 404


async def test_who_has_no_link_of_the_meeting_gets_only_the_colour_of_the_public_screen(host: Host) -> None:
    meeting = await themed(host)
    for name, status in (("theme.css?colour=7a1f5c", 200), ("logo.png", 401)):
        assert (await host.client.get(f"{host.url}/m/{meeting.code}/{name}")).status_code == status
    await meeting.revoke("join")
    await until(lambda: not host.context.pass_cache.find(meeting.code))
    assert (await host.client.get(f"{host.url}/m/{meeting.code}/theme.css?colour=7a1f5c")).status_code == 401


async def test_browsers_keep_the_newest_logo_by_its_address_and_no_other(host: Host) -> None:
    meeting = await themed(host)
    before = await logo_of_hall(meeting)
    assert (await meeting.get("hall", before)).headers["Cache-Control"] == "private, max-age=86400"
    room = await meeting.room()
    other = PICTURE + b"other"
    await room.handle(SetAppearance(logo=base64.b64encode(other).decode()), DESK)
    after = await logo_of_hall(meeting)
    assert after != before
    for address, cached in ((after, "private, max-age=86400"), (before, "no-cache"), ("logo.png", "no-cache")):
        answer = await meeting.get("hall", address)
        assert (answer.content, answer.headers["Cache-Control"]) == (other, cached)
    await room.handle(Undo(), DESK)
    assert await logo_of_hall(meeting) == before


async def logo_of_hall(meeting: Hosted) -> str:
    """The address of the logo on the hall's page, without the meeting."""
    found = re.search(r'src="/m/\w+/(logo\.png[^"]*)"', (await meeting.get("hall", "hall")).text)
    assert found
    return found[1]
