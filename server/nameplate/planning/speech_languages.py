"""The language of a speech in the files of a meeting: an ISO 639 code, or the name of one of the six UN languages."""

from __future__ import annotations

import re

from babel import Locale
from babel.core import get_global

UN_LANGUAGES = {"Arabic": "ar", "Chinese": "zh", "English": "en", "French": "fr", "Russian": "ru", "Spanish": "es"}
NO_LANGUAGES = ("mis", "mul", "und", "zxx")
"""Codes of ISO 639 that name no single language."""
EXPECTED = f"an ISO 639 code in small letters like fr, or one of: {', '.join(UN_LANGUAGES)};"
_CODES = {name.lower(): code for name, code in UN_LANGUAGES.items()}


def language_code(written: str) -> str | None:
    """The ISO 639 code of a language, or None if it is not known.

    A code has small letters: `CH` is more likely the country than the language Chamorro.
    """
    if named := _CODES.get(written.lower()):
        return named
    if not re.fullmatch("[a-z]{2,3}", written) or written in NO_LANGUAGES:
        return None
    names = Locale("en").languages
    alias: str = get_global("language_aliases").get(written, "")  # `fra` is `fr`
    code = written if written in names else alias.partition("_")[0]
    return code if code in names else None
