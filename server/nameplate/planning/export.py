"""The programme file and the delegations file of a meeting as it stands.

Reading both files makes an equal meeting, with the changes of the programme that were made since the meeting was
created. What the meeting does not store is lost: the comments of its first file, and the keys without effect. Rules
that are the default are left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from nameplate.formulas import guarded
from nameplate.meeting import Meeting, MeetingCreated
from nameplate.meeting.log_replay import undone
from nameplate.meeting.model.categories import CATEGORIES, STATE_CATEGORIES
from nameplate.meeting.model.seats import CHAIR_SEAT
from nameplate.meeting.model.values import Item, Rules, Seat, Sitting, Threshold
from nameplate.meeting.programme.participants import ParticipantAdded
from nameplate.meeting.programme.programme_revision import ProgrammeRevised
from nameplate.meeting.programme.warnings import MOST_PERCENT
from nameplate.meeting.speeches.speaking_times import PRESETS, category_time_ms

from .delegations_file import COLUMNS
from .meeting_rules import STARTS, YES_OR_NO
from .programme_data import Data, Value
from .programme_file import LOGO_DATA


def exported(meeting: Meeting) -> Data:
    """The programme file of a meeting. If names of persons were erased, the ids of their seats stand in their place.

    Persons who have the same name and title become one. A round of replies no longer names a speaker who was replaced
    in every other item.
    """
    return _Export(meeting).programme()


def exported_delegations(meeting: Meeting) -> str:
    """The delegations file of a meeting, as CSV in which no spreadsheet finds a formula. Guests are not in it."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(map(guarded, row) for row in delegation_rows(meeting))
    return file.getvalue()


def delegation_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    """The rows of the delegations file of a meeting, with the first one."""
    rows: list[tuple[str, ...]] = [COLUMNS]
    for seat in _delegations(meeting):
        # Only a State may have no name of its own. A category can be corrected, and then a State is none any more.
        name = seat.name or ("" if seat.category in STATE_CATEGORIES else seat.sort or seat.id)
        rows.append((seat.id, seat.category, name, seat.language, "yes" if seat.remote else ""))
    return rows


def _delegations(meeting: Meeting) -> list[Seat]:
    """The delegations of the newest list of participants, with their present categories."""
    added: list[str] = []
    for entry in meeting.entries():
        event = entry.event.programme if isinstance(entry.event, ProgrammeRevised) else entry.event
        if isinstance(event, ParticipantAdded) and entry.command not in undone(meeting):
            added.insert(0, event.seat)
        if isinstance(event, MeetingCreated):
            persons = {CHAIR_SEAT, *(item.speaker for sitting in event.sittings for item in sitting.items)}
            listed = [*(seat.id for seat in event.seats if seat.id not in persons), *added]
            return [meeting.seats[seat] for seat in dict.fromkeys(listed)]
    return []


class _Export:
    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.zone = ZoneInfo(meeting.timezone)
        self.day = self._local(meeting.sittings[0].start).date()
        self.item_of_speaker: dict[str, str] = {}
        for item in meeting.items():
            if item.speaker:
                self.item_of_speaker.setdefault(item.speaker, item.id)

    def programme(self) -> Data:
        meeting = self.meeting
        preset, own_times = _speaking_times(meeting)
        chair = meeting.seats.get(CHAIR_SEAT)
        return _filled(
            {
                "title": meeting.title,
                "body": meeting.body,
                "date": self.day.isoformat(),
                "room": meeting.room,
                "timezone": meeting.timezone,
                "preset": preset,
                "speaking_time": own_times,
                **_rules(meeting.rules),
                "statements": "" if meeting.rules.statements == Rules().statements else meeting.rules.statements,
                "messages": _messages(meeting),
                "colour": meeting.colour,
                "chair": _filled({"name": chair.name or chair.id, "title": chair.title}) if chair else "",
                "sittings": [self._sitting(sitting) for sitting in meeting.sittings],
                "logo": LOGO_DATA + meeting.logo if meeting.logo else "",
            }
        )

    def _sitting(self, sitting: Sitting) -> Data:
        start, end = self._local(sitting.start), self._local(sitting.end)
        return _filled(
            {
                "id": sitting.id,
                "date": start.date().isoformat() if start.date() != self.day else "",
                "start": f"{start:%H:%M}",
                "end": f"{end:%H:%M}",
                "theme": sitting.theme,
                "inscribe_from": self._moment(sitting.inscribe_from),
                "inscribe_until": self._moment(sitting.inscribe_until),
                "items": [self._item(item, f"{sitting.id}-list") for item in sitting.items],
            }
        )

    def _item(self, item: Item, list_of_sitting: str) -> Data:
        speaker = self.meeting.seats[item.speaker] if item.speaker else None
        person = speaker if speaker and speaker.id != CHAIR_SEAT else None
        return _filled(
            {
                "id": item.id,
                "kind": item.kind,
                "speaker": _speaker(speaker) if speaker else "",
                "of": _one_line(person.of) if person else "",
                "title": _one_line(person.title if person else item.title),
                "on_behalf_of": _one_line(item.on_behalf_of),
                "theme": _one_line(item.theme),
                "speakers": [self.item_of_speaker[seat] for seat in item.speakers if seat in self.item_of_speaker],
                "list": item.list if item.list and item.list != list_of_sitting else "",
                "minutes": str(item.minutes or ""),
                "amber": _threshold(item.warn),
                "red": _threshold(item.last),
                "language": item.language,
                "text": item.text.replace("_", " "),
            }
        )

    def _moment(self, at: int) -> str:
        return f"{self._local(at):%Y-%m-%dT%H:%M}" if at else ""

    def _local(self, at: int) -> datetime:
        return datetime.fromtimestamp(at / 1000, self.zone)


