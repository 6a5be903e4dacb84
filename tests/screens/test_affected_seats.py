"""A change alters only the own regions of affected seats. Otherwise a phone would show an outdated state."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate.meeting import Meeting, Refused, perform
from nameplate.meeting.affected_seats import affected_seats
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Rules
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speakers_list.swaps import SwapInscriptions
from nameplate.meeting.speeches.clock import AdjustClock
from nameplate.paths import WEB
from nameplate.screens.delegate import personal
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from tests.cast import BR, CHAIR, EVERYBODY, FR, KE
from tests.meeting.stories import Story, floor_open
from tests.meeting.test_any_commands import any_command

WORDS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}").words("en")
SEVERAL, IN_TURN = Rules(inscriptions_each=2), Rules(order="alternate", inscriptions_each=2)


def seats_that_differ(before: Meeting, after: Meeting) -> set[str]:
    """The seats whose own regions differ."""
    return {
        seat
        for seat in after.seats
        if personal(RenderContext(before, WORDS), seat) != personal(RenderContext(after, WORDS), seat)
    }


def started(rules: Rules | None) -> Story:
    """France has the floor and others wait; with `rules`, France and Kenya wait twice."""
    story = floor_open(FR, KE, BR, rules=rules)
    story.give(CHAIR, GiveFloorToNext())
    for who in (FR, KE) if rules else ():
        story.give(who, RequestFloor())
    return story


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_seats_that_are_not_affected_see_the_same_as_before(data: st.DataObject) -> None:
    meeting = started(data.draw(st.sampled_from((None, SEVERAL, IN_TURN)))).meeting
    for _ in range(8):
        before = meeting
        for _ in range(data.draw(st.integers(1, 3))):
            command, by = data.draw(any_command(meeting)), data.draw(st.sampled_from(EVERYBODY))
            found = perform(meeting, command, by, meeting.at + 1_000)
            meeting = meeting if isinstance(found, Refused) else found
        seats = affected_seats(before, meeting)
        assert seats is None or seats_that_differ(before, meeting) <= seats


def test_a_request_at_the_end_affects_its_seat_and_the_speaker() -> None:
    story = started(SEVERAL)
    before = story.meeting
    story.give(BR, RequestFloor())
    assert affected_seats(before, story.meeting) == frozenset({"BR", "FR"})
    assert seats_that_differ(before, story.meeting) == {"BR"}


def test_a_withdrawal_affects_all_seats_behind() -> None:
    story = started(SEVERAL)
    story.give(BR, RequestFloor())
    before = story.meeting
    brazil = next(one.id for one in before.lists["first"].waiting if one.seat == "BR")
    story.give(BR, WithdrawRequest(brazil))
    seats = affected_seats(before, story.meeting)
    assert seats and "BR" in seats and seats_that_differ(before, story.meeting) <= seats


def test_a_change_of_the_place_in_an_offer_affects_the_seat_that_was_offered_it() -> None:
    story = floor_open(FR, KE, FR, BR, rules=IN_TURN)
    france, kenya, again, brazil = story.meeting.lists["first"].waiting
    assert [one.seat for one in (france, kenya, again, brazil)] == ["FR", "KE", "FR", "BR"]
    story.give(BR, SwapInscriptions(brazil.id, france.id))
    before = story.meeting
    story.give(KE, RequestFloor())
    assert [one.seat for one in story.meeting.lists["first"].waiting] == ["FR", "KE", "FR", "KE", "BR"]
    assert "FR" in seats_that_differ(before, story.meeting)
    seats = affected_seats(before, story.meeting)
    assert seats and seats_that_differ(before, story.meeting) <= seats


def test_a_notice_affects_the_speaker_alone_and_a_shared_field_all_seats() -> None:
    story = started(None)
    before = story.meeting
    story.give(CHAIR, SendNotice("hall", "Lunch at one"))
    assert affected_seats(before, story.meeting) == frozenset({"FR"})
    for text in ("Please see the desk.", "Thank you."):  # the second one replaces the first
        before = story.meeting
        story.give(CHAIR, SendNotice("delegation", text, "BR"))
        assert affected_seats(before, story.meeting) == frozenset({"FR", "BR"})
        assert seats_that_differ(before, story.meeting) == {"BR"}
    for command in (AdjustClock(60), CloseList()):
        before = story.meeting
        story.give(CHAIR, command)
        assert affected_seats(before, story.meeting) is None
