"""The colour of a meeting: whatever it is, every text can be read."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from nameplate.screens.theme import DARK, LIGHT, contrast, on_surface, theme

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def rgb(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, from 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:], 16) / 255


@given(COLOURS)
def test_every_colour_can_be_read_on_its_surfaces(colour: str) -> None:
    for surface in (LIGHT, DARK):
        shown, tint = on_surface(colour, surface)
        assert contrast(rgb(shown), rgb(surface)) >= 7
        assert contrast(rgb(shown), rgb(tint)) >= 7


def test_a_colour_that_can_be_read_already_stays_as_it_is() -> None:
    assert on_surface("#5a1040", LIGHT)[0] == "#5a1040"
    assert on_surface("#ffd9f0", DARK)[0] == "#ffd9f0"


def test_the_contrast_of_black_and_white_is_21() -> None:
    assert contrast(rgb("#ffffff"), rgb("#000000")) == 21


def test_the_style_sheet_has_only_colours() -> None:
    assert re.fullmatch(r"body\{(--[a-z-]+:light-dark\(#[0-9a-f]{6},#[0-9a-f]{6}\);?)+\}", theme("#7a1f5c"))
