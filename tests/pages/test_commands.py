"""Commands over HTTP: accepted, refused, malformed, too large, too many, too late, repeated."""

import asyncio
from typing import Any

import pytest
from httpx2 import Response

from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.store import codec
from tests.panel import SITTING, SLOT_1
from tests.serving import Hosted


def problem(answer: Response) -> tuple[int, str]:
    """The status and the code of a problem, which must be `application/problem+json` with a sentence."""
    told = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert told["status"] == answer.status_code and told["title"]
    return answer.status_code, told["code"]


async def test_an_accepted_command_is_answered_with_the_new_version(meeting: Hosted) -> None:
    answer = await meeting.post("chair", "open-sitting", {"sitting": SITTING})
    assert (answer.status_code, answer.content, answer.headers["Nameplate-Version"]) == (204, b"", "2")


async def test_a_client_that_accepts_json_gets_the_version_as_json(meeting: Hosted) -> None:
    answer = await meeting.post("chair", "open-sitting", {"sitting": SITTING}, Accept="application/json")
    assert (answer.status_code, answer.json(), answer.headers["Nameplate-Version"]) == (200, {"version": 2}, "2")


async def test_a_form_works_like_json(floor: Hosted) -> None:
    for command, fields in (
        ("request-floor", {"form": "question", "note": "on item 3"}),
        ("give-floor-to-next", {"after": ""}),
        ("adjust-clock", {"seconds": "-30"}),
        ("open-item", {"item": "p-10", "ending": "true"}),
        ("show-join-code", {"shown": "false"}),
    ):
        name = "delegate:FR" if command == "request-floor" else "chair"
        answer = await floor.form(name, command, **fields)
        assert answer.status_code == (409 if command == "show-join-code" else 204), (command, answer.text)


async def test_a_command_without_fields_needs_no_body(floor: Hosted) -> None:
    url, headers = f"{floor.url}/request-floor", floor.bearer("delegate:FR")
    assert (await floor.host.client.post(url, headers=headers)).status_code == 204
    empty = {"Content-Type": "application/json", **floor.bearer("delegate:KE")}
    assert (await floor.host.client.post(url, headers=empty)).status_code == 204


@pytest.mark.parametrize(
    ("name", "command", "fields", "told"),
    [
        ("chair", "open-sitting", {"sitting": SITTING}, (409, "already")),
        ("chair", "end-speech", {}, (409, "floor_free")),
        ("chair", "give-floor-to-next", {"after": "s99"}, (409, "overtaken")),
        ("chair", "adjourn-sitting", {"ending": False}, (204, None)),
        ("chair", "give-floor", {"seat": "XX"}, (404, "unknown_seat")),
        ("chair", "give-floor", {}, (422, "invalid")),
        ("chair", "open-item", {"item": "nowhere"}, (404, "unknown_item")),
        ("chair", "open-sitting", {"sitting": "evening"}, (404, "unknown_sitting")),
        ("chair", "end-speech", {"speech": "s99"}, (404, "unknown_speech")),
        ("chair", "remove-inscription", {"inscription": "i99"}, (404, "unknown_inscription")),
        ("chair", "withdraw-notice", {"notice": "n99"}, (404, "unknown_notice")),
        ("chair", "undo", {"version": 99}, (404, "unknown_version")),
        ("chair", "set-speaking-time", {"category": "ngo", "seconds": 5}, (422, "invalid")),
        ("chair", "request-floor", {}, (403, "no_seat")),
        ("delegate:FR", "withdraw-request", {"inscription": "i99"}, (404, "unknown_inscription")),
        ("delegate:FR", "request-floor", {"note": "x" * 281}, (422, "invalid")),
    ],
)
async def test_a_refusal_has_a_status_and_a_code(
    floor: Hosted, name: str, command: str, fields: Any, told: tuple[int, str | None]
) -> None:
    answer = await floor.post(name, command, fields)
    assert (answer.status_code, None) == told if told[1] is None else problem(answer) == told


