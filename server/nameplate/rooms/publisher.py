"""Publishes a meeting: renders each picture once, and sends it to all subscribers.

A single change is sent at once. During a burst of changes an audience is rendered at most once per interval, so that
the event loop has time for commands.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress

from nameplate.meeting import Meeting
from nameplate.meeting.affected_seats import affected_seats

from .channel import Channel
from .fan_out import sliced
from .picture import Picture, RenderedViews, Subject
from .subscriber import Subscriber
from .yielding import yielding

logger = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 5.0
ROOM_SECONDS, PHONES_SECONDS = 0.1, 0.5
"""The interval of an audience during a burst, from the end of one publication to the begin of the next."""
RENDERING_SHARE = 0.05
"""Where rendering takes more of the time than this, the interval grows, up to that of the phones."""
PHONES, STATE = "delegate", "state"
GROUPS: tuple[tuple[str, ...], ...] = (("hall",), ("podium",), ("chair", "desk"), (PHONES,), (STATE,))
"""Audiences in the order in which a change is published. Chair and desk are rendered from the same version, so that
their common values are nearly always computed once."""
SEATS_AT_ONCE = 5

RenderSubject = Callable[[Meeting, Subject, RenderedViews], Mapping[str, str]]


class Publisher:
    """The pictures and the subscribers of one meeting. `meeting` returns the newest version.

    `renders` counts the calls of `render`, `failed_renders` those that raised. While `is_command_waiting` returns true,
    publishing yields more of the time to other tasks.
    """

    def __init__(
        self,
        boot: str,
        meeting: Callable[[], Meeting],
        render: RenderSubject,
        is_command_waiting: Callable[[], bool] = lambda: False,
    ) -> None:
        self._boot = boot
        self._meeting = meeting
        self._render_subject = render
        self.renders = self.failed_renders = 0
        self._yield_to_loop = yielding(is_command_waiting)
        self._channels: dict[Subject, Channel] = {}
        self._own_pictures: dict[Subject, Picture] = {}
        self._visited: dict[Subject, Meeting] = {}
        self._changed = {group: asyncio.Event() for group in GROUPS}
        self._tasks = [asyncio.create_task(self._keep_publishing(each), name=f"publish {each[0]}") for each in GROUPS]

    def subscribers(self) -> Iterator[Subscriber]:
        for channel in self._channels.values():
            yield from channel.subscribers

    def outdated(self) -> set[str]:
        """The audiences of which a picture, shared or of a seat, could not be rendered at the newest version."""
        pictures = [(shared, channel.picture) for shared, channel in self._channels.items()]
        found = {
            subject.audience
            for subject, picture in (*pictures, *self._own_pictures.items())
            if picture and picture.failed
        }
        programs = (subscriber for _, channel in self._of((STATE,)) for subscriber in channel.subscribers)
        return found | {STATE for program in programs if program.source().outdated}

    def version_shown_to(self, subscriber: Subscriber) -> int:
        """The version that was written to a subscriber last."""
        return self._channel(subscriber.subject).version_shown_to(subscriber)

    def picture(self, subject: Subject) -> Picture:
        """The picture that the subscribers see. If there are none, it is rendered now.

        Raises `LookupError` for an audience that has no shared picture.
        """
        channel = self._channel(subject)
        if channel.picture is None or channel.rendered is None:
            raise LookupError(subject.audience)
        if subject.seat is None:
            return channel.picture
        picture = self._own_pictures.get(subject)
        if picture is None:
            picture = self._own_pictures[subject] = Picture(self._boot, channel.picture)
            self._render(channel.rendered, subject, picture)
        elif self._visited.get(subject, channel.rendered) is not channel.rendered:
            # It was rendered for a page, before the change that is being published, and has no subscriber yet.
            self._render(channel.rendered, subject, picture)
        if subject.seat not in channel.by_seat:
            self._visited[subject] = channel.rendered
        return picture

    def join(self, subscriber: Subscriber) -> None:
        """Add a subscriber, and send it at once what it has not seen."""
        self._channel(subscriber.subject).join(subscriber)

    def leave(self, subscriber: Subscriber) -> None:
        channel = self._channel(subscriber.subject)
        channel.leave(subscriber)
        if subscriber.subject.seat and subscriber.subject.seat not in channel.by_seat:
            self._own_pictures.pop(subscriber.subject, None)

    def changed(self) -> None:
        """The meeting has changed. A picture without subscribers is not rendered now. That of a seat is dropped."""
        for subject in self._visited:
            if subject.seat not in self._channels[_shared(subject)].by_seat:
                self._own_pictures.pop(subject, None)
        self._visited.clear()
        for channel in self._channels.values():
            if not channel.subscribers:
                channel.rendered = None
        for changed in self._changed.values():
            changed.set()

    async def close(self) -> None:
        """Stop publishing, after the slice that is being written."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _channel(self, subject: Subject) -> Channel:
        shared = _shared(subject)
        channel = self._channels.get(shared)
        if channel is None:
            channel = Channel(self._yield_to_loop)
            if subject.audience != STATE:
                channel.picture, channel.rendered = Picture(self._boot), self._meeting()
                self._render(channel.rendered, shared, channel.picture)
            self._channels[shared] = channel
        elif channel.picture and channel.rendered is None:
            channel.rendered = self._meeting()
            self._render(channel.rendered, shared, channel.picture)
        return channel

    async def _keep_publishing(self, group: tuple[str, ...]) -> None:
        """Publish each change to the audiences of a group, and send heartbeats."""
        now, changed = asyncio.get_running_loop().time, self._changed[group]
        heartbeat_at = now() + HEARTBEAT_SECONDS
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(heartbeat_at):
                    await changed.wait()
            pause = 0.0
            if now() >= heartbeat_at:
                heartbeat_at = now() + HEARTBEAT_SECONDS
                for shared, channel in self._of(group):
                    with _logged(shared):
                        await channel.send_heartbeats()
            if changed.is_set():
                changed.clear()
                pause = PHONES_SECONDS if PHONES in group else ROOM_SECONDS
                rendering_seconds = await self._publish(group)
                pause = min(max(pause, rendering_seconds / RENDERING_SHARE), PHONES_SECONDS)
            await asyncio.sleep(pause)

    def _of(self, audiences: Collection[str]) -> list[tuple[Subject, Channel]]:
        """The channels of audiences, one for each language."""
        return [each for each in self._channels.items() if each[0].audience in audiences]

    async def _publish(self, group: tuple[str, ...]) -> float:
        """Render the pictures of a group from one version, and send them: first those of seats, then the shared ones.

        Returns how many seconds the shared pictures took.
        """
        meeting, rendering_seconds = self._meeting(), 0.0
        for shared, channel in self._of(group):
            if channel.rendered and channel.rendered.version > meeting.version:
                continue  # A newer version was rendered meanwhile for a new subscriber. It is published next.
            if not channel.subscribers:
                if channel.rendered is not meeting:
                    channel.rendered = None
                continue
            before, channel.rendered = channel.rendered, meeting
            with _logged(shared):
                if channel.picture and before is not meeting:
                    began = time.perf_counter()
                    self._render(meeting, shared, channel.picture)
                    rendering_seconds += time.perf_counter() - began
                seats = affected_seats(before, meeting) if before and shared.audience == PHONES else None
                await self._publish_own_parts(meeting, shared, channel, channel.by_seat if seats is None else seats)
                await channel.publish()
        return rendering_seconds

    async def _publish_own_parts(
        self, meeting: Meeting, shared: Subject, channel: Channel, seats: Collection[str]
    ) -> None:
        """Render the own regions of those seats that have subscribers, and send them where something has changed."""
        for some in sliced([seat for seat in seats if seat in channel.by_seat], SEATS_AT_ONCE):
            for seat in some:
                subject = Subject(shared.audience, shared.language, seat)
                picture, subscribers = self._own_pictures.get(subject), channel.by_seat.get(seat, ())
                if picture and self._render(meeting, subject, picture):
                    channel.send_own_part(picture, subscribers)
                elif picture and picture.failed:
                    channel.send_outdated(subscribers)
            await self._yield_to_loop()

    def _render(self, meeting: Meeting, subject: Subject, picture: Picture) -> bool:
        """Render a picture anew. Returns whether a region has changed, or the last attempt had failed."""
        failed_before = picture.failed
        self.renders += 1
        try:
            changed = picture.update(meeting.version, self._render_subject(meeting, subject, picture.rendered_views))
        except Exception:  # One picture that cannot be rendered must not keep the others from their screens.
            logger.exception("Rendering %s failed", subject)
            picture.failed = True
            self.failed_renders += 1
            return False
        picture.failed = False
        return changed or failed_before


@contextmanager
def _logged(subject: Subject) -> Iterator[None]:
    """A fault in one channel is logged. The other channels are published, and so is the next change of this one."""
    try:
        yield
    except Exception:
        logger.exception("Publishing %s failed", subject)


def _shared(subject: Subject) -> Subject:
    """The subject that a seat shares with its whole audience."""
    return Subject(subject.audience, subject.language)
