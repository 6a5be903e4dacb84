"""A simulated meeting: a chair, a desk, and delegations that request the floor, withdraw, are absent or overrun.

The simulation gives the same commands to the same room as people do with their screens. Random numbers come from a
seed, so that a run can be repeated.
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
from nameplate.screens.render_context import RenderContext
from nameplate.store import codec
from nameplate.wording.language import Words

CHAIR = Actor("chair", Role.CHAIR)
DESK = Actor("desk", Role.DESK)
STEP_MS = 1000
HANDOVER_MS = 6000
LIST_CLOSES_MS = 15 * 60_000
ABSENT_AFTER_MS = 8000


class Simulation:
    """Simulates all participants of a meeting, until the last sitting is adjourned.

    `speed` is the speed of the room's clock. With a `haste` of 20, the participants wait and speak for a twentieth of
    the time, while the clock runs as always.
    """

    def __init__(self, room: Room, words: Words, speed: float, seed: int = 2015, haste: float = 1.0) -> None:
        self._room = room
        self._words = words
        self._haste = haste
        self._pause = STEP_MS / 1000 / speed / haste
        self._random = Random(seed)  # noqa: S311 - not a secret
        self._delegations = [
            s.id for s in room.meeting.seats.values() if s.category not in ("panellist", "chair", "other")
        ]
        self._used_shares: dict[str, float] = {}
        self._absent = set(self._random.sample(self._delegations, max(1, len(self._delegations) // 12)))
        self._free_since = room.now_ms()
        self._list_opened_at = 0
        self._item_opened_at: dict[str, int] = {}

    async def run(self) -> None:
        """Give commands once per second of meeting time."""
        while any(sitting.state != "adjourned" for sitting in self._room.meeting.sittings):
            await self._step()
            await asyncio.sleep(self._pause)

    async def _step(self) -> None:
        meeting, now = self._room.meeting, self._room.now_ms()
        await self._act_as_delegations(meeting, now)
        if meeting.speech is None:
            if self._lived(now - self._free_since) >= HANDOVER_MS:
                await self._take_next_step(meeting, now)
            return
        await self._follow_speech(meeting, meeting.speech, now)

    async def _follow_speech(self, meeting: Meeting, speech: Speech, now: int) -> None:
        """The chair waits during a speech, asks the speaker to conclude, and moves on. An absent speaker is noted."""
        used = self._lived(elapsed_ms(speech.clock, now))
        if speech.inscription and speech.seat in self._absent:
            if used >= ABSENT_AFTER_MS:
                await self._give(CHAIR, CallAbsent(speech.inscription))
                self._free_since = now
            return
        share = self._used_shares.setdefault(speech.id, self._random.triangular(0.7, 1.15, 0.97))
        if used >= speech.clock.limit_ms + 5000 and not meeting.notices:
            await self._give(CHAIR, SendNotice("speaker", self._words.text("Please conclude")))
        if used >= speech.clock.limit_ms * share:
            await self._take_next_step(meeting, now)

    async def _take_next_step(self, meeting: Meeting, now: int) -> None:
        """The chair takes the next step that the console shows."""
        self._free_since = now
        if self._time_is_up(meeting, now):
            await self._give(CHAIR, OpenItem(planned_items(meeting)[0].id, ending=True))
            return
        button = next_step(RenderContext(meeting, self._words)).button
        if button is None:
            return
        if button.command == "open-list":
            self._list_opened_at = now
        await self._give(CHAIR, codec.command(button.command, button.values, strict=True))

    def _time_is_up(self, meeting: Meeting, now: int) -> bool:
        """Whether a floor block has used its minutes. Speakers who were not reached speak first in the next block."""
        item = meeting.item
        if item is None or item.list is None or item.minutes is None or not planned_items(meeting):
            return False
        return self._lived(now - self._item_opened_at.setdefault(item.id, now)) >= item.minutes * 60_000

    async def _act_as_delegations(self, meeting: Meeting, now: int) -> None:
        """Delegations request the floor, most of them in the first minute, some by nameplate. A few withdraw later."""
        speakers = next((each for each in meeting.lists.values() if each.state == "open"), None)
        if speakers is None:
            return
        since = self._lived(now - self._list_opened_at)
        if since > LIST_CLOSES_MS:
            await self._give(DESK, CloseList())
        elif self._random.random() < (0.5 if since < 60_000 else 0.02):
            seat = self._random.choice(self._delegations)
            if self._random.random() < 0.15:
                await self._give(DESK, AddInscription(seat, source="nameplate"))
            else:
                await self._give(_delegate(seat), RequestFloor())
        elif speakers.waiting and self._random.random() < 0.003:
            gone = self._random.choice(speakers.waiting)
            await self._give(_delegate(gone.seat), WithdrawRequest(gone.id))

    def _lived(self, ms: int) -> float:
        """The time as the participants feel it."""
        return ms * self._haste

    async def _give(self, by: Actor, command: Command) -> None:
        await self._room.handle(command, by)  # a refusal is normal: another command came first


def _delegate(seat: str) -> Actor:
    return Actor(f"delegate:{seat}", Role.DELEGATE, seat)
