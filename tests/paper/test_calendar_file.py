"""The programme for calendars: each sitting at its time, whatever its texts have in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from nameplate.meeting import Meeting, record
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.paper import calendar_file
from tests.record.story import AT, CHAIR, HOUR_MS, Story, created, english

TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=90).filter(str.strip)


def events(meeting: Meeting) -> list[Any]:
    """The events, as another program reads them."""
    return [*Calendar.from_ical(calendar_file(meeting, english())).walk("VEVENT")]


def test_each_sitting_is_an_event_in_its_room_at_its_booked_time() -> None:
    morning, afternoon = events(Story().meeting)
    assert [each["DTSTART"].dt for each in (morning, afternoon)] == [
        datetime(2015, 3, 3, 9, tzinfo=UTC),
        datetime(2015, 3, 3, 14, tzinfo=UTC),
    ]
    assert morning["DTEND"].dt == datetime(2015, 3, 3, 12, tzinfo=UTC)
    assert str(morning["LOCATION"]) == "Room XX, Palais des Nations, Geneva"
    assert len({str(morning["UID"]), str(afternoon["UID"])}) == 2


def test_the_description_has_the_theme_and_each_item_with_its_time_and_speaker() -> None:
    lines = str(events(Story().meeting)[0]["DESCRIPTION"]).split("\n")
    assert lines[0] == "International cooperation"
    assert lines[2] == "10:03 Presentation, Ms. Amara Okafor, Independent expert"
    assert len(lines) == 8


def test_a_newer_file_replaces_the_events_of_an_older_one() -> None:
    story = Story()
    before = events(story.meeting)[0]
    after = events(story.give(CHAIR, OpenSitting("s1")).meeting)[0]
    assert before["UID"] == after["UID"] and before["SEQUENCE"] < after["SEQUENCE"]


@given(TEXTS, TEXTS)
def test_any_text_is_read_back_as_it_was(title: str, room: str) -> None:
    made = replace(created(), title=title, room=room)
    event = events(record(Meeting(), made, AT - HOUR_MS, "secretariat", 1))[0]
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (title, room)
