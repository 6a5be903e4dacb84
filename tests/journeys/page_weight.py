"""The requests and bytes that a page needs to load, as the browser counts them."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.async_api import Page, Request, WebSocket

CODE = {"document", "script", "stylesheet"}


@dataclass
class PageLoad:
    """Records all requests and WebSockets of a page."""

    page: Page
    requests: list[Request] = field(default_factory=list)
    sockets: list[WebSocket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request))
        self.page.on("websocket", lambda socket: self.sockets.append(socket))

    @property
    def count(self) -> int:
        """The number of requests, including the redirect of the link and the WebSocket."""
        return len(self.requests) + len(self.sockets)

    async def weights(self) -> dict[str, int]:
        """Transferred bytes of the page, its scripts and styles, without headers, by the end of the address.

        A file from the browser's cache counts 0. Playwright reports a negative number for it.
        """
        code = [request for request in self.requests if request.resource_type in CODE]
        return {_end(request.url): max(0, (await request.sizes())["responseBodySize"]) for request in code}

    async def headers(self) -> int:
        """Bytes of the headers of all responses."""
        return sum([(await request.sizes())["responseHeadersSize"] for request in self.requests])


def _end(url: str) -> str:
    return url.rsplit("/", 1)[-1]
