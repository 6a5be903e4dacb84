"""A live meeting: commands are decided as they come, one after the other, stored together, and published once.

A request that is cancelled stops nothing half-way: storing is either over at once, without anything in between, or goes
on in a task that the room owns. What is decided but not stored yet nobody sees; if it cannot be stored, whatever rests
on it is decided anew.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from nameplate.meeting import Actor, Command, LogEntry, Meeting, Refused, Role, perform
from nameplate.meeting.automatic_closing import CLOCK, due, next_due
from nameplate.store.database import NotStored
from nameplate.store.event_log import Key, Log, MovedOn, Opened

from .picture import Drawings, Picture, Subject
from .publisher import Publisher
from .timebase import Timebase

logger = logging.getLogger(__name__)

MOST_IN_A_TURN = 50
BURST_SECONDS = 0.02
"""In a burst the presses of delegations are stored so often, all together: storing is what one costs most."""
CROWD = frozenset({Role.DELEGATE})
"""Whose presses come by the thousand; those of others never wait for them to gather."""
HOLD_SECONDS = 0.003
"""While presses are being stored the server does nothing else for so long, about as long as a picture takes. Nearly
always they are stored by then, and answered before anything else has its turn. On a slow disk only those of others than
delegations are waited for so."""
LONGEST_NAP_SECONDS = 1.0
Render = Callable[[Meeting, Subject, str | None, Drawings], Mapping[str, str]]
"""The regions of a subject's picture; the third argument is the speech whose clock was recovered after a restart."""


@dataclass(frozen=True, slots=True)
class Done:
    """The command is durable; the meeting is at this version."""

    version: int


class KeyReused(Exception):
    """The key of an earlier command came with another command."""


class TooLate(Exception):
    """Its sender had given the press up when it was to be decided."""


@dataclass(slots=True)
class _Press:
    """A command on its way: once it is decided, what it is to be answered when that holds, and the meeting after it."""

    command: Command
    by: Actor
    key: str | None
    digest: str
    until: int | None
    answer: asyncio.Future[Done | Refused]
    decision: Done | Refused | Exception | None = None
    after: Meeting | None = None
    noted: Key | None = None


@dataclass(frozen=True, slots=True)
class _Turn:
    """Presses that are stored together, and the meeting after them; nothing is `stored` when they change nothing."""

    batch: list[_Press]
    after: Meeting
    stored: Future[None] | None


