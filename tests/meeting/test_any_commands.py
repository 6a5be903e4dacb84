"""Any commands by any actors in any order, with known and unknown ids: the properties in `always.py` hold each time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from nameplate.meeting import PERMISSIONS, Actor, Command, Meeting, Refused, decide, perform
from nameplate.meeting.booth_signals import SIGNALS
from nameplate.meeting.floor.absent_speakers import ABSENCE_OUTCOMES
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.next_step import NextStep, next_step
from nameplate.meeting.floor.points_of_order import MOTIONS, GivePointOfOrder, RaisePointOfOrder, raised_points
from nameplate.meeting.log_replay import Undone, is_moderation, undone
from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.items import CloseItem, SkipItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.sittings import AdjournSitting
from nameplate.meeting.rehearsal import BeginRehearsal, EndRehearsal
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speakers_list.lots import METHODS
from nameplate.meeting.speakers_list.orders import ORDERS
from nameplate.meeting.statements import STATEMENT_MEDIA
from nameplate.meeting.undo import Redo, Undo
from tests.cast import BR, CHAIR, DESK, EVERYBODY, FR, KE
from tests.meeting.always import (
    ALWAYS,
    ON_THE_FLOOR_OR_ITS_CLOCK,
    adjourned_sittings_stay_unchanged,
    clock_goes_on,
    inscriptions,
)
from tests.meeting.commands import COMMANDS, arguments
from tests.meeting.stories import Story, created, floor_open, seconds, sitting_open, state

ENDINGS = (AdjournSitting, CloseItem, SkipItem)
"""Commands that are given rarely, because the meeting would soon be over otherwise."""


def here(meeting: Meeting) -> list[str]:
    """The inscriptions that wait, speak or are late."""
    return [i.id for i in inscriptions(meeting) if i.state in ("waiting", "speaking", "late")]


FITS: dict[str, Callable[[Meeting], Sequence[object]]] = {
    "a": here,
    "after": lambda meeting: [*meeting.speeches][-1:],
    "b": here,
    "before": here,
    "code": lambda _: ("SE", "NO", "FI"),
    "category": lambda _: ("member_state", "all"),
    "colour": lambda _: ("#7a1f5c", "#00558c", ""),
    "form": lambda meeting: ("question", "not_delivered" if meeting.version % 4 == 0 else "joint_statement"),
    "inscription": here,
    "item": lambda meeting: [i.id for i in meeting.items()],
    "kind": lambda _: ("keynote", "floor_block", "replies"),
    "method": lambda _: METHODS,
    "digest": lambda _: ("0" * 64,),
    "logo": lambda _: ("iVBORw0KGgo=", ""),
    "media": lambda _: STATEMENT_MEDIA,
    "motion": lambda _: MOTIONS,
    "notice": lambda meeting: [n.id for n in meeting.notices],
    "order": lambda _: [*ORDERS],
    "places": lambda _: (1, 2),
    "point": lambda meeting: [p.id for p in meeting.points if p.state != "ruled"],
    "programme": lambda meeting: [
        entry.event for entry in meeting.entries() if isinstance(entry.event, MeetingCreated)
    ],
    "microphone": lambda _: ("on", "muted"),
    "seat": lambda meeting: [*meeting.seats],
    "seconds": lambda _: (-30, 60),
    "signal": lambda _: SIGNALS,
    "sitting": lambda meeting: [s.id for s in meeting.sittings],
    "size": lambda _: (1, 5_000_000),
    "source": lambda _: ("paper",),
    "speech": lambda meeting: [*meeting.speeches][-3:],
    "statement": lambda meeting: (f"{meeting.version:032x}", *[each.id for each in meeting.statements.values()]),
    "then": lambda _: ABSENCE_OUTCOMES,
    "to": lambda meeting: ("speaker", "hall", "booth", *[*meeting.seats][-2:]),
    "version": lambda meeting: range(meeting.version, max(1, meeting.version - 9), -1),
}
"""Sensible values for a field of that name, in a meeting. Other fields take values from ANYTHING.

