"""The cost of a request and of each picture by the length of the list: `python -m tests.bench.pictures`.

It uses one process and no network: only the domain and the screens.
"""

from __future__ import annotations

import gc
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from nameplate.meeting import Actor, Command, Meeting, Role, perform, replay
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Inscription, Seat
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.undo import Undo
from nameplate.paths import WEB
from nameplate.rooms.picture import RegionPicture
from nameplate.screens import json_picture
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from tests.audiences import PAGES
from tests.cast import CHAIR
from tests.panel import floor_open, panel

WAITING = (10, 100, 195, 1_000, 10_000)
LANGUAGES = (1, 2, 6)
LANGUAGE_NAMES = ("en", "ar", "es", "fr", "ru", "zh")
REQUESTS, DRAWINGS, SOME_SEATS = 50, 7, 50
FOLDED = 20_000
KINDS = ("member_state", "observer_state", "ngo", "nhri")

RenderedViews = dict[str, tuple[object, str]]


def main() -> None:
    """Measure, and print a table. With `--json`, print only the figures."""
    found = measure()
    print(json.dumps(found, indent=1) if "--json" in sys.argv else table(found))


def measure(sizes: Sequence[int] = WAITING) -> dict[str, Any]:
    """Microseconds by name, for each number of waiting delegations; and seconds to replay a long log.

    `request` is the time to decide one request for the floor. The time of an audience is the time to render its picture
    after one more request, with the views of the previous rendering. `personal` is the own region of one delegation.
    """
    seats = tuple(Seat(f"S{n}", KINDS[n % len(KINDS)], f"Delegation {n}") for n in range(max(sizes) + 1_000))
    meeting = floor_open(panel(delegations=seats))
    by_size: dict[str, dict[str, float]] = {}
    for size in sizes:
        meeting = all_ask(meeting, size)
        by_size[str(size)] = costs(meeting)
    hundred = all_ask(floor_open(panel(delegations=seats)), 100)
    return {"us": by_size, "languages_ms": languages_ms(hundred), "fold": fold(meeting)}


def all_ask(meeting: Meeting, size: int) -> Meeting:
    """The meeting with `size` waiting inscriptions."""
    for n in range(len(waiting(meeting)), size):
        meeting = pressed(meeting, f"S{n}", RequestFloor())
    return meeting


def costs(meeting: Meeting) -> dict[str, float]:
    """Microseconds for each step of a request for the floor."""
    found = {"request": request_us(meeting)}
    screens = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")
    for audience in PAGES:
        found[audience] = rendering_us(meeting, screens, audience)
    found["all five"] = rendering_us(meeting, screens, *PAGES)
    found["state"] = state_us(meeting, screens)
    found["personal"] = personal_us(meeting, screens)
    return found


def request_us(meeting: Meeting) -> float:
    """The time of one request, as the mean of many requests from different delegations."""
    first, askers = len(waiting(meeting)), [*range(REQUESTS)]
    seats = [Actor(f"delegate:S{first + n}", Role.DELEGATE, f"S{first + n}") for n in askers]
    began = time.process_time()
    for by in seats:
        after = perform(meeting, RequestFloor(), by, meeting.at + 1)
        assert isinstance(after, Meeting)
        meeting = after
    return (time.process_time() - began) / len(seats) * 1e6


def rendering_us(meeting: Meeting, screens: Renderer, *audiences: str) -> float:
    """All regions of some audiences, one after the other, after one more request."""
    rendered_views: dict[str, RenderedViews] = {audience: {} for audience in audiences}

    def render(after: Meeting) -> object:
        context = RenderContext(after, screens.words("en"))
        return [screens.regions_of(context, each, None, None, views) for each, views in rendered_views.items()]

    render(meeting)
    return after_each_request(meeting, render)


def state_us(meeting: Meeting, screens: Renderer) -> float:
    """The time to make the JSON picture for programs."""
    words = screens.words("en")
    return after_each_request(
        meeting,
        lambda after: msgspec.json.encode(json_picture.picture(RenderContext(after, words), after.at, moderates=False)),
    )


