"""The next step of the meeting: the one command that the chair's key gives.

The consoles, the JSON picture, the simulation and the command `NextStep` use this function, so they always agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nameplate.meeting.model.command import Actor, Command, name_of
from nameplate.meeting.model.meeting import Event, Meeting
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.programme.items import OpenItem, planned_items
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting
from nameplate.meeting.speakers_list.list_lookup import find_current_list
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.speech_end import EndSpeech

from .giving_floor import GiveFloorToNext, is_newest_speech
from .next_speaker import UpcomingCall, list_to_close_before_replies, next_call, next_item_may_open
from .points_of_order import GivePointOfOrder, RulePointOfOrder, raised_points

StepName = Literal[
    "adjourn-sitting",
    "close-list",
    "end-speech",
    "give-floor-to-next",
    "give-point-of-order",
    "open-item",
    "open-list",
    "open-sitting",
    "resume-sitting",
    "rule-point-of-order",
]
"""The names of the commands that can be the next step."""


@dataclass(frozen=True, slots=True)
class NextStep(Command):
    """Take the next step of the meeting, as the chair's key does.

    `expects` is the name of the command that the actor's screen showed, such as `give-floor-to-next`; `after` is the
    newest speech that it showed, as in `GiveFloorToNext`. If the step is another one now, it is refused.
    """

    expects: StepName | None = None
    after: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        step = next_step(meeting)
        if isinstance(step, Refused):
            return step
        is_another = self.expects is not None and self.expects != name_of(type(step))
        if is_another or (self.after is not None and not is_newest_speech(meeting, self.after)):
            return Refused(Reason.OVERTAKEN)
        return step.decide(meeting, by, at)


def next_step(meeting: Meeting) -> Command | Refused:
    """The command of the next step. Refused, with the reason, if there is none."""
    sitting = meeting.sitting
    if sitting is None:
        planned = next((s for s in meeting.sittings if s.state == "planned"), None)
        return OpenSitting(planned.id) if planned else Refused(Reason.SITTING_OVER)
    if sitting.state == "suspended":
        return ResumeSitting()
    if meeting.speech and meeting.speech.point:
        return RulePointOfOrder(meeting.speech.point)
    if raised := next(iter(raised_points(meeting)), None):  # the list waits until it is heard or set aside
        return GivePointOfOrder(raised.id)
    if call := next_call(meeting):
        return _opening_before(meeting, call) or GiveFloorToNext(meeting.last_speech.id if meeting.last_speech else "")
    if speakers := list_to_close_before_replies(meeting):
        return CloseList(next(item.id for item in sitting.items if item.list == speakers.id))
    return _go_on(meeting) if next_item_may_open(meeting) else _stay(meeting)


def _opening_before(meeting: Meeting, call: UpcomingCall) -> Command | None:
    """What is opened before the first speaker of a list is called: the item, then the list. None if both are open.

    Inscriptions that were made in advance already wait on a list that was not opened. Without this step, all of them
    would be called before delegations in the room can request the floor.
    """
    speakers = meeting.lists[call.inscription.list] if call.inscription else None
    if call.item is None or speakers is None or speakers.purpose != "speakers" or speakers.state != "unopened":
        return None
    return OpenList(call.item) if meeting.item else OpenItem(call.item, meeting.floor is not None)


def _go_on(meeting: Meeting) -> Command:
    """Open the next item. If the item has a speaker, calling the speaker opens the item."""
    planned, ending = planned_items(meeting), meeting.floor is not None
    return OpenItem(planned[0].id, ending) if planned else AdjournSitting(ending)


def _stay(meeting: Meeting) -> Command | Refused:
    """The step for an open list without waiting speakers. The item stays open, because requests may still arrive."""
    speakers = find_current_list(meeting)
    if meeting.item and not isinstance(speakers, Refused) and speakers.state == "unopened":
        return OpenList(meeting.item.id)
    return EndSpeech(meeting.speech.id) if meeting.speech else Refused(Reason.LIST_EMPTY)
