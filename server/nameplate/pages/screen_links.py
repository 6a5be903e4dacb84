"""Makes a link to a screen of the room, with options. The server keeps only its hash, so it is shown once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.access.passes import make_passes
from nameplate.screens.audiences import screen_links
from nameplate.screens.device_list import link_label
from nameplate.store import pass_table
from nameplate.wording.messages import N_

from . import security_log
from .context import Context, context_of
from .devices import NO_STORE, moderators_form
from .join import SCREEN_OPTIONS
from .problems import Problem

PERCENT = tuple(str(percent) for percent in range(1, 101))
VALUES: Mapping[str, tuple[str, ...]] = {
    "theme": ("light", "dark"),
    "parts": ("name", "clock", "next"),
    "mirror": ("1",),
    "margin": PERCENT[:10],
    "clock": ("item", "sitting"),
    "count": ("up",),
    "bell": PERCENT,
}
"""By option: its values. The values of `lang` are the languages of the server."""
ONLY_FOR: Mapping[str, str] = {"parts": "air", "clock": "timer"}
"""Options that only the screen of one audience has."""
SEVERAL = "parts"
"""The option that may have several values."""


async def make(request: Request) -> Response:
    """`POST /m/{code}/devices/link` with the field `name`, and with options: a further link to this screen.

    Earlier links to the screen stay valid.
    """
    context, (pass_, form) = context_of(request), await moderators_form(request)
    room = await context.room(pass_.meeting)
    link = next((each for each in screen_links(room.meeting) if each.name == form.get("name")), None)
    if link is None:
        raise Problem(404, "not_found", N_("This meeting has no such link."))
    options = {name: _option(context, link.audience, name, form) for name in SCREEN_OPTIONS}
    query = urlencode({name: value for name, value in options.items() if value}, safe=",")
    ((secret, new),) = make_passes(pass_.meeting, [link]).values()
    job = partial(pass_table.issue, passes=[new], at=context.lobby.time.now_ms())
    await context.lobby.log.database.run(job)
    await context.pass_cache.refresh()
    security_log.note("link_made", "%s made a further link for %s", pass_.name, link.name)
    fragment = context.screens.page(
        "shared/screen_link.html",
        context.language(request),
        label=link_label(room.meeting, context.words(request), link.name),
        secret=f"{secret}?{query}" if query else secret,
    )
    return HTMLResponse(fragment, headers=NO_STORE)


def _option(context: Context, audience: str, name: str, form: FormData) -> str:
    """The value of an option in the link. "" if it was not chosen. Raises `Problem` for an impossible value."""
    chosen = [value for value in form.getlist(name) if isinstance(value, str) and value]
    possible = VALUES.get(name, context.screens.languages) if ONLY_FOR.get(name, audience) == audience else ()
    if not set(chosen) <= set(possible) or (len(chosen) > 1 and name != SEVERAL):
        worded = N_("“%(shown)s” is missing or not of the right kind. Please correct it.")
        raise Problem(422, "invalid", worded, {"field": name}, {"shown": name})
    return ",".join(chosen)
