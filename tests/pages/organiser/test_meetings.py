"""The list of meetings, and the links that an organiser makes and ends."""

from __future__ import annotations

import re

import pytest
from httpx2 import AsyncClient

from nameplate.access.passes import hash_of
from tests.serving import Hosted, until

LINK = re.compile(r'<a href="http://[\w.:]+/in/([\w-]+)" target="_blank" rel="noreferrer">http')


async def made(organiser: AsyncClient, meeting: Hosted, group: str, form: str = "table", **more: str) -> str:
    """The page with new links."""
    answer = await organiser.post(f"/organiser/m/{meeting.code}/links", data={"group": group, "form": form, **more})
    assert answer.status_code == 200, answer.text
    return answer.text


def names(meeting: Hosted, page: str) -> list[str]:
    """The names of the passes of the links on a page."""
    found = [meeting.host.context.pass_cache.find(secret) for secret in LINK.findall(page)]
    return [each.name for each in found if each]


async def test_every_meeting_is_listed_and_has_a_page(organiser: AsyncClient, meeting: Hosted) -> None:
    listed = (await organiser.get("/organiser")).text
    assert f'href="/organiser/m/{meeting.code}"' in listed
    assert "Room XX" in listed and "3 March 2015" in listed
    page = await organiser.get(f"/organiser/m/{meeting.code}")
    assert page.status_code == 200 and "High-level panel discussion" in page.text
    assert (await organiser.get("/organiser/m/NOSUCH22")).status_code == 404


async def test_links_of_a_group_are_made_and_work(organiser: AsyncClient, meeting: Hosted) -> None:
    screens = names(meeting, await made(organiser, meeting, "screens"))
    assert set(screens) == {"chair", "desk", "hall", "podium", "air", "timer", "booth", "lobby", "bridge"}
    panellists = names(meeting, await made(organiser, meeting, "panellists"))
    assert panellists and all(name.startswith("panellist:") for name in panellists)
    page = await made(organiser, meeting, "delegations")
    assert "delegate:FR" in names(meeting, page)
    assert names(meeting, await made(organiser, meeting, "delegate:FR")) == ["delegate:FR"]


@pytest.mark.parametrize("ends_earlier", [False, True])
async def test_earlier_links_stay_unless_they_are_ended(
    organiser: AsyncClient, meeting: Hosted, ends_earlier: bool
) -> None:
    await made(organiser, meeting, "hall", **({"ends_earlier": "on"} if ends_earlier else {}))
    cache = meeting.host.context.pass_cache
    await until(lambda: (cache.find(meeting.links["hall"]) is None) is ends_earlier)
    assert cache.find(meeting.links["chair"])


async def test_each_new_link_has_a_button_that_copies_it_and_the_page_one_that_prints(
    organiser: AsyncClient, meeting: Hosted
) -> None:
    page = await made(organiser, meeting, "screens")
    assert page.count("data-copies") == len(names(meeting, page)) == page.count('class="qr"')
    assert 'id="print" hidden' in page and 'role="status"' in page  # a script shows the buttons
    assert "No phone can open them." in page and "NAMEPLATE_PUBLIC_URL" in page  # the server of the tests is local


async def test_cards_are_made_for_delegations_and_panellists_only(organiser: AsyncClient, meeting: Hosted) -> None:
    page = await made(organiser, meeting, "delegations", "tent")
    assert '<body class="tent">' in page and "France" in page and "Khor" not in page
    assert 'id="print"' in page and "No phone can open them." in page
    page = await made(organiser, meeting, "panellists", "small")
    assert "Mr. Martin Khor" in page and "France" not in page
    for group, form in (("screens", "small"), ("delegations", "huge"), ("nobody", "table"), ("", "table")):
        answer = await organiser.post(f"/organiser/m/{meeting.code}/links", data={"group": group, "form": form})
        assert answer.status_code == (200 if form == "huge" else 404)


