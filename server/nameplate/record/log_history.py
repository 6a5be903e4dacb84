"""Reads values from the log that the state of the meeting does not contain: times, changes of lists, corrections.

Events that were undone are left out, except in `corrections`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from nameplate.meeting import Event, LogEntry, Meeting
from nameplate.meeting.category_correction import SeatCorrected
from nameplate.meeting.floor.absent_speakers import SpeakerAbsent
from nameplate.meeting.floor.floor_correction import FloorCorrected
from nameplate.meeting.floor.giving_floor import FloorGiven
from nameplate.meeting.floor.points_of_order import PointOfOrderGiven, PointOfOrderRuled
from nameplate.meeting.log_replay import Undone, undone, without_rehearsals
from nameplate.meeting.model.values import Item
from nameplate.meeting.programme.items import ItemClosed, ItemMinutesSet, ItemOpened, ItemSkipped
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.participants import ParticipantAdded
from nameplate.meeting.programme.programme_changes import ItemAdded, ItemMoved, SpeakerReplaced
from nameplate.meeting.programme.programme_revision import ProgrammeRevised
from nameplate.meeting.programme.sittings import SittingResumed, SittingSuspended
from nameplate.meeting.speakers_list.desk_inscriptions import (
    InscriptionAdded,
    InscriptionAdmitted,
    InscriptionRemoved,
    PrioritySet,
)
from nameplate.meeting.speakers_list.floor_requests import RequestWithdrawn
from nameplate.meeting.speakers_list.inscription_correction import InscriptionCorrected
from nameplate.meeting.speakers_list.list_opening import ListClosed, ListOpened
from nameplate.meeting.speakers_list.lots import OrderDrawn
from nameplate.meeting.speakers_list.order_choice import OrderSet
from nameplate.meeting.speakers_list.raised_hands import HandLowered, HandRaised
from nameplate.meeting.speakers_list.reordering import InscriptionMoved
from nameplate.meeting.speakers_list.swaps import InscriptionsSwapped
from nameplate.meeting.speeches.clock import ClockAdjusted, ClockResumed
from nameplate.meeting.speeches.speaking_times import SpeakingTimeSet
from nameplate.wording.durations import duration
from nameplate.wording.language import Words
from nameplate.wording.log_sentences import describe
from nameplate.wording.names_in_log import IdNames, names_in_log
from nameplate.wording.record_labels import ACTORS

from .account_values import Correction, Suspension
from .list_account_values import Change

LIST_EVENTS = (ListOpened, ListClosed, OrderDrawn)
INSCRIPTION_EVENTS = (InscriptionMoved, InscriptionsSwapped, PrioritySet, InscriptionAdmitted)
PROGRAMME_EVENTS = (ItemAdded, ItemMoved, SpeakerReplaced, ItemSkipped, ItemMinutesSet, ParticipantAdded)


@dataclass(frozen=True, slots=True)
class LogHistory:
    """The log of a meeting, oldest entry first. `log` is complete.

    `not_rehearsed` leaves out rehearsals that have ended, and `not_undone` also leaves out other undone events.
    """

    words: Words
    log: tuple[LogEntry, ...]
    not_rehearsed: tuple[LogEntry, ...]
    not_undone: tuple[LogEntry, ...]
    names: IdNames

    @property
    def created(self) -> MeetingCreated | None:
        """The programme as it was when the meeting began."""
        written = (_programme(e.event) for e in self.not_undone)
        return next(reversed([each for each in written if each]), None)

    def item_at_start(self, item: str) -> Item | None:
        """An item as it was in the programme at the start. None for an item that was added later."""
        sittings = self.created.sittings if self.created else ()
        return next((i for s in sittings for i in s.items if i.id == item), None)

    def left_at(self) -> dict[str, int]:
        """By inscription: the last time at which it was withdrawn, removed or submitted as text."""
        return {inscription: e.at for e in self.not_undone if (inscription := _inscription_that_left(e))}

    def granted_ms(self) -> dict[str, int]:
        """The limit at the call in ms, by speech."""
        calls = (FloorGiven, PointOfOrderGiven)
        return {f"s{e.version}": e.event.limit_ms for e in self.not_undone if isinstance(e.event, calls)}

    def started_at(self) -> dict[str, int | None]:
        """By speech: the time at which the chair started the clock by hand. None if the clock was never started.

        A speech whose clock started at the call is left out.
        """
        by_hand = (f"s{e.version}" for e in self.not_undone if isinstance(e.event, FloorGiven) and e.event.by_hand)
        started: dict[str, int | None] = dict.fromkeys(by_hand)
        for e in self.not_undone:
            if isinstance(e.event, ClockResumed) and started.get(e.event.speech, e.at) is None:
                started[e.event.speech] = e.at
        return started

    def interrupted(self) -> dict[str, str]:
        """The name of the interrupted speaker, by point of order."""
        given = (e.event for e in self.not_undone if isinstance(e.event, PointOfOrderGiven))
        return {event.point: self.names.people.get(event.interrupted or "", "") for event in given}

    def ruled_at(self) -> dict[str, int]:
        """The time of the ruling, by point of order."""
        return {e.event.point: e.at for e in self.not_undone if isinstance(e.event, PointOfOrderRuled)}

    def item_times(self) -> dict[str, tuple[int, int | None]]:
        """By item: the times at which it was opened and closed. The second time is None while the item is open."""
        times: dict[str, tuple[int, int | None]] = {}
        for e in self.not_undone:
            if isinstance(e.event, ItemOpened):
                times[e.event.item] = (e.at, None)
            elif isinstance(e.event, ItemClosed) and e.event.item in times:
                times[e.event.item] = (times[e.event.item][0], e.at)
        return times

    def suspensions(self, sitting: str, closed_at: int | None) -> tuple[Suspension, ...]:
        """The suspensions of a sitting. Adjourning ends a suspension."""
        suspensions: list[Suspension] = []
        for e in self.not_undone:
            if isinstance(e.event, SittingSuspended) and e.event.sitting == sitting:
                suspensions.append(Suspension(e.at, closed_at))
            elif isinstance(e.event, SittingResumed) and e.event.sitting == sitting and suspensions:
                suspensions[-1] = Suspension(suspensions[-1].since_at, e.at)
        return tuple(suspensions)

    def list_changes(self, list_id: str, inscriptions: frozenset[str], purpose: str) -> tuple[Change, ...]:
        """The changes of a list and of these inscriptions. Setting an order counts as a change of every list."""

        def changes_list(event: Event) -> bool:
            if isinstance(event, OrderSet):
                return purpose == "speakers"
            if isinstance(event, InscriptionAdded):
                return event.list == list_id and _was_added_with_priority(event)
            if isinstance(event, LIST_EVENTS):
                return event.list == list_id
            if isinstance(event, HandRaised):
                return event.list == list_id and event.raised_at != event.received_at
            inscription = getattr(event, "inscription", None) or getattr(event, "a", "")
            passed_over = isinstance(event, SpeakerAbsent) and event.then != "strike"
            return (passed_over or isinstance(event, INSCRIPTION_EVENTS)) and inscription in inscriptions

        return self._changes(changes_list)

    def limit_changes(self) -> tuple[Change, ...]:
        """Changes of speaking time: for a category, for one speech, or by dividing a shared time."""

        def changes_limit(event: Event) -> bool:
            return isinstance(event, SpeakingTimeSet | ClockAdjusted) or (
                isinstance(event, ListClosed) and bool(event.limits)
            )

        return self._changes(changes_limit)

    def programme_changes(self) -> tuple[Change, ...]:
        """Changes of the programme during the meeting."""
        return self._changes(lambda event: isinstance(event, PROGRAMME_EVENTS))

    def corrections(self) -> tuple[Correction, ...]:
        """Every command that was undone or restored, and every inscription, name or category that was corrected."""
        last_entries = {e.command: e for e in self.log}
        corrections: list[Correction] = []
        for e in self.not_rehearsed:
            if isinstance(e.event, Undone):
                original, undo_count = last_entries[e.event.command], 1
                while isinstance(original.event, Undone):
                    original, undo_count = last_entries[original.event.command], undo_count + 1
                act = "undone" if undo_count % 2 else "restored"
                corrections.append(self._correction(act, e, original, original))
            elif (corrected := self._corrected_entry(e.event)) and e in self.not_undone:
                corrections.append(self._correction("put_right", e, e, corrected))
        return tuple(corrections)

    def actor_name(self, by: str) -> str:
        """The name of the actor: the chair, the desk, a delegation. `clock` stands for automatic commands."""
        role, _, seat = by.partition(":")
        return self.names.people.get(seat) or self.words.label(ACTORS, role)

    def _corrected_entry(self, event: Event) -> LogEntry | None:
        """The entry that an event corrects. The id of a corrected object contains the version of this entry."""
        match event:
            case InscriptionCorrected():
                return self.log[int(event.inscription[1:]) - 1]
            case FloorCorrected():
                return self.log[int(event.speech[1:]) - 1]
            case SeatCorrected():
                return self.log[0]
        return None

    def _changes(self, is_change: Callable[[Event], bool]) -> tuple[Change, ...]:
        return tuple(self._change(e) for e in self.not_undone if is_change(e.event))

    def _change(self, e: LogEntry) -> Change:
        what = describe(e, self.words, self.names)
        if isinstance(e.event, ListOpened) and self._opened_before(e):
            what = self.words.text("List of speakers reopened, or its end changed")
        if isinstance(e.event, ListClosed) and e.event.limits:
            what += f"; {_limits(e.event, self.words)}"
        return Change(e.at, e.by, self.actor_name(e.by), type(e.event).__name__, what)

    def _opened_before(self, opened: LogEntry) -> bool:
        list_id = getattr(opened.event, "list", "")
        earlier = (e.event for e in self.not_undone if e.version < opened.version)
        return any(isinstance(event, ListOpened) and event.list == list_id for event in earlier)

    def _correction(self, act: str, e: LogEntry, described: LogEntry, original: LogEntry) -> Correction:
        """The correction by entry `e`. Its sentence comes from `described`, its `done_*` fields from `original`."""
        return Correction(
            act=act,
            what=describe(described, self.words, self.names),
            at=e.at,
            by=e.by,
            by_name=self.actor_name(e.by),
            done_at=original.at,
            done_by=original.by,
            done_by_name=self.actor_name(original.by),
        )


def read_log(meeting: Meeting, words: Words) -> LogHistory:
    log, not_rehearsed = tuple(reversed([*meeting.entries()])), tuple(without_rehearsals(meeting))
    not_undone = tuple(_not_undone(not_rehearsed, undone(meeting)))
    return LogHistory(words, log, not_rehearsed, not_undone, names_in_log(meeting, words, log))


def _not_undone(log: Iterable[LogEntry], undone_commands: frozenset[int]) -> Iterable[LogEntry]:
    return (e for e in log if e.command not in undone_commands and not isinstance(e.event, Undone))


def _was_added_with_priority(event: InscriptionAdded) -> bool:
    """A text that is not delivered does not wait on the list, so its priority is ignored."""
    return event.priority and event.form != "not_delivered"


def _programme(event: Event) -> MeetingCreated | None:
    """The programme that an event brings."""
    if isinstance(event, ProgrammeRevised):
        return replace(event.programme, people=event.people)
    return event if isinstance(event, MeetingCreated) else None


def _inscription_that_left(e: LogEntry) -> str | None:
    """The inscription that an event removed from its list without a speech, if any.

    Passing over an absent speaker is not such an event.
    """
    event = e.event
    if isinstance(event, InscriptionAdded):
        return f"i{e.version}" if event.form == "not_delivered" else None
    if isinstance(event, SpeakerAbsent):
        return event.inscription if event.then == "strike" else None
    if isinstance(event, InscriptionCorrected):
        return event.inscription if event.submitted else None
    return event.inscription if isinstance(event, RequestWithdrawn | InscriptionRemoved | HandLowered) else None


def _limits(event: ListClosed, words: Words) -> str:
    """The speaking times that were set by dividing a shared time, when the list was closed."""
    limits = event.limits.items()
    return ", ".join(f"{words.category(category)} {duration(seconds * 1000)}" for category, seconds in limits)
