"""Which addresses a webhook may have."""

from __future__ import annotations

import asyncio
import socket

import pytest

from nameplate.webhooks.receiver_address import NotAllowed, ReceiverAddress, check_name, parse, refuse_unsafe


@pytest.mark.parametrize(
    ("url", "scheme", "host", "port", "target", "header"),
    [
        ("https://un.example/a/b?c=d", "https", "un.example", 443, "/a/b?c=d", "un.example"),
        ("https://un.example:8443", "https", "un.example", 8443, "/", "un.example:8443"),
        ("http://10.0.0.7/x", "http", "10.0.0.7", 80, "/x", "10.0.0.7"),
        ("http://[fd00::1]:81/x", "http", "fd00::1", 81, "/x", "[fd00::1]:81"),
    ],
)
def test_the_parts_of_a_url(url: str, scheme: str, host: str, port: int, target: str, header: str) -> None:
    parsed = parse(url)
    assert parsed == ReceiverAddress(scheme, host, port, target)
    assert parsed.host_header == header


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://un.example/", "file:///etc/passwd", "un.example", "https://", "", "https:///x", "//un.example"),
        *("https://user:secret@un.example/", "https://un.example/#part", "https://un.example:0/", "https://a:99999/"),
        *("https://un.example/a b", "https://un.example/\r\nX: y", "https://ün.example/", "https://[fe80::1%25eth0]/"),
        "https://un.example/" + "x" * 2000,
    ],
)
def test_a_url_of_a_wrong_form_is_refused(url: str) -> None:
    with pytest.raises(NotAllowed):
        parse(url)


async def test_a_name_that_leads_outside_needs_https(monkeypatch: pytest.MonkeyPatch) -> None:
    async def found(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", found)
    await check_name("https://un.example/", allows_private=True)
    with pytest.raises(NotAllowed, match="must begin with https://"):
        await check_name("http://un.example/", allows_private=True)


PUBLIC = ("8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808")
PRIVATE = ("127.0.0.1", "::1", "10.0.0.7", "192.168.1.1", "172.16.0.1", "fd00::1", "100.64.0.1")
EMBEDDED_PRIVATE = ("::ffff:10.0.0.7", "64:ff9b::a00:7", "2002:a00:7::1")
NEVER = ("169.254.169.254", "fe80::1", "fe80::1%eth0", "::", "224.0.0.1", "255.255.255.255", "240.0.0.1")
EMBEDDED_NEVER = ("::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "0.0.0.0")  # noqa: S104 - nothing listens


def is_allowed(scheme: str, number: str, allows_private: bool) -> bool:
    """Whether the server sends to a number."""
    try:
        refuse_unsafe(scheme, number, allows_private)
    except NotAllowed:
        return False
    return True


@pytest.mark.parametrize("number", PUBLIC)
def test_public_numbers_need_https(number: str) -> None:
    assert [is_allowed(scheme, number, private) for scheme in ("https", "http") for private in (False, True)] == [
        *(True, True),
        *(False, False),
    ]


@pytest.mark.parametrize("number", PRIVATE + EMBEDDED_PRIVATE)
def test_private_numbers_need_the_option(number: str) -> None:
    assert [is_allowed(scheme, number, private) for scheme in ("https", "http") for private in (False, True)] == [
        *(False, True),
        *(False, True),
    ]


@pytest.mark.parametrize("number", NEVER + EMBEDDED_NEVER)
def test_some_numbers_are_never_allowed(number: str) -> None:
    assert not any(is_allowed(scheme, number, True) for scheme in ("https", "http"))
