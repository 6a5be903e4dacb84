"""The list of meetings, and the page of one meeting: its links, its files, its desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from nameplate.access.passes import Pass
from nameplate.meeting import Meeting, MeetingCreated, Role
from nameplate.meeting.appearance import LARGEST_LOGO_BYTES
from nameplate.meeting.programme.programme_revision import has_begun
from nameplate.meeting.ready_messages import ready_messages
from nameplate.pages import security_log
from nameplate.pages.context import Context, context_of
from nameplate.pages.join import PAGES
from nameplate.pages.problems import NOT_FOUND, Problem
from nameplate.pages.record_download import record
from nameplate.paper import CARD_SIZES, cards_page
from nameplate.record import FORMATS
from nameplate.screens.appearance import logo_stamp
from nameplate.screens.audiences import passes_for
from nameplate.screens.device_list import link_label
from nameplate.store import event_log, pass_table
from nameplate.store.erasure import DAY_MS, ended_at, newest_events
from nameplate.wording.language import Words
from nameplate.wording.messages import N_

from .access import HOME, organiser, organisers_form
from .appearance_form import AppearanceForm
from .file_sizes import limit
from .message_lines import lines_of
from .retained import retained

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
"""Without a referrer, a browser names no origin when it sends a form, and the form would be refused."""
MOST_MEETINGS = 200
EVERYBODY = "*"
PANELS = ("programme", "desk-messages", "devices", "remote", "screen-links")
"""Parts of the desk with which it can be opened, by their ids on its page."""
JOIN_CODE = N_("Join code and public screen")
SCREENS, PANELLISTS, DELEGATIONS = "screens", "panellists", "delegations"
GROUPS: Mapping[str, frozenset[Role]] = {
    SCREENS: frozenset({Role.CHAIR, Role.DESK, Role.SCREEN, Role.BOOTH, Role.BRIDGE}),
    PANELLISTS: frozenset({Role.PANELLIST}),
    DELEGATIONS: frozenset({Role.DELEGATE}),
}
"""Links that are made together, by the roles of their passes."""
OF_PERSONS = GROUPS[PANELLISTS] | GROUPS[DELEGATIONS]
"""Roles whose links can be on cards.

