"""The forecast on the screens: likely times of the speakers, speakers who are not reached, and the end of the sitting.

Most times count from the end of the current speech. So a browser can update them between two changes of the meeting. A
speaker who is not reached has no time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.forecast.forecast import MARGIN_PERCENT, Forecast, LikelySpeech, forecast
from nameplate.meeting.forecast.reminders import TimedReminder, timed_reminders
from nameplate.meeting.forecast.what_if import longest_time_for_all, what_if
from nameplate.meeting.model.values import SpeakersList
from nameplate.meeting.speakers_list.list_lookup import find_current_list
from nameplate.meeting.speeches.clock import remaining_ms
from nameplate.meeting.speeches.speaking_times import current_limits
from nameplate.wording.durations import duration
from nameplate.wording.language import Words
from nameplate.wording.reminders import REMINDERS

from . import inscription_views
from .inscription_views import InscriptionView, hidden_inscriptions, shown_inscriptions
from .meeting_status import FLOOR_CATEGORIES, shown_sitting
from .render_context import RenderContext, computed_once

NAMED = 3


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecast at the newest change.

    - `later`: the first inscription of the next floor block of the list.
    - `waits_ms`: the time that is left for an interrupted speaker.
    - `item_ms`, `sitting_ms`: from the end of the current speech to the likely ends of item and sitting.
    - `item_end`, `stop`: the planned ends (UTC, ms).
    """

    speeches: Mapping[str, LikelySpeech]
    later: str | None
    waits_ms: int
    spread: int
    stop: int | None
    item_ms: int | None
    item_end: int | None
    sitting_ms: int | None
    fits: str
    list_ms: int | None


@dataclass(frozen=True, slots=True)
class ExpectedInscription:
    """An inscription with the likely time of its call: `after_ms` after the end of the current speech.

    In a later floor block, the likely time is `begins` (UTC, ms) instead. `later` marks the first inscription of that
    block. `spoken_ms` is the likely length of the speech. The inscription is reached if its speech ends before
    `deadline` (UTC, ms).
    """

    inscription: InscriptionView
    after_ms: int | None = None
    begins: int | None = None
    spoken_ms: int = 0
    later: bool = False
    deadline: int = 0


@dataclass(frozen=True, slots=True)
class Expected:
    """The likely ends, as in `Outlook`, without the times of the speakers.

    `sitting_begins` and `sitting_stop` are the booked times of the sitting that is open or comes next (UTC, ms). A
    sitting outside of its booking begins with its opening.
    `beyond` is the number of inscriptions of a long list that are not shown. `beyond_reached` is the number of these
    that are reached. `list_ms` is the time from the end of the current speech to the end of the list. While the sitting
    `is_suspended`, nothing is expected. The meeting `is_over` when every sitting was adjourned.
    """

    item_ms: int | None
    item_end: int | None
    sitting_begins: int
    sitting_stop: int
    sitting_ms: int | None
    fits: str
    beyond: int
    beyond_reached: int
    list_ms: int | None
    is_suspended: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class ReminderView:
    """A reminder in words, and the times between which it is shown (UTC, ms)."""

    code: str
    text: str
    begins: int
    ends: int | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The effect of other speaking times.

    `unreached` is the number of speakers who would not be reached. `names` are the first of these speakers. `best` is
    the longest time for all with which every speaker is reached. The `closed_*` fields describe the effect of closing
    the list now. While the sitting `is_suspended`, no effect is known.
    """

    seconds: int
    category: str
    category_label: str
    limit: str
    waiting: int
    unreached: int
    names: tuple[str, ...]
    ends: int | None
    over_ms: int | None
    best: str
    same: bool
    closing: bool
    closed_ends: int | None
    closed_over_ms: int | None
    is_suspended: bool


@computed_once
def outlook(context: RenderContext) -> Outlook:
    """The forecast at the newest change."""
    meeting, words = context.meeting, context.words
    seen = forecast(meeting, meeting.at)
    waits = meeting.speeches[meeting.interrupted] if meeting.interrupted else None
    return Outlook(
        speeches={speech.inscription: speech for speech in seen.speeches},
        later=seen.first_in_later_block if seen.first_in_later_block != seen.first_unreached else None,
        waits_ms=max(0, remaining_ms(waits.clock, meeting.at)) if waits else 0,
        spread=MARGIN_PERCENT,
        stop=seen.stop,
        item_ms=_after(seen, seen.item_ends),
        item_end=_planned_end(seen),
        sitting_ms=_after(seen, seen.sitting_ends),
        fits=_fits(meeting, words, seen),
        list_ms=_after(seen, seen.list_ends),
    )


@computed_once
def expected_inscriptions(context: RenderContext) -> tuple[ExpectedInscription, ...]:
    """The inscriptions that are shown, with the likely times of their calls."""
    ahead = outlook(context)
    return tuple(
        _expected(view, ahead.speeches.get(view.id or ""), ahead.later) for view in shown_inscriptions(context)
    )


def _expected(view: InscriptionView, speech: LikelySpeech | None, later: str | None) -> ExpectedInscription:
    if speech is None:
        return ExpectedInscription(view)
    after, begins = (None, speech.begins) if speech.in_later_block else (speech.after_ms, None)
    return ExpectedInscription(view, after, begins, speech.ends - speech.begins, view.id == later, speech.deadline)


def expected(context: RenderContext) -> Expected:
    meeting = context.meeting
    ahead, beyond = outlook(context), hidden_inscriptions(meeting)
    sitting = shown_sitting(meeting)
    return Expected(
        ahead.item_ms,
        ahead.item_end,
        sitting.begins_at if sitting else 0,
        sitting.ends_at if sitting else 0,
        ahead.sitting_ms,
        ahead.fits,
        len(beyond),
        sum(speech.reached for speech in ahead.speeches.values() if speech.ahead >= inscription_views.SHOWN),
        ahead.list_ms if beyond else None,
        _is_suspended(meeting),
        all(sitting.state == "adjourned" for sitting in meeting.sittings),
    )


def reminders(context: RenderContext) -> tuple[ReminderView, ...]:
    """The chair's reminders, the most urgent first. The browser shows each reminder from `begins` to `ends`."""
    meeting, words = context.meeting, context.words
    return tuple(_reminder(meeting, words, standing) for standing in timed_reminders(meeting))


