"""Shows a meeting: renders each picture once, and writes it to all who look.

A single change goes out at once. In a burst an audience is shown a new picture at most every so often: who looks sees
the newest, and the room keeps its time for commands.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress

from nameplate.meeting import Meeting
from nameplate.meeting.affected_seats import concerned

from .channel import Stand
from .fan_out import sliced
from .picture import Drawings, Picture, Subject
from .subscriber import Screen
from .yielding import breathing

logger = logging.getLogger(__name__)

BEAT_SECONDS = 5.0
BURST_SECONDS, PHONES_SECONDS = 0.1, 0.5
DRAWING_SHARE = 0.05
"""In a burst an audience is shown a picture so often, from when showing the last one is over; the room's own at most as
seldom as the phones, so that drawing a long list takes no more of the time."""
PHONES, STATE = "delegate", "state"
TOGETHER: tuple[tuple[str, ...], ...] = (("hall",), ("podium",), ("chair", "desk"), (PHONES,), (STATE,))
"""Who is shown a change first: whom the whole room looks at. Chair and desk are shown the same moment, so that what
both want to know of it is nearly always worked out once."""
PERSONAL_AT_ONCE = 5

Render = Callable[[Meeting, Subject, Drawings], Mapping[str, str]]


class Publisher:
    """The pictures and the screens of one meeting, which `meeting` gives as it is now; `render` draws a subject.

    `draws` counts how often it did, `faults` how often that failed. While `pressed` says that somebody waits for an
    answer, showing has time.
    """

    def __init__(
        self, boot: str, meeting: Callable[[], Meeting], render: Render, pressed: Callable[[], bool] = lambda: False
    ) -> None:
        self._boot = boot
        self._meeting = meeting
        self._render = render
        self.draws = self.faults = 0
        self._breathe = breathing(pressed)
        self._stands: dict[Subject, Stand] = {}
        self._personal: dict[Subject, Picture] = {}
        self._visited: dict[Subject, Meeting] = {}
        self._stale = {audiences: asyncio.Event() for audiences in TOGETHER}
        self._tasks = [asyncio.create_task(self._publish(each), name=f"publish {each[0]}") for each in TOGETHER]

    def screens(self) -> Iterator[Screen]:
        """All who look."""
        for stand in self._stands.values():
            yield from stand.screens

    def outdated(self) -> set[str]:
        """The audiences whose newest picture could not be rendered, shared or personal."""
        pictures = [(shared, stand.picture) for shared, stand in self._stands.items()]
        found = {
            subject.audience for subject, picture in (*pictures, *self._personal.items()) if picture and picture.failed
        }
        states = (screen for _, stand in self._of((STATE,)) for screen in stand.screens)
        return found | {STATE for screen in states if screen.source().outdated}

    def shown_to(self, screen: Screen) -> int:
        """The version that a screen was shown last."""
        return self._stand(screen.subject).shown_to(screen)

    def picture(self, subject: Subject) -> Picture:
        """The picture of an audience or of a seat in it: the one that is shown, or drawn now if nobody looks.

        Raises LookupError for an audience that shares none.
        """
        stand = self._stand(subject)
        if stand.picture is None or stand.drawn is None:
            raise LookupError(subject.audience)
        if subject.seat is None:
            return stand.picture
        picture = self._personal.get(subject)
        if picture is None:
            picture = self._personal[subject] = Picture(self._boot, stand.picture)
            self._draw(stand.drawn, subject, picture)
        elif self._visited.get(subject, stand.drawn) is not stand.drawn:  # it came too late for the change being shown
            self._draw(stand.drawn, subject, picture)
        if subject.seat not in stand.owners:
            self._visited[subject] = stand.drawn
        return picture

    def join(self, screen: Screen) -> None:
        """Begin to show; at once what is there."""
        self._stand(screen.subject).join(screen)

    def leave(self, screen: Screen) -> None:
        """Show no more."""
        stand = self._stand(screen.subject)
        stand.leave(screen)
        if screen.subject.seat and screen.subject.seat not in stand.owners:
            self._personal.pop(screen.subject, None)

    def changed(self) -> None:
        """The meeting has changed. A picture that nobody looks at is drawn when somebody does; a seat's is dropped."""
        for subject in self._visited:
            if subject.seat not in self._stands[_shared(subject)].owners:
                self._personal.pop(subject, None)
        self._visited.clear()
        for stand in self._stands.values():
            if not stand.screens:
                stand.drawn = None
        for stale in self._stale.values():
            stale.set()

    async def close(self) -> None:
        """Stop, after the slice that is being written."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _stand(self, subject: Subject) -> Stand:
        shared = _shared(subject)
        stand = self._stands.get(shared)
        if stand is None:
            stand = Stand(self._breathe)
            if subject.audience != STATE:
                stand.picture, stand.drawn = Picture(self._boot), self._meeting()
                self._draw(stand.drawn, shared, stand.picture)
            self._stands[shared] = stand
        elif stand.picture and stand.drawn is None:
            stand.drawn = self._meeting()
            self._draw(stand.drawn, shared, stand.picture)
        return stand

    async def _publish(self, audiences: tuple[str, ...]) -> None:
        """Show audiences what is new, as often as they are to be, and a sign of life in between."""
        now, stale = asyncio.get_running_loop().time, self._stale[audiences]
        beat_at = now() + BEAT_SECONDS
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(beat_at):
                    await stale.wait()
            pause = 0.0
            if now() >= beat_at:
                beat_at = now() + BEAT_SECONDS
                for shared, stand in self._of(audiences):
                    with _logged(shared):
                        await stand.beat()
            if stale.is_set():
                stale.clear()
                pause = PHONES_SECONDS if PHONES in audiences else BURST_SECONDS
                drawing = await self._show(audiences)
                pause = min(max(pause, drawing / DRAWING_SHARE), PHONES_SECONDS)
            await asyncio.sleep(pause)

    def _of(self, audiences: Collection[str]) -> list[tuple[Subject, Stand]]:
        """Where audiences stand, one for each language."""
        return [each for each in self._stands.items() if each[0].audience in audiences]

    async def _show(self, audiences: tuple[str, ...]) -> float:
        """Draw the pictures of audiences and write them: to each what is its own, then to all what they share.

        Returns how many seconds it took to draw what they share.
        """
        meeting, drawing = self._meeting(), 0.0
        for shared, stand in self._of(audiences):
            if stand.drawn and stand.drawn.version > meeting.version:  # drawn meanwhile for who joined: shown next
                continue
            if not stand.screens:
                if stand.drawn is not meeting:
                    stand.drawn = None
                continue
            before, stand.drawn = stand.drawn, meeting
            with _logged(shared):
                if stand.picture and before is not meeting:
                    began = time.perf_counter()
                    self._draw(meeting, shared, stand.picture)
                    drawing += time.perf_counter() - began
                seats = concerned(before, meeting) if before and shared.audience == PHONES else None
                await self._show_owners(meeting, shared, stand, stand.owners.keys() if seats is None else seats)
                await stand.show()
        return drawing

    async def _show_owners(self, meeting: Meeting, shared: Subject, stand: Stand, seats: Collection[str]) -> None:
        """Draw what belongs to seats, of which somebody looks, and show it where something has changed."""
        for some in sliced([seat for seat in seats if seat in stand.owners], PERSONAL_AT_ONCE):
            for seat in some:
                subject = Subject(shared.audience, shared.language, seat)
                picture, screens = self._personal.get(subject), stand.owners.get(seat, ())
                if picture and self._draw(meeting, subject, picture):
                    stand.show_own(picture, screens)
                elif picture and picture.failed:
                    stand.tell_outdated(screens)
            await self._breathe()

    def _draw(self, meeting: Meeting, subject: Subject, picture: Picture) -> bool:
        """Draw a picture anew. Whether anything in it has changed, or it could not be drawn before."""
        failed_before = picture.failed
        try:
            changed = self._update(meeting, subject, picture)
        except Exception:  # one picture that cannot be drawn must not keep the others from their screens
            logger.exception("The picture of %s failed", subject)
            picture.failed = True
            self.faults += 1
            return False
        picture.failed = False
        return changed or failed_before

    def _update(self, meeting: Meeting, subject: Subject, picture: Picture) -> bool:
        self.draws += 1
        return picture.update(meeting.version, self._render(meeting, subject, picture.drawings))


@contextmanager
def _logged(subject: Subject) -> Iterator[None]:
    """Who cannot be shown this may be shown the next change, and keeps nobody else from it."""
    try:
        yield
    except Exception:
        logger.exception("Showing %s failed", subject)


def _shared(subject: Subject) -> Subject:
    """What a seat shares with all of its audience."""
    return Subject(subject.audience, subject.language)
