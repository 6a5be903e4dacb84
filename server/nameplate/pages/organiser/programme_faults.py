"""What is wrong with a programme, in the words of its form, and what its editor should look at before it is created."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nameplate.meeting import MeetingCreated
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.planning.bad_file import BadFile
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message

LABELS: Mapping[str, Message] = {
    "title": N_("Title of the meeting"),
    "body": N_("Body"),
    "date": N_("Date"),
    "room": N_("Room"),
    "timezone": N_("Time zone"),
    "chair": N_("Chair"),
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
LABELS_OF_PERSONS: Mapping[str, Message] = {"title": N_("Title of the speaker"), "name": N_("Chair")}
"""The same inside an item, or the chair."""
TYPED = "list.budgets"
"""A field in which the editor writes keys."""
QUOTED, MISSING = re.compile("“([a-z_]+)”"), re.compile("“([a-z_]+)” is missing here")
NO_DATE = "“date” is missing"


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

    return QUOTED.sub(labelled, error.expected), path


def label_of(path: str, words: Words) -> str:
    """The label of the field at a path of the programme."""
    key = path.rpartition(".")[2]
    is_person = ".items." in path or path.startswith("chair")
    label = (LABELS_OF_PERSONS.get(key) if is_person else None) or LABELS.get(key)
    return words.translate(label) if label else key


def warnings(created: MeetingCreated, now: int, words: Words) -> dict[str, str]:
    """What is allowed, but seldom meant, by its kind: items without minutes, and a date that is past."""
    found = {}
    empty = sum(item.minutes is None for sitting in created.sittings for item in sitting.items)
    if empty:
        found["minutes"] = words.plural("%(n)s item has no minutes.", "%(n)s items have no minutes.", empty)
    past = next((sitting for sitting in created.sittings if sitting.end < now), None)
    if past:
        date = words.date(past.start, created.timezone)
        found["date"] = words.text("The date is past: %(date)s.", date=date)
    return found
