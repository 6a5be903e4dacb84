"""Announcements on every screen: the list opens or closes, its order is drawn, speaking times change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.wording.durations import duration
from nameplate.wording.labels import DRAW_LABELS
from nameplate.wording.language import Words

from .meeting_status import current_list, limits


@dataclass(frozen=True, slots=True)
class Announcement:
    """A sentence for all audiences, and the time of the event that it announces (UTC, ms)."""

    since: int
    text: str


def announcements(meeting: Meeting, words: Words) -> tuple[Announcement, ...]:
    """The announcements, newest first. The browser hides each announcement after some time."""
    said = [*_list_news(meeting, words)]
    if meeting.limits_since is not None:
        said.append(Announcement(meeting.limits_since, _times(meeting, words)))
    return tuple(sorted(said, key=lambda each: each.since, reverse=True))


def _times(meeting: Meeting, words: Words) -> str:
    times = "; ".join(f"{duration(limit.ms)} {limit.categories}" for limit in limits(meeting, words))
    return words.text("Speaking time from now on: %(limits)s", limits=times)


def _list_news(meeting: Meeting, words: Words) -> Iterator[Announcement]:
    speakers = current_list(meeting) if meeting.sitting else None
    if speakers is None:
        return
    if speakers.since is not None and speakers.state == "open":
        yield Announcement(speakers.since, words.text("The list of speakers is open"))
    if speakers.since is not None and speakers.state == "closed":
        closed = words.text("The list of speakers is closed")
        yield Announcement(speakers.since, f"{closed}. {_times(meeting, words)}" if speakers.shares else closed)
    if speakers.draw is not None and speakers.draw.method != "receipt":
        said = words.translate(DRAW_LABELS[speakers.draw.method], letter=speakers.draw.letter)
        yield Announcement(speakers.draw.at, words.text("The order of the list: %(method)s", method=said))
