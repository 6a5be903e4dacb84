"""The next speaker.

The chair's key, all screens, the JSON picture and `GiveFloorToNext` use these functions, so they always agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription, SpeakersList
from nameplate.meeting.programme.items import planned_items, unheard_speakers
from nameplate.meeting.speakers_list.list_lookup import lists_of_sitting, replies_list

LAST_ITEM_KINDS = ("wrap_up", "closing", "break")
"""Kinds of items that may follow the rights of reply."""


@dataclass(frozen=True, slots=True)
class UpcomingCall:
    """A call: the seat, the item (None while no item is open), and the inscription if the call comes from a list.

    If the item is planned, the call opens it.
    """

    seat: str
    item: str | None = None
    inscription: Inscription | None = None


def next_call(meeting: Meeting) -> UpcomingCall | None:
    """The next call. None if the next step of the meeting is not a call."""
    return next(upcoming_calls(meeting), None)


def upcoming_calls(meeting: Meeting) -> Iterator[UpcomingCall]:
    """The next calls, in order, up to the first step that is not a call.

    1. The speakers of the open item.
    2. The list of the open item.
    3. The rights of reply, if they are due.
    4. If nobody waits, the speakers of the planned items. Before a sitting opens: the first ones of the next sitting.

    Speakers from the list of a planned item are called only while no item is open. Otherwise the chair must open the
    planned item first.
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
    """Whether the next item may open after all speakers of the open item have been called.

    While the list of the open item is open, three conditions must be true: somebody has spoken, nobody waits, and
    nobody has the floor. The next item may also not open while a list must be closed before the rights of reply.
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
    """The open list without waiting speakers that must be closed before the rights of reply can be heard, or None.

    While somebody speaks in an item of the list, the list need not be closed yet: others may still request the floor.
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
