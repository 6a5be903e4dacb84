"""Reads what an organiser sends with the form of a programme: its fields, and the files that were chosen in it."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace
from pathlib import Path

from starlette.datastructures import FormData, UploadFile

from nameplate.meeting.appearance import LARGEST_LOGO_BYTES
from nameplate.meeting.programme.items import ITEM_KINDS
from nameplate.pages.problems import Problem
from nameplate.planning import sheet
from nameplate.planning.bad_file import BadFile
from nameplate.planning.concept_note import LARGEST_FILE
from nameplate.planning.delegations_file import LARGEST_BYTES
from nameplate.planning.pasted_participants import participants_of
from nameplate.planning.programme_file import LOGO_DATA
from nameplate.planning.programme_table import read_programme_table
from nameplate.wording.labels import ITEM_KIND_LABELS
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, NO_MESSAGE, Message

from .file_sizes import TOO_LARGE, limit, size
from .meetings import text_of
from .programme_draft import SEATS, Draft
from .programme_form import data_of

TABLE_SUFFIXES, SEATS_SUFFIXES, LOGO_SUFFIXES = (".csv", ".xlsx"), (".csv", ".xlsx", ".txt"), (".png",)
FILE_FIELDS = {"logo_file": "logo", "table_file": "table", "seats_file": SEATS}
"""The fields of the form for files, each with the path at which its fault is shown."""
RIGHT = "right"
"""The boxes that confirm a guess, each with the path of its field."""
MOST_FILE_BYTES = {
    "logo_file": LARGEST_LOGO_BYTES,
    "table_file": sheet.MOST_BYTES,
    "seats_file": LARGEST_BYTES,
    "seats": LARGEST_BYTES,
    "file": sheet.MOST_BYTES,
    "note": LARGEST_FILE,
}
"""By field. `file` is that of a programme; that of a concept note is called `note` here."""


def draft_of_form(fields: list[tuple[str, str]], form: FormData) -> Draft:
    """The draft that a form stands for. Raises `Problem`."""
    try:
        data = data_of(fields)
    except BadFile as error:
        raise Problem(422, "invalid", N_("This cannot be read: %(problem)s"), more={"problem": str(error)}) from error
    seats, note, revises = (text_of(form, name) for name in ("seats", "note", "revises"))
    confirmed = frozenset(value for name, value in fields if name == RIGHT)
    made_from, warned = text_of(form, "made_from"), text_of(form, "warned")
    return Draft(data, seats, note, revises, confirmed=confirmed, made_from=made_from, warned=warned)


class AtField(BadFile):
    """What is wrong with a file that was chosen in a field of the form."""

    def __init__(self, error: BadFile, field_: str) -> None:
        super().__init__("", None, str(error))
        self.field = field_
        self.cause = error


class WrongField(Problem):
    """What was sent in a field cannot be used. `more` has the values of the sentence. `advice` follows it, if any."""

    def __init__(
        self, field_: str, told: Message, more: dict[str, str | int] | None = None, advice: Message = NO_MESSAGE
    ) -> None:
        super().__init__(422, "invalid", told, {"field": field_}, more or {})
        self.field = field_
        self.advice = advice


class WrongFile(WrongField):
    """No file was chosen in a field, or one of another kind."""

    def __init__(self, field_: str, suffixes: tuple[str, ...]) -> None:
        super().__init__(field_, N_("Choose a file that ends with %(suffixes)s."), {"suffixes": ", ".join(suffixes)})


class LargeFile(WrongField):
    """A file is too large for its field."""

    def __init__(self, field_: str, most_bytes: int) -> None:
        super().__init__(field_, TOO_LARGE, {"most": size(most_bytes)})


def file_limits(words: Words) -> dict[str, tuple[int, str]]:
    """By field for a file: how many bytes are read, and what is said to somebody who chooses a larger one."""
    return {name: limit(most, words) for name, most in MOST_FILE_BYTES.items()}


async def with_files(drafted: Draft, form: FormData, words: Words) -> Draft:
    """A draft with the files that were chosen in the form: a logo, participants, a table of the programme."""
    data = {**drafted.data}
    if "no_logo" in form:
        data.pop("logo", None)
    if has_file(form, "logo_file"):
        content, _ = await upload(form, "logo_file", LOGO_SUFFIXES)
        data["logo"] = LOGO_DATA + base64.b64encode(content).decode()
    if has_file(form, "table_file"):
        content, name = await upload(form, "table_file", TABLE_SUFFIXES)
        try:
            sittings = await asyncio.to_thread(read_programme_table, content, name, item_kinds(words))
            data["sittings"] = [*sittings]
        except BadFile as error:
            raise AtField(error, "table") from error
    seats = drafted.seats
    if has_file(form, "seats_file"):
        try:
            seats = await participants(form, "seats_file")
        except BadFile as error:
            raise AtField(error, SEATS) from error
    return replace(drafted, data=data, seats=seats)


async def participants(form: FormData, field_: str = SEATS) -> str:
    content, name = await upload(form, field_, SEATS_SUFFIXES)
    return await asyncio.to_thread(participants_of, content, name)


async def upload(
    form: FormData, field_: str, suffixes: tuple[str, ...], most_bytes: int | None = None
) -> tuple[bytes, str]:
    """The content and the name of an uploaded file. Raises `WrongFile` for none and another kind, and `LargeFile`."""
    file = form.get(field_)
    name = Path((file.filename if isinstance(file, UploadFile) else "") or "").name
    if not isinstance(file, UploadFile) or not name.lower().endswith(suffixes):
        raise WrongFile(field_, suffixes)
    most = most_bytes or MOST_FILE_BYTES[field_]
    if (file.size or 0) > most:
        raise LargeFile(field_, most)
    return await file.read(), name


def has_file(form: FormData, field_: str) -> bool:
    file = form.get(field_)
    return isinstance(file, UploadFile) and bool(file.filename)


def item_kinds(words: Words) -> dict[str, str]:
    return {kind: words.label(ITEM_KIND_LABELS, kind) for kind in ITEM_KINDS}
