"""The part of the OpenAPI document about webhooks: what the server sends to a receiver."""

from __future__ import annotations

from typing import Any

from nameplate.webhooks.messages import TEST, VIEWS

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}


def _one_of(*words: str) -> Schema:
    return {"type": "string", "enum": [*words]}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list_of(**fields: Schema) -> Schema:
    return {"type": "array", "items": _all_of(**fields)}


def _all_of(**fields: Schema) -> Schema:
    """An object with all of these fields."""
    return {"type": "object", "required": [*fields], "properties": fields}


SCHEMAS = {
    "sitting": _list_of(id=TEXT, state=_one_of("planned", "open", "suspended", "adjourned"), start=TEXT, end=TEXT),
    "programme": _list_of(
        id=TEXT,
        sitting=TEXT,
        kind=TEXT,
        title=TEXT,
        minutes=_or_null(NUMBER),
        state=_one_of("planned", "open", "closed", "skipped"),
    ),
    "list": _list_of(
        id=TEXT,
        purpose=_one_of("speakers", "replies"),
        items={"type": "array", "items": TEXT},
        state=_one_of("unopened", "open", "closed"),
        closes_at_ms=_or_null(NUMBER),
        waiting=NUMBER,
        next=_list_of(seat=TEXT, name=TEXT),
    ),
    "floor": _or_null(
        _all_of(
            speech=TEXT,
            seat=TEXT,
            name=TEXT,
            category=TEXT,
            form=TEXT,
            on_behalf_of=TEXT,
            item=_or_null(TEXT),
            interrupted=_or_null(TEXT),
        )
    ),
    "clock": _or_null(_all_of(speech=TEXT, limit_ms=NUMBER, elapsed_ms=NUMBER, running_since_ms=_or_null(NUMBER))),
}
"""By the kind of a change: the schema of the new state."""
HEADERS = {
    "webhook-id": "The same in every attempt. Drop a message whose id you have had.",
    "webhook-timestamp": "The time of the attempt, in seconds since 1970.",
    "webhook-signature": "`v1,` and the HMAC-SHA256 in base64, as Standard Webhooks says.",
}


def operations() -> dict[str, Any]:
    """The requests that the server sends, by the type of the message."""
    tested = "A test from the organiser's page. It says nothing but that the receiver is reached."
    return {
        **{f"nameplate.{kind}.changed": {"post": _change(kind)} for kind in VIEWS},
        TEST: {"post": _operation(TEST, tested, _all_of(meeting=TEXT, version=NUMBER))},
    }


def _change(kind: str) -> dict[str, Any]:
    key, _ = VIEWS[kind]
    data = _all_of(meeting=TEXT, version=NUMBER, rehearsal={"type": "boolean"}, **{key: SCHEMAS[kind]})
    return _operation(f"nameplate.{kind}.changed", f"The {kind} has changed. See `nameplate webhook add`.", data)


def _operation(name: str, summary: str, data: Schema) -> dict[str, Any]:
    schema = _all_of(type=_one_of(name), timestamp=TEXT, data=data)
    return {
        "summary": summary,
        "security": [],
        "parameters": [
            {"name": name, "in": "header", "required": True, "schema": TEXT, "description": meaning}
            for name, meaning in HEADERS.items()
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {
            "2XX": {"description": "Accepted. Any other status, except 410, lets the server try again."},
            "410": {"description": "The receiver wants no more messages. The server removes the webhook."},
        },
    }
