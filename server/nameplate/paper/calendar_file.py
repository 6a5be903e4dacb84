"""The programme for calendars (iCalendar, RFC 5545): one event for each sitting, with its items as the description."""

from __future__ import annotations

from datetime import UTC, datetime

from nameplate.meeting import Meeting
from nameplate.wording.language import Words

from .programme import PrintedItem, printed_sitting


def calendar_file(meeting: Meeting, words: Words) -> bytes:
    """The sittings as events. A newer file replaces the events of an older one in the same calendar."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - it takes some MB, and few people ask for this file

    calendar = Calendar()
    calendar.add("prodid", "-//Nameplate//EN")
    calendar.add("version", "2.0")
    for sitting in meeting.sittings:
        event = Event()
        event.add("uid", f"{sitting.id}@{meeting.code}")
        event.add("sequence", meeting.version)
        event.add("dtstamp", _utc(meeting.at))
        event.add("dtstart", _utc(sitting.begins_at))
        event.add("dtend", _utc(sitting.ends_at))
        event.add("summary", meeting.title)
        event.add("location", meeting.room)
        items = (_line(item) for item in printed_sitting(meeting, words, sitting).items)
        event.add("description", "\n".join([*filter(None, [sitting.theme]), *items]))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _line(item: PrintedItem) -> str:
    """An item on one line: 10:05 Presentation, Ms. Amara Okafor, Independent expert."""
    speaker = (item.speaker.name, item.speaker.title) if item.speaker else item.others
    return " ".join(filter(None, (item.at, ", ".join(filter(None, (item.title, *speaker))))))


def _utc(at: int) -> datetime:
    return datetime.fromtimestamp(at // 1000, UTC)
