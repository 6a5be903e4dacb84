"""Every screen in two made-up languages: whatever a person reads comes from a catalogue, or is data of the meeting."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import docx
import pytest

from nameplate.meeting import Meeting, Reason, Refused, replay
from nameplate.paper import DOCUMENTS, cards_page, document
from nameplate.paths import WEB
from nameplate.record import FORMATS
from nameplate.screens.audiences import AUDIENCES, passes_for
from nameplate.screens.inscription_search import found
from nameplate.screens.outlook import what_if_view
from nameplate.screens.rendering import Renderer
from nameplate.wording.language import available_languages, language_name
from nameplate.wording.refusals import sentence
from tests.record.story import full_meeting
from tests.screens.test_rendering import story
from tests.wording.busy_sitting import busy_sitting
from tests.wording.pseudo import LANGUAGES, write_languages
from tests.wording.shown_text import Data, ShownText, strings_of

pytestmark = pytest.mark.slow

SCREENS = [audience for audience in AUDIENCES.values() if audience.regions]

EVERY = 5
"""Only one in `EVERY` versions of a long meeting is rendered."""

IDS = 2
"""The last columns of the sheet: the ids of an inscription and of a speech."""

NAMES = ("Nameplate", "operator")
"""The product, and who created the meetings of some stories."""


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    """What renders, with the made-up languages."""
    web = tmp_path_factory.mktemp("web")
    write_languages(web)
    return Renderer(web, lambda code: f"http://nameplate.test/in/{code}")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """A made-up language."""
    return str(request.param)


@cache
def meetings() -> tuple[Meeting, ...]:
    """Meetings in many states."""
    entries = [*full_meeting().entries()][::-1]
    recorded = [replay(entries[:number]) for number in range(1, len(entries) + 1, EVERY)]
    return (*recorded, full_meeting(), *story()[::EVERY], story()[-1], *busy_sitting())


def data_of(meeting: Meeting, screens: Renderer) -> Data:
    """What stands on the screens of a meeting and is not to be translated."""
    countries = screens.words("en").countries
    names = [each for seat in meeting.seats if seat in countries for each in strings_of(countries[seat])]
    entries = [*strings_of([entry.event for entry in meeting.entries()])]
    months = [
        name for language in LANGUAGES for name in screens.words(language).locale.months["format"]["wide"].values()
    ]
    spoken = [language_name(language) for language in screens.languages]
    return Data(
        (*strings_of([meeting.seats, meeting.sittings, meeting.points]), *entries, *names, *months, *spoken, *NAMES)
    )


def check(texts: Sequence[str], data: Data) -> None:
    """None of the texts escaped the translators."""
    assert data.escaped(texts) == []


def test_the_made_up_languages_are_available(screens: Renderer) -> None:
    assert screens.languages[0] == "en"
    assert set(LANGUAGES) <= set(screens.languages)


def test_every_region_is_translated(screens: Renderer, language: str) -> None:
    checked: set[str] = set()  # most regions are the same in several versions of a meeting
    for meeting in meetings() if language == "en-XA" else meetings()[::EVERY]:
        data = data_of(meeting, screens)
        for html in {*_regions(screens, meeting, language)} - checked:
            check(ShownText(html).texts, data)
            checked.add(html)


def _regions(screens: Renderer, meeting: Meeting, language: str) -> Iterator[str]:
    for audience in SCREENS:
        yield from screens.regions(meeting, audience.name, language, None, meeting.floor).values()
        for seat in meeting.seats if audience.own_regions else ():
            yield from screens.regions(meeting, audience.name, language, seat, None).values()


@pytest.mark.parametrize("audience", [audience.name for audience in SCREENS])
def test_every_page_is_translated(screens: Renderer, language: str, audience: str) -> None:
    for meeting in (meetings()[0], full_meeting()):
        html = _page(screens, meeting, language, audience)
        assert f'lang="{language}" dir="{"rtl" if language == "ar-XB" else "ltr"}"' in html
        check(ShownText(html).texts, data_of(meeting, screens))


def _page(screens: Renderer, meeting: Meeting, language: str, audience: str) -> str:
    name = {"delegate": "join", "public": "join"}.get(audience, audience)
    words = screens.words(language)
    return screens.page(
        f"{audience}.html",
        language,
        meeting=meeting,
        audience=audience,
        regions=screens.regions(meeting, audience, language, None, None),
        pass_=passes_for(meeting)[name][1],
        **AUDIENCES[audience].page_values(meeting, words),
        version=1,
        boot="b",
        now_ms=0,
        speed=1.0,
    )


def test_pages_without_a_meeting_are_translated(screens: Renderer, language: str) -> None:
    words = screens.words(language)
    facts: dict[str, str | int] = {"item": "p-9", "seat": "KE", "place": 4, "most": 2, "given": "KE"}
    facts |= {"field": "KE", "seconds": 7}
    refused = [sentence(Refused(reason, facts), story()[9], words) for reason in Reason]
    problems = [screens.page("problem.html", language, sentence=text, status=409) for text in refused]
    for html in (screens.page("front.html", language), *problems):
        check(ShownText(html).texts, data_of(story()[9], screens))


def test_documents_on_paper_are_translated(screens: Renderer, language: str) -> None:
    for meeting in (*meetings()[::EVERY], full_meeting()):
        data = data_of(meeting, screens)
        for name in DOCUMENTS:
            check(ShownText(document(name, meeting, screens, language, meeting.at)).texts, data)


def test_cards_are_translated(screens: Renderer, language: str) -> None:
    meeting = full_meeting()
    html = cards_page(screens, meeting, {"delegate:FR": "http://nameplate.test/in/x"}, "small", language)
    check(ShownText(html).texts, data_of(meeting, screens))


def test_pieces_of_pages_are_translated(screens: Renderer, language: str) -> None:
    words = screens.words(language)
    for meeting in meetings()[::EVERY]:
        for category in ("all", "ngo"):
            view = what_if_view(meeting, words, meeting.at, category, 120)
            html = screens.page(
                "shared/what_if_answer.html", language, view=view, code=meeting.code, timezone=meeting.timezone
            )
            check(ShownText(html).texts, data_of(meeting, screens))
        view_of_none = found(meeting, words, "x")
        html = screens.page(
            "shared/found_inscriptions.html", language, view=view_of_none, named="x", code=meeting.code, corrects=True
        )
        check(ShownText(html).texts, data_of(meeting, screens))


def test_the_record_is_translated(screens: Renderer, language: str) -> None:
    words = screens.words(language)
    for meeting in (*meetings()[::EVERY], full_meeting(), meetings()[-1]):
        data = data_of(meeting, screens)
        check(ShownText(FORMATS["html"].write(meeting, words, screens).decode()).texts, data)
        sheet = csv.reader(io.StringIO(FORMATS["csv"].write(meeting, words, screens).decode("utf-8-sig")))
        check([cell for row in sheet for cell in row[:-IDS]], data)


def test_the_word_document_is_translated(screens: Renderer, language: str) -> None:
    document = docx.Document(io.BytesIO(FORMATS["docx"].write(full_meeting(), screens.words(language), screens)))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    texts = [text for cell in (*(p.text for p in document.paragraphs), *cells) for text in cell.split("\n")]
    check(texts, data_of(full_meeting(), screens))


def test_the_sources_get_no_made_up_language(tmp_path: Path) -> None:
    write_languages(tmp_path)
    assert not set(LANGUAGES) & set(available_languages(WEB / "locale"))
