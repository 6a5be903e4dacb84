"""Static files: one address for each content, kept forever, compressed as the client accepts it."""

from __future__ import annotations

import gzip
import re

import brotli
import pytest
from httpx2 import Response

from nameplate.pages.middleware.compression import choose_coding
from tests.serving import Host

DECOMPRESS = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


async def raw(host: Host, path: str, accepted: str, method: str = "GET") -> tuple[Response, bytes]:
    """An answer, and its bytes as they were sent."""
    async with host.client.stream(method, host.url + path, headers={"Accept-Encoding": accepted}) as answer:
        return answer, b"".join([part async for part in answer.aiter_raw()])


def address(host: Host, name: str) -> str:
    """The path of a static file."""
    return host.context.screens.assets.url(name)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br, gzip", "br"), ("gzip, deflate, br;q=0.1", "br"), ("gzip, deflate", "gzip"), ("br;q=0, gzip", "gzip"),
        ("BR", "br"), ("*", "br"), ("*, br;q=0", "gzip"), ("*;q=0", None), ("gzip;q=0", None), ("identity", None),
        ("", None), ("br;q=nonsense", None), ("gzip;q=0.0, br ; q=0", None), ("zstd", None),
    ],
)  # fmt: skip
async def test_a_file_is_compressed_as_the_client_accepts_it(host: Host, accepted: str, coding: str | None) -> None:
    assert choose_coding(accepted) == coding
    answer, content = await raw(host, address(host, "delegate.js"), accepted)
    assert answer.headers.get("Content-Encoding") == coding
    assert int(answer.headers["Content-Length"]) == len(content)
    assert DECOMPRESS[coding](content) == host.context.screens.assets.named("delegate.js").content


async def test_browsers_may_keep_a_file_forever_in_each_coding(host: Host) -> None:
    for accepted in ("br", "gzip", "identity"):
        answer, _ = await raw(host, address(host, "delegate.css"), accepted)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"


async def test_a_style_names_its_fonts_by_the_address_at_which_they_are_served(host: Host) -> None:
    style = (await raw(host, address(host, "hall.css"), "identity"))[1].decode()
    fonts = re.findall(r'url\("([^"]+)"\)', style)
    assert len(fonts) == 4
    for font in fonts:
        answer, content = await raw(host, font, "identity")
        assert (answer.status_code, answer.headers["Content-Type"], content[:4]) == (200, "font/woff2", b"wOF2")


async def test_head_answers_with_the_headers_of_get(host: Host) -> None:
    whole, _ = await raw(host, address(host, "icon.svg"), "gzip")
    head, content = await raw(host, address(host, "icon.svg"), "gzip", "HEAD")
    assert (head.status_code, content) == (200, b"")
    kept = ("Content-Length", "Content-Encoding", "Content-Type", "Cache-Control", "Vary")
    assert [head.headers[name] for name in kept] == [whole.headers[name] for name in kept]


@pytest.mark.parametrize(
    "name",
    ["nowhere.js", "js", "vendor", "SHA256SUMS", "%2e%2e", "..%2fjs%2flive.js", "js/live.js"],
)
async def test_other_paths_are_not_found(host: Host, name: str) -> None:
    stamp = address(host, "delegate.js").split("/")[2]
    for path in (f"/static/{stamp}/{name}", f"/static/{name}", f"/static/{stamp}/../{name}"):
        answer, _ = await raw(host, path, "gzip")
        assert answer.status_code == 404 and "immutable" not in answer.headers.get("Cache-Control", "")


async def test_a_stamp_of_another_content_is_not_found(host: Host) -> None:
    stamp = address(host, "delegate.js").split("/")[2]
    assert (await raw(host, f"/static/{stamp}/delegate.css", "gzip"))[0].status_code == 404
    assert (await raw(host, f"/static/{'0' * len(stamp)}/delegate.js", "gzip"))[0].status_code == 404
