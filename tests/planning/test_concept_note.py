"""A programme from a concept note: the two public notes, and notes of the same family in other forms."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nameplate.meeting.model.values import Item, Seat
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.paths import EXAMPLES
from nameplate.planning.bad_file import BadFile
from nameplate.planning.concept_note import Guess, Proposal, propose, to_yaml
from nameplate.planning.programme_file import Programme, read_programme
from tests.planning.concept_notes_read import OTHERS, SEEDS, expected, note, proposed, written


def loaded(proposal: Proposal, folder: Path) -> Programme:
    """The programme that the file of a proposal gives."""
    file = folder / "programme.yaml"
    file.write_text(to_yaml(proposal), encoding="utf-8")
    return read_programme(file, "CODE2345", ())


def by_hand(name: str) -> MeetingCreated:
    """The programme that a person made of a public note."""
    return read_programme(EXAMPLES / f"{name}.yaml", "CODE2345", ()).created


def hours(created: MeetingCreated) -> list[tuple[datetime, datetime]]:
    """Begin and end of each sitting."""
    return [tuple(datetime.fromtimestamp(ms / 1000, UTC) for ms in (s.start, s.end)) for s in created.sittings]  # type: ignore[misc]


def spoken(created: MeetingCreated) -> list[tuple[str, str, str, str, str]]:
    """Kind, speaker, title, State and theme of the items with a speaker, in their order. The chair's are left out."""
    people = {person.id: person for person in created.people}

    def of(item: Item) -> tuple[str, str, str, str, str]:
        person = people[item.speaker or ""]
        return item.kind, person.name, person.title, person.of, item.theme

    return [of(item) for s in created.sittings for item in s.items if item.speaker and item.speaker != "chair"]


def test_the_panel_of_2015_is_as_a_person_made_it_in_all_that_the_note_says(tmp_path: Path) -> None:
    read = loaded(proposed("hrc28-panel-2015"), tmp_path)
    made, own = by_hand("hrc28-panel-2015"), read.created
    assert read.warnings == ()
    assert (own.body, own.room, own.timezone, hours(own)) == (made.body, made.room, made.timezone, hours(made))
    assert [each[:3] + each[4:] for each in spoken(own)] == [each[:3] + each[4:] for each in spoken(made)]

    # What the person decided:
    assert own.title.replace(" of the Human Rights Council", "") == made.title
    (chair,), (made_chair,) = ([p for p in c.people if p.id == "chair"] for c in (own, made))
    assert chair.title == made_chair.title
    assert (chair.name, made_chair.name) == ("H.E. Mr. Joachim Ruecker", "H.E. Mr. Joachim Rücker")
    states = [(mine[3], theirs[3]) for mine, theirs in zip(spoken(own), spoken(made), strict=True)]
    assert [pair for pair in states if pair[0] != pair[1]] == [("Islamic Republic of Iran", "")]
    assert [
        item.kind for item in made.sittings[0].items if item.kind not in {i.kind for i in own.sittings[0].items}
    ] == [
        "chair_opening",
        "replies",
        "replies",
        "closing",
    ]
    assert {item.minutes for item in own.sittings[0].items} == {None}
    assert [item.on_behalf_of for item in made.sittings[0].items if item.on_behalf_of] == ["Non-Aligned Movement"]


def test_the_seminar_of_2013_is_as_a_person_made_it_in_all_that_the_note_says(tmp_path: Path) -> None:
    read = loaded(proposed("seminar-2013"), tmp_path)
    made, own = by_hand("seminar-2013"), read.created
    assert read.warnings == ()
    assert (own.title, own.body, own.room, own.timezone) == (made.title, made.body, made.room, made.timezone)
    assert hours(own) == hours(made)
    for sitting, made_sitting in zip(own.sittings, made.sittings, strict=True):
        presentations, floor, wrap_up = sitting.items
        assert (presentations.kind, presentations.minutes) == ("presentation", 10)
        assert {i.minutes for i in made_sitting.items if i.kind == "presentation"} == {10}
        assert (floor.kind, floor.title) == ("floor_block", "inter-active dialogue")
        assert "Interactive dialogue" in {i.title for i in made_sitting.items if i.kind == "floor_block"}
        assert wrap_up.kind == "wrap_up"
        kinds = [i.kind for i in made_sitting.items if i.kind in ("presentation", "floor_block", "wrap_up")]
        assert list(dict.fromkeys(kinds)) == [i.kind for i in sitting.items]

    # What the person added: the chair, who is not in the note, the opening, the names of the experts, the themes.
    assert own.people == () and all(isinstance(person, Seat) for person in made.people)