async def test_the_page_says_which_links_are_in_use(organiser: AsyncClient, meeting: Hosted) -> None:
    address = f"/organiser/m/{meeting.code}"
    assert "Nobody has opened a link yet." in (await organiser.get(address)).text
    for _ in range(2):
        async with AsyncClient(base_url=meeting.host.url) as phone:
            await phone.get(f"/in/{meeting.links['delegate:FR']}")
    async with AsyncClient(base_url=meeting.host.url) as hall:
        await hall.get(f"/in/{meeting.links['hall']}")
    rows = re.findall(r'<th scope="row">([^<]*)</th><td>(\d+)</td><td>(\d+)</td>', (await organiser.get(address)).text)
    assert sorted(rows) == [("France", "2", "0"), ("Hall screen", "1", "0")]


async def test_links_are_ended_one_name_at_a_time_or_all_at_once(organiser: AsyncClient, meeting: Hosted) -> None:
    cache, address = meeting.host.context.pass_cache, f"/organiser/m/{meeting.code}/revoke"
    assert (await organiser.post(address, data={"name": ""})).status_code == 422
    assert cache.find(meeting.links["hall"])
    answer = await organiser.post(address, data={"name": "hall"})
    assert answer.headers["Location"].endswith("revoked=1")
    assert not cache.find(meeting.links["hall"]) and cache.find(meeting.links["chair"])
    await organiser.post(address, data={"name": "*", "confirmed": "1", "join_code": "1"})
    assert not any(cache.find(secret) for secret in meeting.links.values())
    assert "were ended" in (await organiser.get(f"/organiser/m/{meeting.code}?revoked=7")).text


async def test_the_desk_opens_in_the_browser_of_the_organiser(organiser: AsyncClient, meeting: Hosted) -> None:
    answer = await organiser.post(f"/organiser/m/{meeting.code}/desk")
    secret = answer.headers["Location"].removeprefix("/in/")
    found = meeting.host.context.pass_cache.find(secret)
    assert found and (found.name, found.hash) == ("desk", hash_of(secret))
    assert (await organiser.get(f"/in/{secret}", follow_redirects=True)).status_code == 200


async def test_the_record_is_read_in_all_formats(organiser: AsyncClient, meeting: Hosted) -> None:
    for name, begins in (("html", "<!doctype html>"), ("csv", "\ufeff"), ("json", "{"), ("docx", "PK")):
        answer = await organiser.get(f"/organiser/m/{meeting.code}/record.{name}")
        assert answer.status_code == 200
        assert answer.content.decode("utf-8", "replace").startswith(begins)
    assert (await organiser.get(f"/organiser/m/{meeting.code}/record.exe")).status_code == 404


async def test_the_links_of_everybody_end_only_after_a_question_and_the_join_code_stays(
    organiser: AsyncClient, meeting: Hosted
) -> None:
    cache, address = meeting.host.context.pass_cache, f"/organiser/m/{meeting.code}"
    asked = await organiser.post(f"{address}/revoke", data={"name": "*"})
    assert asked.status_code == 200 and f"{len(meeting.links) - 1} links are valid now." in asked.text
    assert f"End the join code {meeting.code} too." in asked.text
    assert all(cache.find(secret) for secret in meeting.links.values())

    answer = await organiser.post(f"{address}/revoke", data={"name": "*", "confirmed": "1"})
    assert answer.headers["Location"].endswith(f"revoked={len(meeting.links) - 1}")
    assert [name for name, secret in meeting.links.items() if cache.find(secret)] == ["join"]


async def test_an_ended_join_code_is_made_valid_again(organiser: AsyncClient, meeting: Hosted) -> None:
    cache, address = meeting.host.context.pass_cache, f"/organiser/m/{meeting.code}"
    page = (await organiser.get(address)).text
    assert page.count('<option value="join">Join code and public screen</option>') == 2
    await organiser.post(f"{address}/revoke", data={"name": "join"})
    assert not cache.find(meeting.code) and cache.find(meeting.links["hall"])
    assert names(meeting, await made(organiser, meeting, "join")) == ["join"]
    assert cache.find(meeting.code)
    assert (await organiser.get(f"/in/{meeting.code}")).status_code == 303
