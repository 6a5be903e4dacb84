"""The record for spreadsheets (CSV) and for programs (JSON)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from nameplate.meeting import Meeting
from nameplate.wording.language import Words, local
from nameplate.wording.messages import N_
from nameplate.wording.record_labels import CALLS_IN_A_SHEET, FORMS, OUTCOMES, POINTS, SOURCES, label

from .account import account_of
from .account_values import Account, Intervention, PointOfOrder, UnheardInscription
from .intervention_headings import RIGHTS_OF_REPLY
from .speaker_categories import category_name

COLUMNS = (
    N_("No."),
    N_("Sitting"),
    N_("Date"),
    N_("Item"),
    N_("Name"),
    N_("Code"),
    N_("Kind"),
    N_("Function"),
    N_("Country or organization"),
    N_("Form"),
    N_("On behalf of"),
    N_("In reply to no."),
    N_("In reply to"),
    N_("Addressed to"),
    N_("Right of reply no."),
    N_("Asked"),
    N_("Asked by"),
    N_("Called"),
    N_("Ended"),
    N_("Limit (s)"),
    N_("Used (s)"),
    N_("Over (s)"),
    N_("Clock started after (s)"),
    N_("Clock stopped (s)"),
    N_("Outcome"),
    N_("Grounds"),
    N_("Ruling"),
    N_("Inscription"),
    N_("Speech"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - some programs read these too


def comma_separated(meeting: Meeting, words: Words) -> bytes:
    """The record as CSV in UTF-8, with the byte order mark that Excel needs.

    One row for each call to speak, each inscription that was not heard, and each point of order that was not heard.
    """
    account = account_of(meeting, words)
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([words.translate(column) for column in COLUMNS])
    for number, sitting in enumerate(account.sittings, 1):
        writer.writerows(_guarded(_called(account, number, i, words)) for i in sitting.interventions)
        writer.writerows(_guarded(_not_heard(account, number, u, words)) for u in sitting.unheard)
        writer.writerows(_guarded(_not_given(account, number, p, words)) for p in sitting.points if not p.heard_at)
    return written.getvalue().encode("utf-8-sig")


def machine_readable(meeting: Meeting, words: Words) -> bytes:
    """The whole account as JSON. Keys and codes are stable. Times have the offset of the meeting's time zone."""
    account = account_of(meeting, words)
    return json.dumps(_plain(account, account.timezone), ensure_ascii=False, indent=1).encode()


def _called(account: Account, number: int, i: Intervention, words: Words) -> list[str | int]:
    zone = account.timezone
    point = next((p for sitting in account.sittings for p in sitting.points if p.number and p.number == i.number), None)
    return [
        i.number or "",
        number,
        local(i.called_at, zone).date().isoformat(),
        i.heading,
        i.who.name,
        i.who.seat,
        category_name(words, i.who.kind),
        i.who.title,
        i.who.of,
        label(words, FORMS, i.form),
        i.on_behalf_of,
        i.reply_to or "",
        i.reply_to_name,
        i.to,
        i.turn or "",
        _time(i.asked_at, zone),
        label(words, SOURCES, i.source),
        _time(i.called_at, zone),
        _time(i.ended_at, zone),
        i.limit_ms // 1000,
        i.used_ms // 1000,
        i.over_ms // 1000,
        i.waited_ms // 1000,
        i.rested_ms // 1000,
        label(words, CALLS_IN_A_SHEET, i.state),
        point.note if point else "",
        point.ruling if point else "",
        i.inscription or "",
        i.speech,
    ]


def _not_heard(account: Account, number: int, u: UnheardInscription, words: Words) -> list[str | int]:
    zone = account.timezone
    return _row(
        {
            "Sitting": number,
            "Date": local(u.asked_at, zone).date().isoformat(),
            "Item": _list_heading(account, u.list, words),
            "Name": u.who.name,
            "Code": u.who.seat,
            "Kind": category_name(words, u.who.kind),
            "Function": u.who.title,
            "Country or organization": u.who.of,
            "Form": label(words, FORMS, u.form),
            "On behalf of": u.on_behalf_of,
            "Right of reply no.": u.turn or "",
            "Asked": _time(u.asked_at, zone),
            "Asked by": label(words, SOURCES, u.source),
            "Ended": _time(u.left_at, zone),
            "Outcome": label(words, OUTCOMES, u.state),
            "Inscription": u.inscription,
        }
    )


def _list_heading(account: Account, name: str, words: Words) -> str:
    """The titles of the items that use a list, or the heading of the rights of reply."""
    speakers = next(s for s in account.lists if s.list == name)
    return words.translate(RIGHTS_OF_REPLY) if speakers.kind == "replies" else ", ".join(dict.fromkeys(speakers.items))


def _not_given(account: Account, number: int, p: PointOfOrder, words: Words) -> list[str | int]:
    zone = account.timezone
    return _row(
        {
            "Sitting": number,
            "Date": local(p.raised_at, zone).date().isoformat(),
            "Name": p.who.name,
            "Code": p.who.seat,
            "Kind": category_name(words, p.who.kind),
            "Form": label(words, FORMS, "point_of_order"),
            "Asked": _time(p.raised_at, zone),
            "Outcome": label(words, POINTS, p.state),
            "Grounds": p.note,
            "Ruling": p.ruling,
        }
    )


def _row(known: Mapping[str, str | int]) -> list[str | int]:
    """A row with the known columns filled in and the others empty."""
    return [known.get(column, "") for column in COLUMNS]


def _guarded(row: list[str | int]) -> list[str | int]:
    """The row with an apostrophe before each text that a spreadsheet would run as a formula."""
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in row]


def _time(at: int | None, timezone: str) -> str:
    return local(at, timezone).time().isoformat("seconds") if at else ""


def _plain(value: Any, timezone: str) -> Any:
    if is_dataclass(value):
        counted = {"counts": value.counts, "over_ms": value.over_ms} if isinstance(value, Intervention) else {}
        return counted | {
            field.name: _moment(getattr(value, field.name), timezone)
            if field.name == "at" or field.name.endswith("_at")
            else _plain(getattr(value, field.name), timezone)
            for field in fields(value)
        }
    if isinstance(value, Mapping):
        return {key: _plain(each, timezone) for key, each in value.items()}
    return [_plain(each, timezone) for each in value] if isinstance(value, tuple) else value


def _moment(at: int | None, timezone: str) -> str | None:
    return None if at is None else local(at, timezone).isoformat(timespec="milliseconds")
