"""Every template for every audience, in each state of a long meeting, and with names that contain HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from nameplate.meeting import Actor, Command, Meeting
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.model.values import Inscription, Seat
from nameplate.meeting.notices import SendNotice, WithdrawNotice
from nameplate.meeting.programme.items import CloseItem, OpenItem, SetItemMinutes, SkipItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.reordering import DeferInscription, MoveInscription
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock, ResumeClock
from nameplate.meeting.speeches.speech_end import EndSpeech, YieldFloor
from nameplate.meeting.undo import Undo
from nameplate.paths import WEB
from nameplate.screens.audiences import AUDIENCES, passes_for
from nameplate.screens.rendering import Renderer
from nameplate.store import codec
from tests.audiences import PAGES
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.panel import CODE, SITTING, SLOT_1, SLOT_2, begun, floor_open, panel, then

HOSTILE = """"><script>alert(1)</script><img src=x onerror=alert(2)>' onclick='alert(3) & {{ 7 * 7 }} %s %(name)s"""
MINE = ("FR", "KE", "BR", "NO")
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
ASKING = re.compile(r"<(\w+)[^>]*\sdata-ask=[^>]*>(.*?)</\1>", re.DOTALL)
VOID = ("link", "meta", "input", "img", "br", "col", "path")

Press = tuple[Actor, Callable[[Meeting], Command]]


def inscription_of(meeting: Meeting, seat: str) -> str:
    """The newest inscription of a seat."""
    return [i for i in inscriptions(meeting) if i.seat == seat][-1].id


def inscriptions(meeting: Meeting) -> Iterator[Inscription]:
    """All inscriptions, those that are past first."""
    return (i for speakers in meeting.lists.values() for i in (*speakers.past, *speakers.waiting))


def always(command: Command) -> Callable[[Meeting], Command]:
    """A function that returns this command for every meeting."""
    return lambda _: command


def simply(by: Actor, *commands: Command) -> list[Press]:
    """Commands that do not depend on the meeting."""
    return [(by, always(command)) for command in commands]


STORY: list[Press] = [
    *simply(CHAIR, ShowJoinCode(), OpenSitting(SITTING), OpenItem("p-1"), GiveFloorToNext()),
    *simply(CHAIR, GiveFloor(item="p-3"), PauseClock(), AdjustClock(30), ResumeClock(), SkipItem("p-2")),
    *simply(CHAIR, GiveFloor(item="p-4"), SendNotice("speaker", "Please conclude"), SendNotice("hall", "Lunch at one")),
    *simply(CHAIR, OpenItem(SLOT_1, ending=True), OpenList()),
    *simply(FR, RequestFloor(note="On item 3")),
    *simply(KE, RequestFloor(form="question")),
    *simply(BR, RequestFloor()),
    *simply(DESK, AddInscription("NO", on_behalf_of="the Nordic countries", source="paper")),
    *simply(DESK, AddInscription(guest="Ms. Ada Lovelace", form="video", source="verbal"), AddInscription("EU")),
    (DESK, lambda m: CorrectInscription(inscription_of(m, "EU"), form="joint_statement", on_behalf_of="its members")),
    (DESK, lambda m: MoveInscription(inscription_of(m, "NO"), inscription_of(m, "FR"))),
    (KE, lambda m: DeferInscription(inscription_of(m, "KE"), 1)),
    *simply(CHAIR, GiveFloorToNext(), SuspendSitting("15:00"), ResumeSitting(), ResumeClock(), CloseList()),
    *simply(CHAIR, GiveFloorToNext()),
    (CHAIR, lambda m: CallAbsent(inscription_of(m, "FR"))),
    *simply(CHAIR, Undo(), EndSpeech(), GiveFloorToNext()),
    (CHAIR, lambda m: PutBack(m.floor or "")),
    (BR, lambda m: WithdrawRequest(inscription_of(m, "BR"))),
    (DESK, lambda m: RemoveInscription(inscription_of(m, "EU"))),
    *simply(CHAIR, GiveFloorToNext()),
    *simply(KE, YieldFloor()),
    (CHAIR, lambda m: WithdrawNotice(m.notices[-1].id)),
    *simply(CHAIR, SetItemMinutes(SLOT_2, 30), ShowJoinCode(False), CloseItem(SLOT_1)),
    *simply(CHAIR, OpenItem("p-10"), GiveFloorToNext(), GiveFloorToNext(), Undo(), OpenItem(SLOT_2, ending=True)),
    *simply(CHAIR, OpenList(), GiveFloor(seat="BR"), AdjournSitting(ending=True), Undo(), Undo()),
]