def test_the_guesses_in_the_two_public_notes() -> None:
    guesses = {name: {path: field.guess for path, field in proposed(name).fields() if field.guess} for name in SEEDS}
    assert guesses == {
        "seminar-2013": {
            "timezone": Guess.TIME_ZONE,
            "preset": Guess.RULES_OF_SEMINAR,
            "sittings.0.items.0.kind": Guess.ONE_FOR_ALL,
            "sittings.1.items.0.kind": Guess.ONE_FOR_ALL,
        },
        "hrc28-panel-2015": {
            "timezone": Guess.TIME_ZONE,
            "preset": Guess.RULES_OF_PANEL,
            "chair.of": Guess.OF_FROM_TITLE,
            "sittings.0.items.1.speaker.of": Guess.OF_FROM_TITLE,
            "sittings.0.items.5.speaker.of": Guess.OF_FROM_TITLE,
            "sittings.0.items.7.kind": Guess.PROSE,
        },
    }


@pytest.mark.parametrize("name", OTHERS)
def test_no_field_is_wrong_that_is_not_marked_as_a_guess(name: str) -> None:
    right = expected(name)
    certain = {path: field.value for path, field in proposed(name).fields() if not field.guess}
    assert {path: value for path, value in certain.items() if right.get(path) != value} == {}


@pytest.mark.parametrize("name", OTHERS)
def test_all_that_the_note_says_is_found(name: str) -> None:
    found = {path: field.value for path, field in proposed(name).fields()}
    assert {path: value for path, value in expected(name).items() if found.get(path) != value} == {}


@pytest.mark.parametrize("name", [*SEEDS, *OTHERS])
def test_the_file_of_a_proposal_can_be_read(name: str, tmp_path: Path) -> None:
    read = loaded(proposed(name), tmp_path)
    assert len(read.created.sittings) == len(proposed(name).sittings)
    assert read.warnings == ()


def test_each_line_is_used_or_unused() -> None:
    lines = proposed("hrc28-panel-2015").lines
    assert [line.text for line in lines] == note("hrc28-panel-2015").splitlines()
    by_number = {line.number: line for line in lines}
    assert by_number[3].used == ("body", "session") or by_number[2].used == ("body", "session")
    background = next(line for line in lines if line.text.startswith("The multiple and complex"))
    (piece,) = background.unused
    assert background.used == () and (piece.start, piece.end) == (0, len(background.text))
    hetle = next(line for line in lines if "Hetle" in line.text)
    assert {path.rpartition(".")[2] for path in hetle.used} == {"rank", "name", "title", "of", "theme"}
    assert hetle.unused == ()


def test_a_line_that_is_used_in_part_says_what_is_unused() -> None:
    proposal = propose("Panel discussion on water\n3 March 2015, 10:00-13:00, bring your own cup, Room XX")
    (piece,) = proposal.lines[1].unused
    assert proposal.lines[1].text[piece.start : piece.end] == ", bring your own cup,"


def test_a_field_names_the_pieces_of_the_note_that_it_comes_from() -> None:
    proposal = proposed("blocks")
    fields = dict(proposal.fields())
    assert written(proposal, fields["sittings.0.items.0.theme"]) == "From right to tap"
    assert [span.line for span in fields["sittings.0.items.0.theme"].spans] == [28, 29]
    assert written(proposal, fields["date"]) == "Tuesday, October 6, 2015"


