"""Two nodes serve the same meeting: any of them takes any command and any screen."""

from __future__ import annotations

from dataclasses import replace

from tests.serving import Host, Hosted, heard


async def hosted_twice(nodes: list[Host]) -> list[Hosted]:
    """A meeting with an open list, as each node serves it."""
    first = await (await nodes[0].meeting()).open_floor()
    return [replace(first, host=node) for node in nodes]


async def test_a_change_on_one_node_is_on_the_screens_of_the_other(nodes: list[Host]) -> None:
    one, two = await hosted_twice(nodes)
    async with two.live("hall", "hall") as hall:
        await heard(hall)
        assert (await one.post("delegate:FR", "request-floor")).status_code == 204
        assert "France" in str(await heard(hall))