@cache
def story() -> tuple[Meeting, ...]:
    """The meeting after each command of the story."""
    meetings = [begun()]
    for by, given in STORY:
        meetings.append(then(meetings[-1], (by, given(meetings[-1]))))
    return tuple(meetings)


@cache
def screens() -> Renderer:
    """The renderer."""
    return Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")


class Html(HTMLParser):
    """Reads HTML and fails if a tag is not closed. Keeps its elements, its root elements and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.roots: list[dict[str, str | None]] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == [], f"{self._open} stay open in {html}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read a start tag."""
        assert len(attrs) == len(dict(attrs)), f"<{tag}> has an attribute twice: {attrs}"
        self.elements.append((tag, dict(attrs)))
        if not self._open:
            self.roots.append(dict(attrs))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read an element without content, as in SVG."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Read an end tag."""
        assert self._open and self._open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        """Read text."""
        self.words += data


@cache
def parsed(html: str) -> Html:
    """The parsed HTML. It is cached, because most of it is the same in the next state."""
    return Html(html)


def regions(meeting: Meeting, audience: str, seat: str | None = None) -> dict[str, str]:
    """The shared regions of a screen, or with a seat the own regions of the seat."""
    return screens().regions(meeting, audience, "en", seat, meeting.floor)


def every_region(meeting: Meeting, *seats: str) -> Iterator[tuple[str, str]]:
    """All regions of all audiences, and the own regions of some seats, by name."""
    for audience in PAGES:
        yield from regions(meeting, audience).items()
    for seat in seats or MINE:
        yield from regions(meeting, "delegate", seat).items()


def page(meeting: Meeting, audience: str) -> str:
    """The whole page of an audience, opened with the pass of this audience."""
    made = passes_for(meeting)
    name = {"delegate": "join", "public": "join"}.get(audience, audience)
    values = {
        **AUDIENCES[audience].page_values(meeting, screens().words("en")),
        "pass_": made[name][1],
        "version": 1,
        "boot": "b",
        "now_ms": 0,
        "speed": 1.0,
    }
    shown = regions(meeting, audience)
    return screens().page(f"{audience}.html", "en", meeting=meeting, audience=audience, regions=shown, **values)


def hostile_meeting() -> Meeting:
    """A meeting in which all names and texts contain HTML."""
    created = panel(delegations=(Seat("FR", "member_state", HOSTILE), Seat("EU", "igo", HOSTILE, HOSTILE)))
    (sitting,) = created.sittings
    items = tuple(replace(i, title=HOSTILE, theme=HOSTILE, on_behalf_of=HOSTILE) for i in sitting.items)
    people = tuple(replace(person, name=HOSTILE, title=HOSTILE) for person in created.people)
    hostile = replace(sitting, items=items, theme=HOSTILE)
    return floor_open(
        replace(created, title=HOSTILE, body=HOSTILE, room=HOSTILE, sittings=(hostile,), people=people),
    )


def hostile_story() -> Iterator[Meeting]:
    """The hostile meeting, its list, its speakers and its words."""
    meeting = hostile_meeting()
    yield meeting
    for by, command in (
        (FR, RequestFloor(note=HOSTILE)),
        (DESK, AddInscription(guest=HOSTILE, on_behalf_of=HOSTILE)),
        (DESK, AddInscription("EU")),
        (CHAIR, SendNotice("hall", HOSTILE)),
        (CHAIR, SendNotice("booth", HOSTILE)),
        (CHAIR, GiveFloorToNext()),
        (CHAIR, SendNotice("speaker", HOSTILE)),
        (CHAIR, GiveFloorToNext()),
        (CHAIR, GiveFloor(item="p-4")),
        (CHAIR, Undo()),
        (CHAIR, SuspendSitting(HOSTILE[:40])),
    ):
        meeting = then(meeting, (by, command))
        yield meeting


def assert_harmless(html: str) -> None:
    """No script in the page runs, no text leaves its attribute, and scripts come only from our own files."""
    for tag, attributes in parsed(html).elements:
        assert tag != "img" and not any(name.startswith("on") for name in attributes), (tag, attributes)
        assert tag != "script" or str(attributes.get("src")).startswith("/static/"), (tag, attributes)


