"""A7: guesses of links and codes are counted and limited, and nobody with a valid link notices."""

from __future__ import annotations

import asyncio
import re
from collections import Counter

import pytest
from sqlalchemy import Connection, Engine, event

from nameplate.access.passes import new_code
from nameplate.pages import rate_limit
from nameplate.pages.rate_limit import UNKNOWN_LINK_RATE, UnknownLinkLimit
from nameplate.pages.token_buckets import Rate
from tests.conftest import Scale
from tests.serving import Host, Hosted, heard, until

ROOM = {"X-Forwarded-For": "203.0.113.9"}
"""The address of all who are in the room. The local proxy, which the server trusts, reports it."""
GUESSES_AT_ONCE = 200


async def guess(meeting: Hosted, number: int, code: bool = False) -> int:
    """Try a link, or a code on the front page."""
    path = f"/?code=GUESS{number}" if code else f"/in/guess-{number}"
    return (await meeting.host.client.get(meeting.host.url + path, headers=ROOM)).status_code


def unknown_links(figures: str) -> float:
    """The counted requests with links that are not valid."""
    return float(figures.partition("\nnameplate_unknown_links_total ")[2].partition("\n")[0])


async def test_guesses_are_limited_and_a_room_behind_the_same_address_is_not(
    floor: Hosted, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limit, "UNKNOWN_LINK_RATE", Rate(UNKNOWN_LINK_RATE.burst, 0))
    before = (await floor.host.client.get(floor.host.url + "/metrics")).text
    many = UNKNOWN_LINK_RATE.burst + 50
    answers = await asyncio.gather(*(guess(floor, n, code=n % 2 == 0) for n in range(many)))
    assert answers.count(429) == 50
    assert set(answers) == {404, 429}
    assert await guess(floor, many) == 429
    for name in ("chair", "delegate:FR", "join"):
        joined = await floor.host.client.get(f"{floor.host.url}/in/{floor.links[name]}", headers=ROOM)
        assert joined.status_code == 303
        assert (await floor.get(name, "delegate", **ROOM)).status_code == 200
    assert (await floor.post("delegate:FR", "request-floor", **ROOM)).status_code == 204
    async with floor.live("delegate:FR", "delegate", **ROOM) as screen:
        assert await heard(screen)
    figures = (await floor.host.client.get(floor.host.url + "/metrics")).text
    assert unknown_links(figures) - unknown_links(before) == many + 1
    assert "A link or code that is not valid came from 203.0.113.9" in caplog.text


async def test_a_chair_with_an_old_cookie_does_not_wait_for_the_database(floor: Hosted) -> None:
    cookies = f"np-old=a-link-of-last-week; np-new={floor.links['chair']}"
    figures = floor.host.url + "/metrics"
    before = (await floor.host.client.get(figures)).text
    answer = await floor.host.client.get(f"{floor.url}/chair", headers={"Cookie": cookies})
    assert answer.status_code == 200
    assert unknown_links((await floor.host.client.get(figures)).text) == unknown_links(before)


def test_an_address_regains_its_guesses_and_an_ipv6_network_shares_them() -> None:
    now = 0
    limit = UnknownLinkLimit(lambda: now)
    for _ in range(UNKNOWN_LINK_RATE.burst):
        assert limit.take("2001:db8::1")
    assert not limit.take("2001:db8::ffff") and limit.take("2001:db8:0:1::1")
    assert limit.take("192.0.2.1") and limit.take("")
    now = 1000
    assert limit.take("2001:db8::1")
    limit.give_back("2001:db8::1")
    assert [limit.take("2001:db8::1") for _ in range(3)] == [True, True, False]


async def test_a_hash_or_a_name_is_not_accepted_as_a_secret(host: Host, meeting: Hosted) -> None:
    chair = next(p for p in await host.context.pass_cache.look_up(meeting.links["chair"]))
    for said in (chair.hash, chair.name, "-", meeting.links["chair"].swapcase(), f"{meeting.links['chair']} x"):
        answer = await host.client.get(f"{meeting.url}/chair", headers={"Authorization": f"Bearer {said}"})
        assert (answer.status_code, answer.json()["code"]) == (401, "no_pass")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_many_unknown_cookies_cause_few_refreshes_of_the_passes(host: Host, meeting: Hosted) -> None:
    commits: list[Connection] = []
    note = commits.append
    event.listen(Engine, "commit", note)
    strange = "; ".join(f"np-{n:012}=nobodys-{n}" for n in range(150))
    answer = await host.client.get(f"{meeting.url}/chair", headers={"Cookie": strange})
    event.remove(Engine, "commit", note)
    assert answer.status_code == 401
    assert len(commits) < 15


async def test_of_thousands_of_guesses_few_are_looked_up_and_all_refusals_are_alike(
    floor: Hosted, monkeypatch: pytest.MonkeyPatch, scale: Scale
) -> None:
    """The guesses come from one network. The database is asked for no more of them than the limit allows."""
    monkeypatch.setattr(rate_limit, "UNKNOWN_LINK_RATE", Rate(50, 0))
    port, rounds = int(floor.host.url.rpartition(":")[2]), scale(10, 50)
    asked: list[Connection] = []
    note = asked.append
    event.listen(Engine, "commit", note)
    answers = Counter[bytes]()
    for _ in range(rounds):
        paths = [f"/in/{new_code()}" if number % 2 else f"/?code={new_code()}" for number in range(GUESSES_AT_ONCE)]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        heads = "".join(f"GET {path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.200\r\n\r\n" for path in paths)
        writer.write(heads.encode() + b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answers.update(re.sub(rb"\r\ndate: [^\r]+", b"", await reader.read()).split(b"HTTP/1.1 ")[1:-1])
        writer.close()
    event.remove(Engine, "commit", note)
    assert sorted(answers.values()) == [50, rounds * GUESSES_AT_ONCE - 50], answers
    assert sorted(answer[:3] for answer in answers) == [b"404", b"429"]
    assert len(asked) < 50 + 2 * 60  # with the regular looks for revoked passes, also on a slow machine


async def test_a_revoked_a_mistyped_and_an_invented_link_get_the_same_answer(floor: Hosted) -> None:
    await floor.revoke("delegate:FR")
    await until(lambda: floor.host.context.pass_cache.find(floor.links["delegate:FR"]) is None)
    links = (floor.links["delegate:FR"], floor.links["delegate:KE"][:-1], new_code(), "x", f"{floor.links['chair']}%20")
    answers = [await floor.host.client.get(f"{floor.host.url}/in/{link}", headers=ROOM) for link in links]
    assert len({(answer.status_code, answer.text, answer.headers.get("Set-Cookie")) for answer in answers}) == 1
