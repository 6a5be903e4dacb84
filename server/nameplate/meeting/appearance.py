"""The colour and the logo of a meeting change while it runs."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import ClassVar

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting
from nameplate.meeting.model.refusal import Reason, Refused

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
PNG, LARGEST_LOGO_BYTES = b"\x89PNG\r\n\x1a\n", 50_000


@dataclass(frozen=True, slots=True)
class SetAppearance(Command):
    """Change the colour of the meeting, like #7a1f5c, or its logo, a PNG picture in Base64. Empty text means none.

    What is left out stays as it is. A logo is too large for the address of a command, so organisers send it as a file.
    """

    with_file: ClassVar[bool] = True

    colour: str | None = None
    logo: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if self.colour and not COLOUR.fullmatch(self.colour):
            return Refused(Reason.INVALID, {"field": "colour"})
        if self.logo and not _is_logo(self.logo):
            return Refused(Reason.INVALID, {"field": "logo"})
        colour = None if self.colour is None else self.colour.lower()
        new_colour = None if colour == meeting.colour else colour
        new_logo = None if self.logo == meeting.logo else self.logo
        if new_colour is None and new_logo is None:
            return Refused(Reason.ALREADY)
        return (AppearanceSet(new_colour, new_logo),)


@dataclass(frozen=True, slots=True)
class AppearanceSet(Event):
    """The colour or the logo of the meeting was changed. None means that it stays, so that a logo is stored once."""

    colour: str | None = None
    logo: str | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return changed(
            meeting,
            colour=meeting.colour if self.colour is None else self.colour,
            logo=meeting.logo if self.logo is None else self.logo,
        )


def _is_logo(written: str) -> bool:
    try:
        content = base64.b64decode(written, validate=True)
    except ValueError:
        return False
    return content.startswith(PNG) and len(content) <= LARGEST_LOGO_BYTES
