"""Any commands, by anybody, in any order, with ids that exist and ids that do not: what must hold holds always."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from nameplate.meeting import PERMISSIONS, Command, Meeting, Presser, Refused, decide, perform
from nameplate.meeting.admission import InscriptionAdded
from nameplate.meeting.clock import AdjustClock, PauseClock, ResumeClock, elapsed_ms
from nameplate.meeting.drawing import METHODS
from nameplate.meeting.floor import THEN, CallAbsent, GiveFloor, GiveFloorToNext, PutBack
from nameplate.meeting.history import Undo, may_undo, undone
from nameplate.meeting.interruptions import (
    MOTIONS,
    GivePointOfOrder,
    RaisePointOfOrder,
    RightOfReplyRequested,
    RulePointOfOrder,
    standing_points,
)
from nameplate.meeting.opening import CloseList
from nameplate.meeting.ordering import ORDERS
from nameplate.meeting.programme import CloseItem, SkipItem
from nameplate.meeting.sitting import AdjournSitting, SuspendSitting
from nameplate.meeting.speakers_list import FloorRequested, RequestFloor
from nameplate.meeting.speeches import EndSpeech, YieldFloor
from nameplate.meeting.state import Inscription, Rules
from tests.cast import BR, CHAIR, DESK, EVERYBODY, FR, KE
from tests.meeting.commands import COMMANDS, arguments
from tests.meeting.stories import Story, created, floor_open, holds, seconds, sitting_open, state

ON_THE_FLOOR_OR_ITS_CLOCK = (
    AdjustClock,
    CallAbsent,
    EndSpeech,
    GiveFloor,
    GiveFloorToNext,
    GivePointOfOrder,
    PauseClock,
    PutBack,
    ResumeClock,
    RulePointOfOrder,
    SuspendSitting,
    Undo,
    YieldFloor,
)

ENDINGS = (AdjournSitting, CloseItem, SkipItem)
"""What nobody presses often, or the meeting would soon be over."""


def inscriptions(meeting: Meeting) -> list[Inscription]:
    """Every place there is, on whatever list, waiting, late or past."""
    return [i for speakers in meeting.lists.values() for i in (*speakers.waiting, *speakers.late, *speakers.past)]


def here(meeting: Meeting) -> list[str]:
    """The places that wait, speak, or ask too late."""
    return [i.id for i in inscriptions(meeting) if i.state in ("waiting", "speaking", "late")]


FITS: dict[str, Callable[[Meeting], Sequence[object]]] = {
    "a": here,
    "after": lambda meeting: [*meeting.speeches][-1:],
    "b": here,
    "before": here,
    "category": lambda _: ("member_state", "all"),
    "form": lambda _: ("question", "joint_statement", "not_delivered"),
    "inscription": here,
    "item": lambda meeting: [i.id for i in meeting.items()],
    "kind": lambda _: ("keynote", "floor_block", "replies"),
    "method": lambda _: METHODS,
    "motion": lambda _: MOTIONS,
    "notice": lambda meeting: [n.id for n in meeting.notices],
    "order": lambda _: [*ORDERS],
    "places": lambda _: (1, 2),
    "point": lambda meeting: [p.id for p in meeting.points if p.state != "ruled"],
    "seat": lambda meeting: [*meeting.seats],
    "seconds": lambda _: (-30, 60),
    "sitting": lambda meeting: [s.id for s in meeting.sittings],
    "source": lambda _: ("paper",),
    "speech": lambda meeting: [*meeting.speeches][-3:],
    "then": lambda _: THEN,
    "to": lambda meeting: ("speaker", "hall", "lind"),
    "version": lambda meeting: range(meeting.version, max(1, meeting.version - 9), -1),
}
"""What fits a field of that name, in this meeting; for the others see ANYTHING."""

ANYTHING: dict[str, tuple[object, ...]] = {
    "int": (45, 0, -3601, 7201),
    "str": ("A few words.", "", "i1", "i5", "s7", "n9", "x" * 300),
    "bool": (True, False),
}


def fits(name: str, kind: str, meeting: Meeting) -> Sequence[object]:
    """What a field may sensibly hold."""
    return FITS[name](meeting) if name in FITS else ANYTHING[kind][:2]


@st.composite
def any_command(draw: st.DrawFn, meeting: Meeting) -> Command:
    """Any command with anything in its fields; what may be left out is left out half of the time."""
    command = draw(st.sampled_from(COMMANDS))
    given = {}
    for name, kind, needed in arguments(command):
        if needed or draw(st.booleans()):
            given[name] = draw(st.sampled_from((*fits(name, kind, meeting), *ANYTHING[kind])))
    return command(**given)


def sensible(command: type[Command], meeting: Meeting) -> Iterator[Command]:
    """Every command of that kind that may make sense, with at most one of the fields that may be left out."""
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
    story.press(CHAIR, GiveFloorToNext())
    return story


def everything_set() -> Story:
    """As above, where every rule of the list is other than usual; France asks again, Kenya asks too late."""
    kept, budgets = {"observer_state": 1}, {"member_state+other": 6}
    rules = Rules(order="kept", kept=kept, block=2, budgets=budgets, places_each=2, clock_by_hand=True)
    story = speech_on(rules)
    story.press(FR, RequestFloor())
    story.press(CHAIR, CloseList())
    story.press(KE, RequestFloor(late=True))
    return story


def a_point_is_heard() -> Story:
    """France is interrupted by Kenya's point of order; Brazil has moved to suspend the meeting."""
    story = speech_on()
    story.press(BR, RaisePointOfOrder(motion="suspend_meeting"))
    story.press(KE, RaisePointOfOrder())
    story.press(CHAIR, GivePointOfOrder(standing_points(story.meeting)[0].id))
    return story


