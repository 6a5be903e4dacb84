"""A programme can be changed although delegations have inscribed, until a sitting or a list is opened."""

from __future__ import annotations

from httpx2 import AsyncClient

from nameplate.meeting.programme.sittings import OpenSitting
from tests.advance import window
from tests.cast import CHAIR
from tests.serving import Hosted

from .test_new_meeting import changed, create, stored

__all__ = ["window"]


async def test_a_meeting_with_advance_inscriptions_can_still_be_changed(organiser: AsyncClient, window: Hosted) -> None:
    await window.form("delegate:FR", "advance/inscribe", note="On water")
    address = f"/organiser/m/{window.code}"
    page = (await organiser.get(address)).text
    assert ">Change them</a>" in page and "Next steps" in page
    fields = await stored(organiser, address)
    answer = await create(organiser, changed(fields, "title", "Another title"))
    assert answer.status_code == 303, answer.text
    meeting = (await window.room()).meeting
    assert meeting.title == "Another title"
    assert [one.seat for speakers in meeting.lists.values() for one in speakers.late] == ["FR"]
    await (await window.room()).handle(OpenSitting(meeting.sittings[0].id), CHAIR)
    assert "The meeting has begun." in (await organiser.get(address)).text
    assert (await organiser.get(f"{address}/edit")).status_code == 409


async def test_an_inscription_is_lost_only_after_a_question(organiser: AsyncClient, window: Hosted) -> None:
    await window.form("delegate:FR", "advance/inscribe")
    fields = await stored(organiser, f"/organiser/m/{window.code}")
    seats = dict(fields)["seats"]
    without = "\n".join(line for line in seats.splitlines() if not line.startswith("FR,"))
    asked = await create(organiser, changed(fields, "seats", without))
    told = "France has inscribed already. With this change, the inscription is lost."
    assert asked.status_code == 200 and told in asked.text and 'id="at-seats"' in asked.text
    assert "FR" in (await window.room()).meeting.seats
    warned = asked.text.partition('name="warned" value="')[2].partition('"')[0]
    answer = await create(organiser, changed(changed(fields, "seats", without), "warned", warned))
    assert answer.status_code == 303, answer.text
    meeting = (await window.room()).meeting
    assert "FR" not in meeting.seats and not any(speakers.late for speakers in meeting.lists.values())
