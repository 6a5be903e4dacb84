"""Encodes events for the log, and decodes events and commands. Private fields of events are encoded separately."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import Field, fields
from typing import Any

import msgspec

from nameplate.meeting import PERMISSIONS, Command, Event, MeetingCreated, Role
from nameplate.meeting.model.command import name_of
from nameplate.meeting.model.values import Rules, SpeakersList

EVENTS: Mapping[str, type[Event]] = {cls.__name__: cls for cls in Event.__subclasses__()}
_DECODERS: Mapping[str, msgspec.json.Decoder[Event]] = {name: msgspec.json.Decoder(cls) for name, cls in EVENTS.items()}
COMMANDS: Mapping[str, type[Command]] = {
    name_of(cls): cls for cls, roles in PERMISSIONS.items() if roles != {Role.ORGANISER} and not cls.with_file
}
"""The command classes by the last part of their URL: `give-floor` is `GiveFloor`. Organisers use their own pages.

A command with a file has its own page, too.
"""

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
"""Names of fields in a stored `MeetingCreated` that differ from the names in the code.

The stored names never change, because every release must be able to read the logs of every other release.
"""
_FIELD_NAMES = {cls: {stored: name for name, stored in names.items()} for cls, names in STORED_NAMES.items()}


class Malformed(Exception):
    """A field of a command is invalid. The message names the field and the reason."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


def encode(event: Event) -> tuple[str, str | None]:
    """Two JSON texts: the public fields of an event, and its private fields. None if all private fields are empty."""
    values: dict[str, Any] = msgspec.to_builtins(event)
    private = {name: values.pop(name) for name in private_fields(type(event)) if name in values}
    private_body = msgspec.json.encode(private).decode() if any(private.values()) else None
    if type(event) is MeetingCreated:
        _rename(values, STORED_NAMES)
    return msgspec.json.encode(values).decode(), private_body


def decode(name: str, body: str, private_body: str | None) -> Event:
    """An event from its class name and its two JSON texts. Raises KeyError for an unknown name.

    `private_body` is None if it was empty or was erased. Then the private fields have their default values.
    """
    cls = EVENTS[name]
    if not private_body and cls is not MeetingCreated:
        return _DECODERS[name].decode(body)
    values = msgspec.json.decode(body) | (msgspec.json.decode(private_body) if private_body else {})
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


def command(name: str, values: Mapping[str, Any], strict: bool, generate: Callable[[], str] = str) -> Command:
    """A command from its URL name and its fields. Raises KeyError for an unknown name, and `Malformed`.

    Use `strict=False` for the fields of a form, where all values are text. If a field that the server can generate is
    left out, such as a random seed, `generate` returns its value.
    """
    cls = COMMANDS[name]
    known = _known(cls)
    for name_given in values:
        if name_given not in known:
            raise Malformed(name_given, "unknown")
    generated = {n: generate() for n, f in known.items() if f.metadata.get("generated") and not values.get(n)}
    given = values if strict else {n: v for n, v in values.items() if v != "" or _takes_empty(known[n])}
    try:
        return msgspec.convert({**given, **generated}, cls, strict=strict)
    except msgspec.ValidationError as error:
        found = re.search(r"`\$\.(\w+)`", str(error)) or re.search(r"required field `(\w+)`", str(error))
        raise Malformed(found.group(1) if found else "", str(error).partition(" - ")[0]) from error


def has_generated_field(name: str) -> bool:
    """Whether the command has a field that the server generates if the client leaves it out. Raises KeyError."""
    return any(f.metadata.get("generated") for f in fields_of(COMMANDS[name]))


def _known(cls: type[Command]) -> Mapping[str, Field[Any]]:
    return {f.name: f for f in fields_of(cls)}


def fields_of(cls: type[Command] | type[Event]) -> tuple[Field[Any], ...]:
    return fields(cls)  # type: ignore[arg-type]


def private_fields(cls: type[Event]) -> tuple[str, ...]:
    """The fields that hold names of people or free text."""
    return tuple(f.name for f in fields_of(cls) if f.metadata.get("private"))


def has_private_text(event: Event) -> bool:
    """Whether a private field of an event is not empty."""
    return any(getattr(event, name) for name in private_fields(type(event)))


def _takes_empty(known: Field[Any]) -> bool:
    """Whether an empty value in a form is a valid value. If not, the empty value means that the field is left out."""
    return known.type == "str" or known.name in ("after", "on_behalf_of")
