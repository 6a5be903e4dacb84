"""Makes a link to a screen of the room, with options. The server keeps only its hash, so it is shown once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.access.passes import Pass, make_passes
from nameplate.screens.audiences import screen_links
from nameplate.screens.device_list import link_label
from nameplate.store import pairing_table, pass_table
from nameplate.wording.messages import N_

from . import security_log
from .context import Context, context_of
from .devices import NO_STORE, moderators_form
from .problems import Problem
from .screen_options import ONLY_FOR, SCREEN_OPTIONS, SEVERAL, VALUES, unknown_part


async def make(request: Request) -> Response:
    """`POST /m/{code}/devices/link` with the field `name`, and with options: a further link to this screen.

    Earlier links to the screen stay valid. With the field `waiting`, the screen that shows this code gets the link.
    """
    context, (pass_, form) = context_of(request), await moderators_form(request)
    room = await context.room(pass_.meeting)
    link = next((each for each in screen_links(room.meeting) if each.name == form.get("name")), None)
    if link is None:
        raise Problem(404, "not_found", N_("This meeting has no such link."))
    options = {name: _option(context, link.audience, name, form) for name in SCREEN_OPTIONS}
    query = urlencode({name: value for name, value in options.items() if value}, safe=",")
    label, waiting = link_label(room.meeting, context.words(request), link.name), _code(form)
    ((secret, new),) = make_passes(pass_.meeting, [link]).values()
    job = partial(_issue, new=new, waiting=waiting, options=query, at=context.lobby.time.now_ms())
    if not await context.lobby.log.database.run(job):
        raise Problem(404, "not_found", N_("No screen shows the code %(code)s now."), more={"code": waiting})
    await context.pass_cache.refresh()
    security_log.note("link_made", "%s made a further link for %s", pass_.name, link.name)
    fragment = context.screens.page(
        "shared/screen_paired.html" if waiting else "shared/screen_link.html",
        context.language(request),
        label=label,
        secret=f"{secret}?{query}" if query else secret,
    )
    return HTMLResponse(fragment, headers=NO_STORE)


def _issue(connection: Connection, new: Pass, waiting: str, options: str, at: int) -> bool:
    """Store a new pass. With a code, its secret is that of the waiting screen. False if no screen has this code."""
    if waiting:
        hash_ = pairing_table.pair(connection, waiting, options, at)
        if hash_ is None:
            return False
        new = replace(new, hash=hash_)
    pass_table.issue(connection, [new], at)
    return True


def _code(form: FormData) -> str:
    """The code of a waiting screen, as somebody has typed it. "" if there is none."""
    typed = form.get("waiting")
    return "".join(typed.split()).upper() if isinstance(typed, str) else ""


def _option(context: Context, audience: str, name: str, form: FormData) -> str:
    """The value of an option in the link. "" if it was not chosen. Raises `Problem` for an impossible value."""
    chosen = [value for value in form.getlist(name) if isinstance(value, str) and value]
    possible = VALUES.get(name, context.screens.languages) if ONLY_FOR.get(name, audience) == audience else ()
    unknown = sorted({*chosen} - {*possible})
    if unknown and name == "parts" and possible:
        raise unknown_part(unknown[0])
    if unknown or len(chosen) > SEVERAL.get(name, 1):
        worded = N_("“%(shown)s” is missing or not of the right kind. Please correct it.")
        raise Problem(422, "invalid", worded, {"field": name}, {"shown": name})
    return "" if {*chosen} == {"0"} else ",".join(chosen)
