"""The start page of `nameplate demo`: a tile for each screen, and a button that lets the meeting run by itself."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from nameplate.paths import WEB
from nameplate.wording.messages import N_, Message

from .context import context_of
from .demo import Demo
from .problems import NOT_FOUND, Problem

PICTURES = WEB / "demo"
"""Of each screen, light and dark. `python -m tests.journeys.demo_pictures` takes them."""

Tile = tuple[str, Message, Message]
GROUPS: Sequence[tuple[str, Message, Sequence[Tile]]] = (
    (
        "consoles",
        N_("The chair and the secretariat"),
        (
            ("chair", N_("Chair"), N_("Gives the floor and keeps the time. Begin here: press N.")),
            ("desk", N_("Desk"), N_("Keeps the list of speakers for delegations.")),
        ),
    ),
    (
        "phones",
        N_("Delegations"),
        (
            ("delegate:FR", N_("Phone of France"), N_("Requests the floor.")),
            ("delegate:KE", N_("Phone of Kenya"), N_("Another delegation.")),
        ),
    ),
    (
        "room",
        N_("The room"),
        (
            ("hall", N_("Hall"), N_("The screen on the wall: who speaks, how long, who is next.")),
            ("podium", N_("Podium"), N_("The clock in front of the speaker.")),
            ("timer", N_("Timer"), N_("Nothing but the clock, for a stage.")),
            ("lobby", N_("Lobby"), N_("The board in the corridor: what is on, what comes when.")),
        ),
    ),
    (
        "booths",
        N_("Interpreters"),
        (("booth", N_("Booth"), N_("Who speaks, on what, who is next, with signals to the speaker.")),),
    ),
    (
        "outside",
        N_("Outside the room"),
        (
            ("air", N_("Webcast"), N_("Name and clock over the camera's picture.")),
            ("join", N_("Public"), N_("Follows the meeting, as with the code on the wall.")),
        ),
    ),
)
"""The tiles by who uses the screens. A tile has the name of the pass, the label of the screen, and what it is for."""


def show(request: Request, demo: Demo) -> Response:
    """The start page."""
    context = context_of(request)
    words = context.words(request)
    groups = [
        (
            users,
            words.translate(title),
            [(name, words.translate(label), words.translate(use)) for name, label, use in tiles],
        )
        for users, title, tiles in GROUPS
    ]
    return HTMLResponse(context.screens.page("demo.html", context.language(request), demo=demo, groups=groups))


def picture(request: Request) -> Response:
    """`GET /demo/{picture}`: the picture of a tile. Raises `Problem` 404 on a server that is no demo."""
    file = PICTURES / request.path_params["picture"]
    if context_of(request).demo is None or file not in PICTURES.iterdir():
        raise Problem(*NOT_FOUND)
    return FileResponse(file, media_type="image/webp")


async def play(request: Request) -> Response:
    """`POST /demo/play`: let the meeting run by itself. Raises `Problem` 404 on a server that is no demo."""
    demo = context_of(request).demo
    if demo is None:
        raise Problem(*NOT_FOUND)
    demo.play.set()
    return RedirectResponse("/", 303)
