"""The remaining items of the sitting, and when each of them ends."""

from __future__ import annotations

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Item
from nameplate.meeting.programme.items import unheard_speakers
from nameplate.meeting.speeches.speaking_times import speaking_time_ms

from .pace import Pace


def remaining_items(meeting: Meeting) -> list[Item]:
    """The open item, then the planned items of this sitting."""
    items = meeting.sitting.items if meeting.sitting else ()
    return [i for state in ("open", "planned") for i in items if i.state == state]


def end_of_item(meeting: Meeting, item: Item, at: int, pace: Pace) -> int:
    """The end of an item that begins or continues at `at`. A planned item takes its planned minutes."""
    speakers_end = at + unheard_speakers_ms(meeting, item, pace)
    if item.opened_at is None:
        return at + planned_ms(item) if item.minutes else speakers_end
    return speakers_end if item.speaker or item.speakers else max(at, item.opened_at + planned_ms(item))


def planned_ms(item: Item) -> int:
    """The minutes of an item, in milliseconds; 0 if the programme gives none."""
    return (item.minutes or 0) * 60_000


def unheard_speakers_ms(meeting: Meeting, item: Item, pace: Pace) -> int:
    """The time for the speakers whom the programme names for an item and who have not spoken yet, with handovers."""
    seats = unheard_speakers(meeting, item)
    return sum(pace.handover_ms + speaking_time_ms(meeting, meeting.seats[seat], item) for seat in seats)
