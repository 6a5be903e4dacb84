"""Devices. A device is a browser that has opened a link. It has a secret of its own, which its cookie carries.

So a lost phone can be signed out while the other devices with the same link stay signed in.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from enum import StrEnum

from .passes import Pass, hash_of

LONGEST_USER_AGENT = 500
BROWSERS = (
    ("Edge", re.compile(r"Edg(?:e|A|iOS)?/")),
    ("Opera", re.compile(r"OPR/|OPiOS/|Opera")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/")),
    ("Firefox", re.compile(r"Firefox/|FxiOS/")),
    ("Chrome", re.compile(r"Chrome/|CriOS/|Chromium/")),
    ("Safari", re.compile(r"Version/\S+ (?:Mobile/\S+ )?Safari/")),
)
"""In this order, because most browsers also name the browsers that they imitate."""
TABLET = re.compile(r"iPad|Tablet|Android(?!.*Mobile)")
PHONE = re.compile(r"iPhone|iPod|Mobile")
COMPUTER = re.compile(r"Windows NT|Macintosh|X11|CrOS")


class DeviceKind(StrEnum):
    """What a device is, as far as its `User-Agent` says."""

    PHONE = "phone"
    TABLET = "tablet"
    COMPUTER = "computer"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that is signed in with a pass. Times are UTC in milliseconds.

    `hash` is the hash of its secret, `pass_hash` the hash of the secret of its pass. `open_at` names the server process
    in which it has a screen open; it is empty when it has none.
    """

    hash: str
    pass_hash: str
    kind: DeviceKind
    browser: str
    signed_in_at: int
    seen_at: int
    open_at: str = ""


def new_device(pass_: Pass, user_agent: str, at: int) -> tuple[str, Device]:
    """The secret and the entry of a browser that signs in now. Of its `User-Agent` two words are kept."""
    secret = secrets.token_urlsafe(24)
    return secret, Device(hash_of(secret), pass_.hash, kind_of(user_agent), browser_of(user_agent), at, at)


def kind_of(user_agent: str) -> DeviceKind:
    """The kind of a device, from the `User-Agent` of its browser."""
    said = user_agent[:LONGEST_USER_AGENT]
    if TABLET.search(said):
        return DeviceKind.TABLET
    if PHONE.search(said):
        return DeviceKind.PHONE
    return DeviceKind.COMPUTER if COMPUTER.search(said) else DeviceKind.UNKNOWN


def browser_of(user_agent: str) -> str:
    """The name of a browser, from its `User-Agent`. Empty if it is none of the usual ones."""
    said = user_agent[:LONGEST_USER_AGENT]
    return next((name for name, pattern in BROWSERS if pattern.search(said)), "")
