"""Shows a meeting: renders each picture once, and writes it to all who look.

A single change goes out at once. In a burst an audience is shown a new picture at most every so often: who looks sees
the newest, and the room keeps its time for commands. Work is cut in slices, so that nobody's press waits for the last
screen.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from .audience import Drawings, Picture, Subject
from .screen import Screen
from .wire import Frame

logger = logging.getLogger(__name__)

SLICE = 500
BEAT_SECONDS = 5.0
BURST_SECONDS, PHONES_SECONDS = 0.1, 0.5
PHONES = "delegate"
ORDER = ("hall", "podium", "chair", "desk", PHONES, "state")
"""Who is shown a change first: whom the whole room looks at."""

Render = Callable[[Subject, Drawings], Mapping[str, str]]


class Publisher:
    """The pictures and the screens of one meeting. `render` draws a subject as the meeting is now."""

    def __init__(self, boot: str, version: Callable[[], int], render: Render) -> None:
        self._boot = boot
        self._version = version
        self._render = render
        self._pictures: dict[Subject, Picture] = {}
        self._screens: dict[Subject, set[Screen]] = {}
        self._asleep: set[Subject] = set()
        self._stale: set[str] = set()
        self._shown_at: dict[str, float] = {}
        self._wake = asyncio.Event()
        self._tasks = [asyncio.create_task(self._publish(), name="publish"), asyncio.create_task(self._beat())]

    def screens(self) -> Iterator[Screen]:
        """All who look."""
        for screens in self._screens.values():
            yield from screens

    def picture(self, subject: Subject) -> Picture:
        """The picture of an audience or of a seat in it: the one that is shown, or drawn now if nobody looks."""
        picture = self._pictures.get(subject)
        if picture is None:
            base = self.picture(Subject(subject.audience, subject.language)) if subject.seat else None
            picture = self._pictures[subject] = Picture(self._boot, base)
            picture.update(self._version(), self._render(subject, picture.drawings))
        elif subject in self._asleep:
            self._asleep.discard(subject)
            self._draw(subject)
        return picture

    def join(self, screen: Screen) -> None:
        """Begin to show; at once what is there."""
        self._screens.setdefault(screen.subject, set()).add(screen)
        screen.show()

    def leave(self, screen: Screen) -> None:
        """Show no more."""
        screens = self._screens.get(screen.subject, set())
        screens.discard(screen)
        if not screens:
            self._screens.pop(screen.subject, None)

    def changed(self) -> None:
        """The meeting has changed. A picture that nobody looks at is drawn when somebody does; a seat's is dropped."""
        looked_at = {s for subject in self._screens for s in (subject, Subject(subject.audience, subject.language))}
        for subject in [s for s in self._pictures if s not in looked_at]:
            if subject.seat:
                del self._pictures[subject]
            else:
                self._asleep.add(subject)
        self._stale |= {subject.audience for subject in looked_at}
        self._wake.set()

    async def close(self) -> None:
        """Stop, after the slice that is being written."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _publish(self) -> None:
        """Show each audience what is new, as often as it is to be."""
        now = asyncio.get_running_loop().time
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._stale:
                waits = {audience: self._due(audience) - now() for audience in self._stale}
                for audience in sorted((a for a, wait in waits.items() if wait <= 0), key=ORDER.index):
                    self._stale.discard(audience)
                    self._shown_at[audience] = now()
                    await self._show(audience)
                if self._stale and all(wait > 0 for wait in waits.values()):
                    await asyncio.sleep(min(waits.values()))

    def _due(self, audience: str) -> float:
        return self._shown_at.get(audience, 0.0) + (PHONES_SECONDS if audience == PHONES else BURST_SECONDS)

    async def _show(self, audience: str) -> None:
        """Draw the pictures of an audience and write them, the shared one first, on which the personal ones rest."""
        awake = (s for s in self._pictures if s.audience == audience and s not in self._asleep)
        subjects = sorted(awake, key=lambda s: s.seat or "")
        for nth, subject in enumerate(subjects):
            self._draw(subject)
            if nth % 20 == 19:
                await asyncio.sleep(0)
        for subject, screens in [(s, list(each)) for s, each in self._screens.items() if s.audience == audience]:
            picture = self._pictures.get(subject)
            for some in _slices(screens):
                if picture is None:
                    for screen in some:
                        screen.show()
                else:
                    write_all(some, picture)
                await asyncio.sleep(0)

    def _draw(self, subject: Subject) -> None:
        picture = self._pictures.get(subject)
        if picture is None:
            return
        try:
            picture.update(self._version(), self._render(subject, picture.drawings))
        except Exception:  # one picture that cannot be drawn must not keep the others from their screens
            logger.exception("The picture of %s failed", subject)

    async def _beat(self) -> None:
        """A sign of life to everybody every few seconds; who has read nothing for long is let go."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            beats: dict[int, Frame] = {}
            for some in _slices(list(self.screens())):
                for screen in some:
                    if screen.wire.is_stuck():
                        screen.wire.cut()
                    else:
                        screen.wire.write(beats.setdefault(screen.seen, beat(screen.seen)))
                await asyncio.sleep(0)


def write_all(screens: Iterable[Screen], picture: Picture) -> None:
    """Write one picture to all who have not seen it. Nothing else happens in this loop: it is what pushing costs."""
    version, frames = picture.version, dict[int, Frame | None]()
    for screen in screens:
        since = screen.seen
        if since >= version:
            continue
        frame = frames.get(since)
        if frame is None:
            frame = frames[since] = picture.frame(since)
        if frame and screen.wire.write(frame):
            screen.seen = version


def beat(version: int) -> Frame:
    """A sign of life: the version that a screen should have."""
    return Frame(b'{"version":%d}' % version)


def _slices(screens: Iterable[Screen]) -> Iterator[list[Screen]]:
    rest = iter(screens)
    while some := list(islice(rest, SLICE)):
        yield some
