"""The newest actions as sentences, and the button that undoes or restores each."""

from __future__ import annotations

from nameplate.meeting import Meeting, Refused, perform
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.log_replay import Undone
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.items import OpenItem, SetItemMinutes, SkipItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.programme_changes import AddItem
from nameplate.meeting.programme.sittings import SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock, ResumeClock
from nameplate.meeting.undo import Redo, Undo
from nameplate.paths import WEB
from nameplate.screens import recent_actions
from nameplate.screens.render_context import RenderContext
from nameplate.store.codec import EVENTS
from nameplate.wording.event_sentences import SENTENCES
from nameplate.wording.language import load_words
from tests.cast import CHAIR, DESK, FR, KE
from tests.panel import begun, floor_open, then

WORDS = load_words(WEB / "locale", "en")


def recent(meeting: Meeting) -> recent_actions.Recent:
    """The recent actions on the console."""
    return recent_actions.recent(RenderContext(meeting, WORDS))


def undo(meeting: Meeting) -> Meeting:
    """The meeting after the console's button to undo."""
    offered = recent(meeting).undo
    assert offered
    return then(meeting, (CHAIR, Undo(offered.version)))


def redo(meeting: Meeting) -> Meeting:
    """The meeting after the console's button to redo."""
    offered = recent(meeting).redo
    assert offered
    return then(meeting, (CHAIR, Redo(offered.version)))


def offers(meeting: Meeting) -> tuple[str | None, str | None]:
    """The labels of the Undo and Redo buttons."""
    seen = recent(meeting)
    return seen.undo.description if seen.undo else None, seen.redo.description if seen.redo else None


def test_in_a_new_meeting_there_is_nothing_to_undo() -> None:
    assert recent(begun()) == recent_actions.Recent((), None, None)


def test_the_newest_act_is_offered_to_be_undone() -> None:
    assert offers(floor_open()) == ("Opened the list of speakers", None)
    assert [act.description for act in recent(floor_open()).actions] == [
        "Opened the list of speakers",
        "Opened: Interactive discussion, slot 1",
        "Opened the sitting",
    ]


def test_what_was_undone_is_offered_to_be_redone() -> None:
    meeting = undo(floor_open())
    assert offers(meeting) == ("Opened: Interactive discussion, slot 1", "Opened the list of speakers")
    assert [act.undone for act in recent(meeting).actions] == [True, False, False]


def test_redo_brings_back_what_undo_took() -> None:
    meeting = redo(undo(floor_open()))
    assert meeting.lists == floor_open().lists
    assert offers(meeting) == ("Opened the list of speakers", None)


def test_several_are_undone_and_redone_in_turn() -> None:
    meeting = undo(undo(undo(floor_open())))
    assert offers(meeting) == (None, "Opened the sitting")
    meeting = redo(meeting)
    assert offers(meeting) == ("Opened the sitting", "Opened: Interactive discussion, slot 1")
    meeting = redo(redo(meeting))
    assert offers(meeting) == ("Opened the list of speakers", None)
    assert meeting.sittings == floor_open().sittings


def test_undo_and_redo_go_on_as_long_as_one_presses() -> None:
    meeting = floor_open()
    for _ in range(6):
        meeting = redo(undo(meeting))
    assert offers(meeting) == ("Opened the list of speakers", None)


def test_undo_goes_back_further_than_is_shown_and_redo_comes_all_the_way_back() -> None:
    meeting = begun()
    for minutes in range(30, 45):
        meeting = then(meeting, (CHAIR, SetItemMinutes("p-1", minutes)))
    seen = [next(meeting.items()).minutes]
    for button in (undo, redo):
        for _ in range(15):
            meeting = button(meeting)
            seen.append(next(meeting.items()).minutes)
    assert seen == [*range(44, 29, -1), 3, *range(30, 45)]


def test_after_a_new_act_there_is_nothing_to_redo() -> None:
    meeting = then(undo(floor_open()), (CHAIR, SkipItem("p-1")))
    assert offers(meeting) == ("Skipped: Opening by the chair", None)


