"""Chooses the language of a response, from the request and the available languages."""

from __future__ import annotations

from collections.abc import Sequence

from babel import negotiate_locale
from starlette.requests import HTTPConnection

from nameplate.wording.language import ENGLISH

MOST_WANTED = 20
"""Only this many languages of a header are read."""


def language_of(connection: HTTPConnection, available: Sequence[str]) -> str:
    """The language of a response, which is one of `available`.

    The parameter `?lang=` comes first, then the best match of `Accept-Language`, then English.
    """
    if len(available) == 1:
        return available[0]
    asked = connection.query_params.get("lang")
    wanted = [*([asked] if asked else []), *_by_preference(connection.headers.get("Accept-Language", ""))]
    found = (negotiate_locale(wanted, available, sep="-") or ENGLISH).lower()
    return next((language for language in available if language.lower() == found), ENGLISH)


def _by_preference(header: str) -> list[str]:
    """The languages of an `Accept-Language` header, the preferred language first. Languages with q=0 are left out."""
    weighed = [_weighed(part) for part in header.split(",")[:MOST_WANTED]]
    return [language for weight, language in sorted(weighed, key=lambda each: -each[0]) if weight > 0]


def _weighed(part: str) -> tuple[float, str]:
    language, _, weight = part.partition(";")
    try:
        return float(weight.strip().removeprefix("q=") or 1), language.strip()
    except ValueError:
        return 0, ""
