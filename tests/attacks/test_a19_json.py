"""A19: JSON that is deep, huge, ambiguous or not JSON, and numbers without end."""

from __future__ import annotations

import pytest

from tests.serving import Hosted, heard

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


BAD_JSON = (
    b'{"to": "hall", "text": NaN}',
    b'{"to": "hall", "text": -Infinity}',
    b'{"to": "hall", "text": 1e309}',
    b'{"to": "hall", "text": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    b'{"to": "hall", "text": ' + b'{"a":' * 2000 + b"1" + b"}" * 2000 + b"}",
    b'{"to": "hall", "text": ' + b"9" * 5000 + b"}",
    b'{"to": "hall", "text": "\\ud800"}',
    b'{"to": "hall", "text": "\\udc00\\ud800"}',
    b'{"to": "hall", "text": "\xed\xa0\x80"}',
    b'{"to": "hall", "text": "\xc0\xaf"}',
    b'{"to": "hall", "text": "a\nb"}',
    b'{"to": "hall", "text": "x"} {}',
    b'{"to": "hall", "text": "x", "__proto__": {"role": "chair"}}',
    b'{"\xff": "hall"}',
    b'\xef\xbb\xbf{"to": "hall", "text": "x"}',
    b'{"to": ["hall"], "text": {"a": "b"}}',
    b"'",
)


@pytest.mark.parametrize("body", BAD_JSON)
async def test_invalid_or_excessive_json_is_refused_with_a_sentence(meeting: Hosted, body: bytes) -> None:
    headers = meeting.bearer("chair") | {"Content-Type": JSON}
    answer = await meeting.host.client.post(f"{meeting.url}/send-notice", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert answer.json()["title"].endswith(".") and "Traceback" not in answer.text
    assert (await meeting.room()).meeting.version == 1


async def test_a_field_given_twice_counts_once_in_json_and_is_refused_in_a_form(
    meeting: Hosted,
) -> None:
    url, headers = f"{meeting.url}/send-notice", meeting.bearer("chair")
    twice = b'{"to": "speaker", "to": "hall", "text": "Coffee"}'
    answer = await meeting.host.client.post(url, content=twice, headers=headers | {"Content-Type": JSON})
    assert answer.status_code == 204
    form = b"to=speaker&to=hall&text=Coffee"
    answer = await meeting.host.client.post(url, content=form, headers=headers | {"Content-Type": FORM})
    assert (answer.status_code, answer.json()["field"]) == (422, "to")


@pytest.mark.parametrize("number", [2**31, 2**63, 2**64, -(2**63) - 1, 10**300])
@pytest.mark.parametrize(
    ("command", "field", "fields"),
    [
        ("adjust-clock", "seconds", {}),
        ("set-item-minutes", "minutes", {"item": "p-9"}),
        ("set-speaking-time", "seconds", {"category": "all"}),
        ("defer-inscription", "places", {"inscription": "i5"}),
        ("undo", "version", {}),
    ],
)
async def test_an_enormous_number_is_refused_or_applied(
    floor: Hosted, command: str, field: str, fields: dict[str, str], number: int
) -> None:
    await floor.post("delegate:FR", "request-floor")
    await floor.post("delegate:KE", "request-floor")
    answer = await floor.post("chair", command, {field: number, **fields})
    taken = command == "defer-inscription" and number > 0
    assert answer.status_code == 204 if taken else answer.status_code in (404, 409, 422), answer.text


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "application/octet-stream", "", "/", "multipart/form-data"]
)
async def test_a_body_of_another_media_type_is_refused_and_not_ignored(floor: Hosted, kind: str) -> None:
    headers = floor.bearer("chair") | ({"Content-Type": kind} if kind else {})
    answer = await floor.host.client.post(f"{floor.url}/close-list", content=b'{"item": "p-9"}', headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert (await floor.room()).meeting.version == 4


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8", "application/ld+json"])
async def test_json_media_types_are_recognised_in_any_spelling(floor: Hosted, kind: str) -> None:
    headers = floor.bearer("chair") | {"Content-Type": kind}
    answer = await floor.host.client.post(f"{floor.url}/close-list", content=b'{"item": "p-9"}', headers=headers)
    assert answer.status_code == 204


async def test_a_number_with_too_many_digits_is_treated_as_no_number(floor: Hosted) -> None:
    long = "9" * 5000
    assert (await floor.get("chair", f"events?after={long}")).status_code == 422
    assert (await floor.post("chair", "close-list", **{"Nameplate-Until": long})).status_code == 422
    assert (await floor.post("chair", "close-list")).status_code == 204
    boot = (await floor.room()).boot
    async with floor.live("hall", "hall", f"&boot={boot}&version={long}") as screen:
        assert (await heard(screen))["version"] == 5