def no_seat_has_more_places_on_a_list_than_it_may(meeting: Meeting) -> None:
    for speakers in meeting.lists.values():
        seats = [i.seat for i in speakers.waiting]
        most = meeting.rules.places_each if speakers.kind == "speakers" else 1
        assert all(seats.count(seat) <= most for seat in seats)


def no_inscription_is_ever_lost(meeting: Meeting) -> None:
    gone = undone(meeting)
    made = {
        f"i{entry.version}"
        for entry in meeting.entries()
        if isinstance(entry.event, FloorRequested | InscriptionAdded | RightOfReplyRequested)
        and entry.command not in gone
    }
    found = [i.id for i in inscriptions(meeting)]
    assert len(found) == len(made)
    assert set(found) == made


def who_waits_waits_and_only_the_holder_speaks(meeting: Meeting) -> None:
    for speakers in meeting.lists.values():
        assert {i.state for i in speakers.waiting} <= {"waiting"}
        assert {i.state for i in speakers.late} <= {"late"}
        assert not {"waiting", "late"} & {i.state for i in speakers.past}
    held = [meeting.speeches[speech] for speech in (meeting.interrupted, meeting.floor) if speech]
    speaking = [i.id for i in inscriptions(meeting) if i.state == "speaking"]
    assert speaking == [speech.inscription for speech in held if speech.inscription]


def a_speech_is_interrupted_by_the_point_that_is_heard(meeting: Meeting) -> None:
    interrupted = [s.id for s in meeting.speeches.values() if s.state == "interrupted"]
    assert interrupted == ([meeting.interrupted] if meeting.interrupted else [])
    assert not interrupted or (meeting.speech and meeting.speech.point)


def offers_are_between_two_who_wait_on_one_list(meeting: Meeting) -> None:
    lists = {i.id: i.list for i in inscriptions(meeting) if i.state == "waiting"}
    assert all(mine in lists and lists[mine] == lists.get(other) for mine, other in meeting.swaps)


def every_speech_from_a_place_is_told_by_its_place(meeting: Meeting) -> None:
    """Of the calls of a place the last one tells what has become of it; those before were in vain or taken back."""
    states = {i.id: i.state for i in inscriptions(meeting)}
    last = {speech.inscription: speech for speech in meeting.speeches.values()}
    for speech in meeting.speeches.values():
        if speech.inscription and last[speech.inscription] is not speech:
            assert speech.state in ("absent", "put_back")
        elif speech.inscription and speech.state == "ended":
            assert states[speech.inscription] == "heard"


def one_sitting_and_one_item_of_it_are_open(meeting: Meeting) -> None:
    sittings = [s for s in meeting.sittings if s.state in ("open", "suspended")]
    items = [i for i in meeting.items() if i.state == "open"]
    assert len(sittings) <= 1
    assert len(items) <= 1
    assert not items or (sittings and items[0] in sittings[0].items)


def only_the_clock_of_an_open_sitting_runs(meeting: Meeting) -> None:
    sitting = meeting.sitting
    assert sitting or not meeting.speech
    for speech in meeting.speeches.values():
        if speech.clock.running_since is not None:
            assert speech is meeting.speech
            assert sitting
            assert sitting.state == "open"


