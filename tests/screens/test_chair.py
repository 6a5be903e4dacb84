"""The chair's console: the 2015 programme from the opening to the adjournment by its next step alone, and the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nameplate.meeting import Actor, Command, Meeting
from nameplate.meeting.auxiliary_timer import StartAuxiliaryTimer
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.model.values import ReadyMessage
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.podium_signals import DarkenPodium
from nameplate.meeting.programme.items import OpenItem, SkipItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.sittings import OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.clock import PauseClock
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.paths import EXAMPLES, WEB
from nameplate.planning.programme_file import read_programme
from nameplate.screens import chair, desk
from nameplate.screens.next_step import NextStep, next_step
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from nameplate.store import codec
from nameplate.wording.language import load_words
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.panel import DELEGATIONS, SITTING, SLOT_2, begun, floor_open, panel, then

WORDS = load_words(WEB / "locale", "en")
SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")
PANELLISTS = (
    "Mr. Martin Khor",
    "H.E. Mr. Juan Somavía",
    "Ms. Kristin Hetle",
    "H.E. Mr. Alexey Borodavkin",
    "Mr. Juan Carlos Monedero Fernández-Gala",
)
OPENING = ("H.E. Mr. Joachim Rücker", "Ms. Flavia Pansieri", "H.E. Mr. Abbas Bagherpour Ardekani")


def step(meeting: Meeting) -> NextStep:
    """The next step on the console."""
    return next_step(RenderContext(meeting, WORDS))


def command(meeting: Meeting) -> Command:
    """The command behind the button of the next step."""
    button = step(meeting).button
    assert button
    return codec.command(button.command, button.values, strict=True)


def label(meeting: Meeting) -> str:
    """The label of the button of the next step."""
    button = step(meeting).button
    assert button
    return button.label


def holder(meeting: Meeting) -> str:
    """The name of the speaker who has the floor."""
    assert meeting.speech
    return WORDS.seat_name(meeting.seats[meeting.speech.seat])


def discussion(created: MeetingCreated | None = None) -> Meeting:
    """The presentations are over; the first slot of the discussion is open and its list too."""
    meeting, given = begun(created), None
    while not isinstance(given, OpenList):
        given = command(meeting)
        meeting = then(meeting, (CHAIR, given))
    return meeting


def follow(meeting: Meeting, *asking: Actor) -> tuple[Meeting, list[str]]:
    """The meeting after every next step, and all speakers in their order.

    When the list opens, delegations ask; a list on which nobody has asked is closed by hand.
    """
    heard: list[str] = []
    while meeting.sitting or step(meeting).button:
        given = command(meeting) if step(meeting).button else CloseList()
        before, meeting = meeting.floor, then(meeting, (CHAIR, given))
        if isinstance(given, OpenList):
            meeting = then(meeting, *((delegation, RequestFloor()) for delegation in asking))
        if meeting.floor and meeting.floor != before:
            heard.append(holder(meeting))
    return meeting, heard


def listed(meeting: Meeting) -> chair.ConsoleList:
    """The list as the console shows it."""
    return chair.speakers_list(RenderContext(meeting, WORDS))


def test_the_panel_is_played_from_opening_to_adjournment_by_its_next_step_alone() -> None:
    meeting, heard = follow(begun(), FR, KE, BR)
    floor = ["France", "Kenya", "Brazil"]
    assert heard == [*OPENING, *PANELLISTS, *floor, *PANELLISTS, *PANELLISTS, OPENING[0]]
    assert {item.state for item in meeting.items()} == {"closed"}
    assert step(meeting) == NextStep(None, "", "All sittings are adjourned.")


def test_the_seminar_is_played_over_both_sittings_by_its_next_step_alone() -> None:
    read = read_programme(EXAMPLES / "seminar-2013.yaml", "SEMINAR2", DELEGATIONS).created
    meeting, heard = follow(begun(read), KE)
    experts = [f"Expert {n} (to be named)" for n in range(1, 9)]
    ramcharan, (first, second) = "Bertrand Ramcharan", (experts[:4], experts[4:])
    assert heard[:1] + heard[3:13] == [ramcharan, *first, "Kenya", *first, ramcharan]
    assert heard[13:] == [ramcharan, *second, "Kenya", *second, ramcharan, ramcharan]
    assert [s.state for s in meeting.sittings] == ["adjourned", "adjourned"]


def test_every_step_says_aloud_who_follows() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)))
    assert step(meeting).read_aloud == (
        "I now give the floor to H.E. Mr. Joachim Rücker, to be followed by Ms. Flavia Pansieri."
    )


def test_a_delegation_is_called_as_its_representative() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (KE, RequestFloor()))
    assert label(meeting) == "Give the floor to France"
    assert step(meeting).read_aloud == (
        "I now give the floor to the distinguished representative of France, "
        "to be followed by the distinguished representative of Kenya."
    )


def test_every_step_has_a_sentence_to_say() -> None:
    meeting, said = begun(), list[str]()
    while meeting.sitting or step(meeting).button:
        now = step(meeting)
        said += [now.read_aloud] if now.button else []
        meeting = then(meeting, (CHAIR, command(meeting) if now.button else CloseList()))
    assert all(said)
    assert said[0] == "I declare the meeting open."
    assert "We now turn to the next item: Interactive discussion, slot 1." in said
    assert "The list of speakers is now open." in said
    assert said[-1] == "The meeting is adjourned."


def test_who_speaks_for_a_group_is_called_with_it() -> None:
    meeting = then(floor_open(), (DESK, AddInscription("KE", on_behalf_of="the African Group")))
    assert step(meeting).read_aloud == (
        "I now give the floor to the distinguished representative of Kenya, on behalf of the African Group."
    )


def test_the_step_names_the_newest_speech_that_the_chair_has_seen() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (KE, RequestFloor()))
    assert command(meeting) == GiveFloorToNext(after="")
    meeting = then(meeting, (CHAIR, command(meeting)))
    assert command(meeting) == GiveFloorToNext(after=meeting.floor)


def test_a_suspended_sitting_is_to_be_resumed_first() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (CHAIR, SuspendSitting("15:00")))
    assert command(meeting) == ResumeSitting()


def test_a_list_that_is_closed_is_not_offered_to_be_opened() -> None:
    meeting = then(discussion(), (CHAIR, CloseList()))
    assert label(meeting) == "Go on to: Comments and replies by the panellists"


def test_who_waits_for_the_next_slot_is_not_called_during_the_replies() -> None:
    meeting = then(discussion(), (FR, RequestFloor()), (CHAIR, OpenItem("p-10")))
    assert label(meeting) == f"Give the floor to {PANELLISTS[0]}"
    meeting, heard = follow(meeting)
    assert heard == [*PANELLISTS, "France", *PANELLISTS, OPENING[0]]


def test_an_item_that_was_passed_over_without_skipping_it_is_still_to_come() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, GiveFloor(item="p-2")))
    assert label(meeting) == "Give the floor to H.E. Mr. Joachim Rücker"


def test_an_item_that_is_skipped_is_passed_over() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, SkipItem("p-1")))
    assert label(meeting) == "Give the floor to Ms. Flavia Pansieri"


def test_going_on_while_somebody_has_the_floor_says_that_it_ends() -> None:
    meeting = begun()
    while not isinstance(command(meeting), OpenItem):
        meeting = then(meeting, (CHAIR, command(meeting)))
    assert holder(meeting) == PANELLISTS[-1]
    assert command(meeting) == OpenItem("p-9", ending=True)


def test_a_discussion_is_not_left_before_anybody_has_asked() -> None:
    assert step(discussion()) == NextStep(None, "", "Nobody has asked for the floor yet")


def test_while_the_list_is_open_the_last_speech_ends_before_the_discussion_does() -> None:
    meeting = then(discussion(), (FR, RequestFloor()), (CHAIR, GiveFloorToNext()))
    assert command(meeting) == EndSpeech(meeting.floor)
    assert command(then(meeting, (CHAIR, EndSpeech()))) == OpenItem("p-10")


def test_the_console_shows_the_holder_with_title_and_theme() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, GiveFloor(item="p-4")))
    shown = chair.floor(RenderContext(meeting, WORDS), None).holder
    assert shown
    assert (shown.name, shown.title) == (PANELLISTS[0], "Executive Director of the South Centre")
    assert shown.theme.startswith("realizing the right to development")


def test_only_the_clock_of_the_speech_on_can_be_a_recovered_one() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (CHAIR, GiveFloorToNext()))
    assert chair.floor(RenderContext(meeting, WORDS), meeting.floor).recovered
    assert not chair.floor(RenderContext(meeting, WORDS), "s1").recovered
    assert not chair.floor(RenderContext(then(meeting, (CHAIR, EndSpeech())), WORDS), meeting.floor).recovered


def test_the_last_one_called_can_be_put_back_once() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (CHAIR, GiveFloorToNext()), (CHAIR, EndSpeech()))
    view = chair.floor(RenderContext(meeting, WORDS), None).put_back
    assert view and view.name == "France" and view.id
    meeting = then(meeting, (CHAIR, PutBack(view.id)))
    assert chair.floor(RenderContext(meeting, WORDS), None).put_back is None


def test_who_was_given_the_floor_out_of_turn_is_not_put_back_on_the_list() -> None:
    meeting = then(floor_open(), (CHAIR, GiveFloor(seat="FR")), (CHAIR, EndSpeech()))
    assert chair.floor(RenderContext(meeting, WORDS), None).put_back is None


def test_the_list_shows_number_source_and_note() -> None:
    meeting = then(floor_open(), (FR, RequestFloor(note="On item 3")), (DESK, AddInscription("KE", source="paper")))
    first, second = (view.inscription for view in listed(meeting).inscriptions)
    assert (first.number, first.name, first.source, first.note) == (1, "France", "phone", "On item 3")
    assert (second.number, second.name, second.source, second.note) == (2, "Kenya", "paper", "")


def test_who_is_absent_leaves_the_list() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (KE, RequestFloor()))
    inscription = listed(meeting).inscriptions[0].inscription.id
    meeting = then(meeting, (CHAIR, CallAbsent(inscription or "")))
    assert [view.inscription.name for view in listed(meeting).inscriptions] == ["Kenya"]


@pytest.mark.parametrize(
    ("commands", "able"), [((), True), ((SuspendSitting(),), False), ((SuspendSitting(), ResumeSitting()), True)]
)
def test_the_floor_can_be_given_from_the_list_while_the_sitting_is_open(
    commands: tuple[Command, ...], able: bool
) -> None:
    meeting = then(floor_open(), *((CHAIR, command) for command in commands))
    assert listed(meeting).can_give is able


def test_the_programme_shows_its_steps_with_the_one_that_is_on() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, GiveFloor(item="p-2")))
    shown = chair.programme(meeting, WORDS)
    assert [step.id for step in shown.steps] == [f"p-{n}" for n in range(1, 14)]
    assert [step.id for step in shown.steps if step.holds_floor] == ["p-2"]
    assert (shown.steps[8].kind_label, shown.steps[8].minutes) == ("Interactive discussion", 42)
    assert shown.floor_taken and not shown.join_shown


def test_the_console_shows_what_stands_on_other_screens() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (CHAIR, GiveFloorToNext()), (CHAIR, ShowJoinCode()))
    meeting = then(meeting, (CHAIR, SendNotice("speaker", "Slowly")), (CHAIR, SendNotice("hall", "Lunch at one")))
    shown = chair.messages(meeting, WORDS)
    assert shown.speaker and shown.speaker.text == "Slowly"
    assert shown.hall and shown.hall.text == "Lunch at one"
    assert shown.booth is None
    meeting = then(meeting, (DESK, SendNotice("booth", "A film comes next")))
    to_booth = chair.messages(meeting, WORDS).booth
    assert to_booth and to_booth.text == "A film comes next"
    assert shown.timer is None and not shown.podium_dark
    meeting = then(meeting, (CHAIR, StartAuxiliaryTimer("Break", 15)), (CHAIR, DarkenPodium()))
    assert chair.messages(meeting, WORDS).timer == meeting.auxiliary_timer
    assert chair.messages(meeting, WORDS).podium_dark
    assert chair.programme(meeting, WORDS).join_shown


def test_the_ready_made_messages_are_those_of_the_meeting() -> None:
    assert chair.messages(begun(), WORDS).ready_made[0] == "Please slow down"
    own = begun(replace(panel(), messages=("Water is here",)))
    assert chair.messages(own, WORDS).ready_made == ("Water is here",)


def test_ready_made_messages_to_others_name_their_addressee() -> None:
    booth, hall = ReadyMessage("booth", "A film comes next"), ReadyMessage("hall", "Lunch is at one")
    shown = SCREENS.regions(begun(replace(panel(), other_messages=(booth, hall))), "chair", "en", None, None)[
        "messages"
    ]
    assert "Booth: A film comes next" in shown and "Hall: Lunch is at one" in shown
    assert shown.count("send-notice") == 2, "messages to the speaker wait until somebody has the floor"


def test_the_desk_sees_the_list_the_next_step_the_programme_and_the_messages_as_the_chair_does() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (CHAIR, GiveFloorToNext()), (CHAIR, PauseClock()))
    at_chair, at_desk = chair.regions(RenderContext(meeting, WORDS)), desk.regions(RenderContext(meeting, WORDS))
    assert {**at_chair, **at_desk} == {**at_chair, "question_to": at_desk["question_to"]}
    assert at_chair.keys() - at_desk.keys() == {"signal", "times"}


def test_at_the_end_of_the_programme_the_sitting_is_adjourned_even_with_somebody_waiting() -> None:
    meeting = discussion(without_items(panel(), SLOT_2, "p-12", "p-13"))
    meeting, heard = follow(then(meeting, (FR, RequestFloor()), (CHAIR, OpenItem("p-10"))))
    assert heard == list(PANELLISTS)
    assert [i.state for i in next(iter(meeting.lists.values())).past] == ["not_reached"]


def without_items(created: MeetingCreated, *names: str) -> MeetingCreated:
    """A meeting with a shorter programme."""
    sittings = tuple(replace(s, items=tuple(i for i in s.items if i.id not in names)) for s in created.sittings)
    return replace(created, sittings=sittings)


def test_no_dot_between_the_speaking_times_can_end_a_line() -> None:
    times = SCREENS.regions(floor_open(), "chair", "en", None, None)["times"]
    assert times.count('class="limit"') == 2 and "·" not in times
