"""A live meeting: commands are decided as they come, one after the other, stored together, and published once.

Everything after deciding runs in a task that the room owns, so that a request which is cancelled cannot stop it
half-way. What is decided but not stored yet nobody sees; if it cannot be stored, whatever rests on it is decided anew.
"""

from __future__ import annotations

import asyncio
import logging
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


@dataclass(frozen=True, slots=True)
class _Press:
    command: Command
    by: Presser
    key: str | None
    digest: str
    answer: asyncio.Future[Done | Refused]


@dataclass(frozen=True, slots=True)
class _Decided:
    """A press, what it is to be answered once that holds, and the meeting after it."""

    press: _Press
    answer: Done | Refused | Exception
    meeting: Meeting
    key: Key | None = None


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
        self._presses: asyncio.Queue[_Decided | None] = asyncio.Queue()
        self._hurry = asyncio.Event()
        self._gathered_at = 0.0
        self._alarm: asyncio.TimerHandle | None = None
        self._work = asyncio.create_task(self._turns(), name=f"room {self.meeting.code}")

    def now_ms(self) -> int:
        """The time in this room: UTC, and never before the newest event."""
        return self._time.now_ms() + self._ahead_ms

    async def handle(self, command: Command, by: Presser, key: str | None = None, digest: str = "") -> Done | Refused:
        """Decide a command and store what follows. Raises `NotStored`, `KeyReused`."""
        loop = asyncio.get_running_loop()
        press = _Press(command, by, key, digest, loop.create_future())
        if by.role in CROWD and loop.time() < self._gathered_at + BURST_SECONDS:
            self._presses.put_nowait(self._decide(press))
            return await press.answer
        self._hurried += 1
        try:
            self._put(press)
            return await press.answer
        finally:
            self._hurried -= 1

    def has_taken(self, by: Presser, key: str | None) -> bool:
        """Whether a press under this key was taken, so that it can be told even to one who asks late."""
        return (by.name, key) in self._keys

    def picture(self, subject: Subject) -> Picture:
        """The picture of an audience or of a seat in it."""
        return self.publisher.picture(subject)

    async def close(self) -> None:
        """Answer what was pressed before, and stop."""
        if self._alarm:
            self._alarm.cancel()
        self._put(None)
        await self._work
        await self.publisher.close()

    async def _turns(self) -> None:
        self._set_alarm()
        running = True
        while running:
            taken = await self._gather()
            running = None not in taken
            batch = [decided for decided in taken if decided is not None]
            try:
                await self._turn(batch)
            except Exception as error:
                logger.exception("A turn of %s failed", self.meeting.code)
                self._fail(batch, error)
                self._try_again(batch)

    def _put(self, press: _Press | None) -> None:
        """Queue a press that does not wait for others to gather; None is the last."""
        self._presses.put_nowait(self._decide(press) if press else None)
        self._hurry.set()

    async def _gather(self) -> list[_Decided | None]:
        """What was pressed, in order of receipt: in a burst as soon as somebody hurries, or else every so often."""
        taken = [await self._presses.get()]
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._gathered_at + BURST_SECONDS):
                await self._hurry.wait()
        self._gathered_at = asyncio.get_running_loop().time()
        while not self._presses.empty() and len(taken) < MOST_IN_A_TURN:
            taken.append(self._presses.get_nowait())
        if self._presses.empty():
            self._hurry.clear()
        return taken

    async def _turn(self, batch: list[_Decided]) -> None:
        meeting = batch[-1].meeting if batch else self.meeting
        has_changed = meeting is not self.meeting
        if has_changed:
            entries, keys = _newer(meeting, self.meeting.version), [decided.key for decided in batch if decided.key]
            hurried = any(decided.press.by.role not in CROWD for decided in batch)
            try:
                await self._log.append(meeting.code, entries, keys, HOLD_SECONDS if hurried else 0.0)
            except NotStored as problem:
                logger.error("Not stored: %s", problem)
                if isinstance(problem, MovedOn):
                    await self._catch_up()
                self._fail(batch, problem)
                self._set_alarm(at_least=1.0)
                return
            self.meeting = meeting
        # Who hurries is answered first; and all of them before it is drawn.
        for decided in sorted(batch, key=lambda each: each.press.by.role in CROWD):
            _answer(decided.press, decided.answer)
        if has_changed:
            self._publish()
            self._set_alarm()
        else:
            self._try_again(batch)

    def _decide(self, press: _Press) -> _Decided:
        """What comes of a press after all that were decided before, stored or not."""
        before, name = self._decided, (press.by.name, press.key or "")
        known = self._keys.get(name)
        if known:
            return _Decided(press, Done(known.version) if known.digest == press.digest else KeyReused(), before)
        try:
            after = perform(before, press.command, press.by, self.now_ms())
        except Exception as error:
            logger.exception("A press in %s failed", self.meeting.code)
            return _Decided(press, error, before)
        if isinstance(after, Refused):
            return _Decided(press, after, before)
        key = Key(*name, after.version, press.digest) if press.key else None
        if key:
            self._keys[name] = key
        self._decided = after
        return _Decided(press, Done(after.version), after, key)

    def _fail(self, batch: list[_Decided], error: Exception) -> None:
        """Answer that these were not stored, and decide anew what was decided as if they had been."""
        waiting = []
        while not self._presses.empty():
            waiting.append(self._presses.get_nowait())
        for key in (decided.key for decided in (*batch, *waiting) if decided):
            if key and key.version > self.meeting.version and self._keys.get((key.by, key.key)) is key:
                del self._keys[key.by, key.key]
        self._decided = self.meeting
        for decided in batch:
            _answer(decided.press, error)
        for each in waiting:
            self._presses.put_nowait(self._decide(each.press) if each else None)

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

    def _try_again(self, batch: list[_Decided]) -> None:
        """What was due by itself and has come to nothing is looked at again."""
        if any(decided.press.by is CLOCK for decided in batch):
            self._set_alarm(at_least=1.0)

    def _act_by_itself(self) -> None:
        """Press what is due; under its key it acts once. Woken a little early, wait again."""
        press = due(self.meeting, self.now_ms())
        if press is None:
            self._set_alarm()
            return
        answer: asyncio.Future[Done | Refused] = asyncio.get_running_loop().create_future()
        answer.add_done_callback(_forget)
        self._put(_Press(press[0], CLOCK, press[1], "", answer))

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


def _answer(press: _Press, answer: Done | Refused | Exception) -> None:
    if press.answer.done():  # nobody waits for it any more
        return
    if isinstance(answer, Exception):
        press.answer.set_exception(answer)
    else:
        press.answer.set_result(answer)
