"""Finds a list: the current list, the list of an item, the list that accepts requests, the list of rights of reply."""

from __future__ import annotations

from nameplate.meeting.model.meeting import DoesNotApply, Meeting
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import SpeakersList


def find_list(meeting: Meeting, item: str | None) -> SpeakersList | Refused:
    """The list of the item with this id. If `item` is None, the current list."""
    if not item:
        return find_current_list(meeting)
    found = next((i for i in meeting.items() if i.id == item), None)
    if found is None:
        return Refused(Reason.UNKNOWN_ITEM)
    if any(s.state == "adjourned" and found in s.items for s in meeting.sittings):
        return Refused(Reason.SITTING_OVER)
    return meeting.lists[found.list] if found.list else Refused(Reason.NO_LIST)


def find_current_list(meeting: Meeting) -> SpeakersList | Refused:
    """The current list.

    This is the list of the open item. If the open item has no list, it is the next list of the open sitting. If no list
    follows, it is the last list of the sitting.
    """
    sitting, item = meeting.sitting, meeting.item
    if item and item.list:
        return meeting.lists[item.list]
    if sitting is None:
        return Refused(Reason.SITTING_NOT_OPEN)
    lists = [i.list for i in sitting.items if i.list]
    to_come = [i.list for i in sitting.items if i.list and i.state in ("planned", "open")]
    name = next(iter(to_come or lists[-1:]), None)
    return meeting.lists[name] if name else Refused(Reason.NO_LIST)


def list_taking_requests(meeting: Meeting) -> SpeakersList | None:
    """The current list, if it is open. If there is no current list, any open list of speakers."""
    current = find_current_list(meeting)
    if isinstance(current, SpeakersList):
        return current if current.state == "open" else None
    return next((s for s in meeting.lists.values() if s.state == "open" and s.purpose == "speakers"), None)


def replies_list(meeting: Meeting) -> SpeakersList | None:
    """The list of rights of reply of the open sitting."""
    return meeting.lists.get(f"{meeting.sitting.id}-replies") if meeting.sitting else None


def lists_of_sitting(meeting: Meeting) -> tuple[SpeakersList, ...]:
    """The lists of speakers that the items of the open sitting use. Each list appears once."""
    names = dict.fromkeys(i.list for i in (meeting.sitting.items if meeting.sitting else ()) if i.list)
    return tuple(meeting.lists[name] for name in names)


def place_in_queue(speakers: SpeakersList, seat: str) -> int:
    """The place of the first waiting inscription of a seat, from 1. It is 0 if the seat has no waiting inscription."""
    return next((place for place, i in enumerate(speakers.waiting, 1) if i.seat == seat), 0)


def require_list(meeting: Meeting, speakers: str) -> SpeakersList:
    """The list with this id. Raises `DoesNotApply` if it does not exist: the new item that had added it was undone."""
    if speakers not in meeting.lists:
        raise DoesNotApply(f"there is no list {speakers}")
    return meeting.lists[speakers]
