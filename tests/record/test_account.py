"""What the account tells of the story: every fact that a report on the meeting needs."""

from collections import Counter
from dataclasses import replace

from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.floor_correction import CorrectFloor
from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder, WithdrawPointOfOrder
from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.seat_correction import CorrectSeat
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.clock import PauseClock, ResumeClock
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.record import Account, account_of
from nameplate.record.account_values import Intervention, UnheardInscription
from nameplate.record.record_texts import remarks
from nameplate.record.report_tables import ReportTables
from tests.record.story import AT, CHAIR, DESK, HOSTILE, Story, by, created, english, told


def the_account() -> Account:
    return account_of(told(), english())


def of(seat: str, form: str = "statement", state: str = "ended") -> Intervention:
    found = [i for i in the_account().interventions if (i.who.seat, i.form, i.state) == (seat, form, state)]
    assert len(found) == 1
    return found[0]


def unheard(seat: str) -> list[UnheardInscription]:
    return [u for u in the_account().unheard if u.who.seat == seat]


def test_the_head_has_the_facts_of_the_meeting() -> None:
    found = the_account()
    assert (found.body, found.room) == ("Human Rights Council, 28th session", "Room XX, Palais des Nations, Geneva")
    assert (found.chair, found.chair_title) == ("H.E. Mr. Joachim Rücker", "President of the Human Rights Council")


def test_a_sitting_says_when_it_opened_was_suspended_and_adjourned() -> None:
    first, second = the_account().sittings
    assert first.opened_at == AT + 95_000
    assert first.closed_at == told().at
    assert [(s.until_at or 0) - s.since_at for s in first.suspensions] == [900_000]
    assert (second.state, second.opened_at, second.interventions) == ("planned", None, ())


def test_the_programme_is_told_as_it_happened() -> None:
    steps = {s.item: s for s in the_account().sittings[0].programme}
    assert (steps["talk-1"].state, steps["talk-1"].planned_minutes, steps["talk-1"].used_ms) == ("closed", 10, 657_000)
    assert (steps["talk-2"].planned_minutes, steps["talk-2"].minutes) == (10, 8)
    assert steps["talk-2"].speakers == ("Ms. Sanna Berg",)
    assert (steps["film"].state, steps["film"].used_ms) == ("skipped", None)


def test_a_suspension_does_not_count_as_time_of_an_item() -> None:
    step = next(s for s in the_account().sittings[0].programme if s.item == "floor-1")
    assert step.opened_at and step.closed_at
    assert step.used_ms == step.closed_at - step.opened_at - 900_000


def test_interventions_stand_in_order_of_speaking_and_only_those_heard_have_a_number() -> None:
    found = the_account().interventions
    assert [i.called_at for i in found] == sorted(i.called_at for i in found)
    assert [i.number for i in found if i.counts] == [*range(1, 16)]
    assert [(i.who.seat, i.state) for i in found if not i.number] == [("IN", "absent"), ("BR", "put_back")]


def test_an_intervention_has_times_limit_and_use() -> None:
    talk = the_account().interventions[1]
    assert (talk.limit_ms, talk.used_ms, talk.over_ms, talk.under_ms) == (600_000, 642_000, 42_000, 0)
    assert talk.ended_at == talk.called_at + 642_000


def test_a_limit_moved_by_the_chair_stands_beside_the_one_at_the_call() -> None:
    france = of("FR")
    assert (france.granted_ms, france.limit_ms) == (180_000, 210_000)


def test_the_speaking_time_in_force_is_the_one_at_the_call() -> None:
    assert (of("KE").limit_ms, of("BR").limit_ms) == (180_000, 90_000)


def test_a_group_is_named_and_so_is_whom_a_question_is_for() -> None:
    assert of("EU").on_behalf_of == "African, Caribbean and Pacific States"
    assert of("ngo-1").on_behalf_of == "A coalition of NGOs"
    assert (of("UNICEF", "question").to, of("UNICEF", "question").used_ms) == ("Ms. Amara Okafor", 97_000)


def test_a_guest_has_the_name_that_the_desk_wrote() -> None:
    guest = next(i for i in the_account().interventions if i.who.kind == "other")
    assert (guest.who.name, guest.source) == ("Ms. Lena Weiß, Geneva Academy", "verbal")


