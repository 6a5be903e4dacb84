"""A text that is attached at one node is read, replaced and withdrawn at another."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from tests.pages.test_statements import attached, inscribed, stored, withdraw
from tests.serving import Host
from tests.statement_files import docx, pdf


async def test_a_text_is_the_same_at_every_node(nodes: list[Host]) -> None:
    one = await (await nodes[0].meeting()).open_floor()
    two = replace(one, host=nodes[1])
    (own,) = await inscribed(one, "FR")
    content = pdf(size=400_000)
    first = await attached(one, "delegate:FR", content, inscription=own)

    async with asyncio.timeout(20):
        while (answer := await two.get("booth", f"statement/{first}")).status_code != 200:  # noqa: ASYNC110 - a hint comes
            await asyncio.sleep(0.05)
    assert answer.content == content
    second = await attached(two, "delegate:FR", docx(), inscription=own)
    assert await stored(one) == {second}
    assert (await withdraw(two, "delegate:FR", second)).status_code == 200
    assert await stored(one) == set()
