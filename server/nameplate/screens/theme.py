"""A style sheet with the colour of a meeting, made so dark or so light that every text in it can be read.

The contrast is that of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from __future__ import annotations

import colorsys

Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""

LIGHT, DARK = "#ffffff", "#151c24"
"""The surfaces on which the colour is used, as in `base/tokens.css`."""
LEAST_CONTRAST = 7.2
"""The hall and the podium need 7. Rounding to whole numbers may lose a little."""
TINTS = {LIGHT: 0.09, DARK: 0.14}
"""How much of the colour is in the tinted surface."""
STEP = 0.01


def theme(colour: str) -> str:
    """The style sheet for a colour like #7a1f5c. It is in no layer, so it is stronger than all layers."""
    (light, light_tint), (dark, dark_tint) = on_surface(colour, LIGHT), on_surface(colour, DARK)
    return (
        f"body{{--accent:light-dark({light},{dark});--on-accent:light-dark({LIGHT},{DARK});"
        f"--tint:light-dark({light_tint},{dark_tint})}}"
    )


def on_surface(colour: str, surface: str) -> tuple[str, str]:
    """The colour for texts on a surface, and the tinted surface. The texts can be read on both."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parsed(colour))
    step, behind = (-STEP if surface == LIGHT else STEP), _parsed(surface)
    while True:
        shown = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, lightness)), saturation)
        tint = _mixed(shown, behind, TINTS[surface])
        if min(contrast(shown, tint), contrast(shown, behind)) >= LEAST_CONTRAST:
            return _written(shown), _written(tint)
        lightness += step  # black and white have enough contrast, so this ends


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of the lighter to the darker colour, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _parsed(colour: str) -> Colour:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
