"""A17: every response has the security headers, whatever the address and the status."""

import pytest
from starlette.routing import Route

from nameplate.pages.middleware.security_headers import HEADERS
from nameplate.pages.routes import routes
from nameplate.paths import WEB
from nameplate.screens.assets import Assets
from tests.serving import Hosted

ASSETS = Assets(WEB / "static")
PATHS = [r.path for r in routes(ASSETS) if isinstance(r, Route)]
FILL = {"secret": "nonsense", "audience": "hall", "command": "close-list", "format": "html", "document": "list"}
FILL |= {"hook": "1234abcd"}
FILL |= {"file": "programme.yaml", "stamp": ASSETS.named("hall.css").stamp, "name": "hall.css", "picture": "hall.webp"}

FILL |= {"statement": "0" * 32}
OWN_HEADERS = {
    "/m/{code}/statement": {"Referrer-Policy": "same-origin"},
    "/m/{code}/statements.zip": {"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'"},
}
"""Of the page with a form, which names its origin only then, and of a file that no browser shows."""


def test_there_are_routes_to_test() -> None:
    assert len(PATHS) >= 10


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", PATHS)
async def test_every_route_answers_with_the_security_headers(meeting: Hosted, path: str, method: str) -> None:
    filled = path.format(code=meeting.code, **FILL)
    answers = [
        await meeting.host.client.request(method, meeting.host.url + filled, headers=headers)
        for headers in ({}, meeting.bearer("chair"), {"Accept": "text/html"})
    ]
    for answer in answers:
        assert answer.status_code < 500, (answer.status_code, answer.text)
        expected = HEADERS | (OWN_HEADERS.get(path, {}) if answer.status_code == 200 else {})
        assert {name: answer.headers.get(name) for name in HEADERS} == expected
