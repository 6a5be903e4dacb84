"""Inscriptions before the sitting, in the window that the programme sets. The desk confirms them.

An inscription that is not confirmed is among the requests of its list that need a decision (`SpeakersList.late`), and
is admitted or declined as these are. Its source says that it was made in advance.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from nameplate.meeting.model.bounds import MAX_NOTE_LENGTH
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription, Sitting, SpeakersList

from .desk_inscriptions import ADVANCE, InscriptionAdmitted, admission
from .floor_requests import RequestWithdrawn
from .inscription_checks import check_may_inscribe, check_request_fields
from .inscription_lookup import new_inscription_id
from .list_lookup import find_list, require_list
from .list_update_helpers import with_changed_list

LANGUAGE = re.compile("[a-z]{2,3}")
"""The form of a code of ISO 639."""


@dataclass(frozen=True, slots=True)
class InscribeInAdvance(Command):
    """A delegation inscribes before the sitting, while the window of its list is open.

    `item` is an item of the list. It can be left out while the window of only one list is open. `language` is the
    language of the speech, as an ISO 639 code. `dignitary` and `dignitary_title` are the name and the title of a person
    of rank who will speak. An earlier inscription that is not confirmed is replaced.
    """

    item: str | None = None
    form: str = "statement"
    note: str = ""
    language: str = ""
    dignitary: str = ""
    dignitary_title: str = ""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if by.seat is None or by.seat not in meeting.seats:
            return Refused(Reason.NO_SEAT)
        if refused := self._check_fields(meeting):
            return refused
        speakers = self._list(meeting, at)
        if isinstance(speakers, Refused):
            return speakers
        earlier = [i for i in advance_requests(speakers) if i.seat == by.seat]
        replaced: tuple[Event, ...] = ()
        if refused := check_may_inscribe(meeting, speakers, by.seat):
            if not earlier or check_may_inscribe(meeting, speakers, by.seat, late=False):
                return refused
            replaced = (RequestWithdrawn(earlier[-1].id),)
        event = InscribedInAdvance(
            speakers.id,
            by.seat,
            self.form,
            self.note.strip(),
            self.language,
            self.dignitary.strip(),
            self.dignitary_title.strip(),
        )
        return (*replaced, event)

    def _check_fields(self, meeting: Meeting) -> Refused | None:
        if self.form in ("reply", "not_delivered"):
            return Refused(Reason.INVALID, {"field": "form"})
        if self.language and not LANGUAGE.fullmatch(self.language):
            return Refused(Reason.INVALID, {"field": "language"})
        for field, text in (("dignitary", self.dignitary), ("dignitary_title", self.dignitary_title)):
            if len(text) > MAX_NOTE_LENGTH:
                return Refused(Reason.INVALID, {"field": field})
        if self.dignitary_title.strip() and not self.dignitary.strip():
            return Refused(Reason.INVALID, {"field": "dignitary"})
        return check_request_fields(meeting, self.form, self.note)

    def _list(self, meeting: Meeting, at: int) -> SpeakersList | Refused:
        open_now = lists_open_in_advance(meeting, at)
        if self.item:
            found = find_list(meeting, self.item)
            return found if isinstance(found, Refused) or found in open_now else Refused(Reason.NOT_IN_WINDOW)
        if len(open_now) > 1:
            return Refused(Reason.INVALID, {"field": "item"})
        return open_now[0] if open_now else Refused(Reason.NOT_IN_WINDOW)


@dataclass(frozen=True, slots=True)
class InscribedInAdvance(Event):
    """A delegation has inscribed before the sitting. The desk has not confirmed it yet."""

    list: str
    seat: str
    form: str = "statement"
    note: str = private("")
    language: str = ""
    dignitary: str = private("")
    dignitary_title: str = private("")

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        speakers = require_list(meeting, self.list)
        require(self.seat in meeting.seats, "the seat is known")
        require(speakers.state == "unopened", "the list was not opened")
        new = Inscription(
            new_inscription_id(meeting),
            self.seat,
            self.list,
            at,
            self.form,
            source=ADVANCE,
            note=self.note,
            state="late",
            language=self.language,
            dignitary=self.dignitary,
            dignitary_title=self.dignitary_title,
        )
        return with_changed_list(meeting, self.list, new, late=(*speakers.late, new))


@dataclass(frozen=True, slots=True)
class ConfirmInscriptions(Command):
    """Confirm all advance inscriptions of the list of an item, or of all lists."""

    item: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        lists: tuple[SpeakersList, ...] = tuple(meeting.lists.values())
        if self.item:
            found = find_list(meeting, self.item)
            if isinstance(found, Refused):
                return found
            lists = (found,)
        confirmed = tuple(event for speakers in lists for event in _admissions(meeting, speakers))
        return confirmed or Refused(Reason.ALREADY)


def _admissions(meeting: Meeting, speakers: SpeakersList) -> list[InscriptionAdmitted]:
    """The events that confirm all advance inscriptions for which the seat may have one more place."""
    places = Counter(one.seat for one in speakers.waiting)
    events = []
    for one in advance_requests(speakers):
        if places[one.seat] < meeting.rules.inscriptions_each:
            places[one.seat] += 1
            events.append(admission(one))
    return events


def lists_open_in_advance(meeting: Meeting, at: int) -> list[SpeakersList]:
    """The lists on which a delegation can inscribe in advance at this time (ms).

    None during a rehearsal, because the end of the rehearsal would take the inscription back.
    """
    if meeting.rehearsal:
        return []
    sittings = (s for s in meeting.sittings if has_window(s) and s.inscribe_from <= at < s.inscribe_until)
    names = dict.fromkeys(item.list for sitting in sittings for item in sitting.items if item.list)
    return [meeting.lists[name] for name in names if meeting.lists[name].state == "unopened"]


def has_window(sitting: Sitting) -> bool:
    """Whether delegations can inscribe in advance for a sitting that was not opened yet, at some time."""
    return sitting.state == "planned" and sitting.inscribe_from < sitting.inscribe_until


def advance_requests(speakers: SpeakersList) -> list[Inscription]:
    """The inscriptions of a list that were made in advance and are not confirmed, oldest first."""
    return [one for one in speakers.late if one.source == ADVANCE]


def is_unconfirmed(inscription: Inscription) -> bool:
    """Whether an inscription was made in advance, and the desk has not confirmed it, or has declined it."""
    return inscription.source == ADVANCE and inscription.state in ("late", "refused")


def late_requests(speakers: SpeakersList) -> list[Inscription]:
    """The requests that came after a list was closed and are not decided, oldest first."""
    return [one for one in speakers.late if one.source != ADVANCE]
