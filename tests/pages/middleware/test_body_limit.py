"""The largest body that is read."""

from __future__ import annotations

from nameplate.pages.middleware.body_limit import LARGEST_BODY_BYTES
from nameplate.pages.middleware.security_headers import HEADERS
from tests.serving import Hosted


async def test_a_body_may_be_as_long_as_the_limit_and_not_longer(floor: Hosted) -> None:
    headers = floor.bearer("chair") | {"Content-Type": "application/json"}
    for more, status in ((0, 422), (1, 413)):
        body = b'{"to": "hall", "text": "' + b"x" * (LARGEST_BODY_BYTES + more - 26) + b'"}'
        answer = await floor.host.client.post(f"{floor.url}/send-notice", content=body, headers=headers)
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