ONE_LINE: dict[str, dict[str, str | None]] = {
    "Chair: Ms. Ada Example": {"chair.rank": "Ms.", "chair.name": "Ada Example"},
    "CHAIRPERSON: MR. ADA EXAMPLE, DIRECTOR": {
        "chair.rank": "MR.",
        "chair.name": "ADA EXAMPLE",
        "chair.title": "DIRECTOR",
    },
    "Moderator: Dr Ada Example": {"chair.name": "Ada Example?"},
    "Keynote: H. E. Mr. Ben Example of the South Centre": {
        "item.speaker.rank": "H. E. Mr.",
        "item.speaker.of": "South Centre",
    },
    "Keynote: Ms. Ada Example (Chile), Director": {"item.speaker.of": "Chile?", "item.speaker.title": "Director"},
    "Keynote: Ms. Ada Example, Republic of Korea": {
        "item.speaker.of": "Republic of Korea?",
        "item.speaker.title": None,
    },
    "Keynote: Ms. Ada Example, IT": {"item.speaker.of": None, "item.speaker.title": "IT"},
    "Keynote by Ms. Ada Example, Director, on behalf of the African Group": {"item.on_behalf_of": "African Group"},
    "Keynote: “Ice” by Ms. Ada Example": {"item.theme": "Ice", "item.speaker.name": "Ada Example"},
    "Panellists: Ms. Ada Example, who was here before": {"item.speaker.name": "Ada Example?"},
    "Panellists: Ms. Ada Example, Director, WHO": {"item.speaker.title": "Director, WHO"},
    "Keynote: Ms. Ada Example, Director of Human\nRights Watchers": {"item.speaker.title": "Director of Human?"},
    "Keynote: Ms. Ada Example, Director of the\nRights Watchers": {
        "item.speaker.title": "Director of the Rights Watchers"
    },
    "Keynote (12 minutes): Ms. Ada Example": {"item.minutes": "12", "item.speaker.name": "Ada Example"},
    "Panellists: Ms. Ada Example, on the right to food": {"item.theme": "the right to food?"},
    "Panellists: Ms. Ada Example, Head of “Water”, UNESCO": {"item.speaker.title": "Head of “Water”, UNESCO"},
    "Panellists: Ms. Ada Example, Head of “Water”": {"item.speaker.title": "Head of “Water”?", "item.theme": None},
    "Panellists: Ada Example, Director": {"item.speaker.name": "Ada Example?", "item.speaker.title": "Director?"},
    "Panellists: Ms. Ada Example (to be confirmed)": {"item.speaker.name": "Ada Example?"},
    "Opening: Secretary-General of the Forum": {"item.speaker.name": "Secretary-General of the Forum?"},
    "Opening by the Chair": {"item.kind": "chair_opening", "item.by_chair": "chair"},
    "Video message: Ms. Ada Example": {"item.kind": "opening_remarks?", "item.medium": "Video message"},
    "Questions and answers (1-2 minutes each)": {"item.kind": "floor_block"},
    "10:00-10:20 Ms. Ada Example": {"item.kind": "presentation?", "item.minutes": "20", "item.begin": "10:00"},
    "3:00-3:20 Discussion": {"item.begin": "15:00?", "item.minutes": "20?"},
    "Panellists: Ms. Ada B., Director": {"item.speaker.name": "Ada B.", "item.speaker.title": "Director"},
    "Panellists: Ms. Ada Example.": {"item.speaker.name": "Ada Example"},
    "Panellists: Ms. Ada Example / Water Watch: Ice": {
        "item.speaker.name": "Ada Example",
        "item.speaker.title": "Water Watch: Ice?",
    },
    "Speakers\n\nAda Example, Poet\nBen Example, Baker": {
        "item.speaker.name": "Ada Example?",
        "sittings.0.items.1.speaker.name": "Ben Example?",
    },
    "General debate": {"item.kind": "general_debate"},
    "Coffee break, 11:00": {"item.kind": "break"},
}
"""A line of a programme, and fields of it. A question mark stands for a guess."""


