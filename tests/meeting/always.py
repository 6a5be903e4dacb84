"""Invariants: functions that assert properties of a meeting. They must be true after every accepted command."""

from __future__ import annotations

from functools import cache

from nameplate.meeting import Command, Meeting
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.floor_correction import CorrectFloor
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.next_speaker import next_call
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RulePointOfOrder
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.floor.right_of_reply import RightOfReplyRequested
from nameplate.meeting.forecast.forecast import forecast
from nameplate.meeting.log_replay import RehearsalEnded, Undone, is_moderation, moderation_entries, undone
from nameplate.meeting.model.inscription_index import build_index
from nameplate.meeting.model.meeting import LogEntry
from nameplate.meeting.model.seats import is_replaced
from nameplate.meeting.model.values import Inscription
from nameplate.meeting.programme.sittings import SuspendSitting
from nameplate.meeting.rehearsal import EndRehearsal
from nameplate.meeting.speakers_list.desk_inscriptions import InscriptionAdded
from nameplate.meeting.speakers_list.floor_requests import FloorRequested
from nameplate.meeting.speakers_list.heard_speeches import speaking_ms_by_seat, speeches_by_seat
from nameplate.meeting.speakers_list.orders import arrange
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock, ResumeClock, elapsed_ms
from nameplate.meeting.speeches.speech_end import EndSpeech, YieldFloor
from nameplate.meeting.undo import Redo, Undo
from tests.meeting.stories import log_replays_to_the_same_meeting

ON_THE_FLOOR_OR_ITS_CLOCK = (
    AdjustClock,
    CallAbsent,
    CorrectFloor,
    EndSpeech,
    GiveFloor,
    GiveFloorToNext,
    GivePointOfOrder,
    PauseClock,
    PutBack,
    Redo,
    ResumeClock,
    RulePointOfOrder,
    SuspendSitting,
    Undo,
    YieldFloor,
)


def inscriptions(meeting: Meeting) -> list[Inscription]:
    """The inscriptions of all lists: waiting, late and past."""
    return [i for speakers in meeting.lists.values() for i in (*speakers.waiting, *speakers.late, *speakers.past)]


def no_seat_has_more_inscriptions_on_a_list_than_it_may(meeting: Meeting) -> None:
    for speakers in meeting.lists.values():
        seats = [i.seat for i in speakers.waiting]
        most = meeting.rules.inscriptions_each if speakers.purpose == "speakers" else 1
        assert all(seats.count(seat) <= most for seat in seats)


def no_inscription_is_ever_lost(meeting: Meeting) -> None:
    gone = undone(meeting)
    added = {
        f"i{entry.version}"
        for entry in meeting.entries()
        if isinstance(entry.event, FloorRequested | InscriptionAdded | RightOfReplyRequested)
        and entry.command not in gone
    }
    found = [i.id for i in inscriptions(meeting)]
    assert len(found) == len(added)
    assert set(found) == added


def inscriptions_are_where_their_state_says(meeting: Meeting) -> None:
    for speakers in meeting.lists.values():
        assert {i.state for i in speakers.waiting} <= {"waiting"}
        assert {i.state for i in speakers.late} <= {"late"}
        assert not {"waiting", "late"} & {i.state for i in speakers.past}
    held = [meeting.speeches[speech] for speech in (meeting.interrupted, meeting.floor) if speech]
    speaking = [i.id for i in inscriptions(meeting) if i.state == "speaking"]
    assert speaking == [speech.inscription for speech in held if speech.inscription]


def a_speech_is_interrupted_only_by_a_point_of_order(meeting: Meeting) -> None:
    interrupted = [s.id for s in meeting.speeches.values() if s.state == "interrupted"]
    assert interrupted == ([meeting.interrupted] if meeting.interrupted else [])
    assert not interrupted or (meeting.speech and meeting.speech.point)


def swap_offers_are_between_waiting_inscriptions_of_one_list(meeting: Meeting) -> None:
    lists = {i.id: i.list for i in inscriptions(meeting) if i.state == "waiting"}
    assert all(mine in lists and lists[mine] == lists.get(other) for mine, other in meeting.swaps)


