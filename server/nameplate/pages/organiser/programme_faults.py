"""What is wrong with a programme, in the words of its form, and what its editor should look at before it is created."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nameplate.meeting import Meeting, MeetingCreated
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.programme.programme_revision import lost_inscriptions
from nameplate.meeting.statements import without_unknown
from nameplate.planning.bad_file import BadFile
from nameplate.planning.programme_data import Data
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message

from .programme_draft import SEATS

LABELS: Mapping[str, Message] = {
    "title": N_("Title of the meeting"),
    "preset": N_("Rules and speaking times"),
    "body": N_("Body"),
    "date": N_("Date"),
    "room": N_("Room"),
    "timezone": N_("Time zone"),
    "chair": N_("Chair"),
    "organizer": N_("Organizer"),
    "session": N_("Session"),
    "subtitle": N_("Subtitle"),
    "source": N_("Source"),
    "start": N_("Begin"),
    "end": N_("End"),
    "inscribe_from": N_("Advance inscription: from"),
    "inscribe_until": N_("Advance inscription: until"),
    "kind": N_("Kind"),
    "minutes": N_("Minutes"),
    "speaker": N_("Speaker"),
    "speakers": N_("Who replies"),
    "of": N_("Country or organization"),
    "on_behalf_of": N_("On behalf of"),
    "theme": N_("Theme"),
    "language": N_("Language of the speech"),
    "text": N_("Text"),
    "amber": N_("Amber"),
    "red": N_("Red"),
    "colour": N_("Colour of the meeting"),
    "logo": N_("Logo"),
    "messages": N_("Ready-made messages"),
    "statements": N_("Texts that speakers attach"),
    "order": N_("Order of the list"),
    "closes_after_minutes": N_("The list closes after (minutes)"),
    "places_each": N_("Places on the list, each"),
    "block": N_("Speakers in a group, with places kept"),
    "budgets": N_("Shared times"),
    "kept": N_("Places kept"),
    "max": N_("Rights of reply, each"),
    "seconds": N_("Time of the first and the second reply"),
    "point_of_order_seconds": N_("Time for a point of order"),
    "handover_seconds": N_("Seconds between two speakers, for the forecast"),
    "self_service": N_("A phone without a card"),
}
"""By the key of the programme file: the label of its field in the form."""
PLACE = re.compile(r"sittings[.]([0-9]+)(?:[.]items[.]([0-9]+))?[.]?")
LABELS_OF_PERSONS: Mapping[str, Message] = {"title": N_("Title of the speaker"), "name": N_("Chair")}
"""The same inside an item, or the chair."""
TYPED = "list.budgets"
"""A field in which the editor writes keys."""
QUOTED, MISSING = re.compile("“([a-z_]+)”"), re.compile("“([a-z_]+)” is missing here")
NO_DATE = "“date” is missing"
FOR_FILES = ", in quotation marks"
"""Ends a sentence that is about the file, and not about a field."""
MOST_NAMES = 5
"""Delegations that are named in one sentence."""


def field_fault(error: BadFile, words: Words) -> tuple[str, str]:
    """The sentence for the reader of the form, without file and line, and the path of the field."""
    path = ".".join(map(str, error.path))
    if missing := MISSING.fullmatch(error.expected):
        path = f"{path}.{missing[1]}" if path else missing[1]
    elif error.expected.startswith(NO_DATE):
        path = "date"
    if path.startswith(TYPED):
        return error.expected, path

    def labelled(quoted: re.Match[str]) -> str:
        key = quoted[1]
        if key in CATEGORIES:
            return f"“{words.category(key)}”"
        label = label_of(f"{path}.{key}", words)
        return quoted[0] if label == key else f"“{label}”"

    return QUOTED.sub(labelled, error.expected.removesuffix(FOR_FILES)), path


def label_of(path: str, words: Words) -> str:
    """The label of the field at a path of the programme."""
    key = path.rpartition(".")[2]
    is_person = ".items." in path or path.startswith("chair")
    label = (LABELS_OF_PERSONS.get(key) if is_person else None) or LABELS.get(key)
    return words.translate(label) if label else key


def place_of(path: str, words: Words) -> str:
    """Where a field is in the form: "Sitting 1, item 3: Minutes"."""
    within = PLACE.match(path)
    name = label_of(path, words)
    if path.startswith("chair.") and path not in ("chair.name", "chair.title"):
        return words.text("Chair: %(field)s", field=name)
    if not within:
        return name
    sitting, item = int(within[1]) + 1, within[2]
    if item is None:
        return words.text("Sitting %(sitting)s: %(field)s", sitting=sitting, field=name)
    return words.text("Sitting %(sitting)s, item %(item)s: %(field)s", sitting=sitting, item=int(item) + 1, field=name)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is allowed, but seldom meant. `path` leads to its field.

    `kind` is `minutes`, `booked`, `date`, or what would be lost: words like `lost-i12`, one for each inscription.
    """

    kind: str
    sentence: str
    path: str