def test_every_region_renders_in_each_state_as_one_whole_element_named_after_it() -> None:
    for meeting in story():
        for name, html in every_region(meeting):
            (root,) = parsed(html).roots
            assert root["id"] == name.replace("_", "-"), (name, meeting.version)


def test_no_region_shows_a_gap_or_a_placeholder_in_any_state() -> None:
    for meeting in story():
        for name, html in every_region(meeting):
            words = parsed(html).words
            assert not any(sign in words for sign in ("None", "%(", "{{", "{%", "Undefined")), (name, words)


def test_no_two_elements_of_a_screen_share_an_id_in_any_state() -> None:
    for meeting in story():
        for audience in PAGES:
            elements = [each for html in regions(meeting, audience).values() for each in parsed(html).elements]
            ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
            assert len(ids) == len(set(ids)), (audience, meeting.version)


def test_what_a_button_sends_is_a_command_in_each_state() -> None:
    for meeting in story():
        for _, html in every_region(meeting):
            found = parsed(html).elements
            buttons = [attributes for tag, attributes in found if "hx-post" in attributes and tag == "button"]
            for button in buttons:
                address, _, command = str(button["hx-post"]).rpartition("/")
                assert address == f"/m/{CODE}"
                named = {
                    f"#{each['id']}": {each["name"]: each["value"]}
                    for _, each in found
                    if "value" in each and "id" in each
                }
                beside = named[str(button["hx-include"])] if "hx-include" in button else {}
                codec.command(command, json.loads(str(button.get("hx-vals", "{}"))) | beside, strict=True)


def test_what_did_not_change_is_rendered_the_same() -> None:
    for meeting in (*story()[:3], story()[-1]):
        assert list(every_region(meeting)) == list(every_region(meeting))


@pytest.mark.parametrize("audience", PAGES)
def test_the_page_of_an_audience_holds_all_its_regions(audience: str) -> None:
    meeting = story()[20]
    html = page(meeting, audience)
    assert all(region in html for region in regions(meeting, audience).values())
    assert Html(html).elements[0] == ("html", {"lang": "en", "dir": "ltr"})


def test_every_template_of_a_region_is_rendered_for_its_audience() -> None:
    folders = [
        folder
        for folder in (WEB / "templates").iterdir()
        if folder.is_dir() and folder.name not in ("shared", "record", "paper", "organiser")
    ]
    files = {file.relative_to(WEB / "templates") for folder in folders for file in folder.iterdir()}
    rendered = {Path(audience, f"_{name}.html") for audience in PAGES for name in regions(begun(), audience)}
    rendered -= {Path(audience, "_theme.html") for audience in PAGES}  # shared by all
    assert files == rendered | {Path("delegate", "_mine.html"), Path("podium", "_mine.html")}


def test_the_recovered_clock_is_told_to_the_chair_alone() -> None:
    meeting = next(m for m in story() if m.floor)
    assert "the clock was recovered" in regions(meeting, "chair")["floor"]
    others = [html for audience in PAGES if audience != "chair" for html in regions(meeting, audience).values()]
    assert not any("recovered" in html for html in others)


def test_hostile_names_are_only_names_in_every_region() -> None:
    for meeting in hostile_story():
        for _, html in every_region(meeting, "FR"):
            assert_harmless(html)


def test_hostile_names_are_shown_as_they_are_written() -> None:
    opened = hostile_meeting()
    meeting = then(opened, (CHAIR, GiveFloor(seat="FR")))
    assert HOSTILE in parsed(regions(meeting, "hall")["floor"]).words
    assert HOSTILE in parsed(regions(meeting, "chair")["floor"]).words


@pytest.mark.parametrize("audience", PAGES)
def test_hostile_names_are_only_names_on_every_page(audience: str) -> None:
    for meeting in hostile_story():
        assert_harmless(page(meeting, audience))


@pytest.mark.parametrize("template", ["problem.html", "problem_on_air.html"])
def test_a_page_that_says_what_went_wrong_is_harmless(template: str) -> None:
    html = screens().page(template, "en", status=404, sentence=HOSTILE)
    assert_harmless(html)


def test_the_front_page_asks_for_the_code() -> None:
    inputs = [attributes for tag, attributes in parsed(screens().page("front.html", "en")).elements if tag == "input"]
    assert [field["name"] for field in inputs] == ["code"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_an_element_that_asks_for_its_content_is_empty_in_its_template(template: Path) -> None:
    """The script `asked.js` replaces everything in such an element with the answer."""
    for element in ASKING.finditer(template.read_text("utf-8")):
        assert not element[2].strip(), element[0]
