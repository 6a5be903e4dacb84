"""A21: a forged Host header never gets into a link, a QR code or a redirect."""

from __future__ import annotations

from tests.serving import Hosted


async def test_the_host_header_of_a_request_is_never_shown(meeting: Hosted) -> None:
    await meeting.post("chair", "show-join-code")
    told = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    assert "evil.example" not in (await meeting.get("hall", "hall", **told)).text
    link = await meeting.host.client.get(f"{meeting.host.url}/in/{meeting.links['hall']}", headers=told)
    assert link.headers["Location"].startswith("/m/")
