"""A page of another site shows the meeting in a frame, if the operator allows it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from tests.serving import serving

from .conftest import Invite
from .person import LAPTOP, Visitors
from .test_accessibility import has_no_barrier

pytestmark = pytest.mark.journey

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{html}"


@asynccontextmanager
async def site() -> AsyncIterator[str]:
    """Another site, as browsers see it. Its page shows the address after `?` in a frame."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1].decode()
        html = f'<h1>News</h1><iframe src="{path.partition("?")[2]}" width="400" height="600"></iframe>'
        writer.write(ANSWER.format(length=len(html), html=html).encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as running:
        yield f"http://localhost:{running.sockets[0].getsockname()[1]}"


async def test_a_named_site_shows_the_speaker_live_in_a_frame_and_another_site_does_not(
    visitors: Visitors, tmp_path: Path
) -> None:
    async with (
        site() as named,
        site() as other,
        serving(f"sqlite:///{tmp_path / 'nameplate.db'}", framed_by=(named,)) as host,
    ):
        meeting = await (await host.meeting()).open_floor()
        readers = [await visitors.visit("reader", f"{at}/?{meeting.url}/public", **LAPTOP) for at in (named, other)]
        readers[1].expects("frame-ancestors")
        shown, refused = (reader.page.frame_locator("iframe") for reader in readers)
        await expect(shown.locator("html")).to_have_attribute("data-live", "live")
        await meeting.chair(AddInscription("KE"), GiveFloorToNext())
        await expect(shown.locator("#floor .name")).to_have_text("Kenya")
        await expect(refused.locator("#floor")).to_have_count(0)
        await visitors.leave()
        visitors.people.clear()


async def test_a_narrow_place_shows_everything_without_barriers(invite: Invite) -> None:
    participants = await invite()
    await participants.hosted.open_floor()
    reader = await participants.visit("public", f"{participants.hosted.url}/public")
    await participants.hosted.chair(AddInscription(guest="A name without spaces ".replace(" ", "") * 5))
    await participants.hosted.chair(AddInscription("KE"), GiveFloorToNext())
    await expect(reader.see("#floor .name")).to_contain_text("Anamewithoutspaces")
    for width in (320, 400, 800):
        await reader.page.set_viewport_size({"width": width, "height": 480})
        assert await reader.page.evaluate(TOO_WIDE) <= 0
        await has_no_barrier(reader, f"{width} pixels")