def test_who_has_the_floor_gets_it_back_with_one_undo() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (KE, RequestFloor()), (CHAIR, GiveFloorToNext()))
    france = meeting.floor
    meeting = then(meeting, (CHAIR, GiveFloorToNext()))
    assert offers(meeting)[0] == "Gave the floor to Kenya"
    assert undo(meeting).floor == france


def test_what_delegations_did_is_not_offered() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()))
    assert offers(meeting) == ("Opened the list of speakers", None)


def test_the_desks_acts_are_the_chairs_to_undo_and_said_to_be_the_desks() -> None:
    meeting = then(floor_open(), (DESK, AddInscription("KE")))
    newest = recent(meeting).undo
    assert newest and (newest.description, newest.by) == ("Added Kenya to the list", "desk")
    assert "KE" not in [i.seat for speakers in undo(meeting).lists.values() for i in speakers.waiting]


def test_a_guest_is_named() -> None:
    meeting = then(floor_open(), (DESK, AddInscription(guest="Ms. Ada Lovelace")))
    assert offers(meeting)[0] == "Added Ms. Ada Lovelace to the list"
    assert offers(undo(meeting))[1] == "Added Ms. Ada Lovelace to the list"


def test_an_act_of_several_events_is_one() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (CHAIR, GiveFloorToNext()))
    meeting = then(meeting, (CHAIR, SuspendSitting("15:00")))
    assert [act.description for act in recent(meeting).actions[:2]] == [
        "Suspended the sitting",
        "Gave the floor to France",
    ]
    assert recent(meeting).actions[0].version == meeting.version - 1


def test_the_six_newest_acts_are_shown() -> None:
    meeting = begun()
    for minutes in range(1, 41):
        meeting = then(meeting, (CHAIR, SetItemMinutes("p-1", minutes + 3)))
    shown = [act.description for act in recent(meeting).actions]
    assert shown == [f"Opening by the chair: {minutes} minutes" for minutes in range(43, 37, -1)]


def test_a_percent_sign_in_somebodys_words_is_only_that() -> None:
    meeting = then(floor_open(), (CHAIR, SendNotice("hall", "100 % sure, %(name)s %s")))
    assert offers(meeting)[0] == "Sent the message “100 % sure, %(name)s %s”"


def test_the_time_of_an_act_is_when_it_was_done() -> None:
    newest = recent(floor_open()).undo
    assert newest and newest.at == floor_open().at


def test_what_was_done_to_a_clock_is_said_with_the_speaker() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (CHAIR, GiveFloorToNext()))
    meeting = then(meeting, (CHAIR, PauseClock()), (CHAIR, ResumeClock()), (CHAIR, AdjustClock(30)))
    assert [act.description for act in recent(meeting).actions[:3]] == [
        "Changed the time of France",
        "Let the clock of France run",
        "Paused the clock of France",
    ]


def test_an_act_on_which_later_ones_rest_is_shown_but_not_undone() -> None:
    meeting = then(floor_open(), (CHAIR, CloseList()))
    opened = recent(meeting).actions[1]
    assert opened.description == "Opened the list of speakers" and not opened.undone
    assert isinstance(perform(meeting, Undo(opened.version), CHAIR, meeting.at), Refused)
    assert offers(then(meeting, (CHAIR, OpenItem("p-10"))))[0] == "Opened: Comments and replies by the panellists"


def test_what_was_done_to_an_added_item_is_still_told_when_the_item_was_taken_back() -> None:
    meeting = then(floor_open(), (CHAIR, AddItem("break", "Coffee")))
    item = next(item.id for item in meeting.items() if item.title == "Coffee")
    meeting = then(meeting, (CHAIR, SkipItem(item)))
    for _ in range(2):
        meeting = undo(meeting)
    assert [act.description for act in recent(meeting).actions[:2]] == [
        "Skipped: an item that was taken back",
        "Added an item to the programme",
    ]


def test_everything_that_can_happen_has_words() -> None:
    assert SENTENCES.keys() == set(EVENTS.values()) - {MeetingCreated, Undone}
