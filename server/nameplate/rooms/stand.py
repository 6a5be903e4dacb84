"""All who look at one shared picture: in step, or apart because they are new, slow, or shown something of their own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from nameplate.meeting import Meeting

from .audience import Picture
from .breath import Breathe
from .lane import Lane, sliced
from .screen import Screen
from .wire import Frame


class Stand:
    """The screens of an audience in one language; `picture` is what they share. Without one, all are apart.

    `drawn` is the meeting as they are shown it: all of an audience see the same, also in a burst of changes. `owners`
    are the screens by seat of those who see something of their own besides.
    """

    def __init__(self, breathe: Breathe) -> None:
        self._breathe = breathe
        self.picture: Picture | None = None
        self.drawn: Meeting | None = None
        self.screens: set[Screen] = set()
        self.owners: dict[str, set[Screen]] = {}
        self._lanes = {packs: Lane(breathe) for packs in (False, True)}
        self._apart: set[Screen] = set()

    def join(self, screen: Screen) -> None:
        """Begin to show; at once what is there."""
        self.screens.add(screen)
        self._apart.add(screen)
        if screen.subject.seat:
            self.owners.setdefault(screen.subject.seat, set()).add(screen)
        screen.wire.blocked = partial(self.set_apart, screen)
        screen.wire.drained = partial(self.show_alone, screen)
        self.show_alone(screen)

    def leave(self, screen: Screen) -> None:
        """Show no more."""
        self.set_apart(screen)
        self._apart.discard(screen)
        self.screens.discard(screen)
        if screen.subject.seat and (same := self.owners.get(screen.subject.seat)):
            same.discard(screen)
            if not same:
                del self.owners[screen.subject.seat]

    def set_apart(self, screen: Screen) -> None:
        """Show to this one alone from now on what it has not seen."""
        if screen.lane:
            screen.seen = screen.lane.leave(screen.wire)
            screen.lane = None
            self._apart.add(screen)

    def show_alone(self, screen: Screen) -> None:
        """Show one who is apart what is new; who is up to date then goes with the others from now on."""
        if not screen.show() or self.picture is None or screen.wire.number < 0:
            return
        lane = self._lanes[screen.wire.packs]
        if not lane:
            lane.seen = self.picture.version
        if screen.seen >= self.picture.version == lane.seen:
            lane.enter(screen.wire)
            screen.lane = lane
            self._apart.discard(screen)

    def show_own(self, picture: Picture, screens: Iterable[Screen]) -> None:
        """Show some what is their own. Who is in step stays so, and hears with all of what they share."""
        for screen in list(screens):
            if screen.lane:
                screen.wire.write(picture.own_frame(screen.lane.seen))
            else:
                screen.seen = min(screen.seen, picture.version - 1)  # who came a moment ago saw what was its own before
                self.show_alone(screen)

    async def show(self) -> None:
        """Write what is new to everybody: first to all in step, which is nearly all."""
        for packs, lane in self._lanes.items():
            frame = self.picture.frame(lane.seen) if self.picture and lane else None
            if self.picture and frame:
                await lane.write(frame.data(packs), self.picture.version)
        for some in sliced(list(self._apart)):
            for screen in some:
                if screen in self._apart:
                    self.show_alone(screen)
            await self._breathe()

    async def beat(self) -> None:
        """A sign of life to everybody; who has read nothing for long is let go."""
        for packs, lane in self._lanes.items():
            await lane.write(beat(lane.seen).data(packs), lane.seen)
        for some in sliced(list(self._apart)):
            for screen in some:
                if screen.wire.is_stuck():
                    screen.wire.cut()
                else:
                    told = min(screen.seen, self.picture.told) if self.picture else screen.seen
                    screen.wire.write(beat(told))
            await self._breathe()


def beat(version: int) -> Frame:
    """A sign of life: the version that a screen should have."""
    return Frame(b'{"version":%d}' % version)
