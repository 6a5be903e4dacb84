"""What is said on every screen for a while: the list opens and closes, and speaking times change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nameplate.meeting import Meeting

from .parts import current_list, limits
from .words import Words, minutes_and_seconds


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something that concerns everybody, and since when."""

    since: int
    text: str


def announcements(meeting: Meeting, words: Words) -> tuple[Announcement, ...]:
    """What changed for everybody and is said on every screen for a while: the newest first."""
    said = [*_list_news(meeting, words)]
    if meeting.limits_since is not None:
        limits_now = "; ".join(f"{minutes_and_seconds(limit.ms)} {limit.kinds}" for limit in limits(meeting, words))
        said.append(
            Announcement(meeting.limits_since, words.text("Speaking time from now on: %(limits)s", limits=limits_now))
        )
    return tuple(sorted(said, key=lambda each: each.since, reverse=True))


def _list_news(meeting: Meeting, words: Words) -> Iterator[Announcement]:
    speakers = current_list(meeting) if meeting.sitting else None
    if speakers is None:
        return
    if speakers.since is not None and speakers.state == "open":
        yield Announcement(speakers.since, words.text("The list of speakers is open"))
    if speakers.since is not None and speakers.state == "closed":
        yield Announcement(speakers.since, words.text("The list of speakers is closed"))
