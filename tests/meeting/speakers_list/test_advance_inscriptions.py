"""Inscriptions before the sitting: in the window of the programme, confirmed by the desk, in the order of the list."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameplate.meeting import Actor, Meeting, Reason, record
from nameplate.meeting.model.values import Inscription, Rules
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.rehearsal import BeginRehearsal, EndRehearsal
from nameplate.meeting.speakers_list.advance_inscriptions import ConfirmInscriptions, InscribeInAdvance
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, AdmitInscription, RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import PROGRAMME, Story, seconds

HOUR = 3600
OPENS, CLOSES = -24 * HOUR, -2 * HOUR


def with_window(rules: Rules | None = None, both: bool = False) -> MeetingCreated:
    """The programme with a window for the morning, from 24 hours before it until 2 hours before it."""
    sittings = tuple(
        replace(sitting, inscribe_from=seconds(OPENS), inscribe_until=seconds(CLOSES))
        if both or sitting.id == "morning"
        else sitting
        for sitting in PROGRAMME.sittings
    )
    return replace(PROGRAMME, sittings=sittings, rules=rules or PROGRAMME.rules)


def days_before(programme: MeetingCreated) -> Story:
    """The meeting, created two days before its first sitting."""
    return Story(record(Meeting(), programme, seconds(2 * OPENS), "operator", 1), 2 * OPENS)


def window_open(rules: Rules | None = None) -> Story:
    """The meeting at the opening of the window."""
    story = days_before(with_window(rules))
    story.second = OPENS
    return story


def unconfirmed(story: Story, speakers: str = "first") -> list[str]:
    """The seats that have inscribed and are not confirmed."""
    return [one.seat for one in story.meeting.lists[speakers].late]


def newest(story: Story, seat: str) -> Inscription:
    """The newest inscription of a seat."""
    return story.inscription(story.id_of(seat))


def begun(story: Story) -> Story:
    """The sitting, its first floor block and the list are open."""
    story.give(CHAIR, OpenSitting("morning"), at=0)
    story.give(CHAIR, OpenItem("f1"))
    story.give(CHAIR, OpenList())
    return story


def test_a_delegation_inscribes_and_waits_for_the_desk() -> None:
    story = window_open()
    story.give(FR, InscribeInAdvance(None, "statement", " On water ", "fr", "H.E. Ms. Martin", "Minister"))
    found = newest(story, "FR")
    assert (found.state, found.source, found.note, found.language) == ("late", "advance", "On water", "fr")
    assert (found.dignitary, found.dignitary_title) == ("H.E. Ms. Martin", "Minister")
    assert (story.waiting(), unconfirmed(story)) == ([], ["FR"])


@pytest.mark.parametrize(("at", "possible"), [(OPENS - 1, False), (OPENS, True), (CLOSES - 1, True), (CLOSES, False)])
def test_the_window_opens_and_closes_at_its_times(at: float, possible: bool) -> None:
    story = days_before(with_window())
    if possible:
        story.give(FR, InscribeInAdvance(), at=at)
    else:
        assert story.refuse(FR, InscribeInAdvance(), at=at).reason is Reason.NOT_IN_WINDOW


def test_without_a_window_and_after_the_opening_nobody_inscribes_in_advance() -> None:
    assert days_before(PROGRAMME).refuse(FR, InscribeInAdvance(), at=OPENS).reason is Reason.NOT_IN_WINDOW
    story = window_open()
    assert story.refuse(FR, InscribeInAdvance("f3")).reason is Reason.NOT_IN_WINDOW
    assert story.refuse(FR, InscribeInAdvance("nothing")).reason is Reason.UNKNOWN_ITEM
    story.give(DESK, OpenList("f1"))
    assert story.refuse(FR, InscribeInAdvance()).reason is Reason.NOT_IN_WINDOW
    story = window_open()
    story.give(CHAIR, OpenSitting("morning"))
    assert story.refuse(FR, InscribeInAdvance()).reason is Reason.NOT_IN_WINDOW


def test_nobody_inscribes_during_a_rehearsal_which_would_take_it_back() -> None:
    story = window_open()
    story.give(CHAIR, BeginRehearsal())
    assert story.refuse(FR, InscribeInAdvance()).reason is Reason.NOT_IN_WINDOW
    story.give(CHAIR, EndRehearsal())
    story.give(FR, InscribeInAdvance())
    assert unconfirmed(story) == ["FR"]


def test_inscriptions_made_before_a_rehearsal_outlive_it() -> None:
    story = window_open()
    story.give(FR, InscribeInAdvance())
    story.give(KE, InscribeInAdvance())
    story.give(DESK, AdmitInscription(story.id_of("KE")))
    story.give(DESK, BeginRehearsal())
    story.give(DESK, ConfirmInscriptions())
    story.give(CHAIR, OpenSitting("morning"))
    story.give(CHAIR, EndRehearsal())
    assert unconfirmed(story) == ["FR"]
    assert [one.seat for one in story.meeting.lists["first"].waiting] == ["KE"]


def test_the_item_says_for_which_list_if_several_windows_are_open() -> None:
    story = days_before(with_window(both=True))
    assert story.refuse(FR, InscribeInAdvance(), at=OPENS).facts == {"field": "item"}
    story.give(FR, InscribeInAdvance("f3"))
    story.give(FR, InscribeInAdvance("f2"))
    assert (unconfirmed(story, "second"), unconfirmed(story)) == (["FR"], ["FR"])


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (InscribeInAdvance(form="reply"), "form"),
        (InscribeInAdvance(form="not_delivered"), "form"),
        (InscribeInAdvance(form="song"), "form"),
        (InscribeInAdvance(language="French"), "language"),
        (InscribeInAdvance(note="x" * 281), "note"),
        (InscribeInAdvance(dignitary="x" * 281), "dignitary"),
        (InscribeInAdvance(dignitary="x", dignitary_title="x" * 281), "dignitary_title"),
        (InscribeInAdvance(dignitary_title="Minister"), "dignitary"),
    ],
)
def test_a_wrong_field_is_named(command: InscribeInAdvance, field: str) -> None:
    refused = window_open().refuse(FR, command)
    assert (refused.reason, refused.facts) == (Reason.INVALID, {"field": field})


def test_inscribing_again_replaces_what_is_not_confirmed() -> None:
    story = window_open()
    story.give(FR, InscribeInAdvance(note="First"))
    story.give(FR, InscribeInAdvance(note="Second"))
    assert [one.note for one in story.meeting.lists["first"].late] == ["Second"]
    story.give(DESK, AdmitInscription(story.id_of("FR")))
    assert story.refuse(FR, InscribeInAdvance()).reason is Reason.ALREADY_INSCRIBED


def test_a_delegation_withdraws_and_the_desk_declines() -> None:
    story = window_open()
    story.give(FR, InscribeInAdvance())
    story.give(KE, InscribeInAdvance())
    assert story.refuse(KE, WithdrawRequest(story.id_of("FR"))).reason is Reason.NOT_YOURS
    story.give(FR, WithdrawRequest(story.id_of("FR")))
    story.give(DESK, RemoveInscription(story.id_of("KE")))
    assert (newest(story, "FR").state, newest(story, "KE").state) == ("withdrawn", "refused")
    assert unconfirmed(story) == []


@pytest.mark.parametrize("confirmed", [*permutations(("FR", "KE", "BR"))])
def test_the_order_is_that_of_receipt_however_the_desk_confirms(confirmed: tuple[str, ...]) -> None:
    story = window_open()
    for hour, by in enumerate((BR, FR, KE)):
        story.give(by, InscribeInAdvance(), at=OPENS + hour * HOUR)
    for seat in confirmed:
        story.give(DESK, AdmitInscription(story.id_of(seat)), at=CLOSES)
    assert story.waiting() == ["BR", "FR", "KE"]


def test_dignitaries_come_first_and_others_by_the_order_of_the_list() -> None:
    story = window_open(Rules(order="alternate"))
    for hour, (by, dignitary) in enumerate(((KE, ""), (FR, ""), (BR, "H.E. Mr. Silva"))):
        story.give(by, InscribeInAdvance(dignitary=dignitary), at=OPENS + hour * HOUR)
    story.give(DESK, ConfirmInscriptions("f1"))
    assert story.waiting()[0] == "BR" and newest(story, "BR").priority
    assert {*story.waiting()[1:]} == {"FR", "KE"} and not newest(story, "FR").priority
    assert begun(story).waiting()[0] == "BR"


def test_confirmed_inscriptions_are_on_the_list_when_it_opens_and_later_requests_follow() -> None:
    story = window_open()
    story.give(KE, InscribeInAdvance())
    story.give(BR, InscribeInAdvance())
    story.give(DESK, AdmitInscription(story.id_of("KE")))
    begun(story).give(FR, RequestFloor())
    assert (story.waiting(), unconfirmed(story)) == (["KE", "FR"], ["BR"])
    story.give(DESK, AdmitInscription(story.id_of("BR")))
    assert story.waiting() == ["KE", "BR", "FR"]


def test_an_unconfirmed_delegation_may_ask_anew_when_the_list_opens() -> None:
    story = window_open()
    story.give(KE, InscribeInAdvance())
    begun(story).give(KE, RequestFloor())
    assert (story.waiting(), unconfirmed(story)) == (["KE"], [])


def test_all_are_confirmed_with_one_command_and_undone_with_one() -> None:
    story = window_open(Rules(inscriptions_each=2))
    for by in (FR, KE, BR, KE):
        story.give(by, InscribeInAdvance())
    assert story.refuse(DESK, AddInscription("KE", item="f1")).reason is Reason.ALREADY
    story.give(DESK, ConfirmInscriptions())
    assert (story.waiting(), unconfirmed(story)) == (["FR", "KE", "BR", "KE"], [])
    assert story.refuse(DESK, ConfirmInscriptions()).reason is Reason.ALREADY
    assert story.refuse(DESK, ConfirmInscriptions("f3")).reason is Reason.ALREADY
    story.give(DESK, Undo())
    assert unconfirmed(story) == ["FR", "KE", "BR", "KE"]


def test_confirming_all_leaves_late_requests_to_the_chair() -> None:
    story = window_open()
    story.give(FR, InscribeInAdvance())
    begun(story)
    story.give(CHAIR, CloseList())
    story.give(KE, RequestFloor(late=True))
    story.give(DESK, ConfirmInscriptions())
    assert (story.waiting(), unconfirmed(story)) == (["FR"], ["KE"])


def test_what_was_not_confirmed_leaves_the_list_with_the_sitting() -> None:
    story = window_open()
    story.give(FR, InscribeInAdvance())
    story.give(CHAIR, OpenSitting("morning"), at=0)
    story.give(CHAIR, AdjournSitting())
    assert newest(story, "FR").state == "refused"


@given(actions=st.lists(st.tuples(st.sampled_from((FR, KE, BR)), st.sampled_from(("inscribe", "confirm", "withdraw")))))
def test_a_seat_never_has_more_than_its_places_and_nothing_is_lost(actions: list[tuple[Actor, str]]) -> None:
    story, asked = window_open(), 0
    for by, action in actions:
        own = [one for one in story.meeting.inscriptions.for_seat(by.seat or "") if one.state in ("late", "waiting")]
        if action == "inscribe" and not any(one.state == "waiting" for one in own):
            story.give(by, InscribeInAdvance())
            asked += 1
        elif action == "confirm" and any(one.state == "late" for one in own):
            story.give(DESK, AdmitInscription(own[-1].id))
        elif action == "withdraw" and own:
            story.give(by, WithdrawRequest(own[-1].id))
        speakers = story.meeting.lists["first"]
        seats = [one.seat for one in (*speakers.waiting, *speakers.late)]
        assert len(seats) == len({*seats})
        assert len((*speakers.waiting, *speakers.late, *speakers.past)) == asked
        assert [one.at for one in speakers.waiting] == sorted(one.at for one in speakers.waiting)