@pytest.mark.parametrize("line", ONE_LINE)
def test_one_line_of_a_programme(line: str) -> None:
    fields = {
        path.replace("sittings.0.items.0", "item"): field.value + "?" * bool(field.guess)
        for path, field in propose(f"Programme\n{line}\n").fields()
    }
    assert {path: fields.get(path) for path in ONE_LINE[line]} == ONE_LINE[line]


WHEN = {
    "3 March 2015, 9 a.m. to 12 p.m.": ["2015-03-03 09:00 12:00"],
    "March 3, 2015, 3 p.m. – 6 p.m.": ["2015-03-03 15:00 18:00"],
    "Tuesday 3rd of March 2015, 3-6 p.m.": ["2015-03-03 15:00 18:00"],
    "Monday, 3 March 2015, 10.00-13.00": ["2015-03-03? 10:00 13:00"],
    "2015-03-03, 10h to 13h": ["2015-03-03 10:00 13:00"],
    "03/04/2015 10:00-13:00": ["2015-04-03? 10:00 13:00"],
    "13/04/2015 10:00-13:00": ["2015-04-13 10:00 13:00"],
    "04.13.2015 10:00-13:00": ["2015-04-13 10:00 13:00"],
    "3 March 2015, 10 to 1 p.m.": ["2015-03-03 10:00? 13:00"],
    "3 March 2015, 10 a.m.–12 noon": ["2015-03-03 10:00 12:00"],
    "3 March 2015, 2:30-5:30": ["2015-03-03 14:30? 17:30?"],
    "3 March 2015, 10 a.m. to 1 p.m. and 3 to 6 p.m.": ["2015-03-03 10:00 13:00", "2015-03-03 15:00 18:00"],
    "3-4 March 2015, 10:00-13:00": ["2015-03-03 10:00? 13:00?", "2015-03-04 10:00? 13:00?"],
    "3 March 2015, 10:00-13:00; 4 March 2015, 15:00-18:00": ["2015-03-03 10:00 13:00", "2015-03-04 15:00 18:00"],
    "31 February 2015, 10:00-13:00": ["None 10:00 13:00"],
    "3 March 2015, 13:00-10:00": [],
    "2 March – 27 April 2015, 10:00-13:00": ["None 10:00 13:00"],
    "3 March 2015, sessions 1-2": [],
    "3 March 2015\n10:00-12:00 (first panel) and 16:00-18:00 (second panel)": [
        "2015-03-03 10:00 12:00",
        "2015-03-03 16:00 18:00",
    ],
}
"""A line about date and time, and the sittings. A question mark stands for a guess."""


@pytest.mark.parametrize("line", WHEN)
def test_dates_and_times(line: str) -> None:
    proposal = propose(f"Seminar\n\nDate and time: {line}\n")

    def shown(sitting_field: object) -> str:
        value, guess = getattr(sitting_field, "value", None), getattr(sitting_field, "guess", None)
        return f"{value}{'?' if guess else ''}"

    assert [f"{shown(s.date or proposal.date)} {shown(s.begin)} {shown(s.end)}" for s in proposal.sittings] == WHEN[
        line
    ]


PRESENTATIONS = {
    "Presentations of approximately 10 minutes will be followed by a discussion.": "10",
    "Each panellist will have seven minutes.": "7",
    "After 8-minute presentations the floor is open.": "8",
    "States have 2 minutes and panellists 6 minutes.": "6",
    "Delegations have 3 minutes.": None,
    "The panellists speak first. Interventions are limited to 2 minutes for observers.": None,
    "The panellists will speak for 5 to 7 minutes.": None,
    "The panel lasts three hours.": None,
}


@pytest.mark.parametrize("sentence", PRESENTATIONS)
def test_the_minutes_of_a_presentation(sentence: str) -> None:
    proposal = propose(f"Format: {sentence}\n\nPanellists:\nMs. Ada Example\n")
    minutes = proposal.sittings[0].items[0].minutes
    assert (minutes and minutes.value) == PRESENTATIONS[sentence]