def test_a_point_of_order_has_its_ruling_and_whom_it_interrupted_loses_nothing() -> None:
    point = the_account().sittings[0].points[0]
    assert (point.who.seat, point.motion, point.interrupted, point.state) == ("KE", "", "France", "ruled")
    assert point.note == "The speaker departs from the item"
    assert point.ruling == "The speaker is asked to keep to the item"
    assert point.heard_at and point.ruled_at == point.heard_at + 35_000
    assert (of("FR").used_ms, of("FR").rested_ms) == (230_000, 35_000)
    assert of("KE", "point_of_order").number == point.number


def test_a_right_of_reply_has_its_turn_and_its_limit() -> None:
    reply = the_account().sittings[0].rights_of_reply
    assert [(r.who.seat, r.turn, r.limit_ms) for r in reply] == [("BR", 1, 180_000)]


def test_those_not_heard_are_told_apart() -> None:
    assert Counter(u.state for u in the_account().unheard) == {
        "not_reached": 3,
        "absent": 2,
        "withdrawn": 1,
        "refused": 1,
        "submitted": 1,
    }
    assert [(u.state, u.form) for u in unheard("IN")] == [("absent", "statement"), ("not_reached", "right_of_reply")]
    assert [u.state for u in unheard("SE")] == ["withdrawn", "not_reached"]
    assert [u.state for u in unheard("FR")] == ["refused"]


def test_a_list_says_when_it_was_open_and_how_it_was_drawn() -> None:
    main = the_account().lists[0]
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


def test_a_list_opened_again_says_so() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList(), CloseList(), OpenList())
    acts = account_of(story.meeting, english()).lists[0].acts
    assert [a.what for a in acts][-1] == "List of speakers reopened, or its end changed"


def test_a_place_given_with_priority_is_told_and_one_without_is_not() -> None:
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


def test_a_clock_that_was_started_by_hand_was_not_stopped_before() -> None:
    story = by_hand().give(CHAIR, ResumeClock(), after=104).give(CHAIR, PauseClock(), after=60)
    story.give(CHAIR, ResumeClock(), after=30).give(CHAIR, EndSpeech(), after=10)
    (france,) = account_of(story.meeting, english()).interventions
    assert (france.waited_ms, france.used_ms, france.rested_ms) == (104_000, 70_000, 30_000)
    assert remarks(france, english()) == "clock started after 1:44\nclock stopped for 0:30"


def test_a_clock_that_nobody_started_is_told_as_such() -> None:
    story = by_hand().give(CHAIR, EndSpeech(), after=104)
    (france,) = account_of(story.meeting, english()).interventions
    assert (france.waited_ms, france.used_ms, france.rested_ms) == (104_000, 0, 0)
    assert remarks(france, english()) == "clock not started"


def test_changes_of_speaking_time_and_of_the_programme_have_their_author() -> None:
    found = the_account()
    assert [(a.what, a.by) for a in found.limit_changes] == [
        ("Time of France changed by +0:30", "chair"),
        ("Speaking time: everybody on the floor 1:30", "chair"),
    ]
    assert [a.what for a in found.programme_changes] == [
        "Speaker replaced by Ms. Sanna Berg: Presentation",
        "Presentation: 8 minutes",
        "Item left out: Video message",
    ]


def test_every_correction_is_told_with_what_by_whom_and_when() -> None:
    assert [(c.act, c.what, c.by) for c in the_account().corrections] == [
        ("undone", "End of the intervention of UNICEF", "chair"),
        ("put_right", f"Entry of {HOSTILE} put right: Statement, on behalf of A coalition of NGOs", "desk"),
        ("undone", "South Africa noted as absent", "chair"),
        ("restored", "South Africa noted as absent", "chair"),
        ("undone", '=HYPERLINK("http://example.org") removed from the list', "desk"),
    ]
    assert all(c.at >= c.done_at for c in the_account().corrections)


def test_totals_by_kind_agree_with_the_interventions() -> None:
    found = the_account()
    heard = [i for i in found.interventions if i.counts]
    assert sum(t.used_ms for t in found.totals) == sum(i.used_ms for i in heard)
    states = next(t for t in found.totals if t.kind == "member_state")
    assert (states.speakers, states.interventions, states.over) == (3, 5, 2)


