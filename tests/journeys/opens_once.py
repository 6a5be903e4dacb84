"""A page that asks the server again and again until it may open another page."""

from __future__ import annotations

from playwright.async_api import Route

from .person import Person


async def opens_once(person: Person, asks: str, opens: str, arrives: str) -> None:
    """Two questions are answered at once, the second while the other page is opened. It is opened once.

    The three are patterns of addresses: of the question, of what is opened, and of the page that is shown then.
    """
    asked: list[Route] = []
    opened: list[Route] = []
    await person.page.route(asks, lambda route: asked.append(route))
    await person.page.route(opens, lambda route: opened.append(route))
    for _ in range(2):
        async with person.page.expect_request(asks):
            await person.page.clock.fast_forward(3_000)
    async with person.page.expect_request(opens):
        await asked[0].continue_()
    async with person.page.expect_response(asks):
        await asked[1].continue_()
    await opened[0].continue_()
    await person.page.wait_for_url(arrives)
    assert len(opened) == 1
