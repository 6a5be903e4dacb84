"""Speaking times by category: presets, the time that a speaker is granted, and changes while the meeting runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nameplate.meeting.model.bounds import MAX_SPEAKING_SECONDS, MIN_SPEAKING_SECONDS
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription, Item, Seat, SpeakersList, foreseen_speakers
from nameplate.meeting.speakers_list.list_lookup import find_current_list


def _preset(presentation: int, member: int, others: int) -> Mapping[str, int]:
    limits = dict.fromkeys(CATEGORIES, others)
    return limits | {"member_state": member, "concerned_country": member, "group": member, "panellist": presentation}


PRESETS: Mapping[str, Mapping[str, int]] = {
    "seminar_2013": _preset(600, 180, 180),
    "hrc_panel_2012": _preset(420, 180, 120),
    "hrc_panel_2017": _preset(420, 120, 120),
    "hrc_id_clustered_2012": _preset(600, 300, 180),
    "hrc_gd_2017": _preset(600, 150, 90),
    "upr_lots_2012": _preset(600, 90, 90),
    "general_assembly": _preset(900, 900, 900),
}
"""Seconds by category, from orders of the day of the Human Rights Council of those years, and from the general debate
of the General Assembly. `planning/rule_presets.py` has their sources.

The presentations of the seminar are from its concept note of 14 February 2013. Its other figures are a setting, not a
rule.
"""


def speaking_time_ms(meeting: Meeting, seat: Seat, item: Item | None, inscription: Inscription | None = None) -> int:
    """The time that a speaker is granted when called, in milliseconds.

    The speakers whom the programme names in an item share its minutes equally, if it has minutes. The time of a right
    of reply depends on its number. All others have the time of their category. If the list has divided a shared time,
    this is the share of the category.
    """
    if inscription and inscription.turn:
        seconds = meeting.rules.reply_seconds
        return seconds[min(inscription.turn, len(seconds)) - 1] * 1000
    foreseen = foreseen_speakers(item) if item else ()
    if item and item.minutes and inscription is None and seat.id in foreseen:
        return item.minutes * 60_000 // len(foreseen)
    return category_time_ms(meeting, seat.category, meeting.lists[inscription.list] if inscription else None)


def category_time_ms(meeting: Meeting, category: str, speakers: SpeakersList | None) -> int:
    """Milliseconds for a category: its share if the list has divided a shared time, otherwise its speaking time."""
    own = meeting.limits.get(category, meeting.limits.get("other", 180))
    return (speakers.shares.get(category, own) if speakers else own) * 1000


def current_limits(meeting: Meeting) -> Mapping[str, int]:
    """Seconds by category on the current list: the share of a divided time, otherwise the speaking time."""
    current = find_current_list(meeting)
    return {**meeting.limits, **(current.shares if isinstance(current, SpeakersList) else {})}


@dataclass(frozen=True, slots=True)
class SetSpeakingTime(Command):
    """Change the speaking time of a category (`all`: all except panellists) for speakers who were not called yet."""

    category: str
    seconds: int

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if self.category not in (*CATEGORIES, "all"):
            return Refused(Reason.INVALID, {"field": "category"})
        if not MIN_SPEAKING_SECONDS <= self.seconds <= MAX_SPEAKING_SECONDS:
            return Refused(Reason.INVALID, {"field": "seconds"})
        categories = _categories_named(self.category)
        divided = any(category in speakers.shares for speakers in meeting.lists.values() for category in categories)
        if not divided and all(meeting.limits.get(category) == self.seconds for category in categories):
            return Refused(Reason.ALREADY)
        return (SpeakingTimeSet(self.category, self.seconds),)


@dataclass(frozen=True, slots=True)
class SpeakingTimeSet(Event):
    """From now on, the category has this speaking time, also on lists that have divided a shared time."""

    category: str
    seconds: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        categories = _categories_named(self.category)
        lists = {name: _without_shares(speakers, categories) for name, speakers in meeting.lists.items()}
        limits = {**meeting.limits, **dict.fromkeys(categories, self.seconds)}
        return changed(meeting, lists=lists, limits=limits, limits_since=at)


def _categories_named(category: str) -> tuple[str, ...]:
    return tuple(c for c in CATEGORIES if c != "panellist") if category == "all" else (category,)


def _without_shares(speakers: SpeakersList, categories: tuple[str, ...]) -> SpeakersList:
    if not speakers.shares:
        return speakers
    return changed(speakers, shares={name: share for name, share in speakers.shares.items() if name not in categories})