def personal_us(meeting: Meeting, screens: Renderer) -> float:
    """The own region of some delegations on the list, after one request."""
    rows = waiting(meeting)
    step = max(1, len(rows) // SOME_SEATS)
    some = [row.seat for row in rows[::step]]

    def render(after: Meeting) -> object:
        context = RenderContext(after, screens.words("en"))
        return [screens.regions_of(context, "delegate", seat, None) for seat in some]

    return after_each_request(meeting, render) / len(some)


def languages_ms(meeting: Meeting, counts: Sequence[int] = LANGUAGES) -> dict[str, float]:
    """The shared picture of the phones, rendered, encoded and compressed in several languages (all English)."""
    with tempfile.TemporaryDirectory() as folder:
        web, names = Path(folder), LANGUAGE_NAMES[: max(counts)]
        for part in ("static", "templates"):
            (web / part).symlink_to(WEB / part)
        for name in names:
            shutil.copytree(WEB / "locale" / "en", web / "locale" / name)
        screens = Renderer(web, lambda code: f"http://nameplate.test/in/{code}")
        return {str(count): shared_us(meeting, screens, names[:count]) / 1000 for count in counts}


def shared_us(meeting: Meeting, screens: Renderer, languages: Sequence[str]) -> float:
    """Render and encode one change for phones of these languages."""
    pictures = {language: RegionPicture("boot") for language in languages}

    def render(after: Meeting) -> object:
        frames = []
        for language, picture in pictures.items():
            seen = picture.version
            picture.update(
                after.version, screens.regions(after, "delegate", language, None, None, picture.rendered_views)
            )
            frames.append(picture.frame(seen))
        return [frame.data(True) for frame in frames if frame]

    render(meeting)
    return after_each_request(meeting, render)


def after_each_request(meeting: Meeting, render: Callable[[Meeting], object]) -> float:
    """The median time of some renderings in microseconds. Before each rendering, one more request arrives."""
    first, took = len(waiting(meeting)), list[float]()
    for n in range(DRAWINGS):
        meeting = pressed(meeting, f"S{first + n}", RequestFloor())
        gc.collect()
        began = time.process_time()
        render(meeting)
        took.append(time.process_time() - began)
    return median(took) * 1e6


def fold(meeting: Meeting, events: int = FOLDED) -> dict[str, float]:
    """Seconds to replay a log with this number of events, and seconds to undo the chair's last command in it.

    Most events are requests; some are calls and withdrawals.
    """
    seats = [seat for seat in meeting.seats if seat.startswith("S")]
    meeting = floor_open(panel(delegations=tuple(meeting.seats[seat] for seat in seats)))
    turn = 0
    while meeting.version < events:
        turn += 1
        rows, seat = waiting(meeting), seats[turn % len(seats)]
        if turn % 40 == 0:
            meeting = pressed(meeting, "", GiveFloorToNext())
        elif turn % 4 == 0:
            gone = rows[turn % len(rows)]
            meeting = pressed(meeting, gone.seat, WithdrawRequest(gone.id))
        else:
            after = perform(meeting, RequestFloor(), Actor(seat, Role.DELEGATE, seat), meeting.at + 100)
            meeting = after if isinstance(after, Meeting) else meeting
    entries = [*meeting.entries()][::-1]
    began = time.process_time()
    replay(entries)
    folded = time.process_time()
    newest = next(entry.version for entry in meeting.entries() if entry.by == CHAIR.name)
    pressed(meeting, "", Undo(newest))
    undone = time.process_time()
    return {
        "events": len(entries),
        "waiting": len(waiting(meeting)),
        "seconds": folded - began,
        "undo_seconds": undone - folded,
    }


def waiting(meeting: Meeting) -> tuple[Inscription, ...]:
    """The inscriptions on the list of the first floor block."""
    speakers = next(s for s in meeting.lists.values() if s.state == "open" and s.purpose == "speakers")
    return speakers.waiting


def pressed(meeting: Meeting, seat: str, command: Command) -> Meeting:
    """The meeting after a command of a delegation. Without a seat, the chair gives the command."""
    by = Actor(f"delegate:{seat}", Role.DELEGATE, seat) if seat else CHAIR
    after = perform(meeting, command, by, meeting.at + 1)
    assert isinstance(after, Meeting), f"{command} of {seat} is refused: {after}"
    return after


def table(found: dict[str, Any]) -> str:
    """The figures as text: microseconds for a request and a personal region, milliseconds for pictures."""
    by_size: dict[str, dict[str, float]] = found["us"]
    names = [name for name in next(iter(by_size.values())) if name not in ("request", "personal")]
    lines = [f"{'waiting':>8} {'request us':>11} {'own us':>8} " + " ".join(f"{name + ' ms':>11}" for name in names)]
    for size, costs in by_size.items():
        shown = " ".join(f"{costs[name] / 1000:11.2f}" for name in names)
        lines.append(f"{size:>8} {costs['request']:11.1f} {costs['personal']:8.0f} {shown}")
    folded = found["fold"]
    spoken = ", ".join(f"{count}: {ms:.2f} ms" for count, ms in found["languages_ms"].items())
    lines.append(f"a change made ready for all phones, by languages: {spoken}")
    said = f"fold of {folded['events']} events: {folded['seconds']:.3f} s ({folded['waiting']} wait at the end)"
    lines.append(f"{said}, Undo {folded['undo_seconds'] * 1000:.0f} ms")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
