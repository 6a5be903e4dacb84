"""The figures of several meetings of a session, for their organiser: choose the meetings, and read or take the figures.

`routes.py` imports this module on first use.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.meeting import Meeting
from nameplate.pages.context import DAMAGED, Context, context_of
from nameplate.pages.problems import NOT_FOUND, Problem
from nameplate.record import Account, account_of
from nameplate.record.session_figures import SessionFigures, session_figures
from nameplate.record.session_pages import heard_page, session_csv, session_json, session_page
from nameplate.store import event_log
from nameplate.store.hash_chain import DamagedLog
from nameplate.store.log_rows import NoMeeting
from nameplate.wording.language import Words, local
from nameplate.wording.messages import N_

from .access import organiser
from .meetings import HEADERS, MOST_MEETINGS, page

MOST_COUNTED = 40
"""The record of a long meeting takes a second. So the figures of all these take less than a minute."""
DOCUMENTS = ("session", "heard", "session.csv", "session.json")
NO_DATE = N_("Write a day like 2026-03-02.")
NOTHING_CHOSEN = N_("Choose a day from and to, or tick the meetings.")
NO_MEETINGS = N_("No meeting begins in these days.")
LATER = N_("This day is before the first one.")
TOO_MANY = N_("These are %(chosen)s meetings. At most %(most)s can be counted together. Choose fewer days or meetings.")


@dataclass(frozen=True, slots=True)
class Choice:
    """A meeting that can be chosen. `begins_on` is the day of its first sitting, in its time zone."""

    code: str
    title: str
    room: str
    begins_at: int
    timezone: str
    begins_on: date


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: ticked meetings, or all of some days. `faults` are sentences by the name of the field."""

    since: str
    until: str
    ticked: frozenset[str]
    codes: tuple[str, ...]
    faults: dict[str, str]


async def choose(request: Request) -> Response:
    """`GET /organiser/figures`: choose the meetings."""
    await organiser(request)
    listed = await _listed(context_of(request))
    asked = request.query_params
    chosen = _chosen(asked, listed, context_of(request).words(request))
    # A page that nobody has sent yet has no faults.
    return _choice(request, listed, chosen if asked.keys() - {"lang"} else _with_faults(chosen, {}))


async def show(request: Request) -> Response:
    """`GET /organiser/figures/{document}`: the figures of the chosen meetings, as one of `DOCUMENTS`."""
    await organiser(request)
    document = request.path_params["document"]
    if document not in DOCUMENTS:
        raise Problem(*NOT_FOUND)
    context = context_of(request)
    listed, words = await _listed(context), context.words(request)
    chosen = _chosen(request.query_params, listed, words)
    if chosen.faults:
        return _choice(request, listed, chosen, 422)
    async with context.uploads.counting:
        accounts, rehearsals = await _accounts(context, chosen.codes, words)
        return await asyncio.to_thread(_document, request, document, accounts, rehearsals)


def _document(request: Request, document: str, accounts: Sequence[Account], rehearsals: Sequence[str]) -> Response:
    context = context_of(request)
    words, figures = context.words(request), session_figures(accounts)
    if document in PAGES:
        query = urlencode([pair for pair in request.query_params.multi_items() if pair[1]])
        shown = PAGES[document](figures, words, context.screens, query, ", ".join(rehearsals))
        return HTMLResponse(shown, headers=HEADERS)
    body, media_type = _file(document, figures, words)
    headers = {"Content-Disposition": f'attachment; filename="{document}"', "Cache-Control": "no-store"}
    return Response(body, headers=headers, media_type=media_type)


PAGES = {"session": session_page, "heard": heard_page}


def _file(document: str, figures: SessionFigures, words: Words) -> tuple[bytes, str]:
    if document == "session.csv":
        return session_csv(figures, words), "text/csv; charset=utf-8"
    return session_json(figures), "application/json"


async def _accounts(context: Context, codes: Sequence[str], words: Words) -> tuple[list[Account], list[str]]:
    """The accounts of these meetings, and the titles of those that are in rehearsal, which count nothing."""
    accounts, rehearsals = [], []
    for code in codes:
        meeting = await _meeting(context, code)
        if meeting and meeting.rehearsal:
            rehearsals.append(meeting.title)
        elif meeting:
            # In a thread, one after the other: it must not hold up the event loop, or take the memory of all of them.
            accounts.append(await asyncio.to_thread(account_of, meeting, words))
    return accounts, rehearsals


async def _meeting(context: Context, code: str) -> Meeting | None:
    """The newest version of a meeting, or None if it was deleted meanwhile. No room is opened for it."""
    if room := context.lobby.open_room(code):
        return room.meeting
    try:
        return (await context.lobby.log.open(code)).meeting
    except NoMeeting:
        return None
    except DamagedLog as error:
        raise Problem(503, "damaged", DAMAGED, {"version": error.version}) from error


async def _listed(context: Context) -> list[Choice]:
    """The meetings, the newest first."""
    programmes = await context.lobby.log.database.run(partial(event_log.programmes, most=MOST_MEETINGS))
    begins = [(each, each.sittings[0].start) for each in programmes]
    return [
        Choice(each.code, each.title, each.room, at, each.timezone, local(at, each.timezone).date())
        for each, at in sorted(begins, key=lambda pair: -pair[1])
    ]


def _chosen(asked: QueryParams, listed: Sequence[Choice], words: Words) -> Chosen:
    """The meetings that the query chooses, in the order of their days: the ticked ones, or all of the days."""
    since, until = asked.get("since", "").strip(), asked.get("until", "").strip()
    ticked = frozenset(asked.getlist("meeting"))
    faults: dict[str, str] = {}
    days = {name: _day(text) for name, text in (("since", since), ("until", until)) if text}
    if ticked:
        found = [each for each in listed if each.code in ticked]
    else:
        faults |= {name: words.translate(NO_DATE) for name, day in days.items() if day is None}
        first, last = days.get("since") or date.min, days.get("until") or date.max
        found = [each for each in listed if days and first <= each.begins_on <= last]
        if not faults and first > last:
            faults["until"] = words.translate(LATER)
    if not faults and not found:
        faults["meeting"] = words.translate(NO_MEETINGS if days and not ticked else NOTHING_CHOSEN)
    if len(found) > MOST_COUNTED:
        faults["meeting"] = words.translate(TOO_MANY, chosen=len(found), most=MOST_COUNTED)
    codes = tuple(each.code for each in sorted(found, key=lambda each: each.begins_at))
    return Chosen(since, until, ticked, codes, faults)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _with_faults(chosen: Chosen, faults: dict[str, str]) -> Chosen:
    return Chosen(chosen.since, chosen.until, chosen.ticked, chosen.codes, faults)


def _choice(request: Request, listed: Sequence[Choice], chosen: Chosen, status: int = 200) -> Response:
    response = page(request, "figures.html", rows=listed, chosen=chosen)
    response.status_code = status
    return response
