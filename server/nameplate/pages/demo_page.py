"""The start page of `nameplate demo`: a tile for each screen, and a button that lets the meeting run by itself."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from nameplate.wording.messages import N_

from .context import context_of
from .demo import Demo
from .problems import NOT_FOUND, Problem

TILES = (
    ("chair", N_("Chair"), N_("Gives the floor and keeps the time. Begin here: press N.")),
    ("hall", N_("Hall"), N_("The screen on the wall: who speaks, how long, who is next.")),
    ("podium", N_("Podium"), N_("The clock in front of the speaker.")),
    ("desk", N_("Desk"), N_("Keeps the list of speakers for delegations.")),
    ("delegate:FR", N_("Phone of France"), N_("Requests the floor.")),
    ("delegate:KE", N_("Phone of Kenya"), N_("Another delegation.")),
    ("booth", N_("Booth"), N_("For the interpreters, with signals to the speaker.")),
    ("lobby", N_("Lobby"), N_("The board in the corridor: what is on, what comes when.")),
    ("timer", N_("Timer"), N_("Nothing but the clock, for a stage.")),
    ("air", N_("Webcast"), N_("Name and clock over the camera's picture.")),
    ("join", N_("Public"), N_("Follows the meeting, as with the code on the wall.")),
)
"""The name of the pass, the label of the screen, and what it is for."""


def show(request: Request, demo: Demo) -> Response:
    """The start page."""
    context = context_of(request)
    words = context.words(request)
    tiles = [(name, words.translate(label), words.translate(purpose)) for name, label, purpose in TILES]
    return HTMLResponse(context.screens.page("demo.html", context.language(request), demo=demo, tiles=tiles))


async def play(request: Request) -> Response:
    """`POST /demo/play`: let the meeting run by itself. Raises `Problem` 404 on a server that is no demo."""
    demo = context_of(request).demo
    if demo is None:
        raise Problem(*NOT_FOUND)
    demo.play.set()
    return RedirectResponse("/", 303)
