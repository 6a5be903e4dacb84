"""Random requests and frames: valid ones of the meeting's own, with hostile values, and damaged ones."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, quote_from_bytes, urlencode

from websockets.frames import Frame, Opcode

from nameplate.store import codec
from tests.audiences import PAGES
from tests.panel import DELEGATIONS, PRESENTATIONS, REPLIES_1, SITTING, SLOT_1, SLOT_2

IDS = (
    *(SITTING, SLOT_1, REPLIES_1, SLOT_2, PRESENTATIONS[0], *(seat.id for seat in DELEGATIONS)),
    *("i5", "i6", "s7", "s8", "n9", "statement", "question", "paper", "member_state", "all", "hall", "speaker", "lot"),
)
TEXTS = (
    *("", " ", "x" * 281, "x" * 9000, "\x00", "\x1b[31m", "\u202e", "\ufeff", "\ud800", "\U0001f469\u200d\U0001f467"),
    *("<script>alert(1)</script>", "{{ 7*7 }}", "%s%n%(x)s", "'; DROP TABLE events; --", "../../etc/passwd", "=1+1"),
    *("e" + "\u0301" * 100, "\r\nSet-Cookie: a=b", "\\", '"', "null", "true", "NaN", "-1", "1e309"),
)
NUMBERS = (0, 1, -1, 60, 2**31, 2**63, 2**64, -(2**63) - 1, 10**300, 1.5, 1e308)
PATHS = ("/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/static/x/y.css", "/favicon.ico", "/in/", "/m/")
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE")
HEADERS = (
    *("Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cookie", "Content-Language", "Forwarded"),
    *("HX-Request", "HX-Target", "Host", "Idempotency-Key", "If-None-Match", "Nameplate-As", "Nameplate-Until"),
    *("Origin", "Range", "Referer", "Sec-Fetch-Site", "User-Agent", "X-Forwarded-For", "X-Forwarded-Proto"),
)
HEADER_VALUES = (
    *("", "*", "*/*", "text/html", "application/json", "br;q=x, gzip;q=-1, *;q=nan", "en;q=1e999, fr;q=, ;;,", "null"),
    *("http://[", "https://evil.example", "[::1", "[", "a:b:c", "localhost:99999", "bytes=0-1,-1", "k" * 129),
    *("np-x=y; np-x=z; =; ;", 'np-x="\\303"', "Bearer", "Bearer ", "Basic Y2hhaXI6", "999999999999999999999", "chair"),
    *("%ff%00", "for=_x;proto=https", "cross-site", "q=0.5", "-".join("abcdefgh" for _ in range(500)), "\xff\xfe"),
)
TYPES = (
    *("application/json", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "", "/;=,"),
    *("multipart/form-data; boundary=", "multipart/form-data; boundary=xx", "application/json; charset=utf-16"),
)
MOST_FRAMES = 40
"""Fewer than a screen may send in ten seconds."""


@dataclass(frozen=True, slots=True)
class Target:
    """A meeting, and the secrets of some of its passes by their names."""

    code: str
    links: dict[str, str]


class Fuzz:
    """Random input. The same seed gives the same input."""

    def __init__(self, seed: str, targets: Sequence[Target]) -> None:
        self._random = random.Random(seed)
        self._targets = targets

    def request(self) -> bytes:
        """A request that HTTP allows, with a complete body. Its values may be anything."""
        pick = self._random.random()
        target = self._random.choice(self._targets)
        if pick < 0.6:
            return self._command(target)
        method = "GET" if pick < 0.9 else self._random.choice(METHODS)
        return self._head(method, self._path(target), target, self._body()[1] if method != "GET" else b"")

    def damaged_request(self) -> bytes:
        """A request with some bytes changed, left out, doubled or put in."""
        return self._damage(self.request())

    def frames(self) -> list[bytes]:
        """Frames of one screen. All but the last are such that the server may keep the socket open."""
        count = self._random.randrange(MOST_FRAMES)
        return [*(self._harmless_frame() for _ in range(count)), self._any_frame()]

    def _command(self, target: Target) -> bytes:
        name = self._random.choice([*codec.COMMANDS])
        fields = codec.fields_of(codec.COMMANDS[name])
        given = {field.name: self._value(str(field.type)) for field in fields if self._random.random() < 0.8}
        if self._random.random() < 0.1:
            given[self._text()] = self._value("anything")
        kind, body = self._body(given)
        return self._head("POST", f"/m/{target.code}/{name}", target, body, kind)

    def _path(self, target: Target) -> str:
        """The path and the query of an address that exists, or nearly."""
        meant = (
            *PATHS,
            *(f"/m/{target.code}/{what}" for what in (*PAGES, "state", "events", "places", "what-if", "live")),
            *(f"/m/{target.code}/record.{name}" for name in ("html", "csv", "json", "pdf")),
            *(f"/in/{secret}" for secret in target.links.values()),
        )
        path = self._random.choice(meant)
        if self._random.random() < 0.2:
            at = self._random.randrange(len(path)) + 1
            path = path[:at] + self._quoted() + path[at:]
        named = ("after", "as", "audience", "category", "code", "lang", "named", "seconds", self._quoted() or "x")
        asked = [(self._random.choice(named), self._random.choice((*IDS, self._text()))) for _ in range(2)]
        return f"{path}?{urlencode(asked, errors='replace')}" if self._random.random() < 0.5 else path

    def _head(self, method: str, path: str, target: Target, body: bytes = b"", kind: str = "") -> bytes:
        headers = {"Host": "127.0.0.1", "Authorization": f"Bearer {self._random.choice([*target.links.values()])}"}
        for _ in range(self._random.choice((0, 0, 0, 1, 3))):
            headers[self._random.choice(HEADERS)] = self._random.choice(HEADER_VALUES)
        if kind:
            headers["Content-Type"] = kind
        if body or method not in ("GET", "HEAD"):
            headers["Content-Length"] = str(len(body))
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        return "\r\n".join(lines).encode("latin-1") + body

    def _body(self, given: dict[str, object] | None = None) -> tuple[str, bytes]:
        """The media type and the bytes of a body with these fields."""
        fields = given if given is not None else {self._text(): self._text()}
        encoded = json.dumps(fields).encode()
        pick = self._random.random()
        if pick < 0.6:
            return "application/json", encoded
        if pick < 0.8:
            return "application/x-www-form-urlencoded", urlencode(fields, errors="replace").encode()
        body = self._random.choice((self._damage(encoded), self._random.randbytes(50), b"[" * 9000, b"x" * 20_000))
        return self._random.choice(TYPES), body

    def _value(self, kind: str) -> object:
        """A value of a field: mostly of its kind."""
        if self._random.random() < 0.15:
            return self._random.choice((None, [], {}, [[]], {"a": {"b": 1}}, True, *NUMBERS, *TEXTS))
        if "str" in kind:
            return self._random.choice(IDS) if self._random.random() < 0.6 else self._text()
        if "bool" in kind:
            return self._random.random() < 0.5
        return self._random.choice((self._random.randrange(-300, 300), *NUMBERS))

    def _text(self) -> str:
        if self._random.random() < 0.5:
            return self._random.choice(TEXTS)
        return "".join(chr(self._random.choice((65, 233, 0x661, 0x4E00, 0x1F600))) for _ in range(5))

    def _quoted(self) -> str:
        """Something for a path, with percent signs where it needs them."""
        if self._random.random() < 0.5:
            return quote_from_bytes(self._random.randbytes(3))
        return quote(self._text()[:300], safe="/:@!$&'()*+,;=~", errors="replace")

    def _damage(self, data: bytes) -> bytes:
        damaged = bytearray(data)
        for _ in range(self._random.randrange(1, 4)):
            at, size = self._random.randrange(len(damaged) + 1), self._random.randrange(8)
            piece = self._random.choice(
                (b"", self._random.randbytes(size), damaged[at : at + 40], b"\r\n", b"\x00", b": ", b"\r\n\r\n", b"%")
            )
            damaged[at : at + size] = piece
        return bytes(damaged)

    def _harmless_frame(self) -> bytes:
        """A frame that keeps the socket open: an object in JSON, whole or in two pieces, a ping or a pong."""
        pick = self._random.random()
        if pick < 0.1:
            return _encoded(Opcode.PING, self._random.randbytes(self._random.randrange(126)))
        if pick < 0.2:
            return _encoded(Opcode.PONG, self._random.randbytes(self._random.randrange(126)))
        asked = {"op": self._random.choice(("ping", "dance", None, 1, self._text())), "c": self._value("anything")}
        message = json.dumps(asked, allow_nan=False).replace("\\ud800", "x").encode()
        if pick < 0.4:
            at = self._random.randrange(len(message))
            pieces = [_encoded(Opcode.TEXT, message[:at], fin=False), _encoded(Opcode.CONT, message[at:])]
            return pieces[0] + (_encoded(Opcode.PING, b"") if pick < 0.3 else b"") + pieces[1]
        return _encoded(Opcode.TEXT, message)

    def _any_frame(self) -> bytes:
        """A frame, or something like it."""
        opcode = self._random.choice([*Opcode])
        payload = self._random.choice((self._random.randbytes(30), b"[" * 9000, b"\xff\xfe", b'{"op": "ping"', b""))
        frame = _encoded(opcode, payload, fin=self._random.random() < 0.8)
        return frame if self._random.random() < 0.3 else self._damage(frame)


def _encoded(opcode: Opcode, data: bytes, fin: bool = True) -> bytes:
    """A masked frame. Its bits may be such that no frame can have them."""
    whole = Frame(Opcode.BINARY, data).serialize(mask=True, extensions=[])
    return bytes([opcode | (fin << 7)]) + whole[1:]
