"""The published schema describes the JSON record exactly: every key, and no other word than those it lists."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import jsonschema_rs
import pytest

from nameplate.pages.openapi import document
from nameplate.record.csv_and_json import json_record
from nameplate.record.record_schema import record_schema

from .story import english, full_meeting

SCHEMA = jsonschema_rs.Draft202012Validator(record_schema(), validate_formats=True)


def record() -> Any:
    """The record of a meeting in which nearly everything happened."""
    return json.loads(json_record(full_meeting(), english()))


def test_a_full_record_fits_the_schema() -> None:
    assert [str(error) for error in SCHEMA.iter_errors(record())] == []


def test_the_openapi_document_has_the_same_schema() -> None:
    components = {"components": document()["components"], "$ref": "#/components/schemas/RecordAccount"}
    assert jsonschema_rs.Draft202012Validator(components).is_valid(record())
    content = document()["paths"]["/m/{code}/record.json"]["get"]["responses"]["200"]["content"]
    assert content == {"application/json": {"schema": {"$ref": "#/components/schemas/RecordAccount"}}}


WRONG: list[Callable[[Any], object]] = [
    lambda record: record.pop("totals"),
    lambda record: record.update(another=1),
    lambda record: record["sittings"][0].update(state="finished"),
    lambda record: record["sittings"][0].update(start_at=1),
    lambda record: record["sittings"][0].update(start_at="3 March"),
    lambda record: record["sittings"][0]["interventions"][0].pop("counts"),
    lambda record: record["sittings"][0]["interventions"][0].update(form="speech"),
    lambda record: record["lists"][0].update(kind="queue"),
]


@pytest.mark.parametrize("spoil", WRONG)
def test_another_record_does_not_fit(spoil: Callable[[Any], object]) -> None:
    spoilt = copy.deepcopy(record())
    spoil(spoilt)
    assert not SCHEMA.is_valid(spoilt)