def the_least_heard_come_first_where_that_is_the_order(meeting: Meeting) -> None:
    count = {"least_heard": speeches_by_seat, "least_time": speaking_ms_by_seat}.get(meeting.rules.order)
    for speakers in meeting.lists.values():
        if count and speakers.purpose == "speakers":
            counts = [count(meeting)[i.seat] for i in speakers.waiting if not (i.placed or i.priority)]
            assert counts == sorted(counts)


def every_inscription_has_the_state_of_its_last_speech(meeting: Meeting) -> None:
    """If an inscription has several speeches, all except the last one are absent or put back."""
    states = {i.id: i.state for i in inscriptions(meeting)}
    last = {speech.inscription: speech for speech in meeting.speeches.values()}
    for speech in meeting.speeches.values():
        if speech.inscription and last[speech.inscription] is not speech:
            assert speech.state in ("absent", "put_back")
        elif speech.inscription and speech.state == "ended":
            assert states[speech.inscription] == "heard"


def one_sitting_and_one_item_of_it_are_open(meeting: Meeting) -> None:
    sittings = [s for s in meeting.sittings if s.state in ("open", "suspended")]
    items = [i for i in meeting.items() if i.state == "open"]
    assert len(sittings) <= 1
    assert len(items) <= 1
    assert not items or (sittings and items[0] in sittings[0].items)


def only_the_clock_of_an_open_sitting_runs(meeting: Meeting) -> None:
    sitting = meeting.sitting
    assert sitting or not meeting.speech
    for speech in meeting.speeches.values():
        if speech.clock.running_since is not None:
            assert speech is meeting.speech
            assert sitting
            assert sitting.state == "open"


def the_updated_index_equals_one_built_anew(meeting: Meeting) -> None:
    updated, built = meeting.inscriptions, build_index(meeting.lists)
    for inscription in inscriptions(meeting):
        assert updated.get(inscription.id) == built.get(inscription.id) == inscription
    for seat in meeting.seats:
        assert [*updated.for_seat(seat)] == [*built.for_seat(seat)]


def a_list_by_receipt_is_already_arranged(meeting: Meeting) -> None:
    """A list in order of receipt needs no sorting. So a new inscription can be appended."""
    for speakers in meeting.lists.values():
        if meeting.rules.order == "receipt" and speakers.purpose == "speakers":
            assert arrange(meeting, speakers.waiting) == speakers.waiting


def moderation_and_undone_commands_follow_from_the_log(meeting: Meeting) -> None:
    assert [entry.version for entry in moderation_entries(meeting)] == [
        e.version for e in meeting.entries() if is_moderation(e)
    ]
    entries = [*meeting.entries()]
    taking_back = [entry for entry in entries if isinstance(entry.event, Undone | RehearsalEnded)]

    @cache
    def is_gone(command: int) -> bool:
        """Whether something that is not gone itself has taken the command back."""
        return any(takes_back(entry, command) and not is_gone(entry.command) for entry in taking_back)

    assert undone(meeting) == {entry.command for entry in entries if is_gone(entry.command)}


def takes_back(entry: LogEntry, command: int) -> bool:
    """Whether an entry takes a command back, if it is not taken back itself."""
    match entry.event:
        case Undone():
            return entry.event.command == command
        case RehearsalEnded():
            return entry.event.began <= command < entry.command
    return False


def a_point_of_order_is_raised_in_a_sitting_and_has_the_floor_while_given(meeting: Meeting) -> None:
    speech = meeting.speech
    has_floor = [speech.point] if speech and speech.point else []
    assert [point.id for point in meeting.points if point.state == "given"] == has_floor
    assert meeting.sitting or not any(point.state == "raised" for point in meeting.points)


def rights_of_reply_keep_their_form_and_first_ones_come_first(meeting: Meeting) -> None:
    for speakers in meeting.lists.values():
        replies = (*speakers.waiting, *speakers.late, *speakers.past) if speakers.purpose == "replies" else ()
        assert all(one.form == "right_of_reply" and one.turn for one in replies)
        free = [one.turn for one in speakers.waiting if not (one.placed or one.priority)]
        assert speakers.purpose != "replies" or free == sorted(free)


