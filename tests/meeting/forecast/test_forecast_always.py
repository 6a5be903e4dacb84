"""Properties of the forecast that hold in every meeting, after any commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate.meeting import Actor, Command, Meeting, Refused, Role, perform
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import (
    GivePointOfOrder,
    RaisePointOfOrder,
    RulePointOfOrder,
    raised_points,
)
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.forecast.forecast import Forecast, forecast
from nameplate.meeting.forecast.what_if import SECONDS_FOR_ALL, longest_time_for_all, what_if
from nameplate.meeting.model.values import Inscription, Rules
from nameplate.meeting.programme.items import CloseItem, OpenItem, SetItemMinutes, SkipItem
from nameplate.meeting.programme.sittings import AdjournSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.reordering import MoveInscription
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock, ResumeClock, remaining_ms
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.meeting.panel import CHAIR, MEMBERS, OBSERVERS, ORGANIZATIONS, PANEL, SLOT, Room, floor_open, interleaved

pytestmark = pytest.mark.slow

CommandMaker = Callable[[Meeting, int], tuple[Command, str | None]]


def _pick(ids: Sequence[str], n: int) -> str:
    return ids[n % len(ids)] if ids else "x"


def _inscriptions(meeting: Meeting) -> list[str]:
    return [each.id for speakers in meeting.lists.values() for each in (*speakers.waiting, *speakers.past)]


def _items(meeting: Meeting) -> list[str]:
    return [item.id for item in meeting.items()]


FLOOR: Sequence[CommandMaker] = (
    lambda m, n: (GiveFloorToNext(), None),
    lambda m, n: (EndSpeech(), None),
    lambda m, n: (PauseClock(), None),
    lambda m, n: (ResumeClock(), None),
    lambda m, n: (AdjustClock(-60 * n), None),
    lambda m, n: (GiveFloor(seat=_pick([*m.seats], n)), None),
    lambda m, n: (GiveFloor(item=_pick(_items(m), n)), None),
    lambda m, n: (CallAbsent(_pick(_inscriptions(m), n)), None),
    lambda m, n: (PutBack(_pick([*m.speeches], n)), None),
    lambda m, n: (RaisePointOfOrder(), f"M{n % 20}"),
    lambda m, n: (GivePointOfOrder(_pick([p.id for p in raised_points(m)], n)), None),
    lambda m, n: (RulePointOfOrder(_pick([p.id for p in m.points], n)), None),
)
LISTS: Sequence[CommandMaker] = (
    lambda m, n: (AddInscription(_pick([*m.seats], n * 7)), None),
    lambda m, n: (AddInscription(guest="Somebody", priority=bool(n % 2)), None),
    lambda m, n: (OpenList(minutes=n or None), None),
    lambda m, n: (CloseList(), None),
    lambda m, n: (MoveInscription(_pick(_inscriptions(m), n)), None),
    lambda m, n: (RequestRightOfReply(), f"M{n % 20}"),
)
PROGRAMME: Sequence[CommandMaker] = (
    lambda m, n: (OpenItem(_pick(_items(m), n), ending=True), None),
    lambda m, n: (CloseItem(_pick(_items(m), n), ending=True), None),
    lambda m, n: (SkipItem(_pick(_items(m), n)), None),
    lambda m, n: (SetItemMinutes(_pick(_items(m), n), 1 + n), None),
    lambda m, n: (SetSpeakingTime("all" if n % 2 else "member_state", 10 * n), None),
    lambda m, n: (SuspendSitting(), None),
    lambda m, n: (ResumeSitting(), None),
    lambda m, n: (AdjournSitting(ending=n % 2 == 0), None),
    lambda m, n: (Undo(), None),
)


def a_point_is_heard() -> Room:
    """A speech is interrupted by a point of order, and others wait."""
    room = floor_open(*MEMBERS[:5], items=PANEL, minutes=60)
    room.give(GiveFloorToNext())
    room.give(RaisePointOfOrder(), 1, Actor("delegate:M9", Role.DELEGATE, "M9"))
    room.give(GivePointOfOrder(raised_points(room.meeting)[0].id))
    return room


def the_pace_is_known() -> Room:
    """Four speakers were heard, each with overtime and after a long pause, and others wait."""
    room = floor_open(*interleaved(MEMBERS[:7], OBSERVERS[:7]), items=PANEL, minutes=60)
    room.hear([200, 150, 190, 130], gap=35)
    return room


ROOMS: Sequence[Callable[[], Room]] = (
    lambda: Room(PANEL),
    lambda: floor_open(*MEMBERS[:4], *ORGANIZATIONS[:2], items=PANEL, minutes=60, rules=Rules(budgets={"ngo": 3})),
    lambda: floor_open(*interleaved(MEMBERS[:9], OBSERVERS[:9]), items=PANEL, minutes=90),
    lambda: floor_open(*MEMBERS[:7], items=[replace(SLOT[0], minutes=None)], minutes=20),
    a_point_is_heard,
    the_pace_is_known,
)


@st.composite
def meetings(draw: st.DrawFn) -> tuple[Meeting, int]:
    """A meeting after any commands, and a later time."""
    meeting = draw(st.sampled_from(ROOMS))().meeting
    now = meeting.at
    makers = st.one_of(st.sampled_from(FLOOR), st.sampled_from(LISTS), st.sampled_from(PROGRAMME))
    for maker, n, later in draw(st.lists(st.tuples(makers, st.integers(0, 30), st.integers(0, 300)), max_size=30)):
        now += later * 1000
        command, seat = maker(meeting, n)
        by = Actor(f"delegate:{seat}", Role.DELEGATE, seat) if seat else CHAIR
        after = perform(meeting, command, by, now)
        meeting = meeting if isinstance(after, Refused) else after
    return meeting, now + draw(st.integers(0, 600_000))


def waiting(meeting: Meeting, found: Forecast) -> tuple[Inscription, ...]:
    """The waiting inscriptions of the list of a forecast."""
    return meeting.lists[found.list].waiting if found.list else ()


always = settings(max_examples=150, deadline=None)


@always
@given(meetings())
def test_the_forecast_keeps_the_order_of_the_list(given: tuple[Meeting, int]) -> None:
    found = forecast(*given)
    assert [speech.inscription for speech in found.speeches] == [each.id for each in waiting(given[0], found)]
    times = [found.free_at, *(time for speech in found.speeches for time in (speech.begins, speech.ends))]
    assert times == sorted(times)
    for low in ("earliest", "latest"):
        assert [getattr(t, low) for t in found.speeches] == sorted(getattr(t, low) for t in found.speeches)


@always
@given(meetings())
def test_the_forecast_agrees_with_the_clock(given: tuple[Meeting, int]) -> None:
    meeting, now = given
    found = forecast(meeting, now)
    speech = meeting.speech
    if speech is None or meeting.interrupted is None:
        rest = max(0, remaining_ms(speech.clock, now)) if speech else 0
        assert found.free_at == now + rest
    handover = found.pace.handover_ms
    assert all(speech.begins == found.free_at + speech.after_ms for speech in found.speeches)
    assert all(speech.after_ms >= handover for speech in found.speeches)
    for before, after in zip(found.speeches, found.speeches[1:], strict=False):
        assert after.begins >= before.ends + handover
        assert after.begins == before.ends + handover or not after.in_block
    item = meeting.item
    if found.speeches and item and item.list and not item.speaker and found.speeches[0].in_block:
        assert found.speeches[0].begins == found.free_at + handover


@always
@given(meetings())
def test_reached_speakers_end_before_the_hard_stop(given: tuple[Meeting, int]) -> None:
    found = forecast(*given)
    assert all(speech.ends <= speech.deadline <= (found.stop or 0) for speech in found.speeches if speech.reached)
    assert all(speech.ends <= found.block_ends for speech in found.speeches if speech.in_block and found.block_ends)
    reached = [speech.reached for speech in found.speeches]
    assert reached == sorted(reached, reverse=True)
    assert found.first_unreached == next((speech.inscription for speech in found.speeches if not speech.reached), None)
    if found.speeches and len(found.speeches) == len(waiting(given[0], found)):
        assert (found.first_unreached is not None) is ((found.sitting_over_ms or 0) > 0), (
            "a sitting that ends late has an unreached speaker"
        )
    assert found.sitting_ends is None or found.sitting_ends >= max((t.ends for t in found.speeches), default=0)


@always
@given(meetings(), st.integers(10, 600), st.integers(0, 600))
def test_longer_limits_never_make_a_speaker_earlier(given: tuple[Meeting, int], seconds: int, more: int) -> None:
    shorter, longer = (what_if(*given, {"all": time}) for time in (seconds, seconds + more))
    for short, long in zip(shorter.speeches, longer.speeches, strict=True):
        assert (short.earliest, short.begins, short.latest) <= (long.earliest, long.begins, long.latest)
        assert short.begins <= long.begins
        assert short.ends <= long.ends
        assert short.reached or not long.reached
    assert all(
        longer.more_speakers[kind] <= shorter.more_speakers[kind]
        for kind in ("ngo", "member_state")
        if shorter.more_speakers
    )


@always
@given(meetings())
def test_what_if_without_changes_equals_the_forecast(given: tuple[Meeting, int]) -> None:
    assert what_if(*given) == what_if(*given, None, False) == what_if(*given, {}) == forecast(*given)


@always
@given(meetings())
def test_the_longest_time_for_all_fits_and_the_next_longer_one_does_not(given: tuple[Meeting, int]) -> None:
    if not forecast(*given).speeches:
        return
    found = longest_time_for_all(*given)
    if found is not None:
        tried = what_if(*given, {"all": found})
        assert tried.first_unreached is None and (tried.sitting_over_ms or 0) <= 0
    beyond = SECONDS_FOR_ALL.start if found is None else found + SECONDS_FOR_ALL.step
    assert beyond not in SECONDS_FOR_ALL or (what_if(*given, {"all": beyond}).sitting_over_ms or 0) > 0


@always
@given(meetings(), st.dictionaries(st.sampled_from(["all", "ngo", "panellist"]), st.integers(10, 7200)), st.booleans())
def test_what_if_does_not_change_the_meeting(given: tuple[Meeting, int], limits: dict[str, int], close: bool) -> None:
    before = replace(given[0])
    what_if(*given, limits, close)
    assert given[0] == before
