"""Finds the list of speakers that is meant."""

from __future__ import annotations

from nameplate.meeting.model.meeting import DoesNotApply, Meeting
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import SpeakersList


def the_list(meeting: Meeting, item: str | None) -> SpeakersList | Refused:
    """The list that is meant: of the item named, else of the open item, else the next one of the open sitting."""
    if item:
        found = next((i for i in meeting.items() if i.id == item), None)
        if found is None:
            return Refused(Reason.UNKNOWN_ITEM)
        if any(s.state == "adjourned" and found in s.items for s in meeting.sittings):
            return Refused(Reason.SITTING_OVER)
        return meeting.lists[found.list] if found.list else Refused(Reason.NO_LIST)
    sitting, here = meeting.sitting, meeting.item
    if here and here.list:
        return meeting.lists[here.list]
    if sitting is None:
        return Refused(Reason.SITTING_NOT_OPEN)
    ahead = [i.list for i in sitting.items if i.list]
    to_come = [i.list for i in sitting.items if i.list and i.state in ("planned", "open")]
    name = next(iter(to_come or ahead[-1:]), None)
    return meeting.lists[name] if name else Refused(Reason.NO_LIST)


def open_list(meeting: Meeting) -> SpeakersList | None:
    """The list that takes requests now: the one at hand if it is open; where none is at hand, any that is open."""
    at_hand = the_list(meeting, None)
    if isinstance(at_hand, SpeakersList):
        return at_hand if at_hand.state == "open" else None
    return next((s for s in meeting.lists.values() if s.state == "open" and s.purpose == "speakers"), None)


def replies_list(meeting: Meeting) -> SpeakersList | None:
    """The rights of reply of the sitting that is open."""
    return meeting.lists.get(f"{meeting.sitting.id}-replies") if meeting.sitting else None


def lists_of_sitting(meeting: Meeting) -> tuple[SpeakersList, ...]:
    """The lists of speakers on which the items of the open sitting draw, each once."""
    names = dict.fromkeys(i.list for i in (meeting.sitting.items if meeting.sitting else ()) if i.list)
    return tuple(meeting.lists[name] for name in names)


def place_of(speakers: SpeakersList, seat: str) -> int:
    """The place of a seat among those waiting, from 1; 0 when it has none."""
    return next((place for place, i in enumerate(speakers.waiting, 1) if i.seat == seat), 0)


def known_list(meeting: Meeting, speakers: str) -> SpeakersList:
    """The list of that id, in the fold: the item with which it came may have been taken back."""
    if speakers not in meeting.lists:
        raise DoesNotApply(f"there is no list {speakers}")
    return meeting.lists[speakers]
