"""The forms in which concept notes write their times. A field that may be wrong is marked as a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameplate.planning import concept_note

HEAD = "Human Rights Council\nPanel discussion on water\nConcept note\nDate: 3 March 2031\n"
PLACE = "Venue: Room XX, Palais des Nations, Geneva\n"

TWO = "10:00-13:00 15:00-18:00"
FORMS = [
    # A question mark is a guess.
    ("9-12 a.m. and 3-6 p.m.", "09:00-12:00? 15:00-18:00"),
    ("9 to 12 a.m. and from 3 to 6 p.m.", "09:00-12:00? 15:00-18:00"),
    ("9-12 am & 3-6 pm", "09:00-12:00? 15:00-18:00"),
    ("10-12 a.m.", "10:00-12:00?"),
    ("9-12 and 3-6 p.m.", "09:00?-12:00? 15:00-18:00"),
    ("9-12 and 3 p.m. to 6 p.m.", "09:00?-12:00? 15:00-18:00"),
    ("9-12 and 3-6", "09:00?-12:00? 15:00?-18:00?"),
    ("9-12 in the morning and 3-6 in the afternoon", "09:00?-12:00? 15:00?-18:00?"),
    ("morning: 10-13, afternoon: 15-18", "10:00?-13:00? 15:00?-18:00?"),
    ("10 a.m. to 1 p.m. and 3 p.m. to 6 p.m.", TWO),
    ("from 10 a.m. until 1 p.m. and from 3 p.m. until 6 p.m.", TWO),
    ("10 a.m.–1 p.m.; 3–6 p.m.", TWO),
    ("10 am-1 pm & 3 pm-6 pm", TWO),
    ("10:00 AM to 1:00 PM, 3:00 PM to 6:00 PM", TWO),
    ("10.00-13.00 / 15.00-18.00", TWO),
    ("10.00 – 13.00 hours and 15.00 – 18.00 hours", TWO),
    ("10h00 – 13h00 et 15h00 – 18h00", TWO),
    ("1000-1300 hrs and 1500-1800 hrs", TWO),
    ("10:00-13:00, lunch, 15:00-18:00", TWO),
    ("10.00-13.00 (lunch break 13.00-15.00) 15.00-18.00", TWO),
    ("9.00 a.m. to 1.00 p.m. and 2.30 to 5.30 p.m.", "09:00-13:00 14:30-17:30"),
    ("10.00 am to 12.00 noon and 2.00 pm to 5.00 pm", "10:00-12:00 14:00-17:00"),
    ("from 9.30 to noon", "09:30-12:00"),
    ("9 a.m. to midday", "09:00-12:00"),
    ("10 a.m. – 12 noon", "10:00-12:00"),
    ("noon to 2 p.m.", "12:00-14:00"),
    ("12 noon - 1.30 p.m.", "12:00-13:30"),
    ("between 10 a.m. and 1 p.m.", "10:00-13:00"),
    ("1:15 pm – 2:45 pm", "13:15-14:45"),
    ("1.15 to 2.45 pm", "13:15-14:45"),
    ("13h15 à 14h45", "13:15-14:45"),
    ("15h00-18h00", "15:00-18:00"),
    ("15 h – 18 h", "15:00-18:00"),
    ("3–6pm", "15:00-18:00"),
    ("11:00 a.m.-12:00 p.m.", "11:00-12:00"),
    ("10-1 p.m.", "10:00?-13:00"),
    ("11 a.m. to 12.30", "11:00-12:30?"),
    # A pause is no sitting, and a long one divides the day.
    ("09.00-17.30 (lunch 13.00-14.30)", "09:00-13:00? 14:30?-17:30"),
    ("9:00-17:00 (13:00-14:00 lunch)", "09:00-13:00? 14:00?-17:00"),
    ("9 a.m. to 5 p.m., with a lunch break from 1 to 2.30 p.m.", "09:00-13:00? 14:30?-17:00"),
    ("10 a.m. to 1 p.m., coffee break 11.15-11.30 a.m.", "10:00-13:00"),
    ("registration 9.00-9.30, meeting 9.30-12.30", "09:30-12:30"),
    ("lunch 1.15-2.45 p.m.", "13:15?-14:45?"),
    # What is not understood makes the rest of the line uncertain.
    ("10 a.m. sharp to 1 p.m. and 3 to 6 p.m.", "15:00?-18:00?"),
    ("15:00-18:00 and 8 p.m. to midnight", "15:00?-18:00?"),
    # The same sitting in the times of two places.
    ("10 a.m. to 1 p.m. EST (4 p.m. to 7 p.m. CET)", "10:00?-13:00? 16:00?-19:00?"),
    ("10:00-11:30 (New York time) / 16:00-17:30 (Geneva time)", "10:00?-11:30? 16:00?-17:30?"),
]


def times(written: str) -> str:
    """The sittings of a note with these times, with a question mark after each guess."""
    proposed = concept_note.propose(f"{HEAD}Time: {written}\n{PLACE}")
    shown = []
    for sitting in proposed.sittings:
        assert sitting.begin and sitting.end
        fields = (f"{field.value}{'?' if field.guess else ''}" for field in (sitting.begin, sitting.end))
        shown.append("-".join(fields))
    return " ".join(shown)


@pytest.mark.parametrize(("written", "read"), FORMS)
def test_times_are_read_in_the_forms_of_concept_notes(written: str, read: str) -> None:
    assert times(written) == read


@pytest.mark.parametrize("written", [written for written, _ in FORMS])
def test_each_figure_of_a_time_is_used_or_marked_as_unused(written: str) -> None:
    (line,) = (line for line in concept_note.propose(f"{HEAD}Time: {written}\n{PLACE}").lines if written in line.text)
    assert line.used, "the line is marked"


@given(
    first=st.integers(7, 11),
    second=st.sampled_from(("12 a.m.", "12 noon", "noon", "12 p.m.")),
    third=st.integers(1, 4),
    length=st.integers(1, 4),
    dash=st.sampled_from((" - ", "–", " to ", "-")),
    joint=st.sampled_from((" and ", ", ", "; ", " / ", " & ")),
)
def test_two_halves_of_a_day_are_two_sittings(
    first: int, second: str, third: int, length: int, dash: str, joint: str
) -> None:
    written = f"{first}{dash}{second}{joint}{third}{dash}{third + length} p.m."
    expected = f"{first:02}:00-12:00 {third + 12}:00-{third + length + 12}:00"
    assert times(written).replace("?", "") == expected
