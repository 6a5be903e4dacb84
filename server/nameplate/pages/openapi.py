"""`GET /openapi.json`: the OpenAPI document of the server, made from the command classes."""

from __future__ import annotations

from functools import cache
from inspect import getdoc
from typing import Any

import msgspec

from nameplate import __version__
from nameplate.meeting import PERMISSIONS, Reason
from nameplate.meeting.statements import AttachStatement
from nameplate.paper import DOCUMENTS
from nameplate.record import FORMATS, MARKS
from nameplate.record.record_schema import record_components
from nameplate.screens.state_types import State
from nameplate.store import codec

from . import openapi_webhooks

CODE = {"name": "code", "in": "path", "required": True, "schema": {"type": "string"}}
LANGUAGE = {
    "name": "lang",
    "in": "query",
    "schema": {"type": "string"},
    "description": "The language of names and sentences, as a BCP 47 tag. Without it, `Accept-Language` is used.",
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": 128},
    "description": "A retry under the same key is answered like the first; it acts once.",
}
DEADLINE = {
    "name": "Nameplate-Until",
    "in": "header",
    "schema": {"type": "integer", "minimum": 0},
    "description": "When the sender gives up, as milliseconds since 1970 on the server's clock; later it is refused.",
}
LAST_EVENT = {
    "name": "Last-Event-ID",
    "in": "header",
    "schema": {"type": "integer", "minimum": 0},
    "description": "The version of the newest event that the client has. It takes precedence over `after`.",
}
SCHEMAS_REF = "#/components/schemas/{name}"
PROBLEM_REF = SCHEMAS_REF.format(name="Problem")
RECORD_REF = SCHEMAS_REF.format(name="RecordAccount")


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document. It is built only once."""
    schemas, components = msgspec.json.schema_components(codec.COMMANDS.values(), ref_template=SCHEMAS_REF)
    for schema in components.values():
        schema["additionalProperties"] = False
    _, of_state = msgspec.json.schema_components([State], ref_template=SCHEMAS_REF)
    components |= of_state | record_components(SCHEMAS_REF) | {"Problem": _problem_schema()}
    paths = {
        f"/m/{{code}}/{name}": {"post": _command(name, schema, _form_schema(schema, components))}
        for name, schema in zip(codec.COMMANDS, schemas, strict=True)
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Nameplate", "version": __version__},
        "paths": {**_read_paths(), **_record_paths(), **_open_paths(), **_statement_paths(), **paths},
        "webhooks": openapi_webhooks.operations(),
        "components": {
            "schemas": components,
            "securitySchemes": {"link": {"type": "http", "scheme": "bearer", "description": "The secret of a link."}},
        },
        "security": [{"link": []}],
    }


def _form_schema(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    """The schema of the same fields in a form, where a boolean may also be 0 or 1.

    It has a name of its own. Otherwise generated clients confuse the two, and send JSON as a form.
    """
    json_schema = components[schema["$ref"].rpartition("/")[2]]
    fields: dict[str, Any] = json_schema["properties"]
    flag = {"anyOf": [{"type": "boolean"}, {"type": "string", "enum": ["0", "1"]}]}
    as_form = {
        name: {"default": field["default"], **flag} if field.get("type") == "boolean" else field
        for name, field in fields.items()
    }
    return {**json_schema, "title": f"{json_schema['title']}Form", "properties": as_form}


def _command(name: str, schema: dict[str, Any], form_schema: dict[str, Any]) -> dict[str, Any]:
    cls = codec.COMMANDS[name]
    return {
        "operationId": cls.__name__,
        "summary": (getdoc(cls) or "").partition("\n")[0],
        "description": "For: " + ", ".join(sorted(role.value for role in PERMISSIONS[cls])),
        "parameters": [CODE, LANGUAGE, KEY, DEADLINE],
        "requestBody": {
            "content": {
                "application/json": {"schema": schema},
                "application/x-www-form-urlencoded": {"schema": form_schema},
            },
        },
        "responses": {
            "200": _json("Durable.", {"type": "object", "properties": {"version": {"type": "integer"}}}),
            "204": {
                "description": "Durable.",
                "headers": {"Nameplate-Version": {"schema": {"type": "integer"}}},
            },
            **{status: _problem_response(description) for status, description in PROBLEMS.items()},
        },
    }


PROBLEMS = {
    "400": "The server could not read the request.",
    "401": "No pass.",
    "403": "Not for this pass.",
    "404": "No such meeting, or no such thing in it.",
    "409": "Refused; `code` says why.",
    "413": "Too large.",
    "422": "Malformed.",
    "429": "Too many commands of one pass, or too many unknown links from one address.",
    "500": "A fault of the server. Its log says more.",
    "503": "Not stored; nothing was changed.",
}


def _read_paths() -> dict[str, Any]:
    anything = {"type": "object"}
    after = {"name": "after", "in": "query", "schema": {"type": "integer", "minimum": 0}}
    refusals = {
        status: _problem_response(PROBLEMS[status]) for status in ("400", "401", "403", "404", "429", "500", "503")
    }
    return {
        "/m/{code}/state": {
            "get": {
                "operationId": "ReadState",
                "summary": "The whole picture that the pass may see.",
                "parameters": [CODE, LANGUAGE],
                "responses": {"200": _json("The meeting.", {"$ref": "#/components/schemas/State"}), **refusals},
            }
        },
        "/m/{code}/seats": {
            "get": {
                "operationId": "ReadSeats",
                "summary": "All participants, for programs that act for a seat. For: bridge, chair, desk",
                "parameters": [CODE, LANGUAGE],
                "responses": {"200": _json("The seats.", _seats()), **refusals},
            }
        },
        "/m/{code}/events": {
            "get": {
                "operationId": "ReadEvents",
                "summary": "The log after a version. As `text/event-stream` it goes on with each new event.",
                "parameters": [CODE, LANGUAGE, after, LAST_EVENT],
                "responses": {
                    "200": _events(),
                    **refusals,
                    "422": _problem_response("Malformed."),
                },
            }
        },
        "/healthz": {"get": {"security": [], "responses": {"200": _json("Alive.", anything)}}},
        "/readyz": {
            "get": {
                "security": [],
                "responses": {"200": _json("Ready.", anything), "503": _json("Not ready.", anything)},
            }
        },
    }


def _seats() -> dict[str, Any]:
    text = {"type": "string"}
    fields = {"seat": text, "name": text, "category": text, "remote": {"type": "boolean"}}
    return {"type": "array", "items": {"type": "object", "required": [*fields], "properties": fields}}


def _events() -> dict[str, Any]:
    """The response with the events: a list in JSON, or a stream of server-sent events."""
    whole_number, text = {"type": "integer"}, {"type": "string"}
    event = {
        "version": whole_number,
        "name": {"type": "string", "enum": [*codec.EVENTS]},
        "at": text,
        "by": text,
        "command": whole_number,
        "body": {"type": "object"},
    }
    schema = {"type": "array", "items": {"type": "object", "required": [*event], "properties": event}}
    response = _json("The events.", schema)
    response["content"]["text/event-stream"] = {"schema": text}
    return response


def _record_paths() -> dict[str, Any]:
    """The paths of the record and of the marks of a recording, one for each format with its media type."""
    began = {
        "name": "began",
        "in": "query",
        "description": "When the recording began: 2015-03-03T10:01:35. Without it, the opening of the first sitting.",
        "schema": {"type": "string"},
    }
    record = "The record of the deliberations, for the chair and the desk."
    marks = "Who speaks when in a recording, for the chair and the desk."
    calendar = "The programme for calendars."
    paths = {
        f"record.{name}": _file_path(f"ReadRecordAs{name.title()}", record, found.media_type)
        for name, found in FORMATS.items()
    }
    paths["record.json"]["get"]["responses"]["200"] = _json("The record.", {"$ref": RECORD_REF})
    paths |= {
        f"recording.{name}": _file_path(f"ReadMarksAs{name.title()}", marks, found.media_type, began)
        for name, found in MARKS.items()
    }
    document = {"name": "document", "in": "path", "required": True, "schema": {"type": "string", "enum": [*DOCUMENTS]}}
    paths["print/{document}"] = _file_path(
        "ReadDocument", "A page to print, for the chair and the desk.", "text/html", document
    )
    paths["programme.ics"] = _file_path("ReadCalendar", calendar, "text/calendar; charset=utf-8")
    return {f"/m/{{code}}/{name}": path for name, path in paths.items()}


def _open_paths() -> dict[str, Any]:
    """The paths outside of a meeting."""
    anything = {"type": "object"}
    secret = {"name": "secret", "in": "path", "required": True, "schema": {"type": "string"}}
    refusals = _refusals("400", "404", "429", "500", "503")
    redirect = {
        "description": "Signed in. `Location` has the code of the meeting, and the screen of the pass.",
        "headers": {"Location": {"schema": {"type": "string"}}},
    }
    sign_in = {
        "summary": "Sign a browser in by a link. Programs send the secret with each request, and need not.",
        "security": [],
        "parameters": [secret],
        "responses": {"303": redirect, **refusals},
    }
    metrics = {"description": "The figures.", "content": {"text/plain": {"schema": {"type": "string"}}}}
    documents = {
        "/record-schema.json": "The JSON Schema of the record.",
        "/openapi.json": "This document.",
        "/asyncapi.json": "The messages of the WebSocket `/m/{code}/live`, as an AsyncAPI document.",
    }
    return {
        "/in/{secret}": {
            "get": {"operationId": "SignIn", **sign_in},
            "head": {"operationId": "CheckLink", **sign_in, "summary": "Check a link. It signs nobody in."},
        },
        "/metrics": {
            "get": {
                "operationId": "ReadMetrics",
                "summary": "Figures of the server for Prometheus.",
                "security": [],
                "responses": {"200": metrics},
            }
        },
        **{
            path: {"get": {"summary": summary, "security": [], "responses": {"200": _json("The document.", anything)}}}
            for path, summary in documents.items()
        },
    }


def _statement_paths() -> dict[str, Any]:
    """The paths of the attached texts of speeches."""
    text, target = {"type": "string"}, {name: {"type": "string"} for name in ("inscription", "item", "seat")}
    stored = {"type": "object", "properties": {"version": {"type": "integer"}, "statement": text, "said": text}}
    file = {"type": "string", "format": "binary"}
    identifier = {"name": "statement", "in": "path", "required": True, "schema": text}
    archive = "All texts of the statements in one file, for the chair and the desk."
    return {
        "/m/{code}/statement": {
            "post": _form_path(
                "AttachStatement",
                "Attach a PDF or a Word document of at most 5 MB to an `inscription`, or to an `item` for a `seat`.",
                {"type": "object", "required": ["file"], "properties": {"file": file, **target}},
                stored,
            )
        },
        "/m/{code}/statement/withdraw": {
            "post": _form_path(
                "WithdrawStatement",
                "Withdraw a text.",
                {"type": "object", "required": ["statement"], "properties": {"statement": text}},
                stored,
            )
        },
        "/m/{code}/statement/{statement}": _file_path(
            "ReadStatement", "The text of a statement, to be saved.", "application/octet-stream", identifier
        ),
        "/m/{code}/statements.zip": _file_path("ReadStatements", archive, "application/zip"),
    }


def _form_path(operation: str, summary: str, schema: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    roles = ", ".join(sorted(role.value for role in PERMISSIONS[AttachStatement]))
    return {
        "operationId": operation,
        "summary": summary,
        "description": f"For: {roles}",
        "parameters": [CODE, LANGUAGE],
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}},
        "responses": {
            "200": _json("Durable.", stored),
            **{status: _problem_response(description) for status, description in PROBLEMS.items()},
            "408": _problem_response("The file arrived too slowly."),
        },
    }


def _file_path(operation: str, summary: str, media_type: str, *parameters: Any) -> dict[str, Any]:
    refusals = {
        status: _problem_response(PROBLEMS[status])
        for status in ("400", "401", "403", "404", "422", "429", "500", "503")
    }
    found = {"description": "The file.", "content": {media_type: {"schema": {}}}}
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "parameters": [CODE, LANGUAGE, *parameters],
            "responses": {"200": found, **refusals},
        }
    }


def _refusals(*statuses: str) -> dict[str, Any]:
    return {status: _problem_response(PROBLEMS[status]) for status in statuses}


def _problem_schema() -> dict[str, Any]:
    codes = [
        *Reason,
        "no_pass",
        "no_meeting",
        "not_found",
        "too_many",
        "too_late",
        "too_large",
        "method_not_allowed",
        "bad_request",
        "fault",
        "key_reused",
        "foreign_origin",
        "not_stored",
        "outdated",
        "damaged",
        "too_slow",
        "full",
        "embargoed",
    ]
    return {
        "type": "object",
        "required": ["title", "status", "code"],
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string", "enum": [str(code) for code in codes]},
        },
    }


def _json(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _problem_response(description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/problem+json": {"schema": {"$ref": PROBLEM_REF}}}}
