"""Reads from the log what the state of the meeting does not keep: times, changes of lists, corrections.

Events that were undone are left out, except in `corrections`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nameplate.meeting import Event, LogEntry, Meeting
from nameplate.meeting.floor.absent_speakers import SpeakerAbsent
from nameplate.meeting.floor.floor_correction import FloorCorrected
from nameplate.meeting.floor.giving_floor import FloorGiven
from nameplate.meeting.floor.points_of_order import PointOfOrderGiven, PointOfOrderRuled
from nameplate.meeting.log_replay import Undone, undone
from nameplate.meeting.model.values import Item
from nameplate.meeting.programme.items import ItemClosed, ItemMinutesSet, ItemOpened, ItemSkipped
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.programme_changes import ItemAdded, ItemMoved, SpeakerReplaced
from nameplate.meeting.programme.sittings import SittingResumed, SittingSuspended
from nameplate.meeting.seat_correction import SeatCorrected
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
from nameplate.meeting.speakers_list.reordering import InscriptionMoved, InscriptionsSwapped
from nameplate.meeting.speeches.clock import ClockAdjusted, ClockResumed
from nameplate.meeting.speeches.speaking_times import SpeakingTimeSet
from nameplate.wording.durations import duration
from nameplate.wording.id_names import IdNames, id_names
from nameplate.wording.language import Words
from nameplate.wording.log_sentences import describe
from nameplate.wording.record_labels import ACTORS

from .account_values import Correction, Suspension
from .list_account_values import Change

LIST_EVENTS = (ListOpened, ListClosed, OrderDrawn)
INSCRIPTION_EVENTS = (InscriptionMoved, InscriptionsSwapped, PrioritySet, InscriptionAdmitted)
PROGRAMME_EVENTS = (ItemAdded, ItemMoved, SpeakerReplaced, ItemSkipped, ItemMinutesSet)


@dataclass(frozen=True, slots=True)
class LogHistory:
    """The log of a meeting, oldest first. `log` is complete; `standing` is without undone events."""

    words: Words
    log: tuple[LogEntry, ...]
    standing: tuple[LogEntry, ...]
    known: IdNames

    @property
    def created(self) -> MeetingCreated | None:
        """The programme as it was at the start."""
        return next((e.event for e in self.standing if isinstance(e.event, MeetingCreated)), None)

    def foreseen(self, item: str) -> Item | None:
        """An item as it was in the programme at the start; None for an item that was added later."""
        sittings = self.created.sittings if self.created else ()
        return next((i for s in sittings for i in s.items if i.id == item), None)

    def left_at(self) -> dict[str, int]:
        """When inscriptions were withdrawn, removed or submitted as text, by id. The last time counts."""
        return {left: e.at for e in self.standing if (left := _left_list(e))}

    def granted_ms(self) -> dict[str, int]:
        """The limit at the call in ms, by speech."""
        calls = (FloorGiven, PointOfOrderGiven)
        return {f"s{e.version}": e.event.limit_ms for e in self.standing if isinstance(e.event, calls)}

    def started_at(self) -> dict[str, int | None]:
        """When the chair started the clock by hand, by speech; None when it was never started."""
        by_hand = (f"s{e.version}" for e in self.standing if isinstance(e.event, FloorGiven) and e.event.by_hand)
        started: dict[str, int | None] = dict.fromkeys(by_hand)
        for e in self.standing:
            if isinstance(e.event, ClockResumed) and started.get(e.event.speech, e.at) is None:
                started[e.event.speech] = e.at
        return started

    def interrupted(self) -> dict[str, str]:
        """The name of the speaker that a point of order interrupted, by point."""
        given = (e.event for e in self.standing if isinstance(e.event, PointOfOrderGiven))
        return {event.point: self.known.people.get(event.interrupted or "", "") for event in given}

    def ruled_at(self) -> dict[str, int]:
        """When points of order were ruled on, by point."""
        return {e.event.point: e.at for e in self.standing if isinstance(e.event, PointOfOrderRuled)}

    def item_times(self) -> dict[str, tuple[int, int | None]]:
        """When each item was opened and closed, by item; None while it is open."""
        times: dict[str, tuple[int, int | None]] = {}
        for e in self.standing:
            if isinstance(e.event, ItemOpened):
                times[e.event.item] = (e.at, None)
            elif isinstance(e.event, ItemClosed) and e.event.item in times:
                times[e.event.item] = (times[e.event.item][0], e.at)
        return times

    def suspensions(self, sitting: str, closed_at: int | None) -> tuple[Suspension, ...]:
        """The suspensions of a sitting. Adjourning ends a suspension."""
        spans: list[Suspension] = []
        for e in self.standing:
            if isinstance(e.event, SittingSuspended) and e.event.sitting == sitting:
                spans.append(Suspension(e.at, closed_at))
            elif isinstance(e.event, SittingResumed) and e.event.sitting == sitting and spans:
                spans[-1] = Suspension(spans[-1].since_at, e.at)
        return tuple(spans)

    def list_changes(self, speakers: str, inscriptions: frozenset[str], kind: str) -> tuple[Change, ...]:
        """The changes of one list. Setting an order changes all lists of speakers."""

        def included(event: Event) -> bool:
            if isinstance(event, OrderSet):
                return kind == "speakers"
            if isinstance(event, InscriptionAdded):
                return event.list == speakers and _came_first(event)
            if isinstance(event, LIST_EVENTS):
                return event.list == speakers
            inscription = getattr(event, "inscription", None) or getattr(event, "a", "")
            passed_over = isinstance(event, SpeakerAbsent) and event.then != "strike"
            return (passed_over or isinstance(event, INSCRIPTION_EVENTS)) and inscription in inscriptions

        return self._changes(included)

    def limit_changes(self) -> tuple[Change, ...]:
        """Changes of speaking time: for a category, by dividing a pooled time, or for one speech."""

        def included(event: Event) -> bool:
            return isinstance(event, SpeakingTimeSet | ClockAdjusted) or (
                isinstance(event, ListClosed) and bool(event.limits)
            )

        return self._changes(included)

    def programme_changes(self) -> tuple[Change, ...]:
        """Changes of the programme during the meeting."""
        return self._changes(lambda event: isinstance(event, PROGRAMME_EVENTS))

    def corrections(self) -> tuple[Correction, ...]:
        """Every command that was undone or restored, and every inscription, name or category that was corrected."""
        last = {e.command: e for e in self.log}
        first = {f"i{e.version}": e for e in self.log}
        found: list[Correction] = []
        for e in self.log:
            if isinstance(e.event, Undone):
                included, depth = last[e.event.command], 1
                while isinstance(included.event, Undone):
                    included, depth = last[included.event.command], depth + 1
                found.append(self._correction("undone" if depth % 2 else "restored", e, included))
            elif isinstance(e.event, InscriptionCorrected) and e in self.standing:
                found.append(self._correction("put_right", e, first[e.event.inscription], e))
            elif isinstance(e.event, FloorCorrected) and e in self.standing:
                found.append(self._correction("put_right", e, self.log[int(e.event.speech[1:]) - 1], e))
            elif isinstance(e.event, SeatCorrected) and e in self.standing:
                found.append(self._correction("put_right", e, self.log[0], e))
        return tuple(found)

    def who(self, by: str) -> str:
        """The name of a pass: the chair, the desk, a delegation. `clock` gives automatic commands."""
        role, _, seat = by.partition(":")
        return self.known.people.get(seat) or self.words.label(ACTORS, role)

    def _changes(self, included: Callable[[Event], bool]) -> tuple[Change, ...]:
        return tuple(self._change(e) for e in self.standing if included(e.event))

    def _change(self, e: LogEntry) -> Change:
        what = describe(e, self.words, self.known)
        if isinstance(e.event, ListOpened) and self._opened_before(e):
            what = self.words.text("List of speakers reopened, or its end changed")
        if isinstance(e.event, ListClosed) and e.event.limits:
            what += f"; {_shares(e.event, self.words)}"
        return Change(e.at, e.by, self.who(e.by), type(e.event).__name__, what)

    def _opened_before(self, opened: LogEntry) -> bool:
        mine = getattr(opened.event, "list", "")
        earlier = (e.event for e in self.standing if e.version < opened.version)
        return any(isinstance(event, ListOpened) and event.list == mine for event in earlier)

    def _correction(self, act: str, e: LogEntry, done: LogEntry, found: LogEntry | None = None) -> Correction:
        what = describe(found or done, self.words, self.known)
        return Correction(act, what, e.at, e.by, self.who(e.by), done.at, done.by, self.who(done.by))


def read_log(meeting: Meeting, words: Words) -> LogHistory:
    """Read the log of a meeting."""
    log = tuple(reversed([*meeting.entries()]))
    return LogHistory(words, log, tuple(_standing(log, undone(meeting))), id_names(meeting, words, log))


def _standing(log: Iterable[LogEntry], undone_commands: frozenset[int]) -> Iterable[LogEntry]:
    return (e for e in log if e.command not in undone_commands and not isinstance(e.event, Undone))


def _came_first(event: InscriptionAdded) -> bool:
    """Whether an inscription was added with priority. A text that is not delivered is not on the list."""
    return event.priority and event.form != "not_delivered"


def _left_list(e: LogEntry) -> str | None:
    """The inscription that an event took off its list without a speech. Passing over a speaker is not such an event."""
    event = e.event
    if isinstance(event, InscriptionAdded):
        return f"i{e.version}" if event.form == "not_delivered" else None
    if isinstance(event, SpeakerAbsent):
        return event.inscription if event.then == "strike" else None
    if isinstance(event, InscriptionCorrected):
        return event.inscription if event.submitted else None
    return event.inscription if isinstance(event, RequestWithdrawn | InscriptionRemoved) else None


def _shares(event: ListClosed, words: Words) -> str:
    shares = event.limits.items()
    return ", ".join(f"{words.category(kind)} {duration(seconds * 1000)}" for kind, seconds in shares)
