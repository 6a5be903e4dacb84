"""Giving the floor to a speaker. At most one speaker has the floor. A call ends the current speech."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import find_seat
from nameplate.meeting.model.values import Clock, Inscription, SpeakersList, Speech
from nameplate.meeting.programme.items import check_sitting_open, find_item, go_to_item, planned_items, sitting_of_item
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription, find_waiting
from nameplate.meeting.speakers_list.inscription_moves import move_to_past
from nameplate.meeting.speakers_list.list_lookup import find_current_list
from nameplate.meeting.speakers_list.orders import rearrange_after_speech
from nameplate.meeting.speeches.clock import started
from nameplate.meeting.speeches.speaking_times import speaking_time_ms
from nameplate.meeting.speeches.speech_end import end_all_speeches, end_current_speech

from .next_speaker import UpcomingCall, list_to_close_before_replies, next_call
from .points_of_order import raised_points


@dataclass(frozen=True, slots=True)
class GiveFloor(Command):
    """Give the floor to an inscription, to a seat, or to the speaker of an item, in any order. A planned item opens."""

    inscription: str | None = None
    seat: str | None = None
    item: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if sum(map(bool, (self.inscription, self.seat, self.item))) != 1:
            return Refused(Reason.INVALID, {"field": "seat"})
        if self.item:
            return _give_to_item_speaker(meeting, self.item, at)
        call = self._call(meeting)
        return call if isinstance(call, Refused) else _give(meeting, call, at)

    def _call(self, meeting: Meeting) -> UpcomingCall | Refused:
        open_item = meeting.item.id if meeting.item else None
        if self.inscription:
            found = find_waiting(meeting, self.inscription)
            return found if isinstance(found, Refused) else UpcomingCall(found.seat, open_item, found)
        seat = find_seat(meeting, self.seat or "")
        if isinstance(seat, Refused):
            return seat
        interrupted = meeting.speeches[meeting.interrupted] if meeting.interrupted else None
        if interrupted and interrupted.seat == seat.id:
            return UpcomingCall(seat.id, interrupted.item)
        return UpcomingCall(seat.id, open_item, inscription_to_call(find_current_list(meeting), seat.id))


@dataclass(frozen=True, slots=True)
class GiveFloorToNext(Command):
    """Give the floor to the next speaker.

    `after` is the newest speech (current or ended) that the actor's screen showed, or "" if there was none. If the
    meeting has a newer speech, another actor has already called the next speaker, and the command is refused.
    """

    after: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if self.after is not None and not is_newest_speech(meeting, self.after):
            return Refused(Reason.OVERTAKEN)
        if refused := check_sitting_open(meeting.sitting):
            return refused
        if raised := raised_points(meeting):
            return Refused(Reason.POINT_RAISED, {"seat": raised[0].seat})
        call = next_call(meeting)
        return _give(meeting, call, at) if call else _refuse_next_call(meeting)


@dataclass(frozen=True, slots=True)
class FloorGiven(Event):
    """A seat has the floor with a limit. The clock starts at `at`, or with `by_hand` when the chair starts it."""

    seat: str
    limit_ms: int
    item: str | None = None
    inscription: str | None = None
    by_hand: bool = False

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.floor is None, "the floor is free")
        require(meeting.sitting is not None and meeting.sitting.state == "open", "the sitting is open")
        require(self.seat in meeting.seats, "the seat is known")
        require(self.item is None or (meeting.item is not None and meeting.item.id == self.item), "the item is open")
        inscription = find_inscription(meeting, self.inscription) if self.inscription else None
        if self.inscription:
            meeting = move_to_past(meeting, self.inscription, "speaking")
        form, group = form_and_group_of_speech(meeting, self.seat, inscription)
        clock = Clock(self.limit_ms)
        speech = Speech(
            f"s{meeting.version}",
            self.seat,
            clock if self.by_hand else started(clock, at),
            at,
            self.item,
            self.inscription,
            form=form,
            on_behalf_of=group,
        )
        return rearrange_after_speech(
            changed(meeting, floor=speech.id, speeches=meeting.speeches.with_value(speech.id, speech))
        )


def is_newest_speech(meeting: Meeting, after: str) -> bool:
    """Whether `after` is the newest speech, or "" while nobody has the floor."""
    newest = meeting.last_speech.id if meeting.last_speech else ""
    return after == newest or (after == "" and meeting.floor is None)


def inscription_to_call(speakers: SpeakersList | Refused, seat: str) -> Inscription | None:
    """The inscription that a call of a seat uses: its first waiting inscription, otherwise its late request."""
    inscriptions = (*speakers.waiting, *speakers.late) if isinstance(speakers, SpeakersList) else ()
    return next((inscription for inscription in inscriptions if inscription.seat == seat), None)


def form_and_group_of_speech(meeting: Meeting, seat: str, inscription: Inscription | None) -> tuple[str, str]:
    """The form of a speech and its group. They come from the inscription, or without one from the programme."""
    if inscription:
        return inscription.form, inscription.on_behalf_of
    item = meeting.item
    return "statement", item.on_behalf_of if item and item.speaker == seat else ""


def _refuse_next_call(meeting: Meeting) -> Refused:
    """A refusal with the reason why there is no next speaker: an item must be opened first, or nobody waits."""
    planned, item = planned_items(meeting), meeting.item
    if planned and not list_to_close_before_replies(meeting) and (item is None or item.list is None):
        return Refused(Reason.ITEM_NOT_OPEN, {"item": planned[0].id})
    return Refused(Reason.LIST_EMPTY)


def _give_to_item_speaker(meeting: Meeting, item: str, at: int) -> tuple[Event, ...] | Refused:
    found = find_item(meeting, item)
    if isinstance(found, Refused):
        return found
    if refused := check_sitting_open(sitting_of_item(meeting, found)):
        return refused
    if found.state in ("closed", "skipped"):
        return Refused(Reason.ITEM_OVER)
    if found.speaker is None:
        return Refused(Reason.NO_SPEAKER)
    return _give(meeting, UpcomingCall(found.speaker, found.id), at)


def _give(meeting: Meeting, call: UpcomingCall, at: int) -> tuple[Event, ...] | Refused:
    """The events of a call. A planned item opens. The interrupted speaker continues the interrupted speech."""
    if refused := check_sitting_open(meeting.sitting):
        return refused
    speech = meeting.speech
    interrupted = meeting.speeches[meeting.interrupted] if meeting.interrupted else None
    if speech and interrupted and _repeats_call_of(interrupted, call):
        return end_current_speech(meeting, speech, at)
    if speech and _repeats_call_of(speech, call):
        return Refused(Reason.HAS_FLOOR, {"seat": call.seat})
    item = next((i for i in meeting.items() if i.id == call.item), None)
    opened = go_to_item(meeting, item) if item and item.state == "planned" else ()
    limit = speaking_time_ms(meeting, meeting.seats[call.seat], item, call.inscription)
    inscription = call.inscription.id if call.inscription else None
    given = FloorGiven(call.seat, limit, call.item, inscription, meeting.rules.clock_by_hand)
    return (*end_all_speeches(meeting, at), *opened, given)


def _repeats_call_of(speech: Speech, call: UpcomingCall) -> bool:
    """Whether a call is for the same seat and item as a speech, without a new inscription."""
    return call.inscription is None and (speech.seat, speech.item) == (call.seat, call.item)
