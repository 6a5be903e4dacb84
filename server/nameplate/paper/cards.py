"""Cards to print: the name of a delegation or a panellist, and the QR code of its link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Seat
from nameplate.screens.audiences import links_of
from nameplate.screens.rendering import Renderer, qr_svg
from nameplate.wording.language import ENGLISH, Words

CARD_SIZES = ("small", "large", "tent")
"""`small`: ten cards of 85 x 54 mm on a page. `large`: four of A6. `tent`: a page to fold, as a name plate."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card. `about` is the title of a panellist, or the kind of speaker. `qr` is an SVG image."""

    name: str
    about: str
    is_panellist: bool
    qr: str


def cards_page(
    screens: Renderer,
    meeting: Meeting,
    links: Mapping[str, str],
    size: str,
    language: str = ENGLISH,
    is_saved: bool = True,
) -> str:
    """A page to print, with a card for each delegation and each panellist in `links`: addresses by the names of links.

    A page that is saved needs no other file. Any other page loads its style sheet from the server.
    """
    words = screens.words(language)
    cards = [
        _card(words, meeting.seats[link.seat], links[link.name])
        for link in links_of(meeting)
        if link.seat and link.name in links
    ]
    styles = screens.assets.with_fonts("cards.css") if is_saved else ""
    return screens.page("paper/cards.html", language, meeting=meeting, cards=cards, size=size, styles=styles)


def _card(words: Words, seat: Seat, url: str) -> Card:
    is_panellist = seat.category == "panellist"
    about = (is_panellist and seat.title) or words.category(seat.category)
    return Card(words.seat_name(seat), about, is_panellist, qr_svg(url))
