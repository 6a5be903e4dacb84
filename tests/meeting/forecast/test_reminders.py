"""Reminders: each has a time in which it is shown, if nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate.meeting import Actor, Command, Meeting, Refused, Role, perform, record
from nameplate.meeting.automatic_closing import CLOCK, closing_due
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.forecast.reminders import REMINDER_RULES, Reminder, timed_reminders
from nameplate.meeting.model.values import Item, Rules, Seat, Sitting, SpeakersList
from nameplate.meeting.programme.items import CloseItem, OpenItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.clock import PauseClock, ResumeClock
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo

START = 1_424_944_800_000
MINUTE = 60_000
CHAIR = Actor("chair", Role.CHAIR)
KENYA = Actor("delegate:KE", Role.DELEGATE, "KE")
SEATS = (Seat("FR", "member_state"), Seat("KE", "member_state"), Seat("FIAN", "ngo"), Seat("CNCDH", "nhri"))


def at(minute: float) -> int:
    """A minute of the sitting as a timestamp."""
    return START + round(minute * MINUTE)


def current_reminders(meeting: Meeting, now: int) -> tuple[Reminder, ...]:
    """The reminders that a browser shows at a moment."""
    timed = timed_reminders(meeting)
    return tuple(each.reminder for each in timed if each.begins <= now and (each.ends is None or now < each.ends))


def next_reminder_change(meeting: Meeting, now: int) -> int | None:
    """When a browser shows or hides a reminder next."""
    edges = (edge for timed in timed_reminders(meeting) for edge in (timed.begins, timed.ends) if edge is not None)
    return min((edge for edge in edges if edge > now), default=None)


class Room:
    """A sitting of an hour with one floor block; `minute` is that of the newest command."""

    def __init__(self, rules: Rules | None = None) -> None:
        items = (Item("f1", "floor_block", minutes=40, list="list"), Item("end", "closing"))
        programme = MeetingCreated(
            code="room",
            title="Panel",
            sittings=(Sitting("am", START, at(60), items),),
            lists=(SpeakersList("list", ("f1",)),),
            seats=SEATS,
            limits={"member_state": 180, "other": 120},
            rules=rules or Rules(),
        )
        self.meeting = record(Meeting(), programme, START, "operator", 1)
        self.minute = 0.0
        for command in (OpenSitting("am"), OpenItem("f1")):
            self.give(command)

    def give(self, command: Command, minute: float | None = None, by: Actor = CHAIR) -> None:
        self.minute = self.minute if minute is None else minute
        after = perform(self.meeting, command, by, at(self.minute))
        assert isinstance(after, Meeting), f"{command} is refused: {after}"
        self.meeting = after

    def said(self, minute: float) -> list[str]:
        """The codes of the reminders in a minute."""
        return [reminder.code for reminder in current_reminders(self.meeting, at(minute))]

    def changes(self, minute: float) -> float | None:
        """The next minute in which a reminder is shown or hidden."""
        found = next_reminder_change(self.meeting, at(minute))
        return None if found is None else (found - START) / MINUTE


def france_speaks(rules: Rules | None = None) -> Room:
    """France has the floor, and Kenya waits."""
    room = Room(rules)
    for command in (AddInscription("FR"), AddInscription("KE"), GiveFloorToNext()):
        room.give(command)
    return room


def test_a_clock_that_has_not_been_started_is_reminded() -> None:
    room = france_speaks()
    room.give(PauseClock())
    assert room.said(0.25) == []
    assert room.changes(0.25) == 20 / 60
    assert room.said(0.5) == ["clock_not_started"]
    room.give(ResumeClock(), 0.5)
    assert room.said(1) == []


def test_a_clock_to_be_started_by_hand_is_reminded() -> None:
    room = france_speaks(Rules(clock_by_hand=True))
    assert room.said(0.3) == []
    assert room.said(0.5) == ["clock_not_started"]
    room.give(ResumeClock(), 0.5)
    assert room.said(2) == []


def test_a_paused_clock_is_reminded_after_a_minute() -> None:
    room = france_speaks()
    room.give(PauseClock(), 1)
    assert room.said(1.9) == []
    assert room.changes(1.9) == 2
    assert room.said(2) == ["clock_paused"]
    assert current_reminders(room.meeting, at(2))[0].facts == {
        "speech": room.meeting.floor,
        "seat": "FR",
        "since": at(1),
    }
    room.give(ResumeClock(), 2)
    assert room.said(10) == []


def test_the_minute_counts_from_the_newest_pause() -> None:
    room = france_speaks()
    for command, minute in ((PauseClock(), 1), (ResumeClock(), 2), (PauseClock(), 2.5)):
        room.give(command, minute)
    assert room.said(3.4) == []
    assert room.said(3.5) == ["clock_paused"]


def test_an_undone_pause_does_not_count() -> None:
    room = france_speaks()
    for command, minute in ((PauseClock(), 1), (ResumeClock(), 2), (PauseClock(), 3), (Undo(), 3.5)):
        room.give(command, minute)
    assert room.said(10) == []
    room.give(Undo(room.meeting.version - 2), 10)
    assert [(r.code, r.facts["since"]) for r in current_reminders(room.meeting, at(10))] == [("clock_paused", at(1))]


def test_a_clock_paused_since_the_sitting_was_resumed_is_reminded_after_a_minute() -> None:
    room = france_speaks()
    room.give(SuspendSitting(), 1)
    assert room.said(20) == []
    room.give(ResumeSitting(), 20)
    assert room.said(20.9) == []
    assert room.said(21) == ["clock_paused"]


def test_no_reminder_of_the_paused_clock_during_a_point_of_order() -> None:
    room = france_speaks()
    room.give(PauseClock(), 1)
    room.give(RaisePointOfOrder(), 1, KENYA)
    point = room.meeting.points[0].id
    room.give(GivePointOfOrder(point), 1)
    room.give(PauseClock(), 1.5)
    assert room.said(5) == []
    room.give(RulePointOfOrder(point), 5)
    assert room.said(5.9) == []
    assert room.said(6) == ["clock_paused"]


def test_no_reminder_of_clock_or_floor_while_the_sitting_is_suspended() -> None:
    room = france_speaks()
    room.give(SuspendSitting())
    assert room.said(10) == []


def test_a_reopened_list_is_reminded_after_the_minutes_of_the_rules() -> None:
    room = Room(Rules(closes_after_ms=15 * MINUTE))
    room.give(OpenList())
    room.give(CloseList(), 5)
    room.give(OpenList(), 6)
    assert room.said(14.9) == []
    assert room.changes(14.9) == 15
    assert room.said(15) == ["list_should_close"]
    assert current_reminders(room.meeting, at(15))[0].facts == {"list": "list", "minutes": 15}
    room.give(CloseList(), 16)
    assert room.said(16) == []


def test_a_list_that_closes_automatically_needs_no_reminder() -> None:
    room = Room(Rules(closes_after_ms=15 * MINUTE))
    room.give(OpenList(minutes=30))
    assert room.said(20) == []


def test_a_list_whose_automatic_closing_was_undone_is_reminded() -> None:
    room = Room()
    room.give(OpenList(minutes=30))
    room.give(CloseList(), 30, CLOCK)
    room.give(Undo(room.meeting.version), 31)
    assert closing_due(room.meeting, at(31)) is None
    assert room.said(31) == ["list_should_close"]
    assert current_reminders(room.meeting, at(31))[0].facts == {"list": "list", "minutes": 30}


def test_the_booked_end_is_reminded_before_and_after_it() -> None:
    room = Room()
    assert [room.said(minute) for minute in (44, 45, 54.9, 55, 59.9)] == [[], *[["sitting_ends"]] * 4]
    assert [current_reminders(room.meeting, at(minute))[0].facts["minutes"] for minute in (45, 55)] == [15, 5]
    assert room.said(60) == ["sitting_over"]
    assert [room.changes(minute) for minute in (0, 45, 55, 60)] == [45, 55, 60, None]


def test_no_reminders_after_the_sitting() -> None:
    room = Room()
    room.give(AdjournSitting(), 50)
    assert room.said(70) == []
    assert room.changes(50) is None


def test_free_kept_places_are_reminded_by_category() -> None:
    room = Room(Rules(reserved_per_block={"nhri": 1, "ngo": 2}))
    assert [dict(r.facts) for r in current_reminders(room.meeting, at(1))] == [
        {"category": "nhri", "free": 1, "most": 1},
        {"category": "ngo", "free": 2, "most": 2},
    ]
    room.give(AddInscription("CNCDH"), 1)
    room.give(AddInscription("FIAN"))
    (reminder,) = current_reminders(room.meeting, at(1))
    assert dict(reminder.facts) == {"category": "ngo", "free": 1, "most": 2}


def test_a_speaker_who_has_spoken_takes_a_kept_place() -> None:
    room = Room(Rules(reserved_per_block={"nhri": 1}))
    room.give(AddInscription("CNCDH"))
    room.give(GiveFloorToNext())
    assert room.said(1) == []
    room.give(EndSpeech(), 2)
    assert room.said(2) == []


def test_a_kept_place_is_free_again_when_its_speaker_is_absent() -> None:
    room = Room(Rules(reserved_per_block={"nhri": 1}))
    room.give(AddInscription("CNCDH"))
    room.give(CallAbsent(room.meeting.lists["list"].waiting[0].id))
    assert room.said(1) == ["place_free"]


def test_an_idle_floor_is_reminded_after_a_minute() -> None:
    room = france_speaks()
    room.give(EndSpeech(), 3)
    assert room.said(3.9) == []
    assert room.changes(3.9) == 4
    assert room.said(4) == ["floor_idle"]
    assert current_reminders(room.meeting, at(4))[0].facts["seat"] == "KE"
    room.give(GiveFloorToNext(), 4)
    assert room.said(4) == []


def test_an_idle_floor_counts_from_the_first_request() -> None:
    room = Room()
    room.give(AddInscription("FR"), 10)
    assert room.said(10) == []
    assert room.said(11) == ["floor_idle"]


def test_an_idle_floor_counts_from_the_resumption_of_the_sitting() -> None:
    room = france_speaks()
    room.give(EndSpeech(), 3)
    room.give(SuspendSitting())
    assert room.said(20) == []
    room.give(ResumeSitting(), 20)
    assert room.said(20.5) == []
    assert room.said(21) == ["floor_idle"]


ACTS: Sequence[Callable[[Meeting, int], Command]] = (
    lambda m, n: AddInscription([*m.seats][n % len(m.seats)]),
    lambda m, n: OpenList(minutes=n or None),
    lambda m, n: CloseList(),
    lambda m, n: GiveFloorToNext(),
    lambda m, n: EndSpeech(),
    lambda m, n: PauseClock(),
    lambda m, n: ResumeClock(),
    lambda m, n: PutBack([*m.speeches, "x"][0]),
    lambda m, n: SuspendSitting(),
    lambda m, n: ResumeSitting(),
    lambda m, n: CloseItem("f1", ending=True),
    lambda m, n: OpenItem("end", ending=True),
)


@st.composite
def meetings(draw: st.DrawFn) -> tuple[Meeting, int]:
    """A meeting after some commands, and the time of the last one."""
    meeting, now = Room(Rules(closes_after_ms=10 * MINUTE, reserved_per_block={"ngo": 1})).meeting, START
    steps = st.tuples(st.sampled_from(ACTS), st.integers(0, 4), st.integers(0, 200))
    for act, n, later in draw(st.lists(steps, max_size=20)):
        now += later * 1000
        after = perform(meeting, act(meeting, n), CHAIR, now)
        meeting = meeting if isinstance(after, Refused) else after
    return meeting, now


@settings(max_examples=200, deadline=None)
@given(meetings(), st.integers(0, 90 * MINUTE), st.floats(0, 1, exclude_max=True))
def test_reminders_change_exactly_at_their_announced_times(given: tuple[Meeting, int], later: int, part: float) -> None:
    meeting, now = given[0], given[1] + later
    change = next_reminder_change(meeting, now)
    until = now + 100 * MINUTE if change is None else change
    assert current_reminders(meeting, now + int((until - now) * part)) == current_reminders(meeting, now)
    assert change is None or (change > now and current_reminders(meeting, change) != current_reminders(meeting, now))


def test_there_are_no_reminders_before_a_meeting() -> None:
    assert current_reminders(Meeting(), START) == ()
    assert next_reminder_change(Meeting(), START) is None
    assert all(not list(rule(Meeting())) for rule in REMINDER_RULES)
