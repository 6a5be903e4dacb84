"""The forecast on the screens: likely times, the cut line, how many more speakers fit, reminders, "what if"."""

from __future__ import annotations

import pytest

from nameplate.meeting import Meeting
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder
from nameplate.meeting.forecast.forecast import forecast
from nameplate.meeting.programme.items import OpenItem, SkipItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.clock import PauseClock
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.paths import WEB
from nameplate.screens.outlook import expected, many_of, outlook, reminders, what_if_view
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from nameplate.wording.language import load_words
from tests.cast import BR, CHAIR, FR, KE
from tests.panel import SITTING, SLOT_2, begun, floor_open, then

WORDS = load_words(WEB / "locale", "en")
SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")
MINUTE = 60_000


def waiting() -> Meeting:
    """France has the floor for three minutes; Kenya and Brazil wait."""
    meeting = then(floor_open(), *((delegation, RequestFloor()) for delegation in (FR, KE, BR)))
    return then(meeting, (CHAIR, GiveFloorToNext()))


def near_the_end(minutes: int) -> Meeting:
    """The last floor block. France has the floor, the others wait, and `minutes` of the sitting are left."""
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)))
    assert meeting.sitting
    late = meeting.sitting.end - meeting.at - minutes * MINUTE
    meeting = then(meeting, (CHAIR, OpenItem(SLOT_2)), (CHAIR, OpenList()), later=late)
    asked = ((delegation, RequestFloor()) for delegation in (FR, KE, BR))
    return then(meeting, *asked, (CHAIR, GiveFloorToNext()))


def nothing_planned(meeting: Meeting) -> Meeting:
    """The meeting in which the open item is the last."""
    return then(meeting, *((CHAIR, SkipItem(item.id)) for item in meeting.items() if item.state == "planned"))


def test_before_a_sitting_nothing_is_foretold() -> None:
    seen = outlook(RenderContext(begun(), WORDS))
    assert (dict(seen.speeches), seen.stop, seen.sitting_ms, seen.fits) == ({}, None, None, "")


def test_the_booked_time_is_known_before_the_sitting_and_counts_from_a_late_opening() -> None:
    booked = begun().sittings[0]
    before = expected(RenderContext(begun(), WORDS))
    assert (before.sitting_begins, before.sitting_stop) == (booked.start, booked.end)
    rehearsal = then(begun(), (CHAIR, OpenSitting(SITTING)), later=booked.end - begun().at + MINUTE)
    assert rehearsal.sitting and rehearsal.sitting.opened_at
    seen = expected(RenderContext(rehearsal, WORDS))
    assert seen.sitting_begins == rehearsal.sitting.opened_at
    assert seen.sitting_stop - seen.sitting_begins == booked.end - booked.start


def test_a_turn_is_told_as_a_distance_from_the_end_of_the_present_speech() -> None:
    meeting = waiting()
    kenya, brazil = outlook(RenderContext(meeting, WORDS)).speeches.values()
    assert kenya.after_ms == meeting.rules.handover_ms
    assert brazil.after_ms == 2 * meeting.rules.handover_ms + 3 * MINUTE


def test_a_pause_moves_no_distance() -> None:
    meeting = waiting()
    paused = then(meeting, (CHAIR, PauseClock()), later=MINUTE)
    before, after = outlook(RenderContext(meeting, WORDS)).speeches, outlook(RenderContext(paused, WORDS)).speeches
    assert [turn.after_ms for turn in before.values()] == [turn.after_ms for turn in after.values()]


def test_who_is_interrupted_by_a_point_of_order_still_has_the_rest() -> None:
    meeting = then(waiting(), (KE, RaisePointOfOrder()), later=MINUTE)
    meeting = then(meeting, (CHAIR, GivePointOfOrder(meeting.points[0].id)))
    assert outlook(RenderContext(meeting, WORDS)).waits_ms == 3 * MINUTE - (MINUTE + 2000)
    assert outlook(RenderContext(waiting(), WORDS)).waits_ms == 0


@pytest.mark.parametrize(("minutes", "reached"), [(10, [True, True]), (8, [True, False]), (5, [False, False])])
def test_who_is_not_reached_before_the_end_is_marked(minutes: int, reached: list[bool]) -> None:
    meeting = nothing_planned(near_the_end(minutes))
    assert [turn.reached for turn in outlook(RenderContext(meeting, WORDS)).speeches.values()] == reached


def test_how_many_more_fit_is_told_by_kind() -> None:
    assert many_of(WORDS, [(4, "member_state"), (6, "ngo"), (6, "nhri")]) == "4 Member State or 6 all others"
    assert many_of(WORDS, [(6, "ngo"), (6, "nhri")]) == "6"
    assert "all others" in outlook(RenderContext(waiting(), WORDS)).fits