A text that is not delivered is always accepted, so it is proposed rarely. Otherwise nobody would request the floor.
"""

ANYTHING: dict[str, tuple[object, ...]] = {
    "int": (45, 0, -3601, 7201),
    "str": ("A few words.", "", "i1", "i5", "s7", "n9", "x" * 300),
    "bool": (True, False),
    "StepName": ("give-floor-to-next", "open-item", "adjourn-sitting", "end-speech"),
    "MeetingCreated": ("no programme", None),
}


def fits(name: str, kind: str, meeting: Meeting) -> Sequence[object]:
    """Sensible values of a field."""
    return FITS[name](meeting) if name in FITS else ANYTHING[kind][:2]


@st.composite
def any_command(draw: st.DrawFn, meeting: Meeting) -> Command:
    """Any command with any values. An optional field is left out half of the time."""
    command = draw(st.sampled_from(COMMANDS))
    given = {}
    for name, kind, needed in arguments(command):
        if needed or draw(st.booleans()):
            given[name] = draw(st.sampled_from((*fits(name, kind, meeting), *ANYTHING[kind])))
    return command(**given)


def sensible(command: type[Command], meeting: Meeting) -> Iterator[Command]:
    """Every sensible command of a class, with at most one of its optional fields."""
    needed = {name: fits(name, kind, meeting) for name, kind, must in arguments(command) if must}
    further = [
        (name, value) for name, kind, must in arguments(command) if not must for value in fits(name, kind, meeting)
    ]
    for values in product(*needed.values()):
        given = dict(zip(needed, values, strict=True))
        yield command(**given)
        yield from (command(**given | {name: value}) for name, value in further)


def speech_on(rules: Rules | None = None) -> Story:
    """France has the floor; Kenya and Brazil wait."""
    story = floor_open(FR, KE, BR, rules=rules)
    story.give(CHAIR, GiveFloorToNext())
    return story


def everything_set() -> Story:
    """As above, with unusual rules. France has requested the floor again, and Kenya has requested it late."""
    kept, budgets = {"observer_state": 1}, {"member_state+other": 6}
    rules = Rules(
        order="kept", reserved_per_block=kept, block_size=2, budgets=budgets, inscriptions_each=2, clock_by_hand=True
    )
    story = speech_on(rules)
    story.give(FR, RequestFloor())
    story.give(CHAIR, CloseList())
    story.give(KE, RequestFloor(late=True))
    return story


def a_point_is_heard() -> Story:
    """Kenya's point of order interrupts France, and Brazil has moved to suspend the meeting."""
    story = speech_on()
    story.give(BR, RaisePointOfOrder(motion="suspend_meeting"))
    story.give(KE, RaisePointOfOrder())
    story.give(CHAIR, GivePointOfOrder(raised_points(story.meeting)[0].id))
    return story


TRIES = 5


