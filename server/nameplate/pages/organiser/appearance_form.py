"""The form in which an organiser changes the colour and the logo of a meeting that has begun."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AppearanceForm:
    """What is in the form, and what is wrong with it.

    `colour_before` is the colour that the form had when it was shown. `logo` is a new logo that is not stored yet: the
    picture in Base64, as in a programme file. `no_logo` says that the meeting shall have none.
    """

    colour: str
    colour_before: str
    logo: str = ""
    no_logo: bool = False
    colour_fault: str = ""
    logo_fault: str = ""

    @property
    def is_wrong(self) -> bool:
        return bool(self.colour_fault or self.logo_fault)
