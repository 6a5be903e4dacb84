"""A18: no log line, page, figure or stored value contains the secret of a link."""

from __future__ import annotations

from tests.audiences import MAY_SEE
from tests.serving import Hosted

from .roles import PASS_OF_ROLE


async def test_no_page_and_no_picture_contains_a_secret(meeting: Hosted) -> None:
    secrets = {name: secret for name, secret in meeting.links.items() if name != "join"}
    await meeting.post("chair", "show-join-code")
    for role, name in PASS_OF_ROLE.items():
        for what in (*MAY_SEE[role], "state"):
            shown = (await meeting.get(name, what)).text
            assert [other for other, secret in secrets.items() if secret in shown] == []
    told = (await meeting.host.client.get(f"{meeting.host.url}/metrics")).text
    assert meeting.code not in told and not any(secret in told for secret in secrets.values())
