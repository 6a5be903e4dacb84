"""The OpenAPI document is complete and valid, and matches the behaviour of the server."""

from __future__ import annotations

import ast
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import MISSING
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nameplate
from nameplate.meeting import PERMISSIONS, Reason
from nameplate.meeting.floor.next_step import StepName
from nameplate.pages.openapi import document
from nameplate.pages.problem_responses import CODES_AND_MESSAGES
from nameplate.paper import DOCUMENTS
from nameplate.screens.json_picture import picture
from nameplate.screens.render_context import RenderContext
from nameplate.store import codec
from nameplate.webhooks import messages
from tests.panel import DELEGATIONS, PRESENTATIONS, REPLIES_1, SITTING, SLOT_1, SLOT_2
from tests.record.story import english, full_meeting
from tests.serving import Host, Hosted
from tests.state_schema import problems

EXAMPLES = 20
KEYS = {"openapi", "info", "paths", "webhooks", "components", "security"}
OPERATION_KEYS = {"operationId", "summary", "description", "parameters", "requestBody", "responses", "security"}
SCHEMA_KEYS = {
    *("title", "description", "type", "properties", "required", "additionalProperties", "anyOf", "default"),
    *("items", "enum", "format", "minimum", "minLength", "maxLength", "$ref"),
}
FORMATS_OF_TEXTS = {("string", "date-time"), ("string", "binary")}
TYPES = {"object", "array", "string", "integer", "boolean", "null"}
IDS = (
    *(SITTING, SLOT_1, REPLIES_1, SLOT_2, PRESENTATIONS[0], *(seat.id for seat in DELEGATIONS)),
    *("i5", "i6", "s7", "s8", "n9", "statement", "question", "paper", "member_state", "all", "hall", "speaker"),
)
PROBLEMS = document()["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation of every operation in the document."""
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def objects(part: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object inside a part of the document."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from objects(inner)


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, or the schema to which its `$ref` points."""
    found: Any = document()
    for step in schema["$ref"].removeprefix("#/").split("/") if "$ref" in schema else ():
        found = found[step]
    return found if "$ref" in schema else schema


def schemas() -> Iterator[dict[str, Any]]:
    """Every schema of the document, with the schemas inside it."""
    described = (document()["paths"], document()["webhooks"])
    waiting = [part["schema"] for each in described for part in objects(each) if "schema" in part]
    waiting += document()["components"]["schemas"].values()
    while waiting:
        yield (schema := waiting.pop())
        waiting += [*schema.get("properties", {}).values(), *schema.get("anyOf", ())]
        waiting += [schema["items"]] if "items" in schema else []


def fields_of(command: str) -> dict[str, Any]:
    """The schema of a command's fields."""
    operation = document()["paths"][f"/m/{{code}}/{command}"]["post"]
    return resolved(operation["requestBody"]["content"]["application/json"]["schema"])


def values(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that fit a schema: ids of the meeting, and any others."""
    if "anyOf" in schema:
        return st.one_of(*map(values, schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case "object":
            given = {name: values(field) for name, field in schema["properties"].items()}
            must = {name: field for name, field in given.items() if name in schema["required"]}
            return st.fixed_dictionaries(must, optional={n: f for n, f in given.items() if n not in must})
        case "string":
            return st.sampled_from(IDS) | st.text()
        case "integer":
            return st.integers(-10, 300) | st.integers()
        case "boolean":
            return st.booleans()
        case other:
            assert other == "null"
            return st.none()


@pytest.fixture
async def busy(host: Host) -> AsyncIterator[Hosted]:
    """A meeting with a speech, inscriptions and a notice."""
    meeting = await (await host.meeting()).open_floor()
    for seat in ("FR", "KE"):
        await meeting.post(f"delegate:{seat}", "request-floor")
    for command, fields in (
        ("give-floor-to-next", {}),
        ("add-inscription", {"guest": "A guest"}),
        ("send-notice", {"to": "hall", "text": "Coffee"}),
    ):
        assert (await meeting.post("chair", command, fields)).status_code == 204
    yield meeting
    await meeting.remove()


async def test_the_document_needs_no_pass_and_names_its_version(host: Host) -> None:
    answer = await host.client.get(f"{host.url}/openapi.json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    told = answer.json()
    assert told == msgspec.json.decode(msgspec.json.encode(document()))
    assert (set(told), told["openapi"][:4]) == (KEYS, "3.1.")
    assert told["info"] == {"title": "Nameplate", "version": nameplate.__version__}
    assert {scheme for way in told["security"] for scheme in way} == set(told["components"]["securitySchemes"])


def test_every_operation_is_valid_openapi() -> None:
    ids = [operation["operationId"] for _, _, operation in operations() if "operationId" in operation]
    assert len(ids) == len(set(ids))
    for path, method, operation in operations():
        assert method in ("get", "head", "post") and set(operation) <= OPERATION_KEYS
        assert operation["responses"] and all(
            re.fullmatch("[1-5][0-9]{2}", status) for status in operation["responses"]
        )
        assert all(resolved(response)["description"] for response in operation["responses"].values())
        named = {p["name"]: p for p in operation.get("parameters", ())}
        assert set(re.findall(r"{(\w+)}", path)) == {name for name, p in named.items() if p["in"] == "path"}
        assert all(p["required"] for p in named.values() if p["in"] == "path")


def test_every_schema_is_valid_and_every_reference_resolves() -> None:
    for part in objects(document()):
        if "$ref" in part:
            assert set(part) == {"$ref"} and isinstance(resolved(part), dict)
    for schema in schemas():
        assert set(schema) <= SCHEMA_KEYS
        assert schema.get("type", "object") in TYPES
        assert "format" not in schema or (schema["type"], schema["format"]) in (
            ("string", "date-time"),
            ("string", "binary"),
        )
        assert set(schema.get("required", ())) <= set(schema.get("properties", ()))


@pytest.mark.parametrize("command", codec.COMMANDS)
def test_a_command_is_listed_with_its_fields_and_roles(command: str) -> None:
    cls, told = codec.COMMANDS[command], fields_of(command)
    operation = document()["paths"][f"/m/{{code}}/{command}"]["post"]
    assert operation["operationId"] == cls.__name__ and operation["summary"]
    assert operation["description"] == "For: " + ", ".join(sorted(role.value for role in PERMISSIONS[cls]))
    known = {f.name: f for f in codec.fields_of(cls)}
    assert set(told["properties"]) == set(known) and told["additionalProperties"] is False
    assert set(told["required"]) == {f.name for f in known.values() if f.default is MISSING}
    assert set(operation["requestBody"]["content"]) == {"application/json", "application/x-www-form-urlencoded"}


async def test_the_state_has_what_its_schema_names(busy: Hosted) -> None:
    assert (await busy.post("chair", "send-notice", {"to": "booth", "text": "A film"})).status_code == 204
    assert (await busy.post("booth", "send-signal", {"signal": "slow_down"})).status_code == 204
    for name in ("desk", "booth", "hall", "delegate:FR", "panellist:p-4"):
        state = (await busy.get(name, "state")).json()
        assert problems(state) == []
        assert bool(state["booth_signals"]) == (name in ("desk", "booth"))


def test_the_schema_of_the_state_refuses_what_the_state_never_has() -> None:
    meeting = full_meeting()
    state = picture(RenderContext(meeting, english()), meeting.at, moderates=True)
    assert problems(state) == []
    without = {key: value for key, value in state.items() if key != "floor"}
    wrong = [{**state, "more": 1}, {**state, "version": "1"}, without, {**state, "sittings": [{"id": "s1"}]}]
    assert all(problems(each) for each in wrong)


async def test_undo_of_a_signal_is_refused_with_a_sentence_about_the_booth(busy: Hosted) -> None:
    assert (await busy.post("booth", "send-signal", {"signal": "slow_down"})).status_code == 204
    version = (await busy.get("desk", "state")).json()["version"]
    refused = await busy.post("desk", "undo", {"version": version})
    assert (refused.status_code, refused.json()["code"]) == (409, "booths_own")
    assert refused.json()["title"] == "A signal of the booth cannot be undone. It disappears by itself."


async def test_every_address_for_programs_is_in_the_document(host: Host) -> None:
    """All other addresses are pages for people, or what such a page loads or sends."""
    assert {"/in/{secret}", "/metrics", "/record-schema.json", "/openapi.json", "/asyncapi.json"} <= set(
        document()["paths"]
    )
    assert (await host.client.get(f"{host.url}/record-schema.json")).status_code == 200
    printed = document()["paths"]["/m/{code}/print/{document}"]["get"]["parameters"]
    assert [p["schema"]["enum"] for p in printed if p["name"] == "document"] == [[*DOCUMENTS]]


def test_every_refusal_has_a_status_of_the_document() -> None:
    for path, _, operation in operations():
        if path.startswith("/m/"):
            assert {"400", "500", "503"} <= set(operation["responses"]), path


def test_the_test_of_a_webhook_is_in_the_document() -> None:
    body = document()["webhooks"]["nameplate.webhook.test"]["post"]["requestBody"]["content"]["application/json"]
    sent = msgspec.json.decode(messages.test_message("HRC", 3, 0, "1").body)
    assert set(body["schema"]["properties"]) == set(sent)
    assert set(body["schema"]["properties"]["data"]["properties"]) == set(sent["data"])


async def test_a_next_step_that_cannot_be_is_malformed(busy: Hosted) -> None:
    refused = await busy.post("chair", "next-step", {"expects": "Bogus"})
    assert (refused.status_code, refused.json()["field"]) == (422, "expects")
    assert set(get_args(StepName)) <= set(codec.COMMANDS)


async def test_a_body_that_is_no_object_is_refused_as_such(busy: Hosted) -> None:
    refused = await busy.host.client.post(f"{busy.url}/next-step", json=[], headers=busy.bearer("chair"))
    assert (refused.status_code, refused.json()["title"]) == (422, "The body must be one JSON object with the fields.")
    assert "field" not in refused.json()


def test_there_is_one_operation_for_each_command() -> None:
    posts = [path.removeprefix("/m/{code}/") for path, method, _ in operations() if method == "post"]
    assert posts == ["statement", "statement/withdraw", *codec.COMMANDS]


def test_every_operation_on_a_meeting_takes_a_language() -> None:
    for path, _, operation in operations():
        if path.startswith("/m/"):
            assert "lang" in [parameter["name"] for parameter in operation["parameters"]], path


async def test_every_address_of_the_document_exists(busy: Hosted) -> None:
    for path, method, _ in operations():
        secret = busy.links["desk"].rpartition("/")[2]
        url = busy.host.url + path.format(code=busy.code, statement="0" * 32, document="list", secret=secret)
        answer = await busy.host.client.request(method.upper(), url, headers=busy.bearer("desk"))
        if "{statement}" in path:
            assert answer.json()["code"] == "unknown_statement"
            continue
        assert answer.status_code < 500 and answer.status_code not in (404, 405), path


def test_the_document_lists_exactly_the_codes_that_pages_use() -> None:
    said = {code for code, _ in CODES_AND_MESSAGES.values()} | {"bad_request"}
    pages = Path(nameplate.__file__).parent / "pages"
    for node in (n for file in pages.rglob("*.py") for n in ast.walk(ast.parse(file.read_text("utf-8")))):
        match node:
            case ast.Call(func=ast.Name(id="Problem"), args=[_, ast.Constant(value=str(code)), *_]):
                said.add(code)
            case ast.Assign(
                targets=[ast.Name(id="NOT_FOUND")], value=ast.Tuple(elts=[_, ast.Constant(value=str(code)), _])
            ):
                said.add(code)
    assert set(PROBLEMS) == said | {reason.value for reason in Reason}
    assert len(PROBLEMS) == len(set(PROBLEMS))


@pytest.mark.parametrize("command", codec.COMMANDS)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
async def test_fields_that_fit_the_schema_are_answered_as_documented(
    busy: Hosted, command: str, data: st.DataObject
) -> None:
    fields, name = data.draw(values(fields_of(command))), data.draw(st.sampled_from(["chair", "desk", "delegate:FR"]))
    answer = await busy.post(name, command, fields, Accept="application/json")
    if answer.status_code == 200:
        assert isinstance(answer.json()["version"], int)
        assert (await busy.get("chair", "chair")).status_code == 200
        return
    assert answer.json()["code"] in PROBLEMS, answer.text
    assert answer.json()["title"] and answer.json()["status"] == answer.status_code
    listed = document()["paths"][f"/m/{{code}}/{command}"]["post"]["responses"]
    assert answer.status_code < 500 and str(answer.status_code) in listed
