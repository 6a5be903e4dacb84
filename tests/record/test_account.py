"""The account of the full meeting has every fact that a report on the meeting needs."""

from collections import Counter
from dataclasses import replace

from nameplate.meeting.category_correction import CorrectSeat
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.floor_correction import CorrectFloor
from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder, WithdrawPointOfOrder
from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.remote_delegations import SetRemote
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.raised_hands import RaiseHand
from nameplate.meeting.speeches.clock import PauseClock, ResumeClock
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.record import Account, account_of
from nameplate.record.account_values import Intervention, UnheardInscription
from nameplate.record.record_texts import remarks
from nameplate.record.report_tables import ReportTables
from tests.cast import BRIDGE
from tests.record.story import AT, CHAIR, DESK, HOSTILE, Story, created, delegate, english, full_meeting


def full_account() -> Account:
    return account_of(full_meeting(), english())


def intervention_of(seat: str, form: str = "statement", state: str = "ended") -> Intervention:
    interventions = [i for i in full_account().interventions if (i.who.seat, i.form, i.state) == (seat, form, state)]
    assert len(interventions) == 1
    return interventions[0]


def unheard_inscriptions_of(seat: str) -> list[UnheardInscription]:
    return [u for u in full_account().unheard if u.who.seat == seat]


def test_the_account_has_the_body_the_room_and_the_chair() -> None:
    account = full_account()
    assert (account.body, account.room) == ("Human Rights Council, 28th session", "Room XX, Palais des Nations, Geneva")
    assert (account.chair, account.chair_title) == ("H.E. Mr. Joachim Rücker", "President of the Human Rights Council")


def test_a_sitting_has_the_times_of_opening_suspension_and_adjournment() -> None:
    first, second = full_account().sittings
    assert first.opened_at == AT + 95_000
    assert first.closed_at == full_meeting().at
    assert [(s.until_at or 0) - s.since_at for s in first.suspensions] == [900_000]
    assert (second.state, second.opened_at, second.interventions) == ("planned", None, ())


def test_an_item_has_its_state_its_planned_minutes_and_the_time_used() -> None:
    items = {i.item: i for i in full_account().sittings[0].programme}
    assert (items["talk-1"].state, items["talk-1"].planned_minutes, items["talk-1"].used_ms) == ("closed", 10, 657_000)
    assert (items["talk-2"].planned_minutes, items["talk-2"].minutes) == (10, 8)
    assert items["talk-2"].speakers == ("Ms. Sanna Berg",)
    assert (items["film"].state, items["film"].used_ms) == ("skipped", None)


def test_a_suspension_is_not_time_used_by_an_item() -> None:
    item = next(i for i in full_account().sittings[0].programme if i.item == "floor-1")
    assert item.opened_at and item.closed_at
    assert item.used_ms == item.closed_at - item.opened_at - 900_000


def test_interventions_are_in_order_of_speaking_and_have_a_number_when_they_were_heard() -> None:
    interventions = full_account().interventions
    assert [i.called_at for i in interventions] == sorted(i.called_at for i in interventions)
    assert [i.number for i in interventions if i.counts] == [*range(1, 16)]
    assert [(i.who.seat, i.state) for i in interventions if not i.number] == [("IN", "absent"), ("BR", "put_back")]


def test_an_intervention_has_times_limit_and_use() -> None:
    talk = full_account().interventions[1]
    assert (talk.limit_ms, talk.used_ms, talk.over_ms, talk.under_ms) == (600_000, 642_000, 42_000, 0)
    assert talk.ended_at == talk.called_at + 642_000


def test_an_intervention_has_the_limit_at_the_call_and_the_limit_that_the_chair_set() -> None:
    france = intervention_of("FR")
    assert (france.granted_ms, france.limit_ms) == (180_000, 210_000)


def test_a_change_of_speaking_time_applies_to_later_calls_only() -> None:
    assert (intervention_of("KE").limit_ms, intervention_of("BR").limit_ms) == (180_000, 90_000)


def test_an_intervention_names_its_group_and_a_question_its_addressee() -> None:
    assert intervention_of("EU").on_behalf_of == "African, Caribbean and Pacific States"
    assert intervention_of("ngo-1").on_behalf_of == "A coalition of NGOs"
    assert (intervention_of("UNICEF", "question").to, intervention_of("UNICEF", "question").used_ms) == (
        "Ms. Amara Okafor",
        97_000,
    )


def test_a_guest_has_the_name_that_the_desk_entered() -> None:
    guest = next(i for i in full_account().interventions if i.who.kind == "other")
    assert (guest.who.name, guest.source) == ("Ms. Lena Weiß, Geneva Academy", "verbal")


def test_a_point_of_order_has_its_ruling_and_does_not_use_the_time_of_the_interrupted_speaker() -> None:
    point = full_account().sittings[0].points[0]
    assert (point.who.seat, point.motion, point.interrupted, point.state) == ("KE", "", "France", "ruled")
    assert point.note == "The speaker departs from the item"
    assert point.ruling == "The speaker is asked to keep to the item"
    assert point.heard_at and point.ruled_at == point.heard_at + 35_000
    assert (intervention_of("FR").used_ms, intervention_of("FR").rested_ms) == (230_000, 35_000)
    assert intervention_of("KE", "point_of_order").number == point.number