BLOCKS = """\
Seminar on housing
8 May 2019

Opening (9:00am – 9:30am)
Speaker: Ms. Ada Example
Session 1 (9:30am – 11:00am): Financing
Chair: Mr. Ben Example
Speakers: Ms. Cy Example and Mr. Di Example
Session 2 (11:00am – 1:00pm): Evictions
Chair: Ms. El Example
Closing remarks (1:00pm – 1:10pm)
"""


def test_numbered_sessions_without_a_pause_are_parts_of_one_sitting() -> None:
    proposal = propose(BLOCKS)
    (sitting,) = proposal.sittings
    assert sitting.begin and sitting.end and (sitting.begin.value, sitting.end.value) == ("09:00", "13:10")
    assert [
        (item.kind.value, item.speaker and item.speaker.name.value, item.minutes and item.minutes.value)
        for item in sitting.items
    ] == [
        ("opening_remarks", "Ada Example", "30"),
        ("presentation", "Cy Example", "45"),
        ("presentation", "Di Example", "45"),
        ("presentation", None, "120"),
        ("closing", None, "10"),
    ]
    assert proposal.chair is None  # each session has its own


def test_what_the_loose_note_leaves_open_is_a_guess_or_unused() -> None:
    proposal = proposed("loose-times")
    guesses = {path: field.guess for path, field in proposal.fields() if field.guess}
    hours = {f"sittings.{n}.{key}": Guess.HALF_OF_DAY for n in range(4) for key in ("begin", "end")}
    assert guesses == hours | {
        "timezone": Guess.TIME_ZONE,
        "preset": Guess.RULES_OF_SEMINAR,
        "sittings.0.items.0.minutes": Guess.COMPUTED,
        "sittings.0.items.1.minutes": Guess.COMPUTED,
        "sittings.0.items.1.kind": Guess.ONE_FOR_ALL,
        "sittings.1.items.0.minutes": Guess.COMPUTED,
        "sittings.1.items.1.minutes": Guess.COMPUTED,
        "sittings.2.items.0.minutes": Guess.COMPUTED,
        "sittings.3.items.0.kind": Guess.SITTING,
    }
    unused = {line.text[piece.start : piece.end] for line in proposal.lines for piece in line.unused}
    assert {"– Chair: Ms. Peggy Hicks", "The panel will start with a short film."} <= unused


SESSIONS = "Seminar on housing\n4 and 5 May 2020\n\nProgramme\n\nDay 1 – Monday, 4 May 2020\n"


@pytest.mark.parametrize(
    "lines",
    [
        "Session I – Chair: Ms. Peggy Hicks\n10:00 Opening: Mr. Ben Example",
        "10:00 Session I – Chair: Ms. Peggy Hicks\nMr. Ben Example, Director",
        "10:00-13:00 Session 1: Water (moderated by Ms. Peggy Hicks)\nMr. Ben Example, Director",
        "Panel 1 – Chair: Ms. Peggy Hicks\nMr. Ben Example",
        "Session I\nChair: Ms. Peggy Hicks\n10:00 Opening: Mr. Ben Example\nSession II\nChair: Ms. Di Example",
        "Session I\nMs. Peggy Hicks (Chair)\n10:00 Opening: Mr. Ben Example\n\nDay 2 – Tuesday, 5 May 2020\nSession II",
    ],
)
def test_the_chair_of_a_session_is_not_the_chair_of_the_meeting(lines: str) -> None:
    proposal = propose(SESSIONS + lines)
    assert proposal.chair is None
    assert [field.value for _, field in proposal.fields() if "Hicks" in field.value] == []
    assert "Ben Example" in [field.value for _, field in proposal.fields()]
    (told,) = (line for line in proposal.lines if "Hicks" in line.text)
    assert any("Peggy Hicks" in told.text[piece.start : piece.end] for piece in told.unused)


