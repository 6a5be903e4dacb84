"""The language of a response: from the address, otherwise from the browser's preference, otherwise English."""

from __future__ import annotations

import pytest
from starlette.requests import HTTPConnection

from nameplate.pages.language import language_of

LANGUAGES = ("en", "ar", "fr", "zh-Hans")


def request(query: str = "", accepted: str = "") -> HTTPConnection:
    """A request with a query and an `Accept-Language` header."""
    headers = [(b"accept-language", accepted.encode("latin-1"))] if accepted else []
    return HTTPConnection({"type": "http", "query_string": query.encode(), "headers": headers})


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "", "en"),
        ("lang=fr", "", "fr"),
        ("lang=FR", "", "fr"),
        ("lang=fr", "ar", "fr"),
        ("lang=xx", "ar", "ar"),
        ("lang=../../etc", "", "en"),
        ("lang=", "fr", "fr"),
        ("", "fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("", "en;q=0.5, ar;q=0.9", "ar"),
        ("", "fr;q=0, ar;q=0.1", "ar"),
        ("", "de, zh-Hans;q=0.3", "zh-Hans"),
        ("", "fr;q=high", "en"),
        ("", "*", "en"),
        ("", ",;,q=1", "en"),
        ("", "de", "en"),
    ],
)
def test_the_language_is_one_that_is_there(query: str, accepted: str, language: str) -> None:
    assert language_of(request(query, accepted), LANGUAGES) == language


def test_a_server_with_one_language_answers_in_it() -> None:
    assert language_of(request("lang=fr", "fr"), ("en",)) == "en"
