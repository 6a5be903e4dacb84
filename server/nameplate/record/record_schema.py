"""The JSON Schema of the JSON record, made from the values that are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from inspect import cleandoc
from typing import Any

import msgspec

from nameplate.meeting.statements import STATEMENT_MEDIA
from nameplate.wording.record_labels import CALLS, CORRECTIONS, FORMS, LISTS, OUTCOMES, POINTS, RANKS, SITTINGS, STEPS

from .account_values import Account

TIME: Mapping[str, str] = {"type": "string", "format": "date-time"}
DIALECT = "https://json-schema.org/draft/2020-12/schema"
WORDS: Mapping[tuple[str, str], Iterable[str]] = {
    ("SittingAccount", "state"): SITTINGS,
    ("ItemAccount", "state"): STEPS,
    ("Intervention", "state"): CALLS,
    ("Intervention", "form"): FORMS,
    ("UnheardInscription", "state"): OUTCOMES,
    ("UnheardInscription", "form"): FORMS,
    ("PointOfOrder", "state"): POINTS,
    ("ListAccount", "state"): LISTS,
    ("ListAccount", "kind"): ("speakers", "replies"),
    ("DrawnInscription", "rank"): RANKS,
    ("Correction", "act"): CORRECTIONS,
    ("AttachedStatement", "media"): STATEMENT_MEDIA,
}
"""The words that a text can be, by object and key."""


@cache
def record_components(ref_template: str) -> dict[str, Any]:
    """The schema of each object of the record, by its name. `RecordAccount` is the whole record.

    The names begin with `Record`, because the state of a meeting has a `Speaker` too.
    """
    _, objects = msgspec.json.schema_components([Account], ref_template=ref_template.format(name="Record{name}"))
    for name, described in objects.items():
        if "description" in described:
            described["description"] = cleandoc(described["description"])
        keys: dict[str, Any] = described["properties"]
        if name == "Intervention":
            keys |= {"counts": {"type": "boolean"}, "over_ms": {"type": "integer"}}
        for key, schema in keys.items():
            schema.pop("default", None)
            if key == "at" or key.endswith("_at"):
                keys[key] = {"anyOf": [TIME, {"type": "null"}]} if "anyOf" in schema else TIME
            elif (name, key) in WORDS:
                keys[key] = {"enum": [*WORDS[name, key]]}
        described |= {"title": f"Record{name}", "required": [*keys], "additionalProperties": False}
    return {f"Record{name}": described for name, described in objects.items()}


@cache
def record_schema() -> dict[str, Any]:
    """The JSON Schema of the whole record."""
    objects = record_components("#/$defs/{name}")
    whole = {"title": "Record of the deliberations", "$ref": "#/$defs/RecordAccount"}
    return {"$schema": DIALECT, **whole, "$defs": objects}