def _speaker(seat: Seat) -> str:
    if seat.id == CHAIR_SEAT:
        return CHAIR_SEAT
    name = _one_line(seat.name) or seat.id
    return f" {name}" if name == CHAIR_SEAT else name  # a person who is only called so; the reader removes the space


def _messages(meeting: Meeting) -> list[Value]:
    """The ready-made messages: those to the speaker, then those to others."""
    others: list[Value] = [{"to": message.to, "text": message.text} for message in meeting.other_messages]
    return [*meeting.messages, *others]


def _speaking_times(meeting: Meeting) -> tuple[str, Data]:
    """The preset that is most like the speaking times of a meeting, and the times that differ from it."""
    times = {category: category_time_ms(meeting, category, None) // 1000 for category in CATEGORIES}
    differing: dict[str, Data] = {
        preset: {category: str(seconds) for category, seconds in times.items() if seconds != usual[category]}
        for preset, usual in PRESETS.items()
    }
    return min(differing.items(), key=lambda found: len(found[1]))


def _rules(rules: Rules) -> Data:
    """The keys of the rules, as far as they differ from the default."""
    written, usual = _all_rules(rules), _all_rules(Rules())
    differing: Data = {}
    for key, part in written.items():
        if changes := {name: value for name, value in part.items() if value not in ("", usual[key][name])}:
            differing[key] = changes
    return differing


def _all_rules(rules: Rules) -> dict[str, Data]:
    closes_s = (rules.closes_after_ms or 0) // 1000
    by_minute = closes_s % 60 == 0
    return {
        "list": {
            "order": rules.order,
            "closes_after_minutes": str(closes_s // 60) if closes_s and by_minute else "",
            "closes_after_start": "" if by_minute else str(closes_s),
            "places_each": str(rules.inscriptions_each),
            "kept": _numbers(rules.reserved_per_block),
            "block": str(rules.block_size),
            "budgets": _numbers(rules.budgets),
            "handover_seconds": str(rules.handover_ms // 1000),
            "point_of_order_seconds": str(rules.point_seconds),
            "closing_gives_way": YES_OR_NO[0] if rules.closing_gives_way else YES_OR_NO[1],
        },
        "right_of_reply": {
            "max": str(rules.replies_each),
            "seconds": [str(seconds) for seconds in rules.reply_seconds],
            "kinds": [*rules.reply_categories],
        },
        "points_of_order": {"kinds": [*rules.point_categories]},
        "timer": {
            "start": STARTS[1] if rules.clock_by_hand else STARTS[0],
            "amber": _threshold(rules.warn),
            "red": _threshold(rules.last),
        },
        "joining": {"self_service": YES_OR_NO[0] if rules.self_service else YES_OR_NO[1]},
    }


def _numbers(by_category: Mapping[str, int]) -> Data:
    return {category: str(number) for category, number in by_category.items()}


def _threshold(threshold: Threshold | None) -> str:
    """A threshold as in the file, or "" if the file cannot express it, like the default for red."""
    if threshold is None or (threshold.ms is not None and threshold.percent != MOST_PERCENT):
        return ""
    if threshold.ms is None:
        return f"{threshold.percent} %"
    return f"{threshold.ms // 60_000} min" if threshold.ms % 60_000 == 0 else f"{threshold.ms // 1000} s"


def _filled(data: Data) -> Data:
    return {key: value for key, value in data.items() if value}


def _one_line(text: str) -> str:
    """A text as the reader stores it. The desk may have entered it with more spaces."""
    return " ".join(text.split())
