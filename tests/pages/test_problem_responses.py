"""Problems as pages for people and as JSON for programs."""

import pytest
from httpx2 import AsyncClient

from tests.serving import Host


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/m", "/m/", "/m/X", "/m/X/", "/m/X/Y/Z", "//", "/in", "/in/", "/static/",
     "/static/../app.py", "/static/%2e%2e/%2e%2e/server/nameplate/app.py", "/static/nowhere.js", "/static/x/hall.css",
     "/m/X/nowhere",
     "/m/%00/hall", "/m/X/..", "/favicon.ico", "/robots.txt", "/openapi.json/x"],
)  # fmt: skip
async def test_an_unknown_address_is_a_problem_with_a_code(host: Host, path: str) -> None:
    answer = await host.client.get(host.url + path, headers={"Accept": "application/json"})
    assert answer.status_code in (401, 404, 405), answer.text
    assert answer.json()["code"] in ("not_found", "no_pass", "method_not_allowed")


async def test_a_browser_gets_a_problem_as_a_page_and_a_program_as_json(host: Host, browser: AsyncClient) -> None:
    page, told = await browser.get("/nowhere"), await host.client.get(f"{host.url}/nowhere")
    assert page.status_code == told.status_code == 404
    assert "There is nothing at this address." in page.text and page.headers["Content-Type"].startswith("text/html")
    assert told.json()["title"] == "There is nothing at this address."
