"""The names that belong to the ids in a log: ids of seats, speeches, inscriptions, points of order and items.

Objects of undone commands have names too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nameplate.meeting import LogEntry, Meeting
from nameplate.meeting.floor.giving_floor import FloorGiven
from nameplate.meeting.floor.points_of_order import PointOfOrderGiven, PointOfOrderRaised
from nameplate.meeting.floor.right_of_reply import RightOfReplyRequested
from nameplate.meeting.programme.participants import ParticipantAdded
from nameplate.meeting.programme.programme_changes import ItemAdded, SpeakerReplaced
from nameplate.meeting.speakers_list.advance_inscriptions import InscribedInAdvance
from nameplate.meeting.speakers_list.desk_inscriptions import InscriptionAdded
from nameplate.meeting.speakers_list.floor_requests import FloorRequested
from nameplate.meeting.speakers_list.raised_hands import HandRaised

from .labels import ITEM_KIND_LABELS
from .language import Words


@dataclass(frozen=True, slots=True)
class IdNames:
    """Names by id. `people` has the names for ids of seats, speeches, inscriptions and points of order."""

    people: Mapping[str, str]
    items: Mapping[str, str]

    def person(self, event: object) -> str:
        """The name of the person or delegation in an event. "" if the event names nobody."""
        for field in ("speech", "inscription", "a", "mine", "point", "seat"):
            if name := self.people.get(getattr(event, field, None) or ""):
                return name
        return ""

    def other(self, event: object) -> str:
        """The second name in a swap of two inscriptions, or in the correction of a name."""
        return next((self.people.get(getattr(event, f), "") for f in ("b", "other", "was") if hasattr(event, f)), "")

    def item(self, event: object) -> str:
        """The title of the item in an event. "" if the event names no item."""
        return self.items.get(getattr(event, "item", None) or "", "")


def names_in_log(meeting: Meeting, words: Words, log: tuple[LogEntry, ...]) -> IdNames:
    """The names in a log. `log` is the whole log, oldest entry first, with undone entries."""
    people = {seat.id: words.seat_name(seat) for seat in meeting.seats.values()}
    items = {item.id: item.title or words.translate(ITEM_KIND_LABELS[item.kind]) for item in meeting.items()}
    for entry in log:
        people |= _people(entry, people)
        if isinstance(entry.event, ItemAdded):
            kind = words.translate(ITEM_KIND_LABELS[entry.event.kind])
            items.setdefault(f"item-{entry.version}", entry.event.title or kind)
    corrected = {speech.id: words.seat_name(meeting.seats[speech.seat]) for speech in meeting.speeches.values()}
    return IdNames(people | corrected, items)


def _people(entry: LogEntry, known: Mapping[str, str]) -> dict[str, str]:
    version, event = entry.version, entry.event
    match event:
        case FloorGiven():
            return {f"s{version}": known.get(event.seat, event.seat)}
        case FloorRequested() | InscribedInAdvance() | RightOfReplyRequested() | HandRaised():
            return {f"i{version}": known.get(event.seat, event.seat)}
        case InscriptionAdded():
            seat = event.seat or f"guest-{version}"
            name = known.get(seat) or event.guest or seat
            return {seat: name, f"i{version}": name}
        case ParticipantAdded():
            return {event.seat: known.get(event.seat) or event.name or event.sort or event.seat}
        case PointOfOrderRaised():
            return {f"o{version}": known.get(event.seat, event.seat)}
        case PointOfOrderGiven():
            return {f"s{version}": known.get(event.point, "")}
        case ItemAdded() | SpeakerReplaced():
            name = event.speaker if isinstance(event, ItemAdded) else event.name
            return {} if f"speaker-{version}" in known else {f"speaker-{version}": name}
        case _:
            return {}
