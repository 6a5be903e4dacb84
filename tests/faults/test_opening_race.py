"""The list opens and 250 delegations press at once, over real connections: the list, the log and the record agree,
and whoever holds the record can draw the order of the list again.
"""

from __future__ import annotations

import asyncio
import random
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from httpx2 import AsyncClient, Limits, TransportError

from nameplate.access.passes import new_code
from nameplate.meeting.model.values import Seat
from nameplate.paths import WEB
from nameplate.wording.country_names import country_names
from tests.faults.conftest import Serve
from tests.journeys.nameplate_process import free_port
from tests.panel import panel
from tests.serving import PATIENCE_SECONDS, Hosted, serving, until

DELEGATIONS = 250
SPREAD_SECONDS = 2.0
OTHERS = ("Élan", "Ålesund Centre", "Östliche Union", "Institut für Menschenrechte", "Amnistía", "of all peoples")
SEED = 2015
WATCHERS = ("chair", "desk", "hall", "podium", "join", "delegate:FR", "delegate:KE", "delegate:ngo-7")
Picture = dict[str, Any]


def crowd() -> tuple[Seat, ...]:
    """All States, and organizations whose names are hard to sort."""
    named = tuple(Seat(code, "member_state", state.name) for code, state in country_names(WEB / "locale", "en").items())
    more = (Seat(f"ngo-{n}", "ngo", f"{OTHERS[n % len(OTHERS)]} {n}") for n in range(DELEGATIONS - len(named)))
    return (*named, *more)


@pytest.fixture
async def meeting(database_url: str) -> AsyncIterator[Hosted]:
    """The panel with 250 delegations and an open list. Each request has a connection of its own."""
    async with serving(database_url) as host:
        prepared = await (await host.meeting(panel(new_code(), crowd()))).open_floor()
    alone = Limits(max_connections=None, max_keepalive_connections=0)
    async with AsyncClient(timeout=PATIENCE_SECONDS, limits=alone) as client:
        yield replace(prepared, host=replace(host, url=f"http://127.0.0.1:{free_port()}", client=client))


class Phone:
    """A phone that requests the floor once, at a random moment."""

    def __init__(self, meeting: Hosted, seat: str, chance: random.Random) -> None:
        self.name = f"delegate:{seat}"
        self._meeting = meeting
        self._after = chance.uniform(0, SPREAD_SECONDS)
        self._habit = chance.choices([self._press, self._press_twice, self._press_again], [60, 20, 20])[0]
        self._patience = chance.uniform(0, 0.05)

    async def ask(self) -> int:
        """The version with which the request was acknowledged."""
        await asyncio.sleep(self._after)
        return await self._habit()

    async def _press(self) -> int:
        answer = await self._meeting.post(self.name, "request-floor", {}, **{"Idempotency-Key": f"{self.name} 1"})
        assert answer.status_code == 204, answer.text
        return int(answer.headers["Nameplate-Version"])

    async def _press_twice(self) -> int:
        """A command that the network delivers twice."""
        first, second = await asyncio.gather(self._press(), self._press())
        assert first == second
        return first

    async def _press_again(self) -> int:
        """The connection breaks, perhaps before the answer. Then the page retries."""
        try:
            async with asyncio.timeout(self._patience):
                await self._press()
        except (TimeoutError, TransportError):
            pass
        return await self._press()


class Watcher:
    """A program that keeps the newest document."""

    def __init__(self) -> None:
        self.newest: Picture = {"version": 0}

    async def watch(self, meeting: Hosted, name: str) -> None:
        """Receive until cancelled."""
        async with meeting.live(name, "state") as screen:
            async for message in screen:
                told = msgspec.json.decode(message)
                assert told["version"] >= self.newest["version"]
                self.newest = told if "lists" in told else self.newest


@asynccontextmanager
async def watched(meeting: Hosted) -> AsyncIterator[list[Watcher]]:
    """Programs that receive until the block ends."""
    watchers = [Watcher() for _ in WATCHERS]
    watching = [asyncio.create_task(w.watch(meeting, name)) for w, name in zip(watchers, WATCHERS, strict=True)]
    try:
        await until(lambda: all(w.newest["version"] for w in watchers))
        yield watchers
        assert not any(task.done() for task in watching)
    finally:
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)


async def asked(meeting: Hosted) -> dict[str, int]:
    """All phones request the floor within two seconds. Returns the acknowledged version of each pass."""
    chance = random.Random(SEED)
    phones = [Phone(meeting, seat.id, chance) for seat in crowd()]
    versions = await asyncio.gather(*(phone.ask() for phone in phones))
    return {phone.name: version for phone, version in zip(phones, versions, strict=True)}