def the_next_speaker_was_not_replaced(meeting: Meeting) -> None:
    upcoming = next_call(meeting)
    assert upcoming is None or not is_replaced(meeting, meeting.seats[upcoming.seat])


def the_cut_line_is_there_when_the_sitting_ends_late(meeting: Meeting) -> None:
    seen = forecast(meeting, meeting.at)
    if seen.speeches:
        assert (seen.first_unreached is not None) is ((seen.sitting_over_ms or 0) > 0)


def no_inscription_waits_for_an_adjourned_sitting(meeting: Meeting) -> None:
    for speakers in meeting.lists.values():
        sittings = [s for s in meeting.sittings if any(i.list == speakers.id for i in s.items)]
        sittings += [s for s in meeting.sittings if speakers.id == f"{s.id}-replies"]
        if sittings and all(sitting.state == "adjourned" for sitting in sittings):
            assert not (speakers.waiting or speakers.late)


ALWAYS = (
    log_replays_to_the_same_meeting,
    no_inscription_waits_for_an_adjourned_sitting,
    a_point_of_order_is_raised_in_a_sitting_and_has_the_floor_while_given,
    rights_of_reply_keep_their_form_and_first_ones_come_first,
    the_next_speaker_was_not_replaced,
    the_cut_line_is_there_when_the_sitting_ends_late,
    the_updated_index_equals_one_built_anew,
    a_list_by_receipt_is_already_arranged,
    moderation_and_undone_commands_follow_from_the_log,
    no_seat_has_more_inscriptions_on_a_list_than_it_may,
    no_inscription_is_ever_lost,
    inscriptions_are_where_their_state_says,
    one_sitting_and_one_item_of_it_are_open,
    only_the_clock_of_an_open_sitting_runs,
    a_speech_is_interrupted_only_by_a_point_of_order,
    swap_offers_are_between_waiting_inscriptions_of_one_list,
    the_least_heard_come_first_where_that_is_the_order,
    every_inscription_has_the_state_of_its_last_speech,
)
"""All invariants. Each takes a meeting."""


def changes_the_past(command: Command) -> bool:
    """Whether a command takes others back or restores them, so that anything can change."""
    return isinstance(command, Redo | Undo) or (isinstance(command, EndRehearsal) and not command.keep)


def adjourned_sittings_stay_unchanged(before: Meeting, after: Meeting, command: Command) -> None:
    """Assert that a command changes no item of an adjourned sitting, and calls no replaced speaker.

    Also: if a seat may have only one inscription, a call of this seat leaves no late request of the same seat.
    """
    if changes_the_past(command):
        return
    over = {sitting.id: sitting.items for sitting in before.sittings if sitting.state == "adjourned"}
    assert all(over[sitting.id] == sitting.items for sitting in after.sittings if sitting.id in over)
    speech = after.speech
    if speech and speech.id not in before.speeches and not speech.point:
        assert not is_replaced(before, before.seats[speech.seat])
        inscription = after.inscriptions.get(speech.inscription or "")
        late = after.lists[inscription.list].late if inscription and after.rules.inscriptions_each == 1 else ()
        assert speech.seat not in [one.seat for one in late]


def clock_goes_on(before: Meeting, after: Meeting, command: Command, at: int) -> None:
    """Assert that the clock of the speech is unchanged, unless the command acts on the floor or the clock."""
    was, now = before.speech, after.speech
    if was is None or changes_the_past(command) or getattr(command, "ending", False):
        return
    if isinstance(command, GivePointOfOrder):
        waiting = after.speeches[was.id].clock
        assert (waiting.running_since, waiting.elapsed_ms) == (None, elapsed_ms(was.clock, at))
    elif before.interrupted and after.floor == before.interrupted:
        assert now
        assert elapsed_ms(now.clock, at) == before.speeches[now.id].clock.elapsed_ms
    if not isinstance(command, ON_THE_FLOOR_OR_ITS_CLOCK):
        assert now == was
    elif now and now.id == was.id:
        assert elapsed_ms(now.clock, at) == elapsed_ms(was.clock, at)
        assert now.clock.limit_ms == was.clock.limit_ms or isinstance(command, AdjustClock)
