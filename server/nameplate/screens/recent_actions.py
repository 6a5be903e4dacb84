"""What was done lately, in words, and which of it can be taken back from the console."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nameplate.meeting import Event, LogEntry, Meeting, log_replay, notices, seat_correction
from nameplate.meeting.floor import (
    absent_speakers,
    floor_correction,
    giving_floor,
    points_of_order,
    put_back,
    right_of_reply,
)
from nameplate.meeting.log_replay import undone
from nameplate.meeting.programme import items, programme_changes, sittings
from nameplate.meeting.speakers_list import desk_inscriptions, floor_requests, list_opening, lots, orders, reordering
from nameplate.meeting.speakers_list.inscriptions import find_inscription
from nameplate.meeting.speeches import clock, speaking_times, speech_end
from nameplate.wording.language import DRAWN, ORDERS, Words, item_title, minutes_and_seconds

from .newest import of_newest

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Act:
    """A command that somebody gave, named by the version at which it began."""

    version: int
    at: int
    what: str
    by: str
    gone: bool


@dataclass(frozen=True, slots=True)
class Recent:
    """The newest acts of chair and desk; the one that Undo takes back, and the Undo that can itself be taken back."""

    acts: tuple[Act, ...]
    undo: Act | None
    redo: Act | None


@of_newest
def recent(meeting: Meeting, words: Words) -> Recent:
    """The acts that the console offers to undo."""
    gone = undone(meeting)
    acts: list[Act] = []
    undo: Act | None = None
    redo: Act | None = None
    for entry in _commands(meeting):
        if isinstance(entry.event, log_replay.Undone):
            what = _undone_what(meeting, words, entry.event.command)
            if not acts and redo is None and entry.command not in gone and what:
                redo = Act(entry.version, entry.at, what, entry.by, False)
            continue
        if undo and sum(not act.gone for act in acts) >= SHOWN:
            break
        what = describe(meeting, words, entry)
        act = Act(entry.command, entry.at, what, entry.by.partition(":")[0], entry.command in gone)
        acts.append(act)
        undo = undo or (None if act.gone else act)
    return Recent(tuple(acts), undo, redo)


def describe(meeting: Meeting, words: Words, entry: LogEntry) -> str:
    """What an entry's command did, in a few words."""
    message, facts = _MESSAGES[type(entry.event)]
    return words.text(message, **facts(meeting, words, entry.event))


def _commands(meeting: Meeting) -> Iterator[LogEntry]:
    """One entry for each command of chair and desk, newest first: the event that says most of what was done."""
    told: set[int] = set()
    for entry in log_replay.moderation_entries(meeting):
        if entry.version > 1 and entry.command not in told:
            told.add(entry.command)
            yield entry


def _undone_what(meeting: Meeting, words: Words, command: int) -> str:
    """What a command did that was taken back; nothing for an Undo, whose taking back is no act to redo."""
    newest = next(entry for entry in log_replay.moderation_entries(meeting) if entry.command == command)
    return "" if isinstance(newest.event, log_replay.Undone) else describe(meeting, words, newest)


_Facts = Callable[[Meeting, Words, Any], Mapping[str, object]]


def _seat(meeting: Meeting, words: Words, seat: str | None) -> str:
    return words.seat_name(meeting.seats[seat]) if seat in meeting.seats and seat else "?"


def _of_speech(meeting: Meeting, words: Words, event: Any) -> Mapping[str, object]:
    speech = meeting.speeches.get(event.speech)
    return {"name": _seat(meeting, words, speech.seat if speech else None)}


def _of_seat(meeting: Meeting, words: Words, event: Any) -> Mapping[str, object]:
    return {
        "name": event.guest or _seat(meeting, words, event.seat)
        if hasattr(event, "guest")
        else _seat(meeting, words, event.seat)
    }


def _of_inscription(meeting: Meeting, words: Words, event: Any) -> Mapping[str, object]:
    found = find_inscription(meeting, getattr(event, "inscription", "") or event.a)
    return {"name": _seat(meeting, words, found.seat if found else None)}


def _absent(meeting: Meeting, words: Words, event: Any) -> Mapping[str, object]:
    then = {"strike": "", "end": words.text(", to the end"), "pass": words.text(", passed over")}
    return {**_of_inscription(meeting, words, event), "then": then[event.then]}


def _of_item(meeting: Meeting, words: Words, event: Any) -> Mapping[str, object]:
    known = any(item.id == event.item for item in meeting.items())
    # An item that was added may be taken back after what was done to it.
    title = item_title(words, meeting, event.item) if known else words.text("an item that was taken back")
    return {"item": title, "minutes": getattr(event, "minutes", 0)}


