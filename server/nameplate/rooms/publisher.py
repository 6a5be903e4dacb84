"""Publishes a meeting: renders each picture once, and sends it to all subscribers.

A single change is sent at once. During a burst of changes, an audience is rendered at most once per interval, so that
the event loop has time for commands.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from nameplate.meeting import Meeting

from .audience_interface import PublishedAudience
from .channel import Channel
from .document import DocumentPicture
from .fan_out import sliced
from .picture import Freshness, Picture, RegionPicture, RenderedViews, Subject
from .subscriber import Subscriber
from .yielding import YieldToLoop

logger = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 5.0
RENDERING_SHARE, LONGEST_INTERVAL_SECONDS = 0.05, 0.5
"""If rendering takes more than `RENDERING_SHARE` of the time, the interval grows, to at most
`LONGEST_INTERVAL_SECONDS`."""
SEATS_AT_ONCE = 5
"""The number of seats whose own regions are rendered before other tasks may run. This takes up to half a ms."""

RenderSubject = Callable[[Meeting, Subject, RenderedViews], Mapping[str, Any]]
"""Returns the HTML of regions by name, or the values of a document."""


class Publisher:
    """The pictures and the subscribers of one meeting. The function `meeting` returns the newest version.

    `renders` counts the calls of `render`. `failed_renders` counts the calls that raised an exception. `yield_to_loop`
    is awaited between two slices of work.
    """

    def __init__(
        self,
        boot: str,
        audiences: Iterable[PublishedAudience],
        meeting: Callable[[], Meeting],
        render: RenderSubject,
        now_ms: Callable[[], int],
        yield_to_loop: YieldToLoop,
    ) -> None:
        self._boot = boot
        self._audiences = {audience.name: audience for audience in audiences}
        self._meeting = meeting
        self._render_subject = render
        self._now_ms = now_ms
        self.renders = self.failed_renders = 0
        self._yield_to_loop = yield_to_loop
        self._freshness = Freshness()
        self._channels: dict[Subject, Channel] = {}
        self._own_pictures: dict[Subject, RegionPicture] = {}
        self._visited: dict[Subject, Meeting] = {}
        """The pictures of seats without subscribers, each with the version from which it was rendered."""
        self._changes: list[asyncio.Event] = []
        self._tasks = [self._start(group) for group in _groups(self._audiences.values())]

    def subscribers(self) -> Iterator[Subscriber]:
        for channel in self._channels.values():
            yield from channel.subscribers

    def outdated(self) -> set[str]:
        """The audiences whose newest version could not be rendered: the shared picture, or the picture of a seat."""
        pictures = ((shared, channel.picture) for shared, channel in self._channels.items())
        return {subject.audience for subject, picture in (*pictures, *self._own_pictures.items()) if picture.failed}

    def version_shown_to(self, subscriber: Subscriber) -> int:
        """The newest version that was written to a subscriber."""
        return self._channel(subscriber.subject).version_shown_to(subscriber)

    def versions_behind(self, subscriber: Subscriber) -> int:
        """How much newer the picture is than what was written to a subscriber. 0 if the subscriber is current."""
        return self._channel(subscriber.subject).versions_behind(subscriber)

    def picture(self, subject: Subject) -> Picture:
        """The picture that the subscribers see. If the audience has no subscribers, it is rendered now.

        Raises `LookupError` for an audience that is not published.
        """
        if self._audiences[subject.audience].is_document:
            return self._channel(subject).picture
        return self.region_picture(subject)

    def region_picture(self, subject: Subject) -> RegionPicture:
        """As `picture`, for an audience whose picture has regions. Raises `LookupError` for any other audience."""
        channel = self._channel(subject)
        if channel.rendered is None or not isinstance(channel.picture, RegionPicture):
            raise LookupError(subject.audience)
        if subject.seat is None:
            return channel.picture
        picture = self._own_pictures.get(subject)
        if picture is None:
            picture = self._own_pictures[subject] = RegionPicture(self._boot, channel.picture)
            self._render(channel.rendered, subject, picture)
        elif self._visited.get(subject, channel.rendered) is not channel.rendered:
            # This picture was rendered for a page, from an older version, and has no subscriber yet.
            self._render(channel.rendered, subject, picture)
        if subject.seat not in channel.by_seat:
            self._visited[subject] = channel.rendered
        return picture

    def join(self, subscriber: Subscriber) -> None:
        """Add a subscriber, and send it the regions that it has not seen."""
        self._channel(subscriber.subject).join(subscriber)

    def leave(self, subscriber: Subscriber) -> None:
        channel = self._channel(subscriber.subject)
        channel.leave(subscriber)
        if subscriber.subject.seat and subscriber.subject.seat not in channel.by_seat:
            self._own_pictures.pop(subscriber.subject, None)
        if isinstance(channel.picture, DocumentPicture) and not channel.subscribers:
            self._channels.pop(subscriber.subject, None)  # there may be as many documents as seats

    def changed(self) -> None:
        """Start to publish a new version of the meeting.

        A shared picture without subscribers is rendered later, when it is needed. The picture of a seat without
        subscribers is dropped.
        """
        for subject in self._visited:
            if subject.seat not in self._channels[self._shared(subject)].by_seat:
                self._own_pictures.pop(subject, None)
        self._visited.clear()
        for subject, channel in [*self._channels.items()]:
            if not channel.subscribers:
                channel.rendered = None
                if isinstance(channel.picture, DocumentPicture):
                    del self._channels[subject]  # it was read once, and there may be as many documents as seats
        self._wake()

    @property
    def is_cut_off(self) -> bool:
        """Whether the subscribers are told that their screens may be out of date."""
        return self._freshness.is_cut_off

    def set_cut_off(self, is_cut_off: bool) -> None:
        """Tell all subscribers that this node is cut off from the database, or that it is not any more."""
        if self._freshness.is_cut_off is not is_cut_off:
            self._freshness.is_cut_off = is_cut_off
            self._wake()

    def _wake(self) -> None:
        for change in self._changes:
            change.set()

    async def close(self) -> None:
        """Stop publishing. The slice that is being written is completed first."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _shared(self, subject: Subject) -> Subject:
        """The subject of the channel: without the seat for an audience with regions, unchanged for a document."""
        is_document = self._audiences[subject.audience].is_document
        return subject if is_document else Subject(subject.audience, subject.language)

    def _channel(self, subject: Subject) -> Channel:
        """The channel of a subject. Its picture has been rendered, if rendering does not fail."""
        shared = self._shared(subject)
        channel = self._channels.get(shared)
        if channel is None:
            channel = self._channels[shared] = Channel(self._new_picture(shared), self._yield_to_loop)
        if channel.rendered is None:
            self._render_newest(shared, channel.picture)
        return channel

    def _new_picture(self, shared: Subject) -> Picture:
        if not self._audiences[shared.audience].is_document:
            return RegionPicture(self._boot, freshness=self._freshness)
        render = partial(self._render_newest, shared)
        return DocumentPicture(lambda: self._meeting().version, self._now_ms, render, self._freshness)

    def _start(self, group: Sequence[PublishedAudience]) -> asyncio.Task[None]:
        change = asyncio.Event()
        self._changes.append(change)
        names = " and ".join(audience.name for audience in group)
        return asyncio.create_task(self._keep_publishing(group, change), name=f"publish {names}")

    async def _keep_publishing(self, group: Sequence[PublishedAudience], change: asyncio.Event) -> None:
        """Publish each change to the audiences of a group, and send heartbeats. Runs until it is cancelled."""
        now, interval = asyncio.get_running_loop().time, max(audience.interval_seconds for audience in group)
        heartbeat_at = now() + HEARTBEAT_SECONDS
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(heartbeat_at):
                    await change.wait()
            pause = 0.0
            if now() >= heartbeat_at:
                heartbeat_at = now() + HEARTBEAT_SECONDS
                for _, shared, channel in self._channels_of(group):
                    with _logged(shared):
                        await channel.send_heartbeats()
            if change.is_set():
                change.clear()
                rendering_seconds = await self._publish(group)
                pause = max(interval, min(rendering_seconds / RENDERING_SHARE, LONGEST_INTERVAL_SECONDS))
            await asyncio.sleep(pause)

    def _channels_of(self, group: Sequence[PublishedAudience]) -> list[tuple[PublishedAudience, Subject, Channel]]:
        """The channels of a group, one for each language or document."""
        names = {audience.name: audience for audience in group}
        found = [(names.get(shared.audience), shared, channel) for shared, channel in self._channels.items()]
        return [(audience, shared, channel) for audience, shared, channel in found if audience]

    async def _publish(self, group: Sequence[PublishedAudience]) -> float:
        """Render the pictures of a group from one version and send them. The regions of seats are sent first.

        Returns the seconds that rendering the shared pictures took.
        """
        meeting, rendering_seconds = self._meeting(), 0.0
        for audience, shared, channel in self._channels_of(group):
            if channel.rendered and channel.rendered.version > meeting.version:
                continue  # For a new subscriber, a newer version was rendered. The next call publishes that version.
            if not channel.subscribers:
                if channel.rendered is not meeting:
                    channel.rendered = None
                continue
            before, channel.rendered = channel.rendered, meeting
            with _logged(shared):
                if before is not meeting:
                    began = time.perf_counter()
                    self._render(meeting, shared, channel.picture)
                    rendering_seconds += time.perf_counter() - began
                seats = audience.affected_seats(before, meeting) if before else None
                await self._publish_own_parts(meeting, shared, channel, channel.by_seat if seats is None else seats)
                await channel.publish()
        return rendering_seconds

    async def _publish_own_parts(
        self, meeting: Meeting, shared: Subject, channel: Channel, seats: Collection[str]
    ) -> None:
        """For each seat with subscribers, render the own regions of the seat, and send them if they have changed."""
        for some in sliced([seat for seat in seats if seat in channel.by_seat], SEATS_AT_ONCE):
            for seat in some:
                subject = Subject(shared.audience, shared.language, seat)
                picture, subscribers = self._own_pictures.get(subject), channel.by_seat.get(seat, ())
                if picture and self._render(meeting, subject, picture):
                    channel.send_own_part(picture, subscribers)
                elif picture and picture.failed:
                    channel.send_outdated(subscribers)
            await self._yield_to_loop()

    def _render_newest(self, shared: Subject, picture: Picture) -> None:
        """Render the shared picture of a channel from the newest version."""
        meeting = self._meeting()
        if channel := self._channels.get(shared):
            channel.rendered = meeting
        self._render(meeting, shared, picture)

    def _render(self, meeting: Meeting, subject: Subject, picture: Picture) -> bool:
        """Render a picture again. Returns whether a region has changed, or the previous rendering had failed."""
        failed_before = picture.failed
        self.renders += 1
        try:
            changed = picture.update(meeting.version, self._render_subject(meeting, subject, picture.rendered_views))
        except Exception:  # An error in one picture must not stop the other pictures.
            logger.exception("Rendering %s failed", subject, extra={"event": "rendering_failed"})
            picture.failed = True
            self.failed_renders += 1
            return False
        picture.failed = False
        return changed or failed_before


@contextmanager
def _logged(subject: Subject) -> Iterator[None]:
    """Log an error in one channel. The other channels, and later changes of this channel, are still published."""
    try:
        yield
    except Exception:
        logger.exception("Publishing %s failed", subject, extra={"event": "publishing_failed"})


def _groups(audiences: Iterable[PublishedAudience]) -> list[list[PublishedAudience]]:
    """The audiences of each group. The groups are in the order in which they are published."""
    groups: dict[int, list[PublishedAudience]] = {}
    for audience in audiences:
        groups.setdefault(audience.group, []).append(audience)
    return [groups[number] for number in sorted(groups)]