def what_if_view(meeting: Meeting, words: Words, now: int, category: str, seconds: int) -> WhatIf:
    """The effect of another speaking time for a category, or for `all`."""
    seen, closed = what_if(meeting, now, {category: seconds}), what_if(meeting, now, close=True)
    current, granted, best = find_current_list(meeting), current_limits(meeting), longest_time_for_all(meeting, now)
    waiting = current.waiting if isinstance(current, SpeakersList) and seen.list else ()
    unreached = waiting[sum(speech.reached for speech in seen.speeches) :]
    categories = [category] if category != "all" else [c for c in meeting.limits if c != "panellist"]
    return WhatIf(
        seconds=seconds,
        category=category,
        category_label=words.text("all") if category == "all" else words.category(category),
        limit=duration(seconds * 1000),
        waiting=len(waiting),
        unreached=len(unreached),
        names=tuple(words.seat_name(meeting.seats[i.seat]) for i in unreached[:NAMED]),
        ends=seen.sitting_ends,
        over_ms=seen.sitting_over_ms,
        best=duration(best * 1000) if best else "",
        same=all(granted.get(each) == seconds for each in categories),
        closing=isinstance(current, SpeakersList) and current.state == "open",
        closed_ends=closed.sitting_ends,
        closed_over_ms=closed.sitting_over_ms,
        is_suspended=_is_suspended(meeting),
    )


def _is_suspended(meeting: Meeting) -> bool:
    return meeting.sitting is not None and meeting.sitting.state == "suspended"


def _after(seen: Forecast, at: int | None) -> int | None:
    return None if at is None else at - seen.free_at


def _planned_end(seen: Forecast) -> int | None:
    if seen.item_ends is None or seen.item_over_ms is None:
        return None
    return seen.item_ends - seen.item_over_ms


def _fits(meeting: Meeting, words: Words, seen: Forecast) -> str:
    """How many more speakers of each category fit, in words."""
    if seen.list is None:
        return ""
    return many_of(words, [(seen.more_speakers.get(category, 0), category) for category in FLOOR_CATEGORIES])


def many_of(words: Words, counts: Sequence[tuple[int, str]]) -> str:
    """Such as “4 Member State, Group or 6 all others”. "All others" are all categories with the most common count."""
    by_count: dict[int, list[str]] = {}
    for count, category in counts:
        by_count.setdefault(count, []).append(words.category(category))
    if len(by_count) == 1:
        return str(counts[0][0])
    most = max(by_count, key=lambda count: len(by_count[count]))
    named = {count: words.text("all others") if count == most else words.listed(of) for count, of in by_count.items()}
    return words.text(" or ").join(f"{count} {named[count]}" for count in sorted(by_count))


def _reminder(meeting: Meeting, words: Words, standing: TimedReminder) -> ReminderView:
    code, facts = standing.reminder.code, standing.reminder.facts
    seat = meeting.seats.get(str(facts.get("seat", "")))
    values = {
        **facts,
        "name": words.seat_name(seat) if seat else "",
        "category": words.category(str(facts.get("category", ""))),
    }
    return ReminderView(code, words.translate(REMINDERS[code], **values), standing.begins, standing.ends)
