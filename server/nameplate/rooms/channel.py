"""All who look at one shared picture: in step, or apart because they are new, slow, or shown something of their own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from nameplate.meeting import Meeting

from .fan_out import Lane, sliced
from .frame import Frame
from .picture import Picture
from .subscriber import Screen
from .yielding import Breathe


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
        self._told_outdated = False

    def join(self, screen: Screen) -> None:
        """Begin to show; at once what is there."""
        self.screens.add(screen)
        self._apart.add(screen)
        if screen.subject.seat:
            self.owners.setdefault(screen.subject.seat, set()).add(screen)
        screen.wire.blocked = partial(self.set_apart, screen)
        screen.wire.drained = partial(self.show_alone, screen)
        self.show_alone(screen)
        if screen.source().outdated:
            self._beat(screen)

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
        if not screen.show() or self.picture is None or screen.wire.number < 0 or screen.source().outdated:
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

    def tell_outdated(self, screens: Iterable[Screen]) -> None:
        """Tell some that what is their own is out of date. Until it is not they are told everything alone."""
        for screen in list(screens):
            self.set_apart(screen)
            self._beat(screen)

    def shown_to(self, screen: Screen) -> int:
        """The version of what a screen shares with others that was written to it last."""
        if screen.lane:
            return screen.lane.seen_by(screen.wire)
        return min(screen.seen, self.picture.told) if self.picture else screen.seen

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
        if self.picture and self.picture.outdated is not self._told_outdated:
            await self.beat()

    async def beat(self) -> None:
        """A sign of life to everybody; who has read nothing for long is let go."""
        self._told_outdated = self.picture is not None and self.picture.outdated
        for packs, lane in self._lanes.items():
            await lane.write(beat(lane.seen, self._told_outdated).data(packs), lane.seen)
        for some in sliced(list(self._apart)):
            for screen in some:
                if screen.wire.is_stuck():
                    screen.wire.cut()
                else:
                    self._beat(screen)
            await self._breathe()

    def _beat(self, screen: Screen) -> None:
        screen.wire.write(beat(self.shown_to(screen), screen.source().outdated))


def beat(version: int, outdated: bool = False) -> Frame:
    """A sign of life: the version that a screen was shown, and whether a newer one could not be rendered."""
    return Frame(b'{"version":%d,"outdated":true}' % version if outdated else b'{"version":%d}' % version)