def test_a_right_of_reply_has_its_turn_and_its_limit() -> None:
    reply = full_account().sittings[0].rights_of_reply
    assert [(r.who.seat, r.turn, r.limit_ms) for r in reply] == [("BR", 1, 180_000)]


def test_an_unheard_inscription_has_the_reason_as_its_state() -> None:
    assert Counter(u.state for u in full_account().unheard) == {
        "not_reached": 3,
        "absent": 2,
        "withdrawn": 1,
        "refused": 1,
        "submitted": 1,
    }
    assert [(u.state, u.form) for u in unheard_inscriptions_of("IN")] == [
        ("absent", "statement"),
        ("not_reached", "right_of_reply"),
    ]
    assert [u.state for u in unheard_inscriptions_of("SE")] == ["withdrawn", "not_reached"]
    assert [u.state for u in unheard_inscriptions_of("FR")] == ["refused"]


def test_a_list_has_its_opening_times_its_draw_and_its_changes() -> None:
    main = full_account().lists[0]
    assert main.opened_at and main.closed_at and main.closed_at - main.opened_at > 60_000
    assert (main.order, len(main.draws)) == ("receipt", 1)
    assert [a.act for a in main.acts] == [
        "ListOpened",
        "PrioritySet",
        "OrderDrawn",
        "InscriptionMoved",
        "ListClosed",
        "InscriptionAdmitted",
        "InscriptionsSwapped",
    ]
    assert main.acts[-1].what == "Sweden and South Africa exchanged places"


def test_reopening_a_list_is_described_as_such() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList(), CloseList(), OpenList())
    acts = account_of(story.meeting, english()).lists[0].acts
    assert [a.what for a in acts][-1] == "List of speakers reopened, or its end changed"


def test_the_record_says_both_times_of_a_hand_whose_time_of_receipt_was_limited() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    story.give(DESK, SetRemote("KE"), SetRemote("FR"))
    story.now += 600_000
    story.give(BRIDGE, RaiseHand("FR", story.now))
    story.give(BRIDGE, RaiseHand("KE", story.now - 85_000))
    account = account_of(story.meeting, english())
    (limited,) = (act for act in account.lists[0].acts if act.act == "HandRaised")
    assert limited.what == "Kenya raised the hand in the conference 90 s before the server knew; counted: 30 s"
    assert (limited.at, limited.by_name) == (story.now, "The bridge to the conference")
    asked = {one.who.seat: (one.asked_at, one.source) for one in account.unheard}
    assert asked["KE"] == (story.now - 30_000, "remote")
    assert asked["FR"] == (story.now - 10_000, "remote")


def test_only_an_inscription_added_with_priority_is_a_change_of_the_list() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    story.give(DESK, AddInscription("FR"), AddInscription("EU", priority=True))
    story.give(DESK, AddInscription("KE", form="not_delivered", priority=True))
    last, *others = account_of(story.meeting, english()).lists[0].acts[::-1]
    assert (last.act, last.what) == ("InscriptionAdded", "European Union added to the list with priority")
    assert (last.by, last.at, len(others)) == ("desk", story.now - 5000, 1)


def by_hand() -> Story:
    """France has the floor, in a meeting in which the chair starts the clock."""
    story = Story(replace(created(), rules=Rules(clock_by_hand=True)))
    return story.give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), GiveFloor(seat="FR"))


def test_time_before_the_first_start_of_the_clock_is_waiting_and_not_a_stop() -> None:
    story = by_hand().give(CHAIR, ResumeClock(), after=104).give(CHAIR, PauseClock(), after=60)
    story.give(CHAIR, ResumeClock(), after=30).give(CHAIR, EndSpeech(), after=10)
    (france,) = account_of(story.meeting, english()).interventions
    assert (france.waited_ms, france.used_ms, france.rested_ms) == (104_000, 70_000, 30_000)
    assert remarks(france, english()) == "clock started after 1:44\nclock stopped for 0:30"


def test_a_clock_that_was_never_started_has_its_own_remark() -> None:
    story = by_hand().give(CHAIR, EndSpeech(), after=104)
    (france,) = account_of(story.meeting, english()).interventions
    assert (france.waited_ms, france.used_ms, france.rested_ms) == (104_000, 0, 0)
    assert remarks(france, english()) == "clock not started"


def test_changes_of_speaking_time_and_of_the_programme_have_their_author() -> None:
    account = full_account()
    assert [(a.what, a.by) for a in account.limit_changes] == [
        ("Time of France changed by +0:30", "chair"),
        ("Speaking time: everybody on the floor 1:30", "chair"),
    ]
    assert [a.what for a in account.programme_changes] == [
        "Speaker replaced by Ms. Sanna Berg: Presentation",
        "Presentation: 8 minutes",
        "Item left out: Video message",
    ]


