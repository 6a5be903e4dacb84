"""What every answer carries, whatever the address and whatever the answer."""

import re

import pytest
from httpx2 import AsyncClient
from starlette.routing import Route

from nameplate.pages.middleware.security_headers import HEADERS
from nameplate.pages.routes import routes
from nameplate.paths import WEB
from nameplate.screens.assets import Assets
from tests.serving import Host, Hosted, serving

ASSETS = Assets(WEB / "static")
PATHS = [r.path for r in routes(ASSETS) if isinstance(r, Route)]
FILL = {"secret": "nonsense", "audience": "hall", "command": "close-list", "format": "html"}
FILL |= {"stamp": ASSETS.named("hall.css").stamp, "name": "hall.css"}


def test_there_are_routes_to_walk() -> None:
    assert len(PATHS) >= 10


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", PATHS)
async def test_every_route_answers_with_the_headers_of_the_house(meeting: Hosted, path: str, method: str) -> None:
    filled = path.format(code=meeting.code, **FILL)
    answers = [
        await meeting.host.client.request(method, meeting.host.url + filled, headers=headers)
        for headers in ({}, meeting.bearer("chair"), {"Accept": "text/html"})
    ]
    for answer in answers:
        assert answer.status_code < 500, (answer.status_code, answer.text)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


async def test_no_page_asks_for_anything_from_elsewhere_or_runs_what_stands_in_it(meeting: Hosted) -> None:
    for audience in ("chair", "desk", "hall", "podium", "delegate"):
        page = (await meeting.get("chair", audience)).text
        assert re.findall(r'(?:src|href)="(?!/|#)[^"]*"', page) == []
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|hx-on|javascript:", page) == []


async def test_every_file_that_a_page_asks_for_is_there(meeting: Hosted) -> None:
    pages = [(await meeting.get("chair", a)).text for a in ("chair", "desk", "hall", "podium", "delegate")]
    asked = sorted({path for page in pages for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page)})
    answers = {path: (await meeting.host.client.get(meeting.host.url + path)).status_code for path in asked}
    assert len(asked) == 1 + 2 * 5  # an icon, and a script and a style for each
    assert set(answers.values()) == {200}, answers


async def test_a_page_is_never_kept(meeting: Hosted) -> None:
    assert (await meeting.get("hall", "hall")).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/m", "/m/", "/m/X", "/m/X/", "/m/X/Y/Z", "//", "/in", "/in/", "/static/",
     "/static/../app.py", "/static/%2e%2e/%2e%2e/server/nameplate/app.py", "/static/nowhere.js", "/static/x/hall.css",
     "/m/X/nowhere",
     "/m/%00/hall", "/m/X/..", "/favicon.ico", "/robots.txt", "/openapi.json/x"],
)  # fmt: skip
async def test_an_address_that_there_is_not_is_told_so(host: Host, path: str) -> None:
    answer = await host.client.get(host.url + path, headers={"Accept": "application/json"})
    assert answer.status_code in (401, 404, 405), answer.text
    assert answer.json()["code"] in ("not_found", "no_pass", "method_not_allowed")


async def test_a_person_gets_a_page_and_a_program_json(host: Host, browser: AsyncClient) -> None:
    page, told = await browser.get("/nowhere"), await host.client.get(f"{host.url}/nowhere")
    assert page.status_code == told.status_code == 404
    assert "There is nothing at this address." in page.text and page.headers["Content-Type"].startswith("text/html")
    assert told.json()["title"] == "There is nothing at this address."


async def test_the_server_says_that_it_lives_and_that_it_can_store(host: Host) -> None:
    alive, ready = [await host.client.get(f"{host.url}/{what}") for what in ("healthz", "readyz")]
    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")


async def test_a_server_that_cannot_store_says_so_and_lives(database_url: str) -> None:
    async with serving(database_url) as host:
        await host.database.run(lambda connection: connection.exec_driver_sql("PRAGMA query_only = ON"))
        alive, ready = [await host.client.get(f"{host.url}/{what}") for what in ("healthz", "readyz")]
    assert alive.status_code == 200
    assert (ready.status_code, ready.json()["why"]) == (503, "attempt to write a readonly database")


async def test_the_figures_name_nobody(floor: Hosted) -> None:
    await floor.post("delegate:FR", "request-floor")
    figures = await floor.host.client.get(f"{floor.host.url}/metrics")
    assert figures.status_code == 200
    assert 'nameplate_commands_total{answer="done",command="request-floor"}' in figures.text
    assert floor.code not in figures.text and "FR" not in figures.text
