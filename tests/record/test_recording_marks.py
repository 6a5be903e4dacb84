"""Marks of a recording: each speech at its time, whatever was typed, in forms that players and video sites read."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.record import MARKS, NoSittingThen, account_of, begin_of_recording, first_opening
from tests.record.story import CHAIR, DESK, HOSTILE, Story, english, full_meeting

CUE = re.compile(r"(\d+)\n(\d\d:\d\d:\d\d\.\d{3}) --> (\d\d:\d\d:\d\d\.\d{3})\n((?:[^\n]+\n)+)")
CHAPTER = re.compile(r"(?:(\d+):)?(\d\d?):(\d\d) (\S.*)")


def written(name: str, began: str = "") -> str:
    meeting = full_meeting()
    began_at = begin_of_recording(began, meeting) if began else first_opening(meeting)
    return MARKS[name].write(meeting, english(), began_at).decode()


def cues(text: str) -> list[tuple[str, str, str]]:
    """Begin, end and text of each cue. The whole file must consist of cues."""
    head, *blocks = text.split("\n\n")
    found = [CUE.fullmatch(block.rstrip("\n") + "\n") for block in blocks]
    assert head == "WEBVTT" and all(found), text
    return [(each[2], each[3], each[4]) for each in found if each]


def chapters(text: str) -> list[tuple[int, str]]:
    """The second at which each chapter begins, and its title."""
    found = [CHAPTER.fullmatch(line) for line in text.splitlines()]
    assert all(found), text
    return [(int(each[1] or 0) * 3600 + int(each[2]) * 60 + int(each[3]), each[4]) for each in found if each]


def test_each_intervention_has_a_cue_from_its_call_to_its_end() -> None:
    account = account_of(full_meeting(), english())
    counted = [i for i in account.interventions if i.counts]
    found = cues(written("vtt"))
    assert len(found) == len(counted)
    (france,) = [cue for cue in found if cue[2].startswith("France\n")]
    assert france[:2] == ("00:25:37.500", "00:30:02.500")  # opened at 10:01:35, called at 10:27:12.5


def test_the_begin_of_the_recording_moves_all_marks() -> None:
    (later,) = [cue for cue in cues(written("vtt", "2015-03-03T10:20:00")) if cue[2].startswith("France\n")]
    assert later[:2] == ("00:07:12.500", "00:11:37.500")
    assert written("vtt", "2015-03-03T09:20:00+00:00") == written("vtt", "2015-03-03T10:20:00")


def test_a_speech_that_had_begun_before_the_recording_begins_with_it() -> None:
    first, *_ = cues(written("vtt", "2015-03-03T10:28:12"))
    assert first == ("00:00:00.000", "00:03:25.500", "France\n")


def test_names_cannot_break_the_file_and_show_whole() -> None:
    assert any(text.startswith("&lt;script&gt;alert('x')&lt;/script&gt; &amp; ") for _, _, text in cues(written("vtt")))
    assert any(title.startswith(HOSTILE) for _, title in chapters(written("txt")))


def test_forms_and_groups_are_named() -> None:
    texts = [text for _, _, text in cues(written("vtt"))]
    assert "Ms. Sanna Berg, on behalf of Non-Aligned Movement\nDean of law\n" in texts
    assert any(re.match(r".+: Right of reply\n", text) for text in texts)


def test_chapters_begin_at_zero_and_last_ten_seconds() -> None:
    for began in ("", "2015-03-03T09:00:00", "2015-03-03T10:28:12"):
        found = chapters(written("txt", began))
        starts = [start for start, _ in found]
        assert starts[0] == 0 and all(b - a >= 10 for a, b in pairwise(starts)), found
    assert chapters(written("txt", "2015-03-03T09:00:00"))[0] == (0, full_meeting().title)


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=60), st.floats(0, 40_000))
def test_any_name_gives_one_cue_and_one_chapter(name: str, seconds: float) -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    story.give(DESK, AddInscription(guest=name)).give(CHAIR, GiveFloorToNext()).give(CHAIR, EndSpeech(), after=seconds)
    began_at = first_opening(story.meeting)
    (cue,) = cues(MARKS["vtt"].write(story.meeting, english(), began_at).decode())
    assert cue[2].count("\n") == 1
    found = chapters(MARKS["txt"].write(story.meeting, english(), began_at).decode())
    assert [title for _, title in found] == [story.meeting.title, *([name] if seconds >= 10 else [])]


@pytest.mark.parametrize("text", ["", "noon", "2015-03-03T25:00:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        begin_of_recording(text, full_meeting())


def test_a_local_time_is_that_of_the_meeting() -> None:
    ms = begin_of_recording("2015-03-03T10:20:00", full_meeting())
    assert datetime.fromtimestamp(ms / 1000, UTC).isoformat() == "2015-03-03T09:20:00+00:00"


@pytest.mark.parametrize("text", ["2014-03-03T10:01:35", "2015-03-02T10:01:34", "2015-03-04T10:00:00", "2016-01-01"])
def test_a_time_without_a_sitting_is_refused(text: str) -> None:
    with pytest.raises(NoSittingThen):
        begin_of_recording(text, full_meeting())


def test_a_recording_may_begin_a_day_before_the_opening() -> None:
    meeting = full_meeting()
    assert begin_of_recording("2015-03-02T10:01:36", meeting) < first_opening(meeting)


def test_the_first_chapter_says_who_has_the_floor_then() -> None:
    """A short speech at 0:00 has no chapter. The next speech must not take its place there."""
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    for guest in ("Short", "Long", "Last"):
        story.give(DESK, AddInscription(guest=guest))
    began_at = story.give(CHAIR, GiveFloorToNext()).meeting.at
    story.give(CHAIR, EndSpeech(), after=4).give(CHAIR, GiveFloorToNext(), after=1)
    story.give(CHAIR, EndSpeech(), after=60).give(CHAIR, GiveFloorToNext(), after=1)
    story.give(CHAIR, EndSpeech(), after=60)
    found = chapters(MARKS["txt"].write(story.meeting, english(), began_at).decode())
    assert [title for _, title in found] == [story.meeting.title, "Long", "Last"]
    assert [second for second, _ in found][:2] == [0, 10]
