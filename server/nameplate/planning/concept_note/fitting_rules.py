"""Chooses the preset whose rules fit a concept note. A note does not say its rules, so the choice is always a guess."""

from __future__ import annotations

import re

from .proposal import Field, Guess

COUNCIL = re.compile(r"\bhuman rights council\b|\bHRC\b|\bconseil des droits de l", re.I)
ASSEMBLY = re.compile(r"\bgeneral assembly\b", re.I)
REVIEW = re.compile(r"\buniversal periodic review\b|\bUPR\b", re.I)
DIALOGUE = re.compile(r"\binteractive dialogue\b", re.I)
DEBATE = re.compile(r"\bgeneral debate\b", re.I)
PANEL = re.compile(r"\bpanel\b|\bfull-day (?:discussion|meeting)\b|\bhalf-day (?:discussion|meeting)\b", re.I)
LATER_PANELS = "2017"
"""The first year with the figures of 2017."""


def fitting_preset(body: str, title: str, year: str) -> Field:
    """The preset for a meeting of this body with this title. The year is like 2015, or "" if it is not known."""
    is_council = COUNCIL.search(body) or COUNCIL.search(title)
    if is_council and REVIEW.search(title):
        return _guess("upr_lots_2012", Guess.RULES_OF_REVIEW)
    if is_council and DEBATE.search(title):
        return _guess("hrc_gd_2017", Guess.RULES_OF_DEBATE)
    if is_council and PANEL.search(title):
        name = "hrc_panel_2012" if year and year < LATER_PANELS else "hrc_panel_2017"
        return _guess(name, Guess.RULES_OF_PANEL)
    if is_council and DIALOGUE.search(title):
        return _guess("hrc_id_clustered_2012", Guess.RULES_OF_DIALOGUE)
    if ASSEMBLY.search(body):
        return _guess("general_assembly", Guess.RULES_OF_ASSEMBLY)
    return _guess("seminar_2013", Guess.RULES_OF_SEMINAR)


def _guess(name: str, guess: Guess) -> Field:
    return Field(name, (), guess)
