"""Makes a meeting: from an example, a concept note, a file, a copy, or nothing, through a form that shows all of it.

A meeting also becomes a file again here. `routes.py` imports this module on first use.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from nameplate.access.passes import new_code
from nameplate.meeting import Actor, Meeting, Reason, Refused, Role, record
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.programme.items import ITEM_KINDS
from nameplate.meeting.programme.programme_revision import ReviseProgramme, has_begun
from nameplate.meeting.speakers_list.orders import ORDERS
from nameplate.pages import security_log
from nameplate.pages.context import Context, context_of
from nameplate.pages.problem_responses import not_stored
from nameplate.pages.problems import NOT_FOUND, CommandRefused, Problem
from nameplate.paths import EXAMPLES, WEB
from nameplate.planning import concept_note, programme_data
from nameplate.planning.bad_file import BadFile, SeveralFaults, decoded
from nameplate.planning.concept_note import SourceLine
from nameplate.planning.delegations_file import COLUMNS, all_states, read_delegations_text
from nameplate.planning.export import delegation_rows, exported, exported_delegations
from nameplate.planning.pasted_participants import as_table, is_table, participants_of
from nameplate.planning.programme_data import Data
from nameplate.planning.programme_file import LOGO_DATA, TEXTS, Programme, read_programme_text
from nameplate.planning.programme_table import (
    TEMPLATE,
    programme_csv,
    programme_excel,
    read_programme_table,
)
from nameplate.planning.rule_presets import RULE_PRESETS, with_preset
from nameplate.planning.sheet import as_csv, as_excel
from nameplate.screens.audiences import passes_for
from nameplate.store import event_log, pass_table
from nameplate.store.jobs import NotStored
from nameplate.store.log_rows import NoMeeting
from nameplate.store.meeting_creation import create_with_passes
from nameplate.wording.country_names import country_names
from nameplate.wording.labels import ITEM_KIND_LABELS, ORDER_LABELS, PRESET_LABELS
from nameplate.wording.language import ENGLISH, Words
from nameplate.wording.messages import N_, Message

from .access import HOME, organiser, organisers_form
from .meetings import HEADERS, page, text_of
from .programme_faults import field_fault
from .programme_faults import warnings as programme_warnings
from .programme_form import (
    ITEM_FIELDS,
    MEETING_FIELDS,
    MESSAGES,
    PARTS,
    SITTING_FIELDS,
    TIMES,
    data_of,
    lines_of_messages,
    rest_of,
)
from .rules_form import Comparison, RulesForm, shown_time

FILE = "programme.yaml"
ORGANISER = Actor("organiser", Role.ORGANISER)
SEATS, SEATS_NAME = "seats", "participants"
NOTE_SUFFIXES = (".docx", ".txt")
PROGRAMME_SUFFIXES = (".yaml", ".yml", ".csv", ".xlsx")
FILE_FIELDS = {"logo_file": "logo", "table_file": "table", "seats_file": SEATS}
"""The fields of the form for files, each with the path at which its fault is shown."""
TABLE_SUFFIXES, SEATS_SUFFIXES, LOGO_SUFFIXES = (".csv", ".xlsx"), (".csv", ".xlsx", ".txt"), (".png",)
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHANGED_MEANWHILE = N_(
    "Somebody else has changed the meeting. Nothing was saved. To replace it, press “Save the programme” again."
)
DELETED_MEANWHILE = N_(
    "This meeting was deleted meanwhile. Nothing was saved. You can create it as a new meeting, with new links."
)
NO_MEETING = Problem(404, "no_meeting", N_("There is no such meeting here."))
EMPTY: Data = {"timezone": "Europe/Zurich", "sittings": [{"start": "10:00", "end": "13:00", "items": [{}]}]}


Line = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A programme that is not stored yet, as plain data, and the list of participants as CSV; "" for all States.

    `note` is the concept note from which it was made, and `lines` are its lines: pieces of text, each with whether it
    was used. `guesses` has, by the path of a field, why its value is not certain. `revises` is the code of the meeting
    whose programme is edited; "" for a new one. `made_from` is the fingerprint of the programme that the editor has
    seen. `warned` has the kinds of the warnings that the editor has seen, with spaces in between.
    """

    data: Data
    seats: str = ""
    note: str = ""
    revises: str = ""
    lines: tuple[Line, ...] = ()
    guesses: Mapping[str, str] = field(default_factory=dict)
    made_from: str = ""
    warned: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a draft, and the path of the field. `more` are further sentences, of a table or a list.

    `look_at` is the code of a meeting whose page shows more about it.
    """

    sentence: str
    path: str
    more: tuple[str, ...] = ()
    look_at: str = ""


async def choose(request: Request) -> Response:
    """`GET /organiser/new`: from what the meeting is to be made."""
    await organiser(request)
    return await _choices(request)


async def draft(request: Request) -> Response:
    """`POST /organiser/new`: the form, filled in from what was chosen."""
    words = context_of(request).words(request)
    async with organisers_form(request) as form:
        try:
            drafted = await _drafted(context_of(request), form, words)
        except BadFile as error:
            said = words.text("This cannot be read: %(problem)s", problem=_fault(error, words).sentence)
            return await _choices(request, replace(_fault(error, words), sentence=said), form)
        except WrongFile as error:
            return await _choices(request, Fault(error.sentence(words), ""), form)
    return _form_page(request, drafted)


async def _choices(request: Request, fault: Fault | None = None, form: FormData | None = None) -> Response:
    """The page on which a meeting begins, with what is wrong with a form that was sent from it, and its text."""
    context = context_of(request)
    sent = {"came_from": text_of(form, "from"), "text": text_of(form, "text")} if form else {}
    meetings, words = await context.lobby.log.codes(), context.words(request)
    presets = [(name, words.label(PRESET_LABELS, name)) for name in RULE_PRESETS]
    status = 422 if fault else 200
    values = {"examples": _examples(), "meetings": meetings, "presets": presets, "fault": fault}
    return page(request, "new.html", status, **values, **sent)


async def create(request: Request) -> Response:
    """`POST /organiser/create`: check the form, and store the meeting.

    With `check`, only check it. With `compare`, show what the preset `new_preset` would change; with `use`, take its
    rules. With `read`, only read the files that were chosen. With `all_states`, list all States as participants.
    """
    words = context_of(request).words(request)
    async with organisers_form(request) as form:
        fields = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
        drafted, asked, preset = _of_form(fields, form), {name for name, _ in fields}, text_of(form, "new_preset")
        drafted = await asyncio.to_thread(_with_note, drafted)
        try:
            drafted = await _with_files(drafted, form, words)
        except BadFile as error:
            return _form_page(request, drafted, _fault(error, words))
        except WrongFile as error:
            return _form_page(request, drafted, Fault(error.sentence(words), FILE_FIELDS[error.field]), status=422)
    if preset not in RULE_PRESETS and asked & {"compare", "use"}:
        raise Problem(404, "not_found", N_("There is no such preset."))
    if "compare" in asked:
        return _form_page(request, drafted, comparison=RulesForm(drafted.data, words).compared(preset))
    if "use" in asked:
        return _form_page(request, replace(drafted, data=with_preset(drafted.data, preset)), is_used=True)
    if "all_states" in asked:
        return _form_page(request, replace(drafted, seats=_every_state()))
    try:
        drafted = await asyncio.to_thread(_with_table, drafted, words)
        if "read" in asked:
            return _form_page(request, drafted)
        read = await asyncio.to_thread(_read, drafted)
    except BadFile as error:
        return _form_page(request, drafted, _fault(error, words))
    found = programme_warnings(read.created, context_of(request).lobby.time.now_ms(), words)
    unseen = found.keys() - {*drafted.warned.split()}
    if "check" in asked or (unseen and not drafted.revises):
        drafted, sentences = replace(drafted, warned=" ".join(found)), (*read.warnings, *found.values())
        return _form_page(request, drafted, warnings=sentences, is_checked=True, is_asked="check" not in asked)
    try:
        return await _saved(request, drafted, read)
    except Problem as error:
        return _refused_page(request, drafted, error)
    except NoMeeting:
        return _refused_page(request, drafted, NO_MEETING)
    except NotStored as error:
        return _refused_page(request, drafted, not_stored(error))


async def _saved(request: Request, drafted: Draft, read: Programme) -> Response:
    """Store the programme of a form, unless somebody else has changed it meanwhile. Raises `Problem`, `NotStored`."""
    context, code = context_of(request), read.created.code
    if not drafted.revises:
        await _store(context, read)
        security_log.note("meeting_created", "An organiser created the meeting %s", code)
        return RedirectResponse(f"{HOME}/m/{code}", 303)
    meeting = (await context.room(code)).meeting
    _refuse_begun(meeting)
    newest = await asyncio.to_thread(_fingerprint, meeting)
    if drafted.made_from != newest:
        fault = Fault(context.words(request).translate(CHANGED_MEANWHILE), "", look_at=code)
        return _form_page(request, replace(drafted, made_from=newest), fault, status=409)
    await _revise(context, read)
    security_log.note("programme_revised", "An organiser replaced the programme of %s", code)
    return RedirectResponse(f"{HOME}/m/{code}?saved=1", 303)


def _refused_page(request: Request, drafted: Draft, problem: Problem) -> Response:
    """The form again, with why it was not stored. A meeting that was deleted can be created again from it."""
    context = context_of(request)
    context.metrics.refusals(problem.counted_as).inc()
    words, is_gone = context.words(request), bool(drafted.revises) and problem.status == 404
    gone = N_(
        "This meeting was deleted meanwhile. Nothing was saved. You can create it as a new meeting, with new links."
    )
    fault = Fault(words.translate(gone) if is_gone else problem.sentence(words), "")
    return _form_page(request, replace(drafted, revises="") if is_gone else drafted, fault, status=problem.status)


def _fingerprint(meeting: Meeting) -> str:
    """A value that differs when anything differs that the form of a programme shows."""
    shown = programme_data.dump(exported(meeting)).text + exported_delegations(meeting)
    return hashlib.sha256(shown.encode()).hexdigest()[:32]


def _of_form(fields: list[tuple[str, str]], form: FormData) -> Draft:
    """The draft that a form stands for. Raises `Problem`."""
    try:
        data = data_of(fields)
    except BadFile as error:
        raise Problem(422, "invalid", N_("This cannot be read: %(problem)s"), more={"problem": str(error)}) from error
    seats, note, revises = (text_of(form, name) for name in ("seats", "note", "revises"))
    return Draft(data, seats, note, revises, made_from=text_of(form, "made_from"), warned=text_of(form, "warned"))


async def edit(request: Request) -> Response:
    """`GET /organiser/m/{code}/edit`: the form with the programme as it stands, until the meeting begins."""
    await organiser(request)
    meeting = (await context_of(request).room(request.path_params["code"])).meeting
    _refuse_begun(meeting)
    made_from = await asyncio.to_thread(_fingerprint, meeting)
    shown = Draft(exported(meeting), exported_delegations(meeting), revises=meeting.code, made_from=made_from)
    return _form_page(request, shown)


async def download(request: Request) -> Response:
    """`GET /organiser/m/{code}/{file}`: the programme file as the meeting stands, or the participants."""
    await organiser(request)
    context, code, file = context_of(request), request.path_params["code"], request.path_params["file"]
    meeting = (await context.room(code)).meeting
    answer = await asyncio.to_thread(_file_of, meeting, file)
    if answer is None:
        raise Problem(*NOT_FOUND)
    return _attachment(*answer, name=f"{code}-{file}")


async def template(request: Request) -> Response:
    """`GET /organiser/new/{file}`: a table of a programme to fill in, as CSV or as an Excel file."""
    await organiser(request)
    file = request.path_params["file"]
    if file == "programme.csv":
        return _attachment(programme_csv(TEMPLATE).encode("utf-8-sig"), "text/csv; charset=utf-8", file)
    if file == "programme.xlsx":
        return _attachment(await asyncio.to_thread(programme_excel, TEMPLATE), EXCEL_TYPE, file)
    raise Problem(*NOT_FOUND)


def _file_of(meeting: Meeting, file: str) -> tuple[bytes, str] | None:
    """A file of a meeting, and its media type. CSV begins with the mark by which Excel knows UTF-8."""
    data: Any = exported(meeting)
    match file:
        case "programme.yaml":
            return programme_data.dump(data).text.encode(), "application/yaml; charset=utf-8"
        case "programme.csv":
            return programme_csv(data["sittings"]).encode("utf-8-sig"), "text/csv; charset=utf-8"
        case "programme.xlsx":
            return programme_excel(data["sittings"]), EXCEL_TYPE
        case "participants.csv":
            return exported_delegations(meeting).encode("utf-8-sig"), "text/csv; charset=utf-8"
        case "participants.xlsx":
            return as_excel(delegation_rows(meeting), "Participants"), EXCEL_TYPE
        case _:
            return None


def _attachment(content: bytes, media_type: str, name: str) -> Response:
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, media_type=media_type)


async def _drafted(context: Context, form: FormData, words: Words) -> Draft:
    """The draft from the field `from`: example, preset, note, file, copy or empty. Raises `BadFile`, `Problem`."""
    match text_of(form, "from"):
        case "example":
            name = text_of(form, "example")
            if name not in _examples():
                raise Problem(404, "not_found", N_("There is no such example."))
            return Draft(programme_data.load((EXAMPLES / name).read_text(encoding="utf-8"), name))
        case "note":
            return await asyncio.to_thread(_from_note, await _note(form))
        case "file":
            content, name = await _upload(form, "file", PROGRAMME_SUFFIXES)
            seats = await _participants(form) if _has_file(form, "seats") else ""
            if not name.lower().endswith(TABLE_SUFFIXES):
                return Draft(programme_data.load(decoded(content, name), name), seats)
            sittings = await asyncio.to_thread(read_programme_table, content, name, _kinds(words))
            return Draft({**EMPTY, "sittings": [*sittings]}, seats)
        case "preset":
            name = text_of(form, "preset")
            if name not in RULE_PRESETS:
                raise Problem(404, "not_found", N_("There is no such preset."))
            return Draft(with_preset({**EMPTY, "sittings": [_sitting_of(name)]}, name))
        case "copy":
            meeting = (await context.room(text_of(form, "copy"))).meeting
            return Draft(exported(meeting), exported_delegations(meeting))
        case _:
            return Draft(EMPTY)


def _sitting_of(preset: str) -> Data:
    """A sitting with the items that meetings of a preset have."""
    planned = RULE_PRESETS[preset]
    items: list[Data] = [
        {"id": f"item-{number}", "kind": kind, "minutes": str(minutes), **({"title": title} if title else {})}
        for number, (kind, minutes, title) in enumerate(planned.items, 1)
    ]
    return {"start": planned.start, "end": planned.end, "items": [*items]}


async def _with_files(drafted: Draft, form: FormData, words: Words) -> Draft:
    """A draft with the files that were chosen in the form: a logo, participants, a table of the programme."""
    data = {**drafted.data}
    if "no_logo" in form:
        data.pop("logo", None)
    if _has_file(form, "logo_file"):
        content, _ = await _upload(form, "logo_file", LOGO_SUFFIXES)
        data["logo"] = LOGO_DATA + base64.b64encode(content).decode()
    if _has_file(form, "table_file"):
        content, name = await _upload(form, "table_file", TABLE_SUFFIXES)
        try:
            sittings = await asyncio.to_thread(read_programme_table, content, name, _kinds(words))
            data["sittings"] = [*sittings]
        except BadFile as error:
            raise _AtField(error, "table") from error
    seats = drafted.seats
    if _has_file(form, "seats_file"):
        try:
            seats = await _participants(form, "seats_file")
        except BadFile as error:
            raise _AtField(error, SEATS) from error
    return replace(drafted, data=data, seats=seats)


class _AtField(BadFile):
    """What is wrong with a file that was chosen in a field of the form."""

    def __init__(self, error: BadFile, field_: str) -> None:
        super().__init__("", None, str(error))
        self.field = field_
        self.cause = error


class WrongFile(Problem):
    """No file was chosen in a field, or one of another kind."""

    def __init__(self, field_: str, suffixes: tuple[str, ...]) -> None:
        told: Message = N_("Choose a file that ends with %(suffixes)s.")
        super().__init__(422, "invalid", told, {"field": field_}, {"suffixes": ", ".join(suffixes)})
        self.field = field_


async def _participants(form: FormData, field_: str = SEATS) -> str:
    content, name = await _upload(form, field_, SEATS_SUFFIXES)
    return await asyncio.to_thread(participants_of, content, name)


def _every_state() -> str:
    """All States, as the text of a participants file."""
    countries = country_names(WEB / "locale", ENGLISH)
    return as_csv([COLUMNS[:3], *((seat.id, seat.category, "") for seat in all_states(countries))])


def _kinds(words: Words) -> dict[str, str]:
    return {kind: words.label(ITEM_KIND_LABELS, kind) for kind in ITEM_KINDS}


def _from_note(text: str) -> Draft:
    proposed = concept_note.propose(text)
    return _with_note(Draft(programme_data.load(concept_note.to_yaml(proposed), FILE), note=text))


def _with_note(drafted: Draft) -> Draft:
    """A draft beside the lines of its note. A field that was changed is no guess any more."""
    if not drafted.note:
        return drafted
    proposed = concept_note.propose(drafted.note)
    data = programme_data.load(concept_note.to_yaml(proposed), FILE)
    guesses = {_field_path(path): each.guess.value for path, each in proposed.fields() if each.guess}
    unchanged = {path: why for path, why in guesses.items() if _at(data, path) == _at(drafted.data, path)}
    return replace(drafted, lines=tuple(map(_pieces, proposed.lines)), guesses=unchanged)


def _pieces(line: SourceLine) -> Line:
    pieces, end = [], 0
    for span in line.unused:
        pieces += [(line.text[end : span.start], True), (line.text[span.start : span.end], False)]
        end = span.end
    return tuple((text, is_used) for text, is_used in (*pieces, (line.text[end:], True)) if text)


def _at(data: Any, path: str) -> Any:
    """The value at a path. None if there is none."""
    for key in path.split("."):
        if isinstance(data, list):
            data = data[int(key)] if int(key) < len(data) else None
        else:
            data = data.get(key) if isinstance(data, dict) else None
    return data


def _field_path(path: str) -> str:
    """The path in the programme file of a field of a proposal."""
    for ending, shown in (
        (".speaker.name", ".speaker"),
        (".speaker.rank", ".speaker"),
        (".speaker.title", ".title"),
        (".speaker.of", ".of"),
        (".begin", ".start"),
        ("chair.rank", "chair.name"),
    ):
        if path.endswith(ending):
            return path.removesuffix(ending) + shown
    return path


async def _note(form: FormData) -> str:
    if _has_file(form, "file"):
        content, name = await _upload(form, "file", NOTE_SUFFIXES)
        return await asyncio.to_thread(concept_note.text_of, content, name)
    return text_of(form, "text")


async def _upload(form: FormData, field_: str, suffixes: tuple[str, ...]) -> tuple[bytes, str]:
    """The content and the name of an uploaded file. Raises `WrongFile` for none, and for one of another kind."""
    file = form.get(field_)
    name = Path((file.filename if isinstance(file, UploadFile) else "") or "").name
    if not isinstance(file, UploadFile) or not name.lower().endswith(suffixes):
        raise WrongFile(field_, suffixes)
    return await file.read(), name


def _has_file(form: FormData, field_: str) -> bool:
    file = form.get(field_)
    return isinstance(file, UploadFile) and bool(file.filename)


def _read(drafted: Draft) -> Programme:
    """Check a draft with the reader of files. Raises `BadFile`."""
    countries = country_names(WEB / "locale", ENGLISH)
    seats = read_delegations_text(drafted.seats, SEATS_NAME, countries) if drafted.seats else all_states(countries)
    return read_programme_text(programme_data.dump(drafted.data).text, FILE, drafted.revises or new_code(), seats)


def _with_table(drafted: Draft, words: Words) -> Draft:
    """A draft whose participants are a table, if they were pasted as a list of names. Raises `BadFile`."""
    if not drafted.seats or is_table(drafted.seats):
        return drafted
    labels = {category: words.category(category) for category in CATEGORIES}
    table = as_table(drafted.seats, SEATS_NAME, country_names(WEB / "locale", ENGLISH), labels)
    return replace(drafted, seats=table)


async def _store(context: Context, read: Programme) -> None:
    at = context.lobby.time.now_ms()
    made = passes_for(record(Meeting(), read.created, at, "secretariat", 1))
    passes = [pass_ for _, pass_ in made.values()]
    job = partial(create_with_passes, created=read.created, passes=passes, at=at)
    await context.lobby.log.database.run(job)
    await context.pass_cache.refresh()


async def _revise(context: Context, read: Programme) -> None:
    """Replace the programme of a meeting. The links of those who take no part any more end before that."""
    room, at, code = await context.room(read.created.code), context.lobby.time.now_ms(), read.created.code
    _refuse_begun(room.meeting)
    new = record(Meeting(), read.created, at, "", 1)
    gone = passes_for(room.meeting).keys() - passes_for(new).keys()

    def store(connection: Connection) -> None:
        for name in gone:
            pass_table.revoke(connection, code, name, at)
        event_log.set_title(connection, code, read.created.title)

    await context.lobby.log.database.run(store)
    await context.pass_cache.refresh()
    answer = await room.handle(ReviseProgramme(read.created), ORGANISER)
    if isinstance(answer, Refused):
        raise CommandRefused(answer, room.meeting)


def _refuse_begun(meeting: Meeting) -> None:
    if meeting.rehearsal:
        raise CommandRefused(Refused(Reason.IN_REHEARSAL), meeting)
    if has_begun(meeting):
        raise CommandRefused(Refused(Reason.MEETING_BEGUN), meeting)


def _form_page(
    request: Request,
    drafted: Draft,
    fault: Fault | None = None,
    warnings: tuple[str, ...] = (),
    comparison: Comparison | None = None,
    is_checked: bool = False,
    is_used: bool = False,
    is_asked: bool = False,
    status: int = 200,
) -> Response:
    words = context_of(request).words(request)
    shown = form_values(drafted, words) | {"fault": fault, "warnings": warnings, "comparison": comparison}
    done = {"is_checked": is_checked, "is_used": is_used, "is_asked": is_asked}
    return page(request, "programme.html", status, **shown | done)


def form_values(drafted: Draft, words: Words) -> dict[str, Any]:
    """The values of the template of the form."""
    return {
        "draft": drafted,
        "fault": None,
        "warnings": (),
        "comparison": None,
        "is_checked": False,
        "is_used": False,
        "is_asked": False,
        "kinds": [*_kinds(words).items()],
        "presets": [(name, words.label(PRESET_LABELS, name)) for name in RULE_PRESETS],
        "preset_labels": {name: words.label(PRESET_LABELS, name) for name in RULE_PRESETS},
        "rules": RulesForm(drafted.data, words),
        "orders": [(name, words.label(ORDER_LABELS, name)) for name in ORDERS],
        "categories": [(name, words.category(name)) for name in CATEGORIES],
        "states": {code: state.name for code, state in country_names(WEB / "locale", ENGLISH).items()},
        "messages": lines_of_messages(drafted.data.get(MESSAGES)),
        "time": lambda written: shown_time(str(written)),
        "reply_times": _reply_times(drafted.data),
        "rest_of_meeting": rest_of(drafted.data, _shown_keys(drafted.data)),
        "rest_of_sitting": lambda sitting: rest_of(sitting, (*SITTING_FIELDS, "items")),
        "rest_of_item": lambda item: rest_of(item, ITEM_FIELDS),
        "rest_of_part": lambda name, part: rest_of(part, _well_formed(part, PARTS[name], {"budgets": dict})),
        "rest_of_times": rest_of(drafted.data.get(TIMES), ()),
        "texts": TEXTS,
    }


def _shown_keys(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of a programme that the form shows. A value of the wrong form goes through it unchanged."""
    mappings = dict.fromkeys((*PARTS, TIMES), dict)
    forms = {**mappings, "chair": (dict, str), MESSAGES: list}
    return (*MEETING_FIELDS, "sittings", *_well_formed(data, forms, forms))


