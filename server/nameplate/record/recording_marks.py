"""Marks for a recording of the meeting: who speaks when, as subtitles for players and as chapters for video sites.

Sources: WebVTT of the W3C, sections 4.1 and 4.2. For chapters, the rules of YouTube: the first begins at 0:00, and each
is at least ten seconds long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from nameplate.meeting import Meeting
from nameplate.wording.language import Words

from .account import account_of
from .account_values import Account, Intervention

SHORTEST_CHAPTER_MS = 10_000
LONGEST_LEAD_MS = 24 * 3_600_000
"""How long before the opening of a sitting its recording may have begun. Before that, the date is mistyped."""
ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": " ", "\r": " "})


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of the recording in which one person speaks. Times are milliseconds from its begin."""

    begins_ms: int
    ends_ms: int
    speaker: str
    role: str


@dataclass(frozen=True, slots=True)
class MarksFormat:
    """One format of the marks. `write` gets the time (ms, UTC) at which the recording began."""

    media_type: str
    write: Callable[[Meeting, Words, int], bytes]


def web_vtt(meeting: Meeting, words: Words, began_at: int) -> bytes:
    """The marks as WebVTT: a cue for each intervention, with the name, and below it the function or the country."""
    cues = [
        f"{number}\n{_time(mark.begins_ms)} --> {_time(mark.ends_ms)}\n{_lines(mark)}\n"
        for number, mark in enumerate(_marks(account_of(meeting, words), words, began_at), 1)
    ]
    return "\n".join(["WEBVTT\n", *cues]).encode()


def chapters(meeting: Meeting, words: Words, began_at: int) -> bytes:
    """A line for each chapter: when it begins, and who speaks.

    The first one has the title of the meeting, unless somebody speaks for ten seconds from the begin of the recording.
    A speech of less than ten seconds belongs to the chapter before it. The chapter of a speech that begins less than
    ten seconds after another chapter begins later: the person still speaks then.
    """
    account = account_of(meeting, words)
    marks = [mark for mark in _marks(account, words, began_at) if mark.ends_ms - mark.begins_ms >= SHORTEST_CHAPTER_MS]
    found = [] if marks and marks[0].begins_ms == 0 else [(0, account.title)]
    for mark in marks:
        begins_ms = max(mark.begins_ms, found[-1][0] + SHORTEST_CHAPTER_MS) if found else 0
        if begins_ms < mark.ends_ms:
            found.append((begins_ms, mark.speaker))
    return "".join(f"{_clock(begins_ms)} {_on_one_line(text)}\n" for begins_ms, text in found).encode()


MARKS: Mapping[str, MarksFormat] = {
    "vtt": MarksFormat("text/vtt; charset=utf-8", web_vtt),
    "txt": MarksFormat("text/plain; charset=utf-8", chapters),
}
"""The formats by file name extension."""


class NoSittingThen(Exception):
    """A recording that began at this time has nothing of the meeting."""


def begin_of_recording(text: str, meeting: Meeting) -> int:
    """Read a local date and time, such as 2015-03-03T10:01:35. Returns ms, UTC.

    Raises `ValueError`, or `NoSittingThen` when no sitting was opened in the 24 hours from then and none was open.
    """
    read = datetime.fromisoformat(text)
    aware = read if read.tzinfo else read.replace(tzinfo=ZoneInfo(meeting.timezone))
    began_at = int(aware.timestamp() * 1000)
    spans = [
        (each.opened_at, meeting.at if each.closed_at is None or each.state != "adjourned" else each.closed_at)
        for each in meeting.sittings
        if each.opened_at is not None
    ]
    if spans and not any(opened - LONGEST_LEAD_MS <= began_at <= ended for opened, ended in spans):
        raise NoSittingThen
    return began_at


def first_opening(meeting: Meeting) -> int:
    """When the first sitting was opened (ms, UTC), or else when it should be: most recordings begin there."""
    opened = [sitting.opened_at for sitting in meeting.sittings if sitting.opened_at is not None]
    return min(opened) if opened else meeting.sittings[0].start


def _marks(account: Account, words: Words, began_at: int) -> Iterator[Mark]:
    """The interventions that the recording has, in order."""
    for i in account.interventions:
        ended = account.at if i.ended_at is None else i.ended_at
        if i.counts and ended > began_at:
            title = words.dignitary(i) or i.who.title
            yield Mark(max(0, i.called_at - began_at), ended - began_at, _speaker(i, words), title)


def _speaker(i: Intervention, words: Words) -> str:
    name = i.who.full_name
    if i.on_behalf_of:
        name = words.text("%(who)s, on behalf of %(group)s", who=name, group=i.on_behalf_of)
    form = words.form(i.form)
    return words.text("%(name)s: %(form)s", name=name, form=form) if form else name


def _lines(mark: Mark) -> str:
    """The lines of a cue. An empty line would end it."""
    return "\n".join(line.translate(ESCAPED) for line in (mark.speaker, mark.role) if line.strip())


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _time(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def _clock(ms: int) -> str:
    hours, minutes, seconds = ms // 3_600_000, ms // 60_000 % 60, ms // 1000 % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
