"""Cards: one for each link of a delegation, in each size, without another file. No document trusts a name."""

from __future__ import annotations

from html import unescape

import pytest

from nameplate.paper import CARD_SIZES, DOCUMENTS, cards_page, document
from nameplate.paths import WEB
from nameplate.screens.rendering import Renderer, qr_svg
from tests.panel import begun
from tests.screens.test_rendering import HOSTILE, Html, assert_harmless, hostile_meeting, hostile_story

from .meetings import SCREENS, printed

LINKS = {name: f"http://nameplate.test/in/{name}" for name in ("delegate:FR", "delegate:EU", "chair", "panellist:p-4")}


@pytest.mark.parametrize("size", CARD_SIZES)
def test_delegations_and_panellists_have_a_card_with_their_own_code(size: str) -> None:
    meeting = begun()
    html = cards_page(SCREENS, meeting, LINKS, size)
    assert f'<body class="{size}">' in html and html.count("<section>") == 3
    assert all(qr_svg(url) in html for name, url in LINKS.items() if name != "chair")
    assert qr_svg(LINKS["chair"]) not in html
    assert html.count("in the name of the delegation. Do not pass it on.") == 2
    assert html.count("opens the screen of this speaker. Do not pass it on.") == 1
    speaker = next(item.speaker for item in meeting.items() if item.id == "p-4")
    assert speaker and meeting.seats[speaker].title and meeting.seats[speaker].title in unescape(html)


def test_a_page_of_the_server_has_a_button_to_print_and_a_saved_one_needs_no_script() -> None:
    served = cards_page(SCREENS, begun(), LINKS, "small", is_saved=False)
    assert 'id="print"' in served and "shown only once" in served
    assert 'id="print"' not in cards_page(SCREENS, begun(), LINKS, "small")


@pytest.mark.parametrize(("base", "warns"), [("http://127.0.0.1:8000", True), ("https://un.example", False)])
def test_cards_and_the_poster_warn_when_no_phone_can_open_their_codes(base: str, warns: bool) -> None:
    screens = Renderer(WEB, lambda code: f"{base}/in/{code}")
    meeting = begun()
    for html in (
        cards_page(screens, meeting, LINKS, "small", is_saved=False),
        document("poster", meeting, screens, "en", meeting.at),
    ):
        assert ("No phone can open them." in html) is warns
        assert ("NAMEPLATE_PUBLIC_URL" in html) is warns


def test_the_page_contains_its_fonts_and_needs_no_other_file() -> None:
    html = cards_page(SCREENS, begun(), LINKS, "small")
    assert "data:font/woff2;base64," in html
    assert not any(part in html for part in ("<link", "<script", "src=", "/static/"))


def test_hostile_names_are_only_names_on_cards() -> None:
    html = cards_page(SCREENS, hostile_meeting(), LINKS, "tent")
    assert_harmless(html)
    assert HOSTILE in Html(html).words


@pytest.mark.parametrize("name", DOCUMENTS)
def test_hostile_names_are_only_names_on_paper(name: str) -> None:
    for meeting in hostile_story():
        assert_harmless(printed(name, meeting))
