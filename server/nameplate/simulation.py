"""A meeting that plays itself: a chair, a desk and delegations that ask, withdraw, are absent, overrun.

They do what people could do from their screens, through the same room; chance comes from a seed, so a run can be
repeated.
"""

from __future__ import annotations

import asyncio
from random import Random

from nameplate.meeting import Actor, Command, Meeting, Role
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.model.values import Speech
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.items import OpenItem, planned_items
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speeches.clock import elapsed_ms
from nameplate.rooms.room import Room
from nameplate.screens.next_step import next_step
from nameplate.store import codec
from nameplate.wording.language import Words

CHAIR = Actor("chair", Role.CHAIR)
DESK = Actor("desk", Role.DESK)
STEP_MS = 1000
HANDOVER_MS = 6000
LIST_CLOSES_MS = 15 * 60_000
ABSENT_AFTER_MS = 8000


class Simulation:
    """Plays the people of one meeting until its last sitting is adjourned."""

    def __init__(self, room: Room, words: Words, speed: float, seed: int = 2015) -> None:
        self._room = room
        self._words = words
        self._pause = STEP_MS / 1000 / speed
        self._chance = Random(seed)  # noqa: S311 - a play, not a secret
        self._delegations = [
            s.id for s in room.meeting.seats.values() if s.category not in ("panellist", "chair", "other")
        ]
        self._uses: dict[str, float] = {}
        self._absent = set(self._chance.sample(self._delegations, max(1, len(self._delegations) // 12)))
        self._free_since = room.now_ms()
        self._list_opened = 0
        self._opened: dict[str, int] = {}

    async def run(self) -> None:
        """Act once a second of the meeting's time."""
        while any(sitting.state != "adjourned" for sitting in self._room.meeting.sittings):
            await self._step()
            await asyncio.sleep(self._pause)

    async def _step(self) -> None:
        meeting, now = self._room.meeting, self._room.now_ms()
        await self._delegations_act(meeting, now)
        if meeting.speech is None:
            if now - self._free_since >= HANDOVER_MS:
                await self._go_on(meeting, now)
            return
        await self._listen(meeting, meeting.speech, now)

    async def _listen(self, meeting: Meeting, speech: Speech, now: int) -> None:
        """What the chair does while somebody speaks: wait, urge, and go on when it is over or nobody is there."""
        used = elapsed_ms(speech.clock, now)
        if speech.inscription and speech.seat in self._absent:
            if used >= ABSENT_AFTER_MS:
                await self._give(CHAIR, CallAbsent(speech.inscription))
                self._free_since = now
            return
        share = self._uses.setdefault(speech.id, self._chance.triangular(0.7, 1.15, 0.97))
        if used >= speech.clock.limit_ms + 5000 and not meeting.notices:
            await self._give(CHAIR, SendNotice("speaker", self._words.text("Please conclude")))
        if used >= speech.clock.limit_ms * share:
            await self._go_on(meeting, now)

    async def _go_on(self, meeting: Meeting, now: int) -> None:
        """The chair presses the console's next step."""
        self._free_since = now
        if self._time_is_up(meeting, now):
            await self._give(CHAIR, OpenItem(planned_items(meeting)[0].id, ending=True))
            return
        press = next_step(meeting, self._words).press
        if press is None:
            return
        if press.command == "open-list":
            self._list_opened = now
        await self._give(CHAIR, codec.command(press.command, press.values, strict=True))

    def _time_is_up(self, meeting: Meeting, now: int) -> bool:
        """Whether a floor block has had its minutes; who was not reached comes first in the next one."""
        item = meeting.item
        if item is None or item.list is None or item.minutes is None or not planned_items(meeting):
            return False
        return now - self._opened.setdefault(item.id, now) >= item.minutes * 60_000

    async def _delegations_act(self, meeting: Meeting, now: int) -> None:
        """Most ask in the first minute; later some more; the desk sees nameplates; a few think better of it."""
        speakers = next((each for each in meeting.lists.values() if each.state == "open"), None)
        if speakers is None:
            return
        since = now - self._list_opened
        if since > LIST_CLOSES_MS:
            await self._give(DESK, CloseList())
        elif self._chance.random() < (0.5 if since < 60_000 else 0.02):
            seat = self._chance.choice(self._delegations)
            if self._chance.random() < 0.15:
                await self._give(DESK, AddInscription(seat, source="nameplate"))
            else:
                await self._give(_delegate(seat), RequestFloor())
        elif speakers.waiting and self._chance.random() < 0.003:
            gone = self._chance.choice(speakers.waiting)
            await self._give(_delegate(gone.seat), WithdrawRequest(gone.id))

    async def _give(self, by: Actor, command: Command) -> None:
        await self._room.handle(command, by)  # a refusal is normal: somebody else was quicker


def _delegate(seat: str) -> Actor:
    return Actor(f"delegate:{seat}", Role.DELEGATE, seat)
