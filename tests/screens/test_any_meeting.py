"""Random commands in random meetings: the chair's key, screens, JSON and commands agree, and all can be rendered."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from nameplate.meeting import Actor, Command, Meeting, Reason, Refused, perform, record
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.command import Role
from nameplate.meeting.programme.items import ITEM_KINDS
from nameplate.meeting.programme.programme_changes import AddItem, ReplaceSpeaker
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.list_lookup import lists_of_sitting, replies_list
from nameplate.paths import WEB
from nameplate.planning.programme_file import read_programme
from nameplate.record import FORMATS
from nameplate.record.record_schema import record_schema
from nameplate.screens import hall, inscription_views
from nameplate.screens.audiences import AUDIENCES
from nameplate.screens.json_picture import picture
from nameplate.screens.next_step import next_step
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from nameplate.store import codec
from nameplate.wording.language import load_words
from tests.audiences import PAGES
from tests.cast import CHAIR, DESK
from tests.meeting.stories import START, seconds
from tests.meeting.test_any_commands import Room
from tests.planning.any_programme import DELEGATIONS, programmes
from tests.state_schema import problems

WORDS = load_words(WEB / "locale", "en")
SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")
RECORDS = jsonschema_rs.Draft202012Validator(record_schema(), validate_formats=True)
GIVES = "Give the floor to "
CANNOT_CALL = (Reason.SITTING_NOT_OPEN, Reason.SITTING_SUSPENDED, Reason.POINT_RAISED)
STRANGERS = tuple(Actor(f"delegate:{seat}", Role.DELEGATE, seat) for seat in ("EU", "ngo-1"))


def read(text: str) -> Meeting:
    """The meeting of a programme file."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        created = read_programme(Path(file.name), "ANY", DELEGATIONS).created
    return record(Meeting(), created, START, "operator", 1)


def next_is_one_answer(meeting: Meeting, at: int) -> None:
    """The chair's key does what it says. The next speaker is the same in the hall, in JSON and on the key."""
    upcoming, button = (
        inscription_views.upcoming_speakers(RenderContext(meeting, WORDS)),
        next_step(RenderContext(meeting, WORDS)).button,
    )
    shown = picture(RenderContext(meeting, WORDS), at, moderates=True)["next"]
    assert [speaker["seat"] for speaker in shown] == [speaker.seat for speaker in upcoming[:5]]
    in_hall = hall.upcoming(RenderContext(meeting, WORDS))
    count = len(in_hall.speakers)
    assert [speaker.seat for speaker in in_hall.speakers] == [place.seat for place in upcoming[:count]]
    assert count >= min(hall.MOST, len(upcoming))
    assert count + in_hall.more >= len(upcoming)
    assert in_hall.more != 1  # the last one is named instead
    after = perform(meeting, codec.command(button.command, button.values, strict=True), CHAIR, at) if button else None
    assert not isinstance(after, Refused), f"{button} is refused: {after}"
    if button and button.command == "adjourn-sitting" and (replies := replies_list(meeting)):
        assert not replies.waiting or any(speakers.waiting for speakers in lists_of_sitting(meeting))
    shown_step = codec.command("next-step", {"expects": button.command if button else None}, strict=True)
    stepped = perform(meeting, shown_step, CHAIR, at)
    assert stepped == after if button else isinstance(stepped, Refused)
    called = perform(meeting, GiveFloorToNext(), CHAIR, at)
    if isinstance(called, Refused):
        assert not upcoming or called.reason in CANNOT_CALL
        assert not (button and button.label.startswith(GIVES))
        return
    assert called.speech
    assert (called.speech.seat, called.speech.inscription) == (upcoming[0].seat, upcoming[0].id)
    settles = meeting.speech is not None and meeting.speech.point is not None
    inscription = meeting.inscriptions.get(upcoming[0].id or "")
    if button and button.command in ("open-item", "open-list"):  # the list of the first speaker is opened first
        assert inscription and meeting.lists[inscription.list].state == "unopened"
        return
    assert button and (settles or button.label == GIVES + upcoming[0].name)
    assert settles or (after and after.speech == called.speech)


def everything_can_be_shown(meeting: Meeting, at: int) -> None:
    """Every audience, every seat, every program, and the record."""
    for audience in PAGES:
        assert SCREENS.regions(meeting, audience, "en", None, None)
    for audience in (name for name, audience in AUDIENCES.items() if audience.own_regions):
        for seat in meeting.seats:
            assert SCREENS.regions(meeting, audience, "en", seat, None)
    views: tuple[tuple[bool, str | None], ...] = ((True, None), (False, None), (False, "FR"))
    for moderates, own in views:
        shown = picture(RenderContext(meeting, WORDS), at, moderates, own)
        assert (shown["version"], problems(shown)) == (meeting.version, [])
    written = json.loads(FORMATS["json"].write(meeting, WORDS, SCREENS))
    assert (written["version"], [str(error) for error in RECORDS.iter_errors(written)]) == (meeting.version, [])


class AnyRoom(Room):
    """A meeting from any programme, and all actors that give commands in it."""

    @initialize(text=programmes(), opened=st.booleans())
    def begin(self, text: str, opened: bool) -> None:
        self.meeting = read(text)
        if opened:
            self.give(OpenSitting("s0"), CHAIR, 0)

    @rule(who=st.sampled_from((CHAIR, DESK)), later=st.integers(0, 300))
    def the_key_is_pressed(self, who: Actor, later: int) -> None:
        button = next_step(RenderContext(self.meeting, WORDS)).button
        if button:
            assert self.give(codec.command(button.command, button.values, strict=True), who, later)

    @rule(data=st.data())
    def the_programme_changes(self, data: st.DataObject) -> None:
        items = [item.id for item in self.meeting.items()]
        speaker = data.draw(st.sampled_from(("", "Ms. New")))
        before = data.draw(st.sampled_from((None, *items)))
        added = AddItem(data.draw(st.sampled_from(ITEM_KINDS)), "A title", 5, speaker, before=before)
        self.give(data.draw(st.sampled_from((added, ReplaceSpeaker(items[-1], "Ms. Other")))), CHAIR, 0)

    @rule(opening=st.booleans(), ending=st.booleans())
    def a_sitting_ends_and_another_begins(self, opening: bool, ending: bool) -> None:
        self.give(AdjournSitting(ending), CHAIR, 0)
        planned = [sitting.id for sitting in self.meeting.sittings if sitting.state == "planned"]
        if opening and planned:
            self.give(OpenSitting(planned[0]), CHAIR, 0)

    def teardown(self) -> None:
        everything_can_be_shown(self.meeting, seconds(self.second))
        super().teardown()

    def give(self, command: Command, by: Actor, later: int) -> bool:
        taken = super().give(command, by, later)
        if taken:
            next_is_one_answer(self.meeting, seconds(self.second))
            for regions in (audience.regions for audience in AUDIENCES.values() if audience.regions):
                assert regions(RenderContext(self.meeting, WORDS), None)
        return taken


TestAnyRoom = pytest.mark.slow(AnyRoom.TestCase)
TestAnyRoom.settings = settings(max_examples=40, stateful_step_count=40, deadline=None, print_blob=True)
