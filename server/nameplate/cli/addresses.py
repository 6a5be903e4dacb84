"""What is wrong with a public address or with trusted proxies. Commands refuse it; `doctor` calls it a fault."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit


def public_url_fault(public_url: str) -> str | None:
    """A sentence about a public address that no browser can open. None when its form is right."""
    problem = _problem(public_url)
    return problem and f"“{public_url}” is no public address: {problem}. Expected one like https://un.example."


def trusted_proxies_fault(trusted: str) -> str | None:
    """Sentences about proxies that are no address and no network, or trust everybody. None when all are right."""
    faults = [_proxy_fault(each) for part in trusted.split(",") if (each := part.strip())]
    return " ".join(filter(None, faults)) or None


def _problem(public_url: str) -> str | None:
    try:
        url = urlsplit(public_url)
        _ = url.port
    except ValueError as error:
        return str(error)
    if url.scheme not in ("http", "https"):
        return "it must begin with http:// or https://"
    if not url.hostname:
        return "it names no host"
    if url.path.strip("/") or url.query or url.fragment or url.username:
        return "it must end after the host and the port"
    if _is_unspecified(url.hostname):
        return "no browser can open this number; give the address of the machine in the network"
    return None


def _is_unspecified(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


def _proxy_fault(trusted: str) -> str | None:
    if trusted == "*":
        everybody = "Every client is trusted as a proxy, and can pretend to be another address."
        return f"{everybody} Name the proxies in --trusted-proxy."
    try:
        _ = ip_network(trusted) if "/" in trusted else ip_address(trusted)
    except ValueError:
        return f"“{trusted}” in --trusted-proxy is no address and no network."
    return None
