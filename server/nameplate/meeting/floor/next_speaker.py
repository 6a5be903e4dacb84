"""The next speaker.

The chair's key, every screen, the JSON picture and `GiveFloorToNext` use this one answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription, SpeakersList
from nameplate.meeting.programme.items import planned_items, unheard_speakers
from nameplate.meeting.speakers_list.list_lookup import lists_of_sitting, replies_list

LAST_ITEM_KINDS = ("wrap_up", "closing", "break")
"""Kinds of items that may come after the rights of reply."""


@dataclass(frozen=True, slots=True)
class UpcomingCall:
    """A call: the seat, the item (None while no item is open), and the inscription if it comes from a list.

    The call opens a planned item.
    """

    seat: str
    item: str | None = None
    inscription: Inscription | None = None


def next_call(meeting: Meeting) -> UpcomingCall | None:
    """The next call; None if the next step of the meeting is not a call."""
    return next(upcoming_calls(meeting), None)


def upcoming_calls(meeting: Meeting) -> Iterator[UpcomingCall]:
    """The calls ahead, in order, up to the first step that is not a call.

    First come the speakers of the open item, then its list, then the rights of reply when they are due. If nobody waits
    there, the speakers of the planned items follow; before a sitting opens, these are the first speakers of the next
    sitting. The list of a planned item is called only while no item is open. Otherwise the chair opens the planned item
    first.
    """
    item, replies = meeting.item, replies_list(meeting)
    open_item = item.id if item else None
    waiting = meeting.lists[item.list].waiting if item and item.list else ()
    replying = replies.waiting if replies and replies_are_due(meeting) else ()
    if item:
        yield from (UpcomingCall(seat, open_item) for seat in unheard_speakers(meeting, item))
    yield from (UpcomingCall(each.seat, open_item, each) for each in (*waiting, *replying))
    if next_item_may_open(meeting) and not (item and item.list and (waiting or replying)):
        yield from _calls_of_planned_items(meeting)


def next_item_may_open(meeting: Meeting) -> bool:
    """Whether the next item may open when all speakers of the open one have been called.

    While the list of the open item is open, this needs three things: somebody has spoken, nobody waits, and nobody has
    the floor. A list that must be closed before the rights of reply prevents it too.
    """
    item = meeting.item
    if list_to_close_before_replies(meeting):
        return False
    if item is None or item.list is None:
        return True
    speakers = meeting.lists[item.list]
    if speakers.state != "open":
        return speakers.state == "closed"
    if speakers.waiting or meeting.speech:
        return False
    return any(speech.item == item.id for speech in meeting.speeches.values())


def replies_are_due(meeting: Meeting) -> bool:
    """Whether the rights of reply are next: every list is finished, and only the last items are still planned."""
    current = meeting.item.list if meeting.item else None
    ended = all(
        speakers.state == "closed" if speakers.id == current else speakers.state != "open" and not speakers.waiting
        for speakers in lists_of_sitting(meeting)
    )
    return ended and _only_last_items_are_planned(meeting)


def list_to_close_before_replies(meeting: Meeting) -> SpeakersList | None:
    """The open list that must be closed before the waiting rights of reply can be heard. Nobody waits on it.

    While somebody speaks in an item of the list, others may still request the floor, so it is not closed yet.
    """
    replies = replies_list(meeting)
    if replies is None or not replies.waiting or not _only_last_items_are_planned(meeting):
        return None
    lists, current = lists_of_sitting(meeting), meeting.item.list if meeting.item else None
    if any(speakers.waiting or (meeting.speech and speakers.id == current) for speakers in lists):
        return None
    return next((speakers for speakers in lists if speakers.state == "open"), None)


def _only_last_items_are_planned(meeting: Meeting) -> bool:
    return meeting.sitting is not None and all(item.kind in LAST_ITEM_KINDS for item in planned_items(meeting))


def _calls_of_planned_items(meeting: Meeting) -> Iterator[UpcomingCall]:
    for item in planned_items(meeting):
        if item.speaker:
            yield UpcomingCall(item.speaker, item.id)
        if item.list and meeting.sitting and meeting.item is None:
            yield from (UpcomingCall(each.seat, item.id, each) for each in meeting.lists[item.list].waiting)
        if item.speaker is None or item.list or item.speakers:
            return
