"""A16: a page of another site that a participant has open. The browser sends the cookies, and nothing happens."""

from __future__ import annotations

import pytest

from tests.pages.test_commands import problem
from tests.serving import Hosted

EVIL = "https://evil.example"
CROSS = {"Origin": EVIL, "Sec-Fetch-Site": "cross-site", "Referer": f"{EVIL}/page"}
FORM = "application/x-www-form-urlencoded"
SENT_BY_PAGES = {
    "a form": (FORM, b"text=Evil&to=hall", {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}),
    "a form with files": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="to"\r\n\r\nhall\r\n'
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nEvil\r\n--x--\r\n',
        {"Sec-Fetch-Mode": "navigate"},
    ),
    "a form of plain text that looks like JSON": ("text/plain", b'{"to":"hall","text":"Evil=","x":"\r\n"}', {}),
    "fetch without CORS": (
        "text/plain",
        b'{"to":"hall","text":"Evil"}',
        {"Sec-Fetch-Mode": "no-cors"},
    ),
    "fetch with CORS": ("application/json", b'{"to":"hall","text":"Evil"}', {"Sec-Fetch-Mode": "cors"}),
    "a beacon": (FORM, b"text=Evil&to=hall", {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "empty"}),
}
ORIGINS = {
    "another site": CROSS,
    "a sandboxed frame": {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    "a neighbouring site": {"Origin": "https://other.un.example", "Sec-Fetch-Site": "same-site"},
    "a browser that sends no Origin": {"Sec-Fetch-Site": "cross-site"},
    "another port of this machine": {"Origin": "http://127.0.0.1:1", "Sec-Fetch-Site": "same-site"},
}


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("sent", SENT_BY_PAGES)
async def test_a_page_of_another_site_gives_no_command(floor: Hosted, sent: str, origin: str) -> None:
    kind, body, headers = SENT_BY_PAGES[sent]
    cookie = {"Cookie": f"np-chair={floor.links['chair']}", "Content-Type": kind}
    url = f"{floor.url}/send-notice"
    answer = await floor.host.client.post(url, content=body, headers=cookie | headers | ORIGINS[origin])
    assert problem(answer) == (403, "foreign_origin")
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
    assert (await floor.room()).meeting.version == 4


async def test_no_address_changes_a_meeting_when_it_is_only_read(floor: Hosted) -> None:
    """An image, a link and a frame of another site send a GET, with cookies where SameSite=Lax allows it."""
    headers = {"Cookie": f"np-chair={floor.links['chair']}", **CROSS, "Sec-Fetch-Dest": "image"}
    for command in ("close-list", "give-floor-to-next", "send-notice?to=hall&text=Evil", "undo"):
        for method in ("GET", "HEAD"):
            answer = await floor.host.client.request(method, f"{floor.url}/{command}", headers=headers)
            assert answer.status_code == 405
    assert (await floor.room()).meeting.version == 4


async def test_another_site_may_ask_for_no_permission_and_read_no_answer(floor: Hosted) -> None:
    asked = {**CROSS, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    for path in ("/send-notice", "/state", "/chair"):
        preflight = await floor.host.client.options(floor.url + path, headers=asked)
        read = await floor.get("chair", path.removeprefix("/"), **CROSS)
        for answer in (preflight, read):
            assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
        assert preflight.status_code == 405


@pytest.mark.parametrize("method", ["_method", "X-HTTP-Method-Override", "X-Method-Override"])
async def test_a_method_cannot_be_overridden(floor: Hosted, method: str) -> None:
    chair = floor.bearer("chair") | {method: "POST"}
    assert (await floor.host.client.get(f"{floor.url}/close-list?{method}=POST", headers=chair)).status_code == 405
    assert (await floor.room()).meeting.version == 4