def _well_formed(values: Any, keys: Iterable[str], forms: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys whose values have the form that the page can show."""
    return tuple(key for key in keys if key not in values or isinstance(values[key], forms.get(key, (str, list))))


def _reply_times(data: Mapping[str, Any]) -> str:
    """The times of the rights of reply, as the form shows them."""
    replies = data.get("right_of_reply")
    seconds = replies.get("seconds", []) if isinstance(replies, dict) else []
    return ", ".join(shown_time(str(each)) for each in ([seconds] if isinstance(seconds, str) else seconds))


def _examples() -> tuple[str, ...]:
    return tuple(sorted(each.name for each in EXAMPLES.glob("*.yaml")))


def _fault(error: BadFile, words: Words) -> Fault:
    """What is wrong, for the reader of the form. The list of participants has lines, but no paths."""
    if isinstance(error, _AtField):
        return replace(_fault(error.cause, words), path=error.field)
    if isinstance(error, SeveralFaults):
        path = SEATS if error.faults[0].startswith(SEATS_NAME) else ""
        return Fault(error.faults[0], path, error.faults[1:])
    if str(error).startswith(SEATS_NAME):
        return Fault(str(error), SEATS)
    if error.path or str(error).startswith(FILE):
        return Fault(*field_fault(error, words))
    return Fault(str(error), "")