def doubts(created: MeetingCreated, data: Data, now: int, words: Words) -> tuple[Doubt, ...]:
    """What its editor should look at before a programme is stored: at most one doubt for items without minutes and for
    a past date, and one for each sitting whose items need more than its booking. `data` is the programme as it is
    edited.
    """
    found = []
    items = [(at, n, item) for at, sitting in enumerate(created.sittings) for n, item in enumerate(sitting.items)]
    empty = [(at, n) for at, n, item in items if item.minutes is None]
    if empty:
        told = words.plural("%(n)s item has no minutes.", "%(n)s items have no minutes.", len(empty))
        at, n = empty[0]
        found.append(Doubt("minutes", told, f"sittings.{at}.items.{n}.minutes"))
    for at, sitting in enumerate(created.sittings):
        planned = sum(item.minutes or 0 for item in sitting.items)
        booked = (sitting.end - sitting.start) // 60_000
        if planned > booked:
            told = words.text(
                "The items of the sitting at %(time)s take %(planned)s minutes, %(over)s over the %(booked)s booked.",
                time=words.time(sitting.start, created.timezone),
                planned=planned,
                over=planned - booked,
                booked=booked,
            )
            found.append(Doubt("booked", told, f"sittings.{at}.end"))
    past = next(((at, sitting) for at, sitting in enumerate(created.sittings) if sitting.end < now), None)
    if past:
        at, sitting = past
        told = words.text("The date is past: %(date)s.", date=words.date(sitting.start, created.timezone))
        given: Any = data["sittings"]
        found.append(Doubt("date", told, f"sittings.{at}.date" if given[at].get("date") else "date"))
    return tuple(found)


def losses(meeting: Meeting, created: MeetingCreated, words: Words) -> tuple[Doubt, ...]:
    """The inscriptions and texts that would be lost if this programme replaced the one of a meeting.

    One doubt for delegations that are no participants any more, one for discussions that are gone, and one for texts.
    """
    lost = lost_inscriptions(meeting, created)
    after = {seat.id for seat in (*created.seats, *created.people)}
    without_seat = [one for one in lost if one.seat not in after]
    without_list = [one for one in lost if one.seat in after]
    found = []
    for ones, path in ((without_seat, SEATS), (without_list, "sittings")):
        if not ones:
            continue
        told = words.plural(
            "%(names)s has inscribed already. With this change, the inscription is lost.",
            "%(names)s have inscribed already. With this change, their inscriptions are lost.",
            len(ones),
            names=_named(meeting, [one.seat for one in ones], words),
        )
        found.append(Doubt(_kinds(one.id for one in ones), told, path))
    kept = without_unknown(created.content_of(meeting), meeting.statements)
    texts = [each for key, each in meeting.statements.items() if not each.inscription and key not in kept]
    if texts:
        told = words.plural(
            "%(names)s has attached a text already. With this change, the text is lost.",
            "%(names)s have attached texts already. With this change, the texts are lost.",
            len({each.seat for each in texts}),
            names=_named(meeting, [each.seat for each in texts], words),
        )
        found.append(Doubt(_kinds(each.id for each in texts), told, "sittings"))
    return tuple(found)


def _kinds(ids: Iterable[str]) -> str:
    return " ".join(f"lost-{each}" for each in ids)


def _named(meeting: Meeting, seats: Sequence[str], words: Words) -> str:
    """The names of some seats. After the first ones, only how many more there are."""
    names = [words.seat_name(meeting.seats[seat]) for seat in dict.fromkeys(seats)]
    more = len(names) - MOST_NAMES
    shown = names if more < 2 else [*names[:MOST_NAMES], words.text("%(number)s more", number=more)]
    return words.listed(shown)
