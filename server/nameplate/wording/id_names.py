"""What the ids in a log stand for, also those that an undone command gave: seats, speeches, places, points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nameplate.meeting import LogEntry, Meeting
from nameplate.meeting.floor.giving_floor import FloorGiven
from nameplate.meeting.floor.points_of_order import PointOfOrderGiven, PointOfOrderRaised
from nameplate.meeting.floor.right_of_reply import RightOfReplyRequested
from nameplate.meeting.programme.programme_changes import ItemAdded, SpeakerReplaced
from nameplate.meeting.speakers_list.desk_inscriptions import InscriptionAdded
from nameplate.meeting.speakers_list.floor_requests import FloorRequested
from nameplate.wording.language import KINDS, Words


@dataclass(frozen=True, slots=True)
class Origins:
    """Names by id: `people` of seats, speeches, inscriptions and points of order, `items` of steps of the programme."""

    people: Mapping[str, str]
    items: Mapping[str, str]

    def person(self, event: object) -> str:
        """Whom an event is about, "" when it is about nobody."""
        for field in ("speech", "inscription", "a", "mine", "point", "seat"):
            if name := self.people.get(getattr(event, field, None) or ""):
                return name
        return ""

    def other(self, event: object) -> str:
        """The second of the two whom an exchange, or the correction of a name, is about."""
        return next((self.people.get(getattr(event, f), "") for f in ("b", "other", "was") if hasattr(event, f)), "")

    def item(self, event: object) -> str:
        """Which step of the programme an event is about."""
        return self.items.get(getattr(event, "item", None) or "", "")


def origins(meeting: Meeting, words: Words, log: tuple[LogEntry, ...]) -> Origins:
    """Read the whole log, oldest first; what is undone is read too."""
    people = {seat.id: words.seat_name(seat) for seat in meeting.seats.values()}
    items = {item.id: item.title or words.text(KINDS[item.kind]) for item in meeting.items()}
    for entry in log:
        people |= _people(entry, people)
        if isinstance(entry.event, ItemAdded):
            kind = words.text(KINDS[entry.event.kind])
            items.setdefault(f"item-{entry.version}", entry.event.title or kind)
    corrected = {speech.id: words.seat_name(meeting.seats[speech.seat]) for speech in meeting.speeches.values()}
    return Origins(people | corrected, items)


def _people(entry: LogEntry, known: Mapping[str, str]) -> dict[str, str]:
    version, event = entry.version, entry.event
    match event:
        case FloorGiven():
            return {f"s{version}": known.get(event.seat, event.seat)}
        case FloorRequested() | RightOfReplyRequested():
            return {f"i{version}": known.get(event.seat, event.seat)}
        case InscriptionAdded():
            seat = event.seat or f"guest-{version}"
            name = known.get(seat) or event.guest or seat
            return {seat: name, f"i{version}": name}
        case PointOfOrderRaised():
            return {f"o{version}": known.get(event.seat, event.seat)}
        case PointOfOrderGiven():
            return {f"s{version}": known.get(event.point, "")}
        case ItemAdded() | SpeakerReplaced():
            name = event.speaker if isinstance(event, ItemAdded) else event.name
            return {} if f"speaker-{version}" in known else {f"speaker-{version}": name}
        case _:
            return {}