async def told(meeting: Hosted, what: str) -> Any:
    """GET an address as the desk."""
    return (await meeting.get("desk", what)).json()


def listed(picture: Picture) -> list[tuple[str, str]]:
    """Inscription and seat in the order of the list."""
    rows = picture["lists"][0]["inscriptions"]
    assert [row["place"] for row in rows] == [*range(1, len(rows) + 1)]
    return [(row["id"], row["seat"]) for row in rows]


def recorded(record: Any) -> list[tuple[str, str]]:
    """Inscription and seat in the order of the record."""
    places = [place for sitting in record["sittings"] for place in sitting["unheard"]]
    assert {place["state"] for place in places} == {"waiting"}
    return [(place["inscription"], place["who"]["seat"]) for place in places]


async def all_see(watchers: list[Watcher], picture: Picture) -> bool:
    """Wait until all programs show the same list."""
    await until(lambda: all(w.newest["version"] >= picture["version"] for w in watchers))
    return all(listed(w.newest) == listed(picture) for w in watchers)


async def test_250_requests_at_once_give_one_inscription_each_in_the_order_of_the_log(
    meeting: Hosted, serve: Serve
) -> None:
    async with serve(), watched(meeting) as watchers:
        before = (await told(meeting, "state"))["version"]
        acknowledged = await asked(meeting)
        state, record = await told(meeting, "state"), await told(meeting, "record.json")
        events = await told(meeting, f"events?after={before}")
        assert await all_see(watchers, state)
    assert {e["name"] for e in events} == {"FloorRequested"}
    assert len(events) == len(set(acknowledged.values())) == DELEGATIONS
    assert {e["by"]: e["version"] for e in events} == acknowledged
    assert listed(state) == [(f"i{e['version']}", e["body"]["seat"]) for e in events] == recorded(record)
    assert {f"delegate:{seat}" for _, seat in listed(state)} == set(acknowledged)


async def test_the_list_of_the_race_can_be_drawn_again_from_its_record(meeting: Hosted, serve: Serve) -> None:
    async with serve(), watched(meeting) as watchers:
        acknowledged = await asked(meeting)
        first, moved, before = (f"i{acknowledged[name]}" for name in ("delegate:KE", "delegate:FR", "delegate:BR"))
        kept = {("priority", first), ("placed", moved)}
        for command, fields in (
            ("set-priority", {"inscription": first}),
            ("move-inscription", {"inscription": moved, "before": before}),
        ):
            assert (await meeting.post("desk", command, fields)).status_code == 204
        for method in ("lot", "alphabet"):
            assert (await meeting.post("desk", "draw-order", {"method": method})).status_code == 204
            state, record = await told(meeting, "state"), await told(meeting, "record.json")
            draw = record["lists"][0]["draws"][-1]
            assert (draw["method"], len(draw["seed"])) == (method, 16)
            assert drawn_again(draw) == listed(state) == recorded(record)
            assert {(p["rank"], p["inscription"]) for p in draw["places"] if p["rank"] != "drawn"} == kept
            assert await all_see(watchers, state)


def drawn_again(draw: Any) -> list[tuple[str, str]]:
    """The inscription and the seat of each place, as the manual says that they must stand.

    In which order the record has those that were drawn is forgotten first.
    """
    places = draw["places"]
    free = [place for place in places if place["rank"] == "drawn"]
    random.shuffle(free)
    rule = by_lot(draw) if draw["method"] == "lot" else by_alphabet(draw)
    rest = iter([*(p for p in places if p["rank"] == "priority"), *sorted(free, key=rule)])
    stand = [place if place["rank"] == "placed" else next(rest) for place in places]
    return [(place["inscription"], place["seat"]) for place in stand]


def by_lot(draw: Any) -> Callable[[Any], str]:
    return lambda place: sha256(f"{draw['seed']}:{place['seat']}:{place['inscription']}".encode()).hexdigest()


def by_alphabet(draw: Any) -> Callable[[Any], tuple[bool, str]]:
    names = {place["inscription"]: plain(place["name"]) for place in draw["places"]}
    letters = sorted({name[0] for name in names.values()})
    letter = letters[int(sha256(draw["seed"].encode()).hexdigest(), 16) % len(letters)]
    return lambda place: (names[place["inscription"]][0] < letter, names[place["inscription"]])


def plain(name: str) -> str:
    """A name as it is sorted: without accents, in capitals."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).upper()
