"""A channel: all subscribers that share a picture. They have the same audience and the same language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from nameplate.meeting import Meeting

from .connection import do_nothing
from .fan_out import FanOutGroup, sliced
from .frame import Frame
from .picture import Picture, RegionPicture
from .subscriber import Subscriber
from .yielding import YieldToLoop


class Channel:
    """The subscribers of a picture.

    A current subscriber is in a fan-out group. A lagging subscriber is new, is slow, or has a connection without a
    descriptor. The channel writes to each lagging subscriber separately. A lagging subscriber rejoins a group when it
    is current.

    `rendered` is the version of the meeting from which the picture was rendered. If it is None, the picture must be
    rendered before it is used. `by_seat` holds the subscribers that also see regions for their own seat.
    """

    def __init__(self, picture: Picture, yield_to_loop: YieldToLoop) -> None:
        self._yield_to_loop = yield_to_loop
        self.picture = picture
        self.rendered: Meeting | None = None
        self.subscribers: set[Subscriber] = set()
        self.by_seat: dict[str, set[Subscriber]] = {}
        self._groups = {compressed: FanOutGroup(yield_to_loop) for compressed in (False, True)}
        self._lagging: set[Subscriber] = set()
        self._told_outdated = False

    def join(self, subscriber: Subscriber) -> None:
        """Add a subscriber, and send it the regions that it has not seen."""
        self.subscribers.add(subscriber)
        self._lagging.add(subscriber)
        if subscriber.subject.seat:
            self.by_seat.setdefault(subscriber.subject.seat, set()).add(subscriber)
        subscriber.connection.blocked = partial(self.set_lagging, subscriber)
        subscriber.connection.drained = partial(self.send_newest, subscriber)
        self.send_newest(subscriber)
        if subscriber.source().outdated:
            self._send_heartbeat(subscriber)

    def leave(self, subscriber: Subscriber) -> None:
        self.set_lagging(subscriber)
        self._lagging.discard(subscriber)
        self.subscribers.discard(subscriber)
        if subscriber.subject.seat and (same_seat := self.by_seat.get(subscriber.subject.seat)):
            same_seat.discard(subscriber)
            if not same_seat:
                del self.by_seat[subscriber.subject.seat]
        subscriber.connection.blocked = subscriber.connection.drained = do_nothing

    def set_lagging(self, subscriber: Subscriber) -> None:
        """Remove a subscriber from its fan-out group. From now on the channel writes to it separately."""
        if subscriber.group:
            subscriber.seen = subscriber.group.leave(subscriber.connection)
            subscriber.group = None
            self._lagging.add(subscriber)

    def send_newest(self, subscriber: Subscriber) -> None:
        """Send a lagging subscriber the regions that it has not seen. Once it is current, it rejoins a group."""
        connection = subscriber.connection
        if not subscriber.send_newest() or connection.fd < 0 or subscriber.source().outdated:
            return
        group = self._groups[connection.compressed]
        if not group:
            group.seen = self.picture.version
        if subscriber.seen >= self.picture.version == group.seen:
            group.enter(connection)
            subscriber.group = group
            self._lagging.discard(subscriber)

    def send_own_part(self, picture: RegionPicture, subscribers: Iterable[Subscriber]) -> None:
        """Send the regions of a seat to its subscribers. A current subscriber stays in its fan-out group."""
        for subscriber in list(subscribers):
            if subscriber.group:
                subscriber.connection.write(picture.own_frame(subscriber.group.seen))
            else:
                # A new subscriber may have this version of the shared regions, but older regions of its seat.
                subscriber.seen = min(subscriber.seen, picture.version - 1)
                self.send_newest(subscriber)

    def send_outdated(self, subscribers: Iterable[Subscriber]) -> None:
        """Tell the subscribers of a seat that the regions of the seat are out of date.

        These subscribers stay lagging until the regions have been rendered again.
        """
        for subscriber in list(subscribers):
            self.set_lagging(subscriber)
            self._send_heartbeat(subscriber)

    def version_shown_to(self, subscriber: Subscriber) -> int:
        """The newest version of the shared picture that was written to the subscriber."""
        if subscriber.group:
            return subscriber.group.seen_by(subscriber.connection)
        return min(subscriber.seen, self.picture.shared_version)

    def versions_behind(self, subscriber: Subscriber) -> int:
        """How much newer the picture is than what was written to the subscriber.

        A version of the meeting that does not change the picture does not count.
        """
        if subscriber.group:
            return max(0, self.picture.version - subscriber.group.seen_by(subscriber.connection))
        return max(0, subscriber.source().version - subscriber.seen)

    async def publish(self) -> None:
        """Send the changed regions to all subscribers: first to the fan-out groups, then to each lagging subscriber."""
        for compressed, group in self._groups.items():
            frame = self.picture.frame(group.seen) if group else None
            if frame:
                await group.write(frame.data(compressed), self.picture.version)
        for some in sliced(list(self._lagging)):
            for subscriber in some:
                if subscriber in self._lagging:
                    self.send_newest(subscriber)
            await self._yield_to_loop()
        if self.picture.outdated is not self._told_outdated:
            await self.send_heartbeats()

    async def send_heartbeats(self) -> None:
        """Send all subscribers a heartbeat, and drop the connections that are stuck."""
        self._told_outdated = self.picture.outdated
        for compressed, group in self._groups.items():
            await group.write(heartbeat(group.seen, self._told_outdated).data(compressed), group.seen)
        for some in sliced(list(self._lagging)):
            for subscriber in some:
                if subscriber.connection.is_stuck():
                    subscriber.connection.abort()
                else:
                    self._send_heartbeat(subscriber)
            await self._yield_to_loop()

    def _send_heartbeat(self, subscriber: Subscriber) -> None:
        subscriber.connection.write(heartbeat(self.version_shown_to(subscriber), subscriber.source().outdated))


def heartbeat(version: int, outdated: bool = False) -> Frame:
    """A message with the version that the client shows. `outdated` says that a newer version could not be rendered."""
    return Frame(b'{"version":%d,"outdated":true}' % version if outdated else b'{"version":%d}' % version)