@pytest.mark.parametrize(
    ("lines", "sittings"),
    [
        ("10:00 Opening: Mr. Ben Example\n10:30 Panel discussion\n12:45 Closing", [["10:00", "10:30", "12:45"]]),
        ("10:00 Opening: Mr. Ben Example\n10:30 Discussion\n15:00 Debate", [["10:00", "10:30"], ["15:00"]]),
    ],
)
def test_an_item_without_an_end_lasts_until_the_next_one(lines: str, sittings: list[list[str]]) -> None:
    found = propose("Seminar on housing\n4 May 2020\n\nProgramme\n" + lines).sittings
    assert [[item.begin.value for item in sitting.items if item.begin] for sitting in found] == sittings


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("Time: 9-12 and 3-6", [("09:00", "12:00"), ("15:00", "18:00")]),
        ("Time: 10 – 13", [("10:00", "13:00")]),
        ("Date: 4-5", []),
        ("Room: 9-12", []),
    ],
)
def test_plain_hours_are_times_only_in_a_line_about_the_time(line: str, times: list[tuple[str, str]]) -> None:
    found = propose(f"Seminar on housing\n4 May 2020\n{line}\n").sittings
    assert [(each.begin and each.begin.value, each.end and each.end.value) for each in found] == times
    fields = [field for each in found for field in (each.begin, each.end) if field]
    assert all(field.guess is Guess.HALF_OF_DAY for field in fields)


@pytest.mark.parametrize("start", ["Chair: Ms. Ada Example. ", "Chair: Ms. Ada Example\n", "Chair\nMs. Ada Example\n"])
def test_a_sentence_after_the_chair_is_no_title(start: str) -> None:
    chair = propose(f"Seminar on housing\n4 May 2020\n{start}The panel will start with a film.\n").chair
    assert chair and (chair.name.value, chair.title) == ("Ada Example", None)


def test_a_mail_that_quotes_the_note() -> None:
    quoted = "".join(f"> {line}\n" for line in note("hrc28-panel-2015").splitlines())
    fields = [(path, field.value) for path, field in proposed("hrc28-panel-2015").fields()]
    assert [(path, field.value) for path, field in propose(quoted).fields()] == fields


def test_persons_of_the_prose_are_guesses() -> None:
    proposal = propose(
        "Panel on water\n\nBackground\nA panel was moderated by Mr. No Body in 2012. The panel will be chaired by "
        "Ms. Cy Example, President, and moderated by Mr. Di Example.\n"
        "The following panellists were invited:\nMs. El Example\n"
    )
    assert proposal.chair and proposal.chair.name.guess is Guess.PROSE and proposal.chair.name.value == "Cy Example"
    assert proposal.chair.title and proposal.chair.title.value == "President"
    assert proposal.moderator and proposal.moderator.name.value == "Di Example"
    assert [item.speaker and item.speaker.name.value for item in proposal.sittings[0].items] == ["El Example"]


def lasting(proposal: Proposal) -> list[tuple[str, str | None, str | None, Guess | None]]:
    """Kind, speaker and minutes of each item, and whether the minutes are a guess."""
    items = [item for sitting in proposal.sittings for item in sitting.items]
    return [
        (
            item.kind.value,
            item.speaker.name.value if item.speaker else None,
            item.minutes.value if item.minutes else None,
            item.minutes.guess if item.minutes else None,
        )
        for item in items
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "10:00 – 12:30 Session II: Elections\nKeynote by Mr. Ben Example",
        "10:00 – 12:30 Opening session\nMr. Ben Example",
        "10:00 – 12:30 Panel discussion\nMr. Ben Example",
        "Panel 2: Elections (10:00 – 12:30)\nMr. Ben Example",
    ],
)
def test_the_time_of_a_session_is_not_surely_that_of_its_only_speaker(lines: str) -> None:
    proposal = propose(f"Seminar on housing\n4 May 2020\n\nProgramme\n{lines}\n12:30 – 13:00 Closing remarks\n")
    ((_, name, minutes, guess), closing) = lasting(proposal)
    assert (name, minutes, guess) == ("Ben Example", "150", Guess.TIME_OF_PART)
    assert closing == ("closing", None, "30", None)


