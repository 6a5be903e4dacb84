"""Cards to print, with the name of each delegation and the QR code of its link."""

from __future__ import annotations

from collections.abc import Mapping

from nameplate.meeting import Meeting
from nameplate.screens.rendering import Renderer, qr_svg
from nameplate.wording.language import ENGLISH

CARD_SIZES = ("small", "large", "tent")
"""`small`: ten cards of 85 x 54 mm on a page. `large`: four of A6. `tent`: a page to fold, as a name plate."""


def cards_page(
    screens: Renderer,
    meeting: Meeting,
    links: Mapping[str, str],
    size: str,
    language: str = ENGLISH,
    is_saved: bool = True,
) -> str:
    """A page to print, with a card for each delegation in `links`. Only the holder of a link knows its address.

    A page that is saved needs no other file. Any other page loads its style sheet from the server.
    """
    words = screens.words(language)
    cards = [
        (words.seat_name(seat), words.category(seat.category), qr_svg(links[f"delegate:{seat.id}"]))
        for seat in meeting.seats.values()
        if f"delegate:{seat.id}" in links
    ]
    styles = screens.assets.with_fonts("cards.css") if is_saved else ""
    return screens.page("paper/cards.html", language, meeting=meeting, cards=cards, size=size, styles=styles)
