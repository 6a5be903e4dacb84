"""`GET /asyncapi.json`: the AsyncAPI 3.0 document of the WebSocket, with the schemas of its messages."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from nameplate import __version__
from nameplate.screens.audiences import AUDIENCES
from nameplate.screens.state_types import State

Schema = dict[str, Any]

SCHEMAS_REF = "#/components/schemas/{name}"
MESSAGES = "#/channels/live/messages"
NUMBER: Schema = {"type": "integer"}
OUTDATED: Schema = {"description": "There may be a newer version. Otherwise absent.", "const": True}
SENT = ("state", "regions", "heartbeat", "time")
RECEIVED = ("ping", "report")


@cache
def document() -> dict[str, Any]:
    """The document. It is built only once."""
    _, schemas = msgspec.json.schema_components([State], ref_template=SCHEMAS_REF)
    schemas |= _messages()
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Nameplate", "version": __version__},
        "channels": {
            "live": {
                "address": "/m/{code}/live",
                "description": "A WebSocket that gets the picture of one screen, or of a program, at every change.",
                "parameters": {"code": {"description": "The code of the meeting."}},
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in (*SENT, *RECEIVED)},
                "bindings": {"ws": {"query": _query(), "bindingVersion": "0.1.0"}},
            }
        },
        "operations": {
            "sendPictures": _operation("send", SENT),
            "receivePings": _operation("receive", RECEIVED),
        },
        "components": {
            "messages": {
                name: {"payload": {"$ref": SCHEMAS_REF.format(name=schema)}}
                for name, schema in zip((*SENT, *RECEIVED), ("State", *_messages()), strict=True)
            },
            "schemas": schemas,
            "securitySchemes": {"link": {"type": "http", "scheme": "bearer"}},
        },
    }


def _query() -> Schema:
    properties = {
        "audience": {"description": "The screen, or `state` for a program.", "type": "string", "enum": [*AUDIENCES]},
        "boot": {"description": "The `boot` of the last regions that were received.", "type": "string"},
        "version": {"description": "The `version` of the last message that was received.", "type": "integer"},
        "lang": {"description": "The language of names and sentences, as a BCP 47 tag.", "type": "string"},
    }
    return {"type": "object", "required": ["audience"], "properties": properties}


def _operation(action: str, messages: tuple[str, ...]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": "#/channels/live"},
        "messages": [{"$ref": f"{MESSAGES}/{name}"} for name in messages],
        "security": [{"$ref": "#/components/securitySchemes/link"}],
    }


def _messages() -> dict[str, Schema]:
    """The messages that are no state, in the order of `SENT` and `RECEIVED`."""
    regions = {"type": "object", "additionalProperties": {"type": "string"}}
    anything: Schema = {"description": "What the ping had in `c`."}
    return {
        "Regions": _object(
            "The regions of a screen that have changed, as HTML by name.",
            {"version": NUMBER, "boot": {"type": "string"}, "regions": regions},
            outdated=OUTDATED,
        ),
        "Heartbeat": _object(
            "Every 5 seconds: the version that was sent last.", {"version": NUMBER}, outdated=OUTDATED
        ),
        "Time": _object("The answer to a ping.", {"version": NUMBER, "c": anything, "now_ms": NUMBER}),
        "Ping": _object(
            "Asks for the server's time. `c` comes back. `took`: how many milliseconds the last answer took.",
            {"op": {"const": "ping"}},
            c={},
            took={"type": "number", "minimum": 0},
        ),
        "Report": _object(
            "From the chair's or the desk's link: whether the microphones follow the floor. Null: no longer. "
            "`unknown_seats` have microphones, but are not in the meeting.",
            {"op": {"const": "report"}, "microphones": {"type": ["boolean", "null"]}},
            unknown_seats={"type": "array", "items": {"type": "string"}},
        ),
    }


def _object(description: str, required: dict[str, Schema], **optional: Schema) -> Schema:
    return {
        "description": description,
        "type": "object",
        "required": [*required],
        "properties": {**required, **optional},
    }
