"""Cards: one for each link of a delegation, in each size, without another file. No document trusts a name."""

from __future__ import annotations

import pytest

from nameplate.paper import CARD_SIZES, DOCUMENTS, cards_page
from nameplate.screens.rendering import qr_svg
from tests.panel import begun
from tests.screens.test_rendering import HOSTILE, Html, assert_harmless, hostile_meeting, hostile_story

from .meetings import SCREENS, printed

LINKS = {name: f"http://nameplate.test/in/{name}" for name in ("delegate:FR", "delegate:EU", "chair", "panellist:p-4")}


@pytest.mark.parametrize("size", CARD_SIZES)
def test_each_delegation_has_a_card_with_its_own_code(size: str) -> None:
    html = cards_page(SCREENS, begun(), LINKS, size)
    assert f'<body class="{size}">' in html and html.count("<section>") == 2
    assert all(qr_svg(LINKS[name]) in html for name in ("delegate:FR", "delegate:EU"))
    assert not any(qr_svg(LINKS[name]) in html for name in ("chair", "panellist:p-4"))


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
