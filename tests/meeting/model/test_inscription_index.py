"""Inscriptions are found by id and by seat, whether the index was updated or rebuilt."""

from __future__ import annotations

from dataclasses import replace

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Rules
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.speakers_list.list_update_helpers import with_changed_list
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import CHAIR, FR, KE
from tests.meeting.stories import floor_open


def test_the_inscriptions_of_a_seat_are_in_order_of_request() -> None:
    story = floor_open(FR, KE, rules=Rules(inscriptions_each=2))
    story.give(FR, RequestFloor("question"))
    story.give(CHAIR, GiveFloorToNext())
    story.give(CHAIR, EndSpeech())
    found = [*story.meeting.inscriptions.for_seat("FR")]
    assert [(one.form, one.state) for one in found] == [("statement", "heard"), ("question", "waiting")]
    assert [*story.meeting.inscriptions.for_seat("BR")] == []


def test_lists_changed_without_naming_inscriptions_are_indexed_anew() -> None:
    meeting = floor_open(FR, KE).meeting
    first, second = meeting.lists["first"].waiting
    renamed = replace(first, form="video")
    lists = {**meeting.lists, "first": replace(meeting.lists["first"], waiting=(renamed, second))}
    assert find_inscription(replace(meeting, lists=lists), first.id) == renamed
    assert find_inscription(with_changed_list(meeting, "first", waiting=(renamed, second)), first.id) == renamed
    assert find_inscription(meeting, first.id) == first
