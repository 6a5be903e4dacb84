"""What is wrong with a public address or with trusted proxies. Commands refuse it; `doctor` calls it a fault."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

LONGEST_HOST = 253
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)
"""A part of a host name. Names in networks of rooms may have underscores."""
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
"""A last part like this makes browsers read the whole host as an IPv4 address (https://url.spec.whatwg.org)."""


def public_url_fault(public_url: str) -> str | None:
    """A sentence about a public address that no browser can open. None when its form is right."""
    problem = _problem(public_url) if public_url else None
    return problem and f"“{public_url}” is no public address: {problem}. Expected one like https://un.example."


def trusted_proxies_fault(trusted: str) -> str | None:
    """Sentences about proxies that are no address and no network, or trust everybody. None when all are right."""
    if not trusted.strip():
        return None
    parts = [part.strip() for part in trusted.split(",")]
    faults = dict.fromkeys(filter(None, map(_proxy_fault, parts)))
    return " ".join(faults) or None


def framed_by_fault(origins: str) -> str | None:
    """A sentence about a site that may show the public screen, and is no address of a site. None when all are right."""
    faults = ((site, _problem(site)) for site in origins.split())
    told = (
        f"“{site}” in framed-by is no site: {fault}. Expected one like https://www.un.example."
        for site, fault in faults
        if fault
    )
    return next(told, None)


def _problem(public_url: str) -> str | None:
    try:
        url = urlsplit(public_url)
    except ValueError as error:
        return str(error).rstrip(".")
    if url.scheme not in ("http", "https"):
        return "it must begin with http:// or https://"
    if not url.hostname:
        return "it names no host"
    port = _port(url)
    if port == 0:
        return "its port must be a number from 1 to 65535"
    if problem := _host_problem(url.hostname):
        return problem
    host = f"[{url.hostname}]" if ":" in url.hostname else url.hostname
    plain = f"{url.scheme}://{host}" + (f":{port}" if port else "")
    if public_url.rstrip("/").lower() != plain:
        return "it may contain only http:// or https://, a host and a port"
    return None


def _port(url: SplitResult) -> int | None:
    """The port of an address. None without one, 0 for one that cannot be used."""
    try:
        return 0 if url.netloc.endswith(":") else url.port
    except ValueError:
        return 0


def _host_problem(host: str) -> str | None:
    if not host.isascii():
        return "write the host as browsers send it, with ASCII letters (xn--...)"
    if "%" in host:
        return "browsers open no address with a zone"
    try:
        is_unspecified = ip_address(host).is_unspecified
    except ValueError:
        return None if _is_host_name(host) else f"“{host}” is no host name and no IP address"
    if is_unspecified:
        return "no browser can open this number; give the address of the machine in the network"
    return None


def _is_host_name(host: str) -> bool:
    name = host.removesuffix(".")
    labels = name.split(".")
    is_named = len(name) <= LONGEST_HOST and all(map(_LABEL.fullmatch, labels))
    return is_named and not _NUMBER.fullmatch(labels[-1])


def _proxy_fault(trusted: str) -> str | None:
    if not trusted:
        return "trusted-proxy has a comma with no address before or after it."
    try:
        trusts_everybody = trusted == "*" or _prefix_length(trusted) == 0
    except ValueError:
        return f"“{trusted}” in trusted-proxy is no address and no network. Expected one like 192.0.2.1 or 10.0.0.0/8."
    if trusts_everybody:
        everybody = "Every client is trusted as a proxy, and can pretend to be another address."
        return f"{everybody} Name the proxies in trusted-proxy."
    return None


def _prefix_length(trusted: str) -> int:
    """How many bits of an address are fixed: 0 in a network of all addresses. Raises `ValueError`."""
    return ip_network(trusted).prefixlen if "/" in trusted else ip_address(trusted).max_prefixlen
