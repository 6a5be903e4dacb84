"""Checks states of meetings against the schema in the OpenAPI document."""

from __future__ import annotations

from typing import Any

import jsonschema_rs

from nameplate.pages.openapi import document


def closed(part: Any) -> Any:
    """A part of the document, in which an object has no other keys than those of its schema."""
    if isinstance(part, dict):
        inner = {key: closed(each) for key, each in part.items()}
        return {"additionalProperties": False, **inner} if isinstance(part.get("properties"), dict) else inner
    return [closed(each) for each in part] if isinstance(part, list) else part


STATES = jsonschema_rs.Draft202012Validator(
    {"$ref": "#/components/schemas/State", "components": closed(document()["components"])}
)


def problems(state: object) -> list[str]:
    """Where a state does not fit the schema."""
    return [f"{error.instance_path}: {error.message}" for error in STATES.iter_errors(state)]
