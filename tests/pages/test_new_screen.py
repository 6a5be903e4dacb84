"""A new screen: its entry in `AUDIENCES` and its templates are enough to serve it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from nameplate import app
from nameplate.access.passes import Link
from nameplate.meeting import Role
from nameplate.paths import WEB
from nameplate.screens import hall
from nameplate.screens.audiences import AUDIENCES, ROOM_SECONDS, Audience, Group
from tests.serving import Hosted, heard, serving

GALLERY = Audience(
    name="gallery",
    visible_to=frozenset({Role.CHAIR, Role.SCREEN}),
    group=Group.HALL,
    interval_seconds=ROOM_SECONDS,
    regions=lambda context, _: {"next": hall.upcoming(context)},
    links=lambda _: [Link("gallery", Role.SCREEN, "gallery")],
)


@pytest.fixture
async def meeting(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hosted]:
    """A meeting on a server with an additional audience, the gallery."""
    web = tmp_path / "web"
    shutil.copytree(WEB, web)
    (web / "templates" / "gallery").mkdir()
    shutil.copy(web / "templates" / "hall" / "_next.html", web / "templates" / "gallery" / "_next.html")
    (web / "templates" / "gallery.html").write_text("<main>{{ regions.next | safe }}</main>", encoding="utf-8")
    monkeypatch.setattr(app, "WEB", web)
    monkeypatch.setitem(AUDIENCES, "gallery", GALLERY)
    async with serving(database_url) as host:
        yield await (await host.meeting()).open_floor()


async def test_it_has_a_link_a_page_and_updates_for_those_who_may_see_it(meeting: Hosted) -> None:
    assert (await meeting.get("gallery", "gallery")).text.startswith("<main>")
    assert (await meeting.get("chair", "gallery")).status_code == 200
    assert (await meeting.get("delegate:FR", "gallery")).status_code == 403
    async with meeting.live("gallery", "gallery") as gallery:
        assert set((await heard(gallery))["regions"]) == {"next", "theme"}
        await meeting.post("delegate:FR", "request-floor")
        assert "France" in (await heard(gallery))["regions"]["next"]
        figures = await meeting.host.client.get(f"{meeting.host.url}/metrics")
        assert 'nameplate_screens{audience="gallery"} 1.0' in figures.text
