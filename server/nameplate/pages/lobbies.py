"""The boards of several meetings side by side, on one screen in the corridor.

Each board is the lobby screen of its meeting, in a frame. So each keeps itself up to date, with the link that this
browser has of it.
"""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.screens.audiences import AUDIENCES
from nameplate.wording.messages import N_

from .authentication import carried_secrets, look_up
from .context import context_of
from .problems import Problem

LOBBY = "lobby"
MOST = 8


async def show(request: Request) -> Response:
    """`GET /lobby`: the boards of all meetings whose links this browser has opened.

    The parameter `meetings` chooses some of them by code, in this order. Other parameters are options of the boards.
    """
    context = context_of(request)
    carried = await look_up(request, *carried_secrets(request))
    known = sorted({pass_.meeting for pass_ in carried if pass_.role in AUDIENCES[LOBBY].visible_to})
    chosen = _chosen(request.query_params.get("meetings", ""))
    if unknown := next((code for code in chosen if code not in known), None):
        told = N_("Open the lobby link of the meeting %(code)s in this browser first.")
        raise Problem(401, "no_pass", told, more={"code": unknown})
    if not known:
        raise Problem(401, "no_pass", N_("Open the lobby link of each meeting in this browser first."))
    options = urlencode([(name, value) for name, value in request.query_params.multi_items() if name != "meetings"])
    page = context.screens.page(
        "lobbies.html", context.language(request), codes=(chosen or known)[:MOST], options=options
    )
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


def _chosen(codes: str) -> list[str]:
    return list(dict.fromkeys(code.strip().upper() for code in codes.split(",") if code.strip()))
