"""After any commands, totals agree with the clocks, and every inscription is in the account exactly once."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from nameplate.meeting import Actor, Command, Meeting, perform
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, AdmitInscription, RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.lots import DrawOrder
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock, ResumeClock, elapsed_ms
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from nameplate.paths import WEB
from nameplate.record import FORMATS, account_of
from nameplate.record.account_values import COUNTING_STATES
from nameplate.screens.rendering import Renderer
from tests.record.story import CHAIR, DESK, STATES, Story, delegate, english

MakeCommand = Callable[[Meeting, int], tuple[Actor, Command]]
"""Makes a command and its actor from a meeting and a number."""

Step = tuple[MakeCommand, int, int]
"""The maker of a command, its number, and the time since the command before it in ms."""


def inscription_ids(meeting: Meeting) -> list[str]:
    return [i.id for s in meeting.lists.values() for i in (*s.waiting, *s.late, *s.past)]


def any_of(ids: list[str], number: int) -> str:
    return ids[number % len(ids)] if ids else "none"


def any_delegate(number: int) -> Actor:
    return delegate(STATES[number % len(STATES)])


def any_point(meeting: Meeting, number: int) -> str:
    return any_of([p.id for p in meeting.points], number)


COMMANDS: tuple[MakeCommand, ...] = (
    lambda m, n: (any_delegate(n), RequestFloor("reply" if n % 3 else "statement", late=bool(n % 2))),
    lambda m, n: (any_delegate(n), RequestFloor()),
    lambda m, n: (any_delegate(n), WithdrawRequest(any_of(inscription_ids(m), n))),
    lambda m, n: (any_delegate(n), RequestRightOfReply()),
    lambda m, n: (any_delegate(n), RaisePointOfOrder()),
    lambda m, n: (DESK, AddInscription(guest=f"Guest {n}", form="not_delivered" if n % 4 == 0 else "statement")),
    lambda m, n: (DESK, AdmitInscription(any_of(inscription_ids(m), n))),
    lambda m, n: (DESK, RemoveInscription(any_of(inscription_ids(m), n))),
    lambda m, n: (CHAIR, GiveFloorToNext()),
    lambda m, n: (CHAIR, GiveFloorToNext()),
    lambda m, n: (CHAIR, GiveFloor(seat=STATES[n % len(STATES)])),
    lambda m, n: (CHAIR, EndSpeech()),
    lambda m, n: (CHAIR, CallAbsent(any_of(inscription_ids(m), n))),
    lambda m, n: (CHAIR, PutBack(any_of([*m.speeches], n))),
    lambda m, n: (CHAIR, PauseClock()),
    lambda m, n: (CHAIR, ResumeClock()),
    lambda m, n: (CHAIR, AdjustClock(n - 30)),
    lambda m, n: (CHAIR, GivePointOfOrder(any_point(m, n))),
    lambda m, n: (CHAIR, RulePointOfOrder(any_point(m, n), "Noted")),
    lambda m, n: (CHAIR, OpenList()),
    lambda m, n: (CHAIR, CloseList()),
    lambda m, n: (CHAIR, DrawOrder(("lot", "alphabet", "receipt")[n % 3], "seed")),
    lambda m, n: (CHAIR, SuspendSitting()),
    lambda m, n: (CHAIR, ResumeSitting()),
    lambda m, n: (CHAIR, AdjournSitting(ending=True)),
    lambda m, n: (CHAIR, OpenSitting("s2")),
    lambda m, n: (CHAIR, OpenItem(("floor-1", "replies", "floor-2")[n % 3], ending=True)),
    lambda m, n: (CHAIR, Undo()),
    lambda m, n: (DESK, Undo(n)),
)
STEPS = st.lists(st.tuples(st.sampled_from(COMMANDS), st.integers(0, 60), st.integers(0, 200_000)), max_size=60)


def meeting_after(steps: list[Step]) -> Meeting:
    """The meeting after the commands. Refused commands change nothing."""
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    meeting, now = story.meeting, story.now
    for make_command, number, after_ms in steps:
        now += after_ms
        actor, command = make_command(meeting, number)
        answer = perform(meeting, command, actor, now)
        meeting = answer if isinstance(answer, Meeting) else meeting
    return meeting


@given(STEPS)
def test_every_inscription_is_in_the_account_exactly_once(steps: list[Step]) -> None:
    meeting = meeting_after(steps)
    account = account_of(meeting, english())
    heard = [i.inscription for i in account.interventions if i.counts and i.inscription]
    assert sorted([*heard, *(u.inscription for u in account.unheard)]) == sorted(inscription_ids(meeting))
    assert sorted(i.speech for i in account.interventions) == sorted(meeting.speeches)
    assert sorted(p.point for s in account.sittings for p in s.points) == sorted(p.id for p in meeting.points)


@given(STEPS)
def test_totals_agree_with_the_clocks(steps: list[Step]) -> None:
    meeting = meeting_after(steps)
    account = account_of(meeting, english())
    clocks = sum(elapsed_ms(s.clock, meeting.at) for s in meeting.speeches.values() if s.state in COUNTING_STATES)
    assert sum(t.used_ms for t in account.totals) == clocks
    assert sum(t.used_ms for s in account.sittings for t in s.totals) == clocks
    assert sum(t.interventions for t in account.totals) == max((i.number for i in account.interventions), default=0)


@given(STEPS)
def test_every_format_can_be_written_at_any_time(steps: list[Step]) -> None:
    meeting, renderer = meeting_after(steps), Renderer(WEB, str)
    for name in ("html", "csv", "json"):
        assert FORMATS[name].write(meeting, english(), renderer)