def test_a_line_with_a_session_its_chair_and_its_panellists() -> None:
    proposal = propose(
        "Seminar on housing\n4 May 2020\n\nProgramme\n9:00 – 10:20 Opening: Ms. Di Example\n"
        "10:20 – 11:30 Session I: Law. Chair: Dr. Ada Example. Panellists: Ms. Cy Example, EFF; Mr. Ben Example\n"
        "11:30 – 12:00 Session II: Policy\n"
    )
    assert lasting(proposal)[1:3] == [
        ("presentation", "Cy Example", "35", Guess.SHARED),
        ("presentation", "Ben Example", "35", Guess.SHARED),
    ]
    assert proposal.chair is None


@pytest.mark.parametrize(
    "title", ["Expert Seminar: Digital Rights", "Panel: The right to water", "Debate: Is it fair?"]
)
def test_a_first_line_like_a_title_is_the_title_and_a_place_is_the_room(title: str) -> None:
    proposal = propose(
        f"{title}\nVienna International Centre, Boardroom D\n5 October 2026\n10:00 Opening: Ms. Ada Example"
    )
    assert proposal.title and (proposal.title.value, proposal.title.guess) == (title, None)
    assert proposal.room and proposal.room.value == "Vienna International Centre, Boardroom D"
    assert [name for _, name, _, _ in lasting(proposal)] == ["Ada Example"]


@pytest.mark.parametrize(
    ("sentence", "chair", "moderator"),
    [
        ("The Chair, Mr. Ben Example, will close the panel.", "Ben Example", "Ada Example"),
        ("Mr. Ben Example, Director, will chair the panel.", "Ben Example", "Ada Example"),
        ("In 2012 the Chair, Mr. Ben Example, closed the panel.", "Ada Example", None),
    ],
)
def test_a_chair_who_is_named_in_a_sentence(sentence: str, chair: str, moderator: str | None) -> None:
    proposal = propose(
        f"Panel on water\n4 May 2020\n\nBackground\n{sentence}\n\nProgramme\nModerator: Ms. Ada Example\n"
    )
    assert proposal.chair and proposal.chair.name.value == chair and proposal.chair.name.guess
    assert (proposal.moderator and proposal.moderator.name.value) == moderator


def test_the_minutes_of_an_item_of_a_sentence() -> None:
    proposal = propose(
        "Format: There will be an interactive discussion of 90 minutes. The Chair will wrap up (10 minutes). "
        "Questions and answers (2 minutes each).\n"
    )
    assert [(kind, minutes) for kind, _, minutes, _ in lasting(proposal)] == [("floor_block", "90"), ("wrap_up", "10")]


@pytest.mark.parametrize(
    ("head", "preset"),
    [
        ("Human Rights Council\nPanel on water\n3 March 2015", "hrc_panel_2012"),
        ("Human Rights Council\nPanel on water\n3 March 2017", "hrc_panel_2017"),
        ("Human Rights Council\nPanel on water", "hrc_panel_2017"),
        ("Human Rights Council\nClustered interactive dialogue on water", "hrc_id_clustered_2012"),
        ("Human Rights Council\nGeneral debate on water", "hrc_gd_2017"),
        ("General Assembly\nDebate on water", "general_assembly"),
        ("Seminar on water", "seminar_2013"),
    ],
)
def test_the_rules_are_those_of_the_body_and_always_a_guess(head: str, preset: str) -> None:
    found = propose(f"{head}\n\nProgramme\nChair: Ms. Ada Example\n").preset
    assert found and found.value == preset and found.guess


def test_a_list_with_dashes_gives_no_sure_minutes_to_more_speakers_than_it_says() -> None:
    proposal = proposed("dashes")
    assert proposal.title and proposal.title.value == "Side event: Safe water in schools"
    assert lasting(proposal) == [
        ("presentation", name, "8", Guess.OTHER_NUMBER)
        for name in ("Will Sample", "Xenia Sample", "Yan Sample", "Zoe Sample")
    ]
    unused = {line.text[piece.start : piece.end] for line in proposal.lines for piece in line.unused}
    assert "– Discussion, 40 minutes" in unused and "– Closing, 5 minutes" in unused


