"""The options in the link of a screen: their names, and their possible values."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.requests import Request

from nameplate.wording.messages import N_

from .problems import Problem

SCREEN_OPTIONS = ("lang", "theme", "parts", "mirror", "margin", "clock", "count", "bell")
"""The parameters of a link that its screen reads (`web/static/js/screen_options.js`)."""
PERCENT = tuple(str(percent) for percent in range(1, 101))
VALUES: Mapping[str, tuple[str, ...]] = {
    "theme": ("light", "dark"),
    "parts": ("name", "clock", "next", "slate"),
    "mirror": ("1",),
    "margin": PERCENT[:10],
    "clock": ("item", "sitting"),
    "count": ("up",),
    "bell": ("0", *PERCENT),
}
"""By option: its values. The values of `lang` are the languages of the server."""
ONLY_FOR: Mapping[str, str] = {"parts": "air", "clock": "timer"}
"""Options that only the screen of one audience has."""
SEVERAL: Mapping[str, int] = {"parts": len(VALUES["parts"]), "bell": 3}
"""The options that may have several values, and how many. The bell has a volume at amber, at red and at the end."""
LONGEST_SHOWN = 40


def refuse_unknown_parts(request: Request, audience: str) -> None:
    """Raise `Problem` if the address of the webcast asks for a part that it does not have: it would show nothing.

    All other options have a usual value, which a screen takes instead of a wrong one.
    """
    if audience != ONLY_FOR["parts"]:
        return
    for part in re.split(r"[,\s]+", ",".join(request.query_params.getlist("parts"))):
        if part and part.lower() not in VALUES["parts"]:
            raise unknown_part(part)


def unknown_part(part: str) -> Problem:
    """The webcast has no such part. Its page leaves the picture of the camera free."""
    worded = N_("The webcast has no part “%(part)s”. It has: %(parts)s. Please correct “parts” in the link.")
    shown: dict[str, str | int] = {"part": part[:LONGEST_SHOWN], "parts": ", ".join(VALUES["parts"])}
    return Problem(422, "invalid", worded, {"field": "parts"}, shown, page="problem_on_air.html")
