"""Whatever the text: a proposal, in which each field comes from the text, and a mark for each line."""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate.meeting.programme.items import ITEM_KINDS
from nameplate.planning.bad_file import BadFile
from nameplate.planning.concept_note import Field, Proposal, propose, to_yaml
from nameplate.planning.concept_note.source_text import MARK
from nameplate.planning.programme_file import read_programme
from tests.planning.concept_notes_read import OTHERS, SEEDS, note, written

PIECES = (
    *("Chair", "Moderator:", "Panellists:", "Opening remarks", "Keynote speaker", "Discussion", "Break", "Replies"),
    *("Wrap-up by the Chair", "Closing", "Video message", "Programme", "Format:", "Background", "Date and venue:"),
    *("Venue:", "Objectives", "H.E. Mr. ", "Ms. Ada Example", "PROF. BEN EXAMPLE", "M. Cy", "Dr ", "Ambassador"),
    *(" of Chile", " (Chile)", "(Moderator)", ", Permanent Representative of Peru to the United Nations", ", on "),
    *(" on behalf of the African Group", "to be confirmed", "“", "”", "«", "»", '"', "’", " – ", "-", ":", ",", ";"),
    *("(", ")", ".", "\t", "|", " ", "  ", "\n", "\n\n", "• ", "1. ", "(a) ", "3 March 2015", "Tuesday, March 3"),
    *("4 and 5 May 2015", "03/04/2015", "10:00", "10:00-13:00", "3 to 6 p.m.", "9h30 – 10h", "Day 1", "10 minutes"),
    *("Room XX, Palais des Nations, Geneva", "Morning session", "Session 2: ", "each session", "by ", "Seminar on"),
    *("[bookmark: _GoBack]", "\u200b", "\xad", "\xa0", "\x00", "\ufeff", "\u2028", "\x85", "\ufffe", "\x1c"),
    *("Concept note as of", "presentations by experts", "an interactive dialogue", "will be held on"),
    *("two slots of 60 minutes each (45 minutes for the floor,", "moderated by "),
)
NOTES = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join)
SHUFFLED = (
    st.sampled_from([*SEEDS, *OTHERS]).flatmap(lambda name: st.permutations(note(name).splitlines())).map("\n".join)
)
TEXTS = st.text() | NOTES | SHUFFLED

TEXT_FIELDS = {
    *("title", "subtitle", "body", "session", "organizer", "room", "source", "name", "rank", "of", "theme"),
    *("on_behalf_of", "medium"),
}


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_each_field_comes_from_the_text(text: str) -> None:
    proposal = propose(text)
    for path, field in proposal.fields():
        source = written(proposal, field)
        assert field.spans or field.guess, path
        assert field.value and len(field.value) <= 400
        if path.rpartition(".")[2] in TEXT_FIELDS:
            assert squeezed(field.value) == squeezed(source), path
        else:
            assert_derived(path.rpartition(".")[2], field, source)


def assert_derived(name: str, field: Field, source: str) -> None:
    """A date, a time, minutes or a kind: its figures are in the source, unless it is a guess."""
    numbers = {int(number) for number in re.findall(r"[0-9]+", source)}
    match name:
        case "date":
            day = date.fromisoformat(field.value)
            assert field.guess or {day.year, day.day} <= numbers
        case "begin" | "end":
            hour, minute = map(int, field.value.split(":"))
            assert hour % 12 in {number % 12 for number in numbers} or "noon" in source or "midday" in source
            assert minute == 0 or minute in numbers
        case "minutes":
            assert 1 <= int(field.value) <= 600
            assert field.guess or int(field.value) in numbers or len(numbers) > 1 or "n" in source
        case "kind":
            assert field.value in ITEM_KINDS
        case "by_chair":
            assert field.value == "chair"
        case _:
            assert name in ("timezone", "role", "preset")


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_each_line_is_marked(text: str) -> None:
    proposal = propose(text)
    assert [line.text for line in proposal.lines] == text.splitlines()
    covered: dict[int, set[int]] = {}
    paths: dict[int, set[str]] = {}
    for path, field in proposal.fields():
        for span in field.spans:
            covered.setdefault(span.line, set()).update(range(span.start, span.end))
            paths.setdefault(span.line, set()).add(path)
    for number, line in enumerate(proposal.lines):
        assert line.number == number + 1
        assert {*line.used} == paths.get(number, set())
        unused = {column for span in line.unused for column in range(span.start, span.end)}
        assert not unused & covered.get(number, set())
        left = "".join(" " if n in unused | covered.get(number, set()) else c for n, c in enumerate(line.text))
        long_words = re.findall(r"[^\W_]{9,}", MARK.sub(" ", left))
        assert long_words == [], "a word is neither used nor unused"


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_the_file_of_a_proposal_is_one_that_the_programme_reader_understands(text: str) -> None:
    proposal = propose(text)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "programme.yaml")
        file.write_text(to_yaml(proposal), encoding="utf-8")
        try:
            created = read_programme(file, "CODE2345", ()).created
        except BadFile as error:
            assert not is_complete(proposal), str(error)
        else:
            assert is_complete(proposal)
            assert proposal.title and created.title.startswith(proposal.title.value)
            assert [len(s.items) for s in created.sittings] == [len(s.items) for s in proposal.sittings]


def is_complete(proposal: Proposal) -> bool:
    """Whether the note says all that the programme file requires."""
    dated = all(proposal.date or sitting.date for sitting in proposal.sittings)
    whole = all(sitting.begin and sitting.end and sitting.items for sitting in proposal.sittings)
    return bool(proposal.title and proposal.sittings and dated and whole)


def test_an_office_with_a_time_is_an_item_of_a_known_kind() -> None:
    (item,) = propose("0:00CHAIR“").sittings[0].items
    assert item.kind.value in ITEM_KINDS and item.kind.guess