def test_while_the_meeting_goes_on_the_speaker_and_those_who_wait_are_told() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    story.give(by("FR"), RequestFloor()).give(by("KE"), RequestFloor())
    story.give(CHAIR, GiveFloor(story.id_of("FR"))).give(CHAIR, PauseClock(), after=7)
    found = account_of(story.meeting, english())
    assert [(i.state, i.used_ms, i.ended_at) for i in found.interventions] == [("on", 7_000, None)]
    assert [(u.who.seat, u.state, u.left_at) for u in found.unheard] == [("KE", "waiting", None)]


def test_a_comment_names_what_it_answers() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList(), GiveFloor(seat="FR"))
    story.give(by("KE"), RequestFloor("reply")).give(CHAIR, GiveFloor(story.id_of("KE")))
    comment = account_of(story.meeting, english()).interventions[-1]
    assert (comment.form, comment.reply_to, comment.reply_to_name) == ("reply", 1, "France")


def test_who_is_passed_over_has_not_left_the_list_and_the_list_tells_of_it() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    story.give(by("FR"), RequestFloor()).give(by("KE"), RequestFloor())
    story.give(CHAIR, CallAbsent(story.id_of("FR"), "pass"))
    found = account_of(story.meeting, english())
    assert [(u.who.seat, u.state, u.left_at) for u in found.unheard] == [
        ("KE", "waiting", None),
        ("FR", "waiting", None),
    ]
    assert "SpeakerAbsent" in [act.act for act in found.lists[0].acts]


def test_a_late_request_was_refused_when_it_was_declined_and_a_text_is_submitted_when_it_is_one() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    story.give(by("FR"), RequestFloor()).give(CHAIR, CloseList()).give(by("KE"), RequestFloor(late=True))
    story.give(DESK, RemoveInscription(story.id_of("KE")))
    declined = story.now
    story.give(DESK, CorrectInscription(story.id_of("FR"), form="not_delivered"))
    found = account_of(story.meeting, english())
    assert {(u.who.seat, u.state, u.left_at) for u in found.unheard} == {
        ("KE", "refused", declined),
        ("FR", "submitted", story.now),
    }


def test_a_motion_is_told_as_one() -> None:
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"))
    story.give(by("FR"), RaisePointOfOrder("It is late", "adjourn_meeting"))
    (point,) = account_of(story.meeting, english()).sittings[0].points
    assert (point.motion, point.note, point.state) == ("adjourn_meeting", "It is late", "raised")


def test_a_name_and_a_category_that_were_put_right_are_told_and_count_as_they_are() -> None:
    story = by_hand().give(CHAIR, ResumeClock(), after=10)
    story.give(CHAIR, CorrectFloor("KE"), after=20).give(CHAIR, PauseClock(), after=10)
    story.give(CHAIR, CorrectSeat("KE", "observer_state"), after=10).give(CHAIR, EndSpeech(), after=10)
    found = account_of(story.meeting, english())
    (heard,) = [i for i in found.interventions if i.counts]
    assert (heard.who.seat, heard.who.kind, heard.used_ms) == ("KE", "observer_state", 30_000)
    assert [(c.act, c.what) for c in found.corrections] == [
        ("put_right", "Name of the speaker corrected: Kenya, not France"),
        ("put_right", "Kenya corrected to: Observer State"),
    ]


def test_points_of_order_that_were_not_ruled_on_say_why() -> None:
    story = by_hand().give(CHAIR, EndSpeech(), after=10)
    for delegation in ("FR", "KE"):
        story.give(by(delegation), RaisePointOfOrder(), after=10)
    first, second = story.meeting.points
    story.give(by("FR"), WithdrawPointOfOrder(first.id), after=5)
    story.give(CHAIR, AdjournSitting(), after=5)
    told = account_of(story.meeting, english())
    rows = ReportTables(told, english()).points(told.sittings[0]).rows
    assert [row[4] for row in rows] == ["Taken back", "Not heard before the end of the sitting"]
    assert second.seat == "KE"