async def test_a_refusal_contains_the_facts_of_its_sentence(floor: Hosted) -> None:
    await floor.post("delegate:FR", "request-floor")
    again = (await floor.post("delegate:FR", "request-floor")).json()
    assert (again["code"], again["place"]) == ("already_inscribed", 1)
    assert again["title"] == "Already on the list of speakers, in place 1."


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b'{"seconds": 30', None),
        (b"not json", None),
        (b"\xff\xfe", None),
        (b'"\\ud800"', None),
        (b"[30]", None),
        (b'"30"', None),
        (b"null", None),
        (b"{}", "seconds"),
        (b'{"seconds": "thirty"}', "seconds"),
        (b'{"seconds": "30"}', "seconds"),
        (b'{"seconds": 30.5}', "seconds"),
        (b'{"seconds": null}', "seconds"),
        (b'{"seconds": true}', "seconds"),
        (b'{"seconds": 1e400}', None),
        (b'{"seconds": 30, "speech": 7}', "speech"),
        (b'{"seconds": 30, "colour": "red"}', "colour"),
        (b"[" * 5000, None),
    ],
)
async def test_an_unreadable_json_body_is_refused_with_its_field(floor: Hosted, body: bytes, field: str | None) -> None:
    headers = {"Content-Type": "application/json", **floor.bearer("chair")}
    answer = await floor.host.client.post(f"{floor.url}/adjust-clock", content=body, headers=headers)
    assert problem(answer) == (422, "invalid")
    assert answer.json().get("field") == field


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"seconds=thirty", "seconds"),
        (b"", "seconds"),
        (b"seconds=", "seconds"),
        (b"seconds=30&seconds=40", "seconds"),
        (b"seconds=30&colour=red", "colour"),
    ],
)
async def test_an_unreadable_form_is_refused_with_its_field(floor: Hosted, body: bytes, field: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", **floor.bearer("chair")}
    answer = await floor.host.client.post(f"{floor.url}/adjust-clock", content=body, headers=headers)
    assert problem(answer) == (422, "invalid")
    assert answer.json()["field"] == field


async def test_an_uploaded_file_is_refused(floor: Hosted) -> None:
    url, files = f"{floor.url}/send-notice", {"text": ("notice.txt", b"Please conclude")}
    answer = await floor.host.client.post(url, data={"to": "hall"}, files=files, headers=floor.bearer("chair"))
    assert problem(answer) == (422, "invalid")


async def test_a_form_with_a_broken_boundary_is_refused(floor: Hosted) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x", **floor.bearer("chair")}
    answer = await floor.host.client.post(f"{floor.url}/send-notice", content=b"--y\r\nnonsense", headers=headers)
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
async def test_a_body_that_is_too_large_is_refused(floor: Hosted, kind: str) -> None:
    headers = {"Content-Type": kind, **floor.bearer("chair")}
    answer = await floor.host.client.post(f"{floor.url}/send-notice", content=b"x" * 20_000, headers=headers)
    assert problem(answer) == (413, "too_large")


async def test_a_command_repeated_with_its_key_is_done_once(floor: Hosted) -> None:
    key = {"Idempotency-Key": "k"}
    requests = (floor.post("delegate:FR", "request-floor", {"note": "a"}, **key) for _ in range(20))
    answers = await asyncio.gather(*requests)
    assert {(a.status_code, a.headers["Nameplate-Version"]) for a in answers} == {(204, "5")}
    assert (await floor.room()).meeting.version == 5


async def test_a_key_used_for_another_body_or_command_is_refused(floor: Hosted) -> None:
    key = {"Idempotency-Key": "k"}
    await floor.post("chair", "send-notice", {"to": "hall", "text": "Lunch"}, **key)
    other = await floor.post("chair", "send-notice", {"to": "hall", "text": "Dinner"}, **key)
    command = await floor.post("chair", "close-list", {}, **key)
    assert [problem(other), problem(command)] == [(422, "key_reused")] * 2


async def test_a_form_and_json_with_the_same_fields_count_as_the_same_command(floor: Hosted) -> None:
    key, url = {"Idempotency-Key": "k"}, f"{floor.url}/send-notice"
    first = await floor.post("chair", "send-notice", {"to": "hall", "text": "Lunch"}, **key)
    sent = {"to": "hall", "text": "Lunch"}
    again = await floor.host.client.post(url, data=sent, headers=floor.bearer("chair") | key)
    assert first.headers["Nameplate-Version"] == again.headers["Nameplate-Version"] == "5"


@pytest.mark.parametrize("key", ["", "k" * 129])
async def test_a_key_that_is_empty_or_too_long_is_refused(floor: Hosted, key: str) -> None:
    answer = await floor.post("chair", "close-list", {}, **{"Idempotency-Key": key})
    assert problem(answer) == (422, "invalid")
    assert answer.json()["field"] == "Idempotency-Key"


async def test_next_pressed_by_two_people_at_the_same_time_calls_one_speaker(floor: Hosted) -> None:
    for seat in ("FR", "KE"):
        await floor.post(f"delegate:{seat}", "request-floor")
    requests = (floor.post(name, "give-floor-to-next", {"after": ""}) for name in ("chair", "desk"))
    assert sorted(answer.status_code for answer in await asyncio.gather(*requests)) == [204, 409]
    picture = (await floor.get("chair", "state")).json()
    assert (picture["floor"]["seat"], len(picture["lists"][0]["inscriptions"])) == ("FR", 1)


async def test_a_command_after_its_deadline_is_refused(floor: Hosted) -> None:
    now = (await floor.room()).now_ms()
    late = await floor.post("delegate:FR", "request-floor", {}, **{"Nameplate-Until": str(now - 1)})
    timely = await floor.post("delegate:FR", "request-floor", {}, **{"Nameplate-Until": str(now + 60_000)})
    assert problem(late) == (409, "too_late")
    assert timely.status_code == 204


async def test_a_done_command_is_confirmed_even_when_repeated_after_its_deadline(floor: Hosted) -> None:
    now = (await floor.room()).now_ms()
    key = {"Idempotency-Key": "k"}
    await floor.post("delegate:FR", "request-floor", {}, **key)
    again = await floor.post("delegate:FR", "request-floor", {}, **key, **{"Nameplate-Until": str(now - 1)})
    assert (again.status_code, again.headers["Nameplate-Version"]) == (204, "5")


async def test_a_repeated_draw_is_confirmed_and_not_drawn_again(floor: Hosted) -> None:
    for name in ("delegate:FR", "delegate:KE"):
        await floor.post(name, "request-floor")
    answers = [await floor.post("chair", "draw-order", {"method": "lot"}, **{"Idempotency-Key": "k"}) for _ in range(3)]
    assert {(answer.status_code, answer.headers["Nameplate-Version"]) for answer in answers} == {(204, "7")}
    other = await floor.post("chair", "draw-order", {"method": "alphabet"}, **{"Idempotency-Key": "k"})
    assert problem(other) == (422, "key_reused")


@pytest.mark.parametrize("until", ["soon", "-1", "9" * 5000])
async def test_an_invalid_deadline_is_refused(floor: Hosted, until: str) -> None:
    answer = await floor.post("delegate:FR", "request-floor", {}, **{"Nameplate-Until": until})
    assert (*problem(answer), answer.json()["field"]) == (422, "invalid", "Nameplate-Until")
    assert (await floor.room()).meeting.version == 4


async def test_htmx_gets_the_sentence_and_the_code_in_a_header(floor: Hosted) -> None:
    answer = await floor.post("chair", "end-speech", {}, **{"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (409, "Nobody has the floor now.")
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.headers["Nameplate-Code"] == "floor_free"


@pytest.mark.parametrize("command", ["no-such-command", "GiveFloor", "give_floor", "live", "%00"])
async def test_an_unknown_command_is_not_found(meeting: Hosted, command: str) -> None:
    assert problem(await meeting.post("chair", command)) == (404, "not_found")


async def test_a_command_accepts_only_post(meeting: Hosted) -> None:
    for method in ("GET", "PUT", "DELETE", "PATCH", "OPTIONS"):
        url = f"{meeting.url}/open-sitting"
        answer = await meeting.host.client.request(method, url, headers=meeting.bearer("chair"))
        assert problem(answer) == (405, "method_not_allowed")
        assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize("what", ["state", "events", "chair", "record.csv"])
async def test_what_can_only_be_read_names_the_methods_for_it(meeting: Hosted, what: str) -> None:
    for method in ("POST", "DELETE", "OPTIONS"):
        answer = await meeting.host.client.request(method, f"{meeting.url}/{what}", headers=meeting.bearer("chair"))
        assert (problem(answer), answer.headers["Allow"]) == ((405, "method_not_allowed"), "GET, HEAD")


async def test_a_command_to_an_unknown_meeting_is_not_authenticated(meeting: Hosted) -> None:
    url = f"{meeting.host.url}/m/NOWHERE/open-sitting"
    answer = await meeting.host.client.post(url, json={"sitting": SITTING}, headers=meeting.bearer("chair"))
    assert problem(answer) == (401, "no_pass")


async def test_undo_over_http_undoes_the_newest_command_of_the_actor(floor: Hosted) -> None:
    await floor.post("chair", "give-floor", {"seat": "FR"})
    assert (await floor.post("chair", "undo")).status_code == 204
    picture = (await floor.get("hall", "state")).json()
    assert picture["floor"] is None
    assert [item["state"] for item in picture["sittings"][0]["items"] if item["id"] == SLOT_1] == ["open"]


def test_the_address_of_a_command_is_its_name_in_lower_case_with_hyphens() -> None:
    assert codec.COMMANDS["request-floor"] is RequestFloor
    assert all(name == name.lower() and "_" not in name for name in codec.COMMANDS)