def test_what_if_says_who_would_not_be_reached_and_the_time_with_which_all_are() -> None:
    meeting = nothing_planned(near_the_end(8))
    long, short = (what_if_view(meeting, WORDS, meeting.at, "all", seconds) for seconds in (300, 90))
    assert (long.unreached, long.names) == (2, ("Kenya", "Brazil"))
    assert (long.limit, long.category_label) == ("5:00", "all")
    assert (short.unreached, short.names, short.waiting) == (0, (), 2)
    assert long.best == short.best
    minutes, seconds = long.best.split(":")
    best = int(minutes) * 60 + int(seconds)
    assert not what_if_view(meeting, WORDS, meeting.at, "all", best).unreached
    assert what_if_view(meeting, WORDS, meeting.at, "all", best + 10).unreached


def test_no_time_for_all_is_recommended_when_what_comes_after_the_list_takes_too_long() -> None:
    meeting = near_the_end(8)
    view = what_if_view(meeting, WORDS, meeting.at, "all", 90)
    assert (view.unreached, view.best) == (2, "")


def test_what_if_changes_nothing_and_foretells_what_then_comes() -> None:
    meeting = near_the_end(8)
    view = what_if_view(meeting, WORDS, meeting.at, "all", 90)
    assert not view.same
    changed = then(meeting, (CHAIR, SetSpeakingTime("all", 90)))
    assert forecast(changed, meeting.at).sitting_ends == view.ends
    assert what_if_view(changed, WORDS, changed.at, "all", 90).same


def test_closing_is_offered_while_the_list_is_open() -> None:
    meeting = waiting()
    assert what_if_view(meeting, WORDS, meeting.at, "all", 120).closing
    assert not what_if_view(then(meeting, (CHAIR, CloseList())), WORDS, meeting.at, "all", 120).closing


def test_reminders_carry_the_time_from_which_they_stand() -> None:
    meeting = waiting()
    assert meeting.sitting
    hints = {(hint.code, hint.begins - meeting.sitting.end): hint for hint in reminders(RenderContext(meeting, WORDS))}
    assert hints["sitting_ends", -15 * MINUTE].text == "The sitting ends in 15 minutes."
    assert hints["sitting_ends", -15 * MINUTE].ends == hints["sitting_ends", -5 * MINUTE].begins
    assert hints["sitting_over", 0].ends is None


@pytest.mark.parametrize("audience", ["chair", "desk", "delegate"])
def test_the_rows_of_the_list_carry_the_distances(audience: str) -> None:
    meeting = waiting()
    shown = SCREENS.regions(meeting, audience, "en", None, None)["speakers_list"]
    for turn in outlook(RenderContext(meeting, WORDS)).speeches.values():
        times = f'after="{turn.after_ms}" spoken="{turn.ends - turn.begins}" deadline="{turn.deadline}"'
        assert f"<likely-time {times}>" in shown
    assert meeting.sitting and f'data-stop="{meeting.sitting.end}"' in shown


def test_the_phone_takes_its_own_time_from_its_row() -> None:
    meeting = waiting()
    mine = SCREENS.regions(meeting, "delegate", "en", "BR", None)["mine"]
    brazil = list(outlook(RenderContext(meeting, WORDS)).speeches)[1]
    assert f'<likely-time of="{brazil}">' in mine


@pytest.mark.parametrize("audience", ["chair", "desk", "delegate"])
def test_no_screen_tells_a_time_while_the_sitting_is_suspended(audience: str) -> None:
    meeting = then(waiting(), (CHAIR, SuspendSitting("15:00")))
    shown = SCREENS.regions(meeting, audience, "en", None, None)
    assert "Kenya" in shown["speakers_list"] and "<likely-time" not in shown["speakers_list"]
    if audience != "delegate":
        assert "<list-outlook" not in shown["outlook"] and "Room for more" not in shown["outlook"]
        assert "While the sitting is suspended, there is no forecast." in shown["outlook"]


def test_after_the_last_sitting_no_forecast_is_announced() -> None:
    before = then(begun(), (CHAIR, OpenSitting(SITTING)))
    after = then(before, (CHAIR, AdjournSitting(ending=True)))
    shown = [SCREENS.regions(each, "chair", "en", None, None)["outlook"] for each in (begun(), after)]
    assert "The forecast begins with the sitting." in shown[0]
    assert "The meeting is over." in shown[1] and "The forecast begins" not in shown[1]


def test_what_if_tells_no_effect_while_the_sitting_is_suspended() -> None:
    meeting = then(waiting(), (CHAIR, SuspendSitting("15:00")))
    view = what_if_view(meeting, WORDS, meeting.at, "all", 90)
    shown = SCREENS.page("shared/what_if_answer.html", "en", view=view, code="x", timezone="UTC")
    assert "While the sitting is suspended, there is no forecast." in shown
    assert "Nobody waits" not in shown and "If the list closes now:" not in shown and "Close the list now" in shown
