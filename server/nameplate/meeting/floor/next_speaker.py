"""Who is called next.

One answer for the chair's key, for every screen, for JSON and for `GiveFloorToNext`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription, SpeakersList
from nameplate.meeting.programme.items import planned_items, unheard_speakers
from nameplate.meeting.speakers_list.list_lookup import lists_of_sitting, replies_list

LAST_ITEM_KINDS = ("wrap_up", "closing", "break")
"""Kinds of items that may still be planned when rights of reply are heard."""


@dataclass(frozen=True, slots=True)
class UpcomingCall:
    """A call to come: the seat, the item (None while no item is open), and the inscription if it comes from a list.

    The call opens an item that is still planned.
    """

    seat: str
    item: str | None = None
    inscription: Inscription | None = None


def next_call(meeting: Meeting) -> UpcomingCall | None:
    """Who is called next; None when the next step is not a call."""
    return next(upcoming_calls(meeting), None)


def upcoming_calls(meeting: Meeting) -> Iterator[UpcomingCall]:
    """The calls to come in their order, up to the first step that is not a call.

    First come the speakers of the open item, then its list, then the rights of reply when they are due. When nobody
    waits there, the speakers of the planned items follow; before a sitting opens these are the first speakers of the
    sitting to come. Who waits for a planned item is called in it while no item is open; from an open one the chair goes
    on to it first.
    """
    item, replies = meeting.item, replies_list(meeting)
    here = item.id if item else None
    waiting = meeting.lists[item.list].waiting if item and item.list else ()
    replying = replies.waiting if replies and replies_are_due(meeting) else ()
    if item:
        yield from (UpcomingCall(seat, here) for seat in unheard_speakers(meeting, item))
    yield from (UpcomingCall(row.seat, here, row) for row in waiting)
    yield from (UpcomingCall(row.seat, here, row) for row in replying)
    if next_item_may_open(meeting) and not (item and item.list and (waiting or replying)):
        yield from _calls_of_planned_items(meeting)


def next_item_may_open(meeting: Meeting) -> bool:
    """Whether the next step, once everybody here has been called, is the next item of the programme.

    An open list keeps the room in its item until somebody has spoken, nobody waits and nobody has the floor. A list
    that is to be closed first keeps it there too.
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
    """Whether rights of reply follow the list at hand: every list is at its end, and so is the programme."""
    here = meeting.item.list if meeting.item else None
    ended = all(
        speakers.state == "closed" if speakers.id == here else speakers.state != "open" and not speakers.waiting
        for speakers in lists_of_sitting(meeting)
    )
    return ended and _only_last_items_are_planned(meeting)


def list_to_close_before_replies(meeting: Meeting) -> SpeakersList | None:
    """The open list on which nobody waits and for whose end rights of reply wait.

    While somebody speaks in an item of that list others may still ask, so it is not to be closed yet.
    """
    replies = replies_list(meeting)
    if replies is None or not replies.waiting or not _only_last_items_are_planned(meeting):
        return None
    lists, here = lists_of_sitting(meeting), meeting.item.list if meeting.item else None
    if any(speakers.waiting or (meeting.speech and speakers.id == here) for speakers in lists):
        return None
    return next((speakers for speakers in lists if speakers.state == "open"), None)


def _only_last_items_are_planned(meeting: Meeting) -> bool:
    return meeting.sitting is not None and all(item.kind in LAST_ITEM_KINDS for item in planned_items(meeting))


def _calls_of_planned_items(meeting: Meeting) -> Iterator[UpcomingCall]:
    for item in planned_items(meeting):
        if item.speaker:
            yield UpcomingCall(item.speaker, item.id)
        if item.list and meeting.sitting and meeting.item is None:
            yield from (UpcomingCall(row.seat, item.id, row) for row in meeting.lists[item.list].waiting)
        if item.speaker is None or item.list or item.speakers:
            return
