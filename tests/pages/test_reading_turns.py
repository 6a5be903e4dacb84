"""Reads take turns, and wait for commands of the chair, but not for ever."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from nameplate.pages import reading_turns
from nameplate.pages.reading_turns import ReadingTurns
from tests.serving import PATIENCE_SECONDS, until


def reads(turns: ReadingTurns, begun: list[int], count: int) -> list[asyncio.Task[None]]:
    """Tasks that note when their turn has come."""

    async def read(number: int) -> None:
        await turns.turn()
        begun.append(number)

    return [asyncio.create_task(read(number)) for number in range(count)]


async def test_reads_begin_one_after_the_other_in_their_order() -> None:
    begun, passes = list[int](), list[int]()
    tasks = reads(ReadingTurns(), begun, 5)
    while len(begun) < 5:
        passes.append(len(begun))
        await asyncio.sleep(0)
    assert begun == [0, 1, 2, 3, 4]
    assert max(after - before for before, after in pairwise(passes)) == 1
    await asyncio.gather(*tasks)


async def test_no_read_begins_during_a_command_and_all_begin_after_it() -> None:
    begun, turns = list[int](), ReadingTurns()
    with turns.paused():
        tasks = reads(turns, begun, 3)
        for _ in range(20):
            await asyncio.sleep(0)
        assert begun == []
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*tasks)


async def test_reads_go_on_when_commands_never_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_turns, "LONGEST_PAUSE_SECONDS", 0.01)
    begun, turns = list[int](), ReadingTurns()
    with turns.paused():
        tasks = reads(turns, begun, 3)
        await until(lambda: len(begun) == 3)
        with turns.paused():
            tasks += reads(turns, begun, 1)
        await until(lambda: len(begun) == 4)
    await asyncio.gather(*tasks)


async def test_a_client_that_leaves_does_not_hold_up_the_others() -> None:
    begun, turns = list[int](), ReadingTurns()
    with turns.paused():
        tasks = reads(turns, begun, 3)
        await asyncio.sleep(0)
        tasks[0].cancel()
        tasks[1].cancel()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await tasks[2]
    assert begun == [2]