def test_every_correction_has_its_act_its_sentence_its_author_and_its_time() -> None:
    assert [(c.act, c.what, c.by) for c in full_account().corrections] == [
        ("undone", "End of the intervention of UNICEF", "chair"),
        ("put_right", f"Entry of {HOSTILE} put right: Statement, on behalf of A coalition of NGOs", "desk"),
        ("undone", "South Africa noted as absent", "chair"),
        ("restored", "South Africa noted as absent", "chair"),
        ("undone", '=HYPERLINK("http://example.org") removed from the list', "desk"),
    ]
    assert all(c.at >= c.done_at for c in full_account().corrections)


def test_totals_by_category_agree_with_the_interventions() -> None:
    account = full_account()
    heard = [i for i in account.interventions if i.counts]
    assert sum(t.used_ms for t in account.totals) == sum(i.used_ms for i in heard)
    states = next(t for t in account.totals if t.kind == "member_state")
    assert (states.speakers, states.interventions, states.over) == (3, 5, 2)


def test_during_the_meeting_the_account_has_the_speaker_and_the_waiting_inscriptions() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    story.give(delegate("FR"), RequestFloor()).give(delegate("KE"), RequestFloor())
    story.give(CHAIR, GiveFloor(story.id_of("FR"))).give(CHAIR, PauseClock(), after=7)
    account = account_of(story.meeting, english())
    assert [(i.state, i.used_ms, i.ended_at) for i in account.interventions] == [("on", 7_000, None)]
    assert [(u.who.seat, u.state, u.left_at) for u in account.unheard] == [("KE", "waiting", None)]


def test_a_comment_has_the_number_and_the_name_of_the_intervention_that_it_answers() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList(), GiveFloor(seat="FR"))
    story.give(delegate("KE"), RequestFloor("reply")).give(CHAIR, GiveFloor(story.id_of("KE")))
    comment = account_of(story.meeting, english()).interventions[-1]
    assert (comment.form, comment.reply_to, comment.reply_to_name) == ("reply", 1, "France")


def test_passing_over_a_speaker_keeps_the_inscription_waiting_and_is_a_change_of_the_list() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    story.give(delegate("FR"), RequestFloor()).give(delegate("KE"), RequestFloor())
    story.give(CHAIR, CallAbsent(story.id_of("FR"), "pass"))
    account = account_of(story.meeting, english())
    assert [(u.who.seat, u.state, u.left_at) for u in account.unheard] == [
        ("KE", "waiting", None),
        ("FR", "waiting", None),
    ]
    assert "SpeakerAbsent" in [change.act for change in account.lists[0].acts]


def test_a_declined_late_request_and_a_submitted_text_have_the_time_of_the_command() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    story.give(delegate("FR"), RequestFloor()).give(CHAIR, CloseList()).give(delegate("KE"), RequestFloor(late=True))
    story.give(DESK, RemoveInscription(story.id_of("KE")))
    declined = story.now
    story.give(DESK, CorrectInscription(story.id_of("FR"), form="not_delivered"))
    account = account_of(story.meeting, english())
    assert {(u.who.seat, u.state, u.left_at) for u in account.unheard} == {
        ("KE", "refused", declined),
        ("FR", "submitted", story.now),
    }


def test_a_motion_has_its_name_and_grounds() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"))
    story.give(delegate("FR"), RaisePointOfOrder("It is late", "adjourn_meeting"))
    (point,) = account_of(story.meeting, english()).sittings[0].points
    assert (point.motion, point.note, point.state) == ("adjourn_meeting", "It is late", "raised")


def test_a_corrected_name_and_category_are_counted_as_corrected_and_listed_as_corrections() -> None:
    story = by_hand().give(CHAIR, ResumeClock(), after=10)
    story.give(CHAIR, CorrectFloor("KE"), after=20).give(CHAIR, PauseClock(), after=10)
    story.give(CHAIR, CorrectSeat("KE", "observer_state"), after=10).give(CHAIR, EndSpeech(), after=10)
    account = account_of(story.meeting, english())
    (heard,) = [i for i in account.interventions if i.counts]
    assert (heard.who.seat, heard.who.kind, heard.used_ms) == ("KE", "observer_state", 30_000)
    assert [(c.act, c.what) for c in account.corrections] == [
        ("put_right", "Name of the speaker corrected: Kenya, not France"),
        ("put_right", "Kenya corrected to: Observer State"),
    ]


def test_a_point_of_order_without_ruling_has_the_reason() -> None:
    story = by_hand().give(CHAIR, EndSpeech(), after=10)
    for seat in ("FR", "KE"):
        story.give(delegate(seat), RaisePointOfOrder(), after=10)
    first, second = story.meeting.points
    story.give(delegate("FR"), WithdrawPointOfOrder(first.id), after=5)
    story.give(CHAIR, AdjournSitting(), after=5)
    account = account_of(story.meeting, english())
    rows = ReportTables(account, english()).points(account.sittings[0]).rows
    assert [row[4] for row in rows] == ["Taken back", "Not heard before the end of the sitting"]
    assert second.seat == "KE"