class Room:
    """One meeting in this process. The only door to its log, and the only one who publishes it."""

    def __init__(self, opened: Opened, log: Log, time: Timebase, render: Render, boot: str) -> None:
        self.meeting = self._decided = opened.meeting
        self.boot = boot
        # After a restart only the wall clock is left to measure a speech that was on.
        self.recovered = opened.meeting.floor
        self._keys = {(key.by, key.key): key for key in opened.keys}
        self._log = log
        self._time = time
        self._ahead_ms = max(0, opened.meeting.at - time.now_ms())
        self._render = render
        self._hurried = 0
        self.publisher = Publisher(boot, lambda: self.meeting, self._draw, lambda: self._hurried > 0)
        self._presses: deque[_Press] = deque()
        self._undecided = 0
        self._on: asyncio.Task[None] | None = None
        self._rests, self._stores_quickly = False, True
        self._gathered_at = 0.0
        self._gathering: asyncio.TimerHandle | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._set_alarm()

    def now_ms(self) -> int:
        """The time in this room: UTC, and never before the newest event."""
        return self._time.now_ms() + self._ahead_ms

    async def handle(
        self, command: Command, by: Actor, key: str | None = None, digest: str = "", until: int | None = None
    ) -> Done | Refused:
        """Decide a command and store what follows. Raises `NotStored`, `KeyReused`, `TooLate`, `NoMeeting`.

        `until` is when its sender gives it up (UTC, ms), unless a press under its key was taken before.
        """
        loop = asyncio.get_running_loop()
        press = _Press(command, by, key, digest, until, loop.create_future())
        if self._is_given_up(press) and (by.name, key) not in self._keys:
            raise TooLate
        self._put(press)
        if by.role in CROWD and loop.time() < self._gathered_at + BURST_SECONDS:
            self._gather()
            return await press.answer
        self._begin()
        self._hurried += 1
        try:
            return await press.answer
        finally:
            self._hurried -= 1

    def picture(self, subject: Subject) -> Picture:
        """The picture of an audience or of a seat in it."""
        return self.publisher.picture(subject)

    async def close(self) -> None:
        """Answer what was pressed before, and stop."""
        while self._presses or self._on:
            self._begin()
            await (asyncio.shield(self._on) if self._on else asyncio.sleep(0))
        await self.publisher.close()
        if self._alarm:
            self._alarm.cancel()

    def _put(self, press: _Press) -> None:
        """Queue a press, decided already unless some before it are to be decided anew."""
        if self._undecided:
            self._undecided += 1
        else:
            self._decide(press)
        self._presses.append(press)

    def _gather(self) -> None:
        """Begin a turn when the burst has lasted long enough."""
        if self._presses and not self._gathering:
            due = self._gathered_at + BURST_SECONDS
            self._gathering = asyncio.get_running_loop().call_at(due, self._begin)

    def _begin(self) -> None:
        """Hand to the writer what was pressed, in order of receipt: now, or after the turn that is on or just over."""
        if self._gathering:
            self._gathering.cancel()
            self._gathering = None
        if self._on or self._rests or not self._presses:
            return
        self._gathered_at = asyncio.get_running_loop().time()
        batch = self._taken(MOST_IN_A_TURN)
        try:
            turn = self._handed_over(batch)
            if turn.stored is None or (turn.stored.done() and not turn.stored.exception()):
                self._settle(turn)
            else:
                self._on = asyncio.create_task(self._end(turn), name=f"turn of {self.meeting.code}")
        except Exception as error:
            logger.exception("A turn of %s failed", self.meeting.code)
            self._fail(batch, error)
        if not self._on:
            self._rest()

    def _taken(self, most: int) -> list[_Press]:
        return [self._presses.popleft() for _ in range(min(most, len(self._presses)))]

    def _rest(self) -> None:
        """Let those who were answered, and all others, have their turn: who presses meanwhile is stored together."""
        self._rests = True
        asyncio.get_running_loop().call_soon(self._go_on)

    def _go_on(self) -> None:
        self._rests = False
        if len(self._presses) >= MOST_IN_A_TURN or any(press.by.role not in CROWD for press in self._presses):
            self._begin()
        else:
            self._gather()

    def _handed_over(self, batch: list[_Press]) -> _Turn:
        for press in batch:
            if press.decision is None:
                self._undecided -= 1
                self._decide(press)
        after = batch[-1].after or self.meeting
        if after is self.meeting:
            return _Turn(batch, self.meeting, None)
        entries, keys = _newer(after, self.meeting.version), [press.noted for press in batch if press.noted]
        held = self._stores_quickly or any(press.by.role not in CROWD for press in batch)
        stored = self._log.append(after.code, entries, keys, HOLD_SECONDS if held else 0.0)
        if held:
            self._stores_quickly = stored.done()
        return _Turn(batch, after, stored)

    async def _end(self, turn: _Turn) -> None:
        """See to its end what is still with the writer."""
        try:
            await self._stored(turn)
        except Exception as error:
            logger.exception("A turn of %s failed", self.meeting.code)
            self._fail(turn.batch, error)
        self._on = None
        self._rest()

    async def _stored(self, turn: _Turn) -> None:
        try:
            if turn.stored:
                await asyncio.shield(asyncio.wrap_future(turn.stored))
        except NotStored as problem:
            logger.error("Not stored: %s", problem)
            failed = turn.batch
            if isinstance(problem, MovedOn):
                await self._catch_up()
            else:  # who waits behind these would be told the same, each turn after another wait for the database
                failed = [*failed, *self._taken(len(self._presses))]
            self._fail(failed, problem)
        else:
            self._settle(turn)

    def _settle(self, turn: _Turn) -> None:
        """What holds is told: to who hurries first, and to all of them before it is drawn."""
        has_changed, self.meeting = turn.after is not self.meeting, turn.after
        for press in sorted(turn.batch, key=lambda each: each.by.role in CROWD):
            _answer(press, press.decision)
        if has_changed:
            self._publish()
            self._set_alarm()
        elif any(press.by is CLOCK for press in turn.batch):
            self._set_alarm(at_least=1.0)  # what was due by itself has come to nothing, and is looked at again

    def _decide(self, press: _Press) -> None:
        """Note what comes of a press after all that were decided before, stored or not."""
        before, name = self._decided, (press.by.name, press.key or "")
        press.after, known = before, self._keys.get(name)
        if known:
            press.decision = Done(known.version) if known.digest == press.digest else KeyReused()
            return
        if self._is_given_up(press):
            press.decision = TooLate()
            return
        try:
            after = perform(before, press.command, press.by, self.now_ms())
        except Exception as error:
            logger.exception("A press in %s failed", self.meeting.code)
            press.decision = error
            return
        if isinstance(after, Refused):
            press.decision = after
            return
        press.decision, press.after = Done(after.version), after
        self._decided = after
        if press.key:
            press.noted = self._keys[name] = Key(*name, after.version, press.digest)

    def _is_given_up(self, press: _Press) -> bool:
        return press.until is not None and self.now_ms() > press.until

    def _fail(self, batch: list[_Press], error: Exception) -> None:
        """Answer that these were not stored. What was decided as if they had been is decided anew in its turn."""
        waiting = [*self._presses]
        for press in (*batch, *waiting):
            if (key := press.noted) and key.version > self.meeting.version and self._keys.get((key.by, key.key)) is key:
                del self._keys[key.by, key.key]
        for press in waiting:
            press.decision = press.noted = None
        self._decided, self._undecided = self.meeting, len(waiting)
        for press in batch:
            _answer(press, error)
        self._set_alarm(at_least=1.0)

    def _set_alarm(self, at_least: float = 0.0) -> None:
        """Wake when something is due to happen by itself, in `at_least` so many seconds.

        Until then look at the time now and then: while a laptop sleeps, the loop's clock stands.
        """
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None
        due_at = next_due(self.meeting)
        if due_at is not None:
            seconds = (due_at - self.now_ms()) / 1000 / self._time.speed
            self._alarm = asyncio.get_running_loop().call_later(
                max(at_least, min(seconds, LONGEST_NAP_SECONDS)), self._act_by_itself
            )

    def _act_by_itself(self) -> None:
        """Press what is due; under its key it acts once. Woken a little early, wait again.

        While something is being stored, nothing is: it may put off what is due, and sets the alarm when it is over.
        """
        if self._decided is not self.meeting:
            return
        press = due(self.meeting, self.now_ms())
        if press is None:
            self._set_alarm()
            return
        answer: asyncio.Future[Done | Refused] = asyncio.get_running_loop().create_future()
        answer.add_done_callback(_forget)
        self._put(_Press(press[0], CLOCK, press[1], "", None, answer))
        self._begin()

    async def _catch_up(self) -> None:
        """Take in what another process has written: what was decided without it was decided blindly."""
        opened = await self._log.open(self.meeting.code)
        self.meeting = opened.meeting
        self._keys = {(key.by, key.key): key for key in opened.keys}
        self._ahead_ms = max(self._ahead_ms, self.meeting.at - self._time.now_ms())
        self._publish()

    def _publish(self) -> None:
        """Have the change shown; a recovered clock is told of as long as its speech is on."""
        if self.recovered != self.meeting.floor:
            self.recovered = None
        self.publisher.changed()

    def _draw(self, meeting: Meeting, subject: Subject, drawings: Drawings) -> Mapping[str, str]:
        return self._render(meeting, subject, self.recovered, drawings)


def _forget(answer: asyncio.Future[Done | Refused]) -> None:
    """Nobody waits for this answer; a failure was logged where it happened."""
    if not answer.cancelled():
        answer.exception()


def _newer(meeting: Meeting, version: int) -> list[LogEntry]:
    entries: list[LogEntry] = []
    for entry in meeting.entries():
        if entry.version <= version:
            break
        entries.append(entry)
    return entries[::-1]


def _answer(press: _Press, answer: Done | Refused | Exception | None) -> None:
    if press.answer.done():  # nobody waits for it any more
        return
    if isinstance(answer, Exception):
        press.answer.set_exception(answer)
    elif answer:
        press.answer.set_result(answer)