ALWAYS = (
    holds,
    no_seat_has_more_places_on_a_list_than_it_may,
    no_inscription_is_ever_lost,
    who_waits_waits_and_only_the_holder_speaks,
    one_sitting_and_one_item_of_it_are_open,
    only_the_clock_of_an_open_sitting_runs,
    a_speech_is_interrupted_by_the_point_that_is_heard,
    offers_are_between_two_who_wait_on_one_list,
    every_speech_from_a_place_is_told_by_its_place,
)
"""What must be so after every press that is taken."""


TRIES = 5


class Room(RuleBasedStateMachine):
    """A meeting and everybody who presses something in it."""

    meeting: Meeting
    second = 0

    @initialize(story=st.sampled_from([speech_on, sitting_open, created, everything_set, a_point_is_heard]))
    def begin(self, story: Callable[[], Story]) -> None:
        self.meeting = story().meeting

    @rule(data=st.data(), who=st.sampled_from(EVERYBODY), later=st.integers(0, 90))
    def anybody_presses_anything(self, data: st.DataObject, who: Presser, later: int) -> None:
        self.press(data.draw(any_command(self.meeting)), who, later)

    @rule(data=st.data(), who=st.sampled_from((CHAIR, DESK)), later=st.integers(0, 90))
    def the_podium_does_something(self, data: st.DataObject, who: Presser, later: int) -> None:
        kinds = [command for command in COMMANDS if command not in ENDINGS]
        self.do_something(data, kinds, who, later)

    @rule(data=st.data(), later=st.integers(0, 90))
    def the_chair_turns_to_the_floor(self, data: st.DataObject, later: int) -> None:
        kinds = [command for command in ON_THE_FLOOR_OR_ITS_CLOCK if command is not Undo]
        self.do_something(data, kinds, CHAIR, later)

    @rule(data=st.data(), who=st.sampled_from((FR, KE, BR)), later=st.integers(0, 90))
    def a_delegation_does_something(self, data: st.DataObject, who: Presser, later: int) -> None:
        kinds = [command for command in COMMANDS if who.role in PERMISSIONS[command]]
        self.do_something(data, kinds, who, later)

    @rule(data=st.data(), who=st.sampled_from((CHAIR, DESK)), named=st.booleans(), later=st.integers(0, 90))
    def the_podium_undoes_and_undoes_that(self, data: st.DataObject, who: Presser, named: bool, later: int) -> None:
        before, gone = self.meeting, undone(self.meeting)
        acts = [entry.command for entry in before.entries() if may_undo(entry) and entry.command not in gone]
        if acts and self.press(Undo(data.draw(st.sampled_from(acts))), who, later):
            assert self.press(Undo(self.meeting.version if named else None), who, later), "an undo is undone"
            assert state(self.meeting) == state(before)

    def do_something(self, data: st.DataObject, kinds: Sequence[type[Command]], who: Presser, later: int) -> None:
        """Press one of all the things of some kind that are taken now, if there is any."""
        at = seconds(self.second + later)
        for _ in range(TRIES):
            kind = data.draw(st.sampled_from(kinds))
            every = [(command, decide(self.meeting, command, who, at)) for command in sensible(kind, self.meeting)]
            if taken := [command for command, decision in every if not isinstance(decision, Refused)]:
                self.press(data.draw(st.sampled_from(taken)), who, later)
                break

    def press(self, command: Command, by: Presser, later: int) -> bool:
        """Press it `later` seconds later; whether it was taken."""
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
        undisturbed(before, after, command, at)
        self.meeting = after
        return True


def undisturbed(before: Meeting, after: Meeting, command: Command, at: int) -> None:
    """Assert that a clock shows what it showed, unless the command is one by which it does not."""
    was, now = before.speech, after.speech
    if was is None or isinstance(command, Undo) or getattr(command, "ending", False):
        return
    if isinstance(command, GivePointOfOrder):
        waiting = after.speeches[was.id].clock
        assert (waiting.running_since, waiting.elapsed_ms) == (None, elapsed_ms(was.clock, at))
    elif before.interrupted and after.floor == before.interrupted:
        assert now
        assert elapsed_ms(now.clock, at) == before.speeches[now.id].clock.elapsed_ms
    if not isinstance(command, ON_THE_FLOOR_OR_ITS_CLOCK):
        assert now == was
    elif now and now.id == was.id:
        assert elapsed_ms(now.clock, at) == elapsed_ms(was.clock, at)
        assert now.clock.limit_ms == was.clock.limit_ms or isinstance(command, AdjustClock)


TestRoom = Room.TestCase
TestRoom.settings = settings(
    max_examples=250, stateful_step_count=50, deadline=None, derandomize=False, print_blob=True
)