def _shown(_: Meeting, words: Words, event: Any) -> Mapping[str, object]:
    return {"shown": words.text("Showed" if event.shown else "Hid")}


def _plain(_: Meeting, __: Words, event: Any) -> Mapping[str, object]:
    return {"text": getattr(event, "text", "")}


def _time(_: Meeting, words: Words, event: Any) -> Mapping[str, object]:
    kind = words.text("all") if event.category == "all" else words.category(event.category)
    return {"limit": minutes_and_seconds(event.seconds * 1000), "kind": kind}


def _order(_: Meeting, words: Words, event: Any) -> Mapping[str, object]:
    return {"order": words.text(ORDERS[event.order])}


def _drawn(_: Meeting, words: Words, event: Any) -> Mapping[str, object]:
    return {"method": words.text(DRAWN[event.method], letter=event.letter)}


_MESSAGES: Mapping[type[Event], tuple[str, _Facts]] = {
    giving_floor.FloorGiven: ("Gave the floor to %(name)s", _of_seat),
    absent_speakers.SpeakerAbsent: ("Called %(name)s absent%(then)s", _absent),
    floor_correction.FloorCorrected: ("Corrected the name of the speaker: %(name)s", _of_seat),
    put_back.SpeechPutBack: ("Put %(name)s back on the list", _of_speech),
    speech_end.SpeechEnded: ("Ended the speech of %(name)s", _of_speech),
    clock.ClockPaused: ("Paused the clock of %(name)s", _of_speech),
    clock.ClockResumed: ("Let the clock of %(name)s run", _of_speech),
    clock.ClockAdjusted: ("Changed the time of %(name)s", _of_speech),
    list_opening.ListOpened: ("Opened the list of speakers", _plain),
    list_opening.ListClosed: ("Closed the list of speakers", _plain),
    floor_requests.FloorRequested: ("%(name)s asked for the floor", _of_seat),
    desk_inscriptions.InscriptionAdded: ("Added %(name)s to the list", _of_seat),
    desk_inscriptions.InscriptionCorrected: ("Corrected the entry of %(name)s", _of_inscription),
    seat_correction.SeatCorrected: ("Corrected the kind of speaker of %(name)s", _of_seat),
    floor_requests.RequestWithdrawn: ("Withdrew %(name)s from the list", _of_inscription),
    desk_inscriptions.InscriptionRemoved: ("Removed %(name)s from the list", _of_inscription),
    desk_inscriptions.InscriptionAdmitted: ("Admitted %(name)s to the list", _of_inscription),
    desk_inscriptions.PrioritySet: ("Changed the priority of %(name)s", _of_inscription),
    orders.OrderSet: ("Order of the list: %(order)s", _order),
    lots.OrderDrawn: ("Order of the list: %(method)s", _drawn),
    reordering.SwapOffered: ("Offered to swap places", _plain),
    reordering.InscriptionMoved: ("Moved %(name)s on the list", _of_inscription),
    reordering.InscriptionsSwapped: ("Swapped the place of %(name)s", _of_inscription),
    points_of_order.PointOfOrderRaised: ("%(name)s raised a point of order", _of_seat),
    points_of_order.PointOfOrderWithdrawn: ("Took back a point of order", _plain),
    points_of_order.PointOfOrderGiven: ("Heard a point of order", _plain),
    points_of_order.PointOfOrderRuled: ("Ruled on a point of order", _plain),
    right_of_reply.RightOfReplyRequested: ("%(name)s asked for a right of reply", _of_seat),
    programme_changes.ItemAdded: ("Added an item to the programme", _plain),
    programme_changes.ItemMoved: ("Moved: %(item)s", _of_item),
    programme_changes.SpeakerReplaced: ("Replaced the speaker of: %(item)s", _of_item),
    items.ItemOpened: ("Opened: %(item)s", _of_item),
    items.ItemClosed: ("Closed: %(item)s", _of_item),
    items.ItemSkipped: ("Skipped: %(item)s", _of_item),
    items.ItemMinutesSet: ("%(item)s: %(minutes)s minutes", _of_item),
    sittings.SittingOpened: ("Opened the sitting", _plain),
    sittings.SittingSuspended: ("Suspended the sitting", _plain),
    sittings.SittingResumed: ("Resumed the sitting", _plain),
    sittings.SittingAdjourned: ("Adjourned the sitting", _plain),
    speaking_times.SpeakingTimeSet: ("Speaking time: %(limit)s for %(kind)s", _time),
    notices.NoticeSent: ("Sent the message “%(text)s”", _plain),
    notices.NoticeWithdrawn: ("Withdrew a message", _plain),
    notices.JoinCodeShown: ("%(shown)s the join code on the screens", _shown),
}
