"""Commands from pages of other sites are refused."""

from __future__ import annotations

import pytest

from tests.pages.test_commands import problem
from tests.serving import Hosted


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_command_from_another_site_is_refused(floor: Hosted, headers: dict[str, str]) -> None:
    answer = await floor.post("chair", "close-list", {}, **headers)
    assert problem(answer) == (403, "foreign_origin")
    assert (await floor.room()).meeting.version == 4


async def test_a_command_from_a_page_of_this_server_is_accepted(floor: Hosted) -> None:
    headers = {"Origin": floor.host.url, "Sec-Fetch-Site": "same-origin"}
    assert (await floor.post("chair", "close-list", {}, **headers)).status_code == 204


@pytest.mark.parametrize(
    "origin", ["http://[", "null", "", "https://evil.example", "http://127.0.0.1.evil.example", "//"]
)
async def test_a_command_with_a_strange_origin_is_refused(floor: Hosted, origin: str) -> None:
    answer = await floor.post("chair", "close-list", Origin=origin)
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")
