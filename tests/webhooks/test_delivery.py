"""Changes of a meeting are delivered in order, signed, and again until they are accepted."""

from __future__ import annotations

import asyncio
import random
import ssl
import subprocess
from pathlib import Path

import pytest

from nameplate.store import webhook_table
from nameplate.webhooks import delivery, http_client
from nameplate.webhooks.messages import KINDS
from tests.panel import SLOT_1
from tests.serving import Hosted, serving, until
from tests.webhooks.receiver import HANG, Receiver, hook, receiving, stored


def events(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The events of the lines about webhooks."""
    found = [getattr(record, "event", "") for record in caplog.records]
    return [event for event in found if event.startswith("webhook")]


async def toggle(meeting: Hosted, times: int) -> list[int]:
    """Suspend and resume the sitting. Returns the version after each command."""
    versions = []
    for number in range(times):
        answer = await meeting.post("chair", "suspend-sitting" if number % 2 == 0 else "resume-sitting")
        assert answer.status_code == 204, answer.text
        versions.append(int(answer.headers["Nameplate-Version"]))
    return versions


async def settled(meeting: Hosted) -> None:
    """Wait until everything is delivered, and this is stored."""
    room = await meeting.room()
    while (await stored(meeting.host, meeting.code)).delivered < room.meeting.version:  # noqa: ASYNC110 - in the database
        await asyncio.sleep(0.005)


async def test_each_kind_of_change_is_sent_and_signed(floor: Hosted, receiver: Receiver) -> None:
    added = await hook(floor.host, floor.code, receiver.url)
    await floor.post("delegate:FR", "request-floor", {"note": "a note of FR"})
    await until(lambda: bool(receiver.accepted))
    await floor.post("chair", "give-floor", {"seat": "FR"})
    await floor.post("chair", "pause-clock")
    await floor.post("chair", "send-notice", {"to": "speaker", "text": "Please conclude"})
    await floor.post("chair", "end-speech")
    assert (await floor.post("chair", "close-item", {"item": SLOT_1})).status_code == 204
    await floor.post("chair", "suspend-sitting")
    await until(lambda: bool(receiver.of_kind("sitting")))
    assert {attempt.type for attempt in receiver.accepted} == set(KINDS)
    assert all(attempt.is_signed(added.secret) for attempt in receiver.accepted)
    assert not receiver.accepted[0].is_signed("whsec_" + "A" * 44)
    assert {attempt.target for attempt in receiver.accepted} == {"/hook?key=1"}
    assert not [a for a in receiver.accepted if b"note of" in a.body or b"conclude" in a.body]
    assert receiver.of_kind("list")[0]["lists"][0]["next"] == [{"seat": "FR", "name": "France"}]
    assert receiver.of_kind("floor")[0]["floor"]["name"] == "France"
    assert receiver.of_kind("clock")[1]["clock"]["running_since_ms"] is None
    versions = [attempt.data["version"] for attempt in receiver.accepted]
    assert versions == sorted(versions)


async def test_a_webhook_gets_only_its_kinds(floor: Hosted, receiver: Receiver) -> None:
    await hook(floor.host, floor.code, receiver.url, "floor")
    await floor.post("chair", "give-floor", {"seat": "FR"})
    await floor.post("chair", "end-speech")
    await until(lambda: len(receiver.accepted) >= 2)
    await settled(floor)
    assert [attempt.type for attempt in receiver.accepted] == ["floor", "floor"]
    assert [data["floor"] and data["floor"]["seat"] for data in receiver.of_kind("floor")] == ["FR", None]


async def test_nothing_is_lost_and_the_order_stays_with_a_receiver_that_fails_at_random(
    floor: Hosted, receiver: Receiver, seed: int
) -> None:
    chance = random.Random(seed)
    receiver.answer = lambda _: chance.choice((204, 200, 500, 503, 302, 404))
    await hook(floor.host, floor.code, receiver.url, "sitting")
    versions = await toggle(floor, 200)
    await settled(floor)
    assert [data["version"] for data in receiver.of_kind("sitting")] == versions
    states = [data["sittings"][0]["state"] for data in receiver.of_kind("sitting")]
    assert states == ["suspended", "open"] * 100
    bodies: dict[str, set[bytes]] = {}
    for attempt in receiver.attempts:
        bodies.setdefault(attempt.id, set()).add(attempt.body)
    assert len(bodies) == 200 and all(len(each) == 1 for each in bodies.values())


@pytest.mark.parametrize("status", [500, 302, HANG])
async def test_a_failed_message_is_sent_again_before_the_next_one(
    floor: Hosted, receiver: Receiver, status: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    if status == HANG:
        monkeypatch.setattr(http_client, "TIMEOUT_SECONDS", 1)
    answers = [status, status, status]
    receiver.answer = lambda _: answers.pop() if answers else 204
    await hook(floor.host, floor.code, receiver.url, "sitting")
    versions = await toggle(floor, 2)
    await settled(floor)
    assert [attempt.data["version"] for attempt in receiver.attempts] == [versions[0]] * 4 + [versions[1]]
    assert {attempt.target for attempt in receiver.attempts} == {"/hook?key=1"}, "no redirect is followed"
    assert events(caplog) == ["webhook_failed", "webhook_recovered"]
    assert "key=1" not in caplog.text
    assert (await stored(floor.host, floor.code)).failures == 0
    text = (await floor.host.client.get(floor.host.url + "/metrics")).text
    assert 'nameplate_webhook_attempts_total{outcome="failed"} 3.0' in text
    assert 'nameplate_webhook_attempts_total{outcome="delivered"} 2.0' in text


async def test_a_receiver_that_is_not_there_gets_everything_later(floor: Hosted) -> None:
    receiver = Receiver()
    async with receiving(receiver):
        pass
    await hook(floor.host, floor.code, receiver.url, "sitting")
    versions = await toggle(floor, 4)
    while not (await stored(floor.host, floor.code)).failures:  # noqa: ASYNC110 - in the database
        await asyncio.sleep(0.005)
    async with receiving(receiver):
        await settled(floor)
    assert [data["version"] for data in receiver.of_kind("sitting")] == versions


async def test_the_room_answers_while_a_receiver_hangs(floor: Hosted, receiver: Receiver) -> None:
    receiver.answer = lambda _: HANG
    await hook(floor.host, floor.code, receiver.url)
    await toggle(floor, 1)
    await until(lambda: len(receiver.attempts) == 1)
    for _ in range(10):
        assert (await floor.post("chair", "resume-sitting")).status_code == 204
        assert (await floor.post("chair", "suspend-sitting")).status_code == 204
    assert len(receiver.attempts) == 1
    assert (await stored(floor.host, floor.code)).delivered < (await floor.room()).meeting.version


async def test_delivery_goes_on_after_a_restart_of_the_server(database_url: str) -> None:
    receiver = Receiver(answer=lambda _: 500)
    async with receiving(receiver):
        async with serving(database_url, allows_private_webhooks=True) as host:
            floor = await (await host.meeting()).open_floor()
            await hook(host, floor.code, receiver.url, "sitting")
            versions = await toggle(floor, 10)
            await until(lambda: bool(receiver.attempts))
        receiver.answer = lambda _: 204
        async with serving(database_url, allows_private_webhooks=True) as host:
            await until(lambda: len(receiver.accepted) >= 10)
            assert host.context.lobby.open_room(floor.code), "nobody has asked for the meeting"
    assert [data["version"] for data in receiver.of_kind("sitting")] == versions
    assert receiver.accepted_ids[0] == receiver.attempts[0].id


async def test_waiting_changes_of_a_list_are_sent_as_its_newest_state(floor: Hosted, receiver: Receiver) -> None:
    before = (await floor.room()).meeting.version
    for seat in ("FR", "KE", "BR"):
        await floor.post("desk", "add-inscription", {"seat": seat})
    await toggle(floor, 1)
    await floor.post("desk", "add-inscription", {"seat": "NO"})
    await floor.post("desk", "add-inscription", {"seat": "EU"})
    await hook(floor.host, floor.code, receiver.url, "list", "sitting", after=before)
    await settled(floor)
    told = [(a.type, a.data["lists"][0]["waiting"] if a.type == "list" else None) for a in receiver.accepted]
    assert told == [("sitting", None), ("list", 3), ("list", 5)]


async def test_a_receiver_that_answers_410_is_removed(
    floor: Hosted, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.answer = lambda _: 410
    await hook(floor.host, floor.code, receiver.url)
    await toggle(floor, 2)
    while await floor.host.database.run(  # noqa: ASYNC110 - in the database
        lambda connection: webhook_table.of_meeting(connection, floor.code)
    ):
        await asyncio.sleep(0.005)
    assert len(receiver.attempts) == 1
    assert events(caplog) == ["webhook_removed"]


async def test_a_webhook_that_fails_for_long_is_paused_until_it_is_resumed(
    floor: Hosted, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(delivery, "PAUSE_AFTER_MS", 20)
    receiver.answer = lambda _: 500
    added = await hook(floor.host, floor.code, receiver.url, "sitting")
    versions = await toggle(floor, 2)
    while not (await stored(floor.host, floor.code)).paused_at:  # noqa: ASYNC110 - in the database
        await asyncio.sleep(0.005)
    assert events(caplog) == ["webhook_failed", "webhook_paused"]
    receiver.answer = lambda _: 204
    await floor.host.database.run(lambda connection: webhook_table.resume(connection, floor.code, added.id, after=None))
    await settled(floor)
    assert [data["version"] for data in receiver.of_kind("sitting")] == versions


async def test_a_webhook_can_begin_again_after_a_version(floor: Hosted, receiver: Receiver) -> None:
    added = await hook(floor.host, floor.code, receiver.url, "sitting", after=0)
    versions = [1, 2, *await toggle(floor, 2)]
    await settled(floor)
    assert [data["version"] for data in receiver.of_kind("sitting")] == versions
    first = receiver.accepted_ids
    await floor.host.database.run(lambda connection: webhook_table.resume(connection, floor.code, added.id, after=1))
    await until(lambda: len(receiver.accepted) >= len(versions) + 3)
    assert receiver.accepted_ids == first, "a receiver can drop what it has"


async def test_a_removed_webhook_gets_nothing_more(floor: Hosted, receiver: Receiver) -> None:
    added = await hook(floor.host, floor.code, receiver.url)
    await toggle(floor, 1)
    await settled(floor)
    tasks = floor.host.context.deliveries._tasks
    await floor.host.database.run(lambda connection: webhook_table.remove(connection, floor.code, added.id))
    await until(lambda: not tasks)
    count = len(receiver.attempts)
    await floor.post("chair", "resume-sitting")
    assert len(receiver.attempts) == count


async def test_a_private_address_is_refused_without_the_option(
    database_url: str, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(database_url) as host:
        floor = await (await host.meeting()).open_floor()
        await hook(host, floor.code, receiver.url)
        await toggle(floor, 1)
        await until(lambda: "--webhook-private" in caplog.text)
    assert receiver.attempts == []


async def test_a_delivery_does_not_keep_an_unused_room_open(floor: Hosted, receiver: Receiver) -> None:
    await hook(floor.host, floor.code, receiver.url, "sitting")
    await toggle(floor, 1)
    await settled(floor)
    await floor.host.context.lobby.close_unused(seconds=0)
    assert floor.host.context.lobby.open_room(floor.code) is None
    await until(lambda: not floor.host.context.deliveries._tasks)
    await floor.post("chair", "resume-sitting")
    await until(lambda: len(receiver.accepted) == 2)


async def test_a_receiver_with_tls_needs_a_certificate_that_is_trusted(
    floor: Hosted, receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost")
    names = ("-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate))
    await asyncio.to_thread(subprocess.run, [*made, *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    await hook(floor.host, floor.code, f"https://localhost:{port}/hook", "sitting")
    await toggle(floor, 1)
    while not (await stored(floor.host, floor.code)).failures:  # noqa: ASYNC110 - in the database
        await asyncio.sleep(0.005)
    assert receiver.attempts == []
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(http_client, "tls_context", lambda: trusting)
    await until(lambda: len(receiver.accepted) == 1)
    assert receiver.accepted[0].headers["host"] == f"localhost:{port}"
    server.close()
