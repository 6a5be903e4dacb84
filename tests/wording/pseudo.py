"""Two made-up languages that show which strings nobody can translate.

Each message of `en-XA` is English in accented letters, 40 % longer and in brackets. `ar-XB` is the same from right to
left. What stands on a screen in plain letters, or outside the brackets, did not come from a catalogue.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from nameplate.paths import WEB
from tests.wording.extracting import messages

LANGUAGES = {"en-XA": "en", "ar-XB": "ar"}
"""The made-up languages, each with the real one whose plurals it has."""

OPEN, CLOSE = "⟦", "⟧"
RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT MARK}"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀçðéƒĝĥíĵķļɱñóþɋřšŧúṽŵẋýžÁɃÇÐÉƑĜĤÍĴĶĻⱮÑÓÞɊŘŠŦÚṼŴẊÝŽ"
LETTERS = str.maketrans(PLAIN, ACCENTED)
LONGER = 0.4
FACT = re.compile(r"%\(\w+\)s|%%|\{\w+\}")


def pseudo(message: str, language: str) -> str:
    """A message in a made-up language, with its facts as they are."""
    kept, facts = FACT.split(message), [*FACT.findall(message), ""]
    text = "".join(part.translate(LETTERS) + fact for part, fact in zip(kept, facts, strict=True))
    padding = "~" * max(1, round(LONGER * len(message)))
    mark = RIGHT_TO_LEFT if language == "ar-XB" else ""
    return f"{mark}{OPEN}{text} {padding}{CLOSE}{mark}"


def write_languages(web: Path) -> None:
    """Make a folder like `web`, with the made-up languages beside English."""
    for part in ("static", "templates"):
        (web / part).symlink_to(WEB / part)
    shutil.copytree(WEB / "locale", web / "locale")
    for language, real in LANGUAGES.items():
        folder = web / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        shutil.copy(WEB / "locale/en/states.tsv", folder.parent)
        with (folder / "nameplate.mo").open("wb") as file:
            write_mo(file, _catalogue(language, real))


def _catalogue(language: str, real: str) -> Catalog:
    catalogue = Catalog(locale=real)
    for message in messages():
        if isinstance(message.id, str):
            catalogue.add(message.id, pseudo(message.id, language) if message.id else "")
        else:
            one, several = (pseudo(form, language) for form in message.id)
            catalogue.add(message.id, (one, *[several] * (catalogue.num_plurals - 1)))
    return catalogue
