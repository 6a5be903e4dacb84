"""Events and commands as plain values and back. A class is found by its name; private fields are kept apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import Field, fields
from functools import cache
from typing import Any

import msgspec

from nameplate.meeting import PERMISSIONS, Command, Event, MeetingCreated
from nameplate.meeting.model.values import Rules, SpeakersList

EVENTS: Mapping[str, type[Event]] = {cls.__name__: cls for cls in Event.__subclasses__()}
_DECODERS: Mapping[str, msgspec.json.Decoder[Event]] = {name: msgspec.json.Decoder(cls) for name, cls in EVENTS.items()}
COMMANDS: Mapping[str, type[Command]] = {
    re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower(): cls for cls in PERMISSIONS
}
"""Every command by the last part of its address: `GiveFloor` is `give-floor`."""

STORED_NAMES: Mapping[type[Any], Mapping[str, str]] = {
    Rules: {
        "inscriptions_each": "places_each",
        "reserved_per_block": "kept",
        "block_size": "block",
        "reply_categories": "reply_kinds",
        "point_categories": "point_kinds",
    },
    SpeakersList: {"purpose": "kind", "draw": "drawn"},
}
"""The names under which `MeetingCreated` stores fields of values, where they differ from those in the code.

They never change: every release reads the logs of every other one.
"""
_FIELD_NAMES = {cls: {stored: name for name, stored in names.items()} for cls, names in STORED_NAMES.items()}


class Malformed(Exception):
    """A command's fields do not fit: which one, and what is wrong with it."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


def encode(event: Event) -> tuple[str, str | None]:
    """The body of an event as JSON, and its private fields as JSON when any of them says something."""
    private = private_fields(type(event))
    values: dict[str, Any] = msgspec.to_builtins(event)
    apart = {name: values.pop(name) for name in private if name in values}
    said = msgspec.json.encode(apart).decode() if any(apart.values()) else None
    if type(event) is MeetingCreated:
        _rename(values, STORED_NAMES)
    return msgspec.json.encode(values).decode(), said


def decode(name: str, body: str, words: str | None) -> Event:
    """An event from its parts; private fields that were erased have their defaults.

    Raises KeyError for an unknown name.
    """
    cls = EVENTS[name]
    if not words and cls is not MeetingCreated:
        return _DECODERS[name].decode(body)
    values = msgspec.json.decode(body) | (msgspec.json.decode(words) if words else {})
    if cls is MeetingCreated:
        _rename(values, _FIELD_NAMES)
    return msgspec.convert(values, cls)


def _rename(created: dict[str, Any], names: Mapping[type[Any], Mapping[str, str]]) -> None:
    """Rename the fields of the rules and the lists in the values of a `MeetingCreated`, in place."""
    if "rules" in created:
        created["rules"] = _renamed(created["rules"], names[Rules])
    if "lists" in created:
        created["lists"] = [_renamed(speakers, names[SpeakersList]) for speakers in created["lists"]]


def _renamed(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in values.items()}


def command(name: str, values: Mapping[str, Any], strict: bool, draw: Callable[[], str] = str) -> Command:
    """A command from the fields of a form (`strict=False`: everything is text) or of JSON.

    Raises KeyError, `Malformed`.
    """
    cls = COMMANDS[name]
    known = _known(cls)
    for given in values:
        if given not in known:
            raise Malformed(given, "unknown")
    drawn = {n: draw() for n, f in known.items() if f.metadata.get("drawn") and not values.get(n)}
    kept = values if strict else {n: v for n, v in values.items() if v != "" or _takes_empty(known[n])}
    try:
        return msgspec.convert({**kept, **drawn}, cls, strict=strict)
    except msgspec.ValidationError as error:
        found = re.search(r"`\$\.(\w+)`", str(error)) or re.search(r"required field `(\w+)`", str(error))
        raise Malformed(found.group(1) if found else "", str(error).partition(" - ")[0]) from error


@cache
def draws(name: str) -> bool:
    """Whether something is drawn for a command. Raises KeyError."""
    return any(f.metadata.get("drawn") for f in fields_of(COMMANDS[name]))


@cache
def _known(cls: type[Command]) -> Mapping[str, Field[Any]]:
    return {f.name: f for f in fields_of(cls)}


def fields_of(cls: type[Command] | type[Event]) -> tuple[Field[Any], ...]:
    """The dataclass fields of a command or event."""
    return fields(cls)  # type: ignore[arg-type]


@cache
def private_fields(cls: type[Event]) -> tuple[str, ...]:
    """The names of the fields that hold people's names or free words."""
    return tuple(f.name for f in fields_of(cls) if f.metadata.get("private"))


def _takes_empty(known: Field[Any]) -> bool:
    """An empty box means 'left out', but for text, where it is the text, and `after`, where it means 'nobody'."""
    return known.type == "str" or known.name in ("after", "on_behalf_of")
