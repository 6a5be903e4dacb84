"""What a page costs to load: its requests, and the bytes that came for them, as the browser counts them."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.async_api import Page, Request, WebSocket

CODE = {"document", "script", "stylesheet"}


@dataclass
class PageLoad:
    """Everything that a page asks for from now on."""

    page: Page
    requests: list[Request] = field(default_factory=list)
    sockets: list[WebSocket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request))
        self.page.on("websocket", lambda socket: self.sockets.append(socket))

    @property
    def count(self) -> int:
        """How often the page asked, with the redirect that its link is and its socket."""
        return len(self.requests) + len(self.sockets)

    async def weights(self) -> dict[str, int]:
        """Bytes on the wire of page, scripts and styles, without their headers, by the end of the address.

        What the browser had kept is 0; Playwright says that it is less.
        """
        code = [request for request in self.requests if request.resource_type in CODE]
        return {_end(request.url): max(0, (await request.sizes())["responseBodySize"]) for request in code}

    async def headers(self) -> int:
        """Bytes of the headers of all answers."""
        return sum([(await request.sizes())["responseHeadersSize"] for request in self.requests])


def _end(url: str) -> str:
    return url.rsplit("/", 1)[-1]
