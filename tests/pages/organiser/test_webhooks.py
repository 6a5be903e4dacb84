"""The page of the webhooks: what it adds, tests, resumes and removes."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from functools import partial

import pytest
from httpx2 import AsyncClient
from sqlalchemy import Connection, update

from nameplate.access.passes import hash_of
from nameplate.store import organiser_table, webhook_table
from tests.serving import Host, Hosted, serving
from tests.webhooks.receiver import Receiver, hook, receiving, stored


@pytest.fixture
async def host(database_url: str) -> AsyncIterator[Host]:
    """A server that may send to receivers on this machine."""
    async with serving(database_url, allows_private_webhooks=True) as running:
        yield running


@pytest.fixture
async def meeting(host: Host) -> Hosted:
    """A meeting on it."""
    return await host.meeting()


def address(meeting: Hosted, *more: str) -> str:
    """The address of the page, or of one of its buttons."""
    return "/".join(("/organiser/m", meeting.code, "webhooks", *more))


async def test_a_webhook_is_added_and_its_secret_is_shown_once(organiser: AsyncClient, meeting: Hosted) -> None:
    assert "no webhook yet" in (await organiser.get(address(meeting))).text
    form = {"url": "http://127.0.0.1:9/hook", "kind": ["floor", "clock"]}
    page = (await organiser.post(address(meeting), data=form)).text
    added = await stored(meeting.host, meeting.code)
    assert (added.url, added.kinds) == ("http://127.0.0.1:9/hook", ("floor", "clock"))
    assert added.delivered > 0  # what has happened before is not sent
    assert page.count(added.secret) == 1
    listed = await organiser.get(address(meeting))
    assert "http://127.0.0.1:9/hook" in listed.text and added.secret not in listed.text
    assert listed.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("url", "kinds", "said"),
    [
        ("nonsense", ["floor"], "names a host"),
        ("https://user:word@lights.example", ["floor"], "no password"),
        ("https://lights.example:99999/", ["floor"], "the port is wrong"),
        ("http://8.8.8.8/", ["floor"], "must begin with https://"),
        ("http://169.254.1.1/", ["floor"], "is no address of a receiver"),
        ("http://lights.invalid/", ["floor"], "this server does not find “lights.invalid”"),
        ("https://lights.example/", [], "at least one kind"),
    ],
)
async def test_a_wrong_address_is_refused_at_its_field_and_kept_in_the_form(
    organiser: AsyncClient, meeting: Hosted, url: str, kinds: list[str], said: str
) -> None:
    answer = await organiser.post(address(meeting), data={"url": url, "kind": kinds})
    assert answer.status_code == 422
    assert said in answer.text and f'value="{url}"' in answer.text and 'aria-invalid="true"' in answer.text
    assert not await meeting.host.database.run(partial(webhook_table.of_meeting, code=meeting.code))


async def test_a_name_of_this_machine_may_have_http(organiser: AsyncClient, meeting: Hosted) -> None:
    answer = await organiser.post(address(meeting), data={"url": "http://localhost:9/hook", "kind": "floor"})
    assert answer.status_code == 200
    assert (await stored(meeting.host, meeting.code)).url == "http://localhost:9/hook"


async def test_the_newest_webhook_is_the_first_and_is_named(organiser: AsyncClient, meeting: Hosted) -> None:
    await hook(meeting.host, meeting.code, "https://older.example/")  # with an id as older releases made it
    page = ""
    for name in ("b", "a", "c"):
        page = (await organiser.post(address(meeting), data={"url": f"https://{name}.example/", "kind": "floor"})).text
        assert f"Now send a test message to https://{name}.example/." in page
    assert re.findall(r'<h2 class="address">https://(\w+)', page) == ["c", "a", "b", "older"]


async def test_private_addresses_need_the_permission_of_the_operator(database_url: str) -> None:
    async with serving(database_url) as host, AsyncClient(base_url=host.url, headers={"Origin": host.url}) as browser:
        meeting = await host.meeting()
        await sign_in(browser, host)
        answer = await browser.post(address(meeting), data={"url": "https://192.168.0.7/", "kind": "floor"})
        assert answer.status_code == 422 and "--webhook-private" in answer.text
        answer = await browser.post(address(meeting), data={"url": "http://example.org/x", "kind": "floor"})
        assert answer.status_code == 422 and "must begin with https://" in answer.text


async def sign_in(browser: AsyncClient, host: Host) -> None:
    """Sign an organiser in."""
    await host.database.run(partial(organiser_table.add_link, link=hash_of("an organiser"), at=1))
    await browser.get("/organiser/in/an organiser")


async def test_a_test_message_is_signed_and_its_result_is_shown(organiser: AsyncClient, meeting: Hosted) -> None:
    async with receiving(Receiver()) as receiver:
        added = await hook(meeting.host, meeting.code, receiver.url)
        page = (await organiser.post(address(meeting, added.id, "test"))).text
        assert "accepted the test message" in page
        (sent,) = receiver.attempts
        assert sent.is_signed(added.secret)
        assert b'"type":"nameplate.webhook.test"' in sent.body and sent.data["meeting"] == meeting.code
        receiver.answer = lambda _: 503
        page = (await organiser.post(address(meeting, added.id, "test"))).text
        assert "It failed: status 503." in page and "No attempt has failed." not in page
    page = (await organiser.post(address(meeting, added.id, "test"))).text
    assert "It failed: the connection failed" in page
    assert (await stored(meeting.host, meeting.code)).failures == 0  # a test does not change the webhook


async def test_a_paused_webhook_is_resumed_and_removed(organiser: AsyncClient, meeting: Hosted) -> None:
    added = await hook(meeting.host, meeting.code, "https://lights.example/")
    values = {"paused_at": 7, "failures": 9, "failing_since": 1, "leased_by": "node"}
    await meeting.host.database.run(partial(_set, hook_id=added.id, values=values))
    assert "Paused" in (await organiser.get(address(meeting))).text
    answer = await organiser.post(address(meeting, added.id, "resume"))
    assert answer.status_code == 303 and (await stored(meeting.host, meeting.code)).paused_at is None
    asked = await organiser.post(address(meeting, added.id, "remove"))
    assert asked.status_code == 200 and "Remove this webhook?" in asked.text
    assert (await stored(meeting.host, meeting.code)).id == added.id
    removed = await organiser.post(address(meeting, added.id, "remove"), data={"confirmed": "1"})
    assert removed.status_code == 303
    for button in ("test", "resume", "remove"):
        assert (await organiser.post(address(meeting, added.id, button))).status_code == 404


def _set(connection: Connection, hook_id: str, values: dict[str, object]) -> None:
    chosen = update(webhook_table.HOOKS).where(webhook_table.HOOKS.c.id == hook_id)
    connection.execute(chosen.values(values))


async def test_only_an_organiser_on_this_site_may(browser: AsyncClient, link: str, meeting: Hosted) -> None:
    for button in ((), ("x", "test"), ("x", "resume"), ("x", "remove")):
        assert (await browser.post(address(meeting, *button), data={"url": "https://a.example"})).status_code == 401
    assert (await browser.get(address(meeting))).status_code == 401
    await browser.get(f"/organiser/in/{link}")
    foreign = {"Origin": "https://elsewhere.example"}
    answer = await browser.post(address(meeting), data={"url": "https://a.example", "kind": "floor"}, headers=foreign)
    assert answer.status_code == 403
    assert (await browser.get(address(meeting).replace(meeting.code, "NOSUCH22"))).status_code == 404


async def test_the_page_of_the_meeting_leads_there(organiser: AsyncClient, meeting: Hosted) -> None:
    page = (await organiser.get(f"/organiser/m/{meeting.code}")).text
    assert re.search(f'href="{address(meeting)}"', page)
