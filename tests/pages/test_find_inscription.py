"""`GET /m/{code}/places`: finding an inscription that the consoles do not show."""

from __future__ import annotations

import pytest

from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.screens import inscription_views
from tests.cast import DESK
from tests.serving import Hosted


@pytest.mark.parametrize("who", ["chair", "desk"])
async def test_moderators_find_an_inscription_with_its_buttons(
    floor: Hosted, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inscription_views, "SHOWN", 1)
    room = await floor.room()
    for seat in ("FR", "KE"):
        await room.handle(AddInscription(seat), DESK)
    answer = await floor.get(who, "places?named=ken")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "Kenya" in answer.text and "/give-floor" in answer.text and "/remove-inscription" in answer.text
    assert ("data-behalf" in answer.text) == (who == "desk")
    assert "Nobody further down" in (await floor.get(who, "places?named=fra")).text


@pytest.mark.parametrize("who", ["delegate:FR", "hall", "join"])
async def test_other_roles_may_not_search(floor: Hosted, who: str) -> None:
    assert (await floor.get(who, "places?named=ken")).status_code == 403
