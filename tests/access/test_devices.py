"""What is kept of a browser that signs in."""

from __future__ import annotations

import pytest

from nameplate.access.devices import browser_of, kind_of, new_device
from nameplate.access.passes import Pass, hash_of
from nameplate.meeting import Role

MOZILLA = "Mozilla/5.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
SEEN = {
    f"{MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1": ("phone", "Safari"),
    f"{MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "CriOS/130.0 Mobile/15E148 Safari/604.1": ("phone", "Chrome"),
    f"{MOZILLA} (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1": ("tablet", "Safari"),
    f"{MOZILLA} (Linux; Android 10; K) {WEBKIT} Chrome/130.0 Mobile Safari/537.36": ("phone", "Chrome"),
    f"{MOZILLA} (Linux; Android 10; K) {WEBKIT} Chrome/130.0 Safari/537.36": ("tablet", "Chrome"),
    f"{MOZILLA} (Linux; Android 10; K) {WEBKIT} SamsungBrowser/26.0 Chrome/122.0 Mobile Safari/537.36": (
        "phone",
        "Samsung Internet",
    ),
    f"{MOZILLA} (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/130.0 Safari/537.36 Edg/130.0": ("computer", "Edge"),
    f"{MOZILLA} (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/130.0 Safari/537.36 OPR/115.0": ("computer", "Opera"),
    f"{MOZILLA} (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0": ("computer", "Firefox"),
    f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15": ("computer", "Safari"),
    "python-httpx/0.27": ("unknown", ""),
    "": ("unknown", ""),
}


@pytest.mark.parametrize(("user_agent", "expected"), SEEN.items())
def test_a_browser_is_described_in_two_words(user_agent: str, expected: tuple[str, str]) -> None:
    assert (kind_of(user_agent).value, browser_of(user_agent)) == expected


def test_a_device_has_a_secret_of_its_own_and_keeps_nothing_else_of_the_browser() -> None:
    pass_ = Pass(hash_of("link"), "CODE", "delegate:FR", Role.DELEGATE, "delegate", "FR")
    (secret, device), (other, _) = (new_device(pass_, "A phone of Mr X, Firefox/1", 5) for _ in range(2))
    assert secret != other and secret != "link" and len(secret) >= 32
    assert (device.hash, device.pass_hash, device.signed_in_at) == (hash_of(secret), pass_.hash, 5)
    assert "Mr X" not in repr(device) and secret not in repr(device)