class Room(RuleBasedStateMachine):
    """A meeting and its actors."""

    meeting = Meeting()
    second = 0

    @initialize(story=st.sampled_from([speech_on, sitting_open, created, everything_set, a_point_is_heard]))
    def begin(self, story: Callable[[], Story]) -> None:
        self.meeting = story().meeting

    @rule(data=st.data(), who=st.sampled_from(EVERYBODY), later=st.integers(0, 90))
    def any_actor_gives_any_command(self, data: st.DataObject, who: Actor, later: int) -> None:
        self.give(data.draw(any_command(self.meeting)), who, later)

    @rule(data=st.data(), who=st.sampled_from((CHAIR, DESK)), later=st.integers(0, 90))
    def chair_or_desk_gives_a_sensible_command(self, data: st.DataObject, who: Actor, later: int) -> None:
        classes = [command for command in COMMANDS if command not in ENDINGS]
        self.give_sensible_command(data, classes, who, later)

    @rule(who=st.sampled_from((FR, KE, BR)), later=st.integers(0, 90))
    def a_delegation_requests_the_floor(self, who: Actor, later: int) -> None:
        self.give(RequestFloor(late=True), who, later)

    @rule(who=st.sampled_from((CHAIR, DESK)), later=st.integers(0, 90))
    def the_next_speaker_is_called(self, who: Actor, later: int) -> None:
        self.give(GiveFloorToNext(), who, later)

    @rule(who=st.sampled_from((CHAIR, DESK)), keep=st.booleans(), later=st.integers(0, 90))
    def a_rehearsal_begins_or_ends(self, who: Actor, keep: bool, later: int) -> None:
        self.give(EndRehearsal(keep) if self.meeting.rehearsal else BeginRehearsal(), who, later)

    @rule(data=st.data(), later=st.integers(0, 90))
    def the_chair_gives_a_command_about_the_floor(self, data: st.DataObject, later: int) -> None:
        classes = [command for command in ON_THE_FLOOR_OR_ITS_CLOCK if command not in (Redo, Undo)]
        self.give_sensible_command(data, classes, CHAIR, later)

    @rule(data=st.data(), who=st.sampled_from((FR, KE, BR)), later=st.integers(0, 90))
    def a_delegation_gives_a_sensible_command(self, data: st.DataObject, who: Actor, later: int) -> None:
        classes = [command for command in COMMANDS if who.role in PERMISSIONS[command]]
        self.give_sensible_command(data, classes, who, later)

    @rule(data=st.data(), who=st.sampled_from((CHAIR, DESK)), named=st.booleans(), later=st.integers(0, 90))
    def chair_or_desk_undoes_a_command_and_restores_it(
        self, data: st.DataObject, who: Actor, named: bool, later: int
    ) -> None:
        before, gone = self.meeting, undone(self.meeting)
        entries = [entry for entry in before.entries() if is_moderation(entry) and entry.command not in gone]
        entry = data.draw(st.sampled_from(entries)) if entries else None
        if entry and self.give(Undo(entry.command), who, later):
            again = Undo(self.meeting.version) if named or isinstance(entry.event, Undone) else Redo()
            assert self.give(again, who, later), "an Undo can be undone"
            assert state(self.meeting) == state(before)

    def teardown(self) -> None:
        """The properties also hold after each Undo that the chair can still give."""
        at, gone = seconds(self.second), undone(self.meeting)
        for command in {entry.command for entry in self.meeting.entries() if is_moderation(entry)} - gone:
            after = perform(self.meeting, Undo(command), CHAIR, at)
            if not isinstance(after, Refused):
                for check in ALWAYS:
                    check(after)

    def give_sensible_command(
        self, data: st.DataObject, classes: Sequence[type[Command]], who: Actor, later: int
    ) -> None:
        """Give one of the sensible commands of these classes that is accepted now, if there is one."""
        at = seconds(self.second + later)
        for _ in range(TRIES):
            cls = data.draw(st.sampled_from(classes))
            every = [(command, decide(self.meeting, command, who, at)) for command in sensible(cls, self.meeting)]
            if accepted := [command for command, decision in every if not isinstance(decision, Refused)]:
                self.give(data.draw(st.sampled_from(accepted)), who, later)
                break

    def give(self, command: Command, by: Actor, later: int) -> bool:
        """Give a command `later` seconds later. Returns whether it was accepted."""
        self.second += later
        before, at = self.meeting, seconds(self.second)
        decision = decide(before, command, by, at)
        after = perform(before, command, by, at)
        if isinstance(after, Refused):
            assert after == decision
            return False
        assert not isinstance(decision, Refused)
        assert after.version == before.version + len(decision) > before.version
        for check in ALWAYS:
            check(after)
        taken = next_step(before) if isinstance(command, NextStep) else command
        assert isinstance(taken, Command)
        clock_goes_on(before, after, taken, at)
        adjourned_sittings_stay_unchanged(before, after, taken)
        self.meeting = after
        return True


TestRoom = pytest.mark.slow(Room.TestCase)
TestRoom.settings = settings(max_examples=150, stateful_step_count=50, deadline=None, print_blob=True)
