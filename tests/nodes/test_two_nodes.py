"""Two nodes serve the same meeting: any of them takes any command and any screen."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from websockets.exceptions import ConnectionClosed

from nameplate.access.passes import new_code
from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Seat
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.pages.rate_limit import DEFAULT_RATE
from nameplate.rooms.timebase import Timebase
from tests.panel import panel
from tests.serving import PATIENCE_SECONDS, Host, Hosted, heard, serving, until

SEATS = tuple(Seat(f"S{number}", "member_state") for number in range(120))


async def hosted(nodes: list[Host], seats: tuple[Seat, ...] = ()) -> list[Hosted]:
    """A meeting with an open list, as each node serves it."""
    first = await (await nodes[0].meeting(panel(new_code(), seats) if seats else None)).open_floor()
    everywhere = [replace(first, host=node) for node in nodes]
    for node in everywhere:
        await node.room()
    return everywhere


async def meetings(everywhere: list[Hosted]) -> list[Meeting]:
    """The meeting in the memory of each node."""
    return [(await node.room()).meeting for node in everywhere]


async def agreed(everywhere: list[Hosted]) -> Meeting:
    """The meeting, when all nodes have the same."""
    rooms = [await node.room() for node in everywhere]
    await until(lambda: len({room.meeting.version for room in rooms}) == 1)
    first, *others = [room.meeting for room in rooms]
    assert all(other == first for other in others)
    return first


def waiting(meeting: Meeting) -> list[str]:
    """The seats on the list, in order of call."""
    return [i.seat for i in meeting.lists["meeting-1-list"].waiting]


async def test_a_change_on_one_node_is_on_the_screens_of_the_other(nodes: list[Host]) -> None:
    one, two = await hosted(nodes)
    async with two.live("hall", "hall") as hall:
        await heard(hall)
        assert (await one.post("delegate:FR", "request-floor")).status_code == 204
        assert "France" in str(await heard(hall))
    await agreed([one, two])


async def test_commands_on_both_nodes_at_the_same_time_are_all_stored_in_one_order(nodes: list[Host]) -> None:
    everywhere = await hosted(nodes, SEATS)
    requests = (
        everywhere[number % 2].post(f"delegate:{seat.id}", "request-floor") for number, seat in enumerate(SEATS)
    )
    answers = await asyncio.gather(*requests)
    assert {answer.status_code for answer in answers} == {204}
    versions = [int(answer.headers["Nameplate-Version"]) for answer in answers]
    assert sorted(versions) == [*range(5, 5 + len(SEATS))]
    in_order = [seat.id for _, seat in sorted(zip(versions, SEATS, strict=True))]
    meeting = await agreed(everywhere)
    assert waiting(meeting) == in_order
    assert (await nodes[0].context.lobby.log.open(meeting.code)).meeting == meeting


async def test_a_command_that_is_sent_to_both_nodes_acts_once(nodes: list[Host]) -> None:
    everywhere = await hosted(nodes, SEATS)
    for seat in SEATS[:20]:
        key = {"Idempotency-Key": f"key-{seat.id}"}
        sent = (node.post(f"delegate:{seat.id}", "request-floor", **key) for node in [*everywhere, *everywhere])
        answers = await asyncio.gather(*sent)
        assert {answer.status_code for answer in answers} == {204}
        assert len({answer.headers["Nameplate-Version"] for answer in answers}) == 1
    assert waiting(await agreed(everywhere)) == [seat.id for seat in SEATS[:20]]


async def test_a_command_is_refused_for_what_another_node_has_stored_before(nodes: list[Host]) -> None:
    one, two = await hosted(nodes)
    assert (await one.post("chair", "close-list")).status_code == 204
    refused = await two.post("delegate:FR", "request-floor")
    assert (refused.status_code, refused.json()["code"]) == (409, "list_closed")


async def test_a_link_that_is_revoked_on_one_node_is_signed_out_on_the_other(nodes: list[Host]) -> None:
    one, two = await hosted(nodes)
    async with two.live("delegate:FR", "delegate") as phone:
        await heard(phone)
        await one.revoke("delegate:FR")
        with pytest.raises(ConnectionClosed) as closed:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    await phone.recv()
        assert closed.value.rcvd and closed.value.rcvd.code == 4401
    assert (await two.post("delegate:FR", "request-floor")).status_code == 401


async def test_a_pass_may_not_give_more_commands_by_using_both_nodes(nodes: list[Host]) -> None:
    one, two = await hosted(nodes)
    for _ in range(DEFAULT_RATE.burst // 2):
        asked = await one.post("delegate:FR", "request-floor")
        inscription = f"i{asked.headers['Nameplate-Version']}"
        await one.post("delegate:FR", "withdraw-request", {"inscription": inscription})
    await agreed([one, two])
    statuses = [(await two.post("delegate:FR", "request-floor")).status_code for _ in range(DEFAULT_RATE.burst)]
    assert 429 in statuses


async def test_a_list_that_closes_automatically_is_closed_once(nodes: list[Host]) -> None:
    everywhere = await hosted(nodes)
    await everywhere[0].chair(OpenList(minutes=1))
    await agreed(everywhere)
    for node in nodes:
        node.context.lobby.time.shift(60_000)
    rooms = [await node.room() for node in everywhere]
    await until(lambda: all(room.meeting.lists["meeting-1-list"].state == "closed" for room in rooms))
    meeting = await agreed(everywhere)
    assert [type(entry.event).__name__ for entry in meeting.entries() if entry.by == "clock"] == ["ListClosed"]


@pytest.mark.parametrize("ahead_ms", [5_000, -5_000])
async def test_nodes_whose_clocks_differ_show_the_same_second(database_url: str, ahead_ms: int) -> None:
    wrong = Timebase()
    wrong.shift(ahead_ms)
    async with serving(database_url) as first, serving(database_url, time=wrong) as second:
        everywhere = await hosted([first, second])
        assert (await everywhere[0].post("delegate:FR", "request-floor")).status_code == 204
        assert (await everywhere[1].post("chair", "give-floor-to-next")).status_code == 204
        await agreed(everywhere)
        one, two = [(await node.room()).now_ms() for node in everywhere]
        assert abs(one - two) < 250


async def test_a_running_clock_is_not_called_recovered_when_a_node_joins(nodes: list[Host]) -> None:
    one, two = await hosted(nodes)
    assert (await one.post("delegate:FR", "request-floor")).status_code == 204
    assert (await two.post("chair", "give-floor-to-next")).status_code == 204
    room = await nodes[0].context.lobby._open(one.code)
    assert room.meeting.floor and room.recovered is None
    await room.close()
