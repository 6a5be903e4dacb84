"""The webhooks of a meeting: the page that lists, adds, tests, resumes and removes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from nameplate.pages import security_log
from nameplate.pages.context import Context, context_of
from nameplate.pages.problems import Problem
from nameplate.store import webhook_table
from nameplate.store.webhook_table import Webhook, Work
from nameplate.webhooks.messages import KINDS
from nameplate.webhooks.receiver_address import NotAllowed, check, check_name, parse
from nameplate.webhooks.signature import new_secret
from nameplate.wording.messages import N_

from .access import HOME, organiser, organisers_form
from .meetings import page, text_of

MOST_OF_A_MEETING = 20
FROM_NOW_ON = -1
LABELS = {
    "sitting": N_("Sittings"),
    "programme": N_("Programme"),
    "list": N_("List of speakers"),
    "floor": N_("Floor"),
    "clock": N_("Clock"),
}
NO_SUCH = (404, "not_found", N_("The meeting has no such webhook (any more)."))


@dataclass(frozen=True, slots=True)
class WebhookRow:
    """A webhook on the page. `behind` is the number of events that it has not got. `result` is that of a test."""

    id: str
    url: str
    kinds: tuple[str, ...]
    is_paused: bool
    failures: int
    behind: int
    result: str = ""
    is_good: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into the form for a new webhook, and what is wrong with it."""

    url: str = ""
    kinds: tuple[str, ...] = KINDS
    fault: str = ""


async def show(request: Request) -> Response:
    """`GET /organiser/m/{code}/webhooks`: all webhooks of the meeting, the newest first."""
    await organiser(request)
    return await _page(request)


async def add(request: Request) -> Response:
    """`POST /organiser/m/{code}/webhooks`: add a webhook. Its secret is shown only now."""
    async with organisers_form(request) as form:
        url = text_of(form, "url").strip()
        kinds = tuple(kind for kind in KINDS if kind in form.getlist("kind"))
    context, code = context_of(request), request.path_params["code"]
    words = context.words(request)
    try:
        check(url, context.deliveries.allows_private)
        await check_name(url, context.deliveries.allows_private)
    except NotAllowed as error:
        why = words.translate(error.reason, **error.facts)
        fault = words.text("This address cannot be used: %(why)s.", why=why)
        return await _page(request, Draft(url, kinds, fault), status=422)
    if not kinds:
        return await _page(request, Draft(url, kinds, words.text("Choose at least one kind of change.")), status=422)
    if len(await _found(context, code)) >= MOST_OF_A_MEETING:
        fault = words.text("A meeting has at most %(n)s webhooks. Remove one first.", n=MOST_OF_A_MEETING)
        return await _page(request, Draft(url, kinds, fault), status=422)
    hook = Webhook(webhook_table.new_id(context.lobby.time.now_ms()), code, url, new_secret(), kinds, FROM_NOW_ON)
    await context.lobby.log.database.run(partial(webhook_table.add, hook=hook))
    _note("added", hook)
    return await _page(request, added=hook)


async def test(request: Request) -> Response:
    """`POST /organiser/m/{code}/webhooks/{hook}/test`: send a test message now, and show what came of it."""
    async with organisers_form(request):
        context = context_of(request)
    work = await _work(request)
    words = context.words(request)
    from nameplate.webhooks.http_client import NotDelivered  # noqa: PLC0415 - most servers have no webhook

    try:
        await context.deliveries.send_test(work.hook, work.head)
    except NotDelivered as error:
        why = words.translate(error.reason, **error.facts)
        return await _page(request, tested=(work.hook.id, words.text("It failed: %(why)s.", why=why), False))
    return await _page(request, tested=(work.hook.id, words.text("The receiver accepted the test message."), True))


async def resume(request: Request) -> Response:
    """`POST /organiser/m/{code}/webhooks/{hook}/resume`: let a webhook go on where it was, and try at once."""
    async with organisers_form(request):
        hook = (await _work(request)).hook
    job = partial(webhook_table.resume, code=hook.meeting, hook_id=hook.id, after=None)
    return await _changed(request, hook, "resumed", bool(await context_of(request).lobby.log.database.run(job)))


async def remove(request: Request) -> Response:
    """`POST /organiser/m/{code}/webhooks/{hook}/remove`: remove a webhook. The server stops within some seconds.

    Without the field `confirmed`, the page asks first.
    """
    async with organisers_form(request) as form:
        is_confirmed = "confirmed" in form
        hook = (await _work(request)).hook
    if not is_confirmed:
        return await _page(request, asked=hook.id)
    job = partial(webhook_table.remove, code=hook.meeting, hook_id=hook.id)
    return await _changed(request, hook, "removed", bool(await context_of(request).lobby.log.database.run(job)))


async def _changed(request: Request, hook: Webhook, change: str, is_done: bool) -> Response:
    if not is_done:
        raise Problem(*NO_SUCH)
    _note(change, hook)
    return RedirectResponse(f"{HOME}/m/{hook.meeting}/webhooks", 303)


def _note(change: str, hook: Webhook) -> None:
    """Log the host only. The rest of the URL may hold a secret of the receiver."""
    told = "An organiser %s the webhook %s (%s) of %s"
    security_log.note("webhook_changed", told, change, hook.id, parse(hook.url).host, hook.meeting)


async def _found(context: Context, code: str) -> list[Work]:
    def read(connection: Connection) -> list[Work]:
        return webhook_table.of_meeting(connection, code)

    await context.room(code)  # an unknown code is refused in words
    found: list[Work] = await context.lobby.log.database.run(read)
    return found


async def _work(request: Request) -> Work:
    """The webhook of an address. Raises `Problem` 404."""
    params = request.path_params
    for work in await _found(context_of(request), params["code"]):
        if work.hook.id == params["hook"]:
            return work
    raise Problem(*NO_SUCH)


async def _page(
    request: Request,
    draft: Draft | None = None,
    added: Webhook | None = None,
    tested: tuple[str, str, bool] = ("", "", False),
    asked: str = "",
    status: int = 200,
) -> Response:
    context, code = context_of(request), request.path_params["code"]
    words = context.words(request)
    rows = []
    for work in await _found(context, code):
        hook = work.hook
        kinds = tuple(words.translate(LABELS[kind]) for kind in hook.kinds)
        result = tested[1:] if tested[0] == hook.id else ("", False)
        behind = max(0, work.head - hook.delivered)
        rows.append(WebhookRow(hook.id, hook.url, kinds, hook.paused_at is not None, hook.failures, behind, *result))
    return page(
        request,
        "webhooks.html",
        status=status,
        meeting=(await context.room(code)).meeting,
        rows=rows,
        draft=draft or Draft(),
        added=added,
        asked=asked,
        labels=[(kind, words.translate(LABELS[kind])) for kind in KINDS],
        allows_private=context.deliveries.allows_private,
    )
