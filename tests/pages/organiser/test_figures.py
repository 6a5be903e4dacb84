"""Choosing meetings, and reading their figures together."""

from __future__ import annotations

import json

import pytest
from httpx2 import AsyncClient

from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.rehearsal import BeginRehearsal
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.pages.organiser import figures
from tests.serving import Host, Hosted

BAD = [
    ({}, "Choose a day from and to, or tick the meetings."),
    ({"since": "tomorrow"}, "Write a day like 2026-03-02."),
    ({"since": "2031-01-01", "until": "2031-01-02"}, "No meeting begins in these days."),
    ({"since": "2031-01-02", "until": "2031-01-01"}, "This day is before the first one."),
]


async def heard(meeting: Hosted) -> None:
    """France is heard."""
    await meeting.open_floor()
    await meeting.chair(GiveFloor(seat="FR"), EndSpeech())


async def test_ticked_meetings_are_counted_together(organiser: AsyncClient, host: Host, meeting: Hosted) -> None:
    other, rehearsed = await host.meeting(), await host.meeting()
    await rehearsed.chair(BeginRehearsal())
    for each in (meeting, other, rehearsed):
        await heard(each)
    ticked = {"meeting": [meeting.code, other.code, rehearsed.code]}
    found = json.loads((await organiser.get("/organiser/figures/session.json", params=ticked)).content)
    assert {each["code"] for each in found["meetings"]} == {meeting.code, other.code}
    records = [
        json.loads((await organiser.get(f"/organiser/m/{each.code}/record.json")).content) for each in (meeting, other)
    ]
    counted = sum(total["interventions"] for record in records for total in record["totals"])
    assert found["total"]["interventions"] == counted > 0
    for document in ("session", "heard"):
        page = await organiser.get(f"/organiser/figures/{document}", params=ticked)
        assert page.status_code == 200 and "African States" in page.text and "Not counted" in page.text
        assert f"meeting={other.code}" in page.text
    sheet = await organiser.get("/organiser/figures/session.csv", params=ticked)
    assert sheet.content.startswith(b"\xef\xbb\xbf") and "attachment" in sheet.headers["Content-Disposition"]
    for each in (other, rehearsed):
        await each.remove()


async def test_all_meetings_of_the_days_are_counted(organiser: AsyncClient, meeting: Hosted) -> None:
    days = {"since": "2015-03-03", "until": "2015-03-03"}
    found = json.loads((await organiser.get("/organiser/figures/session.json", params=days)).content)
    assert meeting.code in {each["code"] for each in found["meetings"]}
    days["since"] = days["until"] = "2015-03-04"
    assert (await organiser.get("/organiser/figures/session.json", params=days)).status_code == 422


@pytest.mark.parametrize(("asked", "fault"), BAD)
async def test_a_choice_that_cannot_be_counted_is_shown_again_with_its_fault(
    organiser: AsyncClient, meeting: Hosted, asked: dict[str, str], fault: str
) -> None:
    answer = await organiser.get("/organiser/figures/session", params=asked)
    assert answer.status_code == 422 and fault in answer.text
    assert all(f'value="{value}"' in answer.text for value in asked.values())
    assert fault not in (await organiser.get("/organiser/figures")).text


async def test_too_many_meetings_are_refused(
    organiser: AsyncClient, host: Host, meeting: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "MOST_COUNTED", 1)
    other = await host.meeting()
    answer = await organiser.get("/organiser/figures/heard", params={"meeting": [meeting.code, other.code]})
    assert answer.status_code == 422 and "At most 1 can be counted together" in answer.text
    assert f'value="{other.code}" id="meeting-{other.code}" checked' in answer.text
    await other.remove()


async def test_only_organisers_see_the_figures(browser: AsyncClient, organiser: AsyncClient, meeting: Hosted) -> None:
    async with AsyncClient(base_url=meeting.host.url) as stranger:
        for address in ("/organiser/figures", f"/organiser/figures/session?meeting={meeting.code}"):
            assert (await stranger.get(address)).status_code == 401
    assert (await organiser.get(f"/organiser/figures/other?meeting={meeting.code}")).status_code == 404
