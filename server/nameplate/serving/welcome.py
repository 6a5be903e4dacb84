"""The text that `nameplate serve` prints once the server listens."""

from __future__ import annotations

import io
import socket
from collections.abc import Sequence

import segno

from nameplate.paths import EXAMPLES


def reachable(host: str, port: int) -> str:
    """The address under which other machines reach a server that listens on `host`."""
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - only compared
        host = _lan_address()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def welcome(url: str, host: str, meetings: Sequence[tuple[str, str, int]], organiser: str) -> str:
    """The address of the server, and the next steps. `meetings` are codes, titles and times of creation.

    `organiser` is a new link to the organiser's page, or "".
    """
    lines = [f"Nameplate serves {url}"]
    if "127.0.0.1" in url:
        lines.append("Only this machine can reach it. For phones in the room: nameplate serve --host 0.0.0.0")
    if organiser:
        lines += ["There is no meeting yet. Open this link to make one. It is shown only now:", f"  {organiser}"]
    elif not meetings:
        lines += [
            "There is no meeting yet. Make one on the organiser's page; for a new link to it:",
            f"  nameplate organiser link --public-url {url}",
        ]
    if not meetings:
        lines += [
            "Or in another terminal, with the same --database:",
            f"  nameplate meeting create PROGRAMME.yaml --seats SEATS.csv --public-url {url}",
            f"Example files are in {EXAMPLES}; `nameplate demo` shows a meeting at once.",
        ]
    for code, title, _ in meetings:
        lines += [f"{code}  {title}", f"  join: {url}/in/{code}"]
    if meetings:
        lines.append(qr_text(f"{url}/in/{meetings[0][0]}"))
    return "\n".join(lines)


def qr_text(url: str) -> str:
    """A QR code as text, for a terminal."""
    text = io.StringIO()
    segno.make(url, error="l").terminal(text, compact=True)
    return text.getvalue()


def _lan_address() -> str:
    """The address of this machine on the network interface that leads to other networks."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address; nothing is sent
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
