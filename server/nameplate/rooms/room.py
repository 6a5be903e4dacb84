"""A live meeting: commands are decided as they come, one after the other, stored together, and published once.

Everything after deciding runs in a task that the room owns, so that a request which is cancelled cannot stop it
half-way. What is decided but not stored yet nobody sees; if it cannot be stored, whatever rests on it is decided anew.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from nameplate.meeting import Command, Entry, Meeting, Presser, Refused, Role, perform
from nameplate.meeting.schedule import CLOCK, due, next_due
from nameplate.store.database import NotStored
from nameplate.store.log import Key, Log, MovedOn, Opened

from .audience import Drawings, Picture, Subject
from .publisher import Publisher
from .time import Timebase

logger = logging.getLogger(__name__)

MOST_IN_A_TURN = 50
BURST_SECONDS = 0.02
"""In a burst the presses of delegations are stored so often, all together: storing is what one costs most."""
CROWD = frozenset({Role.DELEGATE})
"""Whose presses come by the thousand; those of others never wait for them to gather."""
HOLD_SECONDS = 0.003
"""The server does nothing but store the press of somebody else, for so long: about as long as a picture takes."""
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
    by: Presser
    key: str | None
    digest: str
    until: int | None
    answer: asyncio.Future[Done | Refused]
    decision: Done | Refused | Exception | None = None
    after: Meeting | None = None
    noted: Key | None = None


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
        self._presses: deque[_Press | None] = deque()
        self._undecided = 0
        self._pressed, self._hurry = asyncio.Event(), asyncio.Event()
        self._gathered_at = 0.0
        self._alarm: asyncio.TimerHandle | None = None
        self._work = asyncio.create_task(self._turns(), name=f"room {self.meeting.code}")

    def now_ms(self) -> int:
        """The time in this room: UTC, and never before the newest event."""
        return self._time.now_ms() + self._ahead_ms

    async def handle(
        self, command: Command, by: Presser, key: str | None = None, digest: str = "", until: int | None = None
    ) -> Done | Refused:
        """Decide a command and store what follows. Raises `NotStored`, `KeyReused`, `TooLate`.

        `until` is when its sender gives it up (UTC, ms), unless a press under its key was taken before.
        """
        loop = asyncio.get_running_loop()
        press = _Press(command, by, key, digest, until, loop.create_future())
        if self._is_given_up(press) and (by.name, key) not in self._keys:
            raise TooLate
        self._put(press)
        if by.role in CROWD and loop.time() < self._gathered_at + BURST_SECONDS:
            return await press.answer
        self._hurried += 1
        self._hurry.set()
        try:
            return await press.answer
        finally:
            self._hurried -= 1

    def picture(self, subject: Subject) -> Picture:
        """The picture of an audience or of a seat in it."""
        return self.publisher.picture(subject)

    async def close(self) -> None:
        """Answer what was pressed before, and stop."""
        if self._alarm:
            self._alarm.cancel()
        self._put(None)
        self._hurry.set()
        await self._work
        await self.publisher.close()

    async def _turns(self) -> None:
        self._set_alarm()
        running = True
        while running:
            taken = await self._gather()
            running = None not in taken
            batch = [press for press in taken if press is not None]
            try:
                await self._turn(batch)
            except Exception as error:
                logger.exception("A turn of %s failed", self.meeting.code)
                self._fail(batch, error)
            await asyncio.sleep(0)  # for those who were answered

    def _put(self, press: _Press | None) -> None:
        """Queue a press, decided already unless some before it are to be decided anew; None is the last."""
        if press and self._undecided:
            self._undecided += 1
        elif press:
            self._decide(press)
        self._presses.append(press)
        self._pressed.set()

    async def _gather(self) -> list[_Press | None]:
        """What was pressed, in order of receipt: in a burst as soon as somebody hurries, or else every so often."""
        await self._pressed.wait()
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._gathered_at + BURST_SECONDS):
                await self._hurry.wait()
        self._gathered_at = asyncio.get_running_loop().time()
        taken = [self._presses.popleft() for _ in range(min(MOST_IN_A_TURN, len(self._presses)))]
        if not self._presses:
            self._pressed.clear()
            self._hurry.clear()
        return taken

    async def _turn(self, batch: list[_Press]) -> None:
        for press in batch:
            if press.decision is None:
                self._undecided -= 1
                self._decide(press)
        meeting = batch[-1].after if batch else None
        has_changed = meeting is not None and meeting is not self.meeting
        if meeting and has_changed:
            entries, keys = _newer(meeting, self.meeting.version), [press.noted for press in batch if press.noted]
            hurried = any(press.by.role not in CROWD for press in batch)
            try:
                await self._log.append(meeting.code, entries, keys, HOLD_SECONDS if hurried else 0.0)
            except NotStored as problem:
                logger.error("Not stored: %s", problem)
                if isinstance(problem, MovedOn):
                    await self._catch_up()
                else:  # who waits behind these would be told the same, each turn after another wait for the database
                    batch += [press for press in self._presses if press]
                    self._presses = deque(press for press in self._presses if press is None)
                self._fail(batch, problem)
                return
            self.meeting = meeting
        # Who hurries is answered first; and all of them before it is drawn.
        for press in sorted(batch, key=lambda each: each.by.role in CROWD):
            _answer(press, press.decision)
        if has_changed:
            self._publish()
            self._set_alarm()
        elif any(press.by is CLOCK for press in batch):
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
        waiting = [press for press in self._presses if press]
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
        self._hurry.set()

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


def _newer(meeting: Meeting, version: int) -> list[Entry]:
    entries: list[Entry] = []
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
