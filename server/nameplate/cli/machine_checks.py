"""Checks of this machine and of the settings, for `nameplate doctor`."""

from __future__ import annotations

import ctypes
import os
import re
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from nameplate.screens.link_address import opens_only_here

from .addresses import public_url_fault, trusted_proxies_fault
from .counted import counted

FREE_BYTES = 200_000_000
FILE_LIMIT = 4096
"""Each phone needs an open file."""
SPARE_FILES = 200
SAFE_SQLITE = (3, 51, 3)
CLOCK_NOT_SYNCHRONISED = 5
"""`TIME_ERROR`, the answer of `adjtimex` while no time service has set the clock."""
TIMEX_BYTES = 512
"""More than `struct timex` has on any machine. All zero, it asks and changes nothing."""
ANSWER_SECONDS = 3.0


class Finding(NamedTuple):
    """What a check found: `ok`, `warning` or `FAULT`, and what to do."""

    level: str
    sentence: str


def ok_or_warning(good: bool, fine: str, warning: str) -> Finding:
    """`ok` with the first sentence, or a warning with the second."""
    return Finding("ok", fine) if good else Finding("warning", warning)


def ok_or_fault(good: bool, fine: str, fault: str) -> Finding:
    """`ok` with the first sentence, or a fault with the second."""
    return Finding("ok", fine) if good else Finding("FAULT", fault)


def sqlite_version(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> Finding:
    """The known faults of this version of SQLite."""
    said = ".".join(map(str, version))
    return ok_or_warning(
        version >= SAFE_SQLITE,
        f"SQLite is {said}; it has no fault that is known to concern Nameplate.",
        f"SQLite is {said}. Versions 3.7.0 to 3.51.2 may damage a database when two connections write at the same"
        " moment. Nameplate uses only one. Let no other program write to the database, or install 3.51.3 or newer.",
    )


def file_limit(server: int | None) -> Finding:
    """How many files a process may have open: the server, if it runs on this machine, otherwise this process."""
    try:
        limit, _ = resource.prlimit(server or 0, resource.RLIMIT_NOFILE)
        used = len(os.listdir(f"/proc/{server}/fd")) if server else 0
    except OSError as error:
        return Finding(
            "warning", f"The open files of process {server} cannot be read ({error.strerror}). Run as its user."
        )
    who, has = (
        (f"Process {server}", f"; {used} {'is' if used == 1 else 'are'} open now") if server else ("A process", "")
    )
    return ok_or_warning(
        limit >= FILE_LIMIT and limit - used >= SPARE_FILES,
        f"{who} may have {counted(limit, 'file')} open{has}. Each phone needs one.",
        f"{who} may have only {counted(limit, 'file')} open{has}. Each phone needs one."
        f" Set a higher limit before the start: ulimit -n {FILE_LIMIT}, or LimitNOFILE={FILE_LIMIT} in a systemd unit.",
    )


def clock() -> Finding:
    """Whether a time service keeps the clock of this machine right. Only Linux can tell."""
    state = _clock_state()
    if state is None:
        return Finding(
            "warning", "This system does not say whether its clock is synchronised. Compare it with a watch."
        )
    return ok_or_warning(
        state != CLOCK_NOT_SYNCHRONISED,
        "The clock of this machine is synchronised.",
        "The clock of this machine is not synchronised. Start a time service, such as chrony or systemd-timesyncd."
        " Without internet, set the clock by hand before the meeting.",
    )


def disk_space(folder: Path) -> Finding:
    """Whether the database can grow."""
    free = shutil.disk_usage(folder).free
    return ok_or_warning(
        free >= FREE_BYTES,
        f"{free // 1_000_000} MB are free where the database is.",
        f"Only {free // 1_000_000} MB are free where the database is. On a full disk every command is refused."
        " Delete old backups or other files.",
    )


def settings(public_url: str, trusted_proxies: str, is_served: bool) -> Iterator[Finding]:
    """The public address and the proxies in front. While the server runs, the address is tried."""
    fault = trusted_proxies_fault(trusted_proxies)
    if fault:
        yield Finding("FAULT", fault)
    if not public_url:
        yield Finding("warning", "No public address was given. Give it with --public-url, as for `serve`.")
        return
    fault = public_url_fault(public_url)
    if fault:
        yield Finding("FAULT", fault)
        return
    url = urlsplit(public_url)
    yield ok_or_warning(
        not opens_only_here(public_url),
        f"The links begin with {public_url}.",
        f"Only this machine reaches {public_url}. Phones cannot.",
    )
    https = url.scheme == "https"
    yield ok_or_warning(
        https,
        "The public address has https.",
        "The public address has no https: others in the network can read links, and screens do not stay awake."
        " Use a proxy with TLS, or a network that you trust.",
    )
    if https and not trusted_proxies.strip():
        yield Finding(
            "FAULT",
            "The public address has https, but no proxy is trusted: every client seems to come from the proxy."
            " Give its address with --trusted-proxy.",
        )
    if is_served:
        yield _answers(public_url.rstrip("/"))


def _answers(public_url: str) -> Finding:
    """Whether the running server answers at its public address, as seen from this machine."""
    try:
        with urlopen(f"{public_url}/healthz", timeout=ANSWER_SECONDS) as answer:  # noqa: S310 - it begins with http
            said = answer.read(200).decode(errors="replace")
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return Finding("FAULT", f"The server does not answer at {public_url} ({reason}). Check the name and the proxy.")
    return ok_or_fault(
        re.fullmatch(r'\{"status": ?"ok"\}', said) is not None,
        f"The server answers at {public_url}.",
        f"Something else answers at {public_url}. Check the name and the proxy.",
    )


def _clock_state() -> int | None:
    """What `adjtimex` answers. None where it does not exist or is not allowed."""
    try:
        ask = ctypes.CDLL(None).adjtimex
    except (OSError, AttributeError):
        return None
    state = int(ask(ctypes.create_string_buffer(TIMEX_BYTES)))
    return None if state < 0 else state
