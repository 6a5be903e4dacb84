"""`GET /m/{code}/what-if`: the effect of another speaking time."""

from __future__ import annotations

import pytest

from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from tests.cast import FR, KE
from tests.serving import Hosted


@pytest.mark.parametrize("who", ["chair", "desk"])
async def test_moderators_may_try_a_speaking_time(floor: Hosted, who: str) -> None:
    room = await floor.room()
    for by in (FR, KE):
        await room.handle(RequestFloor(), by)
    version = room.meeting.version
    answer = await floor.get(who, "what-if?category=all&seconds=100")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "1:40 for all" in answer.text
    assert "Everybody on the list is heard." in answer.text
    assert '"category": "all", "seconds": 100' in answer.text.replace("&#34;", '"')
    assert (await floor.room()).meeting.version == version


@pytest.mark.parametrize("who", ["delegate:FR", "hall", "join"])
async def test_other_roles_may_not_try_a_speaking_time(floor: Hosted, who: str) -> None:
    assert (await floor.get(who, "what-if?category=all&seconds=100")).status_code == 403


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("category=all&seconds=ten", "seconds"),
        ("category=all&seconds=5", "seconds"),
        ("category=all", "seconds"),
        ("category=cats&seconds=100", "category"),
    ],
)
async def test_an_invalid_parameter_is_refused_by_name(floor: Hosted, asked: str, field: str) -> None:
    answer = await floor.get("chair", f"what-if?{asked}")
    assert (answer.status_code, answer.json()["field"]) == (422, field)