def test_a_note_in_two_languages_is_read_in_part_and_the_rest_is_unused() -> None:
    proposal = proposed("french-and-english")
    sure = {path: field.value for path, field in proposal.fields() if not field.guess}
    assert {path: value for path, value in sure.items() if not path.startswith("sittings.0.items")} == {
        "title": "Séminaire sur la liberté académique – Seminar on academic freedom",
        "room": "Salle XX, Palais des Nations",
        "sittings.0.begin": "15:00",
        "sittings.0.end": "18:00",
    }
    assert [name for _, name, _, _ in lasting(proposal)] == ["Bruno Exemple", "Claire Exemple", None]
    assert all(item.kind.guess for item in proposal.sittings[0].items)
    unused = " ".join(line.text[piece.start : piece.end] for line in proposal.lines for piece in line.unused)
    assert all(each in unused for each in ("12 mars 2026", "Mme Anne Exemple", "S.E. M. Denis Exemple", "Closing"))


@pytest.mark.parametrize("name", ["agenda-table", "sessions-in-sittings", "prose-only", "dashes"])
def test_every_person_of_a_note_is_in_a_field_or_unused(name: str) -> None:
    proposal = proposed(name)
    told = " ".join(field.value for _, field in proposal.fields())
    told += " ".join(line.text[piece.start : piece.end] for line in proposal.lines for piece in line.unused)
    people = set(re.findall(r"[A-Z][a-z]+ Sample", note(name)))
    assert people and {person for person in people if person not in told} == set()


def test_sessions_that_are_counted_through_all_days_are_in_the_sittings_of_their_day() -> None:
    proposal = propose(
        "Seminar on housing\n4 and 5 May 2020, 10:00-13:00 and 15:00-18:00\n\nProgramme\n"
        "Day 1 – Monday, 4 May 2020\nSession I: Law\nPanellists: Ms. Ada Example\n"
        "Session II: Policy\nPanellists: Ms. Ben Example\n"
        "Day 2 – Tuesday, 5 May 2020\nSession III: Practice\nPanellists: Ms. Cy Example\n"
        "Session V: Outlook\nPanellists: Ms. Di Example\n"
    )
    places = {
        item.speaker.name.value: (
            sitting.date and sitting.date.value,
            sitting.begin and sitting.begin.value,
            item.kind.guess,
        )
        for sitting in proposal.sittings
        for item in sitting.items
        if item.speaker
    }
    assert places["Ada Example"] == ("2020-05-04", "10:00", None)
    assert places["Ben Example"] == ("2020-05-04", "15:00", None)
    assert places["Cy Example"] == ("2020-05-05", "10:00", None)
    assert places["Di Example"][0] == "2020-05-05"


def test_a_heading_after_a_keynote_begins_the_panel() -> None:
    proposal = propose("Programme\nKeynote speech: Ms. Ada Example\nSpeakers\n- Mr. Ben Example, Poet - Theme: Ice\n")
    keynote, panellist = proposal.sittings[0].items
    assert (keynote.kind.value, panellist.kind.value) == ("keynote", "presentation")
    assert panellist.theme and panellist.theme.value == "Ice"


def test_a_moderator_is_the_chair_if_no_chair_is_named() -> None:
    proposal = propose("Moderator: Ms. Ada Example\nPanellists:\nMr. Ben Example\n")
    assert proposal.chair and proposal.chair.name.guess is Guess.MODERATOR and proposal.moderator is None


def test_a_file_without_date_and_times_is_refused_like_any_other(tmp_path: Path) -> None:
    proposal = propose("Panel discussion on water\n\nPanellists:\nMs. Ada Example\n")
    assert "# date: the note does not say it" in to_yaml(proposal)
    with pytest.raises(BadFile, match="“date” is missing"):
        loaded(proposal, tmp_path)


@pytest.mark.parametrize("text", ["x" * 200_001, "é" * 100_001, "\n" * 2_001])
def test_a_text_that_is_too_long_is_refused(text: str) -> None:
    with pytest.raises(BadFile, match=r"^The concept note: is too long; at most (200 KB of text|2000 lines) are read$"):
        propose(text)