The chair, the desk and the screens have no cards: who finds one leads the meeting. Their table has QR codes."""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in the list. `begins_at` is the planned begin of its first sitting (UTC, ms).

    `ended_at` is None until a day after the end. `has_names` says whether names of persons or free text are stored.
    `state`: planned, rehearsal, under_way, ended.
    """

    code: str
    title: str
    room: str
    begins_at: int
    timezone: str
    ended_at: int | None
    has_names: bool
    state: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """How many browsers are signed in with the links of one name, and how many have a screen open now."""

    label: str
    browsers: int
    open: int


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that was just made. `label` says whose it is."""

    label: str
    secret: str


async def home(request: Request) -> Response:
    """`GET /organiser`: all meetings, the newest first."""
    await organiser(request)
    context = context_of(request)
    database = context.lobby.log.database
    listed = await database.run(partial(event_log.programmes, most=MOST_MEETINGS))
    newest = await database.run(partial(newest_events, codes=[each.code for each in listed]))
    rows = [_row(each, *newest.get(each.code, (0, False)), context.lobby.time.now_ms()) for each in listed]
    rows = [replace(row, state=await _state(context, row)) for row in rows]
    return page(request, "home.html", rows=rows, deleted="deleted" in request.query_params)


async def _state(context: Context, row: MeetingRow) -> str:
    """The state of a meeting. "" if its stored log is damaged, or if it was deleted meanwhile."""
    if row.ended_at:
        return "ended"
    try:
        meeting = (await context.room(row.code)).meeting
    except Problem:
        return ""
    if ended_at(meeting, context.lobby.time.now_ms()) is not None:
        return "ended"
    if meeting.rehearsal:
        return "rehearsal"
    return "under_way" if has_begun(meeting) else "planned"


def _row(programme: MeetingCreated, newest_at: int, has_names: bool, now: int) -> MeetingRow:
    begins_at = programme.sittings[0].start
    end = max(newest_at, *(sitting.end for sitting in programme.sittings), begins_at)
    ended_at = end if end + DAY_MS < now else None
    return MeetingRow(
        programme.code, programme.title, programme.room, begins_at, programme.timezone, ended_at, has_names
    )


async def show(request: Request) -> Response:
    """`GET /organiser/m/{code}`: the page of one meeting."""
    await organiser(request)
    return await meeting_page(request, (await context_of(request).room(request.path_params["code"])).meeting)


async def meeting_page(
    request: Request,
    meeting: Meeting,
    participant: str = "",
    fault: str = "",
    messages: str | None = None,
    messages_fault: str = "",
    appearance: AppearanceForm | None = None,
) -> Response:
    """The page of one meeting.

    `fault` says what is wrong with a `participant` that was to be added, `messages_fault` with the new `messages`.
    `appearance` is the form for colour and logo with what is wrong in it.
    """
    added = meeting.seats.get(request.query_params.get("added", ""))
    return page(
        request,
        "meeting.html",
        422 if fault or messages_fault or appearance else 200,
        meeting=meeting,
        participant=participant,
        fault=fault,
        messages=lines_of(ready_messages(meeting)) if messages is None else messages,
        messages_fault=messages_fault,
        messages_changed="messages" in request.query_params,
        look=appearance or AppearanceForm(meeting.colour, meeting.colour),
        logo_limit=limit(LARGEST_LOGO_BYTES, context_of(request).words(request)),
        logo_stamp=logo_stamp(meeting),
        appearance_result=request.query_params.get("appearance", ""),
        added=(f"delegate:{added.id}", context_of(request).words(request).seat_name(added)) if added else None,
        names=_names(request, meeting),
        signed_in=await _signed_in(request, meeting),
        has_begun=has_begun(meeting),
        saved="saved" in request.query_params,
        revoked=request.query_params.get("revoked", ""),
        retained=await retained(context_of(request), meeting),
        erased=request.query_params.get("erased", ""),
    )


async def show_record(request: Request) -> Response:
    """`GET /organiser/m/{code}/record.{format}`: the record of the deliberations."""
    await organiser(request)
    if request.path_params["format"] not in FORMATS:
        raise Problem(*NOT_FOUND)
    return await record(request, request.path_params["code"], request.path_params["format"])


async def make_links(request: Request) -> Response:
    """`POST /organiser/m/{code}/links`: new links, as a table or as cards to print. They are shown only now.

    The field `group` is one of `GROUPS`, or the name of one link. `form` is `table` or a size of cards. With
    `ends_earlier`, the earlier links of the same names are revoked.
    """
    async with organisers_form(request) as form:
        group, shape, ends_earlier = text_of(form, "group"), text_of(form, "form"), "ends_earlier" in form
    context = context_of(request)
    meeting = (await context.room(request.path_params["code"])).meeting
    roles = GROUPS.get(group, frozenset())
    made = {name: new for name, new in passes_for(meeting).items() if name == group or new[1].role in roles}
    if not made or (shape in CARD_SIZES and not {new.role for _, new in made.values()} <= OF_PERSONS):
        raise Problem(404, "not_found", N_("This meeting has no such link."))
    await _issue(context, meeting.code, [pass_ for _, pass_ in made.values()], ends_earlier)
    security_log.note("links_made", "An organiser made links of %s: %s", meeting.code, group)
    if shape in CARD_SIZES:
        links = {name: context.public_address.url + f"/in/{secret}" for name, (secret, _) in made.items()}
        cards = cards_page(context.screens, meeting, links, shape, context.language(request), is_saved=False)
        return HTMLResponse(cards, headers=HEADERS)
    words = context.words(request)
    shown = [NewLink(_label(meeting, words, new), secret) for secret, new in made.values()]
    return page(request, "links.html", meeting=meeting, links=shown, has_qr=group != DELEGATIONS)


async def revoke(request: Request) -> Response:
    """`POST /organiser/m/{code}/revoke` with the field `name`: end the links of this name, or all with `*`.

    All links are ended only with the field `confirmed`; without it, a page asks. The join code is ended with them only
    with the field `join_code`.
    """
    async with organisers_form(request) as form:
        name, is_confirmed, with_join_code = text_of(form, "name"), "confirmed" in form, "join_code" in form
    context, code = context_of(request), request.path_params["code"]
    at = context.lobby.time.now_ms()
    meeting = (await context.room(code)).meeting
    if not name:
        raise Problem(422, "invalid", N_("Choose whose links you want to end."))
    if name == EVERYBODY and not is_confirmed:
        valid = await context.lobby.log.database.run(partial(_valid, code=code))
        count = sum(each.role is not Role.PUBLIC for each in valid)
        return page(request, "end_links.html", meeting=meeting, count=count, has_join_code=count < len(valid))

    def end(connection: Connection) -> int:
        if name != EVERYBODY:
            return pass_table.revoke(connection, code, name, at)
        ended = {each.name for each in _valid(connection, code) if with_join_code or each.role is not Role.PUBLIC}
        return sum(pass_table.revoke(connection, code, each, at) for each in ended)

    revoked = await context.lobby.log.database.run(end)
    await context.pass_cache.refresh()
    security_log.note("links_revoked", "An organiser revoked %s links of %s", revoked, code)
    return RedirectResponse(f"{HOME}/m/{code}?revoked={revoked}", 303)


async def open_desk(request: Request) -> Response:
    """`POST /organiser/m/{code}/desk`: open the desk in this browser. The organiser is signed in there as the desk.

    With `page`, open another page of the desk: `checklist` or `poster`. With `panel`, open a panel of the desk.
    """
    async with organisers_form(request) as form:
        context, shown, panel = context_of(request), text_of(form, "page"), text_of(form, "panel")
    meeting = (await context.room(request.path_params["code"])).meeting
    secret, new = passes_for(meeting)["desk"]
    await _issue(context, meeting.code, [new], ends_earlier=False)
    security_log.note("desk_opened", "An organiser opened the desk of %s", meeting.code)
    place = f"#{panel}" if panel in PANELS else ""
    return RedirectResponse(f"/in/{secret}" + (f"?page={shown}" if shown in PAGES else "") + place, 303)


async def _issue(context: Context, code: str, passes: list[Pass], ends_earlier: bool) -> None:
    at = context.lobby.time.now_ms()

    def store(connection: Connection) -> None:
        for name in {each.name for each in passes} if ends_earlier else ():
            pass_table.revoke(connection, code, name, at)
        pass_table.issue(connection, passes, at)

    await context.lobby.log.database.run(store)
    await context.pass_cache.refresh()


def _valid(connection: Connection, code: str) -> list[Pass]:
    """The passes of a meeting that are not revoked."""
    return [each for each in pass_table.read_valid(connection) if each.meeting == code]


def _names(request: Request, meeting: Meeting) -> list[tuple[str, str]]:
    """The names of all links, each with its label."""
    words = context_of(request).words(request)
    return [(name, _label(meeting, words, new)) for name, (_, new) in passes_for(meeting).items()]


def _label(meeting: Meeting, words: Words, new: Pass) -> str:
    return words.translate(JOIN_CODE) if new.role is Role.PUBLIC else link_label(meeting, words, new.name)


async def _signed_in(request: Request, meeting: Meeting) -> list[SignedIn]:
    """Which links are in use, in the order of the links. The join code makes no devices."""
    context = context_of(request)
    browsers: dict[str, list[bool]] = {}
    for pass_, device in await context.devices(meeting.code):
        browsers.setdefault(pass_.name, []).append(context.open_devices.is_open(device))
    names = _names(request, meeting)
    return [SignedIn(label, len(browsers[name]), sum(browsers[name])) for name, label in names if name in browsers]


def text_of(form: FormData, field: str) -> str:
    """The text of a field of a form. "" if it is missing, or a file."""
    value = form.get(field, "")
    return value if isinstance(value, str) else ""


def page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """A page of the organiser."""
    context = context_of(request)
    shown = context.screens.page(f"organiser/{template}", context.language(request), **values)
    return HTMLResponse(shown, status, headers=HEADERS)
