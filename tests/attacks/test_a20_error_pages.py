"""A20: an error shows a sentence, and nothing of the program."""

from __future__ import annotations

import pytest
from httpx2 import ASGITransport, AsyncClient

from nameplate import app
from nameplate.pages.middleware.security_headers import HEADERS


@pytest.mark.parametrize("sent", [{}, {"Accept": "text/html"}, {"HX-Request": "true"}, {"Accept-Language": "xx;q=y"}])
async def test_an_unexpected_error_shows_no_traceback_and_has_the_security_headers(
    database_url: str, sent: dict[str, str]
) -> None:
    not_started = app.build(database_url, "http://nameplate.test")
    transport = ASGITransport(not_started, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://nameplate.test") as client:
        answer = await client.get("/", headers=sent)
    assert (answer.status_code, "Something went wrong on the server" in answer.text) == (500, True)
    for told in ("Traceback", "context", "State", "starlette", "nameplate/", ".py"):
        assert told not in answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
