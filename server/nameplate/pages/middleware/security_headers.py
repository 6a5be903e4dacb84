"""Adds security headers to every response: no foreign content, no framing, no referrer."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send


def content_security_policy(framed_by: Iterable[str] = ()) -> str:
    """No foreign content, and no frame of another site, except of the origins `framed_by`."""
    ancestors = " ".join(framed_by) or "'none'"
    return f"default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors {ancestors}; form-action 'self'"


HEADERS = {
    "Content-Security-Policy": content_security_policy(),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ENCODED_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
STRICT_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")
"""A browser ignores it on a page that came by HTTP."""


class SecurityHeaders:
    """ASGI middleware. A header that the response has already is kept. `https` adds one for sites with HTTPS."""

    def __init__(self, app: ASGIApp, https: bool = False) -> None:
        self.app = app
        self._headers = [*ENCODED_HEADERS, STRICT_TRANSPORT] if https else ENCODED_HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in self._headers if h[0] not in present)]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
